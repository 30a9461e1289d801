from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tautband.accuracy import score
from tautband.accuracy.styles import shape, style_of
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter

LABEL = {
    "tpi_performed": False, "codeable": "no", "tpi_code": None, "injected": [], "agents": [], "hcpcs": [],
    "other_codes": [], "must_not_bill": [], "icd10": [], "documentation": {}, "history": {},
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("capitals", "PATIENT SEEN TODAY FOR NECK PAIN. NO INJECTION GIVEN."),
        ("form", "[x] consent\n[ ] ultrasound\n[x] tolerated"),
        ("form", "Consent: Yes\nUltrasound: No\nTolerated: Yes"),
        ("table", "| a | b |\n| c | d |\n| e | f |"),
        ("table", "trapezius      R      2\nlevator        L      1\nSCM            R      1"),
        ("dictation", " ".join(["she has had neck pain for months and now it is worse"] * 6)),
        ("prose", "She has had pain at the back of her neck for three months. It is worse when she drives to work."),
        ("clipped", "Neck pain three months. Worse driving to work."),
        ("shorthand", "R trap x2. Lido 1%. No comp. RTC 6w."),
    ],
)
def test_a_text_is_sorted_by_its_shape(style: str, text: str) -> None:
    assert shape(text) == style


def test_a_label_counts_before_the_folder_and_the_folder_before_the_shape() -> None:
    assert style_of("dictated", "notes/table/a.txt", "| a | b |") == "dictated"
    assert style_of(None, "notes/table/a.txt", "R trap. L trap. No comp.") == "table"
    assert style_of(None, "notes/a.txt", "R trap. L trap. No comp.") == "shorthand"


def test_each_style_has_its_own_figures_beside_those_of_all(tmp_path: Path) -> None:
    for number, style in enumerate(("form", "form", "prose")):
        (tmp_path / f"{number}.txt").write_text("note")
        label = {"id": str(number), "file": f"{number}.txt", "style": style, "gold": LABEL}
        with (tmp_path / "gold.jsonl").open("a") as file:
            file.write(json.dumps(label) + "\n")

    def nothing(*_: str | date | None) -> tuple[Encounter, Coding]:
        return Encounter(), Coding(status="nothing_to_bill", muscle_count=None)

    report = score(tmp_path / "gold.jsonl", nothing, by_style=True)
    assert {style: part.notes for style, part in report.styles.items()} == {"form": 2, "prose": 1}
    assert report.notes == 3
    assert report.as_json()["styles"]["prose"]["exact"]["procedure_performed"] == {"right": 1, "of": 1}
    assert "styles" not in score(tmp_path / "gold.jsonl", nothing).as_json()

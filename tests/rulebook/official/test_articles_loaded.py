"""A billing article as published confirms an edit written from others' accounts, or takes its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import alone
from rulebook.official import excerpts
from rulebook.official.loaded import at, loading
from tautband.model.errors import InputError
from tautband.rulebook.official.editions import loaded

UNIFORM = (
    "G44201", "G44.209", "G44.211", "G44.219", "G44.221", "G44.229", "M79.10", "M79.11", "M79.12", "M79.18",
)  # fmt: skip
EDIT = "medicare/uniform-tpi/diagnosis-not-listed"


def export(folder: Path, codes: tuple[str, ...], groups: int = 1) -> Path:
    """An export of two articles, one in two versions, inside a zip inside a zip."""
    article = (
        "article_id,article_version,title,article_eff_date,description\n"
        '59480,11,"An old version, replaced",2024-04-01,"<p>text\nover lines</p>"\n'
        '59480,12,A billing article,10/01/2025,"' + "x" * 200_000 + '"\n'
        "50000,1,An article of no list,2020-01-01,\n"
    )
    covered = "article_id,article_version,icd10_code_id,icd10_covered_group,last_updated\n59480,11,M54.2,1,\n"
    for number, code in enumerate(codes):
        covered += f"59480,12,{code},{number % groups + 1},2025-09-01\n"
    related = "article_id,article_version,r_article_id,r_lcd_id,r_lcd_version\n59480,12,,39656,7\n50000,1,,39656,7\n"
    files = [
        excerpts.write(folder / f"{name}.csv", text)
        for name, text in (
            ("article", article), ("article_x_icd10_covered", covered), ("article_related_documents", related),
        )
    ]  # fmt: skip
    inner = excerpts.zipped(folder / "current_article_csv.zip", files)
    return excerpts.zipped(folder / "current_article_2026q2.zip", [inner])


def scrubbed(folder: Path, data: str, diagnosis: str, day: str, state: str = "OH") -> list[dict[str, Any]]:
    claim = {
        "claim_id": "C1", "payer": "medicare", "state": state, "date_of_service": day, "place_of_service": "11",
        "history": [], "lines": [{"code": "20552", "units": 1, "diagnoses": [diagnosis]}],
    }  # fmt: skip
    path = folder / "claim.json"
    path.write_text(json.dumps(claim))
    ran = alone("scrub", str(path), "--json", TAUTBAND_DATA=data)
    assert ran.err == ""
    found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    return [f for f in found if f["edit"].endswith("/diagnosis-not-listed")]


def test_the_same_list_confirms_the_edit(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    ran = alone("data", "load", str(export(tmp_path, UNIFORM)), TAUTBAND_DATA=data)
    assert (ran.code, ran.err) == (0, "")
    page = " ".join(ran.out.split())
    assert f"A59480 version 12 (L39656, CGS) confirms {EDIT}: the same 10 diagnoses" in page
    (finding,) = scrubbed(tmp_path, data, "M54.2", "2026-03-02")
    assert (finding["edit"], finding["evidence_grade"]) == (EDIT, "concordant")


@pytest.mark.slow
def test_another_list_corrects_the_edit_for_its_contractor_from_its_day(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    listed = (*UNIFORM[:-1], "M62.838")
    ran = alone("data", "load", str(export(tmp_path, listed)), "--json", TAUTBAND_DATA=data)
    says = json.loads(ran.out)["loaded"][0]["says"]
    sentence = (
        f"A59480 version 12 (L39656, CGS) corrects {EDIT} from 2025-10-01: "
        "it lists also M62.838; it does not list M79.18"
    )
    assert sentence in says
    assert sentence in json.loads(alone("data", "status", "--json", TAUTBAND_DATA=data).out)["articles"]
    (finding,) = scrubbed(tmp_path, data, "M79.18", "2026-03-02")
    assert (finding["edit"], finding["outcome"], finding["evidence_grade"]) == (
        "medicare/l39656-article/diagnosis-not-listed", "fire", "primary",
    )  # fmt: skip
    assert finding["citation"]["source"] == "A59480, version 12, Medicare Coverage Database"
    assert scrubbed(tmp_path, data, "M62.838", "2026-03-02") == []
    assert [f["edit"] for f in scrubbed(tmp_path, data, "M62.838", "2025-09-30")] == [EDIT]
    assert [f["edit"] for f in scrubbed(tmp_path, data, "M62.838", "2026-03-02", "WI")] == [EDIT]


def test_a_list_in_groups_is_left_to_a_person(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    ran = alone("data", "load", str(export(tmp_path, UNIFORM[:4], groups=2)), "--json", TAUTBAND_DATA=data)
    assert (
        f"A59480 version 12 (L39656, CGS) lists diagnoses in 2 groups: read which belongs to {EDIT}"
        in json.loads(ran.out)["loaded"][0]["says"]
    )
    assert scrubbed(tmp_path, data, "M79.18", "2026-03-02") == []


def test_an_export_without_one_of_its_tables_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, tmp_path)
    export(tmp_path, UNIFORM)
    with pytest.raises(InputError, match="lacks its table of covered"):
        loading(tmp_path / "article.csv", tmp_path / "article_related_documents.csv", quarter="2026Q2")
    assert loaded().editions == ()


def test_a_wrong_diagnosis_is_named_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, tmp_path)
    path = export(tmp_path, (*UNIFORM, "M79.18-and-more"))
    with pytest.raises(InputError, match=r"article_x_icd10_covered\.csv: line 13: an article's number, version or"):
        loading(path)
    assert loaded().editions == ()

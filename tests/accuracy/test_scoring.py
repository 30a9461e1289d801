from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tautband.accuracy import score
from tautband.accuracy.report import FieldScore
from tautband.accuracy.scoring import same_strength
from tautband.model.coding import CodedLine, Coding, Refusal
from tautband.model.encounter import Agent, Documented, Encounter, Injection, NoteHistory
from tautband.model.errors import InputError

GOLD = {
    "tpi_performed": True,
    "codeable": "yes",
    "tpi_code": "20552",
    "tpi_modifiers": [],
    "injected": [
        {"muscle": "trapezius", "side": "right", "sticks": 2},
        {"muscle": "deltoid", "side": "left", "sticks": None},
    ],
    "agents": [{"drug": "ketorolac", "concentration": "30 mg/mL", "ml": 0.5, "mg": 15}],
    "hcpcs": [{"code": "J1885", "units": 1, "modifier": None}],
    "other_codes": [],
    "must_not_bill": ["20553"],
    "icd10": ["M79.18"],
    "documentation": {"consent": True, "prep": False},
    "history": {
        "prior_sessions_12mo": 1,
        "last_session_date": "2025-01-02",
        "last_relief_percent": None,
        "last_relief_weeks": None,
    },
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text("the note", encoding="utf-8")
    label = {
        "id": "1",
        "file": "note.txt",
        "payer": "Medicare",
        "state": "OH",
        "date_of_service": "2025-03-02",
        "place_of_service": "11",
        "gold": GOLD,
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(label) + "\n", encoding="utf-8")
    return path


def encounter(**facts: object) -> Encounter:
    return Encounter(procedure_performed=True, **facts)


def test_the_reader_is_given_what_the_label_knows(gold: Path) -> None:
    given = []

    def predict(*arguments: Any) -> tuple[Encounter, None]:
        given.append(arguments)
        return encounter(), None

    score(gold, predict)
    assert given == [("the note", "Medicare", "OH", date(2025, 3, 2), "11")]


def test_muscles_count_with_their_side(gold: Path) -> None:
    facts = encounter(
        injections=(
            Injection(muscle="trapezius", side="right", trigger_points=2),
            Injection(muscle="deltoid", side="right"),
        )
    )
    entry = score(gold, lambda *_: (facts, None)).fields["muscle and side"]
    assert (entry.hits, entry.extra, entry.missed) == (1, 1, 1)


def test_a_muscle_only_planned_is_not_counted(gold: Path) -> None:
    facts = encounter(injections=(Injection(muscle="trapezius", side="right", status="planned"),))
    entry = score(gold, lambda *_: (facts, None)).fields["muscle and side"]
    assert (entry.hits, entry.extra, entry.missed) == (0, 0, 2)


def test_an_agent_may_carry_its_salt(gold: Path) -> None:
    facts = encounter(
        agents=(Agent(drug="ketorolac tromethamine", concentration="30 mg/mL", volume_ml=0.5, mass_mg=15.0),)
    )
    assert score(gold, lambda *_: (facts, None)).fields["agent"].f1 == 1.0


def test_an_agent_with_another_volume_is_wrong_on_both_sides(gold: Path) -> None:
    facts = encounter(agents=(Agent(drug="ketorolac", concentration="30 mg/mL", volume_ml=1.0, mass_mg=30.0),))
    entry = score(gold, lambda *_: (facts, None)).fields["agent"]
    assert (entry.hits, entry.extra, entry.missed) == (0, 1, 1)


def test_documentation_is_scored_by_element(gold: Path) -> None:
    facts = encounter(documentation={"consent": Documented(present=True), "prep": Documented(present=True)})
    fields = score(gold, lambda *_: (facts, None)).fields
    assert (fields["documentation"].hits, fields["documentation"].extra) == (1, 1)
    assert fields["documentation prep"].extra == 1


def test_history_values_are_compared_each(gold: Path) -> None:
    facts = encounter(history=NoteHistory(prior_sessions_12mo=1, last_session_date=date(2025, 1, 3)))
    fields = score(gold, lambda *_: (facts, None)).fields
    assert fields["history prior_sessions_12mo"].hits == 1
    assert (fields["history last_session_date"].extra, fields["history last_session_date"].missed) == (1, 1)


def coding(*codes: str) -> Coding:
    lines = tuple(CodedLine(code=code, units=Decimal(1), diagnoses=("M79.18",)) for code in codes)
    return Coding(status="coded", muscle_count=2, lines=lines)


def test_a_higher_code_is_overcoding_and_banned(gold: Path) -> None:
    report = score(gold, lambda *_: (encounter(), coding("20553")))
    assert report.overcoded == ["1"]
    assert report.undercoded == []
    assert report.exact["nothing billed that must not be"] == (0, 1)
    assert report.exact["exact code, codeable notes"] == (0, 1)


@pytest.mark.parametrize(("day", "extra"), [("2015-09-30", 0), ("2015-10-01", 1)])
def test_a_diagnosis_before_icd_10_has_no_label_to_be_compared_with(gold: Path, day: str, extra: int) -> None:
    label = json.loads(gold.read_text(encoding="utf-8"))
    label |= {"date_of_service": day, "gold": GOLD | {"icd10": []}}
    gold.write_text(json.dumps(label) + "\n", encoding="utf-8")
    fields = score(gold, lambda *_: (encounter(), coding("20552"))).fields
    assert fields.get("diagnosis", FieldScore()).extra == extra


def test_no_code_is_undercoding(gold: Path) -> None:
    report = score(gold, lambda *_: (encounter(), Coding(status="nothing_to_bill", muscle_count=None)))
    assert report.undercoded == ["1"]
    assert report.overcoded == []


def test_a_drug_line_that_the_claim_drops_still_describes_its_dose(gold: Path) -> None:
    dropped = Refusal(code="J1885", because="inside 20552", units=Decimal(1))
    given = coding("20552").model_copy(update={"refused": (dropped,)})
    assert score(gold, lambda *_: (encounter(), given)).fields["drug line"] == FieldScore(hits=1, extra=0, missed=0)


@pytest.mark.parametrize(
    ("gold", "got", "same"),
    [
        ("5 units/0.1 mL", "50 units/mL", True),
        ("100 U/2 mL", "50 units/mL", True),
        ("5 u per 0.1 mL", "50 units/mL", True),
        ("40 mg/cc", "40 mg/mL", True),
        ("40 mg/cc", "40 units/mL", False),
        ("5 units/0.1 mL", "5 units/mL", False),
        ("1%", "1%", True),
        ("1%", "2%", False),
        (None, "50 units/mL", False),
        (None, None, True),
    ],
)
def test_one_strength_may_be_written_in_several_ways(gold: str | None, got: str | None, same: bool) -> None:
    assert same_strength(gold, got) is same


def test_the_right_code_with_its_drug_is_exact(gold: Path) -> None:
    report = score(gold, lambda *_: (encounter(), coding("20552", "J1885")))
    assert report.exact["exact code, codeable notes"] == (1, 1)
    assert report.fields["drug line"].f1 == 1.0
    assert report.fields["diagnosis"].f1 == 1.0
    assert report.overcoded == report.undercoded == []


def test_without_codes_no_code_is_scored(gold: Path) -> None:
    assert "trigger point code" not in score(gold, lambda *_: (encounter(), None)).exact


def test_every_error_carries_the_note_and_the_field(gold: Path) -> None:
    errors = score(gold, lambda *_: (Encounter(procedure_performed=False), None)).errors
    assert ("1", "procedure_performed", "True", "False") in [(e.note, e.field, e.gold, e.predicted) for e in errors]


def test_shares_of_nothing_are_none() -> None:
    assert (FieldScore().precision, FieldScore().recall, FieldScore().f1) == (None, None, None)


@pytest.mark.parametrize(
    "line", ["no json", "{}", '{"id": "1", "file": "absent.txt", "date_of_service": null, "gold": {}}', "[]"]
)
def test_a_line_that_is_no_label_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:1"):
        score(path, lambda *_: (encounter(), None))


def test_a_gold_file_that_is_absent_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.jsonl"):
        score(tmp_path / "absent.jsonl", lambda *_: (encounter(), None))


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("tpi_performed",), None, "gold.tpi_performed: input should be a valid boolean"),
        (("injected", 0, "muscle"), 7, "gold.injected.0.muscle: input should be a valid string"),
        (("codeable",), "perhaps", "gold.codeable: input should be 'yes', 'query' or 'no'"),
        (("must_not_bill",), [["20553"]], "gold.must_not_bill.0: input should be a valid string"),
        (("hcpcs", 0, "units"), "ten", "gold.hcpcs.0.units: input should be a valid number"),
    ],
)
def test_a_label_of_another_form_is_refused_by_line_and_place(
    gold: Path, path: tuple[Any, ...], value: Any, told: str
) -> None:
    label = json.loads(gold.read_text())
    at = label["gold"]
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    gold.write_text(gold.read_text() + json.dumps(label) + "\n")
    with pytest.raises(InputError) as refused:
        score(gold, lambda *_: (encounter(), Coding(status="query", muscle_count=None)))
    assert str(refused.value).startswith(f"gold.jsonl:2: {told}")


@pytest.mark.parametrize("key", sorted(GOLD))
def test_a_label_without_a_key_that_is_scored_is_refused(gold: Path, key: str) -> None:
    label = json.loads(gold.read_text())
    del label["gold"][key]
    gold.write_text(json.dumps(label))
    if key == "tpi_modifiers":
        assert score(gold, lambda *_: (encounter(), None)).notes == 1
    else:
        with pytest.raises(InputError, match=f"gold.{key}: field required"):
            score(gold, lambda *_: (encounter(), None))


@pytest.mark.parametrize("line", [b"\xff\xfe{", b"[" * 100_000, b'{"id": "1", "file": "a\\u0000b", "gold": {}}'])
def test_what_is_no_gold_file_is_refused(gold: Path, line: bytes) -> None:
    gold.write_bytes(line)
    with pytest.raises(InputError):
        score(gold, lambda *_: (encounter(), None))

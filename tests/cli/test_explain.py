"""The page for a name: an edit with the severity that binds, a code with its edits, a denial with its causes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.running import Ran, here
from tautband.cli.denial_facts import DenialName, denial_named
from tautband.rulebook.tables import Tables

Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def page(monkeypatch: Patch, capsys: Capture, *name: str) -> dict[str, Any]:
    ran = here(monkeypatch, capsys, "explain", *name, "--date", "2026-03-02", "--json")
    assert ran.code == 0
    told: dict[str, Any] = json.loads(ran.out)
    return told


def shown(monkeypatch: Patch, capsys: Capture, *name: str) -> str:
    ran: Ran = here(monkeypatch, capsys, *name, "--date", "2026-03-02")
    assert ran.code == 0
    return " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("CO-151", ("CO", "151", None)), ("co 151", ("CO", "151", None)), ("151", (None, "151", None)),
        ("CARC 151", (None, "151", None)), ("N362", (None, None, "N362")), ("RARC N362", (None, None, "N362")),
        ("MA130", (None, None, "MA130")), ("CO-16 MA130", ("CO", "16", "MA130")), ("B7", (None, "B7", None)),
    ],
)  # fmt: skip
def test_a_denial_is_named_as_a_remittance_prints_it(name: str, codes: tuple[str | None, ...]) -> None:
    assert denial_named(name) == DenialName(*codes)


@pytest.mark.parametrize("name", ["", "CO", "20552", "J1010", "M79.18", "sessions-over-limit", "CO-", "1510"])
def test_other_names_are_no_denial(name: str) -> None:
    assert denial_named(name) is None


def test_every_denial_of_the_table_is_explained_by_its_own_cause() -> None:
    from tautband.cli.denial_facts import meanings

    table = Tables.open().denials
    for code in table.codes():
        asked = denial_named(f"{code.group}-{code.carc} {code.rarc or ''}")
        assert asked == DenialName(code.group, code.carc, code.rarc)
        assert code in [held for meaning in meanings(table, asked) for held in meaning.codes]


def test_a_reason_code_is_explained_by_all_its_causes_and_the_edits_that_expect_it(
    monkeypatch: Patch, capsys: Capture
) -> None:
    told = page(monkeypatch, capsys, "CO-151")
    assert [(d["cause"], d["route"]) for d in told["denials"]] == [
        ("too-many-sessions", "appeal"), ("units-over-limit", "corrected_claim"),
    ]  # fmt: skip
    predicted = {entry["edit"]: entry["severity"] for entry in told["predicted_by"]}
    assert predicted["national/mue/units-over-limit"] == "deny"
    assert predicted["bcbs-ma/604/sessions-over-limit"] == "warn"
    assert told["edits"] == []


def test_a_remark_code_narrows_the_cause(monkeypatch: Patch, capsys: Capture) -> None:
    told = page(monkeypatch, capsys, "CO-151", "N362")
    assert [denial["cause"] for denial in told["denials"]] == ["units-over-limit"]
    assert "national/mue/units-over-limit" in {entry["edit"] for entry in told["predicted_by"]}


def test_a_remark_the_table_lacks_falls_back_to_the_reason_and_says_so(monkeypatch: Patch, capsys: Capture) -> None:
    assert "Told by the reason code alone" in shown(monkeypatch, capsys, "explain", "CO-50", "N999")


def test_a_denial_nobody_lists_is_refused(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "explain", "CO-999")
    assert (ran.code, "no edit, no code and no denial" in ran.err) == (2, True)


def test_a_code_names_the_edits_that_judge_it_and_not_those_that_judge_every_line(
    monkeypatch: Patch, capsys: Capture
) -> None:
    told = page(monkeypatch, capsys, "20552")
    assert "medicare/uniform-tpi/sessions-over-limit" in told["touched_by"]
    assert "national/mue/units-over-limit" not in told["touched_by"]
    assert {"Units (MUE)", "Bilateral indicator", "Relative values", "Bundled into, no modifier"} <= {
        fact["about"] for fact in told["facts"]
    }
    assert "medicare/uniform-tpi/sessions-over-limit" not in page(monkeypatch, capsys, "64405")["touched_by"]


def test_a_severity_that_binds_less_than_its_author_gave_says_why(monkeypatch: Patch, capsys: Capture) -> None:
    stated = page(monkeypatch, capsys, "bcbs-nc/trigger-point-injections/sessions-over-limit")["edits"][0]
    because = "the evidence is secondary and the first date of service is not known"
    assert (stated["severity"], stated["capped_severity"], stated["capped_because"]) == ("deny", "warn", because)
    assert f"here a warning, because {because}" in shown(
        monkeypatch, capsys, "policy", "show", "bcbs-nc/trigger-point-injections"
    )


def test_policy_show_and_the_compiled_rule_book_agree_on_every_severity() -> None:
    from tautband.cli.policies import with_capped_severities
    from tautband.shipped import shipped_rulebook

    book = shipped_rulebook()
    shown = [edit["capped_severity"] for r in book.revisions for edit in with_capped_severities(r)["edit"]]
    assert shown == [book.severity_of(number) for number in range(len(book))]


def test_an_icd9_code_is_told_with_its_last_day_and_what_it_became(monkeypatch: Patch, capsys: Capture) -> None:
    facts = {fact["about"]: fact["says"] for fact in page(monkeypatch, capsys, "729.1")["facts"]}
    assert facts == {
        "Validity": "a code of ICD-9-CM: for services before 2015-10-01 alone",
        "In ICD-10-CM": "M60.9, M79.1, M79.7 by the official map of 2018; the record decides",
    }


def test_a_procedure_code_that_no_table_holds_is_told_as_one(monkeypatch: Patch, capsys: Capture) -> None:
    ran = here(monkeypatch, capsys, "explain", "99999")
    assert (ran.code, "a code that no table of the rule book holds" in ran.err) == (2, True)

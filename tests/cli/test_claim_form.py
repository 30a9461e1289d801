"""The printed form and files of several claims from the command line."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from cli.running import here
from cli.test_claim_corrected import Desk, accepted, desk
from formats.x12.desk import MEDICARE, MUTUAL
from tautband.formats.cms1500.reading import read
from tautband.formats.x12.reading import ClaimFile
from tautband.model.claim import ServiceLine

__all__ = ["desk"]


def test_the_form_of_the_demo_note_is_written_and_read_back(desk: Desk) -> None:
    desk.out = desk.folder / "claim.pdf"
    ran = desk.run(desk.note, "--registration", desk.registration(), "--to", "cms1500", "--json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["format"], answer["pages"], answer["left_off"]) == (3, "cms1500", 1, [])
    (page,) = read(desk.out.read_bytes())
    assert (page["24D.code#1"], page["21.A"], page["28.dollars"], page["31.date"]) == (
        "20552",
        "M7918",
        "95",
        "06 30 26",
    )
    assert "totals" not in answer


def test_a_background_and_a_shift_leave_the_data_as_they_are(desk: Desk) -> None:
    arguments = (desk.note, "--registration", desk.registration(), "--to", "cms1500")
    desk.run(*arguments)
    plain = read(desk.out.read_bytes())
    desk.run(*arguments, "--background")
    assert read(desk.out.read_bytes()) == plain
    desk.run(*arguments, "--shift", "2,-1.5")
    assert desk.out.stat().st_size > 1000


def test_a_notice_given_before_the_service_puts_its_modifier_on_form_and_file(desk: Desk) -> None:
    notice = {"kind": "abn", "signed_on": "2026-03-01", "services": ["20552"]}
    arguments = {"coverages": [MEDICARE.model_dump(mode="json")], "notices": [notice]}
    registration = desk.registration(**arguments)
    desk.run(desk.note, "--registration", registration, "--to", "cms1500")
    (page,) = read(desk.out.read_bytes())
    desk.run(desk.note, "--registration", registration)
    (record,) = ClaimFile(BytesIO(desk.out.read_bytes()))
    assert (page["24D.modifier_1#1"], record.lines[0].modifiers) == ("GA", ("GA",))


def test_what_does_not_fit_is_listed_and_nothing_is_written(desk: Desk) -> None:
    ran = desk.run(desk.note, "--registration", desk.registration(claim_id="A23456789012345"), "--to", "cms1500")
    assert (ran.code, ran.out) == (2, "")
    assert "box 26: 15 characters, and the box holds 14 (claim_id): shorten it" in ran.err
    assert not desk.out.exists()


def test_without_the_pdf_parts_the_way_to_install_them_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen.canvas", None)
    ran = desk.run(desk.note, "--registration", desk.registration(), "--to", "cms1500")
    assert (ran.code, ran.err.strip()) == (
        2,
        "tautband: PDF: the parts that write and read PDF are not installed. "
        'Install them: pip install "tautband[pdf]".',
    )


def of_seven_lines(desk: Desk, filing: str, payer: str) -> None:
    """A case whose claim has seven lines."""
    coverage = MUTUAL.model_copy(
        update={"filing": filing, "payer_name": payer, "relation": "18", "subscriber": None}
    ).model_dump(mode="json")
    desk.first(coverages=[coverage], facility=None)
    held = json.loads(desk.case.read_text())
    line = ServiceLine(code="20552", charge=Decimal("95.00"), diagnoses=("M79.18",)).model_dump(mode="json")
    held["claim"]["lines"] = [{**line, "code": f"2055{number}"} for number in range(7)]
    held["claim"]["payer"] = payer
    (desk.folder / "cases").mkdir()
    (desk.folder / "cases" / "seven.json").write_text(json.dumps(held))


@pytest.mark.parametrize(
    ("payer", "filing", "option", "totals", "why"),
    [
        ("aetna", "CI", (), ["570", "95"], "this payer's rule is not known"),
        ("tx-medicaid", "MC", (), ["CONTINU", "665"], "Texas Medicaid Provider Procedures Manual"),
        ("tx-medicaid", "MC", ("--totals", "each-page"), ["570", "95"], "asked for with --totals"),
        ("aetna", "CI", ("--totals", "last-page"), ["CONTINU", "665"], "asked for with --totals"),
    ],
)
def test_the_totals_of_two_pages_stand_where_the_payer_wants_them_and_it_is_said_why(
    desk: Desk, payer: str, filing: str, option: tuple[str, ...], totals: list[str], why: str
) -> None:
    of_seven_lines(desk, filing, payer)
    ran = desk.run("--case", str(desk.folder / "cases"), "--to", "cms1500", *option)
    assert ran.code in (0, 1, 3), ran.err
    assert [page["28.dollars"] for page in read(desk.out.read_bytes())] == totals
    assert why in " ".join(ran.out.split())


def two_cases(desk: Desk) -> Path:
    folder = desk.folder / "cases"
    folder.mkdir()
    for number in (1, 2):
        desk.case = folder / f"{number}.json"
        desk.first(claim_id=f"PCN{number}", coverages=[MEDICARE.model_dump(mode="json")])
    return folder


def test_the_claims_of_several_cases_go_into_one_file(desk: Desk) -> None:
    folder = two_cases(desk)
    before = [path.read_text() for path in sorted(folder.iterdir())]
    ran = desk.run("--case", str(folder), "--json")
    answer = json.loads(ran.out)
    assert [claim["claim_id"] for claim in answer["claims"]] == ["PCN1", "PCN2"]
    assert [claim.claim_id for claim in ClaimFile(BytesIO(desk.out.read_bytes()))] == ["PCN1", "PCN2"]
    assert accepted(desk.out)
    desk.run("--case", str(folder / "1.json"), "--case", str(folder / "2.json"), "--to", "cms1500")
    assert [page["26"] for page in read(desk.out.read_bytes())] == ["PCN1", "PCN2"]
    assert [path.read_text() for path in sorted(folder.iterdir())] == before


def test_what_one_of_several_claims_lacks_is_told_by_its_case(desk: Desk) -> None:
    folder = two_cases(desk)
    held = json.loads((folder / "2.json").read_text())
    del held["registration"]["submission"]
    (folder / "2.json").write_text(json.dumps(held))
    desk.out.unlink()
    ran = desk.run("--case", str(folder))
    assert (ran.code, ran.out) == (2, "")
    assert "claims: 2.json: submission: missing. Complete the registrations in the cases." in ran.err
    assert not desk.out.exists()


def test_a_case_without_a_claim_and_a_folder_without_cases_are_refused(desk: Desk) -> None:
    folder = desk.folder / "cases"
    folder.mkdir()
    assert "no case in this folder" in desk.run("--case", str(folder)).err
    (folder / "1.json").write_text('{"schema": 1, "case_id": "1"}')
    assert "no claim with its registration in this case" in desk.run("--case", str(folder)).err


def test_several_cases_and_a_note_contradict_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = here(monkeypatch, capsys, "claim", "note.txt", "--case", "a", "--case", "b", "-o", "c")
    assert (ran.code, ran.out) == (2, "")
    assert "--case: several given beside what makes one claim" in ran.err

"""Four notes from the day they were written to the payer's last word, by the command line alone.

    note ─ claim ─▶ 837P ─ 999, 277CA taken ─▶ 835 ─ remit ─▶ appeal, new claim, corrected claim, write-offs, payment

`third-session`: the payer counts a session that had left the twelve months (CO-151), and bundles the drug (CO-97).
`wrong-number`: billed under another clinician's number, returned unprocessed (CO-16, MA130). `paid`: by the schedule.
`wrong-place`: another payer's, billed for the hospital though it was done in the office (CO-5).
The answers of the payer are written by hand. Everything is invented.
"""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from formats.x12.test_writing import accepted_by_pyx12
from tautband.formats.x12.reading import ClaimFile
from whole_life.practice import CORRECTED, DECIDED, HERE, Practice, billed

NAMES = ("MUSTER", "BEISPIEL", "EXEMPEL", "1EG4TE5MK7", "VORLAGE", "W222333444")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """The practice after the remittance came."""
    return billed(tmp_path_factory.mktemp("practice"))


@pytest.fixture
def practice(first: Practice, tmp_path: Path) -> Practice:
    """A copy of it that a test may change."""
    folder = tmp_path / "practice"
    shutil.copytree(first.folder, folder)
    return Practice(folder)


def test_the_claims_are_what_the_notes_support_and_two_readers_accept_them(practice: Practice) -> None:
    data = (practice.folder / "batch.837").read_bytes()
    reading = ClaimFile(BytesIO(data))
    records = list(reading)
    assert reading.problems == []
    assert [(record.claim_id, [line.code for line in record.lines], record.problems) for record in records] == [
        ("THIRD", ["20552", "J0665"], []), ("WRONG", ["20553", "J0665"], []), ("PAID", ["20552", "J0665"], []),
    ]  # fmt: skip
    assert accepted_by_pyx12(data)


@pytest.mark.parametrize("answer", ["taken.999", "taken.277"])
def test_claims_that_were_taken_leave_nothing_to_do(practice: Practice, answer: str) -> None:
    found = practice.told(DECIDED, "remit", answer, "--claims", "batch.837")
    assert (found["exit"], found["rejections"], found["problems"]) == (0, [], [])


def test_each_denial_goes_its_own_way(practice: Practice) -> None:
    found = practice.told(DECIDED, "remit", "payment.835", "--claims", "batch.837")
    assert found["problems"] == []
    assert found["payments"][0]["balanced"] is True
    assert [(d["claim_id"], d["line"], d["carc"], d["route"], d["deadline"]["last_day"]) for d in found["denials"]] == [
        ("THIRD", 1, "151", "appeal", "2026-07-23"),
        ("WRONG", 1, "16", "new_claim", "2027-03-03"),
        ("WRONG", 2, "16", "new_claim", "2027-03-03"),
        ("PAID", 2, "97", "write_off", None),
        ("THIRD", 2, "97", "write_off", None),
    ]
    assert [(fact["carc"], fact["amount"]) for fact in found["facts"]] == [
        ("45", "45.65"), ("253", "0.79"), ("2", "9.87"),
    ]  # fmt: skip
    assert (found["underpayments"], found["unexplained"]) == ([], [])
    unprocessable = next(d for d in found["denials"] if d["claim_id"] == "WRONG")
    assert (unprocessable["appeal"], unprocessable["without_merit"] is None) == (None, False)


def test_with_the_case_the_edits_say_that_the_payer_counted_wrong(practice: Practice) -> None:
    found = practice.told(DECIDED, "remit", "--case", "third-session.case")
    denial = found["denials"][0]
    assert denial["prediction"]["status"] == "not_predicted"
    assert "medicare/uniform-tpi/sessions-over-limit found nothing" in denial["prediction"]["says"]
    assert (denial["worth"]["at_stake"], denial["worth"]["alone"]) == ("48.56", None)
    assert (found["of_other_cases"], len(found["denials"])) == (0, 2)


def test_the_letter_is_ready_and_stands_on_its_pages(practice: Practice) -> None:
    told = practice.told(DECIDED, "appeal", "third-session.case", "-o", "letter.pdf", "--on", "2026-03-30")
    assert told["exit"] == 0
    pages = pypdfium2.PdfDocument(practice.folder / "letter.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    for says in ("2026065000001", "CO-151", "3 with this one", "LCD L39656", "60 % relief"):
        assert says in text, says
    assert "NOT READY" not in text
    for page in pages:
        image = page.render(scale=1).to_pil().convert("L")
        ink = sum(image.histogram()[:128]) / (image.width * image.height)
        assert 0.002 < ink < 0.2
    pages.close()


def test_one_altered_word_of_the_note_keeps_the_letter_back(practice: Practice) -> None:
    case = practice.case("third-session")
    case["note"] = case["note"].replace("60 % relief", "80 % relief")
    (practice.folder / "third-session.case").write_text(json.dumps(case))
    assert practice.run(DECIDED, "appeal", "third-session.case", "-o", "letter.pdf").code == 1


def test_what_was_not_processed_is_refused_an_appeal_and_billed_anew(practice: Practice) -> None:
    refused = practice.run(DECIDED, "appeal", "wrong-number.case", "-o", "letter.pdf")
    assert (refused.code, (practice.folder / "letter.pdf").exists()) == (1, False)
    assert "Instead: file a new claim" in " ".join(refused.out.split())
    ran = practice.run(DECIDED, "claim", "--case", "wrong-number.case", "--registration", "right-number.json",
                       "--because", "billed under another clinician's number", "-o", "new.837")  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    (record,) = ClaimFile(BytesIO((practice.folder / "new.837").read_bytes()))
    rendering = record.named("82")
    assert (record.frequency, "F8" in record.references) == ("1", False)
    assert rendering is not None
    assert rendering.id == "1245319599"
    sent = practice.case("wrong-number")["sent"]
    assert [(each["file"], each.get("because")) for each in sent] == [
        ("wrong-number.837", None), ("new.837", "billed under another clinician's number"),
    ]  # fmt: skip


def test_medicare_takes_no_claim_in_place_of_a_decided_one(practice: Practice) -> None:
    ran = practice.run(DECIDED, "claim", "--case", "third-session.case", "--replaces", "2026065000001", "-o", "7.837")
    assert (ran.code, (practice.folder / "7.837").exists()) == (2, False)


def test_what_another_payer_decided_wrongly_billed_is_corrected_under_its_number(practice: Practice) -> None:
    found = practice.told(CORRECTED, "remit", "--case", "wrong-place.case")
    assert [(d["carc"], d["route"], d["deadline"]["last_day"]) for d in found["denials"]] == [
        ("5", "corrected_claim", "2026-07-01")
    ]
    asked = ("--registration", "right-place.json", "--replaces", "E2026095001", "--because", "billed for the hospital")
    told = practice.told(CORRECTED, "claim", "--case", "wrong-place.case", *asked, "-o", "7.837")
    assert (told["frequency"], told["replaces"], told["deadline"]["last_day"]) == ("7", "E2026095001", "2026-07-01")
    assert {change["says"] for change in told["changes"]} >= {"place of service 22 becomes 11", "J0665 added"}
    (record,) = ClaimFile(BytesIO((practice.folder / "7.837").read_bytes()))
    assert (record.frequency, record.place, record.references["F8"][0]) == ("7", "11", "E2026095001")
    assert [each.get("frequency", "1") for each in practice.case("wrong-place")["sent"]] == ["1", "7"]


def test_the_work_list_reads_as_it_did(practice: Practice) -> None:
    assert practice.work_list() == (HERE / "work-list.txt").read_text()


def test_no_patient_is_named_on_the_way(practice: Practice) -> None:
    held = "".join((practice.folder / name).read_text().upper() for name in ("batch.837", "place.837"))
    assert [name for name in NAMES if name not in held] == []
    for arguments in (
        ("remit", "payment.835", "--claims", "batch.837"),
        ("remit", "taken.277", "--claims", "batch.837", "--json"),
        ("remit", "--case", "third-session.case", "--json"),
        ("remit", "place.835", "--case", "wrong-place.case"),
        ("appeal", "third-session.case", "-o", "letter.pdf"),
    ):
        ran = practice.run(DECIDED, *arguments)
        assert [name for name in NAMES if name in (ran.out + ran.err).upper()] == []

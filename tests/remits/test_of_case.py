"""The desk of one case: what it sent, what its note says, what was appealed, and which remittance is worked on."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.running import here
from remits.remitted import BOOK, NOTICE, SERVICE, TODAY, decided, line, payment, sent
from tautband.model.case import AppealFiled, Case, SentClaim
from tautband.model.claim import HistoryEntry
from tautband.model.encounter import Encounter, NoteHistory
from tautband.model.registration import Notice, Registration
from tautband.model.work_list import WorkList
from tautband.remits import desk_of
from tautband.remits.of_case import sent_of

DENIED = payment(decided(line("20552", "CO-151 95", rarcs="N115")))
PAID = payment(decided(line("20552", paid="48"), claim_id="C1"), paid_on=date(2026, 6, 1))


def case(**also: Any) -> Case:
    known: dict[str, Any] = {"case_id": "K1", "claim": sent("20552").claim, "remittances": (DENIED,), **also}
    return Case(**known)


def work(of: Case, **also: Any) -> WorkList:
    desk, remittances = desk_of(of, BOOK, TODAY, **also)
    return desk.work_list(remittances)


def test_the_claim_in_force_stands_behind_the_last_remittance() -> None:
    (found,) = work(case()).denials
    assert (found.sent_line, found.deadline.last_day) == (1, date(2026, 8, 4))


def test_only_the_last_remittance_is_worked_on_and_the_others_came_earlier() -> None:
    assert work(case(remittances=(DENIED, PAID))).denials == ()
    desk, asked = desk_of(case(remittances=(DENIED, PAID)), BOOK, TODAY)
    assert (desk.earlier, asked) == ((DENIED,), (PAID,))


def test_a_remittance_that_is_given_comes_after_those_of_the_case() -> None:
    desk, asked = desk_of(case(remittances=(PAID,)), BOOK, TODAY, remittances=[DENIED])
    assert (desk.earlier, asked) == ((PAID,), (DENIED,))
    again, _ = desk_of(case(remittances=(DENIED,)), BOOK, TODAY, remittances=[DENIED])
    assert again.earlier == ()


def test_notices_appeals_and_the_day_of_receipt_are_the_cases() -> None:
    signed = Registration(notices=(Notice(kind="abn", signed_on=SERVICE),))
    (found,) = work(case(registration=signed, received_on=date(2026, 4, 20))).denials
    assert (found.liability, found.deadline.last_day) == ("patient_with_notice", date(2026, 8, 18))
    lost = AppealFiled(level=1, carc="151", outcome="upheld", decided_on=date(2026, 6, 1))
    (next_,) = work(case(appeals=(lost,))).denials
    assert next_.appeal is not None
    assert (next_.appeal.level, next_.appeal.name) == (2, "Reconsideration")


def test_what_is_given_goes_before_the_case() -> None:
    (found,) = work(case(received_on=date(2026, 4, 20)), received=date(2026, 4, 2)).denials
    assert found.deadline.last_day == date(2026, 7, 31)


def test_each_claim_sent_is_known_with_its_frequency() -> None:
    first, second = sent("20552 x3").claim, sent("20552").claim
    of = case(claim=second, sent=(SentClaim(claim=first), SentClaim(claim=second, frequency="7")))
    assert [(each.frequency, each.claim.lines[0].units) for each in sent_of(of)] == [
        ("1", Decimal(3)),
        ("7", Decimal(1)),
    ]


def test_a_claim_takes_from_the_case_what_it_does_not_say() -> None:
    bare = sent("20552", state=None, zip_code=None, history=None, place_of_service=None, payer=None).claim
    told = (HistoryEntry(date_of_service=NOTICE, code="20552"),)
    note = Encounter(date_of_service=SERVICE)
    of = case(claim=bare, payer="medicare", state="OH", zip_code="45202", registration=Registration(history=told))
    (whole,) = sent_of(of, note)
    assert (whole.claim.payer, whole.claim.state, whole.claim.zip_code) == ("medicare", "OH", "45202")
    assert (whole.claim.history, whole.claim.encounter) == (told, note)


def test_earlier_services_keep_whose_they_are_and_from_when_they_are_known() -> None:
    bare = sent("20552", history=None).claim
    told = (HistoryEntry(date_of_service=NOTICE, code="20552"),)
    asked = Registration(history=told, history_scope="all", history_from=date(2025, 9, 1))
    (whole,) = sent_of(case(claim=bare, registration=asked))
    held = whole.claim.history, whole.claim.history_scope, whole.claim.history_from
    assert held == (told, "all", date(2025, 9, 1))


def test_the_note_tells_of_earlier_services_where_the_practices_records_were_not_asked() -> None:
    bare = sent("20552", history=None).claim
    note = Encounter(date_of_service=SERVICE, history=NoteHistory(prior_sessions_12mo=0))
    (whole,) = sent_of(case(claim=bare), note)
    assert (whole.claim.history, whole.claim.history_scope) == ((), "all")
    (asked,) = sent_of(case(claim=bare, registration=Registration(history=())), note)
    assert (asked.claim.history, asked.claim.history_scope) == ((), "own_practice")


def test_a_case_without_anything_has_nothing_to_work_on() -> None:
    assert work(Case(case_id="K1")).denials == ()


NOTE = """Date of service: 03/02/2026
Payer: Medicare Part B
State: OH
Exam: right upper trapezius with taut band and tender nodule.
Procedure: 2 trigger points of the right upper trapezius were injected with 2 mL of 1 % lidocaine.
Electronically signed, treating physician (MD), 03/02/2026
"""


@pytest.mark.parametrize("beside", [True, False])
def test_the_command_line_reads_a_case_and_its_note(
    beside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    (tmp_path / "note.txt").write_text(NOTE)
    note = {"note_file": "note.txt"} if beside else {"note": NOTE}
    pain = payment(decided(line("20552", "CO-50 95", rarcs="N115")))
    file.write_text(case(remittances=(pain,), **note).model_dump_json())
    ran = here(monkeypatch, capsys, "remit", "--case", str(file), "--json")
    assert (ran.code, ran.err) == (1, "")
    (found,) = json.loads(ran.out)["denials"]
    edits = {edit["edit"] for edit in found["prediction"]["edits"]}
    assert "medicare/uniform-tpi/pain-scores-missing" in edits


def test_what_concerns_the_case_is_kept_in_its_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_text(case(remittances=()).model_dump_json())
    payments = str(Path(__file__).parents[1] / "cli" / "remit" / "payment.835")
    for _ in range(2):
        here(monkeypatch, capsys, "remit", payments, "--case", str(file), "--keep", "--received", "2026-04-03")
    (held,) = json.loads(file.read_text())["remittances"]
    assert [claim["claim_id"] for claim in held["claims"]] == ["C1"]
    assert "provider_adjustments" not in held
    ran = here(monkeypatch, capsys, "remit", "--case", str(file), "--json")
    (found,) = json.loads(ran.out)["denials"]
    assert (found["carc"], found["deadline"]["last_day"]) == ("151", "2026-08-01")


def test_nothing_can_be_kept_without_a_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    payments = str(Path(__file__).parents[1] / "cli" / "remit" / "payment.835")
    assert here(monkeypatch, capsys, "remit", payments, "--keep").code == 2

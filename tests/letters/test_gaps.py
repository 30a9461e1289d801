"""What keeps a letter from being sent is named; what the record does not have never stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letters.denied import case_of, denials_of, letter, matter, note_of
from tautband.letters.blocks import Heading, Table
from tautband.letters.letter import letter_of
from tautband.letters.matter import Matter
from tautband.letters.plain import text_of
from tautband.letters.sealing import seal_of
from tautband.model.claim import HistoryEntry
from tautband.model.document import Document
from tautband.model.encounter import Conflict, Encounter
from tautband.model.errors import InputError
from tautband.model.registration import Registration

NOTE = note_of(case_of())
FIRST = note_of(case_of("medicare-first-session"))


def of_note(note: str, **changed: Any) -> tuple[str, ...]:
    return letter(note=note, note_seal=seal_of(note), **changed).gaps


@pytest.mark.parametrize(
    ("taken", "gap"),
    [
        ("with 3 mL of 1 %", "volume injected"),
        ("Return in six weeks.", "plan for follow-up"),
        ("Pain after the injection 3/10.", "pain score after the injection"),
    ],
)
def test_what_the_note_does_not_say_is_missing(taken: str, gap: str) -> None:
    assert taken in NOTE
    found = of_note(NOTE.replace(taken, "with 1 %" if "mL" in taken else ""))
    assert len(found) == 1
    assert gap in found[0]


def test_a_missing_requirement_stands_as_missing_in_the_table() -> None:
    note = NOTE.replace("Return in six weeks.", "")
    text = text_of(letter(note=note, note_seal=seal_of(note)).paper)
    assert "MISSING: the record does not show: plan for follow-up." in " ".join(text.split())


def test_a_history_that_nobody_gave_is_open_and_not_taken_for_none() -> None:
    case = case_of("medicare-first-session")
    assert case.claim
    silent = FIRST.replace("No trigger point injection has ever been given.", "")
    claim = case.claim.model_copy(update={"history": None})
    gaps = letter("medicare-first-session", note=silent, note_seal=seal_of(silent), claim=claim).gaps
    assert [g for g in gaps if g.startswith("medicare/uniform-tpi/sessions-over-limit: the patient's earlier")] != []


def test_the_facts_alone_without_the_note_verify_nothing() -> None:
    gaps = letter(note=None, encounter=matter().encounter).gaps
    assert gaps[0] == "The note's text is not in the case: no quotation can be verified."


def test_a_fact_without_words_in_the_note_is_no_proof() -> None:
    used = matter()
    wordless = {e: d.model_copy(update={"evidence": ()}) for e, d in used.encounter.documentation.items()}
    bare = used.encounter.model_copy(update={"documentation": wordless})
    gaps = letter(encounter=bare).gaps
    assert [gap for gap in gaps if "the note has no words for" in gap] != []


def test_a_contradiction_of_the_note_is_a_gap() -> None:
    used = matter().encounter
    disputed = used.model_copy(update={"conflicts": (Conflict(about="side", says="left and right"),)})
    assert letter(encounter=disputed).gaps == ("Two places of the note contradict each other on the side.",)


def test_a_diagnosis_that_the_note_does_not_support_is_a_gap() -> None:
    case = case_of()
    assert case.claim
    line = case.claim.lines[0].model_copy(update={"diagnoses": ("m79.18", "M54.50")})
    gaps = letter(claim=case.claim.model_copy(update={"lines": (line,)})).gaps
    assert gaps == ("Line 1 points to M54.50, which the note does not support.",)


def test_a_date_of_service_that_is_not_the_notes_is_a_gap() -> None:
    encounter = matter().encounter.model_copy(update={"date_of_service": date(2026, 3, 15)})
    assert letter(encounter=encounter).gaps == (
        "The claim's date of service is March 16, 2026, the note's March 15, 2026.",
    )


def test_a_note_without_a_signature_needs_an_attestation() -> None:
    note = NOTE[: NOTE.index("Electronically signed")]
    assert of_note(note) == ("No signature is shown on the note, and no attestation is among the documents.",)
    assert of_note(note, documents=(Document(kind="attestation", signature="signed", text="I signed it."),)) == ()


def test_a_letter_after_the_last_day_is_not_ready() -> None:
    last = denials_of()[0].deadline.last_day
    assert last == date(2026, 8, 9)
    assert letter_of(matter(), on=last).gaps == ()
    assert letter_of(matter(), on=date(2026, 8, 10)).gaps == ("The last day to appeal was August 9, 2026.",)


def test_a_letter_dated_before_the_decision_is_not_ready() -> None:
    assert letter_of(matter(), on=date(2026, 4, 6)).gaps == ()
    gaps = letter_of(matter(), on=date(2026, 4, 5)).gaps
    assert gaps == ("The letter bears a date before the decision of April 6, 2026.",)


def test_a_case_without_a_claim_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match=r"^case: claim: required and missing\. Add the claim as it was sent\."):
        matter(claim=None)


def test_a_letter_is_blank_where_the_registration_is_silent() -> None:
    found = letter(registration=Registration())
    text = text_of(found.paper)
    assert found.gaps == ()
    assert "Sample" not in text
    assert "Patient " not in text
    assert "Date: ____________________" in text


def test_a_draft_says_so_only_when_it_is_ready() -> None:
    assert letter_of(matter(), draft=True).paper.mark == "DRAFT"
    assert letter_of(matter("bcbs-ma-care-too-short"), draft=True).paper.mark == "NOT READY"


def test_every_quotation_of_a_letter_stands_in_the_note_word_for_word() -> None:
    for name in ("medicare-repeat-session", "aetna-first-session", "cigna-too-soon", "anthem-late-addendum"):
        note = note_of(case_of(name))
        text = " ".join(text_of(letter(name).paper).split())
        quoted = [piece.split("”")[0] for piece in text.split("“")[1:]]
        policies = {" ".join(r.asks.split()) for r in matter(name).requirements if r.quoted}
        assert len(quoted) > 3
        assert [words for words in quoted if words not in " ".join(note.split()) and words not in policies] == []


def test_an_encounter_that_names_nothing_makes_a_letter_that_says_nothing() -> None:
    empty = Encounter(date_of_service=date(2026, 3, 16), note_status="signed")
    found = letter(encounter=empty)
    assert found.gaps != ()
    headings = {block.text for block in found.paper.blocks if isinstance(block, Heading)}
    assert headings & {"What was injected", "Care tried before", "Pain on the day of service"} == set()


def late_filing(filed: date | None, *papers: Document) -> tuple[str, ...]:
    """The gaps of an appeal against a denial for late filing."""
    case = case_of("cigna-too-soon")
    assert case.claim
    claim = case.claim.model_copy(update={"filed_on": filed})
    used = matter("cigna-too-soon", claim=claim, documents=papers)
    late = tuple(d.model_copy(update={"carc": "29", "route": "appeal"}) for d in used.denials)
    return tuple(gap for gap in letter_of(replace(used, denials=late)).gaps if "timely-filing" in gap)


def test_a_late_claim_is_defended_by_the_payers_own_report() -> None:
    report = Document(kind="acknowledgment", dated=date(2026, 3, 20), text="Accepted.")
    edit = "cigna/timely-filing/filed-too-late"
    assert late_filing(date(2026, 3, 20), report) == ()
    assert late_filing(date(2026, 3, 20)) == (
        f"{edit}: the payer's report that it took the claim is not among the documents.",
    )
    assert late_filing(None, report) == (f"{edit}: not known: received in time.",)
    (unmet,) = late_filing(date(2026, 12, 20), report)
    assert unmet == f"{edit}: not met: received in time, 279 days after the service; the limit is 90 days."


def status_of(used: Matter, edit: str) -> str:
    return next(r.status for r in used.requirements if r.edit.endswith(f"/{edit}"))


def test_a_requirement_that_lost_one_of_its_words_is_missing() -> None:
    stored = matter().encounter
    assert status_of(matter(encounter=stored, note_seal=None), "trigger-point-not-shown") == "shown"
    changed = matter(encounter=stored, note_seal=None, note=NOTE.replace("tender nodule", "sorest nodule"))
    assert status_of(changed, "trigger-point-not-shown") == "missing"


def test_of_several_denied_lines_the_one_that_lacks_most_stands_for_the_requirement() -> None:
    case, (denied,) = case_of(), denials_of()
    assert case.claim
    line = case.claim.lines[0]
    for at, diagnosis in ((0, "M54.9"), (1, "M54.9")):
        lines = [line, line]
        lines[at] = line.model_copy(update={"diagnoses": (diagnosis,)})
        used = matter(claim=case.claim.model_copy(update={"lines": tuple(lines)}))
        both = tuple(denied.model_copy(update={"carc": "50", "line": n, "sent_line": n}) for n in (1, 2))
        assert status_of(replace(used, denials=both), "diagnosis-not-listed") == "missing"


def test_where_no_history_is_given_the_sessions_the_note_tells_of_count() -> None:
    case = case_of()
    assert case.claim
    used = matter(claim=case.claim.model_copy(update={"history": None}))
    told = next(r for r in used.requirements if r.edit.endswith("/sessions-over-limit"))
    assert [part.days for part in told.parts] == [(date(2025, 11, 20), date(2026, 3, 16))]
    assert told.note == "Counted as the note tells them; services elsewhere are not known to this practice."


def test_a_policys_own_words_stand_in_quotation_marks_and_ours_do_not() -> None:
    used = matter()
    first, *others = used.requirements
    own = replace(first, asks="Words of a policy.", quoted=True)
    for asked, quoted in (((own, *others), True), (used.requirements, False)):
        again = replace(used)
        again.__dict__["_asked"] = (asked, ())
        text = text_of(letter_of(again).paper)
        assert ("“Words of a policy.”" in text) == quoted
        assert ("where the policy's own are given" in " ".join(text.split())) == quoted


def of_sessions(*days: date) -> Matter:
    case = case_of()
    assert case.claim
    history = tuple(HistoryEntry(date_of_service=day, code="20552", relief_percent=60) for day in days)
    return matter(claim=case.claim.model_copy(update={"history": history, "history_scope": "all"}))


def test_a_requirement_that_is_not_met_says_by_what() -> None:
    found = letter_of(of_sessions(date(2025, 8, 1), date(2025, 5, 1), date(2025, 11, 20)))
    assert found.gaps[0] == "medicare/uniform-tpi/sessions-over-limit: not met: sessions in 12 months, 4 with this one."
    text = " ".join(text_of(found.paper).split())
    assert "NOT MET: sessions in 12 months, 4 with this one. Sessions in 12 months: 4 with this one; earlier:" in text


def test_earlier_sessions_stand_once_each_in_the_order_of_their_days() -> None:
    paper = letter_of(of_sessions(date(2025, 11, 20), date(2025, 8, 1), date(2025, 5, 1))).paper
    (table,) = [block for block in paper.blocks if isinstance(block, Table) and block.header[0] == "Date"]
    assert [row[:3] for row in table.rows] == [
        ("May 1, 2025", "20552", "60 %"),
        ("August 1, 2025", "20552", "60 %"),
        ("November 20, 2025", "20552", "60 %"),
    ]
    assert table.rows[2][4].endswith("\nClaims on record")


def test_a_record_and_a_note_that_differ_on_relief_are_both_shown() -> None:
    case = case_of()
    assert case.claim
    entry = HistoryEntry(date_of_service=date(2025, 11, 20), code="20552", relief_percent=30)
    paper = letter(claim=case.claim.model_copy(update={"history": (entry,)})).paper
    (table,) = [block for block in paper.blocks if isinstance(block, Table) and block.header[0] == "Date"]
    assert sorted(row[2] for row in table.rows) == ["30 %", "60 %"]

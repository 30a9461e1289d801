"""The note among FHIR resources, and what they know beside it."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest

from formats.fhir.sample import (
    AROUND,
    CLAIM,
    COVERAGE,
    ENCOUNTER,
    LOCATION,
    NOTE,
    PATIENT,
    PAYER,
    PLACES,
    PRACTITIONER,
    Json,
    bundle,
    coded,
    document,
)
from tautband.formats.fhir.notes import FhirNote, read_notes
from tautband.formats.fhir.resources import Resources
from tautband.model.errors import InputError


def notes(*resources: Json) -> list[FhirNote | InputError]:
    return list(read_notes(Resources([("Bundle", bundle(*resources))])))


def only(*resources: Json) -> FhirNote:
    (note,) = notes(*resources)
    assert isinstance(note, FhirNote), note
    return note


def refused(*resources: Json) -> str:
    try:
        (found,) = notes(*resources)
    except InputError as error:
        return str(error)
    assert isinstance(found, InputError)
    return str(found)


def test_the_note_comes_with_what_the_encounter_knows() -> None:
    note = only(ENCOUNTER, document(), *AROUND)
    assert note.note.text == NOTE
    assert note.known == {
        "date_of_service": date(2026, 3, 2), "state": "OH", "zip_code": "452021234", "place_of_service": "11",
        "rendering_npi": "1245319599",
    }  # fmt: skip
    assert (note.payer.name, note.notices) == ("Medicare Part B", ())


def test_the_source_says_which_attachment_the_words_are_from() -> None:
    source = only(ENCOUNTER, document()).source()
    assert source == {
        "note": "Bundle.entry[0].resource",
        "parts": [
            {"resource": "Bundle.entry[1].resource", "attachment": 0, "content_type": "text/plain", "start": 0,
             "end": len(NOTE)}
        ],
        "text": NOTE,
        "notices": [],
        "kept_out": {},
    }  # fmt: skip


def test_a_document_alone_knows_only_its_words() -> None:
    note = only(document(encounter=None))
    assert (note.note.text, note.known) == (NOTE, {})


def test_the_patients_address_is_never_the_place() -> None:
    encounter = {key: value for key, value in ENCOUNTER.items() if key != "location"}
    assert {"state", "zip_code"} & set(only(encounter, document(), PATIENT).known) == set()


def test_the_organization_gives_the_place_where_no_location_does() -> None:
    encounter = {key: value for key, value in ENCOUNTER.items() if key != "location"}
    clinic = {"resourceType": "Organization", "id": "o9", "address": [{"state": "IN", "postalCode": "47374"}]}
    known = only(encounter | {"serviceProvider": {"reference": "Organization/o9"}}, document(), clinic).known
    assert (known["state"], known["zip_code"]) == ("IN", "47374")


def test_two_places_in_different_states_settle_neither() -> None:
    other = LOCATION | {"id": "l2", "address": {"state": "KY"}}
    both = {"location": [{"location": {"reference": f"Location/{name}"}} for name in ("l1", "l2")]}
    known = only(ENCOUNTER | both, document(), LOCATION, other).known
    assert ("state" in known, known["place_of_service"]) == (False, "11")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "EMER"}}, "23"),
        ({"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}}, None),
        ({"class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"}}, None),
        ({"serviceType": coded(PLACES, "22")}, "22"),
        ({"serviceType": coded(PLACES, "22"), "type": [coded(PLACES, "11")]}, None),
        ({"serviceType": coded("http://snomed.info/sct", "22")}, None),
    ],
)
def test_only_a_sure_code_is_a_place_of_service(change: Json, place: str | None) -> None:
    encounter = {key: value for key, value in ENCOUNTER.items() if key != "location"} | change
    assert only(encounter, document()).known.get("place_of_service") == place


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ({"start": "2026-03-02"}, date(2026, 3, 2)),
        ({"start": "2026-03-02", "end": "2026-03-03"}, None),
        ({"start": "2026-03"}, None),
        ({"start": "2026-03-02T23:30:00-05:00"}, date(2026, 3, 2)),
        ({"start": "2026-03-03T02:30:00Z"}, None),
        ({"start": "2026-03-02T19:30:00Z", "end": "2026-03-02T20:00:00.000+00:00"}, date(2026, 3, 2)),
    ],
)
def test_the_day_is_the_local_one_or_none(period: Json, day: date | None) -> None:
    note = only(ENCOUNTER | {"period": period}, document())
    assert (note.known.get("date_of_service"), bool(note.notices)) == (day, day is None)


@pytest.mark.parametrize(
    ("change", "standing"),
    [({}, None), ({"docStatus": "final"}, None), ({"docStatus": "preliminary"}, "draft")],
)
def test_a_preliminary_document_is_a_draft_and_a_final_one_is_not_thereby_signed(
    change: Json, standing: str | None
) -> None:
    assert only(document(encounter=None, **change)).known.get("note_status") == standing


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": "entered-in-error"}, "Bundle.entry[0].resource.status: entered in error."),
        ({"docStatus": "entered-in-error"}, "Bundle.entry[0].resource.status: entered in error."),
        ({"status": "superseded"}, "superseded by a later one"),
        ({"content": []}, "no words in it"),
        ({"content": [{"attachment": {"url": "https://example.org/1"}}]}, "nothing is fetched"),
        ({"content": [{"attachment": {"contentType": "application/pdf", "data": "AAAA"}}]}, "a PDF"),
        ({"content": [{"attachment": {"contentType": "text/rtf", "data": "AAAA"}}]}, "an RTF file"),
        ({"content": [{"attachment": {"contentType": "application/hl7-v3+xml", "data": "AAAA"}}]}, "a C-CDA document"),
        ({"content": [{"attachment": {"data": base64.b64encode(b"%PDF-1.7").decode()}}]}, "a PDF, not text"),
        ({"content": [{"attachment": {"data": base64.b64encode(b"<?xml version='1.0'?><x/>").decode()}}]}, "C-CDA"),
        ({"content": [{"attachment": {"data": "not base64!"}}]}, "not base64"),
        ({"content": [{"attachment": {"contentType": "text/plain; charset=klingon", "data": "AAAA"}}]}, "charset"),
        ({"content": [{"attachment": {"contentType": "text/plain; charset=base64", "data": "AAAA"}}]}, "charset"),
        ({"content": {}}, "Bundle.entry[0].resource.content: not a list."),
        ({"content": [{"attachment": {"data": 7}}]}, "Bundle.entry[0].resource.content[0].attachment.data: not a text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(change: Json, why: str) -> None:
    assert why in refused(document(encounter=None, **change))


def attached(*held: tuple[str, bytes]) -> Json:
    return {"content": [{"attachment": {"contentType": kind, "data": base64.b64encode(data).decode()}} for kind, data in held]}  # fmt: skip  # noqa: E501


def test_of_several_forms_of_a_document_plain_text_is_read() -> None:
    change = attached(("application/pdf", b"%PDF"), ("text/html", b"<p>page</p>"), ("text/plain", b"words"))
    note = only(document(encounter=None, **change))
    assert (note.note.text, note.note.parts[0].attachment) == ("words", 2)
    page = only(document(encounter=None, **attached(("application/pdf", b"%PDF"), ("text/html", b"<p>page</p>"))))
    assert (page.note.text, page.note.parts[0].attachment) == ("page", 1)


def test_two_different_texts_of_one_form_are_not_guessed_between() -> None:
    change = attached(("text/plain", b"one"), ("text/plain", b"two"))
    assert "two attachments of one form differ" in refused(document(encounter=None, **change))


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
        ("text/plain;charset=utf-16", "café".encode("utf-16"), "café"),
        ("text/plain", b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
    ],
)
def test_the_charset_of_the_content_type_counts(kind: str, data: bytes, text: str) -> None:
    assert only(document(encounter=None, **attached((kind, data)))).note.text == text


def test_the_words_may_stand_in_a_binary_of_the_input() -> None:
    binary = {"resourceType": "Binary", "id": "b1", "contentType": "text/plain",
              "data": base64.b64encode(b"words").decode()}  # fmt: skip
    held = document(encounter=None, content=[{"attachment": {"contentType": "text/plain", "url": "Binary/b1"}}])
    assert only(held, binary).note.text == "words"


def test_the_sections_of_a_composition_are_the_note() -> None:
    sections = [
        {"title": "Exam", "text": {"status": "generated", "div": "<div><p>Taut band.</p></div>"}},
        {"title": "Procedure", "section": [{"text": {"status": "generated", "div": "<div>Injected.</div>"}}]},
    ]
    composition = {"resourceType": "Composition", "id": "x", "status": "final", "section": sections}
    assert only(composition).note.text == "Exam\nTaut band.\n\nProcedure\n\nInjected."
    assert only(composition | {"status": "preliminary"}).known == {"note_status": "draft"}


def test_each_encounter_of_a_bundle_has_its_own_answer() -> None:
    second = ENCOUNTER | {"id": "e2", "period": {"start": "2026-04-01"}}
    wrong = document("n3", "third", "e3", status="entered-in-error")
    found = notes(ENCOUNTER, document(), second, document("n2", "second", "e2"), wrong)
    days = [each.known.get("date_of_service") for each in found if isinstance(each, FhirNote)]
    assert (days, isinstance(found[2], InputError)) == ([date(2026, 3, 2), date(2026, 4, 1)], True)


@pytest.mark.parametrize(
    ("resources", "why"),
    [
        ([ENCOUNTER, document(), document("n2", "other")], "a second note of one encounter"),
        ([ENCOUNTER, ENCOUNTER | {"id": "e2"}, document(encounter=None)], "Name the note's own in context.encounter."),
        ([ENCOUNTER], "no document among the resources"),
        ([ENCOUNTER | {"status": "cancelled"}, document()], "a cancelled encounter"),
        ([ENCOUNTER | {"location": [{"location": {"reference": "Location/l1"}}]}, LOCATION,
          LOCATION | {"name": "other"}, document()], "two different resources have this identity"),
    ],
)  # fmt: skip
def test_an_ambiguity_says_what_to_do(resources: list[Json], why: str) -> None:
    assert why in refused(*resources)


def test_an_addendum_follows_its_note_and_a_replaced_note_is_passed_over() -> None:
    related: dict[str, Any] = {"target": {"reference": "DocumentReference/n1"}}
    addendum = document("n2", "Addendum: left side.", relatesTo=[{"code": "appends"} | related])
    note = only(ENCOUNTER, document(), addendum)
    assert note.note.text == f"{NOTE}\n\nAddendum: left side."
    assert [note.note.text[p.start : p.end] for p in note.note.parts] == [NOTE, "Addendum: left side."]
    newer = document("n2", "corrected", relatesTo=[{"code": "replaces"} | related])
    assert only(ENCOUNTER, document(), newer).note.text == "corrected"


def test_earlier_claims_of_the_patient_are_history_and_those_of_others_are_not() -> None:
    other = CLAIM | {"id": "k2", "patient": {"reference": "Patient/p2"}}
    later = CLAIM | {"id": "k3", "item": [CLAIM["item"][0] | {"servicedDate": "2026-03-02"}]}
    answer = CLAIM | {"resourceType": "ExplanationOfBenefit", "id": "k4", "claim": {"reference": "Claim/k1"}}
    withdrawn = CLAIM | {"id": "k5", "status": "cancelled"}
    known = only(ENCOUNTER, document(), *AROUND, CLAIM, other, later, answer, withdrawn).known
    (entry,) = known["history"]
    assert (entry.date_of_service, entry.code, entry.claim_id, entry.modifiers, entry.provider) == (
        date(2025, 12, 1), "20552", "PCN1", ("59",), "1245319599",
    )  # fmt: skip
    assert known["history_from"] == date(2026, 3, 2)


def test_several_coverages_need_an_order() -> None:
    second = COVERAGE | {"id": "c2", "payor": [{"display": "Aetna"}]}
    note = only(ENCOUNTER, document(), COVERAGE, PAYER, second)
    assert (note.payer.name, len(note.notices)) == (None, 1)
    ordered = only(ENCOUNTER, document(), COVERAGE | {"order": 2}, PAYER, second | {"order": 1})
    assert ordered.payer.name == "Aetna"
    ended = second | {"period": {"end": "2025-12-31"}}
    assert only(ENCOUNTER, document(), COVERAGE, PAYER, ended).payer.name == "Medicare Part B"


def test_who_performed_goes_before_who_took_part() -> None:
    second = PRACTITIONER | {"id": "d2", "identifier": [{"system": PRACTITIONER["identifier"][0]["system"], "value": "1679576722"}]}  # fmt: skip  # noqa: E501
    nurse = {"individual": {"reference": "Practitioner/d2"}}
    both = {"participant": [nurse, ENCOUNTER["participant"][0]]}
    assert "rendering_npi" not in only(ENCOUNTER | both, document(), PRACTITIONER, second).known
    role = {"type": [coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PPRF")]}
    named = {"participant": [nurse, ENCOUNTER["participant"][0] | role]}
    assert only(ENCOUNTER | named, document(), PRACTITIONER, second).known["rendering_npi"] == "1245319599"


def test_an_invalid_npi_is_not_taken() -> None:
    wrong = PRACTITIONER | {"identifier": [{"system": PRACTITIONER["identifier"][0]["system"], "value": "1245319590"}]}
    assert "rendering_npi" not in only(ENCOUNTER, document(), wrong).known


@pytest.mark.parametrize(
    ("amounts", "outcome"),
    [
        ({"eligible": 52.1, "benefit": 40}, "paid"),
        ({"eligible": 0, "benefit": 0}, "denied"),
        ({"eligible": 52.1, "benefit": 0}, None),
        ({"paidtoprovider": 3}, "paid"),
        ({}, None),
    ],
)
def test_what_a_payer_decided_of_an_earlier_service_is_kept(amounts: dict[str, float], outcome: str | None) -> None:
    decided = [{"category": coded("x", code), "amount": {"value": value}} for code, value in amounts.items()]
    answer = CLAIM | {"resourceType": "ExplanationOfBenefit", "item": [CLAIM["item"][0] | {"adjudication": decided}]}
    (entry,) = only(ENCOUNTER, document(), *AROUND, answer).known["history"]
    assert entry.outcome == outcome


def test_a_procedure_and_a_condition_are_no_substitute_for_words() -> None:
    done = {"resourceType": "Procedure", "id": "x", "status": "completed", "code": coded(PLACES, "20553")}
    note = only(ENCOUNTER, document(), *AROUND, done, {"resourceType": "Condition", "id": "y"})
    plain = only(ENCOUNTER, document(), *AROUND)
    assert (note.known, note.note.text, note.kept_out) == (plain.known, NOTE, {"Condition": 1, "Procedure": 1})


def appending(name: str, to: str, text: str, code: str = "appends") -> Json:
    return document(name, text, relatesTo=[{"code": code, "target": {"reference": f"DocumentReference/{to}"}}])


def test_an_addendum_to_an_addendum_follows_both() -> None:
    note = only(ENCOUNTER, appending("n3", "n2", "third"), appending("n2", "n1", "second"), document(text="first"))
    assert [note.note.text[p.start : p.end] for p in note.note.parts] in (
        ["first", "third", "second"], ["first", "second", "third"],
    )  # fmt: skip


def test_no_addendum_is_lost() -> None:
    assert "appends to a document that appends to it" in refused(appending("n1", "n2", "a"), appending("n2", "n1", "b"))
    around = [appending("n1", "n2", "a", "replaces"), appending("n2", "n1", "b", "replaces")]
    assert "documents that replace each other" in refused(*around)
    replaced = [ENCOUNTER, document(), appending("n2", "n1", "added"), appending("n3", "n1", "newer", "replaces")]
    assert "a second note of one encounter" in refused(*replaced)
    assert only(appending("n2", "gone", "added")).notices == (
        "Bundle.entry[0].resource: appends to a document that is not here",
    )  # fmt: skip

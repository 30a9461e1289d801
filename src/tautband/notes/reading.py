"""Reads one note from its text to an Encounter: each step is a module of this room, called once, in order."""

from __future__ import annotations

from datetime import date

from tautband.model.encounter import Conflict, Encounter
from tautband.notes.context.context import set_context
from tautband.notes.diagnoses.diagnoses import read_diagnoses
from tautband.notes.drugs.agents import of_services_done, read_agents
from tautband.notes.drugs.totals import spread_counts
from tautband.notes.findings.care import care_evidence, conservative_care
from tautband.notes.findings.elements import document, mark_late, symptom_weeks
from tautband.notes.findings.muscle_findings import with_findings
from tautband.notes.findings.scores import pain_scores
from tautband.notes.history.history import read_history
from tautband.notes.history.postoperative import read_postoperative
from tautband.notes.layout.layout import lay_out
from tautband.notes.layout.markup import without_markup
from tautband.notes.layout.tables import read_tables
from tautband.notes.layout.turned import settle_turned
from tautband.notes.muscles.abbreviations import both_sides, define, without_common_words
from tautband.notes.muscles.placed import with_placed_doses
from tautband.notes.outcome.any_needle import happened
from tautband.notes.outcome.injections import (
    conflicts,
    date_conflict,
    injected,
    open_ended,
    regions,
    to_injections,
    undone,
)
from tautband.notes.outcome.outcome import decide
from tautband.notes.procedure.procedure import follow
from tautband.notes.procedure.procedure_begins import open_procedure
from tautband.notes.record.header import read_payer, read_zip
from tautband.notes.record.note_status import read_status
from tautband.notes.record.people import read_people
from tautband.notes.record.place import read_place
from tautband.notes.record.service_day import read_day
from tautband.notes.record.state import read_state
from tautband.notes.record.stated_codes import stated_codes
from tautband.notes.services.manipulation import dysfunctions, manipulations
from tautband.notes.services.services import read_services
from tautband.notes.text.ages import without_ages
from tautband.notes.text.language import unread
from tautband.notes.text.levels import without_levels
from tautband.notes.text.page import Page
from tautband.notes.text.records import without_record_marks
from tautband.notes.text.ruled import without_ruled_blanks
from tautband.notes.text.sentences import cut_sentences
from tautband.notes.text.struck import without_struck_text
from tautband.notes.visit.visits import read_visit, visit_mentions
from tautband.notes.vocabulary.lexicon import lexicon
from tautband.notes.vocabulary.spoken_marks import take_spoken_marks
from tautband.notes.vocabulary.tokens import Tokens


def read(
    text: str,
    *,
    date_of_service: date | None = None,
    payer: str | None = None,
    state: str | None = None,
    place_of_service: str | None = None,
    zip_code: str | None = None,
) -> Encounter:
    """The facts of one note: what was injected where, by whom, why, and what the note leaves open.

    What is given here overrides what the note says: a biller who names the date or the payer knows it from the claim. A
    service date in the note that differs from the one given becomes a `date` conflict. Any text is read, to the end,
    without an error: a text that is no note gives an Encounter without facts.
    """
    page = open_page(text, date_of_service)
    procedure = follow(page)
    chosen = injected(page, procedure)
    spread_counts(page, procedure, chosen)
    entries = to_injections(page, chosen)
    performed, words = decide(page, procedure, entries)
    foreign = unread(page)
    if foreign:
        performed, words = None, ()
    if not performed:
        entries = ()
    disputes, stated = conflicts(page, procedure, entries)
    if foreign:
        disputes.append(Conflict(about="performed", says="the note is not written in English, which alone is read"))
    done = happened(page, procedure, performed)
    agents, volume_disputes, millilitres = read_agents(page, procedure, entries) if done else ((), [], {})
    entries = with_findings(page, procedure, entries, millilitres)
    mark_late(page, procedure)
    care = conservative_care(page)
    before, after = pain_scores(page)
    quoted = tuple(page.evidence(score.first, score.last) if score else None for score in (before, after))
    documentation = document(page, procedure, entries, agents, performed, care_evidence(care), (quoted[0], quoted[1]))
    cues = visit_mentions(page)
    diagnoses = read_diagnoses(page)
    known = {diagnosis.concept for diagnosis in diagnoses if diagnosis.status == "assessed"}
    diagnoses += tuple(diagnosis for diagnosis in dysfunctions(page) if diagnosis.concept not in known)
    status, status_words = read_status(page, cues)
    payer_words, found_state, found_place, found_zip = (
        read_payer(page),
        read_state(page),
        read_place(page),
        read_zip(page),
    )
    services = read_services(page, procedure, cues, mixed=bool(performed)) + manipulations(page)
    agents = of_services_done(agents, services)
    plain = {
        "date_of_service": tuple(page.evidence(d.first, d.last) for d in page.day_spans),
        "payer": (payer_words,) if payer_words else (),
        "state": (found_state[1],) if found_state else (),
        "place_of_service": (found_place[1],) if found_place else (),
        "zip_code": (found_zip[1],) if found_zip else (),
        "note_status": status_words,
        "pre_pain_score": (quoted[0],) if quoted[0] else (),
        "post_pain_score": (quoted[1],) if quoted[1] else (),
    }
    codes = stated_codes(page)
    visit = read_visit(page, cues, diagnoses, performed, codes)
    if visit.evidence:
        plain["visit"] = visit.evidence
    return Encounter(
        date_of_service=page.day,
        payer=payer,
        payer_text=payer_words.text if payer_words else None,
        state=state or (found_state[0] if found_state else None),
        place_of_service=place_of_service or (found_place[0] if found_place else None),
        zip_code=zip_code or (found_zip[0] if found_zip else None),
        note_status=status,
        procedure_performed=performed,
        performed_evidence=words,
        injections=(*entries, *undone(page, procedure, entries, performed)),
        regions=regions(page, procedure) if performed and not entries else (),
        agents=agents,
        documentation=documentation,
        history=read_history(page),
        diagnoses=diagnoses,
        services=services,
        dry_needle_only=not performed and any(s.kind == "dry_needling" and s.status == "performed" for s in services),
        visit=visit,
        people=read_people(page, cues),
        postoperative=read_postoperative(page, cues),
        stated_codes=codes,
        symptom_weeks=symptom_weeks(page),
        evidence={name: words for name, words in plain.items() if words},
        conservative_care=care,
        pre_pain_score=before.value if before else None,
        post_pain_score=after.value if after else None,
        conflicts=(*disputes, *volume_disputes, *date_conflict(page)),
        stated_muscle_count=stated,
        muscle_count_is_exact=not open_ended(procedure, cues),
    )


def open_page(text: str, date_of_service: date | None = None) -> Page:
    """The note cut into sentences with the lexicon's phrases found in each."""
    plain = without_record_marks(without_ruled_blanks(without_struck_text(text)))
    tokens = Tokens(without_markup(plain))
    take_spoken_marks(tokens)
    page = Page(text, tokens, lexicon())
    lay_out(page)
    read_tables(page)
    cut_sentences(page)
    read_day(page, date_of_service)
    settle_turned(page)
    said, words, stops = page.said, page.tokens.words, list(range(1, len(page.tokens.words) + 1))
    page.sentence_numbers = [-1] * len(words)
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        page.sentence_numbers[first:last] = [sentence.number] * (last - first)
        stops[first:last] = [last] * (last - first)
        sentence.vocabulary = frozenset(words[first:last])
        for word in sentence.vocabulary:
            said[word].append(sentence.number)
    for number, things in page.by_sentence(page.lexicon.find_to("things", page.words, page.numbers, 0, stops)).items():
        sentence = page.sentences[number]
        told = without_common_words(page, without_levels(page, sentence, without_ages(page, sentence, things)))
        sentence.hold(with_placed_doses(page, sentence, told))
    define(page)
    both_sides(page)
    for number, held in page.by_sentence(page.cues["elements"]).items():
        page.sentences[number].elements = held
    set_context(page)
    open_procedure(page)
    return page

"""Reads one note from its text to an Encounter: each step is a module of one of the rooms, called once, in order."""

from __future__ import annotations

from datetime import date

from tautband.model.encounter import Encounter
from tautband.notes.context.context import set_context
from tautband.notes.diagnoses.diagnoses import read_diagnoses
from tautband.notes.drugs.agents import of_services_done
from tautband.notes.findings.care import care_evidence, conservative_care
from tautband.notes.findings.elements import document, mark_late, symptom_weeks
from tautband.notes.findings.scores import pain_scores, said_at
from tautband.notes.history.history import read_history
from tautband.notes.history.postoperative import read_postoperative
from tautband.notes.layout.layout import lay_out
from tautband.notes.layout.markup import without_markup
from tautband.notes.layout.tables import read_tables
from tautband.notes.layout.turned import settle_turned
from tautband.notes.muscles.abbreviations import both_sides, define, without_common_words
from tautband.notes.muscles.placed import with_placed_doses
from tautband.notes.outcome.injections import open_ended, regions, undone
from tautband.notes.outcome.session import read_session
from tautband.notes.procedure.procedure import follow
from tautband.notes.procedure.procedure_begins import open_procedure
from tautband.notes.record.people import read_people
from tautband.notes.record.service_day import read_day
from tautband.notes.record.stated import read_stated
from tautband.notes.record.stated_codes import stated_codes
from tautband.notes.services.manipulation import manipulations, with_dysfunctions
from tautband.notes.services.services import read_services
from tautband.notes.text.ages import without_ages
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
    session = read_session(page, procedure)
    performed, entries = session.performed, session.injections
    mark_late(page, procedure)
    care = conservative_care(page)
    before, after = pain_scores(page)
    scores = said_at(page, before), said_at(page, after)
    cues = visit_mentions(page)
    stated = read_stated(page, cues)
    diagnoses = with_dysfunctions(page, read_diagnoses(page))
    services = read_services(page, procedure, cues, mixed=bool(performed)) + manipulations(page)
    codes = stated_codes(page)
    visit = read_visit(page, cues, diagnoses, performed, codes)
    named = {**stated.evidence, "pre_pain_score": scores[0], "post_pain_score": scores[1], "visit": visit.evidence}
    return Encounter(
        date_of_service=page.day,
        payer=payer,
        payer_text=stated.payer_text,
        state=state or stated.state,
        place_of_service=place_of_service or stated.place_of_service,
        zip_code=zip_code or stated.zip_code,
        note_status=stated.note_status,
        procedure_performed=performed,
        performed_evidence=session.evidence,
        injections=(*entries, *undone(page, procedure, entries, performed)),
        regions=regions(page, procedure) if performed and not entries else (),
        agents=of_services_done(session.agents, services),
        documentation=document(page, procedure, entries, session.agents, performed, care_evidence(care), scores),
        history=read_history(page),
        diagnoses=diagnoses,
        services=services,
        dry_needle_only=not performed and any(s.kind == "dry_needling" and s.status == "performed" for s in services),
        visit=visit,
        people=read_people(page, cues),
        postoperative=read_postoperative(page, cues),
        stated_codes=codes,
        symptom_weeks=symptom_weeks(page),
        evidence={name: words for name, words in named.items() if words},
        conservative_care=care,
        pre_pain_score=before.value if before else None,
        post_pain_score=after.value if after else None,
        conflicts=session.conflicts,
        stated_muscle_count=session.stated_muscles,
        muscle_count_is_exact=not open_ended(page, procedure, cues),
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
    index_words(page)
    find_things(page)
    define(page)
    both_sides(page)
    for number, held in page.by_sentence(page.cues["elements"]).items():
        page.sentences[number].elements = held
    for number, held in page.by_sentence(page.cues["diagnoses"]).items():
        page.sentences[number].diagnoses = held
    set_context(page)
    open_procedure(page)
    return page


def index_words(page: Page) -> None:
    """Note for each word the sentence it stands in, and for each sentence its different words."""
    words = page.tokens.words
    page.sentence_numbers = [-1] * len(words)
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        page.sentence_numbers[first:last] = [sentence.number] * (last - first)
        sentence.vocabulary = frozenset(words[first:last])
        for word in sentence.vocabulary:
            page.said[word].append(sentence.number)


def find_things(page: Page) -> None:
    """Find what the lexicon names in each sentence; no phrase reaches beyond its sentence's end."""
    stops = list(range(1, len(page.tokens.words) + 1))
    for sentence in page.sentences:
        stops[sentence.first : sentence.last] = [sentence.last] * (sentence.last - sentence.first)
    for number, things in page.by_sentence(page.lexicon.find_to("things", page.words, page.numbers, 0, stops)).items():
        sentence = page.sentences[number]
        told = without_common_words(page, without_levels(page, sentence, without_ages(page, sentence, things)))
        sentence.hold(with_placed_doses(page, sentence, told))

"""The visit around the needle: new or known patient, booked or decided today, and its other problems."""

from __future__ import annotations

import re

from tautband.model.encounter import Diagnosis, StatedCode, Visit
from tautband.model.evidence import Evidence
from tautband.notes.text.page import Page
from tautband.notes.visit.booking import booked
from tautband.notes.visit.decided import decided_today
from tautband.notes.visit.needle_told import needle_told
from tautband.notes.visit.problems import other_problems
from tautband.notes.visit.problems_beside import beside_injection
from tautband.notes.vocabulary.lexicon import Mention

LEVEL = re.compile(r"992(?:0[2-5]|1[1-5])$")


def visit_mentions(page: Page) -> dict[int, list[Mention]]:
    """The visit's cues by sentence number."""
    by_sentence: dict[int, list[Mention]] = {}
    mentions = page.cues["visit"]
    at = 0
    for sentence in page.sentences:
        while at < len(mentions) and mentions[at].first < sentence.last:
            if mentions[at].first >= sentence.first and mentions[at].last <= sentence.last:
                by_sentence.setdefault(sentence.number, []).append(mentions[at])
            at += 1
    return by_sentence


def read_visit(
    page: Page,
    cues: dict[int, list[Mention]],
    diagnoses: tuple[Diagnosis, ...],
    performed: bool | None,
    codes: tuple[StatedCode, ...],
) -> Visit:
    """What speaks for and against a separate visit that day. `codes` are those the note prints."""
    flags: dict[str, list[Evidence]] = {}
    beside = performed is not False or needle_told(page)
    for sentence in page.sentences:
        if sentence.foreign:
            continue
        for m in cues.get(sentence.number, []):
            witness = page.tokens.words[m.first] == "present"  # "case manager present for the talk"
            if m.kind == "visit" and not witness and not (m.value == "established_patient" and sentence.number > 6):
                flags.setdefault(m.value, []).append(page.evidence(m.first, m.last))
        if sentence.section == "planned" and sentence.heading and ("service", "tpi") in sentence.meanings:
            flags.setdefault("scheduled", []).append(page.evidence(sentence.first, sentence.last))
    if beside:
        if said := booked(page):
            flags.setdefault("scheduled", []).extend(said)
        elif "scheduled" not in flags and (said := decided_today(page)):
            flags.setdefault("decided_today", []).extend(said)
    new = True if "new_patient" in flags else False if "established_patient" in flags else None
    stated = next((code.code for code in codes if LEVEL.match(code.code)), None)
    return Visit(
        new_patient=new,
        scheduled_for_injection=True if "scheduled" in flags else None,
        decision_made_today=True if "decided_today" in flags else None,
        other_problems=beside_injection(page, diagnoses) if beside else other_problems(page, diagnoses),
        beside_injection=True if beside else None,
        stated_level=stated,
        evidence=tuple(e for value in flags.values() for e in value)[:8],
    )

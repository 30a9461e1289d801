"""What the exam and the procedure say of each injected muscle: band, tenderness, referral, twitch, active or latent."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tautband.model.encounter import Injection, MuscleFindings
from tautband.model.evidence import Evidence
from tautband.notes.findings.elements import negated
from tautband.notes.findings.signs import find_signs
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.answers import NOT_FOUND
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention

FIELDS = {
    "taut_band": "taut_band", "tenderness": "tenderness", "referred_pain": "referred_pain",
    "twitch_response": "twitch_response",
}  # fmt: skip
ACTIVITY = ("active", "latent")
MOST_EVIDENCE = 4
ABSENT = NOT_FOUND | {"-"}
TICKED = {"y", "yes", "x", "+", "pos", "positive"}
PARTED = {",", ";", "."}
Statement = tuple[list[Target], str, bool | str, Evidence]
"""Muscles, the finding told of them, what is said of it, and the words."""


def with_findings(
    page: Page, procedure: Procedure, entries: tuple[Injection, ...], millilitres: dict[tuple[str, str], float]
) -> tuple[Injection, ...]:
    """The injections with their volumes and with what the note says of each muscle.

    A finding told of a list of muscles is told of each of them. One that the sentence ties to no muscle, such as "No
    twitch seen." for the whole session, is nobody's.
    """
    if not entries:
        return entries
    told: dict[tuple[str, str], dict[str, bool | str]] = {}
    words: dict[tuple[str, str], list[Evidence]] = {}
    for targets, field, value, evidence in statements(page, procedure):
        for target in targets:
            for entry in entries:
                if entry.muscle != target.name or (target.sides and entry.side not in target.sides):
                    continue
                key = (entry.muscle, entry.side)
                known = told.setdefault(key, {})
                if field not in known or (value is True and known[field] is False):
                    known[field] = value
                    words.setdefault(key, []).append(evidence)
    made = []
    for entry in entries:
        key = (entry.muscle, entry.side)
        update: dict[str, object] = {}
        if key in told:
            quoted = tuple(dict.fromkeys(words[key]))[:MOST_EVIDENCE]
            update["findings"] = MuscleFindings(**told[key], evidence=quoted)
        if key in millilitres:
            update["volume_ml"] = millilitres[key]
        made.append(entry.model_copy(update=update) if update else entry)
    return tuple(made)


def statements(page: Page, procedure: Procedure) -> Iterator[Statement]:
    """Each finding with the muscles it is told of, in the order of the note."""
    subject: list[Target] = []
    place = (-1, -1)
    for aim in procedure.of_today:
        sentence = aim.sentence
        if sentence.section in ("history", "instructions", "planned"):
            continue
        named = [t for t in aim.targets if t.role not in ("strength", "tendon", "landmark") and t.source is None]
        if named:
            subject = named if len({t.group for t in named}) == 1 else []
            place = (sentence.paragraph, sentence.line)
        elif place != (sentence.paragraph, sentence.line):
            subject = []
        if not named and not subject:
            continue
        mentions = [m for m in itertools.chain(sentence.elements, find_signs(page, sentence)) if m.value in FIELDS]
        for m in mentions:
            targets = whose(page, m, named) if named else subject
            if targets:
                yield targets, FIELDS[m.value], not negated(page, sentence, m), page.evidence(m.first, m.last)
        yield from in_cells(page, aim, named)
        yield from active_or_latent(page, aim, named)


def whose(page: Page, m: Mention, named: list[Target]) -> list[Target]:
    """The muscles a finding is told of: all of the only list, else the list right before or right after it."""
    if len({t.group for t in named}) == 1:
        return named
    words = page.tokens.words
    after = [t for t in named if t.first >= m.last]
    before = [t for t in named if t.last <= m.first]
    ahead = after[0] if after else None
    close = ahead is not None and ahead.first - m.last <= 4 and PARTED.isdisjoint(words[m.last : ahead.first])
    parted = not before or not PARTED.isdisjoint(words[before[-1].last : m.first])
    if ahead is not None and close and (parted or words[m.last] in ("in", "of")):
        return [t for t in named if t.group == ahead.group]
    if before:
        return [t for t in named if t.group == before[-1].group]
    return []


def in_cells(page: Page, aim: Aim, named: list[Target]) -> Iterator[Statement]:
    """The twitch that a table's column gives for its row."""
    cell = page.cells.get(aim.sentence.line, {}).get("twitch", "").split(" ")[0]
    if named and (cell in TICKED or cell in ABSENT):
        words = page.evidence(aim.sentence.first, aim.sentence.last)
        yield named, "twitch_response", cell in TICKED, words


def active_or_latent(page: Page, aim: Aim, named: list[Target]) -> Iterator[Statement]:
    """Whether the points of a sentence's only list are active or latent."""
    sentence = aim.sentence
    found = [at for at in range(sentence.first, sentence.last) if page.tokens.words[at] in ACTIVITY]
    values = {page.tokens.words[at] for at in found}
    pointed = "point" in sentence.kinds
    if named and pointed and len(values) == 1 and len({t.group for t in named}) == 1:
        yield named, "activity", values.pop(), page.evidence(found[0], found[0] + 1)

"""The visit around the needle: new or known patient, booked or decided today, other problems, people, the note's
state.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from tautband.model.encounter import (
    Diagnosis,
    NoteStatus,
    Person,
    Postoperative,
    StatedCode,
    Visit,
)
from tautband.model.evidence import Evidence
from tautband.notes.booking import booked
from tautband.notes.decided import decided_today
from tautband.notes.lexicon import Mention
from tautband.notes.needle_told import needle_told
from tautband.notes.page import Page, Sentence
from tautband.notes.problems import other_problems
from tautband.notes.problems_beside import beside_injection
from tautband.notes.spans import span_weeks

CODE = re.compile(
    r"(205[5-6]\d|206[01]\d|64[4-6]\d\d|627\d\d|6232\d|99[0-4]\d\d|76942|77002|96372|9781\d|0232T|021[3-8]T|M0076|J\d{4}|G2211)"
    r"(?:\s*-\s*([A-Z0-9]{2}))?(?![\d/])"
)
PART_OF_ANOTHER = "./$-"
"""Marks before a number that make it no code: an amount, a date, the end of a longer number."""
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
            if m.kind == "visit" and not (m.value == "established_patient" and sentence.number > 6):
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


def stated_codes(page: Page) -> tuple[StatedCode, ...]:
    """Procedure codes printed in the note, with their modifiers."""
    found = []
    at = 0
    while match := CODE.search(page.text, at):
        start, end = match.span()
        if start and (page.text[start - 1] in PART_OF_ANOTHER or page.text[start - 1].isdecimal()):
            at = start + 1
            continue
        at = end
        found.append(
            StatedCode(
                code=match.group(1),
                modifiers=(match.group(2),) if match.group(2) else (),
                evidence=(Evidence.of(page.text, start, end),),
            )
        )
    unique: dict[tuple[str, tuple[str, ...]], StatedCode] = {}
    for code in found:
        unique.setdefault((code.code, code.modifiers), code)
    return tuple(unique.values())


def read_status(page: Page, cues: dict[int, list[Mention]]) -> tuple[NoteStatus, tuple[Evidence, ...]]:
    """Whether the note is signed, unsigned or a draft. Where it holds both, the later word counts."""
    found: list[tuple[NoteStatus, Evidence]] = []
    for sentence in page.sentences:
        if sentence.number in page.void:
            continue
        for m in cues.get(sentence.number, []):
            if m.kind == "status" and not (consent_near(page, sentence, m) or of_other_work(page, sentence, m)):
                found.append((m.value, page.evidence(m.first, m.last)))  # type: ignore[arg-type]
    for value in ("draft", "unsigned"):
        bad = [e for v, e in found if v == value]
        signed = [e for v, e in found if v == "signed"]
        if bad and not (signed and signed[-1].start > bad[-1].end and not overlaps(bad[-1], signed[-1])):
            return value, tuple(bad)
    signed = [e for v, e in found if v == "signed"]
    return ("signed", tuple(signed)) if signed else ("not_shown", ())


OF_THE_NOTE = {
    "note",
    "status",
    "document",
    "documentation",
    "report",
    "dictation",
    "encounter",
    "chart",
    "is",
    "still",
}


def of_other_work(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether what is in progress is a treatment or an order and not the note: "Vestibular PT   in progress (6)"."""
    words = page.tokens.words
    if words[m.first : m.last] != ["in", "progress"] or m.first == sentence.first:
        return False
    before = {word for word in words[sentence.first : m.first] if word.isalpha()}
    return bool(before) and before.isdisjoint(OF_THE_NOTE)


def overlaps(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes share characters."""
    return one.start < other.end and other.start < one.end


ANOTHER = {"the", "earlier", "first", "previous", "prior", "replaces", "old", ";"}
"""Words before a draft that is spoken of and is not the note itself: "replaces the draft"."""


FRAMES = {"-", "=", "*", "_", "(", "[", "<", "~", "#"}


def heads_a_part(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a framed line only says who fills in what follows: "---- to be completed by provider ----"."""
    words = page.tokens.words
    framed = words[sentence.first] in FRAMES and sentence.number + 1 < len(page.sentences)
    return framed and words[m.last - 1] == "completed" and words[m.last : m.last + 1] == ["by"]


def consent_near(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether the word is said of a consent form, an image or a syringe."""
    words = page.tokens.words[max(sentence.first, m.first - 4) : min(sentence.last, m.last + 4)]
    if m.value == "draft" and heads_a_part(page, sentence, m):
        return True
    if m.value == "draft":
        opens = not any(word.isalpha() for word in page.tokens.words[sentence.first : m.first])
        if opens and page.tokens.words[m.last : m.last + 1] == ["by"] and m.first not in page.line_starts:
            return True  # "---- to be completed by provider ----" over a form's part
        if m.first not in page.line_starts and page.tokens.words[m.first - 1] in ANOTHER:
            return True
        return (
            not (m.first - sentence.first <= 6 or sentence.last - m.last <= 6)
            or "results" in words
            or ("report" in words and "preliminary" not in words)
        )
    return any(word in ("consent", "consents", "estimate", "form", "by-patient", "images") for word in words)


def read_people(page: Page, cues: dict[int, list[Mention]]) -> tuple[Person, ...]:
    """Who did what, by credential: from "performed by", "supervised by" and signature lines."""
    found: dict[tuple[str, str], Person] = {}
    for sentence in page.sentences:
        here = cues.get(sentence.number)
        if not here:
            continue
        roles = [m for m in here if m.kind == "supervision"]
        signature = sentence.section == "signature" or any(m.kind == "status" and m.value == "signed" for m in here)
        for m in here:
            if m.kind != "credential" or not written_as(page, m):
                continue
            before = [r for r in roles if r.last <= m.first]
            role = before[-1].value if before else "performer" if signature and not found else None
            if signature and role is None:
                role = "co_signer"
            if role is not None:
                found.setdefault(
                    (m.value, role), Person(credential=m.value, role=role, evidence=(page.evidence(m.first, m.last),))
                )
    return tuple(found.values())


def written_as(page: Page, m: Mention) -> bool:
    """Whether a short credential is written in capitals: "DO" and not "do"."""
    text = page.text[page.tokens.starts[m.first] : page.tokens.ends[m.last - 1]]
    return len(text) > 6 or text[:2].isupper()


def read_postoperative(page: Page, cues: dict[int, list[Mention]]) -> Postoperative | None:
    """An operation this encounter follows, when, by whom, and whether the treatment belongs to it."""
    operation: Mention | None = None
    where: Sentence | None = None
    for sentence in page.sentences:
        for m in cues.get(sentence.number, []):
            if (
                m.kind == "operation"
                and not sentence.has("planned", "family")
                and (recent(page, sentence) or linked(cues, sentence))
            ):
                operation, where = m, sentence
                break
        if operation:
            break
    if operation is None or where is None:
        return None
    weeks = weeks_since(page, where)
    if weeks is None and long_ago(page, cues, operation):
        return None
    near = [s for s in page.sentences if abs(s.number - where.number) <= 1]
    links = [m.value for s in page.sentences for m in cues.get(s.number, []) if m.kind == "operation_link"]
    beside = [m.value for s in near for m in cues.get(s.number, []) if m.kind == "operation_link"]
    same = (
        True if "same_surgeon" in beside else False if "other_surgeon" in beside or "other_surgeon" in links else None
    )
    if same is None and ("same_surgeon" in links or own(page, where, operation) or signed_by_surgeon(page)):
        same = True
    return Postoperative(
        operation=" ".join(page.tokens.words[operation.first : operation.last]),
        weeks_since=weeks,
        same_surgeon=same,
        related=False if "unrelated" in links else None,
        evidence=(page.evidence(operation.first, operation.last),),
    )


OWN_REACH = 7
BEHIND = 14
"""Words behind an operation, its levels and its date among them, in which its surgeon is named."""
BY, MYSELF = {"by", "("}, {"me", "us", "myself", "undersigned"}


def own(page: Page, sentence: Sentence, operation: Mention) -> bool:
    """Whether the writer calls the operation theirs: "6 weeks from my C5-6 discectomy", "ACDF C5-6 by me on 6/18"."""
    words = page.tokens.words
    before = words[max(sentence.first, operation.first - OWN_REACH) : operation.first]
    after = words[operation.last : min(operation.last + BEHIND, sentence.last)]
    if any((one in BY and two in MYSELF) for one, two in pairwise(after)):
        return True
    if not {"my", "our"}.isdisjoint(before):
        return True
    if any(one in ("(", ",") and after[at + 1 : at + 3] == ["my", "patient"] for at, one in enumerate(after)):
        return True
    return not {"i", "we"}.isdisjoint(before) and not OPERATED.isdisjoint(before)


SIGNATURE = 12
"""Words at the end of a note among which its author signs."""
SHORTEST_NAME = 4


def signed_by_surgeon(page: Page) -> bool:
    """Whether the surgeon that a line names signs the note too: "Surgeon: E. Example MD" and "E. Example MD" at its
    end.
    """
    words = page.tokens.words
    signing = {word for word in words[-SIGNATURE:] if word.isalpha() and len(word) >= SHORTEST_NAME}
    for line in page.lines:
        if not line.blank and words[line.first : line.first + 2] == ["surgeon", ":"]:
            named = takewhile(lambda word: word not in ("md", "do", ",", "("), words[line.first + 2 : line.last])
            return not signing.isdisjoint(named)
    return False


OPERATED = {"did", "performed", "completed", "carried"}


def linked(cues: dict[int, list[Mention]], sentence: Sentence) -> bool:
    """Whether the sentence says that this is after the operation."""
    return any(
        m.kind == "operation_link" and m.value in ("postop", "same_surgeon", "other_surgeon")
        for m in cues.get(sentence.number, [])
    )


HALF_A_YEAR = 183


def long_ago(page: Page, cues: dict[int, list[Mention]], operation: Mention) -> bool:
    """Whether other sentences date the operation, each time more than half a year back: "RFA 09/2023 and 10/2024"."""
    words = page.tokens.words
    name = words[operation.first : operation.last]
    told = [
        dated.day
        for sentence in page.saying({name[0]})
        if any(m.kind == "operation" and words[m.first : m.last] == name for m in cues.get(sentence.number, []))
        for dated in page.dates_in(sentence)
    ]
    before = [day for day in told if page.day is not None and day < page.day]
    return bool(before) and page.day is not None and (page.day - max(before)).days > HALF_A_YEAR


def recent(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence dates the operation within half a year before the service."""
    weeks = weeks_since(page, sentence)
    return weeks is not None and weeks <= 26


def weeks_since(page: Page, sentence: Sentence) -> float | None:
    """Weeks from the operation to the service: by its date, else by "week 5", "day 24 after", "6 weeks after"."""
    if page.day is not None:
        days = [(page.day - d.day).days for d in page.dates_in(sentence) if d.exact and d.day < page.day]
        if days:
            return round(min(days) / 7, 1)
    words = page.tokens.words
    for m in sentence.things:
        if m.kind == "unit" and m.value in ("weeks", "months", "days"):
            if words[m.last : m.last + 1] and words[m.last] in (
                "after",
                "post",
                "s",
                "out",
                "from",
                "ago",
                "since",
                "status",
            ):
                return span_weeks(page, sentence, m)
            number = page.number(m.last)
            if number is not None and words[m.first] == "week":
                return number
            if number is not None and words[m.first] == "day" and words[m.last + 1 : m.last + 2] == ["after"]:
                return round(number / 7, 1)  # "day 24 after hysterectomy"
    return None

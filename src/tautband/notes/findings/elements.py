"""The documentation elements: which of them today's words state, and where.

An element counts when a sentence of this encounter states it positively. What is negated, unticked, planned, or told of
an earlier session does not. Elements of the procedure are read from its first words on; those of the history before.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right

from tautband.model.encounter import DOCUMENTATION_ELEMENTS, Agent, DocumentationElement, Documented, Injection
from tautband.model.evidence import Evidence
from tautband.notes.findings.function import FIRM, OPENING, denied, losses, taken_over
from tautband.notes.findings.signs import find_signs
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.answers import NOT_FOUND
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.spans import span_weeks
from tautband.notes.vocabulary.lexicon import Mention

AFTERWARDS = {"tolerance", "post_instructions", "followup_plan"}
BEFOREHAND = {"pain_history"}
NOT_IN_HISTORY = {"prep", "technique_needle", "tolerance"}
START = {"consent", "prep", "technique_needle"}
NEGATION_REACH = 5
LIST_REACH = 14
MOST_EVIDENCE = 4
AGE = {"old", "o", "/"}


def document(
    page: Page,
    procedure: Procedure,
    entries: tuple[Injection, ...],
    agents: tuple[Agent, ...],
    performed: bool | None,
    care: tuple[Evidence, ...],
    scores: tuple[tuple[Evidence, ...], tuple[Evidence, ...]],
) -> dict[DocumentationElement, Documented]:
    """Every documentation element with the words that state it; `care` and `scores` (before, after) are given."""
    found: dict[DocumentationElement, list[Evidence]] = {element: [] for element in DOCUMENTATION_ELEMENTS}
    for sentence in page.sentences:
        if sentence.past or sentence.line in page.off_lines:
            continue
        if sentence.foreign:
            found["functional_impact"] += [page.evidence(m.first, m.last) for m in taken_over(page, sentence)]
            found["consent"] += [page.evidence(m.first, m.last) for m in signatures(page, sentence)]
            continue
        seen = (find_signs(page, sentence), losses(page, sentence)) if can_show(page, sentence) else ()
        for mention in itertools.chain(sentence.elements, *seen):
            if len(found[mention.value]) < MOST_EVIDENCE and states(page, sentence, mention, performed):
                found[mention.value].append(page.evidence(mention.first, mention.last))
    found["followup_plan"] += followups(page)
    found["duration"] = durations(page)
    found["location"] = locations(page)
    found["conservative_care"] += care
    found["pre_pain_score"], found["post_pain_score"] = map(list, scores)
    words = [evidence for entry in entries for evidence in entry.evidence[:1]]
    if performed and entries and all(entry.kind == "muscle" for entry in entries):
        found["muscles_named"] = words
    if performed and entries and all(entry.trigger_points is not None for entry in entries):
        found["trigger_point_counts"] = words
    found["agent"] = [evidence for agent in agents for evidence in agent.evidence[:1]]
    found["volume"] = volumes(page, procedure) if agents else []
    return {
        element: Documented(present=True, evidence=tuple(words[:MOST_EVIDENCE])) if words else ABSENT
        for element, words in found.items()
    }


def signatures(page: Page, sentence: Sentence) -> list[Mention]:
    """Where the patient's signature stands under a printed form, which is itself no clinician's word."""
    return [m for m in sentence.elements if m.value == "consent" and "signed" in page.tokens.words[m.first : m.last]]


ABSENT = Documented(present=False)
SHOWING = {"muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "unit"}


def can_show(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence has anything of which a sign or a loss could be read: most have not."""
    told = not SHOWING.isdisjoint(sentence.kinds) or not OPENING.isdisjoint(sentence.vocabulary)
    return told or bool(page.within("signs", sentence))


def mark_late(page: Page, procedure: Procedure) -> None:
    """Mark the sentences after the first words of a procedure; the story of a second problem begins anew.

    Between two beginnings of a procedure, what tells of a trouble's length, its examination or its assessment belongs
    to the procedure that follows. After the last one everything is late.
    """
    begins = [aim.sentence.number for aim in procedure.aims if starts(aim)]
    aimed = {aim.sentence.number for aim in procedure.aims if aim.mode in ("narrated", "listed")}
    items = [sentence.number for sentence in page.sentences if sentence.item]
    late = False
    for sentence in page.sentences:
        number = sentence.number
        following = bisect_right(begins, number)
        if late and following < len(begins):
            if sentence.item:
                place = bisect_right(items, number)
                late = begins[following] >= (items[place] if place < len(items) else len(page.sentences))
            elif number not in aimed and tells_story(page, sentence):
                late = False
        sentence.late = late
        if following and begins[following - 1] == number:
            late = sentence.late = True


def tells_story(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of a trouble that is still to be treated: how long it lasts, what the exam shows."""
    if sentence.section in ("plan", "instructions", "planned"):
        return False
    if sentence.heading and sentence.section in ("history", "exam", "assessment"):
        return True
    found = {m.value for m in sentence.elements}
    if found & {"followup_plan", "post_instructions"}:
        return False
    if "taut_band" in found:
        return True
    return any(
        m.value in ("weeks", "months", "years") and page.number(m.first - 1) is not None
        for m in sentence.kinds.get("unit", NONE)
    )


def starts(aim: Aim) -> bool:
    """Whether a sentence can be the first of a procedure."""
    sentence = aim.sentence
    if sentence.past or sentence.foreign or aim.stance in ("planned", "offered", "declined", "deferred"):
        return False
    if aim.mode in ("narrated", "listed"):
        return True
    if sentence.section in ("history", "past"):
        return False
    if sentence.elements and any(m.value in START for m in sentence.elements):
        return True
    return aim.dose and aim.service not in (None, "tpi")


def states(page: Page, sentence: Sentence, mention: Mention, performed: bool | None) -> bool:
    """Whether a phrase states its element for this encounter."""
    value = mention.value
    if (
        value in AFTERWARDS
        and performed is not False
        and not sentence.late
        and sentence.section not in ("plan", "instructions")
    ):
        return False
    if value in BEFOREHAND and sentence.late and sentence.section not in ("history", "assessment"):
        return False
    if value in NOT_IN_HISTORY and sentence.section in ("history", "exam"):
        return False
    if value == "referred_pain" and mention.last - mention.first == 1 and page.words[mention.first] == "referral":
        found = any(m.kind in ("muscle", "stem_muscle") or m.value == "finding" for m in sentence.things)
        if not found:
            return False
    if value == "tolerance":
        return not ("negation" in sentence.assertions and page.tokens.words[mention.first - 1] == "not")
    if value == "functional_impact":
        if denied(page, sentence, mention) or sentence.section in ("plan", "instructions"):
            return False
        return not sentence.late or sentence.section == "history" or page.tokens.words[mention.first] in FIRM
    if value in ("post_instructions", "followup_plan", "pain_history"):
        return True
    return not negated(page, sentence, mention)


def negated(page: Page, sentence: Sentence, mention: Mention) -> bool:
    """Whether a negation before or right after a phrase takes it back."""
    words = page.tokens.words
    if mention.last < sentence.last and words[mention.last] in NOT_FOUND:  # "LTR no", "twitch NO"
        following = mention.last + 1
        if following >= sentence.last or words[following] in ".,;|" or page.tokens.gaps[following] > 1:
            return True
    for cue in sentence.cues:
        if cue.value != "negation":
            continue
        if cue.first <= mention.first < cue.last:
            return words[cue.first] in ("no", "not", "without", "never", "unable", "failed", "could", "cannot")
        if cue.last <= mention.first:
            between = words[cue.last : mention.first]
            if words[cue.first] in ("none", "n", "absent"):
                continue
            if len(between) <= NEGATION_REACH and "," not in between and "but" not in between and ":" not in between:
                return True
            tail = words[mention.last : mention.last + 3]
            if (
                len(between) <= LIST_REACH
                and "but" not in between
                and ("or" in between or "or" in tail or "nor" in between)
            ):
                return True
        elif 0 <= cue.first - mention.last <= 2 and not any(
            words[i] in (",", "(") for i in range(mention.last, cue.first)
        ):
            return not (words[cue.first] in ("no", "without") and words[mention.last : cue.first] == [])
        elif words[cue.first] in NOT_FOUND and words[mention.last : cue.first] == [":"]:
            return True
    after = words[mention.last : mention.last + 2]
    return after in ([":", "n"], [":", "-"], ["-", "none"], ["(", "-"])


def durations(page: Page) -> list[Evidence]:
    """How long the trouble has lasted: "five months", "since the winter", "x 3 wk"."""
    found: list[Evidence] = []
    for sentence in page.sentences:
        if len(found) >= MOST_EVIDENCE:
            break
        if sentence.past or sentence.foreign or (sentence.late and sentence.section not in ("history", "assessment")):
            continue
        for m in sentence.kinds.get("unit", NONE):
            if m.value not in ("weeks", "months", "years", "days"):
                continue
            if m.last < sentence.last and page.tokens.words[m.last] in AGE:
                continue
            at = m.first - 1
            number = page.number(at) if at >= sentence.first else None
            vague = (
                page.tokens.words[at] in ("several", "many", "few", "couple", "some", "for", "last", "past")
                if at >= sentence.first
                else False
            )
            if number is None and not vague:
                continue
            if belongs_to_care(page, sentence, m):
                continue
            found.append(page.evidence(max(at, sentence.first), m.last))
        words = page.tokens.words
        for at in range(sentence.first, sentence.last) if "since" in sentence.vocabulary else ():
            if words[at] == "since" and at + 1 < sentence.last:
                found.append(page.evidence(at, min(at + 3, sentence.last)))
        if not ONSET.isdisjoint(sentence.vocabulary):
            dates = [d for d in page.dates_in(sentence) if page.day and d.day < page.day]
            found += [page.evidence(d.first, d.last) for d in dates]
    return found


def followups(page: Page) -> list[Evidence]:
    """The next visit as a bare stretch of time after the procedure: "Ice. 6 wk", "clinic 3 months"."""
    found = []
    words = page.tokens.words
    for sentence in page.sentences:
        if sentence.past or sentence.foreign or not (sentence.late or sentence.section == "plan"):
            continue
        for m in sentence.kinds.get("unit", NONE):
            if m.value not in ("weeks", "months") or page.number(m.first - 1) is None:
                continue
            lead = words[max(sentence.first, m.first - 7) : m.first - 1]
            if (
                m.last - sentence.first > NEXT_VISIT
                or not RESTRICTING.isdisjoint(lead)
                or page.number(m.first - 1) == 0
            ):
                continue
            if words[m.last : m.last + 1] not in (["ago"], ["of"], ["old"], ["history"]):
                found.append(page.evidence(m.first - 1, m.last))
    return found


RESTRICTING = {
    "no", "off", "avoid", "x", "for", "limit", "light", "over", "past", "last", "since", "lasted", "onset", "pain",
    "ache",
}  # fmt: skip
"""Words before a stretch of time that make it no next visit."""
NEXT_VISIT = 25
ONSET = {"injury", "onset", "began", "accident", "started", "doi"}
CARE_WORDS = {
    "pt", "therapy", "physical", "physiotherapy", "nsaid", "nsaids", "ibuprofen", "naproxen", "exercise", "exercises",
    "stretching", "visits", "course", "medication", "acetaminophen", "chiropractic", "massage", "home", "hep",
    "modified", "conservative", "eccentric", "splint", "brace",
}  # fmt: skip


def belongs_to_care(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether a stretch of time is that of a treatment: "six weeks of physical therapy"."""
    after = page.tokens.words[unit.last : min(sentence.last, unit.last + 4)]
    return not CARE_WORDS.isdisjoint(after[:3]) or (after[:1] == ["of"] and not CARE_WORDS.isdisjoint(after))


def locations(page: Page) -> list[Evidence]:
    """Where it hurts: the first regions or muscles named for this encounter."""
    found = []
    for sentence in page.sentences:
        if sentence.past or sentence.foreign:
            continue
        for m in sentence.things:
            if m.kind in ("region", "muscle", "stem_muscle"):
                found.append(page.evidence(m.first, m.last))
                if len(found) >= MOST_EVIDENCE:
                    return found
    return found


def volumes(page: Page, procedure: Procedure) -> list[Evidence]:
    """The volumes written in the procedure."""
    found = []
    for aim in procedure.of_today:
        if aim.sentence.section in ("history", "exam"):
            continue
        for m in aim.sentence.kinds.get("unit", NONE):
            if m.value == "ml" and m.first > aim.sentence.first:
                found.append(page.evidence(m.first - 1, m.last))
        if len(found) >= MOST_EVIDENCE:
            break
        cells = page.cells.get(aim.sentence.line, {})
        if (cells.get("ml") or cells.get("ml_each")) and aim.targets:
            found.append(page.evidence(aim.sentence.first, aim.sentence.last))
    return found


def symptom_weeks(page: Page) -> float | None:
    """The first stretch of time the trouble is said to have lasted, in weeks; None where none is stated."""
    best: float | None = None
    for sentence in page.sentences:
        if sentence.past or sentence.foreign or (sentence.late and sentence.section not in ("history", "assessment")):
            continue
        if best is not None:
            break
        for m in sentence.kinds.get("unit", NONE):
            if m.value in ("weeks", "months", "years", "days") and not belongs_to_care(page, sentence, m):
                if m.last < sentence.last and page.tokens.words[m.last] in AGE:
                    continue
                weeks = span_weeks(page, sentence, m)
                if weeks is not None and weeks < 52 * 60:
                    best = weeks if best is None else best
    return best

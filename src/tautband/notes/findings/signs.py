"""What a finger finds, told in free words: a band, soreness, pain that moves elsewhere, a muscle that jumps.

Each sign is a meeting of words within one sentence, none of which proves it alone: "sends an ache to the knee" is a
verb of spreading, a pain and a direction.
"""

from __future__ import annotations

from collections.abc import Iterator

from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import MUSCULAR
from tautband.notes.vocabulary.lexicon import Mention

FOUND_IN = ("exam", "procedure", "")
NEAR = 4
"""Words between a verb of spreading and its direction."""
APART = 7
"""Words between a pain and the verb that moves it."""
OTHER_BANDS = {
    "elastic", "exercise", "head", "iliotibial", "it", "itb", "pressure", "resistance", "rubber", "thera", "waist",
    "wrist"
}  # fmt: skip
ARROWS = (">", "\N{RIGHTWARDS ARROW}")
ABSENT = ("n", "no", "none", "neg", "absent", "nil", "denied", "elsewhere", "for", "by", "pt", "pattern")
NO_PLACE = {"l", "r", *ABSENT}
"""Words behind an arrow that name no place to which pain goes."""


def find_signs(page: Page, sentence: Sentence) -> Iterator[Mention]:
    """The elements a sentence proves by its words together, as mentions of kind "element"."""
    signs = [m for m in page.within("signs", sentence) if m.kind == "sign"]
    muscle = muscular(sentence)
    if not signs and not muscle:
        return
    if signs:
        yield from referral(page, sentence, signs)
    yield from noted(page, sentence, signs)
    if not signs or (sentence.section not in FOUND_IN and not muscle):
        return
    bands = [m for m in signs if m.value == "band" and page.tokens.words[m.first - 1] not in OTHER_BANDS]
    hard = [m for m in signs if m.value == "tense"]
    lumps = [m for m in signs if m.value == "lump"]
    for m in bands:
        if muscle or sentence.section == "exam" or any(abs(t.first - m.first) <= NEAR for t in hard):
            yield Mention("element", "taut_band", m.first, m.last)
    if bands or lumps or hard or muscle:
        yield from (
            Mention("element", "tenderness", m.first, m.last)
            for m in signs
            if m.value == "sore" and not (sentence.late and not bands and not lumps)
        )
    for m in signs:
        if m.value == "jumped" and (sentence.late or sentence.section in ("exam", "procedure") or muscle):
            yield Mention("element", "twitch_response", m.first, m.last)


def muscular(sentence: Sentence) -> bool:
    """Whether a sentence names a muscle."""
    return not MUSCULAR.isdisjoint(sentence.kinds)


def referral(page: Page, sentence: Sentence, signs: list[Mention]) -> Iterator[Mention]:
    """Pain that moves from where it is pressed: "sends an ache to the knee", "pressing on it gives an earache"."""
    aches = [m for m in signs if m.value == "ache"]
    pressed = [m for m in signs if m.value == "pressing"]
    examined = sentence.section in FOUND_IN and (bool(pressed) or sentence.section == "exam" or muscular(sentence))
    if pressed and sentence.section in FOUND_IN:
        for m in signs:
            if m.value == "distant" and m.first > pressed[0].first:
                yield Mention("element", "referred_pain", m.first, m.last)
    for verb in signs:
        if verb.value in ("spreads", "moves"):
            way = direction(page, signs, verb)
            if way is None:
                continue
            near = any(-APART <= a.first - verb.last <= APART for a in aches) or (
                bool(pressed) and pressed[0].first < verb.first
            )
            if (verb.value == "spreads" and (near or examined)) or (
                verb.value == "moves" and near and way_of_pain(page, verb, way)
            ):
                yield Mention("element", "referred_pain", verb.first, way.last)
        elif verb.value == "makes" and pressed:
            made = next((m for m in signs if m.value == "distant" and 0 <= m.first - verb.last <= NEAR), None)
            ache = next((a for a in aches if 0 <= a.first - verb.last <= NEAR), None)
            if made is None and ache is not None and direction(page, signs, ache) is not None:
                made = ache
            if made is not None:
                yield Mention("element", "referred_pain", verb.first, made.last)


def noted(page: Page, sentence: Sentence, signs: list[Mention]) -> Iterator[Mention]:
    """Referral in shorthand beside a muscle or in an exam: "trap -> ear", "tender, ref lat thigh", "refer: y (ear)"."""
    if sentence.section not in FOUND_IN or not (muscular(sentence) or sentence.section == "exam" or sentence.elements):
        return
    words = page.tokens.words
    for m in signs:
        if m.value == "referral_note" and m.last < sentence.last:
            after = words[m.last]
            if after in (":", "_", "-") and m.last + 1 < sentence.last:
                after = words[m.last + 1]
            if after[0].isalpha() and after not in ABSENT:
                yield Mention("element", "referred_pain", m.first, m.last + 1)
    pointed = not sentence.vocabulary.isdisjoint(ARROWS)
    for at in range(sentence.first + 1, sentence.last - 1) if pointed else ():
        if words[at] in ARROWS and words[at + 1][0].isalpha() and words[at + 1] not in NO_PLACE:
            before = at - 1 if words[at - 1] not in ("-", "=") else at - 2
            if before >= sentence.first and words[before][0].isalpha():
                yield Mention("element", "referred_pain", at - 1, at + 2)
    if sentence.section != "exam" or "region" not in sentence.kinds:
        return
    for m in sentence.things:
        onward = m.kind in MUSCULAR and words[m.last : m.last + 1] == ["to"]
        if onward and any(0 <= r.first - m.last <= 3 for r in sentence.kinds["region"]):
            yield Mention("element", "referred_pain", m.last, m.last + 2)


def direction(page: Page, signs: list[Mention], verb: Mention) -> Mention | None:
    """The direction that follows a verb closely, if it leads to a place and not to a number: "goes to 6/10"."""
    for m in signs:
        if m.value == "toward" and 0 <= m.first - verb.last <= NEAR:
            after = page.tokens.words[m.last : m.last + 1]
            if after and page.number(m.last) is None and after[0] not in (".", ",", ";"):
                return m
    return None


def way_of_pain(page: Page, verb: Mention, way: Mention) -> bool:
    """Whether a plain verb with a direction speaks of pain going somewhere: it stands beside its direction."""
    return way.first - verb.last <= 1 and page.tokens.words[way.last : way.last + 1] not in (
        ["work"],
        ["bed"],
        ["sleep"],
        ["pt"],
        ["physical"],
    )

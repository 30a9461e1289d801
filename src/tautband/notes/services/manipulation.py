"""Manipulation of the spine and body by a chiropractor or an osteopath: whether it was done, and on which regions.

The code follows the number of regions. It is taken from the number stated, else from the regions and levels named;
where neither stands beside the manipulation nothing is given, for then it was perhaps only spoken of.
"""

from __future__ import annotations

from tautband.model.encounter import Diagnosis, OtherService, ServiceKind
from tautband.notes.text.levels import levels_in
from tautband.notes.text.page import Page, Sentence

REGIONS = {
    "cervical": "cervical", "neck": "cervical", "occipitocervical": "cervical", "atlantooccipital": "cervical",
    "thoracic": "thoracic", "dorsal": "thoracic", "lumbar": "lumbar", "sacral": "sacral", "sacrum": "sacral",
    "pelvic": "pelvic", "pelvis": "pelvic", "sacroiliac": "pelvic", "si": "pelvic", "ilium": "pelvic",
    "innominate": "pelvic", "cranial": "head", "head": "head", "rib": "rib", "ribs": "rib",
}  # fmt: skip
OF_LEVEL = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "sacral"}
SPINE = {"cervical", "thoracic", "lumbar", "sacral", "pelvic"}
CHIROPRACTIC = {"cmt", "diversified", "gonstead"}
ADJUSTED = {"adjustment", "adjusted", "adjustments", "manipulation", "manipulated", "manipulations"}
CHIROPRACTORS = {"chiropractic", "chiropractor", "dc", "chiro", "cmt"}
OSTEOPATHIC = {"omt", "omm"}
BY_A_CHIROPRACTOR = CHIROPRACTIC | ADJUSTED
BY_AN_OSTEOPATH = OSTEOPATHIC | ADJUSTED | {"osteopathic"}
BY_HAND = BY_A_CHIROPRACTOR | OSTEOPATHIC
DYSFUNCTION = {"somatic", "segmental"}
DENIALS = {"negation", "not_performed", "deferred", "declined", "offered", "planned", "historical"}
TOLD_ELSEWHERE = {"history", "past", "results", "instructions", "planned", "planning"}
REACH = 6
"""Words before or behind a manipulation within which it is denied or put into the past."""
BEFORE = 4
"""Words before "dysfunction" that may name its regions: "cervical and thoracic somatic dysfunction"."""
MOST_REGIONS = 10


def manipulations(page: Page) -> tuple[OtherService, ...]:
    """The manipulation done today, one service a kind, with the number of its regions."""
    found: dict[ServiceKind, OtherService] = {}
    for sentence in page.saying(BY_HAND):
        named = manipulated(page, sentence)
        if named is None or named[0] in found or denied_today(page):
            continue
        kind, at = named
        regions = regions_of(page, sentence)
        if kind == "chiropractic_manipulation":
            regions = [region for region in regions if region in SPINE]
        number = stated_number(page, sentence) or len(regions)
        if 0 < number <= MOST_REGIONS:
            found[kind] = OtherService(
                kind=kind,
                target=" and ".join(regions) or None,
                count=number,
                evidence=(page.evidence(at, at + 1),),
            )
    return tuple(found.values())


def denied_today(page: Page) -> bool:
    """Whether the note says in so many words that there was none: "no CMT today", "no adjustment today"."""
    words = page.tokens.words
    return any(
        (words[at] == "no" and not BY_HAND.isdisjoint(words[at + 1 : at + 3]) and "today" in words[at + 2 : at + 5])
        or (words[at : at + 2] == ["none", "today"] and at + 1 < s.last)
        for s in page.saying(BY_HAND)
        if not s.vocabulary.isdisjoint(BY_HAND) and not s.vocabulary.isdisjoint({"no", "none"})
        for at in range(s.first, s.last - 1)
    )


def manipulated(page: Page, sentence: Sentence) -> tuple[ServiceKind, int] | None:
    """The kind of manipulation that a sentence tells as done, with its word; None for one denied or of another day."""
    if sentence.past or sentence.foreign or sentence.section in TOLD_ELSEWHERE:
        return None
    words, vocabulary = page.tokens.words, sentence.vocabulary
    kind: ServiceKind
    if not OSTEOPATHIC.isdisjoint(vocabulary) or ("osteopathic" in vocabulary and not ADJUSTED.isdisjoint(vocabulary)):
        kind, names = "osteopathic_manipulation", BY_AN_OSTEOPATH
    elif not CHIROPRACTIC.isdisjoint(vocabulary) or (
        not ADJUSTED.isdisjoint(vocabulary) and any(not CHIROPRACTORS.isdisjoint(s.vocabulary) for s in page.sentences)
    ):
        kind, names = "chiropractic_manipulation", BY_A_CHIROPRACTOR
    else:
        return None
    at = next(at for at in range(sentence.first, sentence.last) if words[at] in names)
    for cue in sentence.cues:
        near = -REACH <= cue.first - at <= REACH and cue.value in DENIALS
        if near and not {",", ";", "."} & set(words[min(cue.last, at) : max(cue.first, at)]):
            return None
    if not HELD.isdisjoint(words[max(sentence.first, at - 2) : at]):
        return None  # "to hold thoracic adjustment for a week"
    if words[at + 1 : at + 2] in (["x"], ["for"]) or "consent" in vocabulary or of_another_record(page, sentence):
        return None  # "CMT x 5", told as care tried
    return kind, at


HELD = {"hold", "holds", "holding", "withhold", "defer", "pause", "skip", "avoid", "resume", "between"}
"""Words before a manipulation that puts it to another day."""


def of_another_record(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence or the next says that the work is told in another record: "not part of this note"."""
    words = page.tokens.words
    last = page.sentences[min(sentence.number + 1, len(page.sentences) - 1)].last
    told = words[sentence.first : last]
    return any(told[at : at + 3] == ["not", "part", "of"] for at in range(len(told)))


def regions_of(page: Page, sentence: Sentence, first: int | None = None) -> list[str]:
    """The regions of the body that a sentence names from a word on, by name or by level of the spine, each once."""
    words = page.tokens.words
    begin = sentence.first if first is None else max(sentence.first, first)
    named = [REGIONS[words[at]] for at in range(begin, sentence.last) if words[at] in REGIONS]
    start = page.tokens.starts[begin]
    named += [OF_LEVEL[level.upper[0]] for level in levels_in(page, sentence) if level.start >= start]
    return list(dict.fromkeys(named))


def stated_number(page: Page, sentence: Sentence) -> int | None:
    """The number of regions stated in a sentence or the next: "3 regions", "both regions"."""
    words = page.tokens.words
    last = sentence.last
    if sentence.number + 1 < len(page.sentences):
        following = page.sentences[sentence.number + 1]
        last = following.last if following.last - following.first <= REACH else last
    for at in range(sentence.first + 1, last):
        if words[at] in ("regions", "region") and words[at - 1] not in REGIONS:
            number = 2.0 if words[at - 1] == "both" else page.number(at - 1)
            return int(number) if number and number == int(number) else None
    return None


def with_dysfunctions(page: Page, diagnoses: tuple[Diagnosis, ...]) -> tuple[Diagnosis, ...]:
    """The diagnoses with the somatic dysfunctions that a manipulation names and nobody assessed by themselves."""
    known = {diagnosis.concept for diagnosis in diagnoses if diagnosis.status == "assessed"}
    return diagnoses + tuple(found for found in dysfunctions(page) if found.concept not in known)


def dysfunctions(page: Page) -> tuple[Diagnosis, ...]:
    """The regions of "somatic dysfunction lumbar and sacral" or "segmental dysfunction: C5, T4", each a diagnosis."""
    found: dict[str, Diagnosis] = {}
    words = page.tokens.words
    for sentence in page.saying({"dysfunction"}):
        if sentence.past or sentence.foreign or "dysfunction" not in sentence.vocabulary:
            continue
        at = words.index("dysfunction", sentence.first, sentence.last)
        if DYSFUNCTION.isdisjoint(words[max(sentence.first, at - 3) : at]):
            continue
        if any(c.value == "negation" and 0 <= at - c.last <= REACH for c in sentence.cues):
            continue
        for region in regions_of(page, sentence, at - BEFORE):
            words_of = page.evidence(at - 1, at + 1)
            found.setdefault(
                region, Diagnosis(concept=f"somatic_dysfunction_{region}", injected=False, evidence=(words_of,))
            )
    return tuple(found.values())

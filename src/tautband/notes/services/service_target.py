"""What a service beside the trigger point injection went into: joint, tendon, nerve or level, in the note's words."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim
from tautband.notes.procedure.blocks import bare
from tautband.notes.services.service_side import just_before
from tautband.notes.text.levels import Level
from tautband.notes.text.page import NONE, Page
from tautband.notes.vocabulary.lexicon import Mention

WITHOUT_STRUCTURE = {
    "dry_needling", "acupuncture", "botulinum", "prp", "prolotherapy", "intramuscular_injection", "vaccination",
}  # fmt: skip
"""Services that are named by their muscles, if by anything."""
FINGERS = {"index", "middle", "long", "ring", "little", "small", "thumb"}


def target_of(page: Page, aim: Aim, m: Mention, kind: str) -> str | None:
    """The joint, tendon, nerve or muscle in the note's own words, in lower case, without side and without "block"."""
    if kind in WITHOUT_STRUCTURE:
        names = [t.name for t in aim.targets if t.role in ("", "tendon")]
        return " and ".join(dict.fromkeys(names)) or None
    text = [w for w in page.tokens.words[name_begin(page, aim, m) : m.last] if w not in DROPPED and w.isalnum()]
    if kind == "nerve_block" and set(text) <= {"nerve", "nerves"}:
        text = nerve_before(page, aim) or text
    if kind in ("joint_injection", "bursa_injection"):
        region = region_beside(page, aim, m)
        text = text if set(region) & set(text) else [*region, *text]
    if kind == "tendon_sheath_injection" and (finger := FINGERS & set(text)) and "thumb" not in finger:
        text = [f"{part} finger" if part in finger else part for part in text if part not in ("trigger", "finger")]
    return " ".join(text) or None


def nerve_before(page: Page, aim: Aim) -> list[str]:
    """The nerve that was found just before the drug went "about the nerve"."""
    for sentence in just_before(page, aim):
        for m in sentence.kinds.get("structure", NONE):
            if m.value == "nerve_block" and m.last - m.first > 1:
                return page.tokens.words[m.first : m.last]
    return []


DROPPED = {
    "block", "injection", "inj", "injections", "nerve block", "blockade", "right", "left", "bilateral", "of", "the",
    "steroid",
}  # fmt: skip
"""Words of a service's name that name no target."""


def name_begin(page: Page, aim: Aim, m: Mention) -> int:
    """Where the name of a structure begins, with the words before it that belong to it: "carpometacarpal" joint."""
    words, begin = page.tokens.words, m.first
    if m.kind != "structure":
        return begin
    while (
        begin > aim.sentence.first
        and m.first - begin < LONGEST_NAME
        and words[begin - 1] not in STOPS
        and words[begin - 1].isalpha()
    ):
        begin -= 1
    return begin


LONGEST_NAME = 4
STOPS = {
    "into", "in", "onto", "the", "to", "around", "at", "of", "along", "over", "performed", ":", ",", "with", "a", "an",
    "guided", "and", "via", "under", "(", ")", ".", "-", "for", "right", "left", "r", "l", "bilateral", "both",
    "procedure", "beside", "deep", "posterior",
}  # fmt: skip
"""Words before a structure that are no part of its name."""


def region_beside(page: Page, aim: Aim, m: Mention) -> list[str]:
    """The words of the region beside a structure, or in the sentences just before one without a name."""
    words = page.tokens.words
    near = [t for t in aim.sentence.things if t.kind == "region" and abs(t.first - m.first) <= REGION_REACH]
    if not near and bare(page, m):
        around = [aim.sentence, *just_before(page, aim)]
        near = [t for s in around for t in s.things if t.kind == "region"]
    return words[near[0].first : near[0].last] if near else []


REGION_REACH = 8
NAMELESS = {"nerve", "nerves", "block", "blocks", "joint", "joints", "bursa", "into", "each", "tendon", "sheath"}


def longer(known: str | None, new: str | None) -> str | None:
    """The fuller of two wordings, by the words that are a name."""
    if known is None or new is None:
        return known or new
    return max((known, new), key=lambda text: (bool(set(text.split()) - NAMELESS), len(text)))


SPINE_REGIONS = {"neck": "cervical", "upper_back": "thoracic", "thoracic": "thoracic", "lumbar": "lumbar"}


def spine_target(target: str | None, levels: dict[str, Level], regions: set[str]) -> str | None:
    """The target of a service at the spine with its levels, or with its region where the note names no level."""
    words = sorted(levels) or sorted(SPINE_REGIONS[region] for region in regions)
    return " ".join([*((target,) if target else ()), *words]) or None


def joints(kind: str, target: str | None, levels: dict[str, Level]) -> int | None:
    """How many levels were treated: a span counts its steps; of the nerves to a joint two serve one joint."""
    if not levels:
        return None
    spans = [level.steps for level in levels.values() if level.steps]
    nerves = kind == "facet_injection" and "medial branch" in (target or "")
    single = len(levels) - len(spans)
    return sum(spans) + (max(0 if spans else 1, single - 1) if nerves else single)

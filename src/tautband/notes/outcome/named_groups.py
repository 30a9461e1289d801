"""Groups of muscles that stand beside the muscles in them: a title's group, or one that its own muscles explain."""

from __future__ import annotations

from tautband.notes.text.page import Page
from tautband.notes.text.target import Target


def without_titles(page: Page, chosen: list[Target]) -> list[Target]:
    """Leave out a group named without a side where its own members are named too: "Rotator cuff TPI: supraspinatus"."""
    names = {t.name for t in chosen}
    return [
        t
        for t in chosen
        if t.sides or page.lexicon.muscles[t.name]["kind"] != "group" or names.isdisjoint(members_of(page, t.name))
    ]


def without_explained(page: Page, named: list[Target]) -> list[Target]:
    """Leave out a group that its own muscles explain right behind it: "right hamstrings: biceps femoris 1 mL",
    "lumbar paraspinals (multifidus)".
    """
    return [t for at, t in enumerate(named) if not any(explains(page, t, after) for after in named[at + 1 : at + 2])]


def explains(page: Page, group: Target, after: Target) -> bool:
    """Whether a muscle is one of the group before it, with only a mark between them that opens an explanation."""
    if page.lexicon.muscles[group.name]["kind"] != "group" or not 0 < after.first - group.last <= LONGEST_BETWEEN:
        return False
    between = page.tokens.words[group.last : after.first]
    if between in (["the"], [","], [",", "the"]) and lies_within(page, group):
        between = [":"]  # "In the left erector spinae the iliocostalis and longissimus"
    if EXPLAINING.isdisjoint(between) or any(word.isalpha() and word not in BETWEEN for word in between):
        return False
    return any(name == after.name or name.startswith(f"{after.name} ") for name in members_of(page, group.name))


def lies_within(page: Page, group: Target) -> bool:
    """Whether a group opens its sentence as the place of what follows: "in the left erector spinae"."""
    words = page.tokens.words[group.sentence.first : group.first]
    return words[:1] in (["in"], ["within"], ["of"]) and len(words) <= LONGEST_BETWEEN


EXPLAINING = {":", "(", "-", "\N{EN DASH}", "\N{EM DASH}", "=", "[", "namely", "specifically"}
BETWEEN = {
    "muscle", "muscles", "group", "the", "of", "right", "left", "r", "l", "rt", "lt", "bilateral", "both", "side", "x",
    "namely", "specifically", "including", "upper", "lower", "middle",
}  # fmt: skip
LONGEST_BETWEEN = 6


def members_of(page: Page, name: str) -> set[str]:
    """The muscles of a group, and those of the groups in it."""
    direct = page.lexicon.muscles[name]["members"]
    within = [page.lexicon.muscles[member]["members"] for member in direct if member in page.lexicon.muscles]
    return {*direct, *(muscle for members in within for muscle in members)}

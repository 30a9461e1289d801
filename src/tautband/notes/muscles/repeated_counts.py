"""What a count is repeated for: each muscle, each side, each site ("two points per muscle", "x2 on each side")."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def keyed(each_at: list[Mention], labels: set[int], at: int) -> str | None:
    """What a form's key repeats its number for: "Points per muscle: 1"; None where the key counts no points."""
    key = next((m for m in each_at if m.last == at - 1 and m.first in labels), None)
    return None if key is None else key.value


def both_after(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "on each side" or "per side" stands right after a count."""
    if page.tokens.words[at : at + 2] == ["per", "side"]:
        return True
    return ("side", "both") in sentence.meanings and any(
        m.value == "both" and m.first == at and {"each", "either"} & set(page.tokens.words[m.first : m.last])
        for m in sentence.kinds["side"]
    )


def either_side(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "on each side" stands right after a muscle."""
    words = page.tokens.words
    return any(
        m.kind == "side" and m.first - at <= 1 and m.first >= at and {"each", "either"} & set(words[m.first : m.last])
        for m in sentence.things
    )


def each_of_points(page: Page, sentence: Sentence, first: int, last: int) -> str:
    """What a count that names its points is repeated for, at tokens `first` to `last`; nothing where it stands once."""
    each_at = sentence.kinds.get("each", NONE)
    return (
        each_of(page, each_at, first, last)
        or each_with_volume(page, each_at, last)
        or each_received(page, each_at, first)
        or each_treated(page, sentence, first)
        or each_with(page, each_at, first)
        or ("side" if both_after(page, sentence, last) else "")
        or ("side" if page.tokens.words[first - 2 : first] == ["each", "side"] else "")
    )


def each_of(page: Page, each_at: list[Mention], first: int, last: int) -> str:
    """What "each" or "per muscle" right after a count says it is repeated for, or nothing.

    In "three points, one each" the word belongs to the other number.
    """
    for mention in each_at:
        if 0 <= mention.first - last <= 1:
            return str(mention.value)
        if mention.first >= first and mention.last <= last + 3:
            nearer = any(page.number(at) is not None for at in range(last, mention.first))
            return "" if nearer else str(mention.value)
    return ""


def each_received(page: Page, each_at: list[Mention], first: int) -> str:
    """What "each of the three muscles received one injection" repeats its count for."""
    words = page.tokens.words
    for mention in each_at:
        if mention.value == "muscle" and first == mention.last:
            return "muscle"  # "each muscle 1 site"
        if mention.value == "muscle" and 1 <= first - mention.last <= 3:
            return "muscle" if words[mention.last] in ("received", "got", "was", "took", "had", "were") else ""
    return ""


TREATED = {
    "injected", "infiltrated", "treated", "needled", "received", "got", "given", "at", "in", "with", "by", "a", "had",
    "was", "were",
}  # fmt: skip


def each_treated(page: Page, sentence: Sentence, first: int) -> str:
    """What "were each injected at a single point" repeats its count for."""
    words = page.tokens.words
    at = first - 1
    while at > sentence.first and first - at <= 5 and words[at] in TREATED:
        at -= 1
    return "each" if words[at] == "each" and first - at > 1 and at > sentence.first else ""


def each_with_volume(page: Page, each_at: list[Mention], last: int) -> str:
    """What "one point and 1 mL per muscle" repeats its count for, a volume standing between."""
    words = page.tokens.words
    for mention in each_at:
        if 3 <= mention.first - last <= 5 and words[last] in ("and", "&", "with", ","):
            return str(mention.value) if words[mention.first - 1] in ("ml", "cc") else ""
    return ""


def each_with(page: Page, each_at: list[Mention], first: int) -> str:
    """What "each one point", "each with two points" behind a list repeats its count for."""
    words = page.tokens.words
    each = next((m for m in reversed(each_at) if m.last <= first and m.value in ("each", "muscle")), None)
    if each is None or words[each.first - 1] not in (",", ";", "-", "("):
        return ""
    close = first == each.last or (first == each.last + 1 and words[each.last] in ("with", "having", "at"))
    return "each" if close else ""

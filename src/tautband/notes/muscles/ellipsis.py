"""Muscles of one name told once: "vastus medialis and lateralis", "extensor carpi radialis longus & brevis"."""

from __future__ import annotations

from tautband.notes.muscles.abbreviations import capitals
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.target import Target

JOINING = {"and", "&", "/", "+", ","}
ENDINGS = {
    "longus", "brevis", "magnus", "medialis", "lateralis", "intermedius", "superior", "inferior", "ulnaris", "radialis",
    "externus", "internus", "anterior", "posterior", "major", "minor", "medius", "minimus", "maximus", "cervicis",
    "capitis", "thoracis", "lumborum", "tertius",
}  # fmt: skip
"""Last words by which muscles of one name differ."""
FOLLOWING = {
    "on", "was", "were", "with", "at", "in", "each", "x", "both", "right", "left", "r", "l", "bilaterally",
    "bilateral", "muscle", "muscles", "belly", "bellies", "got", "received", "injected", "then", "and", "after",
    "using", "by", "one", "two", "three", "trigger", "tps", "tp", "points",
}  # fmt: skip
"""Words that may follow such a last word; any other may be its own noun: "anterior and posterior deltoid"."""
MOST = 4
SHORTEST, LONGEST = 2, 4
"""Letters of initials that stand for a muscle named before."""


def by_initials(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The targets with those told by the initials of a muscle named before, each with its count or, behind its side,
    its volume: "BR x1, ED x1", "1 cc R ED, 1 cc R supinator", "RA 2 mL / EO 2 mL".
    """
    if not found or not ("x" in sentence.vocabulary or ("unit", "ml") in sentence.meanings):
        return found
    words, known = page.tokens.words, page.lexicon.muscles
    taken = {at for t in found for at in range(t.first, t.last)}
    added: list[Target] = []
    litres = {m.last for m in sentence.kinds.get("unit", []) if m.value == "ml"}
    begun = {m.first for m in sentence.kinds.get("unit", []) if m.value == "ml"}
    for at in range(sentence.first, sentence.last - 2):
        if at in taken or not SHORTEST <= len(words[at]) <= LONGEST or not capitals(page, at):
            continue
        counted = words[at + 1] == "x" and page.number(at + 2) is not None
        dosed = at - 1 in sentence.side_words and (at - 1 in litres or page.number(at + 1) is not None)
        dosed = dosed or (at + 2 in begun and page.number(at + 1) is not None and opens_item(words, sentence.first, at))
        dosed = dosed or (at in litres and words[at + 1] in (",", ";", "."))  # "1 cc PT, 1 cc FCR"
        if not counted and not dosed:
            continue
        meant = [n for n in page.named if n in known and "".join(word[0] for word in n.split()) == words[at]]
        if len(meant) == 1:
            added.append(Target(meant[0], None, at, at + 1, sentence))
    return sorted([*found, *added], key=lambda t: t.first) if added else found


def initials(name: str) -> set[str]:
    """The initials of a muscle's name; the peroneal muscles have those of both their names."""
    letters = "".join(word[0] for word in name.split())
    return {letters, f"p{letters[1:]}"} if name.startswith("fibularis") else {letters}


def with_volume_by_initials(page: Page, sentence: Sentence) -> list[Target]:
    """The muscle named before that initials stand for between a side and a volume: "R PL .75 cc"."""
    if "side" not in sentence.kinds or ("unit", "ml") not in sentence.meanings:
        return []
    words = page.tokens.words
    units = {m.first for m in sentence.kinds["unit"] if m.value == "ml"}
    taken = {m.first for m in sentence.things if m.kind != "side"}
    found: list[Target] = []
    for side in sentence.kinds["side"]:
        at = side.last
        if at + 2 not in units or at in taken or page.number(at + 1) is None or not capitals(page, at):
            continue
        meant = [n for n in page.named if n in page.lexicon.muscles and words[at] in initials(n)]
        if len(meant) == 1 and SHORTEST <= len(words[at]) <= LONGEST:
            found.append(Target(meant[0], None, at, at + 1, sentence))
    return found


LAST_WORDS = {
    "longus", "brevis", "magnus", "medialis", "lateralis", "intermedius", "ulnaris", "radialis", "tertius", "major",
    "minor", "minimus", "maximus",
}  # fmt: skip
"""Last words of names by which a muscle named before may be called: "1 mL in the longus, 1 mL in the brevis"."""
BEFORE_LAST = {"the", "in", "into", "to", "right", "left", "r", "l"}


def by_last_word(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The targets with those told by the last word of the one muscle of that name which the note has named before."""
    if LAST_WORDS.isdisjoint(sentence.vocabulary):
        return found
    words = page.tokens.words
    taken = {at for t in found for at in range(t.first, t.last)}
    added: list[Target] = []
    for at in range(sentence.first + 1, sentence.last):
        if at in taken or words[at] not in LAST_WORDS or words[at - 1] not in BEFORE_LAST:
            continue
        behind = words[at + 1] if at + 1 < sentence.last else "."
        meant = [name for name in page.named if name.endswith(f" {words[at]}")]
        if len(meant) == 1 and (not behind.isalpha() or behind in FOLLOWING):
            added.append(Target(meant[0], None, at, at + 1, sentence))
    return sorted([*found, *added], key=lambda t: t.first) if added else found


FIRST_WORDS = {
    "rectus", "vastus", "adductor", "tibialis", "obturator", "pectoralis", "teres", "gluteus", "extensor", "flexor",
    "fibularis", "peroneus", "pronator",
}  # fmt: skip
"""First words of names by which the one muscle of that name that the note has named may be called: "rectus 1 point"."""


def by_first_word(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The targets with those told by the first word of the one muscle of that name which the note has named before,
    where a count or a volume stands right behind: "rectus 1 point 1.5 mL".
    """
    if FIRST_WORDS.isdisjoint(sentence.vocabulary):
        return found
    words = page.tokens.words
    taken = {at for t in found for at in range(t.first, t.last)}
    added: list[Target] = []
    for at in range(sentence.first, sentence.last - 1):
        if at in taken or words[at] not in FIRST_WORDS or not opens_item(words, sentence.first, at):
            continue
        number = at + 1 + (words[at + 1] in BEFORE_COUNT)
        meant = [name for name in page.named if name.startswith(f"{words[at]} ")]
        if len(meant) == 1 and number < sentence.last and page.number(number) is not None:
            added.append(Target(meant[0], None, at, at + 1, sentence))
    return sorted([*found, *added], key=lambda t: t.first) if added else found


BEFORE_COUNT = {"x", "-", ":", "(", ",", "="}


def opens_item(words: list[str], first: int, at: int) -> bool:
    """Whether a word opens its sentence or an item of a list, perhaps behind a side."""
    return at == first or words[at - 1] in BEFORE_LAST or words[at - 1] in JOINING or not words[at - 1].isalpha()


def with_ellipses(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The targets with those that share the first words of the one before them."""
    if ENDINGS.isdisjoint(sentence.vocabulary):
        return found
    words, known = page.tokens.words, page.lexicon.muscles
    taken = {at for t in found for at in range(t.first, t.last)}
    added: list[Target] = []
    for target in found:
        name, at = target.part or target.name, target.last
        for _ in range(MOST):
            if at + 1 >= sentence.last or words[at] not in JOINING or words[at + 1] not in ENDINGS or at + 1 in taken:
                break
            other = f"{name.rpartition(' ')[0]} {words[at + 1]}"
            behind = words[at + 2] if at + 2 < sentence.last else "."
            if " " not in name or other not in known or (behind.isalpha() and behind not in FOLLOWING):
                break
            parent = known[other]["parent"]
            added.append(Target(parent or other, other if parent else None, at + 1, at + 2, sentence))
            at += 2
    return sorted([*found, *added], key=lambda t: t.first) if added else found


SHORTENED = {
    "ant": ("anterior",), "post": ("posterior",), "mid": ("medius",), "middle": ("medius",), "maj": ("major",),
    "min": ("minor", "minimus"), "max": ("maximus",), "med": ("medius", "medial"), "lat": ("lateral",),
}  # fmt: skip
OPENING = {":", "("}
REACH = 14
"""Words behind a group among which its members are told."""


def by_members(page: Page, sentence: Sentence, found: list[Target]) -> list[Target]:
    """The targets with a group replaced by those of its members that it opens with a colon or bracket by a word of
    their names: "L scalenes: anterior x1, middle x1".
    """
    if OPENING.isdisjoint(sentence.vocabulary):
        return found
    words, known = page.tokens.words, page.lexicon.muscles
    taken = {at for t in found for at in range(t.first, t.last)}
    told: list[Target] = []
    for target in found:
        if known[target.name]["kind"] != "group" or words[target.last : target.last + 1] not in ([":"], ["("]):
            told.append(target)
            continue
        members: list[Target] = []
        for at in range(target.last + 1, min(sentence.last, target.last + REACH)):
            if at in taken or words[at] in (".", ";"):
                break
            if words[at] == "or":
                members = []  # "R rhomboid (maj or min)": one of them
                break
            meant = SHORTENED.get(words[at], (words[at],))
            names = [name for name in known[target.name]["members"] if not set(name.split()).isdisjoint(meant)]
            if len(names) == 1 and known[names[0]]["kind"] == "muscle":
                members.append(Target(names[0], None, at if members else target.first, at + 1, sentence))
        told += members if len(members) > 1 else [target]
    return told

"""Muscle names clipped word by word, as notes write them: "rect fem", "serr post sup", "biceps fem", "semitend".

Made while the lexicon is compiled, so that reading a note costs no more. A word is clipped behind a consonant, to three
letters or more ("fem" of "femoris"); a name of one word keeps six. What two muscles would share is left out, and what
ordinary words could say too ("add long") is believed only where a short form is, beside a side or in a list.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

VOWELS = "aeiouy"
FEWEST, MOST = 3, 7
"""Letters of a clipped word beside others."""
ALONE, MOST_ALONE = 6, 12
"""Letters that a name of one word keeps."""
MOST_FORMS = 600
ADJECTIVES = ("al", "ar", "iac", "ic", "ial")
"""Endings that make a clipped name an adjective of the place: "occipital" is a nerve's, "iliac" a crest's."""
WHOLE = {"upper", "lower", "middle", "of", "head", "and", "part", "the", "muscle", "muscles", "first", "common"}
"""Words that are not clipped, or not by this rule."""
ORDINARY = {
    "abd", "abdom", "add", "ant", "anter", "ascend", "brach", "cap", "capit", "cerv", "clav", "com", "cost",
    "cran", "deep", "descend", "dig", "dist", "dors", "ext", "extens", "extern", "fac", "fem", "fib", "flex",
    "flexor", "front", "gen", "great", "hal", "hall", "ind", "index", "inf", "infer", "int", "inter", "intern",
    "lab", "lat", "later", "long", "low", "lumb", "mag", "magn", "maj", "major", "mast", "max", "maxim", "med",
    "medial", "medius", "men", "ment", "mid", "midd", "min", "minim", "minor", "nas", "obl", "obliq", "oris",
    "pal", "palm", "part", "ped", "per", "plant", "pol", "poll", "post", "poster", "prof", "pron", "pub", "quad",
    "rad", "radial", "rect", "rot", "sac", "scal", "scap", "short", "spin", "sup", "super", "superf", "temp",
    "tens", "tensor", "thor", "tib", "trans", "transv", "trap", "uln", "upper", "vert",
}  # fmt: skip
"""Clippings and words that say too little by themselves: a name of these alone is a short form."""


def clippings(names: Iterable[tuple[str, str, bool]], known: Container[str]) -> dict[str, list[tuple[str, bool]]]:
    """The clipped forms of each muscle with whether ordinary words could say the same; of a rare muscle they could.

    `names` are (muscle, one of its names, whether the muscle is common); `known` are words that already mean
    something. A form that a common muscle and a rare one would share is the common one's; a rare muscle's single word
    is not clipped.
    """
    owners: dict[bool, dict[str, set[str]]] = {True: defaultdict(set), False: defaultdict(set)}
    for muscle, name, common in names:
        for form in forms(name.split()) if common or " " in name else ():
            owners[common][form].add(muscle)
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for common in (True, False):
        for form, muscles in owners[common].items():
            rare = not common and form in owners[True]
            if len(muscles) == 1 and form not in known and not rare:
                found[min(muscles)].append((form, not common or ORDINARY.issuperset(form.split())))
    return found


def forms(words: Sequence[str]) -> Iterator[str]:
    """The clipped forms of one name; the name itself is none of them."""
    if len(words) == 1:
        yield from (
            clip for clip in clips(words[0], MOST_ALONE) if len(clip) >= ALONE and not clip.endswith(ADJECTIVES)
        )
        return
    kept = [[word, *clips(word)] for word in words]
    while len(words) > 2 and (longest := max(kept, key=len)) and count(kept) > MOST_FORMS:
        longest.pop()
    for chosen in itertools.product(*kept):
        if any(clip != word for clip, word in zip(chosen, words, strict=True)):
            yield " ".join(chosen)


def count(kept: Sequence[Sequence[str]]) -> int:
    """How many forms the words of a name make together."""
    total = 1
    for choices in kept:
        total *= len(choices)
    return total


def clips(word: str, most: int = MOST) -> list[str]:
    """The clipped forms of a word, the shortest first, each ending with a consonant: "fem" and "femor" of "femoris"."""
    if word in WHOLE or not word.isalpha():
        return []
    return [word[:size] for size in range(FEWEST, min(most, len(word) - 2) + 1) if word[size - 1] not in VOWELS]

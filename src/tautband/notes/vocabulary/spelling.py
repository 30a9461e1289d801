"""Finds the lexicon word that a misspelt one was meant to be, without comparing it with every word.

A word and a misspelling of it become equal when letters are deleted from both, so an index of deletions finds the few
candidates; the edit distance is then computed for those alone (SymSpell's idea, W. Garbe 2012).
"""

from __future__ import annotations

SHORTEST = 6
"""Words shorter than this are taken as written: too many real words lie one letter away."""
SHORTEST_FOR_TWO = 9
LONGEST = 30
"""No word of the lexicon is longer."""


def deletions(word: str) -> set[str]:
    """`word` and every word left when one letter is deleted; two letters for words long enough."""
    found = {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
    if len(word) >= SHORTEST_FOR_TWO - 1:
        found |= {one[:i] + one[i + 1 :] for one in tuple(found) for i in range(len(one))}
    return found


def allowed(word: str) -> int:
    """How many edits may lie between a written word of this length and the word meant."""
    return 0 if not SHORTEST <= len(word) <= LONGEST else 1 if len(word) < SHORTEST_FOR_TWO else 2


def nearest(word: str, index: dict[str, str], most: int) -> str | None:
    """The one word of `index` within `most` edits of `word`, first letters equal; None when two are as near.

    `index` gives for each word that deletions leave the words it is left of, with a space between.
    """
    if not most:
        return None
    candidates = {known for key in deletions(word) for known in index.get(key, "").split() if known[0] == word[0]}
    ranked = sorted((distance(word, known, most), known) for known in candidates)
    if not ranked or ranked[0][0] > most or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words; `most + 1` when beyond `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        previous, row = row, [i] + [0] * len(other)
        for j, known in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != known))
            if before and i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == known:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
        before = previous
    return row[-1]

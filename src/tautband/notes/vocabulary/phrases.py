"""The small language in which the lexicon writes phrases, and its expansion into plain word sequences.

    (right|rt)          one of several; an empty branch makes it optional: (the|), the same as (the)?
    word?               the word or nothing
    #                   any number, in digits or words
    *                   any one word

Expansion happens when the lexicon is compiled, so that matching is a walk along a trie and nothing else.
"""

from __future__ import annotations

import re

from tautband.model.errors import PolicyError
from tautband.notes.vocabulary.tokens import Tokens

PIECE = re.compile(r"\(|\)|\||[^\s()|]+|\s+")
MOST_EXPANSIONS = 3000


def expand(phrase: str, where: str) -> list[tuple[str, ...]]:
    """Every word sequence that `phrase` stands for, without repeats, in the order written."""
    pieces = [piece for piece in PIECE.findall(phrase) if not piece.isspace()]
    sequences, used = alternatives(pieces, 0, where)
    if used != len(pieces):
        raise PolicyError(where, f"unbalanced bracket in the phrase {phrase!r}", "Close every bracket.")
    if len(sequences) > MOST_EXPANSIONS:
        raise PolicyError(where, f"{phrase!r} stands for {len(sequences)} sequences", "Write several phrases instead.")
    unique = list(dict.fromkeys(sequences))
    if not unique or any(not sequence for sequence in unique):
        raise PolicyError(where, f"{phrase!r} may be empty", "Give it at least one word that is not optional.")
    return unique


def alternatives(pieces: list[str], at: int, where: str) -> tuple[list[tuple[str, ...]], int]:
    """The sequences of `a b | c` from `at` up to a closing bracket or the end, and where it stopped."""
    every: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(pieces) and pieces[at] != ")":
        piece = pieces[at]
        if piece == "|":
            every += current
            current = [()]
            at += 1
            continue
        if piece == "(":
            inner, at = alternatives(pieces, at + 1, where)
            if at >= len(pieces):
                raise PolicyError(where, "a bracket is never closed", "Close every bracket.")
            at += 1
            if at < len(pieces) and pieces[at] == "?":
                inner.append(())
                at += 1
        else:
            optional = piece.endswith("?") and len(piece) > 1
            inner = [word_tokens(piece[:-1] if optional else piece)]
            if optional:
                inner.append(())
            at += 1
        current = [head + tail for head in current for tail in inner]
    return every + current, at


def word_tokens(piece: str) -> tuple[str, ...]:
    """A piece of a phrase cut as the text of a note would be."""
    return tuple(Tokens(piece).words)

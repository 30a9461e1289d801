"""Lets a record that a program wrote be read as a note: JSON, or rows parted by commas or semicolons without blanks.

An object of a list becomes a line, "muscle: upper trapezius, side: R, points: 1"; rows get the bars of a table. The
length is kept so that every offset counts in the record as it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

OBJECT = re.compile(r"[{\[]\s*\{?\s*\"[^\"\n]{1,60}\"\s*:")
PIECE = re.compile(r'"(?:[^"\\\n]|\\.){0,20000}"|[{}\[\],\n]|[^"{}\[\],\n]+|"')
SEMICOLON = re.compile(r";(?<=[^\s;];)(?=[^\s;])")
"""What stands before it is asked behind it, since an expression that begins with a mark is looked for by that mark."""
COMMA = re.compile(r",(?=\S|$)")
FEWEST_KEYS = 3
"""Lines of a key, a semicolon and a value that make a record of them."""
FEWEST_MARKS = 2
"""Marks of a line that make it a row."""


def without_record_marks(text: str) -> str:
    """`text` with the marks of a program's record as those of a note, the same length; unchanged where it has none."""
    if "{" in text and OBJECT.search(text):
        text = plain_json(text)
    if ";" in text or "," in text:
        text = barred_rows(text)
    return text


def plain_json(text: str) -> str:
    """The text from its first object on as lines of "key: value"."""
    match = OBJECT.search(text)
    begin = match.start() if match else len(text)
    pieces = PIECE.findall(text, begin)
    rows = row_objects(pieces)
    written: list[str] = []
    open_row = False
    depth = 0
    for at, piece in enumerate(pieces):
        sign = piece[0]
        if sign == "{":
            open_row = at in rows
        depth += (sign in "{[") - (sign in "}]")
        if sign == '"' and len(piece) > 1:
            written.append(" " + piece[1:-1].replace("\\n", "\n ").replace('\\"', "  ") + " ")
        elif sign in "{[]}":
            written.append("\n" if sign in "{}" else " ")
            open_row = open_row and sign != "}"
        elif sign == "\n":
            written.append(" " if open_row else "\n")
        elif sign == "," and depth > 0:
            written.append("," if open_row or of_values(pieces, at) else "\n")
        else:
            written.append(ANSWERS.sub(in_words, piece) if ":" in piece else piece)
    return text[:begin] + "".join(written)


ANSWERS = re.compile(r"\b(?:true|false)\b")
WORDS = {"true": "yes", "false": "no"}


def in_words(match: re.Match[str]) -> str:
    """Yes for true and no for false, filled up with blanks."""
    return WORDS[match.group()].ljust(match.end() - match.start())


def row_objects(pieces: Sequence[str]) -> set[int]:
    """The places of the objects in a list that hold plain values alone: each is a row."""
    found: set[int] = set()
    holders: list[str] = []
    begun = -1
    for at, piece in enumerate(pieces):
        if piece == "{":
            begun = at if holders and holders[-1] == "[" else -1
            holders.append(piece)
        elif piece == "[":
            begun = -1
            holders.append(piece)
        elif piece in ("}", "]"):
            if piece == "}" and begun >= 0:
                found.add(begun)
            begun = -1
            if holders:
                holders.pop()
    return found


def of_values(pieces: Sequence[str], at: int) -> bool:
    """Whether a comma parts two values of a list and not two keys."""
    following = next((i for i in range(at + 1, min(at + 4, len(pieces))) if not pieces[i].isspace()), at)
    if pieces[following][:1] in "{[":
        return False
    behind = "".join(pieces[following + 1 : following + 3]).lstrip()
    return pieces[following][:1] == '"' and not behind.startswith(":")


def barred_rows(text: str) -> str:
    """The text with bars for the commas or semicolons of its rows, and colons for those of its keys."""
    for mark, pattern in ((";", SEMICOLON), (",", COMMA)):
        if mark not in text or pattern.search(text) is None:
            continue
        lines = text.split("\n")
        counts = [len(pattern.findall(line)) if mark in line else 0 for line in lines]
        rows = in_rows(lines, counts, mark)
        keyed = {at for at, count in enumerate(counts) if count == 1 and mark == ";"}
        if rows:
            lines = [pattern.sub("|", line) if at in rows else line for at, line in enumerate(lines)]
        if len(keyed) >= FEWEST_KEYS:
            lines = [pattern.sub(":", line) if at in keyed else line for at, line in enumerate(lines)]
        text = "\n".join(lines)
    return text


HEADERS = {
    "muscle", "muscles", "site", "sites", "side", "points", "pts", "laterality", "volume", "ml", "drug", "medication",
    "trigger_points", "injected", "location", "body_site", "target", "count", "cc", "sticks",
}  # fmt: skip


def in_rows(lines: Sequence[str], counts: Sequence[int], mark: str) -> set[int]:
    """The lines that have the marks of the header above them, as rows of one table have."""
    found: set[int] = set()
    columns = 0
    for at, (line, count) in enumerate(zip(lines, counts, strict=True)):
        if count >= FEWEST_MARKS and count == columns:
            found |= {at - 1, at}
            continue
        names = {cell.strip().strip('"').lower() for cell in line.split(mark)} if count >= FEWEST_MARKS else set()
        columns = count if len(names & HEADERS) >= FEWEST_MARKS else 0
    return found

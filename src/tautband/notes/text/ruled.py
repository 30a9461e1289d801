"""Lets the ruled blanks of a printed form be read as its boxes, and its questions as its keys.

"__ 99213   X 20552" stands for two boxes of which one is ticked; "Q: Consent?  A: yes" for a key with its answer. The
length is kept so that every offset counts in the note as it came.
"""

from __future__ import annotations

import re

APART = r"(?:(?<=\s\s)|(?<=^)|(?<=: )|(?<=:)|(?<=\s)(?=_))"
CROSS = r"[xX\u2713\u2714]"
MARK = re.compile(
    APART + rf"(?P<ruled>_{{1,4}}{CROSS}_{{1,4}}|_{{1,4}}|{CROSS})(?= {{1,12}}[A-Za-z\d#]|[A-Za-z]{{3}}|[ \t]*$)"
)
"""A ruled blank, a cross or a cross upon a blank, before the name it stands for and apart from what comes before it."""
NO_NAME = re.compile(
    r" {1,40}[xX\u2713\u2714](?=\s|$)"
    r"| {0,2}(?:(?:ml|mls|cc|mg|mcg|units?|u|weeks?|wks?|days?|months?|mos?|years?|yrs?|hours?|hrs?|min|in|inch|ga?"
    r"|gauge|sites?|points?|pts?|tps?|trps?|am|pm|to|of|and|x)\b|\d{1,2}\b(?!\.\d)|[A-Za-z][A-Za-z /]{0,24}:)",
    re.IGNORECASE,
)
"""What behind a blank shows that it was to hold a value: a unit, a small number, another key. A second cross behind a
cross shows a row of a table.
"""
LAST_COLUMN = re.compile(r"(?<=\S) {2,80}(_{1,6}(?:[\w\u2713\u2714]{1,3}_{1,6})?)(?=[ \t]|$)")
"""A ruled blank behind the name it stands for, empty or filled: "64450   nerve block   __", "20553   TPI   _1_"."""
FEWEST = 2
QUESTION = re.compile(r"^([ \t]*)Q\d{0,2}[:.)](?=\s)", re.MULTILINE)
ANSWER = re.compile(r"(?:\?[ \t]*\n?[ \t]*|\n[ \t]*)A\d{0,2}[:.)](?=\s)")
FEWEST_ASKED = 3


def without_ruled_blanks(text: str) -> str:
    """`text` with boxes for the ruled blanks of its choices; unchanged where it has none."""
    if "_" in text:
        text = "\n\n".join(boxed(part) for part in text.split("\n\n"))
    text = chosen_only(text)
    if "?" in text and len(ASKED.findall(text)) >= FEWEST_ASKED and OPENLY.search(text):
        text = ASKED.sub(as_key, text)
    if len(QUESTION.findall(text)) >= FEWEST_ASKED <= len(ANSWER.findall(text)):
        text = QUESTION.sub(lambda m: " " * len(m.group()), text)
        text = ANSWER.sub(lambda m: ":".ljust(len(m.group())), text)
    return text


ASKED = re.compile(
    r"^([ \t]*(?:Q?\d{1,2}[.):][ \t]{1,4})?(?:(?:Which|What)[ \t](?=[a-z]{1,20}\?))?)([A-Za-z][^\n?:\[\]]{1,50})\?"
    r"(?=[ \t]{2,}[^\s\[])",
    re.MULTILINE,
)
"""A question that opens its line, with its number, and its answer behind blanks: "Q4. Which side?     B"."""
OPENLY = re.compile(r"^[ \t]*(?:Q?\d{1,2}[.):][ \t]{1,4}[A-Z]|Which|What|How many)[^\n?]{0,50}\?", re.MULTILINE)
"""A question that yes and no do not answer, or one with a number: a form whose questions are its keys has some."""
OF_THE_DEED = re.compile(r"^(?!what|which|how).*(?:injected|treated|needled|done|performed)$", re.IGNORECASE)
"""A question whether a muscle was injected, which its answer settles as it stands."""


def as_key(match: re.Match[str]) -> str:
    """A question as a form's key, without its number, the same length."""
    return match[0] if OF_THE_DEED.match(match[2]) else " " * len(match[1]) + match[2] + ":"


CHOSEN = re.compile(r"^([^\n>]*?(?:\.{3,}|:))([^\n>]*)>>(?=\s)", re.MULTILINE)
"""A key, the choices that a form prints behind it, and the arrows before the answer."""
YES_NO = re.compile(r"\b(?:(YES|Y) ?/ ?(?:no|n)|(?:yes|y) ?/ ?(NO|N))\b")
"""A pair of which the one in capitals was chosen."""
REFUSED = re.compile(r"/ ?[nN]")
"""What every such pair holds and few notes do; looked for by its stroke, it costs a tenth."""


def chosen_only(text: str) -> str:
    """`text` without the choices that its author passed over: "side: R / L >> R", "YES / no"."""
    if text.count(">>") >= FEWEST_ASKED and len(CHOSEN.findall(text)) >= FEWEST_ASKED:
        text = CHOSEN.sub(lambda m: m[1] + " " * (len(m.group()) - len(m[1])), text)
    if REFUSED.search(text):
        text = YES_NO.sub(lambda m: (m[1] or m[2]).ljust(len(m.group())) if m[1] else m[2].rjust(len(m.group())), text)
    return text


def boxed(part: str) -> str:
    """A part of a form with its blanks and crosses as boxes, where both stand before names or behind them."""
    lines = with_last_column(part.split("\n"))
    part = "\n".join(lines)
    marks = [marks_of(line) for line in lines]
    blanks = sum(empty(m) for found in marks for m in found)
    if blanks < FEWEST or blanks == sum(map(len, marks)):
        return part
    return "\n".join(with_boxes(line, found) for line, found in zip(lines, marks, strict=True))


def with_last_column(lines: list[str]) -> list[str]:
    """The lines of a bill or an order with boxes for the blanks of its last column, where one of them was filled."""
    found = [m for line in lines for m in [LAST_COLUMN.search(line)] if m]
    filled = {m.start(1) for m in found if m[1].strip("_")}
    left = [m for m in found if m.start(1) in filled and not m[1].strip("_") and not m.string[m.end() :].strip()]
    if len(left) < FEWEST:
        return lines
    boxes = {m.string: m.string[: m.start(1)] + "\N{BALLOT BOX}".ljust(len(m[1])) for m in left}
    return [boxes.get(line, line) for line in lines]


def marks_of(line: str) -> list[re.Match[str]]:
    """The blanks and crosses of a line that stand for a name; one at its end only where others stand before it."""
    found = [m for m in MARK.finditer(line) if not NO_NAME.match(line, m.end())]
    return found if len(found) > 1 else [m for m in found if line[m.end() :].strip()]


def with_boxes(line: str, marks: list[re.Match[str]]) -> str:
    """A line with boxes in place of its marks, the same length."""
    for m in marks:
        line = line[: m.start()] + as_box(m) + line[m.end() :]
    return line


def empty(mark: re.Match[str]) -> bool:
    """Whether a blank was left as printed."""
    return not mark["ruled"].strip("_")


def as_box(mark: re.Match[str]) -> str:
    """The box that a blank or a cross stands for, filled up with blanks."""
    return ("\N{BALLOT BOX}" if empty(mark) else "\N{BALLOT BOX WITH X}").ljust(len(mark.group()))

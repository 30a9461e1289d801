"""Lets HTML be read as text: tags and entities become blanks, line breaks or cell bars of the same length.

The length is kept so that every offset counts in the note as it came.
"""

from __future__ import annotations

import re

TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9]{0,9})\b[^<>]{0,2000}>|<!--[^<>]{0,2000}-->|<!DOCTYPE[^<>]{0,200}>", re.DOTALL
)
ENTITY = re.compile(r"&(?:#?\w{1,8});")
LEADER = re.compile(r"\.{4,}|(?<=\w)\.{3}(?=\s)|(?<=\s)\.{2,3}(?=\s)")
QUOTED = re.compile(r'(?<![^\s(:])"([^"\n]{1,40})"(?=[\s,.;)]|$)')
"""An answer written on a form, in the quotation marks of whoever copied it."""
KEYS = re.compile(r"^([ \t]*)(?:<([A-Za-z][\w /-]{1,30})>|\.([A-Za-z]{2,20}))(?=[ \t])", re.MULTILINE)
"""A form's key in angle brackets, or behind the full stop of a dot phrase."""
BREAKING = {
    "br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tbody", "thead", "title",
    "section", "header",
}  # fmt: skip
CELLS = {"td", "th"}
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&frac12;": "½", "&deg;": "°"}
ENOUGH = 3
"""A text with fewer tags than this is no markup: "<" is also "less than"."""


def without_markup(text: str) -> str:
    """`text` with its markup blanked out, the same length; the same text when it holds none."""
    if ".." in text:
        text = LEADER.sub(as_colon, text)
    if text.count('"') >= ENOUGH:
        text = QUOTED.sub(r" \1 ", text)
    if "</" not in text and ("<" in text or "\n." in text) and len(KEYS.findall(text)) >= ENOUGH:
        text = KEYS.sub(as_key, text)
    if text.count("<") < ENOUGH or len(TAG.findall(text)) < ENOUGH:
        return text
    return ENTITY.sub(plain_entity, TAG.sub(plain_tag, text))


def as_colon(match: re.Match[str]) -> str:
    """The dots that lead from a form's key to its answer as the colon they stand for, filled up with blanks."""
    return ":".ljust(match.end() - match.start())


def as_key(match: re.Match[str]) -> str:
    """A key with its colon in place of the marks around it: "<Drug>" and ".PE" as "Drug:" and "PE:"."""
    return f"{match[1]}{match[2] or match[3]}:".ljust(match.end() - match.start())


def plain_tag(match: re.Match[str]) -> str:
    """A tag as blanks, opening a line or a cell where it does so on the page."""
    name = (match.group(2) or "").lower()
    length = match.end() - match.start()
    if name in BREAKING and not match.group(1):
        return "\n" + " " * (length - 1)
    if name in CELLS and not match.group(1):
        return "|" + " " * (length - 1)
    return " " * length


def plain_entity(match: re.Match[str]) -> str:
    """An entity as its character, filled up with blanks."""
    return ENTITIES.get(match.group().lower(), " ").ljust(match.end() - match.start())

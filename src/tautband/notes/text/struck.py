"""Text that its author struck out, "~~right SCM~~", "<s>...</s>", "[deleted: ...]", as the blanks it stands for.

The length is kept so that every offset counts in the note as it came.
"""

from __future__ import annotations

import re

WAVES = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,300}~~(?!~)")
TAGGED = re.compile(r"<(s|del|strike)\b[^<>\n]{0,80}>[^<>]{0,400}</\1\s*>", re.IGNORECASE)
NAMED = re.compile(
    r"\[\s*(?:deleted|removed|struck(?: out| through)?|strike(?:through|out)?|crossed out|lined out"
    r"|(?:entered|charted|documented) in error[^\[\]:\n]{0,40}|wrong patient[^\[\]:\n]{0,40})\s*[:\-\u2013]"
    r"[^\[\]\n]{1,300}\]",
    re.IGNORECASE,
)
LINE = "\N{COMBINING LONG STROKE OVERLAY}"
LINED = re.compile(rf"(?:[^\s{LINE}]{LINE}[^\S\n]?)+")


def without_struck_text(text: str) -> str:
    """`text` with what was struck out as blanks, the same length."""
    if "~~" in text:
        text = WAVES.sub(blank, text)
    if LINE in text:
        text = LINED.sub(blank, text)
    if "</" in text:
        text = TAGGED.sub(blank, text)
    if "[" in text:
        text = NAMED.sub(blank, text)
    return text


def blank(match: re.Match[str]) -> str:
    """As many blanks as the words struck out took, its line breaks kept."""
    return "".join(sign if sign in "\r\n" else " " for sign in match.group())

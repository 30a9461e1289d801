"""Annotated sentences: "the [right](side=right) trapezius" is the sentence and what the lexicon must find in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tautband.notes.text.page import Page
from tautband.notes.vocabulary.lexicon import Lexicon, Mention
from tautband.notes.vocabulary.tokens import Tokens

MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)(?:=([^()]*))?\)")
LEXICON = Path(__file__).parents[2] / "src" / "tautband" / "notes" / "vocabulary" / "lexicon"


class Marked(NamedTuple):
    """A marked stretch of a sentence: where it stands, and the kind and value it must be found as."""

    start: int
    end: int
    kind: str
    value: str | None


def parse(annotated: str) -> tuple[str, list[Marked]]:
    """The plain sentence and its marks. A bracket that is no mark stays text, as notes have boxes."""
    text, marks, at = "", [], 0
    for match in MARK.finditer(annotated):
        text += annotated[at : match.start()]
        start = len(text)
        text += match.group(1)
        marks.append(Marked(start, len(text), match.group(2), match.group(3)))
        at = match.end()
    return text + annotated[at:], marks


def entries() -> Iterator[tuple[str, int, dict[str, Any], dict[str, Any]]]:
    """Every entry of the lexicon: file, number, the file's own keys, the entry."""
    for path in sorted(LEXICON.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, entry in enumerate(content.get("entry", [])):
            yield path.stem, number, content, entry


def found_in(lexicon: Lexicon, text: str) -> tuple[Page, list[Mention]]:
    """Every mention of every layer in a sentence."""
    page = Page(text, Tokens(text), lexicon)
    page.match()
    single = [m for layer in ("things", "headings", "columns") for m in page.find(layer)]
    return page, single + [m for layer in page.cues.values() for m in layer]


def missing(lexicon: Lexicon, annotated: str) -> list[Marked]:
    """The marks of a sentence that the lexicon does not find exactly there."""
    text, marks = parse(annotated)
    page, mentions = found_in(lexicon, text)
    spans = {(page.tokens.starts[m.first], page.tokens.ends[m.last - 1], m.kind, m.value) for m in mentions}
    bare = {span[:3] for span in spans}
    return [m for m in marks if (m if m.value is not None else m[:3]) not in (spans if m.value is not None else bare)]

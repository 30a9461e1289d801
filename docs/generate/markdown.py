"""Small pieces of Markdown: escaped text, tables, links between pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tautband.model.evidence import Citation

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


@dataclass(frozen=True)
class Page:
    """One page: its path below `docs/` and its Markdown."""

    path: str
    text: str


def plain(text: object) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Text in the type of code."""
    return f"`{text}`"


def marked(text: str) -> str:
    """A docstring's text: its back-quoted names stay code, all else is plain."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else _plain_piece(piece) for piece in pieces)


def _plain_piece(text: str) -> str:
    """Plain text with the blanks at its ends kept, to stand beside code."""
    core = text.strip()
    if not core:
        return text
    return text[: len(text) - len(text.lstrip())] + plain(core) + text[len(text.rstrip()) :]


def link(words: str, there: str, here: str, anchor: str = "") -> str:
    """A link from page `here` to page `there`. `words` is Markdown."""
    target = posixpath.relpath(there, posixpath.dirname(here)) if there != here else ""
    return f"[{words}]({target}{'#' + anchor if anchor else ''})"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown cells; nothing where there are no rows."""
    body = ["| " + " | ".join(cell or " " for cell in row) + " |" for row in rows]
    if not body:
        return ""
    return "\n".join(["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings), *body]) + "\n"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A table of names and values without headings; rows without a value are left out."""
    return table(("", ""), [(f"**{name}**", value) for name, value in rows if value])


def bullets(items: Iterable[str]) -> str:
    """A list, an item a line; nothing where there are no items."""
    return "".join(f"- {item}\n" for item in items)


def document(*parts: str) -> str:
    """Parts with a blank line between them, empty ones left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def urls(addresses: Iterable[str]) -> str:
    """Sources in a row: an address as a link that shows its host, anything else as it is named."""
    return ", ".join(_source(address) for address in addresses)


def _source(address: str) -> str:
    host = urlsplit(address).hostname
    return f"[{plain(host)}]({address})" if host else plain(address)


def cited(citation: Citation) -> str:
    """A citation: source, section, the words quoted or the rule in our own, and the addresses."""
    place = ", ".join(plain(part) for part in (citation.source, citation.section) if part)
    words = f"“{plain(citation.quote)}”" if citation.quote else plain(citation.says or "")
    addresses = urls(dict.fromkeys(filter(None, (citation.url, *citation.sources))))
    return "<br>".join(part for part in (place, words, addresses) if part)


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for none."""
    *most, end = tuple(words) or ("",)
    return f"{', '.join(most)} {last} {end}" if most else end


def counted(number: int, noun: str) -> str:
    """`1 edit`, `1,200 edits`; a noun in -y takes -ies."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"

"""A note kept as HTML, as the text a reader of its page sees: lines, lists, tables and ticked boxes stay what they are.

Offsets of evidence count in the text given here, not in the markup.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_APART = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "table", "title"])
"""Blocks with an empty line around them."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "header", "html", "legend", "main", "nav", "ol", "section", "tbody", "tfoot", "thead",
    "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "svg", "object", "del", "s", "strike"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.IGNORECASE)
_CONDITION = re.compile(r"<!\[(?:if[^<>\]]{0,200}|endif)\]>", re.IGNORECASE)
"""What word processors write around a list's numbers; a comment's own end (`<![endif]-->`) stays."""
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]{0,15}[\s/>]|!(?:DOCTYPE|--))", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\f\v\n]+")


def looks_like_html(text: str) -> bool:
    """Whether a text opens with a tag, a doctype or a comment."""
    return _TAG.match(text.lstrip("\ufeff \t\r\n")) is not None


def text_of_html(markup: str) -> str:
    """The words of a page, a line for each line and row it shows, cells with ` | ` between them.

    What the page does not show is left out, and so is what is struck out, since it no longer stands. Boxes become
    `[x]` and `[ ]`, round ones `(x)` and `( )`; of a list to choose from the chosen entries stay. Markup that is broken
    is read as far as it goes; the time is linear in its length.
    """
    reader = _Reader()
    reader.feed(_defused(markup))
    reader.close()
    lines = [line.rstrip(" |") for line in "".join(reader.out).replace("\u00a0", " ").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _defused(markup: str) -> str:
    """The markup with openings that are never closed as plain text: the parser would search to the end for each."""
    markup = _CONDITION.sub("", markup)
    markup = markup.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").replace("<![", "&lt;![")
    comments = markup.rfind("-->") + 1
    markup = markup[:comments] + markup[comments:].replace("<!--", "&lt;!--")
    tags = markup.rfind(">") + 1
    return markup[:tags] + markup[tags:].replace("<", "&lt;")


class _Reader(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._left_out = ""
        """The open element that is left out with all it holds, and how often it stands in itself."""
        self._depth = 0
        self._kept_as_is = ""
        """The open element whose blanks and line breaks stand as they are, and how often it stands in itself."""
        self._kept_depth = 0
        self._opened = False
        """Whether a cell or an entry of a list has just begun: blocks inside begin no line of their own there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out == tag == "option":
            self._left_out = ""  # the end tag of an entry may be left away
        if self._left_out:
            self._depth += tag == self._left_out
            return
        given = dict(attrs)
        chosen = tag != "option" or "selected" in given
        hidden = "hidden" in given or _HIDDEN.search(given.get("style") or "") or given.get("type") == "hidden"
        if tag in _LEFT_OUT or not chosen or hidden:
            self._left_out, self._depth = ("", 0) if tag in _VOID else (tag, 1)
        elif tag == "br":
            self.out.append("\n")
        elif tag in _APART:
            self._new_line(blank=True)
        elif tag in _BLOCKS or tag == "li":
            self._new_line()
            if tag == "li":
                self.out.append("- ")
                self._opened = True
        elif tag in _CELLS:
            self._opened = True
        elif tag == "input":
            self.out.append(_box(given))
            self._opened = False
        if self._kept_as_is:
            self._kept_depth += tag == self._kept_as_is
        elif tag not in _VOID and (tag in ("pre", "textarea") or _PREFORMATTED.search(given.get("style") or "")):
            self._kept_as_is, self._kept_depth = tag, 1

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._depth -= tag == self._left_out or (tag == "select" and self._left_out == "option")
            self._left_out = self._left_out if self._depth else ""
        elif tag in _CELLS:
            while not self._opened and self.out and not self.out[-1].strip():
                self.out.pop()
            self._opened = False
            self.out.append(" | ")
        elif tag in _APART or tag in _BLOCKS or tag == "li":
            self._new_line(blank=tag in _APART)
        if tag == self._kept_as_is:
            self._kept_depth -= 1
            self._kept_as_is = tag if self._kept_depth else ""

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._opened = self._opened and not data.strip()
            if not self._kept_as_is:
                data = _BLANKS.sub(" ", data)
                data = data.lstrip(" ") if not self.out or self.out[-1].endswith((" ", "\n")) else data
            if data:
                self.out.append(data)

    def _new_line(self, *, blank: bool = False) -> None:
        """Begin a line, unless one has begun; with `blank`, below an empty one."""
        if self._opened:
            return
        while self.out and not self.out[-1].strip(" "):
            self.out.pop()
        breaks = len(self.out[-1]) - len(self.out[-1].rstrip("\n")) if self.out else 2
        if breaks <= blank:
            self.out.append("\n" * (1 + blank - breaks))


def _box(given: dict[str, str | None]) -> str:
    """A box to tick as people write it, or what was typed into a field."""
    kind = (given.get("type") or "text").lower()
    ticked = "x" if "checked" in given else " "
    if kind == "checkbox":
        return f"[{ticked}] "
    if kind == "radio":
        return f"({ticked}) "
    return given.get("value") or "" if kind in ("text", "number", "date", "time") else ""

"""Small phrases that several views share: a citation, the note's words, a count."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.model.evidence import Citation, Evidence, EvidenceGrade

GRADES: dict[EvidenceGrade, str] = {
    "primary": "read in the original",
    "quoted": "quoted from the original by others",
    "concordant": "three or more secondary sources agree; not read in the original",
    "secondary": "a secondary source; warns only",
    "tracker": "a policy tracker; warns only",
}


def cited(citation: Citation | None) -> str:
    """A citation as one line: source, section, and the words quoted or the rule in our own."""
    if citation is None:
        return ""
    place = ", ".join(part for part in (citation.source, citation.section) if part)
    if citation.quote:
        return f"{place}: “{citation.quote}”"
    return f"{place}: {citation.says}" if citation.says else place


def quoted(evidence: Iterable[Evidence]) -> str:
    """The words of the note, each passage once, in the order they stand."""
    passages = dict.fromkeys(" ".join(e.text.split()) for e in sorted(evidence, key=lambda e: e.start))
    return " … ".join(f"“{printable(passage)}”" for passage in passages)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters other than line ends and tabs become a visible mark."""
    return text.translate(_CONTROLS)


_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10, 13)}

"""What the note must hold, as the checklist tells it: one item, and every edit that asks for it."""

from __future__ import annotations

from typing import Literal

from tautband.model.encounter import DocumentationElement
from tautband.model.evidence import Citation, EvidenceGrade
from tautband.model.finding import Severity
from tautband.model.strict import Strict

When = Literal["always", "first", "repeat"]


class By(Strict):
    """One edit that asks for an item. `when`: of every session, of the first, or of later ones only."""

    edit: str
    revision: str
    lcd: str | None = None
    severity: Severity
    when: When = "always"
    says: str | None = None
    """The rule in the words of its citation, ours or quoted."""
    evidence_grade: EvidenceGrade
    citation: Citation


class Item(Strict):
    """One thing the note must show (or must not name), and who asks.

    `elements` are documentation elements that show it: all of them, or `at_least` so many. An item without elements is
    a number, a name or a dose; `fact` says which.
    """

    shows: str
    elements: tuple[DocumentationElement, ...] = ()
    at_least: int | None = None
    fact: str | None = None
    by: tuple[By, ...]


class Checklist(Strict):
    """What the note of a trigger point session must hold for one payer on one day, and what is not known of it.

    `covered` False: the payer's own policy is known in part or not at all. `contractors` are those of Medicare that may
    serve the place, where the payer is bound by what they adopt: several where only the ZIP code would tell.
    """

    payer: str | None
    state: str | None
    contractors: tuple[str, ...] = ()
    date: str
    covered: bool
    items: tuple[Item, ...]
    not_known: tuple[str, ...] = ()

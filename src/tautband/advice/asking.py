"""What one edit asks of a note, in words: a function for each kind of edit that reads notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from tautband.advice.prompts import ELEMENTS, FACTS
from tautband.model.encounter import DocumentationElement


@dataclass(frozen=True)
class Asking:
    """One thing asked: the sentence, and the elements or the fact that show it."""

    shows: str
    elements: tuple[DocumentationElement, ...] = ()
    at_least: int | None = None
    fact: str | None = None


def asked_by(kind: str, parameters: Any) -> list[Asking]:
    """What an edit asks of the note, from its kind and parameters; empty for a kind that reads no note."""
    return _BY_KIND[kind](parameters) if kind in _BY_KIND else []


def reads_notes(kind: str) -> bool:
    """Whether edits of a kind ask something of the note."""
    return kind in _BY_KIND


def _documented(p: Any) -> list[Asking]:
    found = [Asking(ELEMENTS[element], (element,)) for element in p.all_of]
    if p.any_of:
        shown = "; ".join(ELEMENTS[element] for element in p.any_of)
        found.append(Asking(f"at least {p.at_least} of: {shown}", tuple(p.any_of), p.at_least))
    return found


def _number(p: Any) -> list[Asking]:
    bounds = [
        f"{word} {bound:g}" for word, bound in (("at least", p.minimum), ("at most", p.maximum)) if bound is not None
    ]
    return [Asking(f"{FACTS[p.fact]}: {', '.join(bounds)}", fact=p.fact)]


def _response(p: Any) -> list[Asking]:
    asks = f"after {p.max_sessions} sessions, relief after the last one: at least {p.minimum_relief:g} percent"
    return [Asking(asks, fact="relief_percent")]


def _named(p: Any) -> list[Asking]:
    found = []
    if p.nothing_but:
        found.append(Asking(f"{FACTS[p.fact]}: something other than {_names(p.nothing_but)} alone", fact=p.fact))
    if p.any_of:
        found.append(Asking(f"{FACTS[p.fact]}: none of {_names(p.any_of)}", fact=p.fact))
    return found


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _muscles(p: Any) -> list[Asking]:
    del p
    return [Asking("each muscle injected, by name and side: the code stands for their number", fact="muscles")]


def _dose(p: Any) -> list[Asking]:
    del p
    return [Asking("strength and volume of each drug that is billed, so that its units can be counted", fact="dose")]


def _waste(p: Any) -> list[Asking]:
    del p
    asks = "of each drug that is paid separately: the container, and what of a single-dose one was discarded"
    return [Asking(asks, fact="waste")]


_BY_KIND: dict[str, Callable[[Any], list[Asking]]] = {
    "documented": _documented,
    "number_in_note": _number,
    "named_in_note": _named,
    "sessions_without_response": _response,
    "code_matches_muscle_count": _muscles,
    "drug_units_match_dose": _dose,
    "waste_modifier": _waste,
}

DRUG_FACTS = ("dose", "waste")
"""Asked of the drug lines, whatever procedure stands beside them."""

assert set(ELEMENTS) == set(get_args(DocumentationElement))

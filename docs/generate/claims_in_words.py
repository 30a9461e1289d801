"""The claim of an example in a few words: date, place, lines, history and what the note shows."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.markdown import code, listed, plain
from docs.generate.words import spoken
from tautband.model.policy import ExampleClaim, ExampleNote


def claim_in_words(claim: ExampleClaim) -> str:
    """One cell: the parts of the claim, a line each."""
    return "<br>".join(_parts(claim))


def _parts(claim: ExampleClaim) -> Iterator[str]:
    where = [plain(claim.payer)] if claim.payer else []
    where += [claim.state] if claim.state else []
    where += [f"ZIP {claim.zip}"] if claim.zip else []
    where += [f"place {claim.pos}"] if claim.pos else []
    yield ", ".join([str(claim.date), *where])
    yield ", ".join(code(line) for line in claim.lines)
    if claim.no_history:
        yield "earlier services not known"
    elif claim.history:
        whose = "" if claim.history_scope == "all" else ", own practice only"
        yield f"earlier: {', '.join(map(plain, claim.history))}{whose}"
    elif claim.history_scope != "all":
        yield "no earlier services in the own practice"
    if claim.history_from:
        yield f"history known from {claim.history_from}"
    if claim.filed_on:
        yield f"filed on {claim.filed_on}"
    if claim.criteria:
        yield f"criteria: {', '.join(map(plain, claim.criteria))}"
    if claim.note:
        yield f"note: {'; '.join(_note(claim.note)) or 'says nothing of this'}"


def _note(note: ExampleNote) -> Iterator[str]:
    if note.muscles is not None:
        yield listed(map(plain, note.muscles)) or "no muscle"
    if note.groups:
        yield f"groups {listed(map(plain, note.groups))}"
    shown = [spoken(element) for element, present in note.documentation.items() if present]
    missing = [spoken(element) for element, present in note.documentation.items() if not present]
    if shown:
        yield f"shows {listed(shown)}"
    if missing:
        yield f"no {listed(missing, 'or')}"
    for name in ("relief_percent", "relief_weeks", "care_weeks", "symptom_weeks", "performer"):
        if (value := getattr(note, name)) is not None:
            yield f"{spoken(name)} {plain(f'{value:g}' if isinstance(value, float) else value)}"
    if note.indications:
        yield listed(plain(spoken(word)) for word in note.indications)
    if note.drugs:
        yield listed(map(plain, note.drugs))

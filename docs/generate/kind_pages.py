"""A page for each kind of edit: what it asks, its parameters, the outcomes it can give, the policies that use it."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from docs.generate.markdown import Page, bullets, code, counted, document, link, marked, plain, table
from docs.generate.parameters_in_words import parameters_in_words
from docs.generate.stated import Stated
from docs.generate.words import OUTCOMES, spoken
from tautband.edits.kind import Kind, Need
from tautband.edits.kinds import all_kinds

INDEX = "reference/kinds/index.md"
_NEEDS: dict[Need, str] = {
    "history": "the patient's earlier services",
    "note": "the note, or the facts read from it",
    "same_day": "the other lines of the day",
}
_SETS = {
    "codes": "procedure codes, ranges of them, or names of groups",
    "diagnoses": "diagnosis codes; a trailing `*` takes all that begin so",
    "modifiers": "modifiers",
    "places": "places of service",
    "names": "names of a table",
    "elements": "documentation elements",
}


def kind_path(kind: str) -> str:
    """The page of a kind."""
    return f"reference/kinds/{kind}.md"


def sentence(kind: str) -> str:
    """The first sentence of a kind's page, without its full stop."""
    return _paragraphs(all_kinds()[kind])[0].split(". ")[0].rstrip(".")


def kind_pages(stated: Stated) -> Iterator[Page]:
    """The index of kinds and a page for each."""
    kinds = all_kinds()
    used = {name: sum(s.edit.kind == name for s in stated.statements) for name in kinds}
    rows = [
        (link(code(name), kind_path(name), INDEX), plain(sentence(name)), str(used[name])) for name in sorted(kinds)
    ]
    opening = (
        "A kind is the logic of an edit; a policy supplies the numbers, the lists and the source. "
        f"{counted(len(kinds), 'kind')} serve {counted(len(stated.statements), 'edit')}."
    )
    yield Page(INDEX, document("# Kinds of edit", opening, table(("Kind", "What it holds claims to", "Edits"), rows)))
    for name in sorted(kinds):
        yield Page(kind_path(name), _page(stated, kinds[name]))


def _page(stated: Stated, kind: Kind) -> str:
    here = kind_path(kind.name)
    needs = [_NEEDS[need] for need in sorted(kind.needs)]
    outcomes = [f"**{spoken(outcome)}**: {words}" for outcome, words in OUTCOMES.items() if outcome in kind.gives]
    return document(
        f"# {kind.name}",
        link("Kinds of edit", INDEX, here),
        *(marked(paragraph) for paragraph in _paragraphs(kind)),
        f"Its finding reads: “{plain(kind.says)}”, with the claim's own values in the braces.",
        "## What it needs\n\n" + bullets(needs) if needs else "",
        "## Outcomes it can give\n\n" + bullets(outcomes),
        "## Parameters",
        marked(" ".join((inspect.getdoc(kind.Params) or "").split())),
        table(("Parameter", "Takes", "Unless given"), _parameters(kind)),
        _uses(stated, kind, here),
    )


def _paragraphs(kind: Kind) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (inspect.getdoc(kind) or kind.name).split("\n\n")]


def _parameters(kind: Kind) -> Iterator[tuple[str, str, str]]:
    for name, info in kind.Params.model_fields.items():
        yield code(name), takes(info.annotation, info.metadata), _default(info)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "must be given"
    if info.default is None:
        return "not set"
    if isinstance(info.default, bool):
        return "yes" if info.default else "no"
    if info.default == ():
        return "none"
    return plain(spoken(str(info.default)))


def takes(annotation: Any, metadata: typing.Sequence[Any] = ()) -> str:
    """What values a parameter takes, in words."""
    for marker in metadata:
        if isinstance(marker, str) and marker in _SETS:
            return _SETS[marker]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return takes(arguments[0], annotation.__metadata__)
    if origin in (typing.Union, UnionType):
        return " or ".join(takes(argument) for argument in arguments if argument is not NoneType)
    if origin is Literal:
        return ", ".join(code(word) for word in arguments)
    return {int: "a whole number", float: "a number", bool: "yes or no", date: "a date"}[annotation]


def _uses(stated: Stated, kind: Kind, here: str) -> str:
    rows = [
        (
            link(code(statement.name), dated.path, here, statement.anchor),
            dated.dates,
            statement.severity,
            "<br>".join(parameters_in_words(stated, statement.edit, here)),
        )
        for dated in stated.revisions
        for statement in dated.statements
        if statement.edit.kind == kind.name
    ]
    none = "No policy held here uses it yet."
    return document("## Used by", table(("Edit", "Dates of service", "Severity", "Asks"), rows) or none)

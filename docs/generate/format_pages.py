"""The file formats, read off the models: a claim, a history, an encounter, the answers, a policy file."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docs.generate.markdown import Page, bullets, code, document, link, marked, plain, table
from tautband.edits.line_columns import CHARGE, NAMES, REQUIRED
from tautband.model.case import Case
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.coding import Coding
from tautband.model.desk import DeskSettings, PastAppeal
from tautband.model.encounter import Encounter
from tautband.model.finding import ScrubResult
from tautband.model.policy import Payer, Revision
from tautband.model.registration import Registration
from tautband.model.work_list import WorkList

INDEX = "reference/formats/index.md"
FORMATS: Mapping[str, tuple[str, tuple[type[BaseModel], ...]]] = {
    "claim": ("A claim, as `scrub` reads it", (Claim,)),
    "history": ("Earlier services, as `--history` reads them", (HistoryEntry,)),
    "encounter": ("The facts of a note, as `code` reads and prints them", (Encounter,)),
    "registration": ("What the front desk knows", (Registration,)),
    "case": ("A case, as `claim --case` keeps it", (Case,)),
    "coding": ("The codes a note supports, as `code --json` prints them", (Coding,)),
    "findings": ("What stands against a claim, as `scrub --json` prints it", (ScrubResult,)),
    "work-list": ("The work list, as `remit --json` prints it", (WorkList,)),
    "desk": ("The practice's figures, as `remit --practice` reads them", (DeskSettings,)),
    "past-appeals": ("Past appeals, as `remit --history-of-appeals` reads them", (PastAppeal,)),
    "policy": ("A policy file and the list of payers", (Revision, Payer)),
}
LINES = "Claim lines, as `scrub` and `audit` read them"
_PLAIN: Mapping[Any, str] = {
    str: "text", int: "whole number", float: "number", bool: "true or false", date: "date", Decimal: "number",
    Any: "any value",
}  # fmt: skip


def format_path(name: str) -> str:
    """The page of a format."""
    return f"reference/formats/{name}.md"


def format_pages() -> Iterator[Page]:
    """The index of formats and a page for each."""
    opening = (
        'Codes, dates and amounts are text in JSON: `"20552"`, `"2026-03-02"`, `"95.00"`. A key that is not listed '
        "is refused, with the nearest one that is."
    )
    titles = {**{name: title for name, (title, _) in FORMATS.items()}, "lines": LINES}
    items = [f"{link(name, format_path(name), INDEX)}: {title}" for name, title in titles.items()]
    yield Page(INDEX, document("# File formats", opening, bullets(items)))
    for name, (title, models) in FORMATS.items():
        sections = [_section(model) for root in models for model in reachable(root)]
        here = format_path(name)
        yield Page(here, document(f"# {title.replace('`', '')}", link("File formats", INDEX, here), *sections))
    yield _lines_page(format_path("lines"))


def _lines_page(here: str) -> Page:
    """The columns of a file of claim lines, by every name they are known by."""
    rows = [
        (code(column), ", ".join(map(code, names[1:])), "yes" if column in REQUIRED else "")
        for column, names in {**NAMES, "charge": CHARGE}.items()
    ]
    return Page(
        here,
        document(
            f"# {LINES.replace('`', '')}",
            link("File formats", INDEX, here),
            "Parquet or CSV, one row a line of a claim. Letter case does not matter; the first name that a file has "
            "counts. Other columns are left alone, and by `audit` the charge. `modifiers` and `diagnoses` are "
            "lists that stand for the four columns of each.",
            table(("Column", "Known also as (Tuva, CMS carrier files)", "Needed"), rows),
            "A diagnosis belongs to the line that points to it. Tuva gives those of the claim; its first four stand "
            "for each line.",
        ),
    )


def reachable(root: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and every model its fields hold, each once, the outer before the inner."""
    found: list[type[BaseModel]] = []
    waiting = [root]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found.append(model)
            for info in model.model_fields.values():
                waiting.extend(_models(info.annotation))
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _section(model: type[BaseModel]) -> str:
    meanings = _meanings(model)
    rows = [
        (
            code(info.alias or name),
            "<br>".join(filter(None, (holds(info.annotation), marked(in_json(meanings.get(name, "")))))),
            _needed(info),
        )
        for name, info in model.model_fields.items()
    ]
    paragraphs = [" ".join(part.split()) for part in (inspect.getdoc(model) or "").split("\n\n")]
    return document(
        f"## {model.__name__} {{#{anchor(model)}}}",
        *(marked(in_json(paragraph)) for paragraph in paragraphs),
        table(("Key", "Holds", "Unless given"), rows),
    )


def in_json(text: str) -> str:
    """A docstring in the words of JSON: `null` for None, a list for a tuple."""
    for ours, theirs in (("None", "null"), ("True", "true"), ("False", "false"), ("tuple", "list")):
        text = re.sub(rf"\b{ours}\b", theirs, text)
    return text


def anchor(model: type[BaseModel]) -> str:
    """Where a model stands on its page."""
    return model.__name__.lower()


def _needed(info: FieldInfo) -> str:
    if info.is_required():
        return "must be given"
    default = info.get_default(call_default_factory=True)
    if default is None:
        return "not known"
    if default in ((), {}):
        return "none"
    if isinstance(default, BaseModel):
        return "nothing known"
    if isinstance(default, bool):
        return str(default).lower()
    return code(default)


def holds(annotation: Any) -> str:
    """What a field holds, in words."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{plain(annotation.__name__)}](#{anchor(annotation)})"
    if origin is Annotated:
        return holds(arguments[0])
    if origin in (typing.Union, UnionType):
        return " or ".join(holds(argument) for argument in arguments if argument is not NoneType)
    if origin is Literal:
        return ", ".join(code(word) for word in arguments)
    if origin is tuple:
        return f"list of {holds(arguments[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{holds(arguments[1])} by {holds(arguments[0])}"
    raise TypeError(f"no words for the type {annotation!r}")


def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """The text that stands below each field in the source, by field."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[field.target.id] = " ".join(str(after.value.value).split())
    return found

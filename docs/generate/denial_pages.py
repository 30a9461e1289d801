"""From a denial back to the edits: a page for each reason and remark code that an edit predicts or the tables hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from docs.generate.markdown import Page, bullets, code, counted, document, link, plain, table
from docs.generate.policy_pages import carc_path, rarc_path
from docs.generate.stated import Dated, Stated, Statement
from docs.generate.words import spoken
from tautband.model.denial import ROUTES, Route
from tautband.rulebook.tables.source import rows

INDEX = "reference/denials/index.md"
Predicted = list[tuple[Dated, Statement]]


def denial_pages(stated: Stated) -> Iterator[Page]:
    """The index from codes to edits, and a page for each reason code and each remark code."""
    edits = [(dated, s) for dated in stated.revisions for s in dated.statements]
    reasons = _by("carc", edits)
    remarks = _by("rarc", edits)
    yield Page(INDEX, _index(stated, reasons, remarks))
    for carc in sorted(reasons, key=_order):
        yield Page(carc_path(carc), _page("CARC", "carc", carc, reasons[carc]))
    for rarc in sorted(remarks, key=_order):
        yield Page(rarc_path(rarc), _page("RARC", "rarc", rarc, remarks[rarc]))


def _order(number: str) -> tuple[str, int]:
    letters = number.rstrip("0123456789")
    return letters, int(number[len(letters) :] or 0)


def _by(column: str, edits: Predicted) -> dict[str, Predicted]:
    """The edits that predict each code of the denial table or of an edit."""
    found: dict[str, Predicted] = {row[column]: [] for row in rows("denials") if row[column]}
    for dated, statement in edits:
        if number := getattr(statement.edit, column):
            found.setdefault(number, []).append((dated, statement))
    return found


def _index(stated: Stated, reasons: Mapping[str, Predicted], remarks: Mapping[str, Predicted]) -> str:
    opening = (
        "A denial comes with a reason code (CARC) and often a remark code (RARC). Here each leads back to the edits "
        "that would have told you before the claim went out. The numbers are X12's; the words are ours."
    )
    unpredicted = [s.name for s in stated.statements if not s.edit.carc]
    return document(
        "# Denial codes",
        opening,
        "## Reason codes (CARC)",
        table(("Code", "Usual causes, in our words", "Edits"), _rows("carc", reasons)),
        "## Remark codes (RARC)",
        table(("Code", "Usual causes, in our words", "Edits"), _rows("rarc", remarks)),
        "## Edits that predict no reason code" if unpredicted else "",
        bullets(code(name) for name in sorted(set(unpredicted))),
    )


def _rows(column: str, found: Mapping[str, Predicted]) -> Iterator[tuple[str, str, str]]:
    for number in sorted(found, key=_order):
        there = carc_path(number) if column == "carc" else rarc_path(number)
        says = "; ".join(dict.fromkeys(cause["says"] for cause in _causes(column, number)))
        edits = len({s.name for _, s in found[number]})
        yield link(number, there, INDEX), plain(says) or "not in the table of causes", str(edits)


def _causes(column: str, number: str) -> Iterator[dict[str, str]]:
    causes = {row["cause"]: row for row in rows("denial_causes")}
    for row in rows("denials"):
        if row[column] == number:
            yield {**causes[row["cause"]], **row}


def _on_remittance(cause: dict[str, str]) -> str:
    numbers = " ".join(filter(None, (cause["group"], cause["carc"], cause["rarc"])))
    return numbers if cause["payer_scope"] == "any" else f"{numbers} ({spoken(cause['payer_scope'])})"


def _page(what: str, column: str, number: str, predicted: Predicted) -> str:
    here = carc_path(number) if column == "carc" else rarc_path(number)
    told: dict[str, list[str]] = {}
    causes = {cause["cause"]: cause for cause in _causes(column, number)}
    for cause in _causes(column, number):
        told.setdefault(cause["cause"], []).append(_on_remittance(cause))
    rows_of_causes = [
        (
            plain(cause["says"]),
            ", ".join(told[name]),
            f"{ROUTES[cast(Route, cause['route'])]}: {plain(cause['do'])}",
            plain(cause["prevented_by"]),
        )
        for name, cause in causes.items()
    ]
    edits = [
        (
            link(code(s.name), dated.path, here, s.anchor),
            dated.dates,
            s.severity,
            s.grade,
            " ".join(filter(None, (s.edit.group, s.edit.carc, s.edit.rarc))),
        )
        for dated, s in sorted(predicted, key=lambda pair: (pair[1].name, pair[0].start))
    ]
    return document(
        f"# {what} {number}",
        link("Denial codes", INDEX, here),
        "## What it usually means",
        table(("Cause", "On the remittance", "What to do", "Prevented by"), rows_of_causes)
        or "The table of causes does not hold this code yet.",
        "## Edits that predict it",
        f"{counted(len({s.name for _, s in predicted}), 'edit')}." if edits else "No edit predicts it yet.",
        table(("Edit", "Dates of service", "Severity", "Evidence", "Codes"), edits),
    )

"""A timeline for each payer: which revision began when, what it changed, who adopted it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from docs.generate.gaps import gaps
from docs.generate.markdown import Page, code, document, link, plain, table
from docs.generate.policy_pages import payer_in_words
from docs.generate.stated import CRITERIA, NATIONAL, Dated, Stated
from tautband.model.policy import Edit

INDEX = "reference/timelines/index.md"
Event = tuple[date, str, str]
"""A day, the payer it comes from, and what happened, as Markdown."""


def timeline_path(payer: str) -> str:
    """The timeline of a payer."""
    return f"reference/timelines/{payer.lower()}.md"


def timeline_pages(stated: Stated) -> Iterator[Page]:
    """The index of timelines and one for each payer, the national rules and the criteria sets."""
    owners = [NATIONAL, *(payer.id for payer in stated.rulebook.payers.all), CRITERIA]
    rows = []
    for owner in owners:
        held = [dated for dated in stated.revisions if dated.revision.payer == owner]
        rows.append((link(payer_in_words(stated, owner), timeline_path(owner), INDEX), str(len(held))))
    opening = "What was in force when, payer by payer. Each line is a first or last date of service."
    yield Page(INDEX, document("# Timelines", opening, table(("Payer", "Revisions of its own"), rows)))
    for owner in owners:
        yield Page(timeline_path(owner), _page(stated, owner))


def _page(stated: Stated, owner: str) -> str:
    here = timeline_path(owner)
    own = owner in (NATIONAL, CRITERIA)
    payers = [owner] if own else followed(stated, owner)
    undated = [
        (link(plain(dated.revision.title), dated.path, here), code(dated.name))
        for dated in stated.revisions
        if dated.revision.payer in payers and dated.revision.first_service_date is None
    ]
    events = sorted(event for payer in payers for event in _events(stated, payer, here, payer == owner))
    others = [payer_in_words(stated, payer) for payer in payers if payer != owner]
    rows = [(str(day), *((payer_in_words(stated, whose),) if others else ()), what) for day, whose, what in events]
    headings = ("Date of service", *(("Whose",) if others else ()), "What changed")
    return document(
        f"# {payer_in_words(stated, owner)}",
        link("Timelines", INDEX, here),
        f"Bound by the policies of {', '.join(others)} too." if others else "",
        "## Start not known" if undated else "",
        table(("Policy", "Name"), undated),
        "## By date of service",
        table(headings, rows) or "No dated policy of this payer is held.",
    )


def followed(stated: Stated, payer: str) -> list[str]:
    """A payer and those it follows, nearest first."""
    follows: Mapping[str, tuple[str, ...]] = {known.id: known.follows for known in stated.rulebook.payers.all}
    found, waiting = [], [payer]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting.extend(follows.get(name, ()))
    return found


def _events(stated: Stated, payer: str, here: str, own: bool) -> Iterator[Event]:
    before: dict[str, Dated] = {}
    for dated in stated.revisions:
        revision = dated.revision
        if revision.payer != payer or not (own or revision.binds_followers):
            continue
        name = link(plain(revision.title), dated.path, here)
        if revision.perhaps_from:
            yield revision.perhaps_from, payer, f"{name} may have begun; a person decides until it surely had"
        if revision.first_service_date:
            yield revision.first_service_date, payer, f"{name} begins{_changes(before.get(dated.name), dated)}"
        for adoption in revision.adopted:
            contractor, lcd = plain(adoption.contractor), plain(adoption.lcd)
            yield adoption.since, payer, f"{contractor} adopts it as {lcd}: {name}"
        if revision.retired:
            yield revision.retired, payer, f"{name}: last day"
        before[dated.name] = dated
    for gap in gaps():
        if gap.payer == payer:
            until = f" to {gap.last}" if gap.last else ""
            yield gap.first, payer, f"not held{until}: {plain(gap.because)}"


def _changes(older: Dated | None, newer: Dated) -> str:
    """What a revision changed: edits new, gone and with other parameters or severity."""
    if older is None:
        return ""
    was: dict[str, Edit] = {edit.id: edit for edit in older.revision.edit}
    now: dict[str, Edit] = {edit.id: edit for edit in newer.revision.edit}
    parts = [
        ("new", [name for name in now if name not in was]),
        ("gone", [name for name in was if name not in now]),
        ("changed", [name for name in now if name in was and _asks(was[name]) != _asks(now[name])]),
    ]
    told = [f"{what} {', '.join(map(code, names))}" for what, names in parts if names]
    return f"<br>{'; '.join(told)}" if told else "<br>the same edits"


def _asks(edit: Edit) -> tuple[object, ...]:
    return edit.kind, edit.with_, edit.severity, edit.evidence

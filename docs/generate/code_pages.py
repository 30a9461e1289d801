"""A page for each procedure and drug code of the neighbourhood: what the tables hold of it and which edits touch it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from docs.generate.code_tables import drug_facts, fees, pairs, targets, units, validity, words
from docs.generate.markdown import Page, code, counted, document, facts, link, plain, table
from docs.generate.parameters_in_words import CODES_INDEX as INDEX
from docs.generate.parameters_in_words import group_anchor
from docs.generate.stated import Dated, Stated, Statement, code_path, holds
from tautband.edits.kinds import all_kinds
from tautband.rulebook.packed import pack_code

OTHER_CODES = ("with_codes", "beside")
"""The parameters that hold codes of the same day beside those judged."""
NO_CODE = "ZZZZZ"
"""No code: an edit that judges a line with it judges every line."""


def code_pages(stated: Stated) -> Iterator[Page]:
    """The index of codes with the groups that edits name, and a page for each code."""
    judged = _judged_by(stated)
    yield Page(INDEX, _index(stated, judged[NO_CODE]))
    for number in stated.codes:
        yield Page(code_path(number), _page(stated, number, judged))


def _index(stated: Stated, every_line: list[tuple[Dated, Statement]]) -> str:
    rows = [(link(number, code_path(number), INDEX), words(stated, number)) for number in stated.codes]
    groups = [
        document(
            f"### {name.replace('_', ' ')} {{#{group_anchor(name)}}}",
            ", ".join(_member(stated, member) for member in members),
        )
        for name, members in sorted(stated.groups.items())
    ]
    opening = (
        f"{counted(len(stated.codes), 'code')} around the trigger point injection: what the tables hold of each by "
        "date, and which edits touch it. The words are ours; the official descriptor of a CPT code belongs to the "
        "American Medical Association and is nowhere on this site."
    )
    return document(
        "# Codes",
        opening,
        table(("Code", "In our words"), rows),
        "## Edits that judge every line {#every-line}",
        _table(every_line, INDEX),
        "## Groups",
        "Names that edits use for codes.",
        *groups,
    )


def _member(stated: Stated, member: str) -> str:
    if member in stated.groups:
        return link(member.replace("_", " "), INDEX, INDEX, group_anchor(member))
    return link(member, code_path(member), INDEX) if member in stated.codes else member


def _page(stated: Stated, number: str, judged: dict[str, list[tuple[Dated, Statement]]]) -> str:
    here = code_path(number)
    groups = [
        link(name.replace("_", " "), INDEX, here, group_anchor(name)) for name in stated.all_groups_holding(number)
    ]
    return document(
        f"# {number}",
        link("Codes", INDEX, here),
        facts(
            [
                ("In our words", words(stated, number)),
                ("Chosen for", targets(number)),
                ("In force", validity(number)),
                ("Groups", ", ".join(groups)),
                *drug_facts(number),
            ]
        ),
        _pairs(stated, number, here),
        units(number),
        fees(number),
        _edits(stated, judged, number, here),
    )


def _pairs(stated: Stated, number: str, here: str) -> str:
    partners = stated.codes if number in stated.procedure_codes else stated.procedure_codes
    return pairs(stated, number, [partner for partner in partners if partner != number], here)


def _judged_by(stated: Stated) -> dict[str, list[tuple[Dated, Statement]]]:
    """The edits that judge a line of each code; under NO_CODE those that judge every line."""
    asked = [*stated.codes, NO_CODE]
    packed = np.array([pack_code(number) for number in asked], np.int32)
    where = {s.number: (dated, s) for dated in stated.revisions for s in dated.statements}
    found: dict[str, list[tuple[Dated, Statement]]] = {number: [] for number in asked}
    for name, kind in sorted(all_kinds().items()):
        held = stated.rulebook.kinds.get(name)
        if held is None:
            continue
        touched = kind.touched(stated.rulebook, held.columns, packed)
        for row, edit in enumerate(held.edits.tolist()):
            codes = [NO_CODE] if touched[row, -1] else [n for n, hit in zip(asked, touched[row], strict=True) if hit]
            for number in codes:
                found[number].append(where[edit])
    return found


def _edits(stated: Stated, judged: dict[str, list[tuple[Dated, Statement]]], number: str, here: str) -> str:
    beside = [
        (dated, statement)
        for dated in stated.revisions
        for statement in dated.statements
        if (dated, statement) not in judged[number] and _names(stated, statement, number)
    ]
    return document(
        "## Edits that judge a line with it",
        _table(judged[number], here) or "None by itself.",
        "## Edits that look for it on the same day" if beside else "",
        _table(beside, here),
        f"Besides, {link(counted(len(judged[NO_CODE]), 'edit'), INDEX, here, 'every-line')} judge every line.",
    )


def _names(stated: Stated, statement: Statement, number: str) -> bool:
    """Whether another code parameter of an edit than the lines it judges holds the code."""
    groups = stated.all_groups_holding(number)
    return any(
        member in groups or (member not in stated.groups and holds(member, number))
        for name in OTHER_CODES
        for member in statement.edit.with_.get(name) or ()
    )


def _table(found: list[tuple[Dated, Statement]], here: str) -> str:
    rows = [
        (link(code(s.name), dated.path, here, s.anchor), dated.dates, s.severity, plain(s.grade))
        for dated, s in sorted(found, key=lambda pair: (pair[1].name, pair[0].start))
    ]
    return table(("Edit", "Dates of service", "Severity", "Evidence"), rows)

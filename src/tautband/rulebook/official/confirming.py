"""Articles as published held against the edits that were written from others' accounts of them.

An edit whose list of diagnoses is not `primary` is confirmed where the article lists the same codes. Where it lists
others the edit is corrected: from the first day of the article's version, and for the contractors that adopted it, a
revision with the published list takes the edit's place. An article in several groups is left to a person, since which
group belongs to which code stands in its text alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tautband.model.policy import Adopted, Edit, Revision
from tautband.rulebook.book import Rulebook
from tautband.rulebook.official.lookups.articles import Article, Articles
from tautband.rulebook.packed import NO_DATE, day_date, day_number, unpack_diagnosis
from tautband.rulebook.tables.diagnoses import DiagnosisStatus

KIND = "diagnosis_covered"


@dataclass(frozen=True)
class Comparison:
    """One edit as one contractor adopted it, beside its article. `outcome`: confirms, corrects, or groups (a person
    must read which list belongs to which code).
    """

    edit_id: str
    number: int
    revision: Revision
    last: date | None
    adopted: Adopted
    article: Article
    added: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """What the article does to the edit."""
        if self.article.groups > 1:
            return "groups"
        return "corrects" if self.added or self.dropped else "confirms"

    def says(self) -> str:
        """One sentence for a person."""
        name = f"{self.article.number} version {self.article.version} ({self.adopted.lcd}, {self.adopted.contractor})"
        if self.outcome == "groups":
            return f"{name} lists diagnoses in {self.article.groups} groups: read which belongs to {self.edit_id}"
        if self.outcome == "confirms":
            return f"{name} confirms {self.edit_id}: the same {len(self.article.covered)} diagnoses"
        changes = [
            f"{word} {', '.join(codes[:12])}{' and more' if len(codes) > 12 else ''}"
            for word, codes in (("lists also", self.added), ("does not list", self.dropped))
            if codes
        ]
        return f"{name} corrects {self.edit_id} from {self.article.begins}: it {'; it '.join(changes)}"


def compare(book: Rulebook, articles: Articles) -> Iterator[Comparison]:
    """Every adopted edit with a list of diagnoses, beside the article that the export holds for it."""
    kind = book.kinds.get(KIND)
    if kind is None:
        return
    for row, number in enumerate(kind.edits.tolist()):
        entry = book.revision_of(number)
        revision = book.revision(book.revision_number(number))
        for adopted in revision.adopted:
            for article in articles.of(adopted.lcd, adopted.article):
                held = int(kind.columns["diagnoses"][row])
                added, dropped = _differences(book, held, article)
                yield Comparison(
                    book.edit_id(number), number, revision, _last(entry["last_day"]), adopted, article, added, dropped
                )


def _last(day: int) -> date | None:
    return None if day >= NO_DATE - 1 else day_date(day)


def _differences(book: Rulebook, held: int, article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the article lists beyond the edit, and the billable codes that the edit holds beyond the article."""
    if held < 0:
        return tuple(unpack_diagnosis(code) for code in article.covered.tolist()), ()
    tables = book.tables.diagnoses
    known = tables.keys
    of_edit = known[book.in_diagnosis_set(np.array([held]), known)[0]]
    status = tables.lookup(of_edit, day_number(article.begins))
    of_edit = of_edit[status == DiagnosisStatus.BILLABLE]
    in_edit = book.in_diagnosis_set(np.array([held]), article.covered)[0]
    return (
        tuple(unpack_diagnosis(code) for code in article.covered[~in_edit].tolist()),
        tuple(unpack_diagnosis(code) for code in of_edit[~np.isin(of_edit, article.covered)].tolist()),
    )


def write_corrections(found: list[Comparison], book: Rulebook, folder: Path) -> None:
    """Write a policy folder with a revision for each corrected edit and contractor, from the article's day on."""
    by_file: dict[Path, list[Comparison]] = {}
    for comparison in found:
        if comparison.outcome == "corrects":
            lcd = comparison.adopted.lcd.lower()
            begins = max(comparison.article.begins, comparison.adopted.since)
            place = folder / comparison.revision.payer / f"{lcd}-article" / f"{begins.isoformat()}.toml"
            by_file.setdefault(place, []).append(comparison)
    for place, members in by_file.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_revision(members, book), encoding="utf-8")


def _revision(members: list[Comparison], book: Rulebook) -> str:
    first = members[0]
    adopted, article = first.adopted, first.article
    source = f"{article.number}, version {article.version}, Medicare Coverage Database"
    lines = [
        f"title = {_text(f'Covered diagnoses of {article.number} as published')}",
        'evidence = "primary"', "complete = false",
        *([f"retired = {first.last.isoformat()}"] if first.last else []),
        "[source]", f"source = {_text(source)}", f"says = {_text('The list of covered diagnoses, as loaded.')}",
        "[[adopted]]", f"lcd = {_text(adopted.lcd)}", f"article = {_text(article.number)}",
        f"contractor = {_text(adopted.contractor)}", f"macs = {json.dumps(list(adopted.macs))}",
        f"from = {max(article.begins, adopted.since).isoformat()}",
    ]  # fmt: skip
    for comparison in members:
        lines += _edit(comparison, book.edit(comparison.number), source)
    return "\n".join(lines) + "\n"


def _edit(comparison: Comparison, edit: Edit, source: str) -> list[str]:
    covered = [unpack_diagnosis(code) for code in comparison.article.covered.tolist()]
    plain = {"group": edit.group, "carc": edit.carc, "rarc": edit.rarc, "liability": edit.liability}
    lines = ["[[edit]]", f"id = {_text(edit.id)}", f"kind = {_text(KIND)}", f"severity = {_text(edit.severity)}"]
    lines += [f"{name} = {_text(value)}" for name, value in plain.items() if value]
    if edit.appealable is not None:
        lines.append(f"appealable = {json.dumps(edit.appealable)}")
    lines += [f"instead_of = {json.dumps([comparison.edit_id])}", "[edit.with]"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in edit.with_.items() if name != "diagnoses"]
    lines += [f"diagnoses = {json.dumps(covered)}", "[edit.citation]", f"source = {_text(source)}"]
    lines += [f"says = {_text(f'The article lists {len(covered)} diagnoses as covered.')}"]
    if edit.remedy:
        lines += ["[edit.remedy]", f"kind = {_text(edit.remedy.kind)}", f"says = {_text(edit.remedy.says)}"]
    return lines


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)

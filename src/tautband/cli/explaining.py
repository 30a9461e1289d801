"""What the rule book holds under a name: edits with their revisions, or what the tables know of a code."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tautband.cli.code_facts import Fact, diagnosis_facts, procedure_facts
from tautband.model.errors import InputError
from tautband.model.policy import Edit
from tautband.rulebook.book import Rulebook


@dataclass(frozen=True)
class Stated:
    """An edit as one revision states it. `first` is a date or `undated`; `last` is None while it is in force."""

    edit_id: str
    first: str
    last: date | None
    edit: Edit


@dataclass(frozen=True)
class Page:
    """The page for one name: the statements of an edit in order of date, or the facts of a code on a day."""

    name: str
    day: date
    edits: tuple[Stated, ...] = ()
    facts: tuple[Fact, ...] = ()

    def document(self) -> dict[str, Any]:
        """The page as a JSON object."""
        edits = [
            {
                "edit": s.edit_id,
                "from": s.first,
                "to": s.last and s.last.isoformat(),
                **s.edit.model_dump(mode="json", by_alias=True, exclude={"id"}),
            }
            for s in self.edits
        ]
        facts = [{"about": fact.about, "says": fact.says, "source": fact.source} for fact in self.facts]
        return {"schema": 1, "name": self.name, "date": self.day.isoformat(), "edits": edits, "facts": facts}


def page_of(rulebook: Rulebook, name: str, day: date) -> Page:
    """The page for an edit's id (or its last part), a procedure or a diagnosis code; InputError for any other name."""
    if edits := _edits_named(rulebook, name):
        return Page(name, day, edits=edits)
    code = name.strip().upper()
    if re.fullmatch(r"[0-9A-Z][0-9]{3}[0-9A-Z]", code) and (facts := procedure_facts(rulebook, code, day)):
        return Page(code, day, facts=facts)
    if re.fullmatch(r"[0-9A-Z][0-9A-Z.]{1,8}", code) and (facts := diagnosis_facts(rulebook.tables, code, day)):
        return Page(code, day, facts=facts)
    known = sorted({part for edit_id in rulebook.edit_ids() for part in (edit_id, edit_id.rsplit("/", 1)[-1])})
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else "`tautband policy show POLICY` names the edits of a policy."
    raise InputError(name, "no edit and no code of the rule book", hint)


def _edits_named(rulebook: Rulebook, name: str) -> tuple[Stated, ...]:
    from tautband.rulebook.packed import NO_DATE, day_date

    found = []
    for number, edit_id in enumerate(rulebook.edit_ids()):
        if name in (edit_id, edit_id.rsplit("/", 1)[-1]):
            revision = rulebook.revision_of(number)
            last = None if revision["last_day"] >= NO_DATE - 1 else day_date(revision["last_day"])
            found.append(Stated(edit_id, revision["date"], last, rulebook.edit(number)))
    return tuple(found)

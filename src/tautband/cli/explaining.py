"""What the rule book holds under a name: an edit's revisions, a code's facts and edits, a denial's causes and edits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tautband.cli.code_facts import Fact, diagnosis_facts, procedure_facts
from tautband.cli.denial_facts import DenialName, Meaning, denial_named, meanings, predicts
from tautband.cli.statements import Stated, in_force, statements, touching
from tautband.model.errors import InputError, did_you_mean
from tautband.model.identifiers import is_procedure_code
from tautband.rulebook.book import Rulebook
from tautband.rulebook.official.lookups.own import ReasonCode


@dataclass(frozen=True)
class Page:
    """The page for one name on a day, each part empty where the name is nothing of that kind.

    `edits` are the statements of the edit so named, in order of date. `facts` is what the tables say of the code, and
    `touching` the edits in force that name it, beside `every_line` edits that judge lines of any code. `denials` are
    the causes that a denial so coded may have, `predicting` the edits in force that expect it, and `licensed` its codes
    in the words of the lists that the user loaded.
    """

    name: str
    day: date
    edits: tuple[Stated, ...] = ()
    facts: tuple[Fact, ...] = ()
    touching: tuple[Stated, ...] = ()
    every_line: int = 0
    denial: DenialName | None = None
    denials: tuple[Meaning, ...] = ()
    predicting: tuple[Stated, ...] = ()
    licensed: tuple[ReasonCode, ...] = ()

    def document(self) -> dict[str, Any]:
        """The page as a JSON object."""
        return {
            "schema": 1,
            "name": self.name,
            "date": self.day.isoformat(),
            "edits": [stated.document() for stated in self.edits],
            "facts": [{"about": fact.about, "says": fact.says, "source": fact.source} for fact in self.facts],
            "touched_by": [stated.edit_id for stated in self.touching],
            "denials": [
                {
                    "cause": meaning.cause.id,
                    "says": meaning.cause.says,
                    "do": meaning.cause.do,
                    "route": meaning.cause.route,
                    "prevented_by": list(meaning.cause.prevented_by),
                    "codes": [
                        {"group": c.group, "carc": c.carc, "rarc": c.rarc, "payer_scope": c.payer_scope}
                        for c in meaning.codes
                    ],
                    "by_reason_code_alone": meaning.nearest,
                }
                for meaning in self.denials
            ],
            "licensed": [
                {"code": code.code, "text": code.text, "valid": code.valid_on(self.day)} for code in self.licensed
            ],
            "predicted_by": [
                {"edit": stated.edit_id, "severity": stated.severity, "from": stated.first}
                for stated in self.predicting
            ],
        }


def page_of(rulebook: Rulebook, name: str, day: date) -> Page:
    """The page for an edit's id (or its last part), a procedure, drug or diagnosis code, or a denial's codes.

    A name may be several of these at once. Raises InputError for one that is none.
    """
    if edits := statements(rulebook, lambda number: name in _names(rulebook.edit_id(number))):
        return Page(name, day, edits=edits)
    code = name.strip().upper()
    facts: tuple[Fact, ...] = ()
    naming: tuple[Stated, ...] = ()
    every_line = 0
    if is_procedure_code(code) and (facts := procedure_facts(rulebook, code, day)):
        named, every = touching(rulebook, code, day)
        naming, every_line = statements(rulebook, named.__contains__), len(every)
    elif re.fullmatch(r"[0-9A-Z][0-9A-Z.]{1,8}", code):
        facts = diagnosis_facts(rulebook.tables, code, day)
    denials: tuple[Meaning, ...] = ()
    predicting: tuple[Stated, ...] = ()
    if denial := denial_named(name):
        denials = meanings(rulebook.tables.denials, denial)
        asked = denial._replace(rarc=None) if any(meaning.nearest for meaning in denials) else denial
        expected = {n for n in in_force(rulebook, day) if predicts(rulebook.edit(n), asked)}
        predicting = statements(rulebook, expected.__contains__)
    licensed = _licensed(rulebook, denial)
    if facts or denials or predicting or licensed:
        return Page(code, day, (), facts, naming, every_line, denial, denials, predicting, licensed)
    raise _unknown(rulebook, name)


def _licensed(rulebook: Rulebook, denial: DenialName | None) -> tuple[ReasonCode, ...]:
    own = rulebook.tables.own
    if own is None or denial is None:
        return ()
    found = (denial.carc and own.reason(denial.carc), denial.rarc and own.remark(denial.rarc))
    return tuple(code for code in found if code)


def _names(edit_id: str) -> tuple[str, str]:
    return edit_id, edit_id.rsplit("/", 1)[-1]


def _unknown(rulebook: Rulebook, name: str) -> InputError:
    known = sorted({part for edit_id in rulebook.edit_ids() for part in _names(edit_id)})
    if is_procedure_code(name.strip().upper()):
        hint = "The tables hold the codes that meet a trigger point injection, and no others."
        return InputError(name.strip(), "a code that no table of the rule book holds", hint)
    hint = did_you_mean(name, known, "`tautband policy show POLICY` names the edits of a policy.", alike=0.5)
    return InputError(name.strip() or "explain", "no edit, no code and no denial of the rule book", hint)

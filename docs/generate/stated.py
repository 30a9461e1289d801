"""What the rule book states, laid out for pages: revisions with their dates, edits with their computed examples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tautband.advice.policy_examples import answer
from tautband.cli.policies import timelines
from tautband.model.evidence import EvidenceGrade
from tautband.model.finding import Outcome, Severity
from tautband.model.policy import Edit, Example, Revision
from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiling import CodeGroups
from tautband.rulebook.packed import pack_code, unpack_code
from tautband.rulebook.reading import checked, read_toml
from tautband.rulebook.tables.source import rows
from tautband.shipped import POLICIES

NATIONAL, CRITERIA = "national", "criteria"
"""The folders of policies that belong to no payer."""


CODE_TABLES = ("trigger_point_codes", "service_codes", "visit_codes", "hcpcs_drugs", "code_validity", "mue_coverage")
"""The tables whose every code has a page, beside the neighbourhood of the pair table."""


def code_path(code: str) -> str:
    """The page of a procedure or drug code."""
    return f"reference/codes/{code.lower()}.md"


def holds(entry: str, code: str) -> bool:
    """Whether a code, or a range of codes such as 64400-64489, holds a code."""
    low, _, high = entry.partition("-")
    return pack_code(low) <= pack_code(code) <= pack_code(high or low)


@dataclass(frozen=True)
class Computed:
    """An example and what the program answers to it. `says` is the finding's sentence, or why nothing was evaluated."""

    example: Example
    outcome: Outcome
    says: str


@dataclass(frozen=True)
class Statement:
    """An edit as one revision states it. `number` is its number in the rule book."""

    number: int
    edit: Edit
    name: str
    severity: Severity
    grade: EvidenceGrade
    path: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its revision."""
        return self.edit.id


@dataclass(frozen=True)
class Dated:
    """A revision with its last service date (None: in force) and the statements of its edits."""

    name: str
    revision: Revision
    last: date | None
    statements: tuple[Statement, ...]

    @property
    def start(self) -> str:
        """Its first service date, or `undated`."""
        first = self.revision.first_service_date
        return first.isoformat() if first else "undated"

    @property
    def path(self) -> str:
        """Its page."""
        return f"reference/policies/{self.name}/{self.start}.md"

    @property
    def dates(self) -> str:
        """Its dates of service in words."""
        first = self.revision.first_service_date
        begins = f"from {first}" if first else "start not known"
        return begins + (f" to {self.last}" if self.last else "")


class Stated:
    """The whole rule book, policy by policy in order of date."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.tables = rulebook.tables

    @cached_property
    def revisions(self) -> tuple[Dated, ...]:
        """Every revision."""
        numbers: dict[tuple[str, str], int] = {}
        for number, name in enumerate(self.rulebook.edit_ids()):
            key = (name, self.rulebook.revision_of(number)["date"])
            numbers[key] = number
        found = []
        for name, dated in timelines(self.rulebook).items():
            for revision, last in dated:
                bare = Dated(name, revision, last, ())
                statements = tuple(
                    self._statement(numbers[f"{name}/{edit.id}", bare.start], edit, name, bare.path)
                    for edit in revision.edit
                )
                found.append(Dated(name, revision, last, statements))
        return tuple(found)

    def _statement(self, number: int, edit: Edit, policy: str, path: str) -> Statement:
        severity, grade = self.rulebook.severity_of(number), self.rulebook.grade_of(number)
        return Statement(number, edit, f"{policy}/{edit.id}", severity, grade, path)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every edit of every revision."""
        return tuple(statement for dated in self.revisions for statement in dated.statements)

    @cached_property
    def procedure_codes(self) -> tuple[str, ...]:
        """The procedure codes of the family, fewest muscles first."""
        return tuple(row["code"] for row in rows("trigger_point_codes"))

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups of codes that edits name, each with its members as written."""
        file = POLICIES / "code_groups.toml"
        return dict(checked(CodeGroups, read_toml(file), str(file)).group)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every procedure and drug code that a table speaks of by itself: each has a page."""
        neighbours = {unpack_code(int(packed)) for packed in self.tables.pairs.neighbourhood()}
        listed = {row["code"] for name in CODE_TABLES for row in rows(name)}
        return tuple(sorted(neighbours | listed))

    def groups_holding(self, code: str) -> tuple[str, ...]:
        """The groups that name a code itself or a range with it, in alphabetical order."""
        return tuple(
            name
            for name, members in sorted(self.groups.items())
            if any(holds(member, code) for member in members if member not in self.groups)
        )

    def all_groups_holding(self, code: str) -> tuple[str, ...]:
        """The groups that hold a code, also through another group."""
        found = set(self.groups_holding(code))
        while wider := {n for n, members in self.groups.items() if n not in found and found & set(members)}:
            found |= wider
        return tuple(sorted(found))

    def computed(self, dated: Dated, statement: Statement) -> list[Computed]:
        """The examples of an edit with what the program answers. ValueError where it is not what the author says."""
        found = []
        for example in statement.edit.example:
            where = f"{statement.path}: {example.name}"
            outcome, says = answer(example, dated.revision.payer, statement.name, self.rulebook)
            if outcome != example.gives:
                raise ValueError(f"{where}: gives {outcome}, and its author says {example.gives}")
            found.append(Computed(example, outcome, says))
        return found

"""Which edits bind a line, read from the policy files one by one: payer, place and date decide."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oracle.lines import Line, Sets
from tautband.rulebook.tables import Tables

SEVERITIES = ("info", "warn", "deny")
FIRST_OF_UNDATED = date(2015, 10, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bound:
    """An edit in force for a line. `contested`: whether it binds is for a person to say."""

    id: str
    revision: str
    kind: str
    parameters: dict[str, Any]
    severity: str
    contested: bool


@dataclass(frozen=True)
class _Revision:
    payer: str
    policy: str
    name: str
    first: date
    last: date
    tables: dict[str, Any]


class Policies:
    """Every policy under a folder."""

    def __init__(self, root: Path, tables: Tables) -> None:
        self._tables = tables
        self.sets = Sets(_read(root / "code_groups.toml")["group"])
        self._payers = {payer["id"]: payer for payer in _read(root / "payers.toml")["payer"]}
        self._revisions = [r for policy in sorted(root.glob("*/*")) for r in _timeline(policy)]
        self.kinds = {edit["kind"] for r in self._revisions for edit in r.tables.get("edit", ())}
        self._known: dict[Any, list[Bound]] = {}

    def binding(self, line: Line) -> list[Bound]:
        """The edits in force for a judged line, whatever their codes."""
        claim = line.billed_by
        key = (claim.payer, claim.state, claim.zip_code, claim.criteria, line.day)
        if key not in self._known:
            replaced = self._replaced(line)
            self._known[key] = [
                bound
                for revision in self._revisions
                if (contested := self._binds(revision, line)) is not None
                for bound in self._edits(revision, claim.payer, contested)
                if bound.id not in replaced
            ]
        return self._known[key]

    def _replaced(self, line: Line) -> set[str]:
        """The national edits whose place a payer's own rule takes that day."""
        bind = [r.tables for r in self._revisions if self._binds(r, line) is not None]
        return {name for tables in bind for edit in tables.get("edit", ()) for name in edit.get("instead_of", ())}

    def _binds(self, revision: _Revision, line: Line) -> bool | None:
        """None: not in force for the line; else whether that is contested."""
        claim, tables = line.billed_by, revision.tables
        if revision.payer == "national":
            if tables.get("binds", "everyone") == "ncci_adopters" and self._adopts(claim.payer) is False:
                return None
        elif revision.payer == "criteria":
            if revision.policy not in claim.criteria:
                return None
        elif not self._speaks_to(revision, claim.payer) or claim.state not in tables.get("states", [claim.state]):
            return None
        elif tables.get("adopted"):
            return self._adopted(revision, line)
        if revision.first <= line.day <= revision.last:
            return False
        perhaps = tables.get("perhaps_from")
        return True if perhaps and perhaps <= line.day < revision.first else None

    def _adopted(self, revision: _Revision, line: Line) -> bool | None:
        serving = self._macs(line)
        began = {mac for a in revision.tables["adopted"] if a["from"] <= line.day for mac in a["macs"]} & serving
        if not began or line.day > revision.last:
            return None
        return began != serving

    def _macs(self, line: Line) -> set[str]:
        claim = line.billed_by
        place = self._tables.zips.place(claim.zip_code) if claim.zip_code else None
        if place and not place.needs_zip9:
            return {place.mac}
        state = place.state if place else claim.state
        return {mac.mac for mac in self._tables.jurisdictions.all() if state in mac.states}

    def _speaks_to(self, revision: _Revision, payer: str | None) -> bool:
        if not revision.tables.get("binds_followers", True):
            return payer == revision.payer
        return revision.payer in self._bound_by(payer)

    def _bound_by(self, payer: str | None) -> set[str]:
        if payer is None or payer not in self._payers:
            return set()
        follows = self._payers[payer].get("follows", [])
        return {payer}.union(*(self._bound_by(other) for other in follows))

    def _adopts(self, payer: str | None) -> bool | None:
        if payer not in self._payers:
            return None
        by_kind = {"medicare": True, "medicare_advantage": True, "self_pay": False}
        adopts: bool | None = self._payers[payer].get("adopts_ncci")
        return by_kind.get(self._payers[payer]["kind"], adopts)

    def _edits(self, revision: _Revision, payer: str | None, contested: bool) -> list[Bound]:
        doubtful = revision.tables.get("binds") == "ncci_adopters" and self._adopts(payer) is not True
        bound = []
        for edit in revision.tables.get("edit", ()):
            grade = edit.get("evidence", revision.tables["evidence"])
            denies = grade in ("primary", "quoted", "concordant") and revision.name != "undated" and not doubtful
            severity = "warn" if edit["severity"] == "deny" and not denies else edit["severity"]
            full = f"{revision.payer}/{revision.policy}/{edit['id']}"
            bound.append(Bound(full, revision.name, edit["kind"], edit.get("with", {}), severity, contested))
        return bound


def _timeline(policy: Path) -> list[_Revision]:
    """The revisions of one policy, each up to the day before the next or its retirement."""
    files = sorted(policy.glob("*.toml"))
    starts = [FIRST_OF_UNDATED if f.stem == "undated" else date.fromisoformat(f.stem) for f in files]
    found = []
    for file, first, following in zip(files, starts, [*starts[1:], None], strict=True):
        tables = _read(file)
        last = tables.get("retired") or (following - DAY if following else date.max)
        found.append(_Revision(policy.parent.name, policy.name, file.stem, first, last, tables))
    return found


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))

"""Policies compiled once: every file read strictly, every edit's parameters turned into columns, and a digest of
it all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from tautband.model.errors import PolicyError, did_you_mean
from tautband.model.policy import Edit, Payer, Revision
from tautband.model.strict import Strict
from tautband.rulebook.packed import NO_DATE, day_number
from tautband.rulebook.parameters import Sets, column_value
from tautband.rulebook.reading import checked, read_revision, read_toml
from tautband.rulebook.severity import SEVERITIES, capped

T = TypeVar("T", bound=Strict)
V = TypeVar("V")

UNDATED_FROM = date(2015, 10, 1)
"""An undated policy is applied from the start of ICD-10-CM, the first day the shipped tables speak of diagnoses."""


class KindOfEdit(Protocol):
    """What the compiler needs of a kind of edit: its name and the model of its parameters."""

    name: ClassVar[str]
    Params: ClassVar[type[Strict]]


class Gap(Strict):
    """A stretch for which a payer's policy is known to exist but was not read."""

    payer: str
    policy: str
    macs: tuple[str, ...] = ()
    first: date
    last: date | None = None
    because: str


class Gaps(Strict):
    """The file `gaps.toml`."""

    gap: tuple[Gap, ...] = ()


class Payers(Strict):
    """The file `payers.toml`."""

    payer: tuple[Payer, ...] = ()


class CodeGroups(Strict):
    """The file `code_groups.toml`: names for codes that many edits speak of together."""

    group: Mapping[str, tuple[str, ...]] = {}


def policy_files(root: Path) -> list[Path]:
    """Every policy file under `root`, in the order that counts: by path."""
    return sorted(root.rglob("*.toml"))


def compile_policies(
    root: Path, kinds: Mapping[str, KindOfEdit], out: Path, tables_digest: str = "", also: Sequence[Path] = ()
) -> None:
    """Read every policy under `root` and write `rulebook.json`, `edits.jsonl` and `revisions.jsonl` into `out`.

    `also` names folders of the same layout that other packages bring; their payers, code groups and gaps add to ours.
    `rulebook.json` is what judging needs (columns); the others hold, an edit or revision a line, what rendering needs
    (sentences, citations, examples).
    Raises PolicyError for the first fault found.
    """
    roots = (root, *also)
    payers = _by_id((p.id, p) for r in roots for p in _optional(Payers, r / "payers.toml", r is root).payer)
    groups = _by_id(g for r in roots for g in _optional(CodeGroups, r / "code_groups.toml", r is root).group.items())
    gaps = [gap for r in roots for gap in _optional(Gaps, r / "gaps.toml", r is root).gap]
    sets = Sets(groups)
    named = {name: sets.code_set([name]) for name in groups}
    revisions = list(_in_order(roots))
    book: dict[str, Any] = {
        "digest": digest(roots, tables_digest),
        "payers": [payer.model_dump(mode="json") for payer in payers.values()],
        "revisions": [],
        "gaps": [gap.model_dump(mode="json") | _days(gap.first, gap.last) for gap in gaps],
        "groups": named,
        "edits": [],
        "kinds": {},
    }
    edit_lines: list[str] = []
    revision_lines: list[str] = []
    ended: dict[tuple[str, str], date | None] = {}
    for number, (path, revision, last) in enumerate(revisions):
        policy = (revision.payer, revision.policy)
        book["revisions"].append(_revision_entry(revision, ended.get(policy), last, len(book["edits"])))
        ended[policy] = last
        revision_lines.append(revision.model_dump_json(by_alias=True, exclude={"edit"}))
        seen: set[str] = set()
        for edit in revision.edit:
            where = f"{path}: edit {edit.id}"
            if edit.id in seen:
                raise PolicyError(where, "a second edit with this id", "Give each defect a name of its own.")
            seen.add(edit.id)
            _compile_edit(where, revision, number, edit, kinds, sets, book)
            edit_lines.append(edit.model_dump_json(by_alias=True))
    book["sets"] = {
        "codes": [list(map(list, ranges)) for ranges in sets.codes],
        "diagnoses": [list(map(list, ranges)) for ranges in sets.diagnoses],
        "modifiers": [list(members) for members in sets.modifiers],
        "places": [list(members) for members in sets.places],
        "names": [list(members) for members in sets.names],
    }
    (out / "rulebook.json").write_text(json.dumps(book, separators=(",", ":")))
    (out / "edits.jsonl").write_text("\n".join(edit_lines), encoding="utf-8")
    (out / "revisions.jsonl").write_text("\n".join(revision_lines), encoding="utf-8")


def _optional(model: type[T], path: Path, required: bool) -> T:
    return checked(model, read_toml(path) if required or path.exists() else {}, str(path))


def _by_id(entries: Iterable[tuple[str, V]]) -> dict[str, V]:
    """The entries by id. Raises PolicyError for an id given twice."""
    found: dict[str, V] = {}
    for name, entry in entries:
        if name in found:
            raise PolicyError(f"payer or code group {name!r}", "given twice", "Give each a name of its own.")
        found[name] = entry
    return found


def _in_order(roots: Sequence[Path]) -> Iterator[tuple[Path, Revision, date | None]]:
    """Each revision with its last service date: the day before the policy's next revision, or its retirement.

    A revision of the same policy and date in a later root takes the place of the earlier root's.
    """
    by_policy: dict[tuple[str, str], dict[date | None, tuple[Path, Revision]]] = {}
    for root in roots:
        here: dict[tuple[str, str], dict[date | None, tuple[Path, Revision]]] = {}
        for path in policy_files(root):
            if path.parent != root:
                revision = read_revision(path, root)
                dated = here.setdefault((revision.payer, revision.policy), {})
                dated[revision.first_service_date] = (path, revision)
        for policy, dated in here.items():
            if None in dated and len(dated) > 1:
                undated = str(dated[None][0])
                raise PolicyError(undated, "an undated file beside dated revisions", "Date it or remove it.")
            by_policy.setdefault(policy, {}).update(dated)
    for timeline in map(list, map(dict.values, by_policy.values())):
        timeline.sort(key=lambda item: item[1].first_service_date or UNDATED_FROM)
        for (path, revision), following in zip(timeline, [*timeline[1:], None], strict=True):
            last = revision.retired
            if following is not None and (first := following[1].first_service_date) is not None:
                if last is not None and last >= first:
                    raise PolicyError(
                        f"{path}: retired", f"the next revision began on {first}", "Remove it or correct the date."
                    )
                last = last or date.fromordinal(first.toordinal() - 1)
            yield path, revision, last


def _days(first: date, last: date | None) -> dict[str, int]:
    return {"first_day": day_number(first), "last_day": day_number(last) if last else int(NO_DATE) - 1}


def _revision_entry(revision: Revision, before: date | None, last: date | None, first_edit: int) -> dict[str, Any]:
    """The compiled entry. `before` is the last day of the policy's revision before this one: a contractor that adopted
    the policy earlier is bound by this text from the day after.
    """
    first = revision.first_service_date or UNDATED_FROM
    since = [a.since if before is None else max(a.since, before + timedelta(1)) for a in revision.adopted]
    return {
        "payer": revision.payer,
        "policy": revision.policy,
        "id": f"{revision.payer}/{revision.policy}",
        "date": revision.first_service_date.isoformat() if revision.first_service_date else "undated",
        **_days(first, last),
        "perhaps_from": day_number(revision.perhaps_from) if revision.perhaps_from else None,
        "states": list(revision.states),
        "adopted": [
            {"lcd": a.lcd, "macs": list(a.macs), "first_day": day_number(day)}
            for a, day in zip(revision.adopted, since, strict=True)
        ],
        "binds": revision.binds,
        "binds_followers": revision.binds_followers,
        "complete": revision.complete,
        "edits": list(range(first_edit, first_edit + len(revision.edit))),
    }


def _compile_edit(
    where: str,
    revision: Revision,
    number: int,
    edit: Edit,
    kinds: Mapping[str, KindOfEdit],
    sets: Sets,
    book: dict[str, Any],
) -> None:
    kind = kinds.get(edit.kind)
    if kind is None:
        hint = did_you_mean(edit.kind, kinds, f"Kinds: {', '.join(sorted(kinds))}.", alike=0.4)
        raise PolicyError(f"{where}.kind", f"no kind of edit {edit.kind!r}", hint)
    parameters = checked(kind.Params, edit.with_, f"{where}.with")
    grade = edit.evidence or revision.evidence
    severity = capped(edit.severity, grade, dated=revision.first_service_date is not None)
    columns = book["kinds"].setdefault(edit.kind, {"edits": [], "columns": {}})
    columns["edits"].append(len(book["edits"]))
    for name in kind.Params.model_fields:
        try:
            value = column_value(parameters, name, sets)
        except ValueError as error:
            raise PolicyError(f"{where}.with.{name}", str(error), "Correct the value.") from error
        columns["columns"].setdefault(name, []).append(value)
    book["edits"].append(
        {
            "id": f"{revision.payer}/{revision.policy}/{edit.id}",
            "revision": number,
            "kind": edit.kind,
            "severity": SEVERITIES.index(severity),
            "grade": grade,
            "instead_of": list(edit.instead_of),
        }
    )


def digest(roots: Sequence[Path], tables_digest: str) -> str:
    """`sha256:` over every policy file's path and text (line ends normalised) and the digest of the tables."""
    total = hashlib.sha256(tables_digest.encode())
    for root in roots:
        for path in policy_files(root):
            text = path.read_bytes().replace(b"\r\n", b"\n")
            total.update(f"{path.relative_to(root).as_posix()}\0{len(text)}\0".encode() + text)
    return f"sha256:{total.hexdigest()}"

"""What changed from one revision of a policy to another, or from one folder of policies to another, edit by edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from tautband.model.policy import Edit, Revision
from tautband.model.strict import Strict


class FieldChange(Strict):
    """One thing about an edit or a revision that reads otherwise; None where it was not set."""

    field: str
    was: str | None
    now: str | None


class EditChange(Strict):
    """One edit that is new, gone, or asks otherwise. `asks` is what it asks now (or last asked), in words."""

    edit: str
    change: Literal["added", "removed", "changed"]
    asks: str
    fields: tuple[FieldChange, ...] = ()


class RevisionChange(Strict):
    """What changed between two revisions. `was` or `now` None: the revision stands on one side only."""

    policy: str
    was: str | None
    now: str | None
    fields: tuple[FieldChange, ...] = ()
    edits: tuple[EditChange, ...] = ()


def compared(was: Revision | None, now: Revision | None) -> RevisionChange:
    """Two revisions, edit by edit; one of them may be missing, and then every edit is new or gone."""
    known = now or was
    assert known is not None, "one of two revisions at least"
    old = {edit.id: edit for edit in was.edit} if was else {}
    new = {edit.id: edit for edit in now.edit} if now else {}
    changes = [
        *(EditChange(edit=name, change="added", asks=asks(edit)) for name, edit in new.items() if name not in old),
        *(EditChange(edit=name, change="removed", asks=asks(edit)) for name, edit in old.items() if name not in new),
    ]
    for name, edit in new.items():
        if name in old and (fields := _fields(_of_edit(old[name]), _of_edit(edit))):
            changes.append(EditChange(edit=name, change="changed", asks=asks(edit), fields=fields))
    return RevisionChange(
        policy=f"{known.payer}/{known.policy}",
        was=_start(was) if was else None,
        now=_start(now) if now else None,
        fields=_fields(_of_revision(was), _of_revision(now)) if was and now else (),
        edits=tuple(sorted(changes, key=lambda c: (("removed", "added", "changed").index(c.change), c.edit))),
    )


def compared_folders(was: Iterable[Revision], now: Iterable[Revision]) -> tuple[RevisionChange, ...]:
    """Two sets of policies, revision by revision; those that say the same are left out."""
    old, new = ({(r.payer, r.policy, _start(r)): r for r in side} for side in (was, now))
    changes = [compared(old.get(key), new.get(key)) for key in sorted({*old, *new})]
    return tuple(change for change in changes if change.edits or change.fields or not (change.was and change.now))


def asks(edit: Edit) -> str:
    """An edit's kind and parameters in words."""
    told = "; ".join(f"{name} {words}" for name, words in _parameters(edit.with_).items())
    return f"{edit.kind.replace('_', ' ')}" + (f": {told}" if told else "")


def _start(revision: Revision) -> str:
    return revision.first_service_date.isoformat() if revision.first_service_date else "undated"


def _parameters(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): _words(value) for name, value in parameters.items()}


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _of_edit(edit: Edit) -> dict[str, str | None]:
    return {
        "kind": edit.kind.replace("_", " "),
        **_parameters(edit.with_),
        "severity": edit.severity,
        "evidence": edit.evidence,
        "group": edit.group,
        "carc": edit.carc,
        "rarc": edit.rarc,
        "liability": edit.liability,
        "appealable": None if edit.appealable is None else _words(edit.appealable),
        "instead of": _words(edit.instead_of) or None,
        "rule": edit.citation.quote or edit.citation.says,
        "remedy": edit.remedy.says if edit.remedy else None,
    }


def _of_revision(revision: Revision) -> dict[str, str | None]:
    return {
        "title": revision.title,
        "evidence": revision.evidence,
        "states": _words(revision.states) or None,
        "perhaps from": revision.perhaps_from.isoformat() if revision.perhaps_from else None,
        "retired": revision.retired.isoformat() if revision.retired else None,
        "complete": _words(revision.complete),
        "binds followers": _words(revision.binds_followers),
        "binds": revision.binds,
        **{f"adopted by {a.contractor}": f"{a.lcd} from {a.since}" for a in revision.adopted},
        **{f"not checked, {s.section}": s.because for s in revision.silent},
    }


def _fields(was: Mapping[str, str | None], now: Mapping[str, str | None]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys((*was, *now))
    return tuple(
        FieldChange(field=name, was=was.get(name), now=now.get(name))
        for name in names
        if was.get(name) != now.get(name)
    )

"""The two sides of a comparison of policies: revisions of the rule book by name, files, or whole folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tautband.advice.policy_changes import RevisionChange, compared, compared_folders
from tautband.cli.arguments import day
from tautband.cli.policies import revision_in_force
from tautband.model.errors import InputError
from tautband.model.policy import Revision
from tautband.rulebook.book import Rulebook
from tautband.rulebook.reading import read_revision

_NAMED = re.compile(r"([A-Za-z0-9.-]+/[A-Za-z0-9.-]+)(?:@(undated|\d{4}-\d{2}-\d{2}))?")


def difference(was: str, now: str, rulebook: Rulebook) -> tuple[RevisionChange, ...]:
    """What changed from one side to the other. Both are folders of policies, or each is one revision."""
    folders = [Path(side).is_dir() for side in (was, now)]
    if all(folders):
        return compared_folders(_folder(Path(was)), _folder(Path(now)))
    if any(folders):
        raise InputError("policy diff", "a folder beside a single revision", "Give two folders, or two revisions.")
    return (compared(_revision(was, rulebook), _revision(now, rulebook)),)


def _folder(folder: Path) -> Sequence[Revision]:
    files = sorted(folder.glob("*/*/*.toml"))
    if not files:
        raise InputError(str(folder), "no policy in this folder", "Policies live at <payer>/<policy>/<date>.toml.")
    return [read_revision(path, folder) for path in files]


def _revision(name: str, rulebook: Rulebook) -> Revision:
    path = Path(name)
    if path.suffix == ".toml":
        if not path.is_file():
            raise InputError(name, "no such file", "Check the path.")
        path = path.resolve()
        return read_revision(path, path.parents[2])
    if not (named := _NAMED.fullmatch(name)):
        raise InputError(
            name, "names no revision", "Write PAYER/POLICY@DATE, such as cigna/0139@2011-07-31, or a file."
        )
    policy, start = named.groups()
    if start is None:
        return revision_in_force(rulebook, policy, None)[0]
    begins = None if start == "undated" else day(name, start)
    held = [r for r in rulebook.revisions if f"{r.payer}/{r.policy}" == policy]
    if not held:
        revision_in_force(rulebook, policy, None)
    found = next((r for r in held if r.first_service_date == begins), None)
    if found is None:
        starts = ", ".join(_told(r.first_service_date) for r in held)
        raise InputError(name, "no revision of that date", f"Its revisions begin: {starts}.")
    return found


def _told(start: date | None) -> str:
    return start.isoformat() if start else "undated"

"""Policies of a practice's own: a draft file written, and a folder of them tried on its examples."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from tautband.advice.new_revision import carried_to, empty_form
from tautband.advice.policy_examples import NOT_PAYERS, TriedExample, tried_examples
from tautband.cli.policies import timelines
from tautband.model.errors import InputError, did_you_mean
from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiling import Payers
from tautband.rulebook.reading import checked, read_toml
from tautband.shipped import policy_folders, rulebook_with, shipped_rulebook

_POLICY = re.compile(r"([a-z0-9][a-z0-9.-]*)/([a-z0-9][a-z0-9.-]*)")


def drafted(policy_id: str, first: date, into: Path) -> dict[str, Any]:
    """Write the draft of a revision to `<into>/<payer>/<policy>/<first>.toml` and say where and from what.

    Raises InputError for a payer nobody knows, a name that is no policy's, and a file that stands there already.
    """
    if not (named := _POLICY.fullmatch(policy_id)):
        raise InputError(policy_id, "names no policy", "Write PAYER/POLICY in small letters, such as cigna/0139.")
    rulebook = shipped_rulebook()
    _known_payer(named[1], rulebook, into)
    place = into / named[1] / named[2] / f"{first.isoformat()}.toml"
    if place.exists():
        raise InputError(str(place), "stands there already", "Edit it, or remove it first.")
    before = _before(policy_id, first, rulebook)
    text = carried_to(before.read_text(encoding="utf-8"), first) if before else empty_form(first)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return {"file": str(place), "carried_from": before and before.stem, "policy": policy_id, "folder": str(into)}


def tried(folder: Path) -> tuple[TriedExample, ...]:
    """Every example of the policies in `folder`, judged by the rule book with that folder laid over it.

    Raises InputError for a folder without a policy, PolicyError for the first fault of a file.
    """
    files = {path.relative_to(folder).with_suffix("").parts for path in folder.glob("*/*/*.toml")}
    if not files:
        raise InputError(str(folder), "no policy in this folder", "Policies live at <payer>/<policy>/<date>.toml.")
    with tempfile.TemporaryDirectory(prefix="tautband-") as directory:
        rulebook = rulebook_with(folder, Path(directory))
        own = [
            revision for revision in rulebook.revisions if (revision.payer, revision.policy, revision.start) in files
        ]
        return tried_examples(own, rulebook)


def _known_payer(payer: str, rulebook: Rulebook, into: Path) -> None:
    """Raise InputError for a payer that neither the rule book nor `payers.toml` in the folder names."""
    own = into / "payers.toml"
    known = {known.id for known in rulebook.payers.all} | NOT_PAYERS
    if own.exists():
        known |= {listed.id for listed in checked(Payers, read_toml(own), str(own)).payer}
    if payer not in known:
        entry = f'Add it to {own}: [[payer]] id = "{payer}", name = "...", kind = "commercial".'
        raise InputError(payer, "no such payer", did_you_mean(payer, known, entry, alike=0.7))


def _before(policy_id: str, first: date, rulebook: Rulebook) -> Path | None:
    """The file of the policy's last revision before a day, or None where it has none.

    Raises InputError where the policy has a revision from that day on already.
    """
    revisions = [revision for revision, _ in timelines(rulebook).get(policy_id, ())]
    if same := next((r for r in revisions if r.first_service_date == first), None):
        raise InputError(f"{policy_id}@{same.start}", "stands in the rule book", "Choose another first day.")
    earlier = [r for r in revisions if r.first_service_date is None or r.first_service_date < first]
    if not earlier:
        return None
    name = Path(f"{policy_id}/{earlier[-1].start}.toml")
    return next(folder / name for folder in reversed(policy_folders()) if (folder / name).is_file())

"""One more policy file laid over the rule book, for the verb `audit` to compare with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tautband.advice.policy_examples import NOT_PAYERS
from tautband.model.errors import InputError, PolicyError
from tautband.rulebook.book import Rulebook
from tautband.shipped import rulebook_with

_BESIDE = ("payers.toml", "code_groups.toml")
"""Files of a policy folder that a policy in it may speak of."""


@contextmanager
def laid_over(file: Path) -> Iterator[Rulebook]:
    """The rule book with the revision in `<payer>/<policy>/<date>.toml` laid over it, while the block runs.

    Nothing else of the file's folder is laid over but its payers and code groups. Raises InputError for a file that is
    not there, PolicyError for the first fault in it.
    """
    if not file.is_file():
        raise InputError(str(file), "no such file", "Give a policy file, <payer>/<policy>/<date>.toml.")
    file = file.resolve()
    own = file.parents[2] if len(file.parents) > 2 else file.parent
    with tempfile.TemporaryDirectory(prefix="tautband-") as scratch:
        folder, compiled = Path(scratch) / "policies", Path(scratch) / "rulebook"
        compiled.mkdir()
        for part in (file, *(own / name for name in _BESIDE if (own / name).is_file())):
            place = folder / part.relative_to(own)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(part, place)
        try:
            rulebook = rulebook_with(folder, compiled)
        except PolicyError as error:
            at = error.where.replace(str(folder.resolve()), str(own)).replace(str(folder), str(own))
            raise PolicyError(at, error.what, error.do) from error
        payer = file.parents[1].name
        if payer not in {known.id for known in rulebook.payers.all} | NOT_PAYERS:
            raise InputError(str(file), f"no payer {payer!r}", "Name the folder above the policy's as the payer's id.")
        yield rulebook

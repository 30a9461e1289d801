"""What the program carries ready compiled: the rule book, the reference and coding tables, the lexicon.

A wheel holds them under `_compiled/`; a checkout compiles into the user's cache when a file changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tautband.model.errors import InputError
from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiled import artifact, build_into, cache_directory
from tautband.rulebook.other_packages import added
from tautband.rulebook.tables import Tables

if TYPE_CHECKING:
    from tautband.rulebook.official.confirming import Comparison
    from tautband.rulebook.official.confirming_lcds import LcdComparison
    from tautband.rulebook.official.editions import Edition

HERE = Path(__file__).parent
POLICIES = HERE / "policies"


@lru_cache(maxsize=1)
def shipped_rulebook() -> Rulebook:
    """The rule book this installation carries, one object for the whole process.

    Packages that bring policies of another family of procedures name their folder under the entry point group
    `tautband.policies`, and a practice names a folder of its own in `TAUTBAND_POLICIES`; the rule book is then compiled
    with theirs into the user's cache. A revision of theirs stands beside those shipped: the older one of the same
    policy ends the day before it, and one of the same date gives way to it.
    """
    uncorrected = _uncorrected()
    edition = uncorrected.tables.loaded and uncorrected.tables.loaded.newest("coverage_articles")
    return _corrected(uncorrected, edition) if edition else uncorrected


def confirmations() -> list[Comparison]:
    """What the loaded articles of the Medicare Coverage Database confirm or correct; empty where none are loaded."""
    from tautband.rulebook.official.confirming import compare
    from tautband.rulebook.official.lookups.articles import Articles

    book = _uncorrected()
    edition = book.tables.loaded and book.tables.loaded.newest("coverage_articles")
    return list(compare(book, Articles(edition))) if edition else []


def lcd_comparisons() -> list[LcdComparison]:
    """What the loaded determinations of the Medicare Coverage Database say of ours; empty where none are loaded."""
    from tautband.rulebook.official.confirming_lcds import compare_lcds
    from tautband.rulebook.official.lookups.lcds import determinations

    book = _uncorrected()
    edition = book.tables.loaded and book.tables.loaded.newest("coverage_lcds")
    return list(compare_lcds(book, determinations(edition))) if edition else []


def _corrected(book: Rulebook, edition: Edition) -> Rulebook:
    """The rule book with the edits that the loaded articles correct; compiled once into the user's cache."""
    folder = _corrections(book, edition)
    if not any(folder.rglob("*.toml")):
        return book
    compiled = folder.with_name(f"rulebook+{folder.name}")
    if not compiled.is_dir():
        build_into(compiled, lambda directory: _build_rulebook(directory, [*_families().values(), folder]))
    return Rulebook(compiled, book.tables)


def _corrections(book: Rulebook, edition: Edition) -> Path:
    """The folder of the edits that the loaded articles correct, written once into the user's cache."""
    from tautband.rulebook.official.confirming import write_corrections

    key = hashlib.sha256(f"{edition.sha256} {book.digest}".encode()).hexdigest()[:16]
    folder = cache_directory() / f"corrections-{key}"
    if not folder.is_dir():
        build_into(folder, lambda directory: write_corrections(confirmations(), book, directory))
    return folder


@lru_cache(maxsize=1)
def _uncorrected() -> Rulebook:
    families = _families()
    name = "rulebook" + "".join(f"+{family}" for family in families)
    also = list(families.values())
    sources = [*_sources(), *(path for folder in also for path in folder.rglob("*.toml"))]
    return Rulebook(artifact(name, sources, lambda directory: _build_rulebook(directory, also)), Tables.open())


def _families() -> dict[str, Path]:
    """The policy folders laid over the shipped one, by name: those of other packages, last the practice's own."""
    families = {entry.name: Path(entry.load()) for entry in added("tautband.policies")}
    families = {name: families[name] for name in sorted(families)}
    if own := os.environ.get("TAUTBAND_POLICIES"):
        if not Path(own).is_dir():
            raise InputError("TAUTBAND_POLICIES", "names no folder", "Name the folder that holds <payer>/<policy>/.")
        families["own"] = Path(own).resolve()
    return families


def policy_folders() -> tuple[Path, ...]:
    """The folders whose policies make up the rule book, in the order in which they are laid over each other."""
    return POLICIES, *_families().values()


def rulebook_with(folder: Path, directory: Path) -> Rulebook:
    """The rule book with one more folder of policies laid over it, compiled into an empty `directory`.

    The shipped folder is laid over nothing: whoever works in it asks for the rule book as it stands. Raises PolicyError
    for the first fault found in the folder.
    """
    others = [family for family in _families().values() if family != folder.resolve()]
    book = _uncorrected()
    if edition := book.tables.loaded and book.tables.loaded.newest("coverage_articles"):
        others.append(_corrections(book, edition))
    own = [] if folder.resolve() == POLICIES.resolve() else [folder.resolve()]
    _build_rulebook(directory, [*others, *own])
    return Rulebook(directory, Tables.open())


def compile_all(target: Path) -> None:
    """Compile everything a wheel ships, each artifact into a directory of its own under `target`."""
    from tautband.notes.vocabulary import lexicon_source
    from tautband.rulebook import code_tables
    from tautband.rulebook.tables import building

    build_into(target / "coding", code_tables.build)
    build_into(target / "tables", building.build)
    build_into(target / "lexicon", lexicon_source.build)
    build_into(target / "rulebook", _build_rulebook)


def _sources() -> list[Path]:
    """Policies, the tables' manifest (it holds each table's hash), and the programs that compile."""
    programs = [*(HERE / "rulebook").glob("*.py"), *(HERE / "edits" / "kinds").glob("*.py")]
    return [*POLICIES.rglob("*.toml"), HERE / "tables" / "manifest.toml", *programs]


def _build_rulebook(directory: Path, also: Sequence[Path] = ()) -> None:
    from tautband.edits.kinds import all_kinds
    from tautband.rulebook.compiling import compile_policies
    from tautband.rulebook.tables import manifest

    tables_digest = hashlib.sha256(manifest.PATH.read_bytes()).hexdigest()
    compile_policies(POLICIES, all_kinds(), directory, tables_digest, also)

"""What the program carries ready compiled: the rule book, the reference and coding tables, the lexicon.

A wheel holds them under `_compiled/`; a checkout compiles into the user's cache when a file changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

from tautband.rulebook.book import Rulebook
from tautband.rulebook.compiled import artifact, build_into
from tautband.rulebook.tables import Tables

HERE = Path(__file__).parent
POLICIES = HERE / "policies"


@lru_cache(maxsize=1)
def shipped_rulebook() -> Rulebook:
    """The rule book this installation carries, one object for the whole process.

    Packages that bring policies of another family of procedures name their folder under the entry point group
    `tautband.policies`; the rule book is then compiled with theirs into the user's cache.
    """
    families = _families()
    name = "rulebook" + "".join(f"+{family}" for family in sorted(families))
    also = [families[family] for family in sorted(families)]
    sources = [*_sources(), *(path for folder in also for path in folder.rglob("*.toml"))]
    return Rulebook(artifact(name, sources, lambda directory: _build_rulebook(directory, also)), Tables.open())


def _families() -> dict[str, Path]:
    """The policy folders that other packages bring, by name."""
    return {entry.name: Path(entry.load()) for entry in entry_points(group="tautband.policies")}


def compile_all(target: Path) -> None:
    """Compile everything a wheel ships, each artifact into a directory of its own under `target`."""
    from tautband.notes import lexicon_source
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

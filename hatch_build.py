"""Ships policies, tables and lexicon ready compiled: a wheel's start-up parses no TOML and no CSV."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledData(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its config class open
    """Compiles every artifact into `tautband/_compiled/` of a wheel; an editable install compiles into the cache."""

    scratch: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a scratch directory and name it as part of the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from tautband.pipeline import compile_all

        self.scratch = Path(tempfile.mkdtemp(prefix="tautband-wheel-"))
        compile_all(self.scratch)
        build_data["force_include"][str(self.scratch)] = "tautband/_compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the scratch directory."""
        if self.scratch is not None:
            shutil.rmtree(self.scratch, ignore_errors=True)

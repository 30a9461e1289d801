"""Ships policies, tables and lexicon ready compiled: a wheel's start-up parses no TOML and no CSV.

With `TAUTBAND_COMPILED=1` in the environment the modules that read a note are translated to C as well, by mypyc, and
the wheel is one of this Python and this machine. That needs a C compiler and the tools of `requirements/dev.txt`. The
rooms behind the reader stay Python: coding gained nothing that could be measured, and edits and rule book hold numpy's
integers, which C does not take for an `int`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TRANSLATE = """
import os
from mypyc.build import mypycify
from setuptools import setup

with open("modules.txt") as listed:
    given = ["--config-file", "mypy.ini", *listed.read().split()]
modules = mypycify(given, opt_level="1", debug_level="0", multi_file=True)
if os.name == "posix":
    fast = ["-fvisibility=hidden", "-fno-plt", "-include", os.path.abspath("translation.h")]
    for module in modules:
        module.extra_compile_args = [*module.extra_compile_args, *fast]
setup(name="tautband", packages=[], package_dir={"": "src"}, ext_modules=modules)
"""
"""In many files of C: as one they take four times the time and 1.5 GB of memory to compile."""
TYPES = """[mypy]
mypy_path = src
explicit_package_bases = True
plugins = pydantic.mypy
"""


def translated(root: Path, scratch: Path) -> dict[Path, str]:
    """The modules that read a note, translated to C in `scratch`, each with its place in the wheel."""
    sys.path.insert(0, str(root))
    from translation import translated_source

    shutil.copytree(root / "src", scratch / "src", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    modules = sorted((scratch / "src/tautband/notes").rglob("[!_]*.py"))
    for path in modules:
        path.write_text(translated_source(path.read_text(encoding="utf-8")), encoding="utf-8")
    listed = "\n".join(path.relative_to(scratch).as_posix() for path in modules)
    (scratch / "modules.txt").write_text(listed, encoding="utf-8")
    (scratch / "setup.py").write_text(TRANSLATE, encoding="utf-8")
    (scratch / "mypy.ini").write_text(TYPES, encoding="utf-8")
    shutil.copy(root / "translation.h", scratch)
    subprocess.run([sys.executable, "setup.py", "-q", "build_ext", "--inplace"], cwd=scratch, check=True)
    return {module: module.relative_to(scratch / "src").as_posix() for module in (scratch / "src").rglob("*.so")}


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
        compile_all(self.scratch / "data")
        build_data["force_include"][str(self.scratch / "data")] = "tautband/_compiled"
        if os.environ.get("TAUTBAND_COMPILED") == "1":
            for module, place in translated(Path(self.root), self.scratch / "translated").items():
                build_data["force_include"][str(module)] = place
            build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the scratch directory."""
        if self.scratch is not None:
            shutil.rmtree(self.scratch, ignore_errors=True)

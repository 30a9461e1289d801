"""Ships policies, tables and lexicon ready compiled: a wheel's start-up parses no TOML and no CSV.

With `TAUTBAND_COMPILED=1` in the environment the modules that read a note are translated to C as well, by mypyc, and
the wheel is one of this Python and this machine. That needs a C compiler and the tools of `requirements/dev.txt`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TRANSLATE = """
from glob import glob
from mypyc.build import mypycify
from setuptools import setup

modules = ["--config-file", "mypy.ini", *sorted(glob("src/tautband/notes/**/[!_]*.py", recursive=True))]
modules = mypycify(modules, opt_level="1", debug_level="0", multi_file=True)
setup(name="tautband", packages=[], package_dir={"": "src"}, ext_modules=modules)
"""
"""In many files of C: as one they take four times the time and 1.5 GB of memory to compile."""
TYPES = "[mypy]\nmypy_path = src\nexplicit_package_bases = True\nplugins = pydantic.mypy\n"
CONSTANT = re.compile(r"^([A-Z][A-Z0-9_]*)(?:: ([^=\n]+))? = ", re.M)


def translated(root: Path, scratch: Path) -> dict[Path, str]:
    """The modules of `tautband.notes` translated to C and built in `scratch`, each with its place in the wheel."""
    shutil.copytree(root / "src", scratch / "src", ignore=shutil.ignore_patterns("*.so"))
    for path in (scratch / "src/tautband/notes").rglob("[!_]*.py"):
        path.write_text(with_final_constants(path.read_text(encoding="utf-8")), encoding="utf-8")
    (scratch / "setup.py").write_text(TRANSLATE, encoding="utf-8")
    (scratch / "mypy.ini").write_text(TYPES, encoding="utf-8")
    subprocess.run([sys.executable, "setup.py", "-q", "build_ext", "--inplace"], cwd=scratch, check=True)
    return {module: module.relative_to(scratch / "src").as_posix() for module in (scratch / "src").rglob("*.so")}


def with_final_constants(source: str) -> str:
    """The source with every constant said to be final: C reads such a one from its place, any other by its name."""
    final = CONSTANT.sub(lambda m: f"{m[1]}: Final[{m[2]}] = " if m[2] else f"{m[1]}: Final = ", source)
    future = "from __future__ import annotations\n"
    return final.replace(future, f"{future}from typing import Final\n", 1)


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

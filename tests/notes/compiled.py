"""`python -m notes.compiled`: the wheel whose reading is translated to C answers as the program without it does.

Builds that wheel, installs it into a folder of its own, and lets both answer every labelled note and many hostile ones,
each in a process. Prints the notes whose answers differ in a byte, and the processor time of both; exit 1 where one
differs, or where the wheel cannot be built: that needs a C compiler.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from notes import hostile
from tautband.notes.vocabulary import tokens
from tautband.pipeline import code, ready

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


def texts(count: int) -> Iterator[tuple[str, str]]:
    """The labelled notes by their place in the corpus, then so many hostile ones by their number."""
    for path in sorted(hostile.CORPUS.glob("*/notes/*")):
        yield str(path.relative_to(hostile.CORPUS)), path.read_text(encoding="utf-8")
    for number in range(count):
        yield f"hostile note {number}", hostile.hostile(number)


def answer(text: str) -> str:
    """The answer to a text as its contract's JSON, or the name of the error it ended in."""
    try:
        return json.dumps(code(text).document(), sort_keys=True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def answer_all(count: int, out: Path) -> None:
    """Write what this program's reading is, its processor time, and the digest of each answer."""
    ready()
    digests: dict[str, str] = {}
    taken = 0.0
    for name, text in texts(count):
        begun = time.process_time()
        said = answer(text)
        taken += time.process_time() - begun
        digests[name] = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    out.write_text(json.dumps({"file": tokens.__file__, "seconds": taken, "digests": digests}), encoding="utf-8")


def installed(scratch: Path) -> Path:
    """The compiled wheel, built and installed into a folder that holds nothing else."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(scratch), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TAUTBAND_COMPILED": "1"})
    (wheel,) = scratch.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--target", str(scratch / "installed"), str(wheel)], check=True)
    return scratch / "installed"


def differing(scratch: Path, count: int) -> list[str]:
    """The names of the texts that both answer differently, once both have answered all."""
    runs = {"pure": ROOT / "src", "compiled": installed(scratch)}
    asked = [
        subprocess.Popen(
            [sys.executable, "-m", "notes.compiled", "--count", str(count), "--answers", str(scratch / name)],
            env={**os.environ, "PYTHONPATH": f"{package}:{TESTS}"}, cwd=ROOT,
        )
        for name, package in runs.items()
    ]  # fmt: skip
    if max(process.wait() for process in asked):
        sys.exit("a process that answers ended in an error")
    pure, compiled = (json.loads((scratch / name).read_text(encoding="utf-8")) for name in runs)
    if (pure["file"][-3:], compiled["file"][-3:]) != (".py", ".so"):
        sys.exit(f"compared {pure['file']} with {compiled['file']}")
    print(f"processor time: {pure['seconds']:.1f} s pure, {compiled['seconds']:.1f} s compiled")
    print(f"{len(pure['digests'])} notes answered by both")
    return [name for name, digest in pure["digests"].items() if compiled["digests"][name] != digest]


def main() -> int:
    """Compare both, or be one of the two processes that answer."""
    parser = argparse.ArgumentParser(prog="python -m notes.compiled")
    parser.add_argument("--count", type=int, default=3000, help="hostile notes beside the labelled ones")
    parser.add_argument("--answers", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answers:
        answer_all(given.count, given.answers)
        return 0
    with tempfile.TemporaryDirectory(prefix="tautband-compiled-") as scratch:
        names = differing(Path(scratch), given.count)
    print("\n".join(names) or "every answer is the same in every byte")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())

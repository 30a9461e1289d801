"""The parts of README.md that the program writes itself.

Run `python tests/guards/readme.py` to write them anew after the output changed.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
PART = re.compile(r"(<!-- begin: (?P<what>[^>]*) -->\n).*?(<!-- end -->)", re.S)


def written(what: str) -> str:
    """The text of one part: the coverage table, or the output of a command."""
    return coverage() if what == "coverage" else f"```\n{output(what)}```\n"


def output(command: str) -> str:
    """What `tautband ...` prints where there is no terminal, without blanks at line ends and without the digest."""
    arguments = command.split()
    ran = subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, check=False, cwd=README.parent
    )
    shown = re.sub(r"sha256:[0-9a-f]+", "sha256:...", ran.stdout)
    return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def coverage() -> str:
    """A row for each policy of the rule book: who asks, the dates of service, how many edits, on what evidence."""
    from tautband.cli.policies import listing
    from tautband.shipped import shipped_rulebook

    page = io.StringIO()
    with redirect_stdout(page):
        print("| Policy | Dates of service | Edits | Evidence |\n|---|---|---|---|")
        for row in listing(shipped_rulebook(), None):
            first, last = row["first_service_date"] or "start not known", row["last_service_date"]
            dates = f"{first} to {last}" if last else f"from {first}"
            print(f"| {row['title']} (`{row['policy']}`) | {dates} | {row['edits']} | {row['evidence']} |")
    return page.getvalue()


def parts() -> dict[str, str]:
    """Each part as README.md holds it now, by what it shows."""
    text = README.read_text(encoding="utf-8")
    return {m["what"]: m.group()[len(m[1]) : -len(m[3])] for m in PART.finditer(text)}


if __name__ == "__main__":
    renewed = PART.sub(lambda m: m[1] + written(m["what"]) + m[3], README.read_text(encoding="utf-8"))
    README.write_text(renewed, encoding="utf-8")

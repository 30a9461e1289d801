"""Restate what follows from the tables after one was edited: `python -m tautband.rulebook.tables`.

Writes each table's `rows` and `sha256` into the manifest, and the page `docs/tables.md` of a checkout.
"""

from __future__ import annotations

import re

from tautband.rulebook.tables import manifest, page
from tautband.rulebook.tables.opening import Tables
from tautband.rulebook.tables.source import FOLDER

_STATED = re.compile(r"^(rows|sha256) = .*\n", re.MULTILINE)
PAGE = FOLDER.parents[2] / "docs" / "tables.md"


def main() -> None:
    """Write manifest and page."""
    text = _STATED.sub("", manifest.PATH.read_text(encoding="utf-8"))
    for name, entry in manifest.read_toml().items():
        if entry.get("own_rules"):
            continue
        count, digest = manifest.measure(name)
        line = f'file = "{entry["file"]}"\n'
        text = text.replace(line, f'{line}rows = {count}\nsha256 = "{digest}"\n')
    manifest.PATH.write_text(text, encoding="utf-8")
    PAGE.write_text(page.render(Tables.open().sources.values()), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Restate the row counts and hashes of the manifest after a table was edited: `python -m tautband.rulebook.tables`."""

from __future__ import annotations

import re

from tautband.rulebook.tables import manifest

_STATED = re.compile(r"^(rows|sha256) = .*\n", re.MULTILINE)


def main() -> None:
    """Write `rows` and `sha256` of every table below its `file`."""
    text = _STATED.sub("", manifest.PATH.read_text(encoding="utf-8"))
    for name, entry in manifest.read_toml().items():
        count, digest = manifest.measure(name)
        line = f'file = "{entry["file"]}"\n'
        text = text.replace(line, f'{line}rows = {count}\nsha256 = "{digest}"\n')
    manifest.PATH.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

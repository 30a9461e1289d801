"""`python -m docs.generate.renewing`: write the outputs that the hand-written pages show anew."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.generate.code_blocks import renewed

DOCS = Path(__file__).parents[1]


def hand_written() -> Iterator[Path]:
    """Every page that people wrote, and the rooms' own."""
    yield from sorted(DOCS.glob("*.md"))
    yield from sorted(DOCS.glob("guides/*.md"))


def main() -> None:
    """Renew each page; say which changed."""
    for page in hand_written():
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            after = renewed(text, Path(folder))
        if after != text:
            page.write_text(after, encoding="utf-8")
            sys.stderr.write(f"{page.name} renewed\n")


if __name__ == "__main__":
    main()

"""`python -m docs.generate OUT`: every generated page as Markdown below the folder OUT."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.generate.pages import all_pages


def main(arguments: list[str]) -> int:
    """Write the pages; 2 with a usage line where no folder is named."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m docs.generate OUT\n")
        return 2
    pages = list(all_pages())
    for page in pages:
        file = Path(arguments[0]) / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, encoding="utf-8")
    sys.stderr.write(f"{len(pages)} pages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What `mkdocs` calls: it adds the generated pages to the hand-written ones and fills the menu from what is there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b(?![^<]*>)")
ROOT = Path(__file__).parents[2]
CHAPTER = "How it decides"
"""The chapter of the menu that takes the rooms' own pages, one file each directly below `docs/`."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put every page directly below `docs/` that the menu does not name into its chapter."""
    named = str(config.nav)
    docs = Path(config.docs_dir)
    rooms = sorted(path.name for path in docs.glob("*.md") if path.name not in named)
    for entry in config.nav or ():
        if isinstance(entry, dict) and CHAPTER in entry:
            entry[CHAPTER][:0] = rooms
    return config


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep each date of a page on one line. Dates inside a tag, such as an address, stay as they are."""
    del page, config, files
    return _DAY.sub(r'<span class="day">\1</span>', html)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from docs.generate.pages import all_pages

    for page in all_pages():
        files.append(File.generated(config, page.path, content=page.text))
    return files

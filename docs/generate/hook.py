"""What `mkdocs` calls: it adds the generated pages to the hand-written ones and fills the menu from what is there."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

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


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from docs.generate.pages import all_pages

    for page in all_pages():
        files.append(File.generated(config, page.path, content=page.text))
    return files

"""A code list of one fiscal year as sorted arrays: code, billable or heading, title."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tautband.rulebook.tables.keys import Keys
from tautband.rulebook.tables.stored import save


def save_list(codes: Mapping[int, tuple[bool, str]], directory: Path) -> None:
    """Write packed codes with whether each is billable and its title."""
    ordered = sorted(codes)
    titles = [codes[code][1].encode() for code in ordered]
    Keys.of(np.array(ordered, np.int64)).save(directory, "diagnoses")
    save(directory, "diagnoses.billable", np.array([codes[code][0] for code in ordered], np.bool_))
    save(directory, "diagnoses.titles", np.frombuffer(b"".join(titles), np.uint8))
    save(directory, "diagnoses.title_ends", np.cumsum([len(title) for title in titles], dtype=np.int32))

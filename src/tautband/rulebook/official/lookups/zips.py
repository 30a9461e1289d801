"""ZIP codes of which nine digits decide, from the ZIP+4 file laid beside the table of five digits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tautband.rulebook.packed import unpack
from tautband.rulebook.tables.stored import load
from tautband.rulebook.tables.zips import ZipPlace, Zips


class LoadedZips(Zips):
    """ZIP codes whose divided ones are settled where nine digits are given and the ZIP+4 file knows them."""

    def __init__(self, directory: Path, nine_digits: Path) -> None:
        super().__init__(directory)
        self._nine = {name: load(nine_digits, f"zip9.{name}") for name in ("number", "state", "mac", "locality")}

    def place(self, zip_code: str) -> ZipPlace | None:
        """The place of a ZIP code of five or nine digits, with or without the hyphen; None for one nobody knows."""
        found = super().place(zip_code)
        if found is None or not found.needs_zip9:
            return found
        digits = zip_code.strip().replace("-", "")
        if len(digits) != 9 or not (digits.isascii() and digits.isdigit()):
            return found
        column = self._nine
        row = int(column["number"].searchsorted(np.int32(int(digits))))
        if row == len(column["number"]) or column["number"].item(row) != int(digits):
            return found
        return replace(
            found,
            state=unpack(column["state"].item(row), 2),
            mac=f"{column['mac'].item(row):05d}",
            locality=unpack(column["locality"].item(row), 2),
            needs_zip9=False,
        )

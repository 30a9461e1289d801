"""Compiled arrays and small records on disk: little-endian `.npy`, memory-mapped, and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def save(directory: Path, name: str, array: NDArray[Any]) -> None:
    """Write one array, little-endian whatever the machine."""
    np.save(directory / f"{name}.npy", array.astype(array.dtype.newbyteorder("<"), copy=False))


def load(directory: Path, name: str) -> NDArray[Any]:
    """Memory-map one array. It is read-only, and costs memory only for the pages that are touched."""
    return np.asarray(np.load(directory / f"{name}.npy", mmap_mode="r"))


def save_records(directory: Path, name: str, records: object) -> None:
    """Write small records as JSON."""
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    (directory / f"{name}.json").write_text(text, encoding="utf-8")


def load_records(directory: Path, name: str) -> Any:
    """Read the records that `save_records` wrote."""
    return json.loads((directory / f"{name}.json").read_bytes())

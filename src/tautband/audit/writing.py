"""The findings of all parts in one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tautband.audit.findings import SCHEMA


@contextmanager
def findings_file(path: Path) -> Iterator[Callable[[str], None]]:
    """A function that appends the findings of one part, given its file, and removes that file."""

    def append(part: str) -> None:
        with pa.memory_map(part) as source:
            table = pa.ipc.open_file(source).read_all()
            if table.num_rows:
                writer.write_table(table)
        Path(part).unlink()

    words = [field.name for field in SCHEMA if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(path, SCHEMA, use_dictionary=words, compression="snappy") as writer:
        yield append

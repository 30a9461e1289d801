"""The rows that all parts found, in one Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def write_part(table: Any, path: Path) -> None:
    """Write the rows of one part."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def append_part(part: str, writer: Any) -> None:
    """Write the rows of one part with a writer of tables, and remove the part's file."""
    with pa.memory_map(part) as source:
        table = pa.ipc.open_file(source).read_all()
        if table.num_rows:
            writer.write_table(table)
    Path(part).unlink()


@contextmanager
def whole_file(path: Path, schema: Any) -> Iterator[Callable[[str], None]]:
    """A function that appends the rows of one part, given its file, and removes that file."""
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(path, schema, use_dictionary=words, compression="snappy") as writer:
        yield partial(append_part, writer=writer)

"""Arrow columns as integers: each distinct text is read once, then gathered to the rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tautband.edits.line_columns import EARLIEST, LATEST, day_written, figures
from tautband.model.errors import InputError
from tautband.rulebook.packed import EPOCH

BAD_DAY = np.iinfo(np.int32).min
"""A date that is missing, impossible, or outside the years 1900 to 2199."""
FIRST_DAY, LAST_DAY = (EARLIEST - EPOCH).days, (LATEST - EPOCH).days
"""The first and last day that is read as a date."""


def one_array(column: Any) -> Any:
    """A column in one piece."""
    if isinstance(column, pa.ChunkedArray):
        if pa.types.is_dictionary(column.type):
            column = column.unify_dictionaries()
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return column


def text_of(column: Any) -> Any:
    """A column of ids as plain strings; numbers in their decimal form."""
    array = one_array(column)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        texts, at = encoded(array)
        return texts.take(pa.array(at, mask=at < 0))
    return array if pa.types.is_string(array.type) else pc.cast(array, pa.string())


def encoded(column: Any) -> tuple[Any, NDArray[np.int32]]:
    """The distinct texts of a column as an Arrow array of strings, and which each row has, -1 for null.

    A dictionary of another's making may hold a text twice, or null.
    """
    if column.null_count == len(column):
        return pa.array([], pa.string()), np.full(len(column), -1, np.int32)
    array = one_array(column)
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    if pa.types.is_floating(array.dictionary.type):
        plain = [None if v is None or math.isnan(v) else f"{v:.15g}" for v in array.dictionary.to_pylist()]
        texts = pa.array(plain, pa.string())
    elif pa.types.is_decimal(array.dictionary.type):
        plain = [None if v is None else _without_zeros(f"{v:f}") for v in array.dictionary.to_pylist()]
        texts = pa.array(plain, pa.string())
    else:
        texts = pc.cast(array.dictionary, pa.string())
    return texts, _numbers_or_none(pc.cast(array.indices, pa.int32()))


def _without_zeros(text: str) -> str:
    """A decimal number without the zeros behind its point: `20552.00` is the code 20552."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numbers_or_none(indices: Any) -> NDArray[np.int32]:
    """Indices with -1 for null. Four times as fast as Arrow's own filling."""
    if not indices.null_count:
        return np.asarray(indices.to_numpy())
    valid, held = indices.buffers()
    span = slice(indices.offset, indices.offset + len(indices))
    bits = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")[span]
    return (np.frombuffer(held, np.int32)[span] + np.int32(1)) * bits - np.int32(1)


def distinct(column: Any) -> tuple[list[str | None], NDArray[np.int32]]:
    """The distinct texts of a column and which each row has, -1 for null."""
    texts, at = encoded(column)
    return texts_of(texts), at


def texts_of(array: Any) -> list[str | None]:
    """The strings of an Arrow array; bytes that are no UTF-8 replaced."""
    try:
        texts: list[str | None] = array.to_pylist()
        return texts
    except UnicodeDecodeError:
        return [None if v is None else v.decode("utf-8", "replace") for v in pc.cast(array, pa.binary()).to_pylist()]


def mapped(column: Any, read: Callable[[str], Any], missing: Any, dtype: Any) -> NDArray[Any]:
    """`read` of each row's text, `missing` for null and blank text."""
    texts, at = distinct(column)
    values = [missing if text is None or text.strip() == "" else read(text) for text in texts]
    return np.array([*values, missing], dtype)[at]


def plain(column: Any, several: bool = False) -> list[Any]:
    """Each row's value: text as `distinct` reads it, a day for a time, None for null; a list of them where a row may
    hold `several`.

    A time beyond the years that are read is the text of its type, which is no date.
    """
    array = one_array(column)
    if several and _lists(array.type):
        values, ends = plain(array.flatten()), np.cumsum(pc.fill_null(array.value_lengths(), 0).to_numpy())
        begins = [0, *ends.tolist()]
        return [
            values[begin:end] if known else None
            for begin, end, known in zip(begins, ends.tolist(), array.is_valid().to_pylist(), strict=False)
        ]
    if pa.types.is_temporal(array.type):
        known = array.is_valid().to_pylist()
        otherwise = [str(array.type) if each else None for each in known]
        read = zip(days(array).tolist(), otherwise, strict=True)
        return [other if day == BAD_DAY else EPOCH + timedelta(day) for day, other in read]
    texts, at = distinct(array)
    return [None if place < 0 else texts[place] for place in at.tolist()]


def _lists(kind: Any) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


@contextmanager
def only_values(where: str) -> Iterator[None]:
    """Refuse, in the words of an InputError, a column of a type that holds neither text nor numbers nor days."""
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
        raise InputError(where, "a column of a type that holds no text, number or date", "Convert it.") from error


def days(column: Any) -> NDArray[np.int32]:
    """Day numbers of a column of dates, times or text (2024-03-01, 20240301, 01-Mar-2024, 3/1/2024); BAD_DAY for what
    is no date."""
    array = one_array(column)
    if pa.types.is_temporal(array.type):
        day = pc.fill_null(pc.cast(pc.cast(array, pa.date32(), safe=False), pa.int32()), int(BAD_DAY))
        found = day.to_numpy(zero_copy_only=False)
        return np.where((found < FIRST_DAY) | (found > LAST_DAY), BAD_DAY, found).astype(np.int32)
    return mapped(array, _day, BAD_DAY, np.int32)


def _day(text: str) -> int:
    day = day_written(text)
    return int(BAD_DAY) if day is None else (day - EPOCH).days


def numbers(column: Any, absent: float) -> NDArray[np.float64]:
    """A column of quantities; `absent` for null and blank text, NaN for what is no finite number."""
    array = one_array(column)
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        values: NDArray[np.float64] = pc.fill_null(pc.cast(array, pa.float64()), absent).to_numpy(zero_copy_only=False)
        finite = np.isfinite(values)
        return values if finite.all() else np.where(finite, values, np.nan)
    return mapped(array, _number, absent, np.float64)


def _number(text: str) -> float:
    try:
        value = float(figures(text) or "nan")
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan

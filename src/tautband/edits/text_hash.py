"""A 64-bit number for each text of an Arrow column, the same on every machine and in every run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_ODD = np.uint64(0x9E3779B97F4A7C15)
_ODD_TOO = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)
_MASKS = np.array([0] + [2**64 - 1 >> (64 - 8 * n) for n in range(1, 9)], np.uint64)


def mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each number scattered over all 64 bits; one to one."""
    value = (value ^ (value >> _HALF)) * _ODD
    value = (value ^ (value >> np.uint64(29))) * _ODD_TOO
    return value ^ (value >> _HALF)


def text_hash(array: Any) -> NDArray[np.uint64]:
    """The hash of each string of an Arrow string array without nulls. Two texts of one hash are one text but for a
    chance of one in 2^64.

    Eight bytes are taken at a time from all strings at once, so the cost is linear in the bytes.
    """
    n = len(array)
    if n == 0:
        return np.empty(0, np.uint64)
    wide = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    offsets = np.frombuffer(array.buffers()[1], np.int64 if wide else np.int32)[array.offset : array.offset + n + 1]
    start, length = offsets[:-1].astype(np.int64), np.diff(offsets)
    first, last = int(offsets[0]), int(offsets[-1])
    padded = np.zeros(last - first + 8, np.uint8)
    if last > first:
        padded[:-8] = np.frombuffer(array.buffers()[2], np.uint8)[first:last]
    longest = int(length.max())
    if longest == int(length.min()):
        return _hash_of_one_length(padded, n, longest)
    words = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,))
    start -= first
    state = length.astype(np.uint64) * _ODD_TOO
    left = length
    rows: NDArray[np.intp] | None = None
    for _ in range(0, longest, 8):
        if rows is not None or int(left.min()) <= 0:
            keep = np.flatnonzero(left > 0)
            rows = keep if rows is None else rows[keep]
            start, left = start[keep], left[keep]
        word = words[start]
        if int(left.min()) < 8:
            word = word & _MASKS[np.minimum(left, 8)]
        if rows is None:
            state = _absorbed(state, word)
        else:
            state[rows] = _absorbed(state[rows], word)
        start, left = start + 8, left - 8
    return mix(state)


def _hash_of_one_length(padded: NDArray[np.uint8], n: int, length: int) -> NDArray[np.uint64]:
    state = np.full(n, length, np.uint64) * _ODD_TOO
    for begin in range(0, length, 8):
        word = np.ndarray((n,), "<u8", padded, offset=begin, strides=(length,))
        state = _absorbed(state, word & _MASKS[min(length - begin, 8)])
    return mix(state)


def _absorbed(state: NDArray[np.uint64], word: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ word) * _ODD
    return state ^ (state >> _HALF)

from __future__ import annotations

import gc
import time

import pytest

from tautband.notes import read

PIECES = {
    "nothing": "",
    "blanks": " ",
    "line ends": "\n",
    "carriage returns": "\r",
    "tabs": "\t",
    "nulls": "\x00",
    "lone surrogates": "\ud800",
    "right to left": "\u202e\u05d9\u05d3",
    "letters without blanks": "a",
    "digits": "7",
    "boxes": "[ ] ",
    "open brackets": "[(",
    "bars": "| ",
    "tags": "<b>x</b>",
    "comments": "<!-- ",
    "volumes in one sentence": "1 mL ",
    "muscles in one sentence": "right trapezius ",
    "sentences": "injected lidocaine 1% 2 mL right trapezius. ",
    "dates": "03/04/2025 TPI ",
    "items": "1. injected right trapezius lidocaine 1 mL\n",
    "diagnoses": "Assessment: hypertension, diabetes\n",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("size", [1, 3, 100, 20_000])
def test_no_text_is_refused(piece: str, size: int) -> None:
    text = piece * (size // max(1, len(piece)) + 1)
    assert read(text).injections is not None


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_ten_times_the_text_takes_at_most_about_ten_times_as_long(piece: str) -> None:
    if not piece:
        pytest.skip("nothing stays nothing")

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        read(text)
        gc.disable()  # what other tests hold is not the reader's to walk
        begin = time.process_time()
        read(text)
        took = time.process_time() - begin
        gc.enable()
        return took

    assert seconds(200_000) <= 22 * max(seconds(20_000), 0.004)

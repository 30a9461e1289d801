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
    "payers": "Medicare aa bb cc dd ee ff OH zz ",
    "dates": "03/04/2025 TPI ",
    "items": "1. injected right trapezius lidocaine 1 mL\n",
    "diagnoses": "Assessment: hypertension, diabetes\n",
    "corrections": "Injected 1 mL right trapezius. They were not injected. Left deltoid was not injected. ",
    "sides for all": "Injected 1 mL trapezius.\nAll on the right.\n",
    "mirrors": "Right trapezius injected. Same on the left. ",
    "mirrored items": "1. Injected right trapezius x2\n2. Same on the left\n3. Same on the right\n",
    "drugs in one sentence": "bupivacaine 0.25% 2 mL, kenalog 40 mg, ",
    "joints": "Right knee joint injection performed with 1 mL kenalog. ",
    "misspelt names": "trapezious infraspinatis lidocane rhomboydes ",
    "tables": "Muscle | Side | Points | mL\ntrapezius | R | 2 | 1\nlevator | L | 1 | 0.5\n",
    "scores": "pain 6/10 before, 2/10 after. ",
    "sessions": "TPI 01/02/2024 with 60% relief for 8 weeks. TPI three months ago. ",
    "signatures": "Electronically signed by John Doe, MD. Supervised by Jane Roe, DO.\n",
    "problems": "Problem 1: knee joint injection 1 mL.\nProblem 2: trapezius trigger points.\n",
    "negations": "no tenderness, without twitch, denies pain, ",
    "sides to choose": "circle deltoid R L; psoas R [x] L ",
    "sides chosen": "Circle side: deltoid R / L 2, trapezius (R) L. ",
    "illnesses on one line": "Plan: hypertension, start amlodipine 5 mg daily; right trapezius injected 1 mL. ",
    "columns": "trapezius   levator   2\n",
    "codes": "Assessment: M17.12 E11.9 M54.16 I10 G43.709 ",
    "vials": "Injected 1 mL right trapezius.\nKenalog: single-dose vial, 1 mL, none left.\n",
    "headings": "HISTORY:\nEXAM:\nPROCEDURE:\nPLAN:\nASSESSMENT:\n",
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


@pytest.mark.parametrize("text", ["July", "seen in July ", "4 July", "July twenty"])
def test_a_text_may_end_with_the_name_of_a_month(text: str) -> None:
    assert read(text).date_of_service is None

"""The whole path run over labelled notes, each with what its registration would say."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

from tautband.accuracy import Report, score
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.pipeline import code, ready


def measured(gold: Path, *, by_style: bool = False) -> Report:
    """The report on a gold file, with that of each style of note where asked. InputError for a file without a label."""
    ready()
    gc.enable()  # the door turns it off for verbs that answer once
    report = score(gold, _predict, by_style=by_style)
    if not report.notes:
        raise InputError(str(gold), "no label in it", "Give a gold file: one labelled note a line.")
    return report


def _predict(
    text: str, payer: str | None, state: str | None, date_of_service: date | None, place_of_service: str | None
) -> tuple[Encounter, Coding]:
    if sys.stderr.isatty():
        sys.stderr.write(".")
        sys.stderr.flush()
    answer = code(text, payer=payer, state=state, date_of_service=date_of_service, place_of_service=place_of_service)
    return answer.encounter, answer.coding

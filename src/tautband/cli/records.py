"""JSON values as the nouns of the house, or an InputError that names the place and the nearest valid key.

A message holds names of keys and never a value: a record's values are a patient's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tautband.cli.arguments import day
from tautband.cli.claim_forms import check_forms
from tautband.cli.claim_lines import claims_of_lines, history_of_lines, is_table
from tautband.cli.inputs import json_records, read_json
from tautband.edits.line_columns import EARLIEST
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError, did_you_mean

M = TypeVar("M", bound=BaseModel)


def read_encounter(name: str) -> Encounter:
    """The encounter of a JSON file: the object itself, or an earlier answer that holds it under `encounter`."""
    return encounter_of(name, read_json(name))


def encounter_of(name: str, value: Any) -> Encounter:
    """The encounter of a JSON value, or the one an earlier answer holds."""
    if isinstance(value, dict) and value.get("resourceType"):
        raise InputError(name, "a FHIR resource, where an encounter is read", "Give the resource as a note of its own.")
    if isinstance(value, dict) and "claim_id" in value and "lines" in value:
        raise InputError(name, "a claim, where a note or an encounter is read", "Claims go to `scrub`.")
    if isinstance(value, dict) and "encounter" in value:
        value = value["encounter"]
    return record(Encounter, value, name)


def read_history(name: str) -> tuple[HistoryEntry, ...]:
    """The earlier services in a file: a list of history objects, one object a line, or a table of claim lines."""
    if is_table(name):
        return tuple(history_of_lines(name))
    return tuple(record(HistoryEntry, entry, where) for where, entry in json_records(name))


def read_claims(name: str, records: Iterable[tuple[str, Any]] | None = None) -> Iterator[Claim]:
    """The claims of a file: one object, an array, one object a line, or a table of claim lines.

    `records` are the file's records where it was read already.
    """
    if is_table(name):
        yield from claims_of_lines(name)
        return
    for where, value in json_records(name) if records is None else records:
        claim = record(Claim, value, where)
        if not claim.lines:  # nothing would be asked of it, and nothing asked is no answer
            raise InputError(f"{where}: lines", "none", "Give each service: its code, units and diagnoses.")
        check_forms(claim, where)
        yield claim


def record(model: type[M], value: Any, where: str) -> M:
    """The JSON value `value` as a `model`; a number is no date and 1 is no `true`. InputError for its first fault."""
    _check_days(value, where)
    try:
        return model.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        raise _fault(model, error.errors(include_url=False, include_input=False)[0], where) from None


def _check_days(value: Any, where: str) -> None:
    """Refuse text that pydantic would take for a date though nobody means one ("0" is its 1970-01-01), and a day beyond
    the years that tables of claim lines are read for.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _DAYS and isinstance(inner, str):
                if day(f"{where}: {key}", inner, "the text") < EARLIEST:
                    raise InputError(f"{where}: {key}", f"before {EARLIEST.year}", "Write the day that is meant.")
            else:
                _check_days(inner, where)
    elif isinstance(value, list):
        for inner in value:
            _check_days(inner, where)


_DAYS = (
    "date", "date_of_service", "decided_on", "filed_on", "history_from", "last_session_date", "paid_on", "received_on",
    "sent_on", "signed_on", "today",
)  # fmt: skip


def _fault(model: type[BaseModel], fault: ErrorDetails, where: str) -> InputError:
    steps = [_step(step) for step in fault["loc"]]
    place = f"{where}: {'.'.join(steps)}" if steps else where
    if fault["type"] == "extra_forbidden":
        valid = sorted(_keys(model.model_json_schema()))
        return InputError(place, "unknown key", did_you_mean(str(fault["loc"][-1]), valid, "Remove it."))
    if fault["type"] == "missing":
        return InputError(place, "required and missing", "Add it.")
    if fault["type"] in ("model_type", "model_attributes_type"):
        return InputError(place, "not a JSON object", f"Give {'it' if steps else f'the {_named(model)}'} as an object.")
    if fault["type"].startswith("decimal"):
        return InputError(place, "not a number", "Write figures alone, such as 1 or 95.00.")
    message = fault["msg"]
    return InputError(place, message[:1].lower() + message[1:], "Correct the value.")


def _named(model: type[BaseModel]) -> str:
    """A model's name in words."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()


def _step(step: int | str) -> str:
    """One step of a key path; a key that is no plain name is not repeated."""
    return str(step) if isinstance(step, int) or re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", step) else "(a key)"


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value)

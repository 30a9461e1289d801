"""Policy files as their authors write them, read strictly: every fault names the file, the key and the nearest
valid key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tautband.model.errors import PolicyError, did_you_mean
from tautband.model.policy import Revision

UNDATED = "undated"

T = TypeVar("T", bound=BaseModel)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one TOML file. Raises PolicyError with the line where it is malformed."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise PolicyError(str(path), f"byte {error.start} is not UTF-8", "Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(str(path), f"not TOML: {error}", "Mend the line named.") from error
    except OSError as error:
        raise PolicyError(
            str(path), error.strerror or "cannot be read", "Check the path and its permissions."
        ) from error


def read_revision(path: Path, root: Path) -> Revision:
    """The revision in the file `<root>/<payer>/<policy>/<date>.toml`. Raises PolicyError for any fault of the file."""
    parts = path.relative_to(root).parts
    if len(parts) != 3:
        raise PolicyError(str(path), "a revision lives at <payer>/<policy>/<date>.toml", "Move the file there.")
    tables = read_toml(path)
    for key in ("payer", "policy", "first_service_date"):
        if key in tables:
            raise PolicyError(f"{path}: {key}", "the path already says this", "Remove the key.")
    return checked(
        Revision,
        {"payer": parts[0], "policy": parts[1], "first_service_date": _first_service_date(path), **tables},
        str(path),
    )


def _first_service_date(path: Path) -> date | None:
    if path.stem == UNDATED:
        return None
    try:
        return date.fromisoformat(path.stem)
    except ValueError as error:
        raise PolicyError(
            str(path), "the file's name is not its first service date", "Name it YYYY-MM-DD.toml or undated.toml."
        ) from error


def checked(model: type[T], tables: Mapping[str, Any], where: str) -> T:
    """`tables` as `model`, or a PolicyError that names the key path and, for an unknown key, the nearest valid one.

    An unknown key is told first: a misspelt key is missing too, which helps nobody.
    """
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        faults = error.errors()
        unknown = (fault for fault in faults if fault["type"] == "extra_forbidden")
        raise _for_the_author(model, next(unknown, faults[0]), where) from error


def _for_the_author(model: type[BaseModel], fault: ErrorDetails, where: str) -> PolicyError:
    path = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        unknown = str(fault["loc"][-1])
        valid = sorted(_keys_at(model, fault["loc"][:-1]))
        hint = did_you_mean(unknown, valid, f"Valid keys: {', '.join(valid)}.", alike=0.5)
        return PolicyError(f"{where}: {path}", "unknown key", hint)
    if fault["type"] == "missing":
        return PolicyError(f"{where}: {path}", "required key is missing", "Add it.")
    what = fault["msg"].removeprefix("Value error, ")
    return PolicyError(f"{where}: {path}" if path else where, what[:1].lower() + what[1:], "Correct the value.")


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> set[str]:
    """The keys the schema allows at `location`, by walking the model's annotations."""
    for step in location:
        if isinstance(step, int):
            continue
        field = next(f for name, f in model.model_fields.items() if step in (name, f.alias))
        inner = _model_within(field.annotation)
        if inner is None:
            return set()
        model = inner
    return {field.alias or name for name, field in model.model_fields.items()}


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)

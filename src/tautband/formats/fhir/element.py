"""One JSON object of a resource: its values come out typed, or an InputError names the path where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from tautband.model.errors import InputError

_NAME = re.compile(r"_?[A-Za-z][A-Za-z0-9]{0,63}")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):\d{2}(?::\d{2}(?:\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})?)?")
_ALWAYS_READ = frozenset({"resourceType", "id", "meta", "text", "language", "implicitRules"})
_LARGEST = Decimal(10) ** 12
_LATEST_AT_HOME = 11
"""Hours of UTC before which it may still be the day before somewhere between Maine and American Samoa."""


class Element:
    """An object of FHIR's JSON with the path it stands at.

    It remembers which of its keys were asked for, so that `unread` tells what nobody looked at. A value of the wrong
    JSON type is an InputError; an absent one, null and an empty text are None.
    """

    __slots__ = ("_asked", "_children", "_data", "_root", "path")

    def __init__(self, data: Mapping[str, Any], path: str, root: Element | None = None) -> None:
        self.path = path
        self._root = root
        self._data = data
        self._asked: set[str] = set()
        self._children: dict[str, list[Element]] = {}

    @property
    def root(self) -> Element:
        """The resource this object belongs to, which holds what `#` references name."""
        return self._root or self

    @property
    def kind(self) -> str:
        """The resource type; empty text for what is no resource."""
        value = self._data.get("resourceType")
        return value if isinstance(value, str) else ""

    @property
    def id(self) -> str | None:
        """The logical id of a resource."""
        value = self._data.get("id")
        return value if isinstance(value, str) and value else None

    @property
    def plain(self) -> Mapping[str, Any]:
        """The JSON object itself."""
        return self._data

    def has(self, key: str) -> bool:
        """Whether there is any value under a key."""
        return self._data.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a key of this object."""
        return f"{self.path}.{key}"

    def text(self, key: str) -> str | None:
        """A text, without blanks around it."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, "a text")
        return value.strip() or None

    def flag(self, key: str) -> bool | None:
        """True or false."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def whole(self, key: str) -> int | None:
        """A whole number."""
        value = self._get(key)
        return None if value is None else self._whole(value, key)

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(self._whole(value, key) for value in self._several(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty ones are left out."""
        values = self._several(key)
        if any(not isinstance(value, str) for value in values):
            raise self._wrong(key, "a list of texts")
        return tuple(value.strip() for value in values if value.strip())

    def number(self, key: str) -> Decimal | None:
        """A decimal number, as it is written."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise self._wrong(key, "a number")
        try:
            number = Decimal(str(value))
        except (InvalidOperation, ValueError):
            raise self._wrong(key, "a number") from None
        if not number.is_finite() or abs(number) >= _LARGEST:
            raise self._wrong(key, "a number that can be counted with")
        return number

    def day(self, key: str) -> date | None:
        """The calendar day of a date, dateTime or instant; None for a year or month alone.

        A time with an offset gives the day at that offset. A time in UTC gives the day only where it is the same day in
        all of the United States but its islands west of the date line; else None, since the day of the service is a
        local one.
        """
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, "a date")
        if re.fullmatch(r"\d{4}(-\d{2})?", value):
            return None
        match = _DAY.fullmatch(value)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            day = None
        if match is None or day is None:
            raise self._wrong(key, "a date such as 2026-03-02")
        in_utc = match[3] in ("Z", "+00:00", "-00:00")
        return None if in_utc and int(match[2]) < _LATEST_AT_HOME else day

    def object(self, key: str) -> Element | None:
        """One inner object."""
        if key not in self._children:
            value = self._get(key)
            if value is not None and not isinstance(value, Mapping):
                raise self._wrong(key, "an object")
            self._children[key] = [] if value is None else [Element(value, self.at(key), self.root)]
        return next(iter(self._children[key]), None)

    def objects(self, key: str) -> list[Element]:
        """A list of inner objects."""
        if key not in self._children:
            values = self._several(key)
            if any(not isinstance(value, Mapping) for value in values):
                raise self._wrong(key, "a list of objects")
            self._children[key] = [
                Element(value, f"{self.at(key)}[{number}]", self.root) for number, value in enumerate(values)
            ]
        return self._children[key]

    def forget(self) -> None:
        """Let go of what was read below this object; it can be read again."""
        self._children = {}
        self._asked = set()

    def unread(self) -> Iterator[str]:
        """The paths below this resource that nobody asked for, without the places in lists."""
        for key, value in self._data.items():
            if key in _ALWAYS_READ or value is None:
                continue
            if key not in self._asked:
                yield key if _NAME.fullmatch(key) else "(a key)"
            for child in self._children.get(key, ()):
                yield from (f"{key}.{path}" for path in child.unread())

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self._data.get(key)

    def _several(self, key: str) -> list[Any]:
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            raise self._wrong(key, "a list")
        return [each for each in value or () if each is not None]

    def _whole(self, value: Any, key: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(key, "a whole number")
        return value

    def _wrong(self, key: str, wanted: str) -> InputError:
        return InputError(self.at(key), f"not {wanted}", "Mend the resource where it was made.")

"""A Bundle while it is put together: resources get an id from their content, and are written as JSON."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tautband.formats.fhir.codes import OUR_URL

Json = dict[str, Any]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OUR_URL)
_OF_THE_DAY = frozenset({"created", "recorded"})
"""When a resource was made is no part of what it says: its id does not depend on it."""


class Bundle:
    """A collection of resources, each once, in the order they were added."""

    def __init__(self) -> None:
        self._resources: dict[str, Json] = {}

    def add(self, resource: Json) -> Json:
        """Take a resource in and give back the reference to it. Its id is made of its content, so that the same content
        has the same id whenever it is written.
        """
        held = {key: value for key, value in resource.items() if value not in (None, [], {}, "")}
        content = text_of_json({key: value for key, value in held.items() if key not in _OF_THE_DAY}, indent=None)
        name = str(uuid.uuid5(_NAMESPACE, content))
        self._resources[name] = {"resourceType": held.pop("resourceType"), "id": name, **held}
        return {"reference": f"urn:uuid:{name}"}

    def json(self, identifier: str) -> Json:
        """The Bundle as a JSON object, with its own identifier."""
        entries = [{"fullUrl": f"urn:uuid:{name}", "resource": held} for name, held in self._resources.items()]
        name = uuid.uuid5(_NAMESPACE, "\n".join([identifier, *self._resources]))
        return {
            "resourceType": "Bundle",
            "id": str(name),
            "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{name}"},
            "type": "collection",
            "entry": entries,
        }


def text_of_json(value: Any, indent: int | None = 2) -> str:
    """A value as JSON text; decimals keep the places they have, as FHIR asks."""
    return "".join(_pieces(value, indent, 0))


def _pieces(value: Any, indent: int | None, depth: int) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        line, end = ("", "") if indent is None else (f"\n{' ' * indent * (depth + 1)}", f"\n{' ' * indent * depth}")
        yield opening
        for number, inner in enumerate(value):
            yield f"{',' if number else ''}{line}"
            if isinstance(value, dict):
                yield f"{json.dumps(inner, ensure_ascii=False)}: "
                inner = value[inner]
            yield from _pieces(inner, indent, depth + 1)
        yield f"{end}{closing}"
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    else:
        yield json.dumps(value, ensure_ascii=False)

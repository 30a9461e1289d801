"""All resources of one input, however they came: in a Bundle, alone, one a line; found again by their references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tautband.formats.fhir.element import Element
from tautband.model.errors import InputError

_LITERAL = re.compile(r"(?:.*/)?([A-Z][A-Za-z]{1,63})/([A-Za-z0-9.\-]{1,64})(?:/_history/[A-Za-z0-9.\-]{1,64})?")
_DEEPEST = 8
"""Bundles within bundles."""


class Resources:
    """The resources of an input in their order, each with the path it stands at.

    A resource given twice in the same words counts once. Two that share an identity and differ are an InputError only
    when a reference names them.
    """

    def __init__(self, given: Iterable[tuple[str, Any]]) -> None:
        self.all: list[Element] = []
        self._by_name: dict[str, list[Element]] = {}
        self._by_kind: dict[str, list[Element]] = {}
        for where, value in given:
            self._add(where, value, None, 0)

    def of(self, *kinds: str) -> list[Element]:
        """The resources of these types, in order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return [resource for resource in self.all if resource.kind in kinds]

    def named(self, reference: Element | None) -> Element | None:
        """The resource that a reference names; None where it names none or one that is not here."""
        name = reference.text("reference") if reference else None
        if reference is None or name is None:
            return None
        if name.startswith("#"):
            contained = reference.root.objects("contained")
            return next((each for each in contained if each.id == name[1:]), None)
        found = self._by_name.get(name)
        if not found and (match := _LITERAL.fullmatch(name)):
            found = self._by_name.get(f"{match[1]}/{match[2]}")
        if not found:
            return None
        if len(found) > 1:
            raise InputError(reference.at("reference"), "two different resources have this identity", "Keep one.")
        return found[0]

    def kept_out(self, used: frozenset[str]) -> dict[str, int]:
        """How many resources of each type are of no use here, by type."""
        counts: dict[str, int] = {}
        for resource in self.all:
            if resource.kind not in used:
                kind = resource.kind if re.fullmatch(r"[A-Z][A-Za-z]{1,40}", resource.kind) else "(no known type)"
                counts[kind] = counts.get(kind, 0) + 1
        return dict(sorted(counts.items()))

    def _add(self, where: str, value: Any, full_url: str | None, depth: int) -> None:
        if not isinstance(value, Mapping):
            raise InputError(where, "not a JSON object", "Give FHIR resources.")
        kind = value.get("resourceType")
        if not isinstance(kind, str) or not kind:
            raise InputError(where, "no resourceType", "Give FHIR resources.")
        if kind == "Bundle":
            for place, inner, url in _entries(where, value, depth):
                self._add(place, inner, url, depth + 1)
            return
        resource = Element(value, where)
        names = {name for name in (full_url, f"{kind}/{resource.id}" if resource.id else None) if name}
        known = [other for name in names for other in self._by_name.get(name, ())]
        if any(other.plain == value for other in known):
            return
        self.all.append(resource)
        self._by_kind.setdefault(kind, []).append(resource)
        for name in names:
            self._by_name.setdefault(name, []).append(resource)


def _entries(where: str, bundle: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any, str | None]]:
    """Each resource of a Bundle with its path and full URL; an entry without a resource is passed over."""
    if depth >= _DEEPEST:
        raise InputError(where, "Bundles nested too deeply", "Give the inner Bundle.")
    for number, entry in enumerate(Element(bundle, where).objects("entry")):
        if (resource := entry.object("resource")) is not None:
            yield f"{where}.entry[{number}].resource", resource.plain, entry.text("fullUrl")


def is_fhir(value: Any) -> bool:
    """Whether a JSON value is a FHIR resource, or a list that begins with one."""
    if isinstance(value, list) and value:
        value = value[0]
    return isinstance(value, Mapping) and isinstance(value.get("resourceType"), str)


def is_bundle(value: Any) -> bool:
    """Whether a JSON value is a Bundle."""
    return isinstance(value, Mapping) and value.get("resourceType") == "Bundle"


def each_resource(where: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A resource, or each of a list of them, with its place."""
    if isinstance(value, list):
        yield from ((f"{where}: item {number}", each) for number, each in enumerate(value, 1))
    else:
        yield where, value


def place_of(name: str, value: Any) -> str:
    """Where a resource stands: the file and its type."""
    kind = value.get("resourceType") if isinstance(value, Mapping) else None
    told = isinstance(kind, str) and re.fullmatch(r"[A-Z][A-Za-z]{1,40}", kind)
    return f"{name}: {kind}" if told else name

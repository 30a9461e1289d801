"""Resources with a few values changed to odd ones, for tests that read whatever comes."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from formats.fhir.sample import AROUND, CLAIM, CORPUS, ENCOUNTER, bundle, document

OURS = [bundle(ENCOUNTER, document(), CLAIM, *AROUND), document(encounter=None), CLAIM]
ODD: list[Any] = [
    None, True, False, 0, -1, 1e308, 10**40, 0.1, "", " ", "x" * 5000, "\0", "\ud800", [], {}, [None], [[]], [{}],
    {"": {}}, "9999-12-31", "0001-01-01T00:00:00Z", "2026-02-30", "#", "#p", "Patient/p1", "urn:uuid:x", "data:,", "=",
    {"reference": "Bundle/b"}, {"reference": "#p"}, [{"reference": "Encounter/e1"}],
    {"coding": [{"system": "x", "code": "20552"}]},
]  # fmt: skip
SECRET = "Wilhelmina Quist"


def examples() -> list[Any]:
    return [*OURS, *(json.loads(path.read_text()) for path in sorted(CORPUS.rglob("*.json")))]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder of a value with the key or place it holds it at."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inner:
        yield value, key
        yield from places(held)


def mutated(value: Any, chance: random.Random) -> Any:
    changed = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = chance.choice(list(places(changed)))
        others = list(places(changed))
        act = chance.randrange(5)
        if act == 0:
            holder[key] = copy.deepcopy(chance.choice(ODD))
        elif act == 1:
            elsewhere, at = chance.choice(others)
            holder[key] = copy.deepcopy(elsewhere[at])
        elif act == 2 and isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)
        elif act == 3 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[key] = SECRET
    return changed

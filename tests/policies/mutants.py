"""Policies with one value changed: what an author's slip would look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from oracle.lines import Sets, is_listed
from policies.outcomes import Shown
from tautband.model.strict import Strict
from tautband.rulebook.examples import example_claim
from tautband.rulebook.tables import Tables


class Mutant(NamedTuple):
    """The parameters of an edit with one value changed. `where` says which: the survivors' list names it so."""

    where: str
    parameters: dict[str, Any]


def mutants(
    edit: str, parameters: dict[str, Any], model: type[Strict], examples: Sequence[Shown], groups: Sets
) -> Iterator[Mutant]:
    """Every number and date by one, every flag turned, every list without each of its members, and with one more.

    The one more is a code, diagnosis, modifier and so on that the edit's examples speak of and the list does not hold;
    each such list is one mutant for every candidate, named alike, of which one must fail. The codes an edit judges get
    no more: an example has no word for a line that the edit should have passed over.
    """
    for key, value in parameters.items():
        where = f"{edit} {key}"
        if isinstance(value, list):
            for position, member in enumerate(value):
                rest = value[:position] + value[position + 1 :]
                yield Mutant(f"{where} without {member}", {**parameters, key: rest})
            sort = _sort_of(model, key)
            for candidate in sorted(_spoken_of(sort, examples)) if key != "codes" else ():
                if not _holds(sort, value, candidate, groups):
                    yield Mutant(f"{where} with one more", {**parameters, key: [*value, candidate]})
            continue
        for changed in _by_one(value):
            yield Mutant(f"{where} {value} to {changed}", {**parameters, key: changed})


def _holds(sort: str, entries: Sequence[str], candidate: str, groups: Sets) -> bool:
    if sort == "codes":
        return groups.holds(entries, candidate)
    return is_listed(entries, candidate) if sort == "diagnoses" else candidate in entries


def _by_one(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value - 1, value + 1]
    if isinstance(value, date):
        return [value - timedelta(days=1), value + timedelta(days=1)]
    return []


def _sort_of(model: type[Strict], key: str) -> str:
    """What the list holds: codes, diagnoses, modifiers, places, names or elements."""
    info = model.model_fields[key]
    waiting: list[Any] = [*info.metadata, info.annotation]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            return item
        if get_origin(item) is Annotated:
            waiting.extend(item.__metadata__)
        else:
            waiting.extend(arg for arg in get_args(item) if not isinstance(arg, str))
    raise TypeError(f"parameter {key!r} of {model.__qualname__} is a list of no known sort")


def _spoken_of(sort: str, examples: Sequence[Shown]) -> set[str]:
    found: set[str] = set()
    for shown in examples:
        claim = example_claim(shown.example, "example", shown.edit, "20552")
        note = claim.encounter
        if sort == "codes":
            found.update(line.code for line in claim.lines)
            found.update(entry.code for entry in claim.history or ())
        elif sort == "diagnoses":
            found.update(diagnosis for line in claim.lines for diagnosis in line.diagnoses)
        elif sort == "modifiers":
            found.update(modifier for line in claim.lines for modifier in line.modifiers)
        elif sort == "places":
            found.add(claim.place_of_service or "")
        elif note and sort == "elements":
            found.update(note.documentation)
        elif note and sort == "names":
            drug_class = Tables.open().drugs.drug_class
            found.update(diagnosis.concept for diagnosis in note.diagnoses)
            found.update(drug_class(agent.drug) or agent.drug for agent in note.agents)
            found.update(person.credential for person in note.people)
    return found - {""}

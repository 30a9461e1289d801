"""Whatever a resource holds: it is read, or refused with its path and without a value."""

from __future__ import annotations

import gc
import random
import time
from typing import Any

import pytest

from formats.fhir.mutants import SECRET, examples, mutated
from formats.fhir.sample import AROUND, CLAIM, ENCOUNTER, bundle, document
from tautband.formats.fhir.notes import read_notes
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import passed_over, read_claims
from tautband.formats.fhir.resources import Resources
from tautband.model.errors import InputError


def check(value: Any) -> None:
    told: list[str] = []
    try:
        resources = Resources([("in", value)])
        for note in read_notes(resources):
            told += [str(note)] if isinstance(note, InputError) else list(note.notices)
    except InputError as error:
        told.append(str(error))
    try:
        resources = Resources([("in", value)])
        for each in read_claims(resources):
            if isinstance(each, ReadClaim):
                told += [str(problem) for problem in each.problems] + list(each.assumed) + list(each.left_out)
            else:
                told.append(str(each.error))
        told += list(passed_over(resources))
    except InputError as error:
        told.append(str(error))
    assert [text for text in told if SECRET in text] == []


def run(first: int, last: int) -> None:
    held = examples()
    for seed in range(first, last):
        chance = random.Random(seed)
        check(mutated(held[seed % len(held)], chance))


def test_a_sample_of_mutated_examples_is_read_or_refused() -> None:
    run(0, 500)


@pytest.mark.slow
def test_ten_thousand_mutated_examples_are_read_or_refused() -> None:
    run(500, 10_500)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"resourceType": 7}, {"resourceType": "Bundle", "entry": 7}])
def test_what_is_no_resource_is_refused(value: Any) -> None:
    with pytest.raises(InputError):
        Resources([("in", value)])


def test_bundles_in_bundles_end_somewhere() -> None:
    value: Any = CLAIM
    for _ in range(50):
        value = bundle(value)
    with pytest.raises(InputError, match="nested too deeply"):
        Resources([("in", value)])


@pytest.mark.slow
def test_the_cost_grows_with_the_number_of_notes_and_claims_and_not_faster() -> None:
    def seconds(count: int) -> float:
        visits = [
            resource
            for n in range(count)
            for resource in (
                ENCOUNTER | {"id": f"e{n}"},
                document(f"n{n}", encounter=f"e{n}"),
                CLAIM | {"id": f"k{n}", "patient": {"reference": f"Patient/x{n}"}},
            )
        ]
        value = bundle(*visits, *AROUND)
        gc.collect()
        start = time.process_time()
        assert len(list(read_notes(Resources([("in", value)])))) == count
        assert len(list(read_claims(Resources([("in", value)])))) == count
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) <= 8 * seconds(400)

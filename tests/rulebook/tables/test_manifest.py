from __future__ import annotations

import csv
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tautband.rulebook.tables import Tables, manifest, page
from tautband.rulebook.tables.source import FOLDER, rows

SOURCES = Tables.open().sources
KEYS = {
    "ncci_pairs": ("column1", "column2", "deleted_on", "effective_from", "indicator", "basis"),
    "ncci_coverage": ("code",),
    "mue": ("setting", "code", "quarter"),
    "mue_coverage": ("code",),
    "addon_codes": ("add_on", "primary"),
    "fee_schedule": ("code", "modifier", "effective_from"),
    "conversion_factors": ("effective_from", "track"),
    "gpci": ("mac", "locality", "effective_from"),
    "zip_locality": ("zip5",),
    "icd9_tpi": ("icd9", "icd10"),
    "hcpcs_drugs": ("code",),
    "code_validity": ("code",),
    "place_of_service": ("code",),
    "mac_jurisdictions": ("mac",),
    "denials": ("group", "carc", "rarc", "payer_scope"),
    "timely_filing": ("payer",),
}


def test_every_table_has_a_source_and_every_source_a_table() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".gz")}
    assert {source.file for source in SOURCES.values()} == files, "name every table in manifest.toml"
    assert {name: source.file.split(".")[0] for name, source in SOURCES.items()} == {name: name for name in SOURCES}


PUBLISHED = sorted(name for name, source in SOURCES.items() if source.source != "Own rules")


def test_only_our_own_rules_of_coding_go_without_a_hash() -> None:
    assert sorted(name for name, source in SOURCES.items() if source.sha256) == PUBLISHED
    assert len(PUBLISHED) > 20


@pytest.mark.parametrize("name", PUBLISHED)
def test_rows_and_hash_are_those_of_the_file(name: str) -> None:
    stated = (SOURCES[name].rows, SOURCES[name].sha256)
    assert stated == manifest.measure(name), "run `python -m tautband.rulebook.tables` after editing a table"
    assert stated[0] != 0


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_says_all_that_a_reader_must_know(name: str) -> None:
    source = SOURCES[name]
    assert all((source.title, source.source, source.edition, source.licence, source.evidence))
    assert source.as_of <= date(2026, 11, 21)
    assert (source.covers_from is None) == (source.covers_to is None)
    assert Tables.open().citation(name).source == source.source


@pytest.mark.parametrize(("name", "key"), sorted(KEYS.items()))
def test_rows_are_sorted_and_no_key_stands_twice(name: str, key: tuple[str, ...]) -> None:
    found = [tuple(row[column] or ("9999" if column == "deleted_on" else "") for column in key) for row in rows(name)]
    assert found == sorted(set(found))


def test_spans_of_one_key_do_not_overlap() -> None:
    overlapping = []
    for name, key, begins, ends in (
        ("fee_schedule", ("code", "modifier"), "effective_from", "effective_to"),
        ("gpci", ("mac", "locality"), "effective_from", "effective_to"),
        ("icd10cm", ("code",), "valid_from", "valid_to"),
    ):
        assert len(rows(name)) > 500
        for one, two in pairwise(rows(name)):
            if [one[c] for c in key] == [two[c] for c in key] and (one[ends] or "9999") >= two[begins]:
                overlapping.append((name, two))
    assert overlapping == []


def test_no_row_has_more_cells_than_the_header_and_no_file_a_year_in_its_name() -> None:
    ragged = []
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        ragged += [(path.name, number) for number, line in enumerate(lines, 2) if len(line) != len(header)]
    assert ragged == []
    assert [path.name for path in FOLDER.iterdir() if re.search(r"20\d\d", path.name)] == []


LABELS = {"hcpcs_drugs": ("code", "label"), "place_of_service": ("code", "label"), "denial_causes": ("cause", "says")}
"""The only columns of free text beside a code, all in our own words (ICD-10-CM titles are public domain)."""
WORDY = re.compile(r"\b(description|descriptor|long_text|short_text)\b")


def test_procedure_codes_carry_no_descriptors() -> None:
    described = [
        name for name in SOURCES if name != "icd10cm" and any(WORDY.search(column) for column in rows(name)[0])
    ]
    assert described == []


def test_beside_a_procedure_code_stands_no_prose() -> None:
    procedure = re.compile(r"\d{4}[0-9T]")
    prose = []
    for name in sorted(set(PUBLISHED) - {"zip_locality", "icd10cm", "gpci", "place_of_service", "muscles"}):
        for row in rows(name):
            if any(procedure.fullmatch(cell) for cell in row.values()):
                prose += [(name, cell) for cell in row.values() if len(cell.split()) > 9]
    assert prose == []


def test_the_search_for_prose_would_see_a_descriptor() -> None:
    assert len("An invented label of a needle put into soft tissue under guidance".split()) > 9  # noqa: SIM905


def test_labels_are_short() -> None:
    assert [row["label"] for row in rows("hcpcs_drugs") if len(row["label"].split()) > 7] == []
    assert [row["label"] for row in rows("place_of_service") if len(row["label"].split()) > 6] == []


def test_the_page_of_tables_is_up_to_date() -> None:
    held = Path(__file__).parents[3] / "docs" / "tables.md"
    assert held.read_text(encoding="utf-8") == page.render(SOURCES.values()), (
        "run `python -m tautband.rulebook.tables` after editing a table"
    )

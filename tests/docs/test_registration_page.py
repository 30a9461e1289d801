"""The page of the registration file names every field there is, and its example is right."""

from __future__ import annotations

import json
import re
from datetime import date

from docs.generate.code_blocks import blocks
from guards.tree import ROOT
from tautband.claims.registration_checks import registration_faults
from tautband.cli.records import record
from tautband.formats.cms1500.grid import places
from tautband.model.registration import (
    Accident,
    Address,
    Attachment,
    Authorization,
    Coverage,
    DrugSupply,
    Notice,
    Person,
    Provider,
    Registration,
    Submission,
)
from tautband.rulebook.tables import Tables

PAGE = (ROOT / "docs" / "registration.md").read_text(encoding="utf-8")
PARTS = (
    Registration, Person, Address, Coverage, Provider, Notice, Authorization, DrugSupply, Accident, Attachment,
    Submission,
)  # fmt: skip


def test_every_field_of_a_registration_stands_on_its_page() -> None:
    fields = {f"{model.__name__}.{name}": name for model in PARTS for name in model.model_fields}
    assert len(fields) > 75
    assert [field for field, name in fields.items() if f"`{name}`" not in PAGE] == []


def test_the_example_is_a_registration_without_a_fault() -> None:
    (example,) = [json.loads(block.body) for block in blocks(PAGE) if block.value == "registration.json"]
    desk = record(Registration, example, "the example")
    assert registration_faults(desk, date(2026, 3, 2), Tables.open()) == []
    assert len(desk.coverages) == 2


def test_every_box_of_the_form_stands_on_the_page_of_claims() -> None:
    page = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b\d{1,2}[a-dA-J]?\b", page.partition("### Which box holds what")[2].partition("## ")[0]))
    boxes = {place.box for place in places().values()} - {"carrier"}
    assert len(boxes) > 45
    assert sorted(boxes - named) == []

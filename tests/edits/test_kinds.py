"""What a new kind of edit brings with it, so that the slow comparison of its two versions can mean something."""

from __future__ import annotations

import re
from pathlib import Path

from tautband.edits.kinds import all_kinds

TESTS = Path(__file__).parents[1]
KIND = re.compile(r'^kind = "(\w+)"', re.M)


def test_every_kind_has_a_plain_version_of_its_name() -> None:
    plain = {
        path.stem for path in (TESTS / "oracle").glob("*.py") if "\ndef judge(" in path.read_text(encoding="utf-8")
    }
    assert plain == set(all_kinds())


def test_every_kind_that_claims_are_drawn_for_stands_in_the_policies_written_for_tests() -> None:
    policies = (TESTS / "policies" / "only_for_tests").glob("*/*/*.toml")
    tried = {kind for path in policies for kind in KIND.findall(path.read_text(encoding="utf-8"))}
    national = {"code_valid_on_date", "pair_not_allowed"}
    assert set(all_kinds()) - tried == national

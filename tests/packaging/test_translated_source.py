from __future__ import annotations

import ast
from collections.abc import Iterator

from guards.tree import PACKAGE
from hatch_build import with_final_constants

SOURCE = '''"""A module."""

from __future__ import annotations

FEW = 3
NONE: list[str] = []
SIDES = {
    "l",
}
quiet = 1
HERE: int


def read() -> int:
    LOCAL = FEW
    return LOCAL + quiet
'''


def test_constants_alone_are_said_to_be_final() -> None:
    final = with_final_constants(SOURCE)
    assert [line for line in final.splitlines() if line not in SOURCE.splitlines()] == [
        "from typing import Final",
        "FEW: Final = 3",
        "NONE: Final[list[str]] = []",
        "SIDES: Final = {",
    ]


def test_what_is_final_runs_as_before() -> None:
    names: dict[str, object] = {}
    exec(with_final_constants(SOURCE), names)
    assert (names["FEW"], names["NONE"], names["SIDES"]) == (3, [], {"l"})


def unpacked_in_membership(source: str) -> Iterator[int]:
    """The lines that ask whether something is in a sequence written there and then out of others: mypyc fails on it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            for asked in node.comparators:
                if isinstance(asked, ast.Tuple | ast.List | ast.Set) and any(
                    isinstance(each, ast.Starred) for each in asked.elts
                ):
                    yield node.lineno


def test_the_reader_asks_for_no_membership_that_cannot_be_translated() -> None:
    assert list(unpacked_in_membership('found = word in (*MARKS, ":")')) == [1]
    modules = sorted((PACKAGE / "notes").rglob("*.py"))
    found = [(path.name, line) for path in modules for line in unpacked_in_membership(path.read_text(encoding="utf-8"))]
    assert found == []

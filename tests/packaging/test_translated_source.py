from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from guards.tree import PACKAGE
from translation import fields, translated_source, with_final_constants, with_python_classes, with_written_constructors

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


CLASSES = '''from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """One line."""

    first: int
    last: int = 7
    """Its end."""
    words: list[str] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Frozen:
    first: int = 0


@dataclass
class Ranged(Line):
    lines: list[int] = field(default_factory=list)


@dataclass
class Quiet:
    first: int = field(default=3, repr=False)


@dataclass
class Checked:
    first: int = 0

    def __post_init__(self) -> None:
        self.first += 1


class Plain:
    first: int = 0
'''


def test_the_constructor_of_a_plain_dataclass_alone_is_written_out() -> None:
    written = with_written_constructors(CLASSES)
    assert [line for line in written.splitlines() if line not in CLASSES.splitlines()] == [
        "    def __init__(self, first: int, last: int = 7, words: list[str] | None = None) -> None:",
        "        self.first = first",
        "        self.last = last",
        "        self.words = list() if words is None else words",
    ]


def made(source: str) -> dict[str, Any]:
    """What a source defines, as a module of that name would."""
    module = ModuleType("made")
    sys.modules["made"] = module
    exec(source, vars(module))
    return vars(module)


def test_a_written_constructor_makes_what_the_dataclass_makes() -> None:
    asked: list[tuple[tuple[int, ...], dict[str, Any]]] = [
        ((1,), {}),
        ((1, 2), {}),
        ((1,), {"words": ["a"]}),
        ((), {"last": 1, "first": 1}),
    ]
    both = [made(CLASSES)["Line"], made(with_written_constructors(CLASSES))["Line"]]
    ours, theirs = ([Line(*given, **named) for given, named in asked] for Line in both)
    assert [repr(line) for line in ours] == [repr(line) for line in theirs]
    assert [line.blank for line in ours] == [line.blank for line in theirs] == [False, False, False, True]
    assert both[1](1) == both[1](1)
    assert both[1](1).words is not both[1](1).words


REMEMBERING = """from __future__ import annotations

from functools import cached_property


class Plain:
    first = 0


class Asked:
    times = 0

    @cached_property
    def answer(self) -> int:
        self.times += 1
        return self.times
"""


def test_a_class_with_a_cached_property_alone_stays_python() -> None:
    left = with_python_classes(REMEMBERING)
    assert left.count("@_of_python\nclass Asked:") == left.count("@_of_python") == 1
    asked = made(left)["Asked"]()
    assert (asked.answer, asked.answer) == (1, 1)
    assert with_python_classes(CLASSES) == CLASSES


MODULES = sorted((PACKAGE / "notes").rglob("*.py"))
WITH_DATACLASS = [path for path in MODULES if "@dataclass" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_DATACLASS, ids=lambda path: path.stem)
def test_a_module_is_python_still_with_every_field_set_once(path: Path) -> None:
    tree = ast.parse(translated_source(path.read_text(encoding="utf-8")))
    compile(tree, str(path), "exec")
    for found in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        written = [node for node in found.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
        if written and any("dataclass" in ast.unparse(each) for each in found.decorator_list):
            assert [each.arg for each in written[0].args.args] == ["self", *(name for name, _, _ in fields(found))]


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
    found = [(path.name, line) for path in MODULES for line in unpacked_in_membership(path.read_text(encoding="utf-8"))]
    assert found == []

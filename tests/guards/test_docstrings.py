"""Every public name says what it is, and files stay short enough to read at one sitting."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from guards.tree import PACKAGE

TYPICAL, LONGEST = 120, 600
"""Lines of half the modules at most, and of any. Short files are the rule; a long one is a sign, not a crime."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def undocumented(tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield "the module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    overrides = isinstance(inner, ast.FunctionDef) and inner.name == "judge"
                    named = isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_") and not overrides
                    if named and isinstance(inner, ast.FunctionDef) and not ast.get_docstring(inner):
                        yield f"{node.name}.{inner.name}"


def test_every_public_name_has_a_docstring() -> None:
    found = [
        (path.relative_to(PACKAGE), name) for path in modules() for name in undocumented(ast.parse(path.read_text()))
    ]
    assert found == []


def test_a_missing_docstring_is_noticed() -> None:
    assert list(undocumented(ast.parse("class Claim:\n    def lines(self): ...\n"))) == [
        "the module",
        "Claim",
        "Claim.lines",
    ]


def test_modules_are_short() -> None:
    lengths = {str(p.relative_to(PACKAGE)): len(p.read_text().splitlines()) for p in modules()}
    assert statistics.median(lengths.values()) <= TYPICAL
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_nothing_is_left_to_do_in_a_comment() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "# " + "X" * 3, "raise NotImpl" + "ementedError")
    assert [(p.name, m) for p in modules() for m in marks if m in p.read_text()] == []

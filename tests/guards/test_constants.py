"""A constant is given once: a second one of its name would quietly stand for the first in what comes before it."""

from __future__ import annotations

import ast
from collections import Counter

from guards.tree import PACKAGE


def given(source: str) -> Counter[str]:
    """How often a module gives each of its constants a value."""
    body = ast.parse(source).body
    targets = [t for node in body if isinstance(node, ast.Assign) for t in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign) and node.value is not None]
    return Counter(target.id for target in targets if isinstance(target, ast.Name) and target.id.isupper())


def test_a_constant_given_twice_is_seen() -> None:
    assert given("FEW = 1\nMANY: int = 2\nFEW = 3\nHELD['a'] = 1\n") == {"FEW": 2, "MANY": 1}


def test_no_module_gives_a_constant_twice() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert modules != []
    twice = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in modules
        for name, times in given(path.read_text(encoding="utf-8")).items()
        if times > 1
    ]
    assert twice == []

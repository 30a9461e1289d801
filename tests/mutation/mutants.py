"""Small faults put into a module's syntax tree, one at a time: what a tired programmer might write."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: the file, the line, what was changed, and the whole changed source."""

    path: Path
    line: int
    what: str
    source: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line} {self.what}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in order of place. Annotations, docstrings and messages are left alone."""
    text = path.read_text()
    count = sum(1 for _ in _places(ast.parse(text)))
    for number in range(count):
        tree = ast.parse(text)
        node, kind, at = list(_places(tree))[number]
        what = _change(node, kind, at)
        yield Mutant(path, getattr(node, "lineno", 0), what, ast.unparse(tree))


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int]]:
    skipped = {id(inner) for node in ast.walk(tree) for part in _skipped(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Compare):
            for at, operator in enumerate(node.ops):
                if type(operator) in _COMPARISONS:
                    yield node, "comparison", at
        elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            yield node, "arithmetic", 0
        elif isinstance(node, ast.BoolOp):
            yield node, "and or", 0
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
            yield node, "not", 0
        elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
            yield node, "constant", 0


def _skipped(node: ast.AST) -> Iterator[ast.AST]:
    """Parts whose change would change no behaviour: annotations, raised messages, assertions for the type checker."""
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.Raise | ast.Assert):
        yield node


def _change(node: ast.AST, kind: str, at: int) -> str:
    before = ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[at] = _COMPARISONS[type(node.ops[at])]()
    elif isinstance(node, ast.BinOp):
        node.op = _ARITHMETIC[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.Invert) else node.op
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        assert isinstance(node.value, int)
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    return f"{before} -> {ast.unparse(node)}" if kind != "constant" else f"{before} -> {ast.unparse(node)} (constant)"

"""Rewrites modules on their way to C: into what mypyc makes fast code of, with the same answers.

Only the copies that are translated are rewritten; `src/` stays as it reads best. A rewriting is worth its place where
Python would gain nothing by it: a dataclass whose constructor Python writes is built by interpreted code in C, too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

CONSTANT = re.compile(r"^([A-Z][A-Z0-9_]*)(?:: ([^=\n]+))? = (?!TypeVar\()", re.M)

FUTURE = "from __future__ import annotations\n"
OF_PYTHON = "def _of_python(found: type) -> type:\n    return found\n"


def translated_source(source: str) -> str:
    """The source of a module as mypyc is to see it."""
    return with_final_constants(with_python_classes(with_written_constructors(source)))


def with_final_constants(source: str) -> str:
    """The source with every constant said to be final: C reads such a one from its place, any other by its name."""
    final = CONSTANT.sub(lambda m: f"{m[1]}: Final[{m[2]}] = " if m[2] else f"{m[1]}: Final = ", source)
    return final.replace(FUTURE, f"{FUTURE}from typing import Final\n", 1)


def with_written_constructors(source: str) -> str:
    """The source with the constructor of each dataclass written out: a call of it is six times as fast in C.

    Not that of a frozen one, which cannot set its fields, nor of one with a base or with what a plain field has not.
    """
    lines = source.splitlines(keepends=True)
    for found in reversed([node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]):
        if plain_dataclass(found) and (written := constructor(found)) is not None:
            lines[found.end_lineno : found.end_lineno] = ["\n", *written]
    return "".join(lines)


def with_python_classes(source: str) -> str:
    """The source with each class that has a cached property left to Python: in C it would be worked out at every look.

    A decorator that mypyc does not know keeps a class Python's; its methods become C all the same.
    """
    lines = source.splitlines(keepends=True)
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    remembering = [node for node in classes if any(map(cached, node.body))]
    for found in reversed(remembering):
        first = min([found.lineno, *(each.lineno for each in found.decorator_list)]) - 1
        lines[first:first] = ["@_of_python\n"]
    return "".join(lines).replace(FUTURE, FUTURE + OF_PYTHON, 1) if remembering else source


def cached(node: ast.stmt) -> bool:
    """Whether a statement of a class defines a cached property."""
    return isinstance(node, ast.FunctionDef) and "cached_property" in map(ast.unparse, node.decorator_list)


def plain_dataclass(found: ast.ClassDef) -> bool:
    """Whether a class is a dataclass with no base, whose fields may be set and whose constructor nobody wrote."""
    methods = {node.name for node in found.body if isinstance(node, ast.FunctionDef)}
    if found.bases or len(found.decorator_list) != 1 or not methods.isdisjoint(("__init__", "__post_init__")):
        return False
    return ast.unparse(found.decorator_list[0]) in ("dataclass", "dataclass()", "dataclass(slots=True)")


def constructor(found: ast.ClassDef) -> list[str] | None:
    """The lines of a dataclass's constructor; None where a field has options other than a factory of its default."""
    taken: list[str] = []
    set_to: list[str] = []
    for name, kind, default in fields(found):
        made = re.fullmatch(r"field\(default_factory=(\w+)\)", default or "")
        if made:
            taken.append(f"{name}: {kind} | None = None")
            set_to.append(f"        self.{name} = {made[1]}() if {name} is None else {name}\n")
        elif default and default.startswith("field("):
            return None
        else:
            taken.append(f"{name}: {kind}" + (f" = {default}" if default else ""))
            set_to.append(f"        self.{name} = {name}\n")
    return [f"    def __init__(self, {', '.join(taken)}) -> None:\n", *set_to]


def fields(found: ast.ClassDef) -> Iterator[tuple[str, str, str | None]]:
    """The name, type and default of each field of a dataclass, as they are written."""
    for node in found.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            kind = ast.unparse(node.annotation)
            if not kind.startswith("ClassVar"):
                yield node.target.id, kind, ast.unparse(node.value) if node.value else None

"""The long word lists of the rules are files of words, said what they are, in order, each read by a rule."""

from __future__ import annotations

import ast
from pathlib import Path

import tautband.notes
from tautband.notes.vocabulary.word_lists import FOLDER, words_of

FILES = sorted(FOLDER.glob("*.txt"))
MODULES = sorted(Path(tautband.notes.__file__).parent.rglob("*.py"))
LONGEST = 110
"""Words that a list in a module may hold; a longer one is data."""


def written(path: Path) -> list[str]:
    """The words of a file as they stand."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def test_each_file_says_what_its_words_are() -> None:
    assert [path.name for path in FILES if not path.read_text(encoding="utf-8").startswith("# ")] == []


def test_the_words_of_each_file_stand_once_in_lower_case_and_in_order() -> None:
    wrong = [path.name for path in FILES if written(path) != sorted({word.lower() for word in written(path)})]
    assert wrong == []


def test_a_list_holds_the_words_of_its_file() -> None:
    assert [path.stem for path in FILES if words_of(path.stem) != frozenset(written(path))] == []


def test_each_file_is_read_by_one_rule_and_each_name_has_its_file() -> None:
    named = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == words_of.__name__:
                named += [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
    assert sorted(named) == [path.stem for path in FILES]


def test_no_module_holds_a_long_list_of_words_itself() -> None:
    long = [
        (path.name, len(node.elts))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Set) and len(node.elts) > LONGEST
    ]
    assert long == []

"""The public surface is what `__all__` says, loads lazily, and is typed."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing

import tautband
from guards.tree import PACKAGE


def test_the_public_names_are_these_three() -> None:
    assert tautband.__all__ == ["Rulebook", "code", "scrub"]
    assert [name for name in dir(tautband) if name in tautband.__all__] == tautband.__all__
    assert inspect.isroutine(tautband.code)
    assert inspect.isroutine(tautband.scrub)
    assert inspect.isclass(tautband.Rulebook)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert getattr(tautband, "codes", "none") == "none"


def test_every_parameter_of_the_public_functions_is_typed() -> None:
    for function in (tautband.code, tautband.scrub):
        hints = typing.get_type_hints(function)
        assert set(hints) == {*inspect.signature(function).parameters, "return"}
    assert (PACKAGE / "py.typed").is_file()


def test_importing_the_package_loads_nothing_of_it() -> None:
    report = "import sys, tautband; print([m for m in sys.modules if m.startswith('tautband.') or m == 'numpy'])"
    printed = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"

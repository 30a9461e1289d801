from __future__ import annotations

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

"""docs/fees.md shows what the program prints, and its sums are right."""

from __future__ import annotations

import re
import shlex
from decimal import Decimal

import pytest

from claims.sums import worked
from cli.running import ROOT, here

PAGE = (ROOT / "docs" / "fees.md").read_text(encoding="utf-8").replace("\N{MULTIPLICATION SIGN}", "*")
SHOWN = re.findall(r"```console\n\$ tautband ([^\n]+)\n(.*?)```", PAGE, re.S)
SUMS = re.findall(r"([(0-9][-0-9.+*() ]*?) = ([0-9]+\.[0-9]{2})(?![0-9])", PAGE)


def test_there_is_an_example_and_sums_to_check() -> None:
    assert (len(SHOWN), len(SUMS) >= 3 * 4 + 2) == (1, True)


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_the_example_is_what_the_program_prints(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = here(monkeypatch, capsys, *shlex.split(command))
    printed = "".join(f"{line.rstrip()}\n" for line in ran.out.replace("\N{MULTIPLICATION SIGN}", "*").splitlines())
    assert (ran.code, printed) == (0, output)


@pytest.mark.parametrize(("expression", "result"), SUMS)
def test_every_sum_on_the_page_is_right(expression: str, result: str) -> None:
    assert worked(expression) == Decimal(result)


def test_the_page_and_the_cases_worked_by_hand_agree() -> None:
    cases = (ROOT / "tests" / "claims" / "fees_by_hand.toml").read_text(encoding="utf-8")
    example = cases[cases.index("Alaska, both knees") :].split("[[case]]")[0]
    on_paper = set(re.findall(r'"(\([^"]+33\.4009)", "([0-9.]+)"', example))
    assert len(on_paper) == 3
    assert on_paper - set(SUMS) == set()

"""Every code block of the documentation runs, and what a page shows is what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.generate.code_blocks import blocks, ran, renewed
from docs.generate.renewing import hand_written
from docs.generate.shown_output import fitted, matches

ONLY_SHOWN = {"index.md": 1}
"""Blocks that cannot run in a test, by page, each with its reason beside it."""


@pytest.mark.parametrize("page", list(hand_written()), ids=lambda page: page.name)
def test_what_a_page_shows_is_what_comes_out(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert renewed(text, tmp_path) == text


def test_the_blocks_that_only_show_are_counted_and_say_why() -> None:
    shown = {p.name: [b for b in blocks(p.read_text(encoding="utf-8")) if b.what == "not run"] for p in hand_written()}
    assert {name: len(found) for name, found in shown.items() if found} == ONLY_SHOWN
    assert [b for found in shown.values() for b in found if not b.value] == []


def test_every_guide_runs_something() -> None:
    guides = [page for page in hand_written() if page.parent.name == "guides"]
    assert len(guides) == 8
    for guide in guides:
        found = blocks(guide.read_text(encoding="utf-8"))
        assert [b for b in found if b.language in ("console", "python") and b.what is None] != [], guide.name


def test_a_wrong_output_is_put_right(tmp_path: Path) -> None:
    page = "```console\n$ tautband --version\ntautband 0.0.0\n```\n"
    assert renewed(page, tmp_path) == page.replace("0.0.0", ran("tautband --version").split()[1])


def test_a_file_of_the_page_can_be_read_by_its_commands(tmp_path: Path) -> None:
    page = "<!-- file: a.json -->\n```json\n{}\n```\n\n```console\n$ tautband scrub a.json; echo $?\n```\n"
    assert renewed(page, tmp_path).splitlines()[-2] == "2"


def test_python_is_compared_with_the_output_below_it(tmp_path: Path) -> None:
    page = "```python\nprint(1 + 1)\n```\n\n<!-- output -->\n```text\n3\n```\n"
    assert renewed(page, tmp_path) == page.replace("\n3\n", "\n2\n")


@pytest.mark.parametrize(
    "page",
    [
        "```text\nwithout a word on what it is\n```\n",
        "```console\nno prompt\n```\n",
        "```console\n$ rm -r .\n```\n",
        "```console\n$ tautband scrub nowhere.json\n```\n",
        "```console\n$ tautband --version\n",
        "  ```console\n  $ tautband --version\n  ```\n",
    ],
)
def test_a_block_that_cannot_be_trusted_is_refused(page: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        renewed(page, tmp_path)


def test_python_that_fails_fails_the_page(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        renewed("```python\n1 / 0\n```\n", tmp_path)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\n", "a\nb\n", True),
        ("...\nb\n", "a\nb\n", True),
        ("a\n...\nc\n", "a\nb\nb\nc\n", True),
        ("a\n...\nc\n...\nb\n", "a\nb\nc\n", False),
        ("a\n...\na\n", "a\n", False),
        ("...\n", "", True),
        ("...\nx\n...\n", "a\nb\n", False),
    ],
)
def test_three_dots_stand_for_any_lines_and_nothing_else_is_forgiven(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) == same


def test_a_shortened_output_stays_short_when_it_is_renewed() -> None:
    printed = "head\none 1\ntwo 2\nthree 3\ntail\n"
    assert fitted("head\n...\ntwo 9\n...\ntail\n", printed) == "head\n...\ntwo 2\n...\ntail\n"

"""What must not stand in any file: other people's wording, machine paths, index hosts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guards.tree import ROOT, tracked_files

TEXT = {".py", ".md", ".toml", ".txt", ".in", ".csv", ".json", ".jsonl", ".cfg", ""}

# Openings of descriptor wording owned by others, kept in halves so that this file does not hold them.
DESCRIPTORS = (
    "single or multiple " + "trigger point",
    "arthrocentesis, aspiration " + "and/or injection",
    "needle insertion(s) " + "without injection",
    "tendon origin/" + "insertion",
    "office or other outpatient " + "visit for the evaluation",
    "the benefit for this service is " + "included in the payment",
    "payment adjusted because " + "the payer deems",
    "these are non-covered services " + "because this is not deemed",
)
MACHINE = re.compile(
    r"/(?:work|root|tmp|opt)/[a-z]|/home/[a-z]|\.pyenv|https?://[^\s)\"'>]*(?:pypi|pythonhosted|simple/)", re.I
)


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked_files():
        if path.suffix in TEXT and path.name not in ("LICENSE", Path(__file__).name):
            found.append((path, (ROOT / path).read_text(encoding="utf-8", errors="replace")))
    return found


@pytest.fixture(scope="module")
def everything() -> list[tuple[Path, str]]:
    return texts()


def test_no_descriptor_of_another_owner_ships(everything: list[tuple[Path, str]]) -> None:
    shipped = [(p, t) for p, t in everything if p.parts[0] not in ("tests",)]
    assert len(shipped) > 50
    assert [(p, d) for p, t in shipped for d in DESCRIPTORS if d in " ".join(t.lower().split())] == []


def test_the_descriptor_search_finds_one() -> None:
    assert any(d in "Injection(s); Single or multiple trigger point(s)".lower() for d in DESCRIPTORS)


def test_no_machine_path_and_no_index_host_is_written_down(everything: list[tuple[Path, str]]) -> None:
    assert [(p, m.group()) for p, t in everything if (m := MACHINE.search(t))] == []

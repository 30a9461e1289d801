"""Files of other projects, where they are present: read without a crash, written back byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formats.x12.sample import problems_of
from tautband.formats.x12.tree import read_document
from tautband.model.errors import InputError

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "x12"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []
X12 = [path for path in FILES if re.match(rb"\s*ISA[^A-Z]", path.read_bytes())]

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of sample files is not beside the checkout")


@pytest.mark.parametrize("path", X12, ids=lambda path: path.name)
def test_a_sample_file_is_written_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    assert read_document(data).write() == data


@pytest.mark.parametrize("path", X12, ids=lambda path: path.name)
def test_a_sample_file_gives_problems_as_data(path: Path) -> None:
    for problem in problems_of(path.read_bytes()):
        assert problem.snip in range(1, 8)
        assert problem.says
        assert problem.fix


@pytest.mark.parametrize("path", [path for path in FILES if path not in X12], ids=lambda path: path.name)
def test_what_is_not_x12_is_refused(path: Path) -> None:
    with pytest.raises(InputError):
        problems_of(path.read_bytes())


def test_a_thousand_claims_are_all_read() -> None:
    many = CORPUS / "imsweb" / "837_5010" / "x12_many_claims.txt"
    from tautband.formats.x12.reading import ClaimFile

    with many.open("rb") as file:
        assert len(list(ClaimFile(file))) == 820

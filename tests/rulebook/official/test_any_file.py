"""Whatever a file holds, it is loaded or refused with a place: never a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.official import excerpts
from rulebook.official.loaded import at, loading
from tautband.model.errors import InputError
from tautband.rulebook.official.editions import loaded

WHOLE = {
    "ccipra-v322r0.txt": excerpts.pair_text([row for rows in excerpts.PAIR_PARTS.values() for row in rows]),
    "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv": excerpts.mue(excerpts.MUE_ROWS),
    "icd10cm-order-2026.txt": excerpts.order(),
    "ZIP5_JUL2026.txt": excerpts.zip5(excerpts.ZIP5_ROWS),
    "ZIP9_JUL2026.txt": excerpts.zip9(excerpts.ZIP9_ROWS),
    "GPCI2027.csv": excerpts.GPCI,
    "PPRRVU2026_Jul_nonQPP.csv": excerpts.pprrvu([{"HCPCS": "20552"}, {"HCPCS": "J3301"}]),
    "fees_2026q3.csv": "Code,Charge\n20552,95\n",
}
JUNK = st.sampled_from(["\t", ",", '"', "\n", "\x00", "9" * 40, "é", "20269931", "*", "-", "99999", "\r", " " * 70])
PIECE = st.tuples(st.floats(0, 1), JUNK, st.integers(0, 30))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WHOLE)), st.lists(PIECE, min_size=1, max_size=3))
def test_a_file_with_junk_in_it_is_loaded_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, junk: list[tuple[float, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    text = WHOLE[name]
    for share, piece, width in junk:
        place = int(share * len(text))
        text = text[:place] + piece + text[place + width :]
    path = folder / name
    path.write_bytes(text.encode("cp1252", errors="replace"))
    with pytest.MonkeyPatch.context() as patch:
        at(patch, folder)
        refused, made = "", []
        try:
            made = [table.edition for table in loading(path).tables]
        except InputError as error:
            refused = error.where
        assert made == list(loaded().editions)
        assert bool(made) != (name in refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_refused_with_the_files_name(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, as_zip: bool
) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    path = folder / "file.zip"
    path.write_bytes(b"PK\x03\x04" + content if as_zip else content)
    with pytest.MonkeyPatch.context() as patch:
        at(patch, folder)
        with pytest.raises(InputError, match=r"file\.zip"):
            loading(path)

"""A load that fails, or is killed, leaves what served before; a load that ends is served whole."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from cli.running import ROOT
from rulebook.official import excerpts
from rulebook.official.loaded import SHIPPED, at, loading, tables
from tautband.model.errors import InputError
from tautband.rulebook.official import placing
from tautband.rulebook.official.editions import loaded
from tautband.rulebook.tables.pairs import PairState
from tautband.rulebook.tables.units import UnitBasis

Patch = pytest.MonkeyPatch
LOAD = """
import sys
from datetime import date
from pathlib import Path
from tautband.rulebook.official.loading import load
print("begun", flush=True)
load([Path(name) for name in sys.argv[1:]], date(2026, 7, 9))
"""


@pytest.fixture(autouse=True)
def data(monkeypatch: Patch, tmp_path: Path) -> Path:
    return at(monkeypatch, tmp_path)


def limits(folder: Path, units: int, month: str = "07") -> Path:
    rows = (f"20552,{units},2 Date of Service Edit: Policy,Reason", *excerpts.MUE_ROWS[1:])
    return excerpts.write(folder / f"MCR_MUE_PractitionerServices_Eff_{month}-01-2026.csv", excerpts.mue(rows))


def test_one_wrong_file_of_a_command_keeps_all_others_out(tmp_path: Path) -> None:
    wrong = excerpts.write(tmp_path / "ZIP5.txt", excerpts.zip5(excerpts.ZIP5_ROWS)[:-4])
    with pytest.raises(InputError, match=r"ZIP5\.txt: line 3"):
        loading(limits(tmp_path, 4), wrong)
    assert loaded().editions == ()


def test_the_same_quarter_is_replaced_and_earlier_ones_stay(tmp_path: Path, data: Path) -> None:
    loading(limits(tmp_path, 4, "04"))
    loading(limits(tmp_path, 5))
    first = loaded().of("mue_practitioner")
    loading(limits(tmp_path, 6))
    second = loaded().of("mue_practitioner")
    assert [edition.quarter for edition in second] == ["2026Q2", "2026Q3"]
    assert (first[0], first[1] == second[1]) == (second[0], False)
    found = [tables().units.limit("20552", day).low for day in (date(2026, 5, 1), date(2026, 8, 1))]
    assert found == [4, 6]
    assert first[1].directory.is_dir()  # whoever has it open still can; the next load removes it
    loading(limits(tmp_path, 7))
    assert sorted(path.name for path in (data / "tables" / "mue_practitioner").iterdir()) == sorted(
        edition.directory.name for edition in (*loaded().editions, second[1])
    )


def test_loading_the_same_file_again_changes_nothing_but_the_day(tmp_path: Path) -> None:
    path = limits(tmp_path, 4)
    first = loading(path).tables[0].edition
    assert loading(path).tables[0].edition == first
    assert loaded().editions == (first,)


def test_the_digest_of_the_rule_book_names_what_is_loaded(tmp_path: Path) -> None:
    before = tables().stamp("sha256:book")
    loading(limits(tmp_path, 4))
    one = tables().stamp("sha256:book")
    loading(limits(tmp_path, 5))
    two = tables().stamp("sha256:book")
    loading(limits(tmp_path, 4))
    assert (before, one == tables().stamp("sha256:book")) == ("sha256:book", True)
    assert len({before, one, two}) == 3


def test_an_edition_that_shrinks_is_taken_for_one_cut_short(tmp_path: Path) -> None:
    loading(limits(tmp_path, 4, "04"))
    small = excerpts.mue((excerpts.MUE_ROWS[0], excerpts.MUE_ROWS[3]))
    path = excerpts.write(tmp_path / "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", small)
    with pytest.raises(InputError, match="holds 2 rows, 2026Q2 held 4"):
        loading(path)
    assert [edition.quarter for edition in loaded().editions] == ["2026Q2"]
    assert loading(path, smaller=True).tables[0].edition.rows == 2


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_zip_cut_short_loads_nothing(cut: float, tmp_path: Path) -> None:
    whole = excerpts.zipped(tmp_path / "mue.zip", [limits(tmp_path, 4)]).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: int(len(whole) * cut)])
    with pytest.raises(InputError, match=r"cut\.zip"):
        loading(path)
    assert loaded().editions == ()


def test_a_zip_with_a_flipped_bit_loads_nothing(tmp_path: Path) -> None:
    raw = bytearray(excerpts.zipped(tmp_path / "mue.zip", [limits(tmp_path, 4)]).read_bytes())
    raw[150] ^= 4
    path = tmp_path / "flipped.zip"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        loading(path)
    assert loaded().editions == ()


@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, b"%PDF-1.7 nothing of ours", b"PK\x03\x04", b"a,b\n1,2\n"])
def test_what_is_no_table_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"file\.bin"):
        loading(path)


def test_a_second_load_at_once_is_told_to_wait(tmp_path: Path) -> None:
    with placing.writing(), pytest.raises(InputError, match="another load is running"):
        loading(limits(tmp_path, 4))


def test_a_damaged_list_of_editions_is_an_error_and_not_silence(data: Path, tmp_path: Path) -> None:
    loading(limits(tmp_path, 4))
    (data / "tables" / "current").write_text('{"editions": [{')
    with pytest.raises(InputError, match="the list of loaded tables is damaged"):
        loaded()


@pytest.mark.slow
def test_a_load_killed_at_any_moment_leaves_the_previous_quarter_serving(tmp_path: Path, data: Path) -> None:
    loading(*excerpts.pair_files(tmp_path / "old", "v320r0", {**excerpts.PAIR_PARTS, 4: (
        *excerpts.PAIR_PARTS[4][:3], "99214\t99213\t\t20250101\t*\t0\tReason", excerpts.PAIR_PARTS[4][4],
    )}))  # fmt: skip
    before = loaded()
    many = [f"2{one:04d}\t3{two:04d}\t\t20100101\t*\t1\tReason" for one in range(300) for two in range(300)]
    new = [str(path) for path in excerpts.pair_files(tmp_path / "new", parts={**excerpts.PAIR_PARTS, 2: many})]
    took = _run(new, None)
    assert took is not None
    after = loaded()
    assert len(after.editions) == len(before.editions) + 1
    (data / "tables" / "current").write_bytes(_written(before))
    killed = 0
    for share in (0.05, 0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.97):
        if (ended := _run(new, took * share)) is None:
            killed += 1
        else:  # the machine is less busy than it was: wait for less from here on
            took = min(took, ended)
        assert loaded() in (before, after)
        serving = tables().pairs
        assert serving.pair("20553", "20552", date(2026, 2, 2)).state == PairState.IN_FORCE
        (data / "tables" / "current").write_bytes(_written(before))
    assert killed > 3
    assert _run(new, None)
    assert loaded() == after
    assert [path.name for path in (data / "tables").iterdir() if path.name.startswith(".")] == []


def _written(held: object) -> bytes:
    from tautband.rulebook.official.editions import Loaded, written

    assert isinstance(held, Loaded)
    return written(held.editions)


def _run(files: list[str], kill_after: float | None) -> float | None:
    """Seconds of a load in a process of its own; None where it was killed before its end."""
    process = subprocess.Popen([sys.executable, "-c", LOAD, *files], cwd=ROOT / "src", stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    begin = time.perf_counter()
    try:
        code = process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    finally:
        process.stdout.close()
    assert code in (0, -9)
    return time.perf_counter() - begin if code == 0 else None


def test_without_anything_loaded_the_shipped_tables_are_opened_as_they_are(data: Path) -> None:
    assert (loaded().editions, data.exists()) == ((), False)
    assert tables().units.limit("43235", date(2026, 8, 1)).basis == UnitBasis.NOT_COVERED
    assert type(SHIPPED).__name__ == "Tables"

"""Two rule books with one digest hold the same policies and tables."""

from __future__ import annotations

import os
from pathlib import Path

from rulebook.small_policies import PLACE, REVISION, book, folder
from tautband.rulebook.tables import Tables


def digest(tmp_path: Path, name: str, text: bytes = REVISION.encode(), place: str = PLACE, tables: str = "") -> str:
    root = folder(tmp_path / name, place=place)
    (root / place).write_bytes(text)
    os.utime(root / place, (0, len(name)))
    return book(root, tmp_path / f"{name}-out", tables).digest


def test_it_is_a_named_hash(tmp_path: Path) -> None:
    algorithm, _, value = digest(tmp_path, "policies").partition(":")
    assert (algorithm, len(value)) == ("sha256", 64)


def test_the_same_policies_elsewhere_and_at_another_time_have_the_same(tmp_path: Path) -> None:
    assert digest(tmp_path, "one") == digest(tmp_path, "another one")


def test_line_ends_count_for_nothing(tmp_path: Path) -> None:
    assert digest(tmp_path, "unix") == digest(tmp_path, "windows", REVISION.replace("\n", "\r\n").encode())


def test_any_other_byte_counts(tmp_path: Path) -> None:
    text = REVISION.encode()
    comment = text + b"# "
    changed = [comment + bytes([letter]) for letter in b"abc"]
    digests = {digest(tmp_path, f"changed-{n}", t) for n, t in enumerate([text, comment, *changed])}
    assert len(digests) == 5


def test_the_path_counts(tmp_path: Path) -> None:
    assert digest(tmp_path, "one") != digest(tmp_path, "other", place="acme/tpi/2024-04-02.toml")


def test_the_tables_count(tmp_path: Path) -> None:
    assert digest(tmp_path, "one") != digest(tmp_path, "other", tables=Tables.open().digest)


def test_text_moved_from_one_file_to_the_next_counts(tmp_path: Path) -> None:
    both = []
    for name, (first, second) in {"a": ("# x\n", ""), "b": ("", "# x\n")}.items():
        root = folder(tmp_path / name)
        folder(root, place="acme/tpi/2025-01-01.toml")
        (root / PLACE).write_text(REVISION + first)
        (root / "acme/tpi/2025-01-01.toml").write_text(second + REVISION)
        both.append(book(root, tmp_path / f"{name}-out").digest)
    assert both[0] != both[1]

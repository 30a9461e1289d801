from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tautband.cli.inputs import NOTE_LIMIT, json_records, note_files, parse_json, read_text
from tautband.model.errors import InputError


def written(directory: Path, data: bytes, name: str = "note.txt") -> str:
    path = directory / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Pain 7/10, 1 µg".encode(), "Pain 7/10, 1 µg"),
        (b"\xef\xbb\xbfNote", "Note"),
        ("Note é".encode("utf-16"), "Note é"),
        (b"caf\xe9", "café"),
        (b"one\r\ntwo", "one\r\ntwo"),
    ],
)
def test_a_note_is_read_in_the_encodings_people_have(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_text(written(tmp_path, data)) == text


def test_windows_text_is_read_with_a_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = written(tmp_path, b"caf\xe9 Smith")
    read_text(name)
    assert capsys.readouterr().err == f"tautband: {name}: not UTF-8; read as Windows-1252\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"%PDF-1.7 x", "a PDF, not text"),
        (b"PK\x03\x04zip", "a Word or zip file, not text"),
        (b"abc\x00def", "binary: a zero byte at 3"),
        (b"abc\x81", "byte 3 is not UTF-8, nor Windows-1252 text"),
        (b"\xff\xfe\x00", "byte 2 is not UTF-16 text"),
    ],
)
def test_what_cannot_be_a_note_is_refused_with_the_reason(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(InputError) as refused:
        read_text(written(tmp_path, data))
    assert refused.value.what == what


def test_a_note_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    name = written(tmp_path, b"pain " * 2_000_000)
    with pytest.raises(InputError, match="larger than a note, which is at most 1,000,000 bytes"):
        read_text(name, NOTE_LIMIT)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for name, what in ((tmp_path / "none.txt", "no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(InputError, match=what):
            read_text(str(name))


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a note")))
    assert read_text("-") == "a note"


def test_a_folder_gives_its_notes_in_order_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.json", "deep/c.note", "labels.jsonl", "read.md"):
        (tmp_path / name).write_text("x")
    assert note_files([str(tmp_path)]) == ([str(tmp_path / n) for n in ("a.json", "b.txt", "deep/c.note")], True)
    assert note_files(["one.txt"]) == (["one.txt"], False)
    assert note_files(["one.txt", "-"]) == (["one.txt", "-"], True)


def test_what_a_folder_holds_besides_is_told_and_hidden_files_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "chart.pdf", "scan.PDF", "letter.docx", "note7", ".hidden"):
        (tmp_path / name).write_text("x")
    assert note_files([str(tmp_path)]) == ([str(tmp_path / "a.txt")], True)
    told = f"tautband: {tmp_path}: left out, not saved as text: 1 .docx, 2 .pdf, 1 without an ending\n"
    assert capsys.readouterr().err == told


def test_a_folder_without_a_note_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no note in this folder"):
        note_files([str(tmp_path)])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"a": 1,', "line 1 column 9"),
        ("{'a': 1}", "line 1 column 2"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5_000, "a number is out of range"),
        ('{"units": NaN}', "a number is out of range"),
    ],
)
def test_malformed_json_names_the_place(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        parse_json("claim.json", text)


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ('{"a": 1}', [("", {"a": 1})]),
        ('[{"a": 1}, {"a": 2}]', [(": item 1", {"a": 1}), (": item 2", {"a": 2})]),
        ('{"a": 1}\n\n{"a": 2}\n', [(": line 1", {"a": 1}), (": line 3", {"a": 2})]),
        ("[]", []),
    ],
)
def test_records_come_as_an_object_an_array_or_lines(tmp_path: Path, text: str, records: list[object]) -> None:
    name = written(tmp_path, text.encode(), "claims.json")
    assert [(where.removeprefix(name), record) for where, record in json_records(name)] == records


def test_a_bad_line_of_json_lines_is_named(tmp_path: Path) -> None:
    name = written(tmp_path, b'{"a": 1}\n{"a": \n', "claims.jsonl")
    with pytest.raises(InputError, match="line 2 column 7"):
        list(json_records(name))


def test_a_claim_file_given_as_a_note_is_sent_to_its_verb(tmp_path: Path) -> None:
    from tautband.cli.given_notes import notes_of

    sent = tmp_path / "sent.837"
    sent.write_text("ISA*00*          *00*          *ZZ*A*ZZ*B*261122*0000*^*00501*000000001*0*T*:~\nGS*HC~\n")
    with pytest.raises(InputError, match="an X12 file, and no note"):
        notes_of(str(sent))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"lines": [{"units": 3, "units": 1}]}', "the key units stands twice in one object"),
        ('{"Ann Muster": 1, "Ann Muster": 2}', "a key stands twice in one object"),
        ('{"payer": "\\ud800"}', "half of a character"),
    ],
)
def test_what_json_leaves_open_is_refused(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        parse_json("claim.json", text)


def test_a_character_beyond_the_first_plane_is_whole() -> None:
    assert parse_json("claim.json", '{"says": "\\ud83d\\ude00"}') == {"says": "\U0001f600"}


def test_a_table_that_is_no_text_is_not_called_a_note(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Save the file as plain text"):
        read_text(written(tmp_path, b"claim_id\x00", "lines.csv"))

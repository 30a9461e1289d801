"""An author's slip is told by file, key and nearest valid word, and nothing is compiled."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook.small_policies import PLACE, REVISION, fault, folder


def told(tmp_path: Path, *changes: tuple[str, str], place: str = PLACE) -> str:
    text = REVISION
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return fault(folder(tmp_path / "policies", text, place), tmp_path / "out")


def test_the_unspoiled_policy_has_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path) == ""


IN_EDIT = " edit sessions-over-limit"
NO_CODE = "is no code, no range of codes and no group of code_groups.toml. Correct the value."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity", "severty", " edit.0.severty: unknown key. Did you mean severity?"),
        ("title", "retierd = 2025-01-01\ntitle", " retierd: unknown key. Did you mean retired?"),
        ("max_sessions", "max_session", f"{IN_EDIT}.with: max_session: unknown key. Did you mean max_sessions?"),
        ("max_sessions = 3, ", "", f"{IN_EDIT}.with: max_sessions: required key is missing. Add it."),
        ('evidence = "primary"', "", " evidence: required key is missing. Add it."),
        (
            'kind = "session_limit"',
            'kind = "session_limt"',
            f"{IN_EDIT}.kind: no kind of edit 'session_limt'. Did you mean session_limit?",
        ),
        (
            "max_sessions = 3",
            'max_sessions = "three"',
            f"{IN_EDIT}.with: max_sessions: input should be a valid integer, unable to parse string as an integer."
            " Correct the value.",
        ),
        ('"deny"', '"fatal"', " edit.0.severity: input should be 'deny', 'warn' or 'info'. Correct the value."),
        ('["tpi"]', '["tpo"]', f"{IN_EDIT}.with.codes: 'tpo' {NO_CODE}"),
        ('["tpi"]', '["20553-20552"]', f"{IN_EDIT}.with.codes: '20553-20552' {NO_CODE}"),
        ('["tpi"]', '["2055"]', f"{IN_EDIT}.with.codes: '2055' {NO_CODE}"),
        ("title", 'payer = "acme"\ntitle', " payer: the path already says this. Remove the key."),
        (
            "window_months = 12",
            "window_months = 12, window_days = 90",
            f"{IN_EDIT}.with: give window_months or window_days, not both. Correct the value.",
        ),
    ],
)
def test_a_slip_is_told_with_its_place_and_a_way_out(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert told(tmp_path, (old, new)) == f"{PLACE}:{message}"


@pytest.mark.parametrize(
    ("kind", "parameters", "message"),
    [
        ("days_between_sessions", 'codes = ["tpi"]', "give min_months or min_days, one of them"),
        (
            "days_between_sessions",
            'codes = ["tpi"], min_days = 42, min_months = 1',
            "give min_months or min_days, one of them",
        ),
        ("filed_in_time", 'codes = ["tpi"]', "give months or days, one of them"),
        ("number_in_note", 'codes = ["tpi"], fact = "care_weeks"', "give minimum or maximum"),
        ("named_in_note", 'codes = ["tpi"], fact = "injectate"', "give any_of or nothing_but"),
        ("documented", 'codes = ["tpi"]', "give all_of, or any_of with at_least from 1 to its length"),
        (
            "documented",
            'codes = ["tpi"], at_least = 2, any_of = ["agent"]',
            "give all_of, or any_of with at_least from 1 to its length",
        ),
    ],
)
def test_an_edit_that_could_never_fire_is_told(tmp_path: Path, kind: str, parameters: str, message: str) -> None:
    own = 'codes = ["tpi"], max_sessions = 3, window_months = 12'
    found = told(tmp_path, (own, parameters), ('kind = "session_limit"', f'kind = "{kind}"'))
    assert found == f"{PLACE}: edit sessions-over-limit.with: {message}. Correct the value."


def test_a_second_edit_with_one_id_is_told(tmp_path: Path) -> None:
    edit = REVISION[REVISION.index("[[edit]]") :]
    assert told(tmp_path, (edit, f"{edit}\n{edit}")) == (
        f"{PLACE}: edit sessions-over-limit: a second edit with this id. Give each defect a name of its own."
    )


def test_malformed_toml_is_told_by_line(tmp_path: Path) -> None:
    message = told(tmp_path, ('title = "A policy"', "title = A policy"))
    assert message == f"{PLACE}: not TOML: Invalid value (at line 2, column 9). Mend the line named."


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path / "policies")
    (root / PLACE).write_bytes(REVISION.encode().replace(b"A policy", b"A p\xf3licy"))
    assert fault(root, tmp_path / "out") == f"{PLACE}: byte 13 is not UTF-8. Save the file as UTF-8."


@pytest.mark.parametrize("place", ["acme/2024-04-01.toml", "acme/tpi/older/2024-04-01.toml"])
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, place: str) -> None:
    assert told(tmp_path, place=place) == (
        f"{place}: a revision lives at <payer>/<policy>/<date>.toml. Move the file there."
    )


@pytest.mark.parametrize("name", ["2024-4-1", "2024-02-30", "april"])
def test_a_file_named_by_no_date_is_told(tmp_path: Path, name: str) -> None:
    place = f"acme/tpi/{name}.toml"
    assert told(tmp_path, place=place) == (
        f"{place}: the file's name is not its first service date. Name it YYYY-MM-DD.toml or undated.toml."
    )


def test_an_undated_file_beside_a_dated_one_is_told(tmp_path: Path) -> None:
    root = folder(folder(tmp_path / "policies"), place="acme/tpi/undated.toml")
    assert fault(root, tmp_path / "out") == (
        "acme/tpi/undated.toml: an undated file beside dated revisions. Date it or remove it."
    )


def test_an_undated_file_beside_an_earlier_dated_one_is_told(tmp_path: Path) -> None:
    root = folder(folder(tmp_path / "policies", place="acme/tpi/2012-01-01.toml"), place="acme/tpi/undated.toml")
    assert fault(root, tmp_path / "out") == (
        "acme/tpi/undated.toml: an undated file beside dated revisions. Date it or remove it."
    )


def test_a_retirement_after_the_next_revision_began_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path / "policies", REVISION.replace("title", "retired = 2025-06-30\ntitle"))
    folder(root, place="acme/tpi/2025-01-01.toml")
    (root / PLACE).write_text(REVISION.replace("title", "retired = 2025-06-30\ntitle"), encoding="utf-8")
    assert fault(root, tmp_path / "out") == (
        f"{PLACE}: retired: the next revision began on 2025-01-01. Remove it or correct the date."
    )

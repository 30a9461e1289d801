from __future__ import annotations

from datetime import date

import pytest

from tautband.cli import arguments
from tautband.model.errors import InputError


def test_a_day_is_written_year_month_day() -> None:
    assert arguments.day("--date", "2026-03-02") == date(2026, 3, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "03/02/2026", "20260302", "", "2026-3-2", "2026-03-02T10:00"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        arguments.day("--date", text)
    assert (refused.value.where, refused.value.do) == ("--date", "Write it YYYY-MM-DD, such as 2026-03-02.")


def test_today_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAUTBAND_TODAY", "2026-03-02")
    assert arguments.today() == date(2026, 3, 2)


def test_a_state_is_two_letters() -> None:
    assert (arguments.state("oh"), arguments.state(None)) == ("OH", None)
    with pytest.raises(InputError, match="--state"):
        arguments.state("Ohio")


def test_a_place_of_service_is_two_digits() -> None:
    assert arguments.place_of_service("11") == "11"
    with pytest.raises(InputError, match="--pos"):
        arguments.place_of_service("office")


def test_an_npi_ends_in_its_check_digit() -> None:
    assert arguments.npi("1234567893") == "1234567893"
    with pytest.raises(InputError, match="--provider: not an NPI"):
        arguments.npi("1234567894")


def test_a_procedure_code_has_five_characters() -> None:
    assert arguments.code("--em", "g2211") == "G2211"
    with pytest.raises(InputError, match="--em"):
        arguments.code("--em", "visit")


def test_a_payer_is_kept_as_typed_and_a_slip_of_the_hand_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert arguments.payer("Medcare") == "Medcare"
    assert capsys.readouterr().err == (
        "tautband: --payer: 'Medcare' is no payer of the rule book. Did you mean medicare?\n"
    )
    assert [arguments.payer(each, "OH") for each in ("medicare", "Ohio Medicaid", "Plumbers Local 9")] == [
        "medicare", "Ohio Medicaid", "Plumbers Local 9",
    ]  # fmt: skip
    assert capsys.readouterr().err == ""

"""The whole of a toxin where a table gives its units muscle by muscle."""

from __future__ import annotations

from tautband.notes import read

HEAD = (
    "NEUROLOGY 05/02/2024 UHC\nIndication: chronic migraine.\n"
    "Product: onabotulinumtoxinA 200 unit vial, reconstituted w/ 4 mL saline (5 units / 0.1 mL)\n\n"
)
ROWS = "Muscle       sites   units\ncorrugator     2      10\nfrontalis      4      20\ntemporalis     8      40\n"


def units(text: str) -> tuple[float | None, float | None]:
    (agent,) = [a for a in read(HEAD + text).agents if a.drug == "onabotulinumtoxinA"]
    return agent.dose_units, agent.volume_ml


def test_the_last_row_without_a_muscle_is_the_sum() -> None:
    assert units(ROWS + "              14      70\n45 units discarded. Tolerated.\n") == (70, 1.4)


def test_the_row_named_total_is_the_sum_though_another_row_is_askew() -> None:
    table = (
        "| Muscle | Sites R | Sites L | Units |\n| corrugator | 1 | 1 | 10 |\n| procerus | 1 midline | 5 |\n"
        "| TOTAL | | | 15 |\n"
    )
    assert units(table + "45 units discarded. Tolerated.\n") == (15, 0.3)


def test_rows_without_a_sum_are_added_up() -> None:
    assert units(ROWS + "\nTolerated.\n") == (70, 1.4)


def test_units_injected_in_sites_are_todays() -> None:
    assert units("Frontalis 20\nTOTAL 155 units injected in 31 sites; 45 units discarded.\n") == (155, 3.1)


PLAIN = "NEUROLOGY PROCEDURE NOTE - OnabotulinumtoxinA, cycle 6\n05/02/2024 UHC\n\nDiagnosis: chronic migraine.\n\n"


def test_the_whole_told_before_the_parts_is_not_added_to_them() -> None:
    (agent,) = read(
        PLAIN + "Consent signed. 100 U vial reconstituted with 2 mL saline. PREEMPT, 60 units, 12 sites:\n"
        "  corrugator 10 U (2)   procerus 10 U (2)\n  frontalis 40 U (8)\nTolerated well.\n"
    ).agents
    assert (agent.dose_units, agent.volume_ml, agent.concentration) == (60, 1.2, "50 units/mL")


def test_what_vial_and_waste_leave_is_what_was_given_where_the_note_says_that_number() -> None:
    (agent,) = read(
        PLAIN + "Consent signed. 100 U vial reconstituted with 2 mL saline. PREEMPT, 60 units:\n"
        "  corrugator 10 U (2)   procerus 10 U (2)\n40 units discarded. Tolerated well.\n"
    ).agents
    assert (agent.dose_units, agent.wasted_units) == (60, 40)


def test_a_muscles_units_that_equal_the_rest_are_still_its_own() -> None:
    (agent,) = read(
        PLAIN + "Consent signed. PREEMPT: corrugator 20 U. Procerus 10 U. Frontalis 10 U. Tolerated well.\n"
    ).agents
    assert agent.dose_units == 40

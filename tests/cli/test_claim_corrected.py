"""Corrected and void claims from the command line: what changed, where it is kept, and who takes none."""

from __future__ import annotations

import json
import logging
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from cli.running import Ran, here
from cli.test_claim import NOTE
from formats.x12.desk import MEDICARE, MUTUAL, REGISTRATION, SECOND
from tautband.formats.x12.reading import ClaimFile

AETNA = MUTUAL.model_copy(update={"payer_name": "Aetna", "relation": "18", "subscriber": None})


class Desk:
    """A folder with a note, its registration and its case, and the command line run in it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capsys = folder, patch, capsys
        self.note = str(NOTE)
        self.case, self.out = folder / "case.json", folder / "claim.837"

    def _file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def registration(self, **changed: Any) -> str:
        desk = {**REGISTRATION.model_dump(mode="json"), "place_of_service": "11", "charges": {"20552": "95.00"},
                "coverages": [AETNA.model_dump(mode="json")], "history": [], **changed}  # fmt: skip
        return self._file("registration.json", json.dumps(desk))

    def run(self, *arguments: str) -> Ran:
        return here(self._patch, self._capsys, "claim", *arguments, "-o", str(self.out))

    def first(self, **changed: Any) -> None:
        ran = self.run(self.note, "--registration", self.registration(**changed), "--case", str(self.case))
        assert ran.code in (0, 1, 3), ran.err

    def decided(self, **changed: Any) -> None:
        """Put the payer's decision into the case."""
        claim = {"claim_id": "PCN77", "status": "4", "paid": "0.00", "payer_claim_number": "ICN9", **changed}
        held = json.loads(self.case.read_text())
        held["remittances"] = [{"paid_on": "2026-04-01", "claims": [claim]}]
        self.case.write_text(json.dumps(held))

    def sent(self) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = json.loads(self.case.read_text())["sent"]
        return sent


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, monkeypatch, capsys)


def accepted(path: Path) -> bool:
    """The verdict of another reader of the same guide."""
    import pyx12.params  # type: ignore[import-untyped]
    import pyx12.x12n_document  # type: ignore[import-untyped]

    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    text = StringIO(path.read_text("ascii"))
    return bool(pyx12.x12n_document.x12n_document(pyx12.params.params(), text, StringIO(), None, None))


def test_a_corrected_claim_tells_what_changed_and_is_kept_beside_the_first(desk: Desk) -> None:
    desk.first()
    desk.decided()
    new_charge = desk.registration(charges={"20552": "97.50"}, note="Charge corrected")
    ran = desk.run(
        desk.note, "--registration", new_charge, "--case", str(desk.case), "--replaces", "ICN9",
        "--because", "charge mistyped", "--json",
    )  # fmt: skip
    answer = json.loads(ran.out)
    assert (answer["frequency"], answer["replaces"]) == ("7", "ICN9")
    assert [change["says"] for change in answer["changes"]] == [
        "line 1: charge 95.00 becomes 97.50",
        "note differs from what was registered",
    ]
    (record,) = ClaimFile(BytesIO(desk.out.read_bytes()))
    assert (record.frequency, record.references["F8"][0], record.charge, record.problems) == ("7", "ICN9", 9750, [])
    assert accepted(desk.out)
    assert [
        (each.get("frequency"), each.get("replaces"), each.get("payer_claim_number"), each.get("because"))
        for each in desk.sent()
    ] == [(None, None, "ICN9", None), ("7", "ICN9", None, "charge mistyped")]
    assert "evaluated" in answer
    assert answer["deadline"]["last_day"] is None


@pytest.mark.parametrize(
    ("payer", "told"),
    [
        ("aetna", "Last day to send it: not known: the limit of Aetna for corrected claims is not held. Check the"),
        ("cigna", "Last day to send it: 2026-06-30, today (90 days from the date of the remittance (2026-04-01); by a"),
    ],
)
def test_people_are_told_the_last_day_as_the_denials_desk_tells_it(payer: str, told: str, desk: Desk) -> None:
    desk.first(payer=payer)
    desk.decided()
    changed = desk.registration(payer=payer, charges={"20552": "97.50"})
    ran = desk.run(desk.note, "--registration", changed, "--case", str(desk.case), "--replaces", "ICN9")
    assert told in " ".join(ran.out.split())


def test_what_the_correction_settles_is_told(desk: Desk) -> None:
    desk.first()
    desk.decided()
    held = json.loads(desk.case.read_text())
    for claim in (held["claim"], held["sent"][0]["claim"]):
        claim["lines"].append({**claim["lines"][0], "modifiers": ["XS"]})
    desk.case.write_text(json.dumps(held))
    arguments = ("--registration", desk.registration(), "--case", str(desk.case), "--replaces", "ICN9")
    answer = json.loads(desk.run(desk.note, *arguments, "--json").out)
    assert [change["says"] for change in answer["changes"]] == ["line 2: 20552 taken off"]
    assert "national/mue/units-over-limit" in answer["settles"]
    assert answer["raises"] == []


def test_a_void_claim_needs_no_note_and_repeats_the_one_sent(desk: Desk) -> None:
    desk.first()
    desk.decided()
    ran = desk.run("--case", str(desk.case), "--voids", "ICN9", "--because", "billed twice")
    assert ran.code == 0
    assert "It voids the payer's claim ICN9 (frequency 8)." in ran.out
    (record,) = ClaimFile(BytesIO(desk.out.read_bytes()))
    assert (record.frequency, record.references["F8"][0]) == ("8", "ICN9")
    assert [(line.code, line.charge) for line in record.lines] == [("20552", 9500)]
    assert accepted(desk.out)
    assert [each.get("frequency", "1") for each in desk.sent()] == ["1", "8"]


def test_the_claim_that_was_sent_may_be_its_837(desk: Desk) -> None:
    desk.first()
    was = desk.folder / "sent.837"
    was.write_bytes(desk.out.read_bytes())
    ran = desk.run(
        desk.note, "--registration", desk.registration(charges={"20552": "97.50"}), "--sent", str(was),
        "--replaces", "ICN9", "--json",
    )  # fmt: skip
    assert [change["says"] for change in json.loads(ran.out)["changes"]] == ["line 1: charge 95.00 becomes 97.50"]


def test_the_form_tells_of_the_correction_in_box_22(desk: Desk) -> None:
    from tautband.formats.cms1500.reading import read

    desk.first()
    desk.decided()
    desk.out = desk.folder / "claim.pdf"
    arguments = ("--registration", desk.registration(charges={"20552": "97.50"}), "--case", str(desk.case))
    ran = desk.run(desk.note, *arguments, "--replaces", "ICN9", "--to", "cms1500")
    assert "It takes the place of the payer's claim ICN9 (frequency 7)." in ran.out
    (page,) = read(desk.out.read_bytes())
    assert (page["22.code"], page["22.reference"], page["28.dollars"]) == ("7", "ICN9", "97")


def refused(ran: Ran, desk: Desk, *told: str) -> None:
    assert ran.code == 2
    assert [text for text in told if text not in ran.err] == []
    assert [each.get("frequency", "1") for each in desk.sent()] == ["1"]


@pytest.mark.parametrize("to", ["837p", "cms1500"])
def test_medicare_part_b_takes_none_and_the_way_instead_is_named(desk: Desk, to: str) -> None:
    desk.first(coverages=[MEDICARE.model_dump(mode="json")])
    desk.decided()
    for option, note in (("--replaces", [desk.note]), ("--voids", [])):
        ran = desk.run(*note, "--case", str(desk.case), option, "ICN9", "--to", to)
        refused(ran, desk, f"{option}: this payer takes no", "Ask the payer for a reopening.")


def test_a_frequency_in_the_registration_is_refused_to_part_b_too(desk: Desk) -> None:
    desk.first()
    changed = {"coverages": [MEDICARE.model_dump(mode="json")], "frequency": "7", "original_reference": "ICN9"}
    ran = desk.run(desk.note, "--registration", desk.registration(**changed), "--to", "cms1500")
    refused(ran, desk, "frequency: not taken by this payer")


def test_a_claim_nobody_decided_is_sent_anew(desk: Desk) -> None:
    desk.first()
    desk.decided(claim_id="OTHER", payer_claim_number="ICN1")
    ran = desk.run("--case", str(desk.case), "--voids", "ICN9")
    refused(ran, desk, "the payer may never have taken it", "Send it as a new claim")


def test_an_unprocessable_claim_is_sent_anew(desk: Desk) -> None:
    desk.first()
    desk.decided(rarcs=["MA130"])
    refused(
        desk.run("--case", str(desk.case), "--voids", "ICN9"), desk,
        "the payer returned the earlier claim as unprocessable", "Send it as a new claim",
    )  # fmt: skip


def test_a_decided_claim_is_not_sent_again_as_new(desk: Desk) -> None:
    desk.first()
    desk.decided()
    ran = desk.run(desk.note, "--registration", desk.registration(), "--case", str(desk.case))
    refused(ran, desk, "sent again as new it is a duplicate", "Correct it with --replaces")


@pytest.mark.parametrize("undecided", [{"rarcs": ["MA130"]}, {"claim_id": "OTHER", "payer_claim_number": "ICN1"}])
def test_a_claim_that_was_never_decided_is_sent_again_as_new(desk: Desk, undecided: dict[str, Any]) -> None:
    desk.first()
    desk.decided(**undecided)
    ran = desk.run(desk.note, "--registration", desk.registration(), "--case", str(desk.case))
    assert ran.code in (0, 1, 3), ran.err
    assert [each.get("frequency", "1") for each in desk.sent()] == ["1", "1"]


def test_after_a_void_claim_a_new_one_may_follow(desk: Desk) -> None:
    desk.first()
    desk.decided()
    assert desk.run("--case", str(desk.case), "--voids", "ICN9").code == 0
    ran = desk.run(desk.note, "--registration", desk.registration(), "--case", str(desk.case))
    assert ran.code in (0, 1, 3), ran.err
    assert [each.get("frequency", "1") for each in desk.sent()] == ["1", "8", "1"]


def test_a_correction_that_corrects_nothing_is_refused(desk: Desk) -> None:
    desk.first()
    desk.decided()
    refused(
        desk.run(desk.note, "--case", str(desk.case), "--replaces", "ICN9"),
        desk,
        "nothing differs from the claim sent",
    )


CONTRADICTIONS = [
    (("--replaces", "A", "--voids", "B"), "--voids: given beside --replaces"),
    (("note.txt", "--voids", "B"), "--voids: given beside a note"),
    (("--next-payer", "--voids", "B"), "--next-payer: given beside"),
    (("--next-payer",), "--next-payer: no case at hand"),
    (("note.txt",), "--registration: none given, and no case that holds one"),
    (("--to", "fax"), "Give one of: 837p, cms1500"),
    (("--totals", "never"), "Give each-page or last-page."),
    (("--shift", "1"), "--shift: not two numbers of points"),
    (("--shift", "nan,1"), "--shift: not two numbers of points"),
]


@pytest.mark.parametrize(("arguments", "told"), CONTRADICTIONS)
def test_options_that_contradict_each_other_are_refused(desk: Desk, arguments: tuple[str, ...], told: str) -> None:
    ran = desk.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_claim_is_not_written_over_its_case(desk: Desk) -> None:
    ran = desk.run(desk.note, "--registration", desk.registration(), "--case", str(desk.out))
    assert (ran.code, ran.out) == (2, "")
    assert "--out: the case itself" in ran.err


def test_without_the_claim_that_was_sent_nothing_is_corrected(desk: Desk) -> None:
    ran = desk.run(desk.note, "--registration", desk.registration(), "--replaces", "ICN9")
    assert ran.code == 2
    assert "the claim that was sent is not at hand. Give it with --case CASE.json or --sent FILE.837." in ran.err


def two_payers(desk: Desk) -> None:
    two = [AETNA.model_dump(mode="json"), SECOND.model_dump(mode="json")]
    desk.first(coverages=two)
    taken = [{"group": "CO", "carc": "45", "amount": "15.00"}, {"group": "PR", "carc": "2", "amount": "20.00"}]
    line = {"code": "20552", "charge": "95.00", "paid": "60.00", "adjustments": taken}
    desk.decided(status="1", charge="95.00", paid="60.00", lines=[line])


def test_the_next_payer_is_billed_with_what_the_first_decided(desk: Desk) -> None:
    from tautband.formats.cms1500.reading import read

    two_payers(desk)
    desk.out = desk.folder / "second.pdf"
    ran = desk.run(desk.note, "--case", str(desk.case), "--next-payer", "--to", "cms1500", "--json")
    assert ran.code in (0, 1, 3), ran.err
    (page,) = read(desk.out.read_bytes())
    assert [page[name] for name in ("carrier.name", "1a", "9d", "11d.yes", "29.dollars", "29.cents")] == [
        "EXAMPLE BLUE", "XYZ999", "AETNA", "X", "60", "00",
    ]  # fmt: skip


def test_the_837_to_the_next_payer_is_accepted_and_sent_once(desk: Desk) -> None:
    two_payers(desk)
    ran = desk.run(desk.note, "--case", str(desk.case), "--next-payer")
    assert ran.code in (0, 1, 3), ran.err
    assert accepted(desk.out)
    (record,) = ClaimFile(BytesIO(desk.out.read_bytes()))
    assert [(other.id, other.paid) for other in record.others] == [("60054", 6000)]
    again = desk.run(desk.note, "--case", str(desk.case), "--next-payer")
    assert again.code == 2
    assert "the last decision at hand is that of a payer before" in again.err
    anew = desk.run(desk.note, "--case", str(desk.case))
    assert anew.code in (0, 1, 3), anew.err

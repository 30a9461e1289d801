"""The work list of the denials desk, printed and as JSON; and what never stands in either."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import alone, here
from formats.x12.sample import file_of

FOLDER = Path(__file__).parent / "remit"
PAYMENT, REFUSED = str(FOLDER / "payment.835"), str(FOLDER / "refused.277")
NAMES = ("MUSTERMANN", "ANNABELLA", "BEISPIELER", "BERTOLD", "EXEMPLAR", "CARLOTTA", "ZUFALLER", "1EG4TE5MK7")
Patch = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def claim(claim_id: str, day: str, *lines: dict[str, Any], **also: Any) -> dict[str, Any]:
    return {
        "claim_id": claim_id, "patient_id": f"P-{claim_id}", "payer": "medicare", "state": "OH", "zip_code": "45202",
        "date_of_service": day, "place_of_service": "11", "lines": list(lines), **also,
    }  # fmt: skip


TPI = {"code": "20552", "charge": "95.00", "diagnoses": ["M79.18"]}
SESSIONS = [{"date_of_service": day, "code": "20552"} for day in ("2025-05-01", "2025-08-01", "2025-12-01")]
SENT = [
    claim("C1", "2026-03-02", TPI, history=SESSIONS, history_scope="all"),
    claim("C2", "2026-03-03", TPI, {"code": "99213", "charge": "120.00", "diagnoses": ["I10"]}),
]


@pytest.fixture
def sent(tmp_path: Path) -> str:
    path = tmp_path / "sent.json"
    path.write_text(json.dumps(SENT))
    return str(path)


def told(monkeypatch: Patch, capsys: Capture, *arguments: str) -> dict[str, Any]:
    ran = here(monkeypatch, capsys, "remit", *arguments, "--json")
    assert (ran.code, ran.err) == (1, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_each_denial_has_its_route_and_day(monkeypatch: Patch, capsys: Capture) -> None:
    found = told(monkeypatch, capsys, PAYMENT)
    rows = [(d["claim_id"], d["line"], d["carc"], d["route"], d["deadline"]["last_day"]) for d in found["denials"]]
    assert rows == [
        ("C1", 1, "151", "appeal", "2026-08-04"),
        ("C3", 1, "16", "new_claim", "2027-03-04"),
        ("C2", 2, "97", "reopening", "2027-04-01"),
    ]
    assert (found["schema"], found["as_of"], found["problems"], found["not_judged"]) == (1, "2026-06-30", [], 1)
    assert [(fact["group"], fact["carc"]) for fact in found["facts"]] == [("CO", "45"), ("CO", "253"), ("PR", "2")]
    assert [moved["says"] for moved in found["moved"]] == ["interest"]
    assert found["payments"][0]["balanced"] is True
    assert {d["prediction"]["says"] for d in found["denials"]} == {
        "not evaluated: the claim that was sent is not at hand"
    }


def test_with_the_sent_claims_the_edits_are_named(monkeypatch: Patch, capsys: Capture, sent: str) -> None:
    found = told(monkeypatch, capsys, PAYMENT, "--claims", sent)
    edits = {d["claim_id"]: [edit["edit"] for edit in d["prediction"]["edits"]] for d in found["denials"]}
    assert edits == {
        "C1": ["medicare/uniform-tpi/sessions-over-limit"], "C2": ["national/ncci/visit-without-25"], "C3": [],
    }  # fmt: skip
    by_claim = {d["claim_id"]: d for d in found["denials"]}
    assert by_claim["C1"]["worth"]["at_stake"] == "48.56"
    assert [(c["line"], c["new"], c["checked"]) for c in by_claim["C2"]["changes"]] == [(2, "25", True)]


def test_every_claim_is_worked_on_where_asked_for(monkeypatch: Patch, capsys: Capture) -> None:
    found = told(monkeypatch, capsys, PAYMENT, "--all")
    assert (len(found["denials"]), found["not_judged"]) == (4, 0)


def test_the_practices_costs_and_past_are_read_from_its_own_files(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture, sent: str
) -> None:
    settings, past = tmp_path / "desk.json", tmp_path / "past.json"
    settings.write_text(json.dumps({"schema": 1, "costs": {"appeal": "30.00"}}))
    won = [{"payer": "Medicare", "carc": "151", "outcome": "overturned"}] * 18
    lost = [{"payer": "Medicare", "carc": "151", "outcome": "upheld"}] * 2
    past.write_text("\n".join(map(json.dumps, won + lost)))
    arguments = (PAYMENT, "--claims", sent, "--practice", str(settings), "--history-of-appeals", str(past))
    worth = next(d for d in told(monkeypatch, capsys, *arguments)["denials"] if d["carc"] == "151")["worth"]
    assert (worth["cost"], worth["chance"]["rate"], worth["chance"]["decided"]) == ("30.00", 0.9, 20)
    assert (worth["alone"], worth["chance"]["low"]) == (True, 0.699)


def test_the_day_of_receipt_and_the_payer_given_go_first(monkeypatch: Patch, capsys: Capture) -> None:
    found = told(monkeypatch, capsys, PAYMENT, "--received", "2026-04-20")
    assert found["denials"][0]["deadline"]["last_day"] == "2026-08-18"
    other = told(monkeypatch, capsys, PAYMENT, "--payer", "aetna")
    assert {d["payer"] for d in other["denials"]} == {"aetna"}


def test_a_claim_refused_before_it_was_decided(monkeypatch: Patch, capsys: Capture, sent: str) -> None:
    found = told(monkeypatch, capsys, REFUSED, "--claims", sent)
    (refused,) = found["rejections"]
    assert (refused["claim_id"], refused["route"], refused["deadline"]["last_day"]) == ("C1", "new_claim", "2027-03-02")
    assert (found["payments"], found["denials"]) == ([], [])


def test_people_read_what_to_do_first(monkeypatch: Patch, capsys: Capture, sent: str) -> None:
    ran = here(monkeypatch, capsys, "remit", PAYMENT, REFUSED, "--claims", sent)
    shown = " ".join(ran.out.split())
    for says in (
        "Payment of 2026-04-01 from EXAMPLE CONTRACTOR (medicare): 39.48 for 4 claims",
        "277CA claim C1",
        "Route: appeal at level 1, Redetermination (MAC).",
        "By: 2026-08-04, 35 days left",
        "the edits told of it before the claim was sent: medicare/uniform-tpi/sessions-over-limit",
        "PLB L6: interest",
        "CO-45 The contract's discount: 45.65 on 1 line",
        "3 denials: 1 to appeal, 1 to file a new claim, 1 to ask for a reopening; 1 refused; 1 claim without",
    ):
        assert says in shown, says


def test_no_name_and_no_member_number_is_ever_shown(monkeypatch: Patch, capsys: Capture, sent: str) -> None:
    held = Path(PAYMENT).read_text() + Path(REFUSED).read_text()
    assert [name for name in NAMES if name not in held] == []
    for extra in ((), ("--json",), ("--claims", sent), ("--claims", sent, "--all", "--json")):
        ran = here(monkeypatch, capsys, "remit", PAYMENT, REFUSED, *extra)
        assert [name for name in NAMES if name in ran.out.upper() + ran.err.upper()] == []


def test_a_claims_file_of_837_gives_the_claims_and_their_places(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    file = tmp_path / "claims.837"
    file.write_bytes(file_of())
    answer = tmp_path / "answer.277"
    answer.write_text(Path(REFUSED).read_text().replace("TRN*2*C1", "TRN*2*PCN1"))
    (refused,) = told(monkeypatch, capsys, str(answer), "--claims", str(file))["rejections"]
    assert (refused["claim_id"], refused["deadline"]["last_day"]) == ("PCN1", "2027-03-02")


def test_a_remittance_with_nothing_to_do_ends_well(tmp_path: Path, monkeypatch: Patch, capsys: Capture) -> None:
    segments = Path(PAYMENT).read_text().splitlines()
    paid = [*segments[:8], *segments[14:21], "SE*14*0001~", *segments[-2:]]
    text = "\n".join(paid).replace("*215*38.69", "*95*38.69").replace("BPR*I*39.48", "BPR*I*38.69")
    file = tmp_path / "paid.835"
    file.write_text(text)
    ran = here(monkeypatch, capsys, "remit", str(file))
    assert (ran.code, "0 denials" in ran.out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "nothing to read"),
        (("missing.835",), "no such file"),
        ((PAYMENT, "--received", "yesterday"), "not a day of the calendar"),
        ((PAYMENT, "--payer", "nobody at all"), "not a payer of the rule book"),
        ((PAYMENT, "--claims", "missing.json"), "no such file"),
    ],
)
def test_what_cannot_be_read_is_said(
    monkeypatch: Patch, capsys: Capture, arguments: tuple[str, ...], says: str
) -> None:
    ran = here(monkeypatch, capsys, "remit", *arguments)
    assert (ran.code, says in ran.err) == (2, True)


def test_a_settings_file_with_a_stray_key_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    file = tmp_path / "desk.json"
    file.write_text(json.dumps({"costs": {"apeal": "30.00"}}))
    ran = here(monkeypatch, capsys, "remit", PAYMENT, "--practice", str(file))
    assert (ran.code, "desk.json: costs.apeal" in ran.err) == (2, True)


def test_a_file_cut_off_or_of_another_kind_is_a_problem_and_no_traceback(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    whole = Path(PAYMENT).read_bytes()
    for number, data in enumerate((whole[:700], b"ISA*00", file_of(), whole.replace(b"CAS*CO", b"CAS*"))):
        file = tmp_path / f"{number}.835"
        file.write_bytes(data)
        ran = here(monkeypatch, capsys, "remit", str(file), "--json")
        assert (ran.code, ran.err) == (1, "")
        assert json.loads(ran.out)["problems"] != []


def test_standard_input_is_read_too() -> None:
    ran = alone("remit", "-", "--json", stdin=Path(PAYMENT).read_bytes())
    assert (ran.code, len(json.loads(ran.out)["denials"])) == (1, 3)


def test_what_the_patient_bears_carries_no_step_of_an_appeal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = Path(PAYMENT).read_text().replace("CAS*CO*50", "CAS*PR*50").replace("CAS*CO*151", "CAS*PR*151")
    (tmp_path / "theirs.835").write_text(theirs)
    ran = here(monkeypatch, capsys, "remit", str(tmp_path / "theirs.835"))
    said = [part.partition("Borne by:")[0] for part in ran.out.split("Route: bill the patient")[1:]]
    assert said != []
    assert [part for part in said if "Do:" in part] == []


def test_a_sum_that_does_not_agree_is_told_with_its_claim_and_both_amounts(
    monkeypatch: Patch, capsys: Capture, tmp_path: Path
) -> None:
    unexplained = tmp_path / "short.835"
    assert b"CAS*CO*151*95~" in Path(PAYMENT).read_bytes()
    unexplained.write_bytes(Path(PAYMENT).read_bytes().replace(b"CAS*CO*151*95~", b"CAS*CO*151*90~"))
    ran = here(monkeypatch, capsys, "remit", str(unexplained))
    said = " ".join(ran.out.split())
    assert "claim C1, 2110 SVC03" in said
    assert "is not the charge" in said
    assert "(it says 0)" in said


def test_a_day_gone_by_is_told_once_and_counted(monkeypatch: Patch, capsys: Capture) -> None:
    monkeypatch.setenv("TAUTBAND_TODAY", "2026-06-30")
    in_time = " ".join(here(monkeypatch, capsys, "remit", PAYMENT).out.split())
    assert "has passed" not in in_time
    late = alone("remit", PAYMENT, TAUTBAND_TODAY="2028-06-30").out
    said = " ".join(late.split())
    assert "the last day of" in said.rpartition("denials")[2]
    assert said.count("Appeal only where the record shows the response") == 1

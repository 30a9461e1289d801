"""The printed form: each text in its box, nothing cut, everything read back as it was put in."""

from __future__ import annotations

import logging
import sys
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.x12.desk import CLAIM, EVERYTHING, MEDICARE, MUTUAL, PATIENT, REGISTRATION, SECOND
from tautband.formats.cms1500.drawing import draw
from tautband.formats.cms1500.filling import Totals, fill
from tautband.formats.cms1500.grid import COLUMN, COLUMNS, LINE, LINES, left_edge, places, top_edge
from tautband.formats.cms1500.reading import read
from tautband.formats.cms1500.writing import write_forms
from tautband.model.claim import Claim, ServiceLine
from tautband.model.errors import InputError
from tautband.model.registration import Address, DrugSupply, Person, Registration
from tautband.model.remittance import RemittedClaim

SIGNED_ON = date(2026, 3, 5)
HEAD = Address(street="PO Box 14079", city="Lexington", state="KY", zip_code="405124079")
COMMERCIAL = EVERYTHING.model_copy(
    update={"coverages": (MUTUAL.model_copy(update={"group_number": "GRP1", "payer_address": HEAD}), SECOND)}
)


def filled(claim: Claim, desk: Registration, totals: Totals = "each_page") -> list[dict[str, str]]:
    form = fill(claim, desk, totals=totals, signed_on=SIGNED_ON)
    assert form.problems == ()
    return [page.fields for page in form.pages]


def of_lines(*lines: ServiceLine) -> Claim:
    return CLAIM.model_copy(update={"lines": lines})


def line(code: str = "20552", charge: str = "95.00", diagnoses: tuple[str, ...] = ("M79.18",)) -> ServiceLine:
    return ServiceLine(code=code, charge=Decimal(charge), diagnoses=diagnoses)


def test_no_two_fields_share_a_place_and_all_are_on_the_page() -> None:
    cells = [(p.line, column) for p in places().values() for column in range(p.column, p.column + p.width)]
    assert len(cells) == len(set(cells))
    assert all(1 <= at <= LINES and 1 <= column <= COLUMNS for at, column in cells)
    assert len(places()) == 263


ON_THE_IMAGE = {
    "1.medicare": 23, "1.medicaid": 71, "1.tricare": 122, "1.champva": 187, "1.group": 237, "1.feca": 295,
    "1.other": 338, "1a": 374, "3.male": 316, "3.female": 352, "6.self": 252, "6.spouse": 289, "6.child": 317,
    "6.other": 353, "5.state": 203, "7.area": 483, "7.phone": 511, "10a.yes": 267, "10a.no": 310, "10b.state": 341,
    "11a.month": 396, "11a.male": 504, "11a.female": 555, "14.month": 28, "16.from_month": 404, "16.to_month": 505,
    "17.name": 43, "20.yes": 389, "20.no": 424, "21.A": 37, "21.B": 131, "21.C": 225, "21.D": 319, "22.code": 374,
    "24A.from_month#1": 21, "24B#1": 149, "24C#1": 172, "24D.code#1": 194, "24E#1": 335, "24F.dollars#1": 373,
    "24G#1": 437, "24H#1": 466, "25": 22, "26": 180, "28.dollars": 383, "29.dollars": 463, "32.name": 179, "32a": 187,
    "33.area": 491, "33.phone": 518, "33a": 380,
}  # fmt: skip
"""Points from the left edge of the paper at which another program, working upon an image of the form, prints."""
LINES_ON_THE_IMAGE = {
    "1a": 117,
    "2": 141,
    "9": 237,
    "14.month": 405,
    "21.A": 477,
    "24D.code#1": 548,
    "25": 692,
    "33a": 751,
}
"""The same for the foot of the letters, in points from the top edge."""


def test_the_grid_agrees_with_where_another_program_prints_on_an_image_of_the_form() -> None:
    across = {name: round(left_edge(places()[name].column)) - x for name, x in ON_THE_IMAGE.items()}
    assert {name: off for name, off in across.items() if abs(off) > COLUMN / 2} == {}
    down = {name: round(792 - top_edge(places()[name].line + 1) - 3) - y for name, y in LINES_ON_THE_IMAGE.items()}
    assert {name: off for name, off in down.items() if abs(off) > LINE / 4} == {}


def test_the_first_column_and_the_row_of_box_1_stand_where_the_printing_standard_puts_them() -> None:
    assert (round(left_edge(1) / 72, 2), round((792 - top_edge(7)) / 72, 2)) == (0.3, 1.33)


def test_a_medicare_claim_fills_these_boxes_and_no_other() -> None:
    (page,) = filled(CLAIM, REGISTRATION)
    assert page == {
        "carrier.name": "EXAMPLE CONTRACTOR", "1.medicare": "X", "1a": "1EG4TE5MK73",
        "2": "MUSTER, ANNE", "3.month": "02", "3.day": "03", "3.year": "1961", "3.female": "X",
        "5.street": "1 LOW STREET", "5.city": "CINCINNATI", "5.state": "OH", "5.zip": "45203",
        "11": "NONE", "10a.no": "X", "10b.no": "X", "10c.no": "X", "12.signature": "SIGNATURE ON FILE",
        "21.indicator": "0", "21.A": "M7918", "21.B": "M542",
        "24A.from_month#1": "03", "24A.from_day#1": "02", "24A.from_year#1": "26",
        "24A.to_month#1": "03", "24A.to_day#1": "02", "24A.to_year#1": "26",
        "24B#1": "11", "24D.code#1": "20552", "24E#1": "A", "24F.dollars#1": "95", "24F.cents#1": "00", "24G#1": "1",
        "24J.npi#1": "1245319599",
        "24A.from_month#2": "03", "24A.from_day#2": "02", "24A.from_year#2": "26",
        "24A.to_month#2": "03", "24A.to_day#2": "02", "24A.to_year#2": "26",
        "24B#2": "11", "24D.code#2": "J1010", "24E#2": "A", "24F.dollars#2": "38", "24F.cents#2": "40", "24G#2": "40",
        "24J.npi#2": "1245319599",
        "25": "123456789", "25.ein": "X", "26": "PCN77", "27.yes": "X", "28.dollars": "133", "28.cents": "40",
        "31.signature": "SIGNATURE ON FILE", "31.date": "03 05 26",
        "32.name": "EXAMPLE CLINIC", "32.street": "12 HIGH STREET", "32.place": "CINCINNATI OH 45202-1234",
        "32a": "1234567893", "33.area": "513", "33.phone": "5550100", "33.name": "EXAMPLE CLINIC",
        "33.street": "12 HIGH STREET", "33.place": "CINCINNATI OH 45202-1234", "33a": "1234567893",
    }  # fmt: skip


def test_another_payers_claim_tells_of_insured_person_accident_referral_correction_and_drug() -> None:
    (page,) = filled(CLAIM, COMMERCIAL)
    (medicare,) = filled(CLAIM, REGISTRATION)
    assert {name: text for name, text in page.items() if medicare.get(name) != text} == {
        "carrier.name": "EXAMPLE MUTUAL", "carrier.street": "PO BOX 14079", "carrier.place": "LEXINGTON KY 40512-4079",
        "1.other": "X", "1a": "W222333444", "4": "MUSTER, BERT", "6.child": "X",
        "7.street": "1 LOW STREET", "7.city": "CINCINNATI", "7.state": "OH", "7.zip": "45203",
        "9": "MUSTER, ANNE", "9a": "XYZ999", "9d": "EXAMPLE BLUE", "10b.yes": "X", "10b.state": "OH",
        "11": "GRP1", "11a.month": "01", "11a.day": "01", "11a.year": "1959", "11a.male": "X",
        "11c": "EXAMPLE MUTUAL", "11d.yes": "X", "13.signature": "SIGNATURE ON FILE",
        "14.month": "01", "14.day": "06", "14.year": "26", "14.qualifier": "431",
        "17.qualifier": "DN", "17.name": "RITA REFER", "17b": "1679576722", "19": "SECOND SESSION",
        "22.code": "7", "22.reference": "ICN1", "23": "AUTH1", "24E#1": "AB",
        "24I.qualifier#1": "ZZ", "24J.number#1": "208VP0014X", "24I.qualifier#2": "ZZ", "24J.number#2": "208VP0014X",
        "24.shaded#2": "N400409428202   ML1", "29.dollars": "20", "29.cents": "00",
        "32.name": "EXAMPLE SOUTH", "33b": "ZZ208VP0014X",
    }  # fmt: skip


def test_what_the_form_has_no_room_for_is_told() -> None:
    assert fill(CLAIM, COMMERCIAL).left_off == (
        "supervising: box 17 holds one provider, and the referring one stands there",
        "authorization.referral: box 23 holds one number, and the authorization stands there",
    )
    desk = REGISTRATION.model_copy(update={"coverages": (MEDICARE, SECOND)})
    assert fill(CLAIM, desk).left_off == (
        "coverages.2: this payer's form has no room for an insurance that pays after it",
        "line 20552: on paper this payer takes 1 diagnosis a line, the first one",
    )


def test_medicare_after_another_payer_tells_of_that_insurance_and_of_what_it_paid() -> None:
    first = MUTUAL.model_copy(
        update={"group_number": "GRP1", "decision": RemittedClaim(claim_id="PCN77", status="1", paid=Decimal("60.00"))}
    )
    second = MEDICARE.model_copy(update={"sequence": "S"})
    (page,) = filled(CLAIM, REGISTRATION.model_copy(update={"coverages": (second, first)}))
    assert [page.get(name) for name in ("1.medicare", "1a", "4", "6.child", "11", "11c", "9", "11d.yes")] == [
        "X", "1EG4TE5MK73", "MUSTER, BERT", "X", "GRP1", "EXAMPLE MUTUAL", None, None,
    ]  # fmt: skip
    assert (page["29.dollars"], page["29.cents"]) == ("60", "00")


def test_before_october_2015_the_diagnoses_are_of_the_ninth_edition() -> None:
    old = CLAIM.model_copy(update={"date_of_service": date(2015, 9, 30), "lines": (line(diagnoses=("729.1",)),)})
    (page,) = filled(old, REGISTRATION)
    assert (page["21.indicator"], page["21.A"]) == ("9", "7291")


SEVEN = of_lines(*(line(code=f"9921{number}", charge="10.00") for number in range(7)))


def test_seven_lines_take_two_pages_that_each_add_up() -> None:
    first, second = filled(SEVEN, EVERYTHING)
    assert [page["carrier.page"] for page in (first, second)] == ["PAGE 1 OF 2", "PAGE 2 OF 2"]
    assert [first[f"24D.code#{n}"] for n in range(1, 7)] == ["99210", "99211", "99212", "99213", "99214", "99215"]
    assert second["24D.code#1"] == "99216"
    assert "24D.code#2" not in second
    assert [page["28.dollars"] for page in (first, second)] == ["60", "10"]
    assert (first["29.dollars"], second.get("29.dollars")) == ("20", None)


def test_a_payer_that_wants_one_total_gets_it_on_the_last_page() -> None:
    first, second = filled(SEVEN, EVERYTHING, "last_page")
    assert first["28.dollars"] + first["28.cents"] == "CONTINUED"
    assert (second["28.dollars"], second["28.cents"], second["29.dollars"]) == ("70", "00", "20")
    assert "29.dollars" not in first


def test_more_than_twelve_diagnoses_take_pages_that_stand_by_themselves() -> None:
    codes = [f"M25.5{number:02d}" for number in range(14)]
    claim = of_lines(*(line(code="20552", charge="10.00", diagnoses=tuple(codes[at : at + 4])) for at in (0, 4, 8, 12)))
    form = fill(claim, EVERYTHING, totals="last_page")
    first, second = (page.fields for page in form.pages)
    assert (first["21.A"], first["21.L"], second["21.A"], second["21.B"]) == ("M25500", "M25511", "M25512", "M25513")
    assert [first["24E#3"], second["24E#1"]] == ["IJKL", "AB"]
    assert [page["28.dollars"] for page in (first, second)] == ["30", "10"]
    assert form.left_off[0] == "totals: more than twelve diagnoses: each page carries its own and its own total"


TOO_LONG: list[tuple[dict[str, object], str]] = [
    ({"claim_id": "A123456789012345"}, "box 26: 16 characters, and the box holds 14 (claim_id): shorten it"),
    ({"note": "x" * 49}, "box 19: 49 characters, and the box holds 48 (note): shorten it"),
    ({"patient": PATIENT.model_copy(update={"last_name": "Muster-Beispiel-von-Langenfeld"})},
     "box 2: 36 characters, and the box holds 28 (patient's names): shorten it"),
    ({"patient": PATIENT.model_copy(update={"last_name": "Мустер"})},
     "box 2: letters the form cannot print (patient's names): write them in A to Z"),
    ({"patient": PATIENT.model_copy(update={"phone": "555-0100"})},
     "box 5.phone: not ten figures (patient.phone): write area and number"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "told"), TOO_LONG)
def test_what_does_not_fit_is_listed_and_never_cut(changed: dict[str, object], told: str) -> None:
    with pytest.raises(InputError) as refused:
        write_forms([(CLAIM, REGISTRATION.model_copy(update=changed))])
    assert refused.value.what == told


def test_units_and_charges_beyond_their_boxes_are_listed() -> None:
    claim = of_lines(line(charge="1234567.00").model_copy(update={"units": Decimal(1000)}))
    assert fill(claim, REGISTRATION).problems == (
        "box 24F.dollars#1: 7 characters, and the box holds 6: shorten it",
        "box 24G#1: 4 characters, and the box holds 3 (units of 20552): shorten it",
    )


def test_a_part_of_a_cent_is_a_problem_and_not_rounded() -> None:
    desk = REGISTRATION.model_copy(update={"patient_paid": Decimal("20.005")})
    assert fill(CLAIM, desk).problems == (
        "box 29: not dollars and cents: write an amount such as 95.00, not below zero",
    )


def test_what_is_missing_is_told_all_at_once() -> None:
    desk = REGISTRATION.model_copy(
        update={"patient": None, "claim_id": None, "frequency": "7",
                "drugs": {"20552": DrugSupply(ndc="1", quantity=Decimal(1), unit="ML")}}
    )  # fmt: skip
    with pytest.raises(InputError) as refused:
        write_forms([(of_lines(ServiceLine(code="20552")), desk)])
    assert refused.value.what.split("; ") == [
        "patient: missing",
        "claim_id: missing",
        "original_reference: missing: a corrected or void claim names the payer's number of the first one",
        "charges: none for 20552, line 1",
        "lines.1.diagnoses: none for 20552",
        "drugs.20552.ndc: eleven figures",
    ]


def test_several_claims_stand_one_after_another_and_are_read_back() -> None:
    written = write_forms([(SEVEN, EVERYTHING), (CLAIM, REGISTRATION)], signed_on=SIGNED_ON)
    assert written.pages == 3
    assert read(written.data) == [*filled(SEVEN, EVERYTHING), *filled(CLAIM, REGISTRATION)]


def test_the_background_changes_nothing_that_is_read() -> None:
    plain, drawn = (write_forms([(CLAIM, COMMERCIAL)], background=on).data for on in (False, True))
    assert read(plain) == read(drawn)
    assert len(drawn) > len(plain)


def test_the_same_claim_gives_the_same_bytes() -> None:
    assert write_forms([(CLAIM, COMMERCIAL)]).data == write_forms([(CLAIM, COMMERCIAL)]).data


def test_another_reader_finds_every_character_inside_its_box() -> None:
    fields = {name: ("X" * place.width)[: place.width] for name, place in places().items()}
    page = pypdfium2.PdfDocument(draw([fields]))[0].get_textpage()
    cells = {
        (p.line, column) for p in places().values() for column in range(p.column, p.column + p.width)
    }  # fmt: skip
    seen = set()
    for index in range(page.count_chars()):
        if page.get_text_range(index, 1) != "X":
            continue
        left, bottom, right, top = page.get_charbox(index)
        at, column = next(
            (at, column) for at, column in cells
            if left_edge(column) <= (left + right) / 2 < left_edge(column + 1)
            and top_edge(at + 1) <= (bottom + top) / 2 < top_edge(at)
        )  # fmt: skip
        assert left_edge(column) <= left < right <= left_edge(column) + COLUMN
        assert top_edge(at) - LINE <= bottom < top <= top_edge(at)
        seen.add((at, column))
    assert seen == cells


def test_a_shift_moves_the_whole_page() -> None:
    data = write_forms([(CLAIM, REGISTRATION)], shift=(7.2, 12.0)).data
    moved, plain = (
        pypdfium2.PdfDocument(each)[0].get_textpage().get_charbox(0)
        for each in (data, write_forms([(CLAIM, REGISTRATION)]).data)
    )
    assert [round(was - now, 3) for was, now in zip(plain, moved, strict=True)] == [-7.2, 12.0, -7.2, 12.0]


def test_without_the_pdf_parts_the_way_to_install_them_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen.canvas", None)
    with pytest.raises(InputError) as refused:
        write_forms([(CLAIM, REGISTRATION)])
    assert refused.value.do == 'Install them: pip install "tautband[pdf]".'


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"not a form"])
def test_what_is_no_form_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


FORM = write_forms([(CLAIM, REGISTRATION)]).data


def told_of(data: bytes) -> str:
    """What became of bytes that may be a form."""
    try:
        pages = read(data)
    except InputError as refused:
        return refused.where
    return "form" if all(set(page) <= set(places()) for page in pages) else "unknown boxes"


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(FORM)), st.integers(0, 60), st.binary(max_size=40))
def test_a_damaged_form_is_read_or_refused_without_a_word_in_any_log(start: int, length: int, instead: bytes) -> None:
    log = logging.getLogger("pypdf")
    heard: list[logging.LogRecord] = []
    listener = logging.Handler()
    listener.emit = heard.append  # type: ignore[method-assign, assignment]
    log.addHandler(listener)
    try:
        assert told_of(FORM[:start] + instead + FORM[start + length :]) == "form"
    finally:
        log.removeHandler(listener)
    assert heard == []


NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéñ '-.", min_size=1, max_size=12).filter(str.strip)
LINES_OF_CLAIMS = st.builds(
    ServiceLine,
    code=st.sampled_from(["20552", "20553", "99213", "J1010"]),
    modifiers=st.lists(st.sampled_from(["25", "59", "XS", "RT"]), max_size=4, unique=True).map(tuple),
    units=st.integers(1, 999).map(Decimal),
    charge=st.integers(0, 99_999_999).map(lambda cents: Decimal(cents) / 100),
    diagnoses=st.lists(
        st.integers(0, 30).map(lambda number: f"M25.5{number:02d}"), min_size=1, max_size=4, unique=True
    ).map(tuple),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(LINES_OF_CLAIMS, min_size=1, max_size=9), NAMES, st.sampled_from(["MB", "CI", "MC", "BL"]),
    st.dates(date(1910, 1, 1), date(2025, 1, 1)), st.sampled_from(["M", "F", "U"]), st.text("ABC 019-", max_size=48),
    st.sampled_from(["each_page", "last_page"]), st.decimals(Decimal("0.001"), Decimal(99), places=3),
)  # fmt: skip
def test_any_claim_that_is_written_reads_back_as_it_was_filled(
    lines: list[ServiceLine], name: str, filing: str, born: date, sex: str, note: str, totals: Totals, quantity: Decimal
) -> None:
    desk = COMMERCIAL.model_copy(
        update={
            "patient": Person(last_name=name, first_name=name, born=born, sex=sex, address=HEAD),
            "coverages": (MUTUAL.model_copy(update={"filing": filing}), SECOND),
            "note": note,
            "drugs": {"J1010": DrugSupply(ndc="00409428202", quantity=quantity, unit="ML")},
        }
    )
    pages = filled(of_lines(*lines), desk, totals)
    assert read(draw(pages)) == pages
    billed = [page[f"24D.code#{n}"] for page in pages for n in range(1, 7) if f"24D.code#{n}" in page]
    assert billed == [each.code for each in lines]
    for page in pages:
        diagnoses = {letter: page.get(f"21.{letter}") for letter in "ABCDEFGHIJKL"}
        for n in range(1, 7):
            assert all(diagnoses[letter] for letter in page.get(f"24E#{n}", ""))

"""A muscle that the rest of the note does not bear out never lifts the code: the author is asked."""

from __future__ import annotations

import pytest

from tautband.coding import code
from tautband.notes import read
from tautband.shipped import shipped_rulebook

HEAD = "Date of service 03/04/2025. Medicare, Ohio, office. Taut bands felt in each. Assessment: Myofascial pain.\n"
TAIL = "\nTolerated well. Pain 7/10 before, 2/10 after. Signed, MD."


def answer(text: str) -> tuple[str, list[str]]:
    coding = code(read(HEAD + text + TAIL), shipped_rulebook())
    return coding.status, [line.code for line in coding.lines if line.code.startswith("2055")]


@pytest.mark.parametrize(
    "text",
    [
        "Procedure: trigger point injection, right and left piriformis.\nRight piriformis and left piriformis were "
        "injected, 2 mL of 1% lidocaine each. Right gluteus maximus was injected with the rest.",
        "PROCEDURE: Trigger point injections, right trapezius and right levator scapulae.\n1% lidocaine 1 mL was "
        "injected into each of the right trapezius, right levator scapulae and right rhomboid major.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, into the right trapezius and the right levator scapulae.\n"
        "Addendum: dictated in error. The injections were in the left trapezius and the left levator scapulae.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, into the right trapezius and the right rhomboid major.\n"
        "Correction: the second muscle injected was the right rhomboid minor, not major.",
        "Procedure: TPI. 1% lidocaine, 1 mL each, was injected into the right trapezius and the right levator "
        "scapulae. Supraspinatus was injected with 1 mL.",
    ],
)
def test_a_muscle_beyond_the_title_or_without_its_side_is_asked_about(text: str) -> None:
    assert answer(text) == ("query", ["20552"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Procedure: trigger point injections.\n1% lidocaine 1 mL into each of the right trapezius, right levator "
         "scapulae and right rhomboid major.", ("coded", ["20553"])),
        ("Procedure: trigger point injections, right trapezius, right levator scapulae and right rhomboid major.\n"
         "Each was injected with 1 mL of 1% lidocaine.", ("coded", ["20553"])),
        ("Procedure: trigger point injections to trapezius, levator scapulae, rhomboid major.\nTrapezius, levator "
         "scapulae and rhomboid major were each injected with 1 mL of 1% lidocaine.", ("coded", ["20553"])),
        ("Procedure: trigger point injection, right trapezius.\nRight trapezius and right levator scapulae were "
         "injected with 1 mL of 1% lidocaine each.", ("coded", ["20552"])),
    ],
)  # fmt: skip
def test_where_the_note_agrees_with_itself_or_the_code_stays_nothing_is_asked(
    text: str, expected: tuple[str, list[str]]
) -> None:
    assert answer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Exam: right shoulder bands; L side nothing. TPI: infraspinatus and teres minor both sides, lidocaine 1% 4 mL.",
        "TPI R trapezius, L trapezius, R levator, L levator, lidocaine 1% 2 mL. Right side only.",
        "TPI R trapezius, L trapezius, R levator, lidocaine 1% 2 mL. Nothing was injected on the left.",
        "TPI R trapezius, R levator, L levator, lidocaine 1% 2 mL. Left side: none.",
        "Left side untouched. TPI bilateral trapezius and levator scapulae, lidocaine 1% 2 mL.",
        "Exam: left quiet. TPI bilateral trapezius and levator scapulae, lidocaine 1% 2 mL.",
    ],
)
def test_a_muscle_on_a_side_that_had_nothing_is_asked_about(text: str) -> None:
    assert answer(text) == ("query", ["20552"])


@pytest.mark.parametrize(
    "text",
    [
        "TPI bilateral trapezius and levator scapulae, lidocaine 1% 2 mL. Total of 2 trigger points injected.",
        "TPI. Two trigger points were injected: R trapezius, R levator, R rhomboid major, lidocaine 1% 2 mL.",
        "TPI R trapezius, R levator, R rhomboid major, lidocaine 1% 2 mL. A total of two sites were injected.",
        "TPI bilateral splenius capitis and semispinalis capitis, lidocaine 1% 2 mL. Two points injected.",
        "TPI: 2 trigger points treated. R trapezius, R levator and R rhomboid major, lidocaine 1% 2 mL.",
    ],
)
def test_fewer_points_in_all_than_muscles_are_asked_about(text: str) -> None:
    assert answer(text) == ("query", ["20552"])


@pytest.mark.parametrize(
    "text",
    [
        "TPI R trapezius, R levator, R rhomboid major, lidocaine 1% 2 mL. Left side not injected.",
        "TPI R trapezius, R levator, R rhomboid major, lidocaine 1% 3 mL. Total of 3 trigger points injected.",
        "TPI R trapezius, R levator, R rhomboid major, lidocaine 1% 6 mL. Six points injected, two in each muscle.",
        "TPI R trapezius 2 points, R levator 1 point, R rhomboid major 1 point, lidocaine 1% 4 mL.",
    ],
)
def test_points_and_sides_that_agree_are_not_asked_about(text: str) -> None:
    assert answer(text) == ("coded", ["20553"])


@pytest.mark.parametrize(
    "words",
    [
        "S/p L4-5 decompression and fusion 01/14/2025, same surgeon (Dr. M). Day 49. 90-day global.",
        "S/p lumbar laminectomy 01/14/2025, same provider.",
        "Post-op laminectomy 01/14/2025 by the operating surgeon.",
        "S/p ACDF 01/14/2025, same practice.",
    ],
)
def test_the_surgeons_own_work_within_the_global_period_is_not_billed(words: str) -> None:
    assert answer(words + "\nTPI R trapezius 1 point, lidocaine 1% 1 mL.")[1] == []


@pytest.mark.parametrize(
    "words",
    [
        "She felt faint after the first and we stopped.",
        "The procedure was aborted for a vagal episode.",
        "He asked us to stop; stopped there.",
        "Injections halted early at her request.",
        "The session was terminated.",
    ],
)
def test_muscles_of_a_procedure_broken_off_are_asked_about(words: str) -> None:
    text = "Procedure: TPI R trapezius, R levator scapulae and R rhomboid major, lidocaine 1% 3 mL. "
    assert answer(text + words) == ("query", ["20552"])


@pytest.mark.parametrize("words", ["Bleeding stopped with pressure.", "Ibuprofen discontinued.", "Aspirin stopped."])
def test_what_else_stopped_leaves_the_muscles_alone(words: str) -> None:
    text = "Procedure: TPI R trapezius, R levator scapulae and R rhomboid major, lidocaine 1% 3 mL. "
    assert answer(text + words) == ("coded", ["20553"])


@pytest.mark.parametrize(
    "words",
    [
        "Saline for the R rhomboid major was at hand.",
        "Stretch sheet: rhomboid major.",
        "Lidocaine patch 5% R rhomboid major daily.",
        "Attending: I watched injection of R trapezius and R rhomboid major.",
        "Then also R rhomboid major injected.",
    ],
)
def test_a_muscle_without_an_amount_beside_others_with_theirs_never_lifts_the_code(words: str) -> None:
    text = "Procedure: TPI R trapezius 1 mL, R levator scapulae 1 mL lidocaine 1%. "
    assert answer(text + words)[1] == ["20552"]


@pytest.mark.parametrize(
    "words", ["Was R rhomboid major injected?", "R rhomboid major?", "R rhomboid major not addressed."]
)
def test_a_muscle_asked_after_or_not_addressed_is_not_injected(words: str) -> None:
    text = "Procedure: TPI R trapezius 1 mL, R levator scapulae 1 mL lidocaine 1%. "
    assert answer(text + words) == ("coded", ["20552"])


@pytest.mark.parametrize(
    "text",
    [
        "TPI R trapezius, R levator scapulae, R rhomboid major 1 mL each, lidocaine 1% 3 mL.",
        "TPI R trapezius x2, R levator scapulae x1, R rhomboid major x1, lidocaine 1% 4 mL.",
        "Injected R trapezius 1 mL. Injected R levator scapulae 1 mL. Injected R rhomboid major 1 mL. Lidocaine 1%.",
        "TPI lidocaine 1%: 1 mL into R trapezius, 1 mL into R levator scapulae, 1 mL into R rhomboid major.",
        "TPI lidocaine, 0.5 mL per site: R trapezius, R levator scapulae (2), R rhomboid major (1), R infraspinatus.",
    ],
)
def test_amounts_told_once_for_all_are_not_asked_about(text: str) -> None:
    assert answer(text) == ("coded", ["20553"])


FORM = (
    "Muscles injected:\n[x] R upper trapezius\n[x] R levator scapulae\n[{}] R rhomboid major\n[ ] R splenius capitis\n"
)
TEXT = "1% lidocaine, 1 mL, was injected into each of right trapezius, right levator scapulae and right rhomboid major."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM.format(" ") + TEXT, ("query", ["20552"])),
        (FORM.format("x") + TEXT, ("coded", ["20553"])),
        ("Muscle              Injected\nR trapezius         Y\nR levator scapulae  Y\nR rhomboid major    N\n" + TEXT,
         ("query", ["20552"])),
        ("Exam, bands: [x] R trapezius [x] R levator scapulae [ ] R rhomboid major\n" + TEXT, ("coded", ["20553"])),
        (FORM.replace("R rhomboid", "L rhomboid").format(" ") + TEXT, ("coded", ["20553"])),
    ],
)  # fmt: skip
def test_a_muscle_that_its_form_leaves_unticked_is_asked_about(text: str, expected: tuple[str, list[str]]) -> None:
    assert answer("Procedure: trigger point injections.\n" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TPI: R trapezius vs R supraspinatus (hard to tell) 2 mL lidocaine 1%; R levator scapulae 1 mL.", "query"),
        ("TPI: R trapezius 2 mL lidocaine 1%, R supraspinatus 1 mL; R levator scapulae 1 mL; ice vs heat.", "coded"),
        ("TPI: R levator/trapezius junction 2 mL 1% lidocaine, L levator 1 mL, L trapezius 1 mL.", "query"),
        (
            "Exam: plantaris and soleus right, each with a band.\n"
            "Consent. 1 mL of 0.5% ropivacaine in each of those three, 25G.",
            "query",
        ),
        (
            "Exam: popliteus, soleus and plantaris right, each a band.\n"
            "Consent. 1 mL of ropivacaine in each of those three.",
            "coded",
        ),
    ],
)
def test_one_muscle_of_two_or_fewer_than_are_counted_is_asked_about(text: str, expected: str) -> None:
    assert answer(text)[0] == expected


@pytest.mark.parametrize(
    ("ending", "expected"), [("Dictation ended abruptly.", "query"), ("Dictation done by phone.", "coded")]
)
def test_a_dictation_that_was_cut_off_leaves_its_muscles_open(ending: str, expected: str) -> None:
    assert answer(f"Procedure: 1 mL of lidocaine 1% was injected into the right trapezius. {ending}")[0] == expected


@pytest.mark.parametrize(
    ("third", "expected"), [("and the tight one under it 1 mL", "query"), ("with a tight one inch band", "coded")]
)
def test_a_muscle_told_only_by_its_place_leaves_their_number_open(third: str, expected: str) -> None:
    assert answer(f"Procedure: TPI. L trapezius 1 mL, L levator scapulae 1 mL, {third}; lidocaine 1%.")[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "TPI: L quadratus lumborum 2 mL; L hip flexors 3 mL, 0.25% bupivacaine.",
        "TPI: R trapezius 1 mL of 1% lidocaine, plus R mid back area 2 shots 2 mL.",
        "TPI R trapezius and R levator scapulae: 2 mL of 0.25% bupivacaine each.\nAddendum: reviewing my sheet, I may "
        "also have injected the right splenius capitis, I am not sure.",
        "TPI R trapezius 1 cc, R lev[illegible] 1 cc, lidocaine 1%.",
        "A: R trapezius and R levator scapulae. P: three muscles injected today with 1% lidocaine 3 mL.",
    ],
)
def test_a_dose_or_a_doubt_beside_the_named_muscles_is_asked_about(text: str) -> None:
    assert answer(text) == ("query", ["20552"])


@pytest.mark.parametrize(
    "text",
    [
        "TPI: L quadratus lumborum 2 mL; L gluteus medius 3 mL, 0.25% bupivacaine.",
        "TPI: R trapezius 1 mL of 1% lidocaine, and R neck pain fell to 2.",
        "TPI R trapezius and R levator scapulae: 2 mL of 0.25% bupivacaine each.\nI am not sure that the joint is at "
        "fault.",
        "A: R trapezius and R levator scapulae. P: two muscles injected today with 1% lidocaine 3 mL.",
    ],
)
def test_a_second_muscle_or_a_doubt_of_another_kind_is_not(text: str) -> None:
    assert answer(text) == ("coded", ["20552"])

# ruff: noqa: E501 - the sentences of notes stay on one line
"""A service that is only named was not done; one at the head of a line, acted or dosed was."""

from __future__ import annotations

import pytest

from tautband.notes import read

NOTE = """03/04/2026
Consent signed. Trigger point injection right trapezius, 2 points, 1% lidocaine 2 mL. Tolerated well.
{line}
"""


@pytest.mark.parametrize(
    "line",
    [
        "No superficial or other nerve block was given.",
        "RTC: Botox visit in May",
        "You asked about cortisone in the shoulder, botulinum toxin and needling without medicine.",
        "Reviewed with the patient: more therapy, botulinum toxin, no treatment.",
        "Needle tip in the muscle, sciatic nerve normal in size.",
        "Her aunt had a hip injection.",
        "I wondered about a facet injection; neither was done.",
        "Other options such as an epidural were named.",
        "Next: if the neck stays sore we may talk about nerve blocks or Botox; neither today.",
        "Occipital blocks and botox talked about as later options, neither done.",
        "Consent text on file: risks of injection include bleeding, nerve irritation, lung collapse when the chest is injected.",
        "Nerve blocks might follow.",
        "NERVE BLOCK: [ ] GON  [ ] LON       BOTULINUM: [ ]",
        "Arrived 13:14, triage ESI 4, fast track.",
    ],
)
def test_a_service_that_is_only_named_was_not_done(line: str) -> None:
    encounter = read(NOTE.format(line=line))
    assert [s.kind for s in encounter.services if s.status == "performed"] == []
    assert [agent.drug for agent in encounter.agents] == ["lidocaine"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Left knee joint then injected with 40 mg triamcinolone.", "joint_injection"),
        ("Procedure 2: Left L4-5 interlaminar epidural steroid injection, methylprednisolone 80 mg.", "epidural"),
        ("Botox 155 units injected over the forehead and scalp.", "botulinum"),
        ("Right greater occipital nerve block, 2 mL of 0.25% bupivacaine.", "nerve_block"),
        (
            "After options were discussed, right greater occipital nerve block with 2 mL of 0.25% bupivacaine.",
            "nerve_block",
        ),
        ("Right greater occipital nerve block performed after the risks were discussed.", "nerve_block"),
        ("May 4: right greater occipital nerve block done.", "nerve_block"),
    ],
)
def test_a_service_that_is_dosed_or_acted_was_done(line: str, kind: str) -> None:
    assert [s.kind for s in read(NOTE.format(line=line)).services if s.status == "performed"] == [kind]


@pytest.mark.parametrize(("words", "burnt"), [("facet joint injection", False), ("genicular RFA", True)])
def test_a_nerve_that_was_burnt_is_told_from_a_joint_that_was_injected(words: str, burnt: bool) -> None:
    note = f"06/11/2025 Procedure: right {words} done, tolerated well. TPI right trapezius x1, 1 mL lidocaine 1%."
    assert [service.ablation for service in read(note).services] == [burnt]

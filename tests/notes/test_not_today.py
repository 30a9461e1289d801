"""What a note tells of other muscles beside the one injected today: none of it is an injection of today."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tautband.notes import read

TOLD = tomllib.loads((Path(__file__).parent / "not_today.toml").read_text(encoding="utf-8"))["told"]
SOAP = """Visit 05/14/2025
S: {h}Today right calf ache, 3 months, worse on hills, 6/10. PT and ibuprofen failed.
O: R soleus taut band, 1 tender point, twitch.
A: Myofascial pain.
P: Consent signed. Alcohol. TPI R soleus, 1 point, 1 mL lidocaine 1%, 25g. Tolerated, 2/10. {p}
{b}
Signed, K. Orr MD
"""
FORM = """{b}
TRIGGER POINT INJECTION NOTE
Date of service: 05/14/2025
History: right calf ache for 3 months. {h}
Exam: taut band right soleus.
Diagnosis: Myofascial pain
Consent: signed
Muscle: right soleus
Number of trigger points: 1
Medication: lidocaine 1%, 1 mL
Tolerated: well
Follow up: 6 weeks. {p}
"""
LETTER = """May 14, 2025. Ms. D comes back. {h}Her right calf has ached for three months.

{b}

After written consent and alcohol I injected 1 mL of 1% lidocaine into one trigger point in the right soleus through a
25-gauge needle. There was a twitch. She tolerated it well. {p}

Myofascial pain. Return in six weeks.
"""
WITHOUT = """Visit 05/14/2025
S: {h}Calf ache today, 6/10, wants to talk about options.
O: gait normal. Calf mildly tender.
A: Myofascial pain.
P: Naproxen 500 bid. {p}
{b}
Signed, K. Orr MD
"""
DONE_TODAY = {"toxin", "dry", "block"}
"""Classes that tell of a needle of today which is no trigger point injection."""
STOPPED = {"cancelled", "refused"}
"""Classes that, said of the plan, follow an injection: without one they leave it open whether any was given."""


def note(host: str, told: dict[str, str]) -> str:
    """The host with what is told put where it stands."""
    places = {"h": "", "p": "", "b": ""} | {told["where"]: told["text"]}
    return host.format(h=places["h"] and places["h"] + " ", p=places["p"], b=places["b"])


@pytest.mark.slow
@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["text"][:60])
def test_only_the_muscle_injected_today_is_counted(told: dict[str, str]) -> None:
    for host in (SOAP, FORM, LETTER):
        encounter = read(note(host, told))
        done = {(i.muscle, i.side) for i in encounter.injections if i.status == "performed"}
        assert (encounter.procedure_performed, done) == (True, {("soleus", "right")})


@pytest.mark.slow
@pytest.mark.parametrize("told", [t for t in TOLD if t["class"] not in DONE_TODAY], ids=lambda told: told["text"][:60])
def test_a_note_that_only_tells_of_it_has_no_injection(told: dict[str, str]) -> None:
    if told["where"] == "p" and told["class"] in STOPPED:
        return
    encounter = read(note(WITHOUT, told))
    assert encounter.procedure_performed is not True
    assert not [i for i in encounter.injections if i.status == "performed"]

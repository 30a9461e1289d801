"""Notices of non-coverage on a claim: the modifier that tells the payer whether the patient was told before."""

from __future__ import annotations

from tautband.claims.settings import settings_of
from tautband.model.claim import Claim
from tautband.model.errors import InputError
from tautband.model.policy import Payer
from tautband.model.registration import Notice, Registration
from tautband.rulebook.code_tables import listed

MOST_MODIFIERS = 4


def with_notices(claim: Claim, desk: Registration, payer: Payer | None) -> Claim:
    """The claim with the modifiers of its notices on the lines they speak of, after those a line has.

    Which modifier a notice asks for stands in the table of payer settings, by kind of payer and date. InputError for a
    notice about a service that is not billed, one that this payer does not know, and a line with no room left.
    """
    lines = list(claim.lines)
    for number, notice in enumerate(desk.notices, 1):
        at = f"notices.{number}"
        if notice.kind == "organization_determination":
            continue  # the plan has its own copy: no modifier tells of it
        modifiers = _modifiers(notice, payer, claim, at)
        spoken_of = [place for place, line in enumerate(lines) if line.code in notice.services]
        if missing := sorted(set(notice.services) - {line.code for line in lines}):
            raise InputError(f"{at}.services", f"not billed: {', '.join(missing)}", "Name the codes of the claim.")
        if not spoken_of:
            raise InputError(f"{at}.services", "no code", "Name the codes that the notice speaks of.")
        for place in spoken_of:
            line = lines[place]
            told = tuple(dict.fromkeys((*line.modifiers, *modifiers)))
            if len(told) > MOST_MODIFIERS:
                raise InputError(
                    at, f"no room for {' '.join(modifiers)} on {line.code}", "A line holds four modifiers."
                )
            lines[place] = line.model_copy(update={"modifiers": told})
    return claim.model_copy(update={"lines": tuple(lines)})


def _modifiers(notice: Notice, payer: Payer | None, claim: Claim, at: str) -> list[str]:
    if payer is not None and not payer.takes_notices:
        raise InputError(
            at,
            "this payer knows no notice before the service",
            "Take it out: the member asks the plan for its decision before the service.",
        )
    rows = settings_of(payer, f"notice_{notice.kind}_{notice.covers}", claim.date_of_service)
    if not rows:
        raise InputError(
            at,
            "which modifier tells this payer of it is not known",
            "Take it out, or add the payer's rule to the table of payer settings.",
        )
    return [modifier for row in rows for modifier in listed(row["value"])]

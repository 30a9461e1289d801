"""Whether a trigger point injection was performed today, and the words that decide it.

Each rule looks at the note's account of the injection and gives a verdict or none; the first verdict stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tautband.model.encounter import Injection
from tautband.model.evidence import Evidence
from tautband.notes.muscles.aims import Aim, Procedure, names_trigger_point
from tautband.notes.outcome.account import FEW, Account
from tautband.notes.outcome.given_up import gave_way
from tautband.notes.outcome.left_unnamed import author_unsure, muscle_or_nerve
from tautband.notes.outcome.only_meant import (
    consent_to_come,
    left_blank,
    made_ready,
    only_planned,
    report_blank,
    same_again,
)
from tautband.notes.outcome.other_texts import (
    appeals,
    charted_wrongly,
    never_came,
    nobody_seen,
    nothing_here,
    of_another_patient,
    undone_by_addendum,
    without_visit,
)
from tautband.notes.outcome.refusals import flat, unpricked, withdrawn
from tautband.notes.outcome.surgery import believable
from tautband.notes.procedure.fluid import given, measured
from tautband.notes.procedure.reached import into_a_region
from tautband.notes.text.page import Page

TWITCH = "twitch_response"
MANY = 3
"""Sentences quoted for an injection that was done."""


class Verdict(NamedTuple):
    """True where fluid went into a muscle's trigger point, None where the note leaves it open, else False."""

    performed: bool | None
    words: tuple[Evidence, ...] = ()


Rule = Callable[[Account], Verdict | None]


def decide(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> Verdict:
    """Whether the injection was performed, with the words that say so; `entries` are the muscles it names."""
    return decided_by(Account(page, procedure, entries))[1]


def decided_by(account: Account) -> tuple[str, Verdict]:
    """The name of the rule that decides a note, with its verdict; `nothing_told` where none does."""
    verdicts = ((rule.__name__, rule(account)) for rule in RULES)
    return next(((name, verdict) for name, verdict in verdicts if verdict is not None), NOTHING_TOLD)


def no_visit(account: Account) -> Verdict | None:
    """An encounter without a needle: a telephone call, a letter, a patient who did not come."""
    page = account.page
    return Verdict(False) if without_visit(page) or never_came(page) or nobody_seen(page) else None


def appeal(account: Account) -> Verdict | None:
    """A letter about an earlier session."""
    return Verdict(False) if appeals(account.page) else None


def undone(account: Account) -> Verdict | None:
    """An addendum that takes the note back."""
    found = [aim for aim in account.procedure.aims if undone_by_addendum(account.page, aim)]
    return Verdict(False, account.quote(found)) if found else None


def wrong_chart(account: Account) -> Verdict | None:
    """A note in another patient's chart: who was injected is open, unless it says that this patient was not."""
    page = account.page
    said = [aim.sentence for aim in account.procedure.aims if charted_wrongly(page, aim)] or of_another_patient(page)
    quoted = tuple(page.evidence(s.first, s.last) for s in said[:FEW])
    return Verdict(False if nothing_here(page, said) else None, quoted) if said else None


def dry(account: Account) -> Verdict | None:
    """A needle without fluid."""
    dry = not account.dosed and any(s.has("no_fluid") and s.own for s in account.page.sentences)
    return Verdict(False) if dry else None


def other_ends(account: Account) -> Verdict | None:
    """A note of surgery, or of no trigger point at all: open where a measured drug went into a bare region, or to a
    muscle or its nerve.
    """
    if believable(account.page, account.procedure):
        return None
    somewhere = [aim for aim in account.procedure.aims if into_a_region(account.page, aim)] or into_spots(account)
    somewhere = somewhere or muscle_or_nerve(account.page, account.procedure)
    return Verdict(None, account.quote(somewhere)) if somewhere else Verdict(False)


def no_needle(account: Account) -> Verdict | None:
    """Skin, needle or tray untouched, with no injecting told: open where a muscle's twitch or tolerance comes after."""
    if any(m.value == "inject" for aim in account.acted for m in aim.acts):
        return None
    spared = [aim for aim in account.refused if unpricked(aim)]
    if not spared:
        return None
    signs = [m for m in account.signs if m.value == TWITCH or not flat(spared[0])]  # "I did not inject. She was fine."
    later = any(m.first > spared[0].sentence.first for m in signs)
    return Verdict(None if later and account.entries else False, account.quote(spared))


def injected(account: Account) -> Verdict | None:
    """A needle's verb at a trigger point, with a dose, a sign or a named muscle."""
    told = account.acted and (account.dosed or account.signs or account.entries)
    return Verdict(True, account.quote(account.telling, MANY)) if told else None


def dose_in_plan(account: Account) -> Verdict | None:
    """A dose for a muscle that stands in the plan alone, or above a report left blank, with nothing to show that it was
    given.
    """
    page, procedure = account.page, account.procedure
    if account.dosed_by_name and consent_to_come(page) and not account.carried_out:
        return Verdict(False, account.quote(account.telling, MANY))
    meant = account.dosed_by_name and (only_planned(account.shown) or report_blank(page, procedure))
    meant = meant and not account.carried_out
    return Verdict(None, account.quote(account.telling, MANY)) if meant else None


def dosed_muscle(account: Account) -> Verdict | None:
    """A muscle, or the service, with its dose: open in a note that puts things off and bears nothing out, or that gives
    neither an amount nor anything to bear the needle out.
    """
    if not account.dosed_by_name or (account.put_in_doubt and gave_it_up(account)):
        return None
    if not account.borne_out and not account.amount_told:
        return Verdict(None, account.quote(account.telling, MANY))
    return Verdict(None if account.put_in_doubt else True, account.quote(account.telling, MANY))


def listed_with_sign(account: Account) -> Verdict | None:
    """A list of muscles with a twitch or tolerance."""
    told = account.listed and account.needle_signs and account.entries and not account.only_readied
    told = told and not tolerated_another(account)
    return Verdict(True, account.quote(account.telling, MANY)) if told else None


def tolerated_another(account: Account) -> bool:
    """Whether what was tolerated was another service, which alone has a dose: "Saphenous block, lidocaine 5 mL.
    Adductor trigger point noted. Tolerated well."
    """
    dosed = [aim for aim in account.procedure.aims if aim.today and aim.dose]
    named = any(aim.services for aim in account.titled)
    others = bool(dosed) and not named and not any(aim.for_points for aim in dosed)
    return others and all(m.value != TWITCH for m in account.needle_signs)


def service_with_sign(account: Account) -> Verdict | None:
    """The service by name with a twitch or tolerance and what was given."""
    told = bool(account.titled and account.needle_signs)
    in_its_words = any(aim.services and measured(aim) for aim in account.titled)  # "TPIs R shoulder, 4 mL lidocaine"
    told = told and (account.dosed or in_its_words or account.titled_and_given or account.titled_and_told)
    return Verdict(True, account.quote(account.telling, MANY)) if told else None


def region_injected(account: Account) -> Verdict | None:
    """A measured drug injected into a region: coding asks for the muscles."""
    regional = [aim for aim in account.narrated if into_a_region(account.page, aim)]
    return Verdict(True, account.quote(regional)) if regional and not account.refused else None


def service_into_region(account: Account) -> Verdict | None:
    """The service by its name, said to be given, with a measured drug and a region for its place: "TPIs given right
    shoulder and low back, 4 mL lidocaine"; coding asks for the muscles.
    """
    plain = (aim for aim in account.titled if aim.stance in ("bare", "performed") and not aim.targets)
    told = [aim for aim in plain if "region" in aim.sentence.kinds and not GIVEN.isdisjoint(aim.sentence.vocabulary)]
    told = [aim for aim in told if measured(aim)]
    return Verdict(True, account.quote(told)) if told and not account.refused else None


GIVEN = {"given", "done", "performed", "completed", "administered"}


def points_measured(account: Account) -> Verdict | None:
    """Trigger points with their drug and volume, without a verb: "1 trigger point, 1.5 mL of bupivacaine"."""
    page = account.page
    reached = [aim for aim in account.narrated if given(aim) and measured(aim) and names_trigger_point(page, aim)]
    return Verdict(True, account.quote(reached)) if reached and not account.refused else None


def spots_measured(account: Account) -> Verdict | None:
    """Spots with their drug and volume and no muscle: "injected the usual 3 spots, 3 mL lidocaine"; coding asks where,
    or whether.
    """
    spots = into_spots(account)
    if not spots or account.refused:
        return None
    return Verdict(True if any(aim.stance == "performed" for aim in spots) else None, account.quote(spots))


def into_spots(account: Account) -> list[Aim]:
    """Sentences that give a measured drug to spots, in a note of knots, trigger points or myofascial pain."""
    if all(KNOTTED.isdisjoint(sentence.vocabulary) for sentence in account.page.saying(KNOTTED)):
        return []
    return [aim for aim in account.narrated if measured(aim) and not aim.targets and "point" in aim.sentence.kinds]


KNOTTED = frozenset({"knot", "knots", "myofascial", "trigger"})


def refused(account: Account) -> Verdict | None:
    """The injection declined, deferred or not done."""
    return Verdict(False, account.quote(account.refused)) if account.refused else None


def gave_it_up(account: Account) -> bool:
    """Whether a later rule knows that the injection was given up."""
    page, aims = account.page, account.procedure.aims
    return any(withdrawn(page, aim) or gave_way(page, aim) for aim in aims)


def withdrew(account: Account) -> Verdict | None:
    """A patient who would not have the needle after all."""
    found = [aim for aim in account.procedure.aims if withdrawn(account.page, aim)]
    return Verdict(False, account.quote(found)) if found else None


def given_up(account: Account) -> Verdict | None:
    """Another treatment in its place, no drug to be had, or a payer's leave that has not come."""
    found = [aim for aim in account.procedure.aims if gave_way(account.page, aim)]
    return Verdict(False, account.quote(found)) if found else None


def meant_today(account: Account) -> Verdict | None:
    """Muscles to be injected today, a template left blank, a bare list, or the service with a dose: open."""
    planned = [aim for aim in account.procedure.aims if aim.stance == "planned"]
    meant = [aim for aim in planned if aim.sentence.has("today") and aim.targets]
    today = [aim for aim in meant if not aim.sentence.has("not_performed")]
    today = today or [aim for aim in planned if left_blank(account.page, aim)]
    named = [aim for aim in account.listed if aim.plain or not aim.targets]  # no tendon's origin
    named = named if account.spoken_of else []
    open_ones = today or named or (account.titled if account.dosed and account.dosed_under_its_name else [])
    return Verdict(None, account.quote(open_ones)) if open_ones else None


def readied(account: Account) -> Verdict | None:
    """Consent signed and a tray laid out, and then nothing told, an author who does not know what he did, or an earlier
    session repeated unnamed: open.
    """
    ready = made_ready(account.page, account.procedure)
    if ready:
        return Verdict(None, account.quote(ready))
    unsure = author_unsure(account.page)
    if unsure:
        return Verdict(None, tuple(unsure))
    again = same_again(account.page)
    return Verdict(None, tuple(account.page.evidence(s.first, s.last) for s in again)) if again else None


def dose_without_place(account: Account) -> Verdict | None:
    """A measured dose for each of what was found, with its twitch or the pain after it, which nothing tells: open."""
    each = [aim for aim in account.narrated if measured(aim) and "each" in aim.sentence.kinds and not aim.targets]
    told = each and account.procedure.exam and account.carried_out and not account.refused
    return Verdict(None, account.quote(each)) if told else None


RULES: tuple[Rule, ...] = (
    no_visit, appeal, undone, wrong_chart,
    dry, other_ends, no_needle,
    injected, dose_in_plan, dosed_muscle, listed_with_sign, service_with_sign, region_injected,
    service_into_region, points_measured, spots_measured,
    refused, withdrew, given_up, meant_today, readied, dose_without_place,
)  # fmt: skip
"""First what the whole text is, since words of an injection in a letter or a voided note are no deed. Then what rules
out trigger points whatever is named: no fluid, surgery, no needle. Then the deed, the surest telling first: a verb goes
before a mere dose, and a weaker telling gives way to a refusal. What is left was refused, or was meant and not told: a
refusal answers, a plan for today asks the author.
"""
NOTHING_TOLD = ("nothing_told", Verdict(False))
"""Where no rule has a verdict."""

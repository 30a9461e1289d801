"""An injection that was meant or made ready, of which the note tells no more."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.text.page import Page, Sentence
from tautband.notes.text.unfilled import unfilled


def only_planned(aims: Sequence[Aim]) -> bool:
    """Whether a dose for a muscle stands in the plan alone, with no verb that gives it."""
    told = any(aim.acts or "injected" in aim.sentence.vocabulary for aim in aims)  # "injected the trigger point with"
    return not told and all(aim.sentence.opened_by == "plan" for aim in aims)


def left_blank(page: Page, aim: Aim) -> bool:
    """Whether a sentence is a template's of the injection, whose blanks nobody filled."""
    told = "act" in aim.sentence.kinds or aim.services
    return bool(told) and aim.sentence.section == "procedure" and unfilled(page, aim.sentence)


CONSENT = frozenset({"consent"})
TO_COME = ({"will", "be"}, {"to", "be"}, {"shall", "be"})
OBTAINED = {"taken", "obtained", "signed", "done", "completed"}


def consent_to_come(page: Page) -> bool:
    """Whether the consent is still to be had: "Consent will be taken that day"; then no needle has gone in."""
    words = page.tokens.words
    for sentence in page.saying(CONSENT):
        if not sentence.own or CONSENT.isdisjoint(sentence.vocabulary) or OBTAINED.isdisjoint(sentence.vocabulary):
            continue
        at = words.index("consent", sentence.first, sentence.last)
        behind = words[at + 1 : min(at + 4, sentence.last)]
        if set(behind[:2]) in TO_COME and behind[2:] and behind[2] in OBTAINED:
            return True
    return False


REPORTED = {"given", "injected", "volume", "ml", "mls", "cc"}
PLACED = {"site", "sites", "needle", "gauge", "points"}


def report_blank(page: Page, procedure: Procedure) -> bool:
    """Whether the note's own form for the injection was left blank, "site ____ needle ____ mL given ____", and no verb
    tells of a needle.
    """
    if any(aim.acts for aim in procedure.of_today if aim.for_points):
        return False
    blank = (aim.sentence for aim in procedure.aims if aim.stance == "planned" and aim.sentence.section == "procedure")
    return any(
        not REPORTED.isdisjoint(s.vocabulary) and not PLACED.isdisjoint(s.vocabulary) and unfilled(page, s)
        for s in blank
        if "muscle" not in s.kinds
    )


AGAIN = {"again", "repeated", "redone"}


def same_again(page: Page) -> list[Sentence]:
    """Where a note repeats an earlier session without its muscles, and tells what the needle brought: "same three
    muscles again today, twitches".
    """
    return [
        s
        for s in page.saying(frozenset({"same"}))
        if s.own
        and s.has("today")
        and not AGAIN.isdisjoint(s.vocabulary)
        and any(m.value in ("twitch_response", "tolerance") for m in s.elements)
    ]


SIGNED = {"signed", "scanned", "obtained", "chart", "file", "form", "written", "verbal"}
LAID_OUT = {"tray", "pulled", "superbill"}
OF_PAPERS = {"release", "records", "photo", "photos", "photographs", "telehealth", "portal"}
"""What else a consent is for than a needle."""
LATER = {
    "next", "schedule", "scheduled", "authorization", "authorisation", "auth", "return", "future", "refer", "referral",
}  # fmt: skip
"""Words of an injection that is for another day."""


def agreed(aim: Aim) -> bool:
    """Whether an injection that was talked about was agreed on: "Discussed TPI, she agreed"."""
    return not {"agreed", "agrees", "accepted", "consented", "wishes"}.isdisjoint(aim.sentence.vocabulary)


def made_ready(page: Page, procedure: Procedure) -> list[Aim]:
    """The sentences that ready a trigger point injection today, of which the note then tells no more.

    Consent is signed or a tray laid out, the injection is meant or ordered, and nothing puts it off to another day.
    """
    meant = [
        aim
        for aim in procedure.aims
        if (aim.stance in ("performed", "bare", "planned") or (aim.stance == "offered" and agreed(aim)))
        and ("service", "tpi") in aim.sentence.meanings
        and aim.sentence.section not in ("past", "history", "allergies")
    ]
    if not meant or any(not LATER.isdisjoint(aim.sentence.vocabulary) for aim in meant):
        return []
    if any("if" in aim.sentence.vocabulary and not aim.sentence.has("today") for aim in meant):
        return []
    if any(aim.dose and aim.today and not aim.for_points for aim in procedure.aims):
        return []  # another procedure was done: consent and drug were its own
    if any("prewritten" in s.assertions for s in page.sentences):
        return []
    own = [s for s in page.sentences if s.own]
    own = [s for s in own if OF_PAPERS.isdisjoint(s.vocabulary)]
    consents = [s for s in own if not SIGNED.isdisjoint(s.vocabulary)]
    if not any(m.value == "consent" for s in consents for m in s.elements):
        return []
    laid_out = any("drawn_up" in s.assertions or not LAID_OUT.isdisjoint(s.vocabulary) for s in own)
    return meant if laid_out or any("signed" in s.vocabulary for s in own) else []

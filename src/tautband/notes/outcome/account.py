"""What a note tells of its trigger point injection, gathered once for the rules that decide whether it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tautband.model.encounter import Injection
from tautband.model.evidence import Evidence
from tautband.notes.context.needle_denied import NEEDLE_WORDS
from tautband.notes.findings.scores import pain_scores
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.outcome.carried_out import fell_behind, prepared, scored_after, scores_fell, signs_in
from tautband.notes.outcome.given_up import thrown_out
from tautband.notes.outcome.refusals import refusals
from tautband.notes.procedure.fluid import (
    field_by_field,
    follows_list,
    given,
    measured,
    of_another_service,
    only_readied,
    with_its_volume,
)
from tautband.notes.procedure.reached import into_a_point
from tautband.notes.text.drug_classes import drug_class
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

DOUBTING = ("deferred", "declined", "withdrew", "explained")
"""What a sentence asserts of a needle that then may not have gone in."""
DID = {"did", "gave", "received", "performed", "done", "got"}
"""Verbs by which a service is told as a deed: "did TPI to the left trapezius with lidocaine"."""
FEW = 2
"""Sentences quoted for a verdict, unless it says more."""
OPENING = 3
"""Sentences in which a note has its title."""


def of_another_drug(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence refuses a drug that no trigger point was to have: "Toradol declined"."""
    drugs = sentence.kinds.get("drug", NONE)
    others = bool(drugs) and all(drug_class(page, m) not in ("local_anesthetic", "saline") for m in drugs)
    return others and NEEDLE_WORDS.isdisjoint(sentence.vocabulary)


@dataclass(frozen=True)
class Account:
    """What one note tells of the injection. Each fact is found when a rule first asks for it, and then kept."""

    page: Page
    procedure: Procedure
    entries: tuple[Injection, ...]
    """The muscles with their points that the procedure's words name."""

    def quote(self, aims: Sequence[Aim], most: int = FEW) -> tuple[Evidence, ...]:
        """The words of the first of some sentences."""
        return tuple(self.page.evidence(aim.sentence.first, aim.sentence.last) for aim in aims[:most])

    @cached_property
    def narrated(self) -> list[Aim]:
        """Sentences that tell the injection."""
        return [aim for aim in self.procedure.aims if aim.mode == "narrated" and aim.for_points]

    @cached_property
    def listed(self) -> list[Aim]:
        """Rows, items and titles that name its muscles."""
        return [aim for aim in self.procedure.aims if aim.mode in ("listed", "title") and aim.for_points]

    @cached_property
    def shown(self) -> list[Aim]:
        """All that tells or names the muscles."""
        return self.narrated + self.listed

    @cached_property
    def acted(self) -> list[Aim]:
        """Sentences with a needle's verb that reaches a trigger point."""
        told = (aim for aim in self.narrated if aim.acts and into_a_point(self.page, aim))
        return [aim for aim in told if not of_another_service(self.page, aim)]

    @cached_property
    def titled(self) -> list[Aim]:
        """Sentences under the service's own name."""
        return [aim for aim in self.procedure.of_today if aim.service == "tpi"]

    @property
    def telling(self) -> list[Aim]:
        """The sentences that speak plainest of the injection: its verbs, else its story, its list, its name."""
        return self.acted or self.narrated or self.listed or self.titled

    @cached_property
    def refused(self) -> list[Aim]:
        """Sentences that say the injection itself was left undone."""
        dosed = [aim for aim in self.shown if aim.dose or aim.acts]
        counted = any(t.side_points for aim in self.shown for t in aim.targets)
        told = counted or any(aim.acts and aim.dose for aim in dosed)
        told = told or any(aim.sentence.line in self.page.cells for aim in self.listed)
        if told and not any(aim.targets for aim in dosed):
            dosed = self.shown  # the rows of a grid that counts its points, or a list, with their dose below it
        return refusals(self.page, self.procedure.aims, dosed)

    @property
    def spoken_of(self) -> bool:
        """Whether the note speaks of the injection as of today's work, or has a drug that no other service took."""
        today = self.procedure.of_today
        if any(aim.services or aim.acts for aim in today if aim.for_points):
            return True
        if any(not aim.for_points for aim in self.procedure.aims):
            return False
        skin = {"skin", "wheal", "topical", "patch", "oral", "po"}
        dosed = (aim for aim in today if aim.dose and not of_another_service(self.page, aim))
        return any(skin.isdisjoint(aim.sentence.vocabulary) for aim in dosed) or any(
            m.value == "consent" for aim in today for m in aim.sentence.elements
        )

    @cached_property
    def signs(self) -> list[Mention]:
        """Twitches and tolerance told of today."""
        return signs_in(self.procedure.of_today)

    @cached_property
    def needle_signs(self) -> list[Mention]:
        """The signs that can be this needle's. Where one is denied, "no trouble with her gait" before it is none, and
        "no complications" without a pain told after it are those of what was not done.
        """
        if not self.refused:
            return self.signs
        words = self.page.tokens.words
        begun = min((aim.sentence.first for aim in self.shown), default=0)
        behind = any(aim.sentence.first > begun for aim in self.refused)
        told = ("no", "without", "complications") if behind and pain_scores(self.page)[1] is None else ()
        signs = [m for m in self.signs if words[m.first] not in told]
        if all(NEEDLE_WORDS.isdisjoint(aim.sentence.vocabulary) for aim in self.refused):
            return signs
        return [m for m in signs if m.first >= begun]

    @cached_property
    def dosed(self) -> bool:
        """Whether fluid went to the muscles: in their own words, or by the rows and fields of a form."""
        page, procedure = self.page, self.procedure
        if any(aim.dose and not of_another_service(page, aim) and not only_readied(aim) for aim in self.shown):
            return True
        laid_out = any(aim.sentence.line in page.cells or page.sides.get(aim.sentence.line) for aim in self.listed)
        if laid_out and any(given(aim) for aim in procedure.aims):
            return True
        if any(follows_list(procedure, at) for at in range(1, len(procedure.aims))):
            return True
        if any(aim.targets for aim in self.listed) and field_by_field(page, procedure):
            return True
        return any(with_its_volume(page, aim) for aim in self.listed)

    @cached_property
    def dosed_by_name(self) -> bool:
        """Whether a muscle, or the service, is named with its dose, and no refusal stands against it unanswered."""
        named = (self.entries or self.dosed_under_its_name) and self.shown and self.dosed
        return bool(named) and not (self.refused and not self.needle_signs)

    @property
    def dosed_under_its_name(self) -> bool:
        """Whether a dose stands under the service's own name, which then need not name its muscles."""
        named = self.titled[0].sentence.number if self.titled else len(self.page.sentences)
        return any(aim.dose and aim.sentence.number >= named for aim in (*self.titled, *self.shown))

    @property
    def carried_out(self) -> bool:
        """Whether the needle's effect, the pain afterwards or the preparation shows that a dose was given."""
        page, today = self.page, self.procedure.of_today
        return (
            bool(self.needle_signs)
            or any(scored_after(page, aim) for aim in today)
            or any(scores_fell(page, aim) for aim in self.shown)
            or fell_behind(page, today, self.shown)
            or prepared(self.procedure, self.shown)
        )

    @property
    def borne_out(self) -> bool:
        """Whether more than a dose says that the injection took place: what it brought, the pain after it, or that the
        dose stands with its muscle under the procedure's own heading.
        """
        if self.carried_out or pain_scores(self.page)[1] is not None:
            return True
        return any(aim.dose and aim.sentence.opened_by == "procedure" and aim.plain for aim in self.shown)

    @property
    def amount_told(self) -> bool:
        """Whether a volume stands with what is told of today's points, or the muscles beside the drug are counted."""
        told = any(("unit", "ml") in aim.sentence.meanings for aim in self.procedure.of_today if aim.for_points)
        counted = any(t.points or t.side_points for aim in self.shown for t in aim.targets)
        said = any(not DID.isdisjoint(aim.sentence.vocabulary) for aim in self.shown if aim.services and aim.targets)
        return told or counted or said or any(with_its_volume(self.page, aim) for aim in self.listed)

    @property
    def only_readied(self) -> bool:
        """Whether the drug was only made ready and muscles stand only in a title or a consent: that the patient was
        well after it shows nothing where no twitch and no pain afterwards is told.
        """
        doses = [aim.sentence for aim in self.procedure.of_today if aim.dose]
        if not doses or not all(s.has("drawn_up") for s in doses):
            return False
        twitched = any(m.value == "twitch_response" for m in self.needle_signs)
        named = any(aim.plain and (aim.dose or aim.mode != "title") for aim in self.shown)
        return not (named or twitched or pain_scores(self.page)[1] is not None)

    @property
    def put_in_doubt(self) -> bool:
        """Whether a dose stands alone in a note that puts something off, refuses or explains it, or on a tray."""
        if self.only_readied:
            return True
        if self.borne_out:
            return False
        if any(thrown_out(self.page, aim) for aim in self.procedure.aims):
            return True
        doubted = [s for s in self.page.sentences if s.assertions and s.has(*DOUBTING) and not s.has("historical")]
        return any(s.own and "muscle" not in s.kinds and not of_another_drug(self.page, s) for s in doubted)

    @property
    def titled_and_told(self) -> bool:
        """Whether the injection heads the procedure and a verb tells it, without muscle or drug: "Procedure: trigger
        point injections. ... Injections were made in the usual fashion"; and no other service is told.
        """
        aims = self.procedure.aims
        if self.refused or not all(aim.for_points for aim in aims):
            return False
        headed = any(aim.sentence.opened_by == "procedure" for aim in self.titled if aim.stance == "bare")
        told = (aim for aim in self.narrated if aim.sentence.section == "procedure" and aim.stance == "performed")
        return headed and any(m.value in ("inject", "injection") for aim in told for m in aim.acts)

    @property
    def titled_and_given(self) -> bool:
        """Whether the injection is a note's title, with what was given measured below it and no other service told."""
        aims = self.procedure.aims
        if not all(aim.for_points for aim in aims):
            return False
        title = any(
            m.value == "tpi" and m.first == aim.sentence.first and aim.stance == "bare"
            for aim in aims[:OPENING]
            for m in aim.services
        )
        return title and any(given(aim) and measured(aim) for aim in aims)

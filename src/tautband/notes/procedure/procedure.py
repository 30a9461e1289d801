"""What was injected today: follows the services through the note and gathers the muscles each sentence aims at."""

from __future__ import annotations

from typing import Protocol

from tautband.notes.context.deeds import acts
from tautband.notes.context.stance import stance
from tautband.notes.context.told_ahead import explained
from tautband.notes.muscles.aims import Aim, Procedure, sort_targets, without_struck
from tautband.notes.muscles.muscles import targets
from tautband.notes.muscles.pointing import BODY_SECTIONS
from tautband.notes.procedure.answered import key_alone
from tautband.notes.procedure.back_to_muscles import turned
from tautband.notes.procedure.blocks import Block, cut_blocks
from tautband.notes.procedure.connected import connect
from tautband.notes.procedure.corrected import removed, replaced
from tautband.notes.procedure.dry_beside import set_dry_apart
from tautband.notes.procedure.modes import mode_of
from tautband.notes.procedure.numbered_services import named_before
from tautband.notes.procedure.passing import after_the_end, before_the_procedure, in_passing, only_needled
from tautband.notes.procedure.prewritten import last_prewritten
from tautband.notes.procedure.retitled import retitle
from tautband.notes.procedure.service_kinds import FOR_THE_WHOLE_BODY
from tautband.notes.procedure.services_named import services_in, told_of
from tautband.notes.procedure.side_corrections import right_sides
from tautband.notes.procedure.side_headings import from_before, into_field_before, side_heading, side_keyed
from tautband.notes.procedure.stance_in_context import OF_TODAY, Context, only_talk, stance_in_context
from tautband.notes.procedure.structures import into_site
from tautband.notes.procedure.toxin_under_way import beside_toxin_alone, in_units
from tautband.notes.procedure.under_way import service_of
from tautband.notes.text.drug_classes import all_denied
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import NO_TARGETS, Target
from tautband.notes.text.unfilled import holds_blanks


class Seen(Protocol):
    """Another way to see the sentences: what their service is, and what they do with their muscles."""

    def under_way(self, aim: Aim, current: str | None) -> str | None:
        """The service under way."""

    def service(self, aim: Aim, current: str | None) -> str | None:
        """The service by which the muscles of a sentence are judged."""

    def mode(self, aim: Aim, mode: str) -> str:
        """How a sentence names its muscles."""

    def roles(self, sentence: Sentence, found: list[Target]) -> list[Target]:
        """The muscles of a sentence with what it does with them."""


def follow(page: Page, seen: Seen | None = None) -> Procedure:
    """Read every sentence in order, carrying the service under way from one to the next.

    `seen` reads for another deed than the injection of a trigger point; `tpi` then stands for that.
    """
    following = Following(page, seen)
    for sentence in page.sentences:
        if sentence.line in page.off_lines:
            continue
        following.enter(sentence)
        if quiet(sentence):
            following.pass_by(sentence)
        else:
            following.read(sentence)
    following.look_back()
    return following.procedure


class Following:
    """A note as it is followed: what has been read, and what one sentence hands on to the next."""

    def __init__(self, page: Page, seen: Seen | None) -> None:
        self.page, self.seen = page, seen
        self.procedure = Procedure()
        self.blocks = cut_blocks(page)
        self.prewritten = last_prewritten(page)
        self.blanks = holds_blanks(page.text)
        self.current: str | None = None
        """The service under way."""
        self.paragraph = 0
        self.sides: tuple[str, ...] = ()
        """The sides that the last line of its own gave the list below it."""
        self.explaining = False
        """Whether the sentence before told how the procedure goes, and not what was done."""
        self.named_in_body = False
        """Whether the last service stood in a part that tells of the body."""

    def enter(self, sentence: Sentence) -> None:
        """Take note of a block, paragraph, heading or line of sides that begins with a sentence."""
        block = self.blocks[sentence.number]
        if block.first == sentence.number:
            self.current = turned(block, self.current, sentence)
        page = self.page
        headed = sentence.heading and not side_keyed(page, sentence.number - 1)
        if headed or sentence.paragraph != self.paragraph:
            self.sides, self.paragraph, self.explaining = (), sentence.paragraph, False
        keyed = side_heading(page, sentence)
        if keyed and not into_field_before(page, self.procedure, keyed, sentence):
            self.sides = keyed

    def pass_by(self, sentence: Sentence) -> None:
        """Put a quiet sentence among the aims, as one that aims at nothing."""
        page = self.page
        self.explaining = self.explaining and explained(page, sentence, self.explaining)
        if sentence.heading and sentence.section in BODY_SECTIONS:
            self.current = None
        position = stance(page, sentence)
        if position == "bare" and sentence.number <= self.prewritten and sentence.section != "addendum":
            position = "planned"
        aim = Aim(sentence, position, NONE, None, NO_TARGETS, NONE, False)
        if position == "bare":
            self.current = aim.service = None if sentence.section in BODY_SECTIONS else self.current
            if sentence.item or self.procedure.numbered:
                self.current = aim.service = named_before(page, self.procedure, aim) or self.current
        self._keep(aim)

    def read(self, sentence: Sentence) -> None:
        """Read a sentence that names something of which a needle's work is read."""
        page = self.page
        aim = self._aim(sentence)
        if sentence.heading and (sentence.section in BODY_SECTIONS or self.named_in_body):
            self.current, self.named_in_body = None, False
        if aim.today:
            self._serve(aim, self.blocks[sentence.number])
            if aim.services:
                self.named_in_body = sentence.section in BODY_SECTIONS
        self._keep(aim)
        mode = mode_of(page, aim)
        aim.mode = mode if self.seen is None else self.seen.mode(aim, mode)
        if only_noted(aim):
            aim.mode = ""
        connect(page, self.procedure, aim)
        sort_targets(self.procedure, aim)

    def look_back(self) -> None:
        """Mend what only the whole note shows: corrections first, then what was a title or named in passing."""
        page, procedure = self.page, self.procedure
        replaced(page, procedure)
        removed(page, procedure)
        right_sides(page, procedure)
        without_struck(procedure)
        retitle(page, procedure)
        in_passing(page, procedure)
        if self.seen is None:
            only_needled(procedure)
            after_the_end(page, procedure)
            before_the_procedure(procedure)
        procedure.of_today = [aim for aim in procedure.aims if aim.today]

    def _aim(self, sentence: Sentence) -> Aim:
        """A sentence with its stance, its muscles, the services it names and its deeds."""
        page = self.page
        self.explaining = explained(page, sentence, self.explaining)
        found = targets(page, sentence)
        if self.seen is not None:
            found = self.seen.roles(sentence, found)
        prewritten = sentence.number <= self.prewritten
        position = stance_in_context(Context(page, sentence, found, self.explaining, prewritten, self.blanks))
        self._give_sides(sentence, found)
        services = services_in(page, sentence)
        done = acts(page, sentence) if position in OF_TODAY and not key_alone(page, sentence) else NONE
        if position == "performed" and not done:
            position = "bare"
        if only_talk(page, sentence, position, found, services):
            position = "offered"
        drug = "drug" in sentence.kinds and not all_denied(sentence)
        dose = drug or ("unit", "ml") in sentence.meanings
        return Aim(sentence, position, services, None, found, done, dose)

    def _give_sides(self, sentence: Sentence, found: list[Target]) -> None:
        """Give muscles without a side that of their column, of the line above their list, or of the list before."""
        if not found:
            return
        half = self.page.halves.get(sentence.line)
        here = (half,) if half is not None else self.sides
        here = here or from_before(self.page, self.procedure, sentence)
        if self.seen is None:
            set_dry_apart(self.page, sentence, found)
        for target in found:
            target.sides = target.sides or here

    def _serve(self, aim: Aim, block: Block) -> None:
        """Settle the service a sentence of today is about, and the one under way behind it."""
        page, procedure, before = self.page, self.procedure, self.current
        current = aim.service = service_of(page, aim, before)
        if aim.services and current in FOR_THE_WHOLE_BODY and not aim.dose and not aim.acts:
            current = before  # "her zoster vaccine was brought up to date"
        if aim.services and told_of(aim):
            current = before  # "your therapist has been dry needling her trapezius"
        current = into_site(page, procedure, aim, block) or current
        if (named := named_before(page, procedure, aim)) is not None:
            current = aim.service = named
        if current is None and (in_units(page, procedure, aim) or beside_toxin_alone(page, procedure, aim)):
            current = aim.service = "botulinum"
        if self.seen is not None:
            current = self.seen.under_way(aim, current)
            aim.service = self.seen.service(aim, current)
        self.current = current

    def _keep(self, aim: Aim) -> None:
        self.procedure.aims.append(aim)
        self.procedure.begun.append(len(self.procedure.body))


def only_noted(aim: Aim) -> bool:
    """Whether muscles in a title or list are none that a needle went into: all spared, or findings beside it."""
    if not aim.targets:
        return False
    if aim.mode in ("listed", "title") and all(t.role == "quiet" for t in aim.targets):
        return True
    if aim.mode != "listed" or aim.dose or aim.acts:
        return False
    return all(t.role == "source" for t in aim.targets)  # "a band in the trapezius with referral behind the ear"


DEEDS = {
    "muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "service", "act", "drug", "structure", "point",
    "side", "mirror",
}  # fmt: skip
"""Kinds of thing of which a needle's work is read."""


def quiet(sentence: Sentence) -> bool:
    """Whether a sentence names nothing of which a needle's work is read and asserts nothing: most sentences do so."""
    return not sentence.cues and DEEDS.isdisjoint(sentence.kinds) and ("unit", "ml") not in sentence.meanings

"""What was injected today: follows the services through the note and gathers the muscles each sentence aims at."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from tautband.notes.aims import Aim, Procedure, sort_targets, without_struck
from tautband.notes.answered import only_called, row_denied
from tautband.notes.blocks import cut_blocks, thought_about
from tautband.notes.columns import PLACES
from tautband.notes.corrected import removed, replaced
from tautband.notes.dosed_below import dosed_below
from tautband.notes.dry_beside import set_dry_apart
from tautband.notes.labelled import by_label
from tautband.notes.lexicon import Mention
from tautband.notes.modes import followed_by_count, mode_of
from tautband.notes.muscles import targets
from tautband.notes.numbered_sites import by_number
from tautband.notes.other_days import put_off
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.passing import after_the_end, before_the_procedure, in_passing, only_needled
from tautband.notes.pointing import (
    BODY_SECTIONS,
    all_on,
    as_the_first,
    carried_on,
    mirrored,
    of_its_row,
    pointed,
    they_were_not,
    under_dose,
)
from tautband.notes.sections import skip_marker
from tautband.notes.side_corrections import right_sides
from tautband.notes.sides import side_chain
from tautband.notes.spoken import lists_risks, only_spoken_of
from tautband.notes.stance import acts, explained, stance
from tautband.notes.target import NO_TARGETS, Target
from tautband.notes.under_way import (
    AIMING,
    FOR_THE_WHOLE_BODY,
    answered_no,
    answered_none,
    beside_toxin_alone,
    by_its_number,
    in_units,
    into_site,
    named_by_item,
    named_services,
    service_of,
    tried_among_others,
    turned,
)
from tautband.notes.unfilled import holds_blanks, unfilled


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
    procedure = Procedure()
    current: str | None = None
    heading_sides: tuple[str, ...] = ()
    paragraph = 0
    told = told_before = False
    prewritten = last_prewritten(page)
    blocks = cut_blocks(page)
    blanks = holds_blanks(page.text)
    for sentence in page.sentences:
        if sentence.line in page.off_lines:
            continue
        block = blocks[sentence.number]
        if block.first == sentence.number:
            current = turned(block, current, sentence)
        if sentence.paragraph != paragraph or (sentence.heading and not side_keyed(page, sentence.number - 1)):
            heading_sides, paragraph, told = (), sentence.paragraph, False
        keyed = side_heading(page, sentence)
        if keyed and not into_field_before(page, procedure, keyed, sentence):
            heading_sides = keyed
        if quiet(sentence):
            told = told and explained(page, sentence, told)
            if sentence.heading and sentence.section in BODY_SECTIONS:
                current = None
            current = passed(page, procedure, sentence, current, sentence.number <= prewritten)
            continue
        position = stance(page, sentence)
        told = explained(page, sentence, told)
        if position == "performed" and asks(page, sentence):
            position = "offered"
        if blanks and position in ("performed", "bare") and unfilled(page, sentence):
            position = "planned"
        if position == "performed" and answered_no(page, sentence):
            position = "not_performed"
        if position in ("performed", "bare") and row_denied(page, sentence):
            position = "not_performed"
        if told and position == "performed":
            position = "offered"
        if sentence.number <= prewritten and position in ("performed", "bare") and sentence.section != "addendum":
            position = "planned"
        found = targets(page, sentence) if seen is None else seen.roles(sentence, targets(page, sentence))
        if found and position == "bare" and put_off(page, sentence, found):
            position = "planned"
        here = (page.halves[sentence.line],) if sentence.line in page.halves else heading_sides
        here = here or from_before(page, procedure, sentence)
        if seen is None and found:
            set_dry_apart(page, sentence, found)
        for target in found:
            target.sides = target.sides or here
        services: list[Mention] = NONE
        spoken_of = tried_among_others(page, sentence) or thought_about(page, sentence)
        if "service" in sentence.kinds and not spoken_of:
            services = [m for m in named_services(page, sentence) if not answered_none(page, sentence, m)]
            services = [m for m in services if not only_called(page, sentence, m)]
            if services and sentence.last - sentence.first <= SHORT_KEY and key_alone(page, sentence):
                services = NONE  # "NERVE BLOCK:" whose boxes are all empty
        done = acts(page, sentence) if position in ("performed", "bare") and not key_alone(page, sentence) else NONE
        if position == "performed" and not done:
            position = "bare"
        spoken = position == "bare" and not found and only_spoken_of(page, sentence, services)
        if spoken or (position in ("performed", "bare") and lists_risks(sentence)):
            position = "offered"
        dose = "drug" in sentence.kinds or ("unit", "ml") in sentence.meanings
        if sentence.heading and (sentence.section in BODY_SECTIONS or told_before):
            current, told_before = None, False
        aim = Aim(sentence, position, services, None, found, done, dose)
        if position in ("performed", "bare"):
            before = current
            current = aim.service = service_of(page, aim, current)
            if services and current in FOR_THE_WHOLE_BODY and not aim.dose and not done:
                current = before  # "her zoster vaccine was brought up to date"
            if services and told_of(aim):
                current = before  # "your therapist has been dry needling her trapezius"
            current = into_site(page, procedure, aim, block) or current
            if (item := named_by_item(page, procedure, aim) or by_its_number(page, procedure, aim)) is not None:
                current = aim.service = item
            if current is None and (in_units(page, procedure, aim) or beside_toxin_alone(page, procedure, aim)):
                current = aim.service = "botulinum"
            if seen is not None:
                current = seen.under_way(aim, current)
                aim.service = seen.service(aim, current)
        if services and position in ("performed", "bare"):
            told_before = sentence.section in BODY_SECTIONS
        procedure.aims.append(aim)
        procedure.begun.append(len(procedure.body))
        aim.mode = mode_of(page, aim) if seen is None else seen.mode(aim, mode_of(page, aim))
        if aim.mode in ("listed", "title") and aim.targets and all(t.role == "quiet" for t in aim.targets):
            aim.mode = ""
        if aim.mode == "listed" and found and not (dose or done) and all(t.role == "source" for t in found):
            aim.mode = ""  # a finding beside the procedure: "a band in the trapezius with referral behind the ear"
        carried_on(page, procedure, aim)
        under_dose(page, procedure, aim)
        dosed_below(page, procedure, aim)
        as_the_first(page, procedure, aim)
        they_were_not(page, procedure, aim)
        by_number(page, procedure, aim)
        all_on(page, procedure, aim)
        mirrored(procedure, aim)
        by_label(page, procedure, aim)
        pointed(page, procedure, aim)
        of_its_row(page, procedure, aim)
        sort_targets(procedure, aim)
    replaced(page, procedure)
    removed(page, procedure)
    right_sides(page, procedure)
    without_struck(procedure)
    retitle(page, procedure)
    in_passing(page, procedure)
    if seen is None:
        only_needled(procedure)
        after_the_end(page, procedure)
        before_the_procedure(procedure)
    return procedure


TELLING = {"has", "had", "have", "was", "were", "is", "did", "been", "gave", "helped"}
HERE = {
    "today", "here", "now", "presents", "presented", "returns", "returned", "came", "comes", "scheduled", "booked",
    "agreed", "elected", "consented", "proceed", "proceeded", "underwent", "undergoing", "for", "chosen", "decided",
    "opted", "planned",
}  # fmt: skip
"""Words of a sentence that may speak of what is about to be done."""


def told_of(aim: Aim) -> bool:
    """Whether running words without a dose only tell of another service: "delivered with an epidural and has had pain",
    so that what follows is not about it.
    """
    sentence = aim.sentence
    if aim.dose or aim.acts or sentence.section or sentence.item or aim.service in (None, "tpi"):
        return False
    return not TELLING.isdisjoint(sentence.vocabulary) and HERE.isdisjoint(sentence.vocabulary)


DEEDS = {
    "muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "service", "act", "drug", "structure", "point",
    "side", "mirror",
}  # fmt: skip
"""Kinds of thing of which a needle's work is read."""


def quiet(sentence: Sentence) -> bool:
    """Whether a sentence names nothing of which a needle's work is read and asserts nothing: most sentences do so."""
    return not sentence.cues and DEEDS.isdisjoint(sentence.kinds) and ("unit", "ml") not in sentence.meanings


def passed(page: Page, procedure: Procedure, sentence: Sentence, current: str | None, prewritten: bool) -> str | None:
    """Put a quiet sentence among the aims, as one that aims at nothing; the service under way behind it."""
    position = stance(page, sentence)
    if position == "bare" and prewritten and sentence.section != "addendum":
        position = "planned"
    aim = Aim(sentence, position, NONE, None, NO_TARGETS, NONE, False)
    if position == "bare":
        current = aim.service = None if sentence.section in BODY_SECTIONS else current
        numbered = sentence.item or bool(procedure.numbered)
        if numbered and (item := named_by_item(page, procedure, aim) or by_its_number(page, procedure, aim)):
            current = aim.service = item
    procedure.aims.append(aim)
    procedure.begun.append(len(procedure.body))
    return current


FINAL = {"final", "actual", "end"}


def last_prewritten(page: Page) -> int:
    """The number of the last sentence that was written before the visit: all of them, unless a final note follows."""
    if not any("prewritten" in sentence.assertions for sentence in page.sentences):
        return -1
    words = page.tokens.words
    begun = False
    for sentence in page.sentences:
        begun = begun or "prewritten" in sentence.assertions
        opening = words[sentence.first : sentence.first + 4]
        titled = sentence.first in page.line_starts and ("note" in opening or "draft" in opening)
        if begun and titled and not FINAL.isdisjoint(opening) and "prewritten" not in sentence.assertions:
            return sentence.number
    return len(page.sentences)


def retitle(page: Page, procedure: Procedure) -> None:
    """Take a heading's "injections into the ..." for a title where the note goes on to tell what was injected."""
    told = [aim for aim in procedure.aims if aim.mode == "narrated" and not nominal(page, aim)]
    told = [aim for aim in told if any(t.role == "" for t in aim.targets)]
    counted = [a for a in procedure.aims if a.mode in ("narrated", "listed") and a.dose and not for_billing(a)]
    counted = [a for a in counted if any(t.role == "" for t in a.targets)]
    last = max((a.sentence.number for a in told), default=-1)
    first = min((a.sentence.number for a in counted), default=len(page.sentences))
    rows = detailed(page, procedure)
    moved: list[Target] = []
    for aim in procedure.aims:
        if aim.mode not in ("narrated", "listed"):
            continue
        before, after = aim.sentence.number < last, first < aim.sentence.number
        billed = for_billing(aim)
        before = before or aim.sentence.number < rows
        if billed or ((before or after) and nominal(page, aim)):
            aim.mode = "title"
            moved += [t for t in aim.targets if t.role == ""]
    if moved:
        gone = {id(t) for t in moved}
        procedure.body = [t for t in procedure.body if id(t) not in gone]
        procedure.title += moved


def detailed(page: Page, procedure: Procedure) -> int:
    """The sentence from which on the note counts the points of its muscles row by row; -1 where it does not.

    What only named muscles before it was a heading: "Procedure: TPI right trapezius, ..." above "R trapezius: 2".
    """
    rows = [a for a in procedure.aims if a.mode == "listed" and a.sentence.section == "procedure"]
    rows = [a for a in rows if any(t.role == "" for t in a.targets) and numbered(page, a) and not nominal(page, a)]
    if len(rows) < 2 or any(not REST.isdisjoint(s.vocabulary) for s in page.sentences[rows[0].sentence.number :]):
        return -1
    return rows[0].sentence.number


REST = {"others", "rest", "remaining", "remainder"}
"""Words by which a count goes on to muscles that it does not name: "the others one each"."""


def numbered(page: Page, aim: Aim) -> bool:
    """Whether a row counts the points of its muscle."""
    return "point" in aim.sentence.kinds or followed_by_count(page, aim) or any(t.side_points for t in aim.targets)


BILLING = {"billing", "billed", "bill", "superbill", "charge", "charges", "charged", "coding", "coded", "cpt", "claim"}


def for_billing(aim: Aim) -> bool:
    """Whether a sentence sums up for the bill; such a summary may name what it likes, the procedure's words decide."""
    return not aim.dose and not BILLING.isdisjoint(aim.sentence.vocabulary)


VERBAL = {"injected", "infiltrated", "treated", "deactivated"}


def nominal(page: Page, aim: Aim) -> bool:
    """Whether a sentence has the needle's noun alone, without verb, drug, volume or count."""
    words = page.tokens.words
    return (
        not aim.sentence.item
        and aim.mode in ("narrated", "listed")
        and any(m.value == "tpi" for m in aim.services)
        and not aim.dose
        and not any(m.value != "muscle" for m in aim.sentence.kinds.get("point", NONE))
        and not followed_by_count(page, aim)
        and not any(t.side_points for t in aim.targets)
        and not any(VERBAL & set(words[m.first : m.last]) for m in aim.services)
        and all((m.value == "injection" and words[m.last - 1] in AIMING) or in_heading(aim, m) for m in aim.acts)
    )


def in_heading(aim: Aim, m: Mention) -> bool:
    """Whether a verb is part of the heading and tells of no deed by itself: "PROCEDURE PERFORMED: ..."."""
    return aim.sentence.heading is not None and m.first < aim.sentence.heading[1]


SHORT_KEY = 4


def key_alone(page: Page, sentence: Sentence) -> bool:
    """Whether a form's key stands without an answer beside or below it, so that "Sites injected:" tells of no deed."""
    if page.tokens.words[sentence.last - 1] != ":":
        return False
    below = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    return below is None or ANSWERS.isdisjoint(below.kinds)


def from_before(page: Page, procedure: Procedure, sentence: Sentence) -> tuple[str, ...]:
    """The side of the list that a semicolon on the same line goes on with: "R biceps femoris: 2; semitendinosus 1"."""
    if "side" in sentence.vocabulary and same_side(page, sentence):
        return side_told_last(procedure, sentence)
    before = procedure.aims[-1] if procedure.aims else None
    if before is not None and sentence.first in page.line_starts and page.tokens.words[sentence.first] in DITTO:
        told = {t.sides for t in before.targets} if "side" not in sentence.kinds else set()
        return told.pop() if len(told) == 1 else ()
    if before is None or before.sentence.line != sentence.line or sentence.first in page.line_starts:
        return ()
    if page.tokens.words[sentence.first - 1] != ";" or "side" in sentence.kinds or before.acts:
        return ()
    sides = {t.sides for t in before.targets}
    return sides.pop() if len(sides) == 1 else ()


SAME_SIDE = 3
"""Sentences back in which the side was told that "same side" means."""


def same_side(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence points to a side told before: "another one in the upper trapezius, same side"."""
    words = page.tokens.words[sentence.first : sentence.last]
    return "side" not in sentence.kinds and any(
        one in ("same", "that") and two == "side" for one, two in pairwise(words)
    )


def side_told_last(procedure: Procedure, sentence: Sentence) -> tuple[str, ...]:
    """The one side of the muscles that the last sentence with sides named."""
    for aim in reversed(procedure.aims[-SAME_SIDE:]):
        sides = {side for t in aim.targets for side in t.sides}
        if sides and aim.sentence.paragraph == sentence.paragraph:
            return tuple(sides) if len(sides) == 1 else ()
    return ()


DITTO = {'"', "ditto", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{DITTO MARK}", "do"}
"""Marks at the head of a row for what stands above them."""
AUXILIARIES = {"was", "were", "did", "is", "are", "has", "have", "should", "can", "could", "do", "does", "which", "if"}
OPENING = 4


def asks(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence asks and is not answered on its line: "Dr - was the TPI done?"."""
    words = page.tokens.words
    if words[sentence.last - 1] != "?":
        return False
    return not AUXILIARIES.isdisjoint(words[sentence.first : sentence.first + OPENING])


ANSWERS = {"muscle", "short_muscle", "drug"}
FIELDS = {"muscle", "site", "target", "location"}
SIDE_HEADING = 4
SIDE_FIELD = 7
SIDE_KEYS = {"side", "sides", "laterality"}


def side_heading(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """The sides that a line of its own gives the list below it: "Right side:", "Side: left"."""
    words = page.tokens.words
    sides = sentence.kinds.get("side", NONE)
    if not sides:
        return ()
    if side_keyed(page, sentence.number):
        told = [m for m in sides if m.first == sentence.first + 2]
        return side_chain(told) if sentence.last - sentence.first <= SIDE_FIELD and len(told) == len(sides) else ()
    if heads_rows(page, sentence):
        return side_chain(sides)
    if sentence.last - sentence.first > SIDE_HEADING or words[sentence.last - 1] != ":":
        return ()
    return side_chain(sides) if len(sides) == len(sentence.things) else ()


HEAD_WORDS = {"side", "sided", "and", "&", "/", "+", "-", "(", ")", "the", "muscles", ":"}
LONGEST_HEAD = 7
ROWS_LOOKED_AT = 4


def heads_rows(page: Page, sentence: Sentence) -> bool:
    """Whether a line that holds a side and a region alone heads the rows of muscles below: "LEFT NECK AND SHOULDER"."""
    if sentence.last - sentence.first > LONGEST_HEAD or sentence.first not in page.line_starts or sentence.item:
        return False
    if not sentence.kinds.keys() <= {"side", "region"} or "side" not in sentence.kinds:
        return False
    rows = page.sentences[sentence.number + 1 : sentence.number + 1 + ROWS_LOOKED_AT]
    if not rows or rows[0].first not in page.line_starts or rows[0].paragraph != sentence.paragraph:
        return False
    below = next((s for s in rows if "muscle" in s.kinds or "side" in s.kinds), rows[0])
    if "muscle" not in below.kinds or "side" in below.kinds or below.paragraph != sentence.paragraph:
        return False
    named = {at for m in sentence.things for at in range(m.first, m.last)}
    words = page.tokens.words
    places = [at for at in range(sentence.first, sentence.last) if at not in named]
    return all(words[at] in HEAD_WORDS or words[at] in PLACES for at in places)


def side_keyed(page: Page, number: int) -> bool:
    """Whether a sentence is a form's key for the side of what follows: "Side: left"."""
    if number < 0:
        return False
    first, words = page.sentences[number].first, page.tokens.words
    return words[first] in SIDE_KEYS and words[first + 1 : first + 2] == [":"]


def into_field_before(page: Page, procedure: Procedure, sides: tuple[str, ...], sentence: Sentence) -> bool:
    """Give the side of a form's field to the muscle of the field before it: "Muscle: soleus", "Side: left"."""
    before = procedure.aims[-1] if procedure.aims else None
    if before is None or not before.targets or any(t.sides or t.role for t in before.targets):
        return False
    opened = page.tokens.words[skip_marker(page, before.sentence.first, before.sentence.last)]
    if opened not in FIELDS and (before.sentence.line != sentence.line or sentence.first in page.line_starts):
        return False
    for target in before.targets:
        target.sides = sides
    return True

"""Adds up what a procedure aims at: one entry a muscle and side, with counts of points, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tautband.model.encounter import Conflict, Injection, Region, Side, Status
from tautband.model.evidence import Evidence
from tautband.notes.drugs.totals import points_of, sums
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.counts import counts
from tautband.notes.muscles.counts_given import give_counts
from tautband.notes.muscles.referring import completed, distinct, least_count, muscle_count, pointed_at, stated_muscles
from tautband.notes.outcome.borrowed import borrow_sides, one_sided
from tautband.notes.outcome.doubts import (
    after_a_halt,
    either_of_two,
    left_to_clarify,
    more_than_points,
    on_a_spared_side,
    without_an_amount,
)
from tautband.notes.outcome.form_against_text import left_unticked
from tautband.notes.outcome.left_out import on_the_told_side, put_off, without_spared
from tautband.notes.outcome.left_unnamed import at_its_nerve, author_unsure, dosed_beside, left_unnamed
from tautband.notes.outcome.named_groups import members_of, without_explained, without_titles
from tautband.notes.outcome.unknown_names import unknown_names
from tautband.notes.procedure.corrected import TAKING_BACK, corrects
from tautband.notes.text.page import Page
from tautband.notes.text.sections import skip_marker
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention


def injected(page: Page, procedure: Procedure) -> list[Target]:
    """The muscles injected, in the note's order: those of the procedure's own words, else those its words point
    back to.
    """
    for aim in procedure.aims:
        if aim.targets:
            give_counts(page, aim.sentence, aim.targets)
    beside(page, procedure)
    one_a_row(procedure)
    for named in (procedure.body, procedure.title, procedure.palpated, procedure.exam, procedure.assessed):
        resolve_groups(page, named, procedure)
        named[:] = without_explained(page, named)
    chosen = procedure.body
    narrated = [aim for aim in procedure.aims if aim.mode == "narrated"]
    stated = stated_muscles(page, narrated)
    if not chosen or (stated and stated > len(distinct(chosen))):
        pointed = without_spared([*narrated, *put_off(procedure)], pointed_at(page, procedure))
        if not chosen or len(distinct(pointed)) == stated:
            chosen = pointed or chosen
    chosen = completed(page, procedure, chosen) if chosen else procedure.needled
    if chosen is not procedure.body:
        chosen = on_the_told_side(narrated, chosen)
    return one_sided(page, procedure, borrow_sides(procedure, without_titles(page, chosen)))


def one_a_row(procedure: Procedure) -> None:
    """Count one point for each row of a numbered list that names a muscle again: its rows are the sites."""
    rows = [
        aim.targets[0]
        for aim in procedure.aims
        if aim.sentence.item and aim.mode in ("narrated", "listed") and len([t for t in aim.targets if not t.role]) == 1
    ]
    named = [(target.name, target.sides) for target in rows]
    counted = any(t.points is not None or t.side_points or len(t.sides) > 1 for t in rows)
    if counted or len(set(named)) == len(named) or len({t.sentence.paragraph for t in rows}) > 1:
        return
    for target in rows:
        target.points, target.row = 1, True


FIELDS = {"muscle", "site", "target", "location"}
COUNTED = {"points", "pts", "sites", "sticks", "number", "count", "tps", "#", "injections"}
SIDE_AND_COUNT = 8
"""Words of a field that gives the side and then the count: "Side: right   # inj: 3"."""
NEAR = 2
"""Lines below its muscle on which a form's field may give the count."""


def beside(page: Page, procedure: Procedure) -> None:
    """Give a muscle the count that stands beside it in a form's next column: "Muscle 1: right trapezius
    Points: 2".
    """
    holder: Aim | None = None
    for before, aim in pairwise(procedure.aims):
        if before.targets:
            opened = skip_marker(page, before.sentence.first, before.sentence.last)
            fields = page.tokens.words[opened] in FIELDS or before.sentence.line == aim.sentence.line
            holder = before if fields else holder
        if aim.targets or holder is None or aim.sentence.paragraph != holder.sentence.paragraph:
            holder = None
            continue
        below = aim.sentence.line - holder.sentence.line
        if below and (below > NEAR or page.tokens.words[aim.sentence.first] not in COUNTED):
            continue
        open_targets = [t for t in holder.targets if t.role == "" and t.points is None and not t.side_points]
        reach = SIDE_AND_COUNT if page.tokens.words[aim.sentence.first] == "side" else 5
        found = [
            c for c in counts(page, aim.sentence) if c.each in ("", "side") and c.last - aim.sentence.first <= reach
        ]
        if len(open_targets) == 1 and len(found) == 1:
            open_targets[0].points, open_targets[0].points_each_side = found[0].number, found[0].each == "side"


STEM = 6
"""First letters that a group's name shares with those of its muscles: "scalene", "scalenus medius"."""


def resolve_groups(page: Page, chosen: list[Target], procedure: Procedure) -> list[Target]:
    """Read a group's short name as the one member of that name the note speaks of: "splenius" after "splenius
    capitis".
    """
    others = {t.name for t in procedure.title + procedure.palpated + procedure.exam + procedure.assessed + chosen}
    added: list[Target] = []
    for target in chosen:
        known = page.lexicon.muscles[target.name]
        if known["kind"] != "group":
            continue
        stem = target.name.rstrip("s")
        found = members_found(page, procedure, target)
        if not found and target.sides and len(known["members"]) == BOTH == counted_members(page, target):
            found = [replace(target, name=name, source=None) for name in known["members"]]
        if len(found) > 1 and (target.points_each_side or counted_members(page, target) == len(found)):
            for place, member in enumerate(found):
                named = target if place == 0 else replace(target, source=None)
                named.name, named.sides, named.points_each_side = member.name, member.sides, False
                if place:
                    added.append(named)
            continue
        members = [name for name in known["members"] if name in others and name[:STEM] == stem[:STEM]]
        if len(members) == 1 and page.words[target.first] and target.last - target.first == 1:
            target.name = members[0]
    chosen += added
    return chosen


def counted_members(page: Page, group: Target) -> int:
    """The number of a group's muscles that a sentence counts: "each of the two scalenes", "both scalenes"."""
    words = page.tokens.words
    number = page.number(group.first - 1)
    if number and number == int(number) and "each" in group.sentence.kinds:
        return int(number)
    return 2 if words[group.first - 1] == "both" and len(group.sides) < BOTH else 0


BOTH = 2


def members_found(page: Page, procedure: Procedure, group: Target) -> list[Target]:
    """The members of a group that the findings name with one side: "each rhomboid" after both on the right."""
    kinds = page.lexicon.muscles
    members = {name for name in members_of(page, group.name) if kinds[name]["kind"] != "group"}
    found: dict[str, Target] = {}
    for t in procedure.exam + procedure.palpated:
        if (t.name in members or f"{t.name} lumborum" in members) and t.role != "refer":
            found.setdefault(t.name, t)
    sides = {t.sides for t in found.values()}
    return list(found.values()) if len(sides) == 1 and len(sides.pop()) == 1 else []


def to_injections(page: Page, chosen: list[Target]) -> tuple[Injection, ...]:
    """The muscles as the model's injections, evidence attached."""
    entries = sums(chosen)
    return tuple(
        Injection(
            muscle=entry.name,
            kind="group" if page.lexicon.muscles[entry.name]["kind"] == "group" else "muscle",
            parts=tuple(entry.parts),
            side=entry.side,
            trigger_points=points_of(entry),
            evidence=tuple(page.evidence(*span) for span in dict.fromkeys(entry.spans)),
        )
        for entry in entries
    )


UNDONE: dict[str, Status] = {"planned": "planned", "offered": "offered", "declined": "declined", "deferred": "deferred"}


def undone(
    page: Page, procedure: Procedure, entries: tuple[Injection, ...], performed: bool | None
) -> tuple[Injection, ...]:
    """Muscles the note speaks of injecting without its being done: planned, declined, left alone; unclear when
    that is open.
    """
    done = {(entry.muscle, entry.side) for entry in entries}
    found: dict[tuple[str, str], Injection] = {}
    named: list[tuple[Target, Status]] = []
    for aim in procedure.aims:
        status = UNDONE.get(aim.stance)
        if status is None and performed is None and aim.mode in ("listed", "title", "narrated"):
            status = "unclear"
        if status == "planned" and performed is None and "today" in aim.sentence.assertions:
            status = "unclear"
        if status is not None and aim.sentence.section not in ("history", "past"):
            named += [(t, status) for t in aim.targets if t.role == ""]
        elif aim.today and "not_performed" in aim.sentence.assertions:
            named += [(t, "not_performed") for t in aim.targets if t.role == "quiet"]
    for target, status in named:
        for side in target.sides or ("unspecified",):
            key = (target.name, side)
            if key in done or key in found:
                continue
            found[key] = Injection(
                muscle=target.name,
                kind="group" if page.lexicon.muscles[target.name]["kind"] == "group" else "muscle",
                side=side,
                status=status,
                evidence=(page.evidence(target.first, target.last),),
            )
    return tuple(found.values())


def regions(page: Page, procedure: Procedure) -> tuple[Region, ...]:
    """Regions said to be injected where no muscle is named at all."""
    found: dict[tuple[str, Side], list[Evidence]] = {}
    for aim in procedure.of_today:
        if aim.service != "tpi" or aim.sentence.section in ("history", "exam", "assessment"):
            continue
        sides: list[Side] = ["unspecified"]
        for m in aim.sentence.things:
            if m.kind == "side":
                sides = ["right", "left"] if m.value == "both" else [m.value]  # type: ignore[list-item]
            elif m.kind == "region":
                for side in sides:
                    found.setdefault((m.value, side), []).append(page.evidence(m.first, m.last))
                sides = ["unspecified"]
    return tuple(Region(name=name, side=side, evidence=tuple(evidence)) for (name, side), evidence in found.items())


def conflicts(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> tuple[list[Conflict], int | None]:
    """Stated numbers of muscles, or titles, that the procedure's own words do not bear out; and the number stated."""
    found: list[Conflict] = []
    stated: int | None = None
    told: set[int] = set()
    for aim in procedure.aims:
        if aim.stance in ("past", "foreign", "planned", "offered", "declined", "deferred"):
            continue
        if aim.service not in ("tpi", None) or aim.sentence.section in ("history", "exam"):
            continue
        number = muscle_count(page, aim) or least_count(page, aim, len(entries)) or counted_in_the_act(page, aim)
        if number is not None and by_a_program(page, aim):
            continue
        if number is None or (aim.service is None and not aim.acts):
            continue
        stated = stated or number[0]
        if entries and number[0] != len(entries) and number[0] not in told:
            told.add(number[0])
            words = page.evidence(number[1], number[2])
            found.append(
                Conflict(
                    about="muscle_count", says=f"{number[0]} muscles stated, {len(entries)} named", evidence=(words,)
                )
            )
    titled = {(t.name, side) for t in procedure.title for side in t.sides}
    bodied = {(entry.muscle, entry.side) for entry in entries}
    spared = {t.name for aim in procedure.aims if aim.stance != "past" for t in aim.targets if t.role == "quiet"}
    titled = {(name, side) for name, side in titled if name not in spared or any(name == n for n, _ in bodied)}
    missing = {
        (name, side) for name, side in titled if (name, side) not in bodied and (name, "unspecified") not in bodied
    }
    if procedure.body and missing and not any(page.lexicon.muscles[name]["kind"] == "group" for name, _ in missing):
        spans = tuple(
            page.evidence(t.first, t.last) for t in procedure.title if any((t.name, s) in missing for s in t.sides)
        )
        found.append(
            Conflict(
                about="muscle_count",
                says="the title names muscles or sides that the procedure does not",
                evidence=spans,
            )
        )
    for doubtful, says in (
        (beyond_the_title(page, procedure, entries), "the procedure names muscles that its title does not"),
        (without_side(entries), "a muscle without a side stands beside others with theirs"),
        (on_a_spared_side(page, procedure, entries), "a muscle stands on a side said to have had nothing"),
        (more_than_points(page, procedure, entries), "fewer points stated in all than muscles named"),
        (without_an_amount(page, procedure, entries), "a muscle without amount stands beside others with theirs"),
        (either_of_two(page, procedure, entries), "the note leaves open which of two muscles was injected"),
        (left_to_clarify(page, entries), "the note leaves a side or muscle to be clarified"),
        (after_a_halt(page, procedure, entries), "the procedure was broken off"),
        (left_unticked(page, procedure, entries), "the form leaves unticked a muscle that the text injects"),
        (named_by_correction(page, procedure, entries), "a correction names other muscles or sides than the procedure"),
    ):
        if doubtful and stated is None and not found:
            stated = len([e for e in entries if e.kind == "muscle" and e not in doubtful]) or len(entries) - len(
                doubtful
            )
            named = tuple(quote for entry in doubtful for quote in entry.evidence[:1])
            found.append(Conflict(about="muscle_count", says=says, evidence=named))
    pointing = [a for a in procedure.aims if a.mode == "narrated" and all(t.source is not None for t in a.targets)]
    said = 0 if found else stated_muscles(page, pointing) or 0
    if said > len(entries) > 1 and stated is None and all(entry.trigger_points is None for entry in entries):
        stated = said
        found.append(Conflict(about="muscle_count", says=f"{said} muscles stated, {len(entries)} named"))
    unknown = unknown_names(page, procedure) if entries and stated is None and not found else []
    if unknown:
        stated = len(entries) + len(unknown)
        found.append(
            Conflict(about="muscle_count", says="a name among the muscles is not known", evidence=tuple(unknown))
        )
    for quotes, says in (
        (left_unnamed(page, procedure), "a place's muscles are counted and not named"),
        (dosed_beside(page, procedure), "a place without a muscle's name got a dose of its own"),
        (author_unsure(page), "the author is not sure what else was injected"),
        (at_its_nerve(page, procedure), "the dose went to a muscle and its nerve alike"),
    ):
        if entries and quotes and not found:
            found.append(Conflict(about="muscle_count", says=says, evidence=tuple(quotes)))
    return found, stated


def counted_in_the_act(page: Page, aim: Aim) -> tuple[int, int, int] | None:
    """The number of muscles right before the deed, with its tokens: "three muscles injected today"."""
    for act in aim.acts:
        number = page.number(act.first - 1) if page.tokens.words[act.first] == "muscles" else None
        if number and number == int(number) and act.first > aim.sentence.first:
            return int(number), act.first - 1, act.last
    return None


PROMPTS = {"prompt", "suggest", "suggests", "suggested", "suggestion", "auto", "billing", "coder", "coding", "cpt"}


def by_a_program(page: Page, aim: Aim) -> bool:
    """Whether a number of muscles stands in a line that a program printed for the bill: "3 muscles found in note"."""
    before = page.sentences[max(0, aim.sentence.number - 1) : aim.sentence.number + 2]
    told = [s for s in before if s.paragraph == aim.sentence.paragraph]
    if any(m.value == "tpi" for m in aim.services):
        return False  # the procedure's own title
    return not aim.targets and not aim.acts and any(not PROMPTS.isdisjoint(s.vocabulary) for s in told)


def beyond_the_title(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles injected beyond those of a title that names each of its own with its side."""
    kinds = page.lexicon.muscles
    if not procedure.title or any(not t.sides or kinds[t.name]["kind"] == "group" for t in procedure.title):
        return []
    titled = {t.name for t in procedure.title}
    beyond = [entry for entry in entries if entry.kind == "muscle" and entry.muscle not in titled]
    return beyond if len(beyond) < len(entries) else []


def without_side(entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles that stand without a side where more of the others have theirs: perhaps only passed on the way."""
    bare = [entry for entry in entries if entry.side == "unspecified" and entry.kind == "muscle"]
    return bare if len(bare) < sum(entry.side != "unspecified" for entry in entries) else []


GOES_ON = 4
"""Sentences that a correction may take."""
ADDING = {"also", "additionally", "too", "besides", "furthermore", "well"}
"""Words by which a correction adds to the procedure: "R infraspinatus was also injected"."""


def named_by_correction(page: Page, procedure: Procedure, entries: tuple[Injection, ...]) -> list[Injection]:
    """The muscles that only a correction names: whether they stand beside or in place of the others is for the author
    to say, unless the note says which of the others it takes back.
    """
    at = [s.number for s in page.saying(TAKING_BACK) if not s.past and corrects(page, s)]
    if not at or procedure.struck:
        return []
    starts, sentences = page.tokens.starts, page.sentences
    told = {number for first in at for number in range(first, min(first + GOES_ON, len(sentences)))}
    told = {number for number in told if ADDING.isdisjoint(sentences[number].vocabulary)}
    spans = [(starts[sentences[number].first], starts[sentences[number].last - 1]) for number in told]
    only = [
        entry
        for entry in entries
        if all(any(begin <= words.start <= end for begin, end in spans) for words in entry.evidence)
    ]
    return only if len(only) < len(entries) else []


def date_conflict(page: Page) -> list[Conflict]:
    """The conflict of a service date in the note that is not the date given."""
    if page.other_day is None:
        return []
    words = page.evidence(page.other_day.first, page.other_day.last)
    return [Conflict(about="date", says="the note gives another date of service", evidence=(words,))]


CUT = {"ended", "abruptly", "cut", "incomplete", "interrupted", "truncated", "lost", "stopped"}
TOLD = frozenset({"dictation", "recording", "transcription", "transcript", "audio"})


def open_ended(page: Page, procedure: Procedure, cues: dict[int, list[Mention]]) -> bool:
    """Whether the procedure's words leave further muscles open: "and other muscles", "multiple muscles"; or its
    dictation was cut off.
    """
    if any(not CUT.isdisjoint(s.vocabulary) and not TOLD.isdisjoint(s.vocabulary) for s in page.saying(TOLD)):
        return True
    return any(
        aim.mode in ("narrated", "listed") and any(m.kind == "more_muscles" for m in cues.get(aim.sentence.number, []))
        for aim in procedure.aims
    )

"""What each sentence of a procedure aims at, and the lists in which its muscles stand.

A target is put into one list; what later words take back is only marked, and leaves the lists when all is read, so that
a note of a thousand corrections costs no more than its length.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target
from tautband.notes.vocabulary.lexicon import Mention


@dataclass(slots=True)
class Aim:
    """One sentence as the procedure sees it."""

    sentence: Sentence
    stance: str
    services: list[Mention]
    service: str | None
    targets: list[Target]
    acts: list[Mention]
    dose: bool
    mode: str = ""
    """narrated, listed, title, palpated, needled, or empty."""
    site: tuple[Aim, Mention] | None = None
    """The structure that its block names and its dose goes into, where its own words name none."""

    @property
    def plain(self) -> list[Target]:
        """The muscles it aims at, and not those it only passes, feels or spares."""
        return [t for t in self.targets if t.role == ""]

    @property
    def today(self) -> bool:
        """Whether it tells of today's work as done, with a verb or in bare words: "R trapezius 1 mL"."""
        return self.stance in ("performed", "bare")

    @property
    def for_points(self) -> bool:
        """Whether no other service than the trigger point injection is under way."""
        return self.service in (None, "tpi")


def names_trigger_point(page: Page, aim: Aim) -> bool:
    """Whether a sentence speaks of a trigger point in so many words."""
    words = page.tokens.words
    return any("trigger" in words[m.first : m.last] for m in aim.sentence.kinds.get("point", NONE))


@dataclass(slots=True)
class Procedure:
    """All sentences as aims, and what they add up to."""

    aims: list[Aim] = field(default_factory=list)
    body: list[Target] = field(default_factory=list)
    title: list[Target] = field(default_factory=list)
    palpated: list[Target] = field(default_factory=list)
    exam: list[Target] = field(default_factory=list)
    assessed: list[Target] = field(default_factory=list)
    needled: list[Target] = field(default_factory=list)
    """Muscles told with their needle alone: "25 gauge for the trapezius, a longer one for the infraspinatus"."""
    begun: list[int] = field(default_factory=list)
    """How many muscles of the body each aim found before it."""
    placed: set[int] = field(default_factory=set)
    """Identities of the targets of the body."""
    numbered: dict[str, str] = field(default_factory=dict)
    """The services of a numbered list of procedures, by their numbers."""
    struck: set[int] = field(default_factory=set)
    """Identities of targets that later words took back; they leave the lists when all is read."""
    of_today: list[Aim] = field(default_factory=list)
    """The aims that tell of today's work as done, once the whole note is read."""
    standing: dict[str, dict[frozenset[str], list[Target]]] = field(default_factory=dict)
    """The body by name and sides, so that a correction looks at its own muscle alone."""


def without_struck(procedure: Procedure) -> None:
    """Leave out of the lists what later words took back."""
    if procedure.struck:
        for name in ("body", "title", "palpated", "exam", "assessed", "needled"):
            setattr(procedure, name, [t for t in getattr(procedure, name) if id(t) not in procedure.struck])


def take_back(procedure: Procedure, denied: list[Target]) -> None:
    """Strike from the list of muscles those that later words say were not injected, as a correction does."""
    for target in denied:
        procedure.struck.update(
            id(t)
            for t in procedure.palpated
            if t.name == target.name and (not target.sides or not t.sides or t.sides == target.sides)
        )
        own = procedure.standing.get(target.name)
        if own and all(t is target for held in own.values() for t in held):
            own = None  # the words of the denial itself
        strike(procedure, target, own or of_the_group(procedure, target.name))


def plural(name: str) -> bool:
    """Whether a name is a group's by its form: "scalenes", not "gluteus minimus"."""
    return name.endswith("s") and not name.endswith("us") and " " not in name


STEM = 6
"""First letters that a group's name shares with those of its muscles."""


def of_the_group(procedure: Procedure, name: str) -> dict[frozenset[str], list[Target]]:
    """The one muscle of the body that a group's short name stands for: "splenius" after "splenius capitis"."""
    stem = f"{name} " if name.endswith("us") else f"{name.rstrip('s')} "
    members = [known for known, held in procedure.standing.items() if held and known.startswith(stem)]
    if not members and plural(name):  # "scalenes" after "scalenus medius"
        members = [
            known
            for known, held in procedure.standing.items()
            if held and known != name and known[:STEM] == name[:STEM]
        ]
    return procedure.standing[members[0]] if len(members) == 1 else {}


def strike(procedure: Procedure, target: Target, by_sides: dict[frozenset[str], list[Target]]) -> None:
    """Strike what stands of a muscle on the sides denied, or on any where none is told."""
    if by_sides:
        sides = frozenset(target.sides)
        for t in by_sides.pop(frozenset(), ()):  # a side may have been given since
            by_sides.setdefault(frozenset(t.sides), []).append(t)
        for key in [key for key in by_sides if not key or not sides or key == sides]:
            procedure.struck.update(map(id, by_sides.pop(key)))


def twice(procedure: Procedure, target: Target) -> bool:
    """Whether a target repeats one of the body on the same side."""
    source = target.source
    if source is None or target.sides != source.sides:
        return False
    return id(source) in procedure.placed and id(source) not in procedure.struck


def sort_targets(procedure: Procedure, aim: Aim) -> None:
    """Put the muscles of a sentence where they belong: body, title, palpated, exam or assessment."""
    if not aim.targets or aim.stance in ("past", "foreign", "planned", "offered", "declined", "deferred"):
        return
    plain = aim.plain
    if "not_performed" in aim.sentence.assertions:
        take_back(procedure, [t for t in aim.targets if t.role == "quiet"])
    if aim.mode in ("narrated", "listed"):
        plain = [t for t in plain if not twice(procedure, t)]
        procedure.body += plain
        procedure.placed.update(map(id, plain))
        for t in plain:
            procedure.standing.setdefault(t.name, {}).setdefault(frozenset(t.sides), []).append(t)
    elif aim.mode == "title":
        procedure.title += plain
    elif aim.mode == "palpated":
        procedure.palpated += plain
    elif aim.mode == "needled":
        procedure.needled += plain
    elif aim.sentence.section == "assessment":
        procedure.assessed += [t for t in aim.targets if t.role in ("", "strength")]
    elif aim.service in (None, "tpi"):
        procedure.exam = unless_quiet(procedure.exam, [t for t in aim.targets if t.role == "quiet"])
        procedure.exam += [t for t in aim.targets if t.role in ("", "refer", "source", "finding", "twitch")]


def unless_quiet(examined: list[Target], quiet: list[Target]) -> list[Target]:
    """The muscles of the exam but those that a later sentence finds quiet: "The supraspinatus was soft." after a first
    look that thought of it.
    """
    if not quiet or not examined:
        return examined
    still = {(t.name, side) for t in quiet for side in t.sides or ("",)}
    return [
        t for t in examined if (t.name, "") not in still and not all((t.name, s) in still for s in t.sides or ("",))
    ]

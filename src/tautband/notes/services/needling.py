"""Needles without fluid: whether they were put in today, and into which muscles.

The muscles of dry needling stand in the same forms as those of an injection: lists, rows, ticked boxes, "as above". So
the note is followed a second time, with the needle itself for the deed, and its muscles are gathered as ever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tautband.notes.drugs.totals import sums
from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.referring import points_back
from tautband.notes.outcome.injections import injected
from tautband.notes.procedure.procedure import follow
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.text.target import Target

DRY = "dry_needling"
SOLID = {"filament", "filaments", "filiform", "monofilament", "monofilaments"}
PISTONED = {"piston", "pistons", "pistoned", "pistoning", "pistonings"}
NEEDLING = {"needling", "needled"}
SPOKEN = SOLID | PISTONED | NEEDLING
"""Words for needles without fluid."""
PASSES = {"pass", "passes", "insertions", "strokes"}
FELT = {"sensation", "sensory", "foot", "feet", "10-g", "sensate", "neuropathy", "plantar"}
"""Words beside a monofilament that touches the skin to test it."""
NEAR = 3
"""Sentences away from its name within which the needle's make or handling is told."""
THIN, THICK, SHORT, LONG = 0.1, 0.5, 10.0, 130.0
"""Diameters and lengths of solid needles in millimetres: "0.30 x 50"."""


@dataclass(frozen=True, slots=True)
class Needled:
    """What needles without fluid did today: the muscles with their sides, and the words that show it."""

    muscles: frozenset[tuple[str, str]]
    spans: tuple[tuple[int, int], ...]


def read_needling(page: Page, procedure: Procedure, mixed: bool) -> Needled | None:
    """The dry needling of today; None where none is shown. `mixed`: fluid was injected at this encounter as well."""
    if page.said.keys().isdisjoint(SPOKEN) and not any(("service", DRY) in s.meanings for s in page.sentences):
        return None
    marked = [a.sentence.number for a in procedure.of_today if handled(page, a.sentence)]
    beside = {number + apart for number in marked for apart in range(-NEAR, NEAR + 1)}
    spans = [span for a in procedure.of_today for span in shown(page, a, beside)]
    if not spans:
        return None
    again = follow(page, seen=Seen(page, mixed))
    muscles = {(entry.name, entry.side) for entry in sums(injected(page, again))}
    return Needled(frozenset(muscles), tuple(dict.fromkeys(spans)))


def shown(page: Page, aim: Aim, beside: set[int]) -> list[tuple[int, int]]:
    """The words of a sentence that show needling done: named where a procedure is told, or `beside` how it was done."""
    sentence = aim.sentence
    if sentence.section in ("history", "past", "results", "planned") or covers(sentence):
        return []
    near = sentence.number in beside
    named = [(m.first, m.last) for m in aim.services if m.value == DRY]
    if named and (near or aim.plain):
        return named
    if near and not aim.dose and handled(page, sentence):
        return [(at, at + 1) for at in range(sentence.first, sentence.last) if tells(page, at)][:1]
    return []


def covers(sentence: Sentence) -> bool:
    """Whether a sentence speaks of what a plan covers, or of what might be done instead."""
    return not {"covered", "coverage", "alternatives", "instead", "versus", "vs", "wet"}.isdisjoint(sentence.vocabulary)


def handled(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of a solid needle's make, size or handling, or that nothing went through it."""
    words = sentence.vocabulary
    if sentence.past or sentence.foreign:
        return False
    if not words.isdisjoint(SOLID):
        return words.isdisjoint(FELT)
    if not words.isdisjoint(PISTONED):
        return True
    if sentence.has("no_fluid") and (not NEEDLING.isdisjoint(words) or ("service", DRY) in sentence.meanings):
        return True
    return "x" in words and any(sized(page, at) for at in range(sentence.first, sentence.last))


def tells(page: Page, at: int) -> bool:
    """Whether a word is one that tells of a solid needle."""
    return page.tokens.words[at] in SPOKEN or sized(page, at)


def sized(page: Page, at: int) -> bool:
    """Whether a solid needle's size stands here: "0.30 x 50"."""
    words = page.tokens.words
    if words[at + 1 : at + 2] != ["x"] or at + 2 >= len(words):
        return False
    thick, long = number(words[at]), number(words[at + 2].removesuffix("mm"))
    return thick is not None and long is not None and THIN <= thick <= THICK and SHORT <= long <= LONG


def number(word: str) -> float | None:
    """A number in digits; None for any other word."""
    return float(word) if word.replace(".", "", 1).isascii() and word.replace(".", "", 1).isdecimal() else None


class Seen:
    """How the second reading sees a sentence: the needle without fluid is its deed, that with fluid another service."""

    def __init__(self, page: Page, mixed: bool) -> None:
        self.page, self.mixed = page, mixed

    def under_way(self, aim: Aim, current: str | None) -> str | None:
        """The service under way, needling also where only the needle's make or handling names it."""
        if current == DRY or aim.dose or covers(aim.sentence):
            return current
        named = not NEEDLING.isdisjoint(aim.sentence.vocabulary) and self._handled_next(aim.sentence)
        return DRY if named or handled(self.page, aim.sentence) else current

    def _handled_next(self, sentence: Sentence) -> bool:
        following = self.page.sentences[sentence.number : sentence.number + NEAR]
        return any(handled(self.page, s) or s.has("no_fluid") for s in following if s.paragraph == sentence.paragraph)

    def service(self, aim: Aim, current: str | None) -> str | None:
        """The service by which the muscles of a sentence are judged: `tpi` stands for the needle without fluid."""
        if current == DRY:
            return "tpi"
        if current == "tpi" or (current is None and aim.sentence.section not in ("exam", "history", "assessment")):
            return "injected" if self.mixed or aim.dose else current
        return current

    def mode(self, aim: Aim, mode: str) -> str:
        """How a sentence names its muscles: a row that counts passes of the needle lists them, whatever was felt, and
        "four muscles as above" points back.
        """
        passed = not (PASSES | PISTONED).isdisjoint(aim.sentence.vocabulary)
        if aim.service == "tpi" and aim.targets and mode in ("", "palpated"):
            return "listed" if passed or handled(self.page, aim.sentence) else mode
        told = aim.service == "tpi" and not aim.plain and handled(self.page, aim.sentence)
        return "narrated" if told and not mode and points_back(aim) else mode

    def roles(self, sentence: Sentence, found: list[Target]) -> list[Target]:
        """The muscles of a sentence; "nothing injected" beside them denies the fluid and not the needle."""
        if not found or not sentence.has("no_fluid"):
            return found
        dry = [m for m in sentence.cues if m.value == "no_fluid"]
        denials = [m for m in sentence.kinds.get("role", NONE) if m.value == "quiet"]
        if any(not any(d.first < m.last and m.first < d.last for d in dry) for m in denials):
            return found
        return [replace(t, role="") if t.role == "quiet" else t for t in found]

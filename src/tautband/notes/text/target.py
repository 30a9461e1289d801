"""A muscle named in a sentence, with what the sentence tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.text.page import Sentence

MUSCLE_KINDS = frozenset({"muscle", "short_muscle", "stem_muscle"})
"""Kinds of phrase that name a muscle: its name, an abbreviation, the stem of one."""
MUSCULAR = MUSCLE_KINDS | {"paraspinal_stretch"}
"""The same, with a stretch of paraspinal muscle: "C5 to C7"."""
SIDE_KEYS = frozenset({"side", "sides", "laterality"})
"""Keys of a form's field that holds a side."""
CONNECTORS = {
    ",", "and", "&", "/", "+", "then", "the", "plus", "as", "well", "also", "with", ";", "or", "(", ")", "-", "|",
}  # fmt: skip
"""What may stand between the muscles of one list."""
BREAKS = {"but", "while", "whereas", "however", "although", "though", "because", "since", "so"}
"""Words that end what was said of a list of muscles."""


@dataclass(slots=True)
class Target:
    """A muscle named in a sentence. `role` says what the sentence does with it; see `roles`."""

    name: str
    part: str | None
    first: int
    last: int
    sentence: Sentence
    sides: tuple[str, ...] = ()
    role: str = ""
    group: int = 0
    points: int | None = None
    points_each_side: bool = False
    spread: bool = False
    """The count was said for every muscle, so that naming a muscle twice does not double it."""
    row: bool = False
    """Stands in a row of numbered sites, whose points add up."""
    side_points: dict[str, int] = field(default_factory=dict)
    volume: float | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    piece: str = ""
    """The words behind the name for a part that the table of muscles does not hold: "medial head"."""
    source: Target | None = None
    """The target this one repeats on another side."""


NO_TARGETS: list[Target] = []
"""What a sentence without a muscle names; never added to."""

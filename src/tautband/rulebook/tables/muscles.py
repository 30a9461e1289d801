"""Skeletal muscles by name: their parts and groups, other names, region, and whether there is one on each side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

from tautband.rulebook.tables.source import rows
from tautband.rulebook.tables.stored import load_records, save_records

REGION_UNKNOWN = -1


class Muscle(NamedTuple):
    """One muscle, part, group or variant.

    `parent` is the muscle a part belongs to, `members` the muscles of a group. `anatomic_region` is None where it spans
    regions; `region_alt` then, or where a border is near, names the others. `common`: often injected.
    """

    name: str
    kind: Literal["muscle", "part", "group", "variant"]
    parent: str | None
    members: tuple[str, ...]
    synonyms: tuple[str, ...]
    abbreviations: tuple[str, ...]
    anatomic_region: str | None
    region_alt: tuple[str, ...]
    group: str
    paired: bool
    common: bool


class Muscles:
    """The muscles table, in its own order."""

    def __init__(self, directory: Path) -> None:
        self.all = tuple(
            Muscle(
                name, kind, parent or None, tuple(members), tuple(synonyms), tuple(abbreviations),
                region or None, tuple(alternatives), group, paired, common,
            )
            for name, kind, parent, members, synonyms, abbreviations, region, alternatives, group, paired, common
            in load_records(directory, "muscles")
        )  # fmt: skip
        self._by_name = {muscle.name: muscle for muscle in self.all}
        self.regions = tuple(sorted({muscle.anatomic_region for muscle in self.all if muscle.anatomic_region}))
        """The anatomic regions, in order of name; a region's number is its place here."""
        self.members_by_group = {
            muscle.name: frozenset(muscle.members) for muscle in self.all if muscle.kind == "group"
        }

    def get(self, name: str) -> Muscle | None:
        """The muscle of a table name; None for any other text (synonyms are the lexicon's work)."""
        return self._by_name.get(name)

    def region(self, name: str) -> str | None:
        """The region of a muscle; None where it spans regions or is not in the table."""
        muscle = self._by_name.get(name)
        return None if muscle is None else muscle.anatomic_region

    def fewest_regions(self, names: Iterable[str]) -> int:
        """Into how few regions these muscles go, those that span regions left out.

        A muscle at a border (`region_alt`) may be told with its neighbours: the trapezius with the neck, whose levator
        scapulae lies beneath it.
        """
        muscles = [muscle for name in names if (muscle := self.get(name)) is not None and muscle.anatomic_region]
        homes = [{muscle.anatomic_region or "", *muscle.region_alt} for muscle in muscles]
        several = range(1, len({muscle.anatomic_region for muscle in muscles}))
        near = sorted(set().union(*homes))
        tried = (chosen for size in several for chosen in combinations(near, size))
        enough = (len(chosen) for chosen in tried if all(not home.isdisjoint(chosen) for home in homes))
        return next(enough, several.stop if muscles else 0)

    def region_number(self, region: str | None, muscles: Iterable[str] = ()) -> int:
        """The number of a region by name, else of the one region all `muscles` lie in.

        REGION_UNKNOWN where the name is none of the regions, a muscle spans regions or is not in the table, the muscles
        lie in several regions, or nothing is given.
        """
        found = {region} if region else {self.region(muscle) for muscle in muscles}
        only = found.pop() if len(found) == 1 else None
        return self.regions.index(only) if only in self.regions else REGION_UNKNOWN


def build(directory: Path) -> None:
    """Compile the table."""
    save_records(directory, "muscles", [_record(entry) for entry in rows("muscles")])


def _record(entry: dict[str, str]) -> list[object]:
    def several(column: str) -> list[str]:
        return [text for text in entry[column].split(";") if text]

    return [
        entry["name"], entry["kind"], entry["parent"], several("members"), several("synonyms"),
        several("abbreviations"), entry["anatomic_region"], several("region_alt"), entry["group"],
        entry["paired"] == "1", entry["common"] == "1",
    ]  # fmt: skip

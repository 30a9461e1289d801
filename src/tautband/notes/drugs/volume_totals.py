"""Which volume of a sentence is the sum of its others: the last one mostly, or the one before "total"."""

from __future__ import annotations

from tautband.notes.drugs.doses import Dose
from tautband.notes.drugs.measured import PER_PLACE, TOLERANCE, Volume
from tautband.notes.drugs.volume_beside import ARROWS, adjacent
from tautband.notes.text.page import Page

OF_OWN = ("", "drug", "target")
"""What a volume covers that was not said to be of each place, or of all."""


def trailing_total(page: Page, found: list[Volume], doses: list[Dose]) -> None:
    """Read the last volume of a sentence as its total where it follows what each site got, or is the sum of the
    others.
    """
    if len(found) < 2 or found[-1].covers not in OF_OWN or stands_alone(page, found, doses):
        return
    *before, last = found
    each = any(v.covers in PER_PLACE for v in before)
    plain_sum = sum(v.amount for v in before if v.covers in OF_OWN)
    if not (each and last.amount >= max(v.amount for v in before)) and abs(plain_sum - last.amount) >= TOLERANCE:
        return
    if any(abs(v.amount - plain_sum - last.amount) < TOLERANCE for v in before if v.covers == "total"):
        return  # "6 mL in all: 3 mL in the right soleus, 3 mL in the left"
    if last.covers == "drug" and not any(v.covers == "drug" and v.amount == last.amount for v in before):
        for dose in doses:
            if dose.volume == last.amount:
                dose.volume = None
    last.covers = "total"


def stands_alone(page: Page, found: list[Volume], doses: list[Dose]) -> bool:
    """Whether the last volume of a sentence is of a muscle or drug of its own, whatever the others add up to."""
    *before, last = found
    single = before[0] if len(before) == 1 else None
    if last.covers in ("target", "") and own_muscle(page, before[-1], last):
        return True
    if last.covers == "drug" and len(doses) > 1 and all_measured(doses):
        return True
    if single is not None and single.covers not in PER_PLACE and len(last.aim.plain) > 1:
        return True
    if last.covers != "target":
        return False
    return (single is not None and single.covers == "target") or of_its_own(before[-1], last)


def all_measured(doses: list[Dose]) -> bool:
    """Whether every drug has a volume."""
    return {d.drug for d in doses if d.volume is not None} == {d.drug for d in doses}


ONE_SIDE = {"r", "l", "rt", "lt", "right", "left"}


def own_muscle(page: Page, previous: Volume, last: Volume) -> bool:
    """Whether a muscle that the earlier volume was not put into stands before the last: "1 mL each; deltoid 1 mL"."""
    named = [t for t in last.aim.targets if not t.role and previous.last <= t.first < last.first]
    if not named:
        return not ONE_SIDE.isdisjoint(page.tokens.words[previous.last : last.first])  # "R 2 mL / L 2 mL"
    between = page.tokens.words[previous.last : named[0].first]
    given = not {"into", "in", "to", "at", *ARROWS}.isdisjoint(between) and "," not in between and ";" not in between
    return not given and not adjacent(page, previous.last, named[0])


def of_its_own(previous: Volume, last: Volume) -> bool:
    """Whether a volume goes into a muscle named behind it, after another that the earlier one went into: "1 mL into the
    deltoid at each of two points, and 1 mL into one point in the soleus".
    """
    plain = last.aim.plain
    ahead = next((t for t in plain if t.first >= last.last), None)
    between = [t for t in plain if previous.last <= t.first < last.first]
    return ahead is not None and bool(between) and all(t.name != ahead.name for t in between)


def leading_total(page: Page, found: list[Volume]) -> None:
    """Read the first of two volumes around the word of a sum as the sum where the others add up to it: "four cc total
    two cc in the left soleus one cc in the deltoid one cc in the gracilis".
    """
    for at, later in enumerate(found[1:], 1):
        sum_of_it = found[at - 1]
        apart = [v for v in found if v is not sum_of_it]
        near = later.covers == "total" and page.tokens.words[sum_of_it.last : later.first] == ["total"]
        if near and len(apart) > 1 and abs(sum(v.amount for v in apart) - sum_of_it.amount) < TOLERANCE:
            sum_of_it.covers, later.covers = "total", "target"
            return

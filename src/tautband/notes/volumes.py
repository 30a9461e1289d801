"""Volumes a sentence gives and what each covers: all, a site, a muscle, a drug, what was thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tautband.notes.aims import Aim
from tautband.notes.counts import each_treated
from tautband.notes.doses import Dose
from tautband.notes.lexicon import Mention
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.target import Target

TOLERANCE = 0.051
MOST_REPEATS = 60

PER_PLACE = ("site", "each", "muscle", "side")
"""What a volume covers when it is said of one place among several."""
SITE_LABELS = {"sites", "site", "points", "pts", "sticks", "injections"}
LABEL_WORDS = {
    "(", ")", ".", ":", "=", "[", "_", "each", "given", "injected", "injection", "injections", "muscle", "per", "point",
    "site", "total", "used", "volume"
}  # fmt: skip
"""Words that may stand between a unit and its number in a form."""
UNITS_AFTER = {"mg", "units", "ml", "cc", "mcg", "g", "gauge"}
LONGEST_LABEL = 40
MOST_IN_CELL = 12
PLACES = {
    "spot": "site", "site": "site", "point": "site", "place": "site", "stick": "site", "pt": "site", "tp": "site",
    "trp": "site", "jab": "site", "knot": "site", "area": "site", "muscle": "muscle", "side": "side",
}  # fmt: skip
COUNTED = {
    "pt",
    "pts",
    "point",
    "points",
    "site",
    "sites",
    "spot",
    "spots",
    "tp",
    "tps",
    "trp",
    "trps",
    "sticks",
    "jabs",
}
"""Words that may stand between a number of sites and what each got."""
CONTAINERS = {"syringe", "syringes", "vial", "vials", "bag", "ampule", "ampoule", "bottle"}
SUMMED = {"makes", "total", "totals", "totaling", "totalling", "of", "=", "is", "altogether"}
"""Words before a sum, so that "one point five" behind them is a number and no point that got five."""
TAKEN_OUT = {
    "aspirated",
    "fluid",
    "jelly",
    "effusion",
    "drained",
    "blood",
    "synovial",
    "straw",
    "contrast",
    "omnipaque",
    "isovue",
}
"""Words beside a volume that was drawn out of the body, or of a dye that is no drug here."""
ADDED = {"with", "plus", "+"}
"""Words that put another drug to the one before: "all of it used, with 5 mL of lidocaine"."""
SUMMING = {"=", "all", "full", "entire", "whole", "so", "thus", "hence", "totalling", "totaling"}
"""Words right before a volume that make it the whole: "so 3 mL", "the full 4 mL was used"."""


@dataclass(slots=True)
class Volume:
    """A volume in millilitres with what it covers: total, site, muscle, side, each, drug, waste, drawn, or
    nothing known.
    """

    amount: float
    covers: str
    first: int
    last: int
    aim: Aim
    factor: float = 1.0


def sentence_volumes(page: Page, aim: Aim, doses: list[Dose]) -> list[Volume]:
    """The volumes of a sentence and what each covers; volumes, masses and units beside a drug are put into its dose."""
    sentence = aim.sentence
    found: list[Volume] = []
    things = sentence.things
    words = page.tokens.words
    for index, m in enumerate(things):
        if m.kind != "unit" or m.value not in ("ml", "mg", "units"):
            continue
        number = amount_before(page, sentence, m)
        at, last = m.first - 1, m.last
        if m.value == "ml" and (number is None or labels_sites(words, at)):
            after = amount_after(page, sentence, m)
            if after is not None:
                number, at, last = after[0], m.first, after[1]
        if number is None:
            continue
        if m.value in ("mg", "units"):
            near = nearest_dose(page, doses, at, m.last, sentence)
            if near is not None and not waste_near(sentence, m.last):
                if m.value == "mg" and near.mass is None:
                    near.mass = number
                elif m.value == "units" and near.units is None:
                    near.units = number
            continue
        covers = coverage(page, sentence, things, index, at, doses, aim)
        times = repeats(page, sentence, m.last)
        if times is not None and any(adjacent(page, m.last + 2, t) for t in aim.targets if t.role == ""):
            covers = "target"  # "1 mL x 2 R deltoid"
        led = times_before(page, sentence, at)
        if times is not None and any(t.kind == "each" and 2 <= t.first - m.last <= 4 for t in things):
            number, covers = number * times, "muscle"  # "0.5 mL x 1 site each"
        elif led is not None and any(0 <= at - 2 - t.last <= 4 for t in aim.targets if t.role == ""):
            number, covers = number * led, "target"
        elif times is not None:
            number, covers = number * times, covers if covers == "target" else "total"
        if covers in ("", "vial") and (emptied := emptied_vial(page, sentence, m, doses)) is not None:
            emptied.volume, covers = number, "drug"
            found.append(Volume(number, covers, at, m.last, aim))
            continue
        volume = Volume(number, covers, at, last, aim, times or 1.0)
        if covers in ("target", "") and of_last_drug(page, found, at):
            volume.covers = covers = "drug"  # "lidocaine 1%, 1 mL + 1 mL into two points"
        near = nearest_dose(page, doses, at, m.last, sentence) if covers == "drug" else None
        if added(page, volume, found, near):
            continue
        if covers == "drug":
            if near is not None and near.volume is None:
                near.volume = number
            else:
                volume.covers = ""
        found.append(volume)
    trailing_total(page, found, doses)
    leading_total(page, found)
    cell = page.cells.get(sentence.line, {})
    for key, covers in (("ml_each", "row_each"), ("ml", "row")) if cell else ():
        amount = cell_amount(cell.get(key, ""))
        if amount is not None and aim.targets:
            found.append(Volume(amount, covers, sentence.first, sentence.last, aim))
    return found


def cell_amount(text: str) -> float | None:
    """The millilitres of a table's cell: "1.5", "1 mL x 2", "2 x 0.5", "0.5 + 0.5"; None for anything else."""
    words = [word for word in text.split() if word not in ("ml", "cc")]
    numbers = words[::2]
    if not numbers or not all(word.replace(",", "").replace(".", "", 1).isdecimal() for word in numbers):
        return None
    amounts = [float(word.replace(",", "")) for word in numbers]
    between = set(words[1::2])
    if len(words) % 2 == 0 or len(numbers) > MOST_IN_CELL:
        return None
    if not between:
        return amounts[0]
    if between == {"+"}:
        return round(sum(amounts), 4)
    return (
        round(amounts[0] * amounts[1], 4)
        if len(amounts) == 2 and between <= {"x", "\N{MULTIPLICATION SIGN}", "*"}
        else None
    )


def emptied_vial(page: Page, sentence: Sentence, unit: Mention, doses: list[Dose]) -> Dose | None:
    """The drug whose whole vial went in: "triamcinolone 40 mg, one 1 mL single-dose vial, all given"."""
    words = page.tokens.words
    if "vial" not in words[unit.last : unit.last + 5]:
        return None
    onward = words[unit.last : sentence.last]
    whole = not {"all", "entire", "whole"}.isdisjoint(onward) and not {"given", "used", "injected"}.isdisjoint(onward)
    before = next((d for d in reversed(doses) if d.span[1] <= unit.first), None)
    return before if whole and before is not None and before.mass is not None and before.volume is None else None


def labels_sites(words: Sequence[str], at: int) -> bool:
    """Whether a number is the count of sites in a form's line: "points: 2   mL: 2"."""
    before = at - 2 if words[at - 1] == ":" else at - 1
    return words[before] in SITE_LABELS


def of_last_drug(page: Page, found: list[Volume], at: int) -> bool:
    """Whether a volume at `at` is put by a plus alone to the one before it, which is a drug's."""
    return bool(found) and found[-1].covers == "drug" and page.tokens.words[found[-1].last : at] == ["+"]


def added(page: Page, volume: Volume, found: list[Volume], near: Dose | None) -> bool:
    """Put a volume to the one before it where a plus alone stands between: "R deltoid 1 mL + 1 mL". `near` is the drug
    it stands beside.
    """
    previous = found[-1] if found else None
    if previous is None or page.tokens.words[previous.last : volume.first] != ["+"] or previous.covers != volume.covers:
        return False
    if volume.covers == "drug" and near is not None and near.volume == previous.amount and near.span[1] <= volume.first:
        near.volume = round(near.volume + volume.amount, 4)
    elif volume.covers not in ("target", ""):
        return False
    previous.amount, previous.last = round(previous.amount + volume.amount, 4), volume.last
    return True


def repeats(page: Page, sentence: Sentence, at: int) -> float | None:
    """The factor right after a volume: "1 mL x 5"."""
    if at + 1 >= sentence.last or page.tokens.words[at] not in ("x", "\N{MULTIPLICATION SIGN}"):
        return None
    number = page.number(at + 1)
    return number if number is not None and number == int(number) and 0 < number <= MOST_REPEATS else None


def times_before(page: Page, sentence: Sentence, at: int) -> float | None:
    """The factor right before a volume: "R psoas 2 x 1 mL", "2 pts x 1 mL"."""
    if at - 2 < sentence.first or page.tokens.words[at - 1] not in ("x", "\N{MULTIPLICATION SIGN}", "*", "@"):
        return None
    if page.tokens.words[at - 2] in COUNTED and at - 3 >= sentence.first:
        at -= 1  # "2 pts x 1 mL"
    number = page.number(at - 2)
    return number if number is not None and number == int(number) and 0 < number <= MOST_REPEATS else None


def own_muscle(page: Page, previous: Volume, last: Volume) -> bool:
    """Whether a muscle that the earlier volume was not put into stands before the last: "1 mL each; deltoid 1 mL"."""
    named = [t for t in last.aim.targets if not t.role and previous.last <= t.first < last.first]
    if not named:
        return not ONE_SIDE.isdisjoint(page.tokens.words[previous.last : last.first])  # "R 2 mL / L 2 mL"
    between = page.tokens.words[previous.last : named[0].first]
    given = not {"into", "in", "to", "at", *ARROWS}.isdisjoint(between) and "," not in between and ";" not in between
    return not given and not adjacent(page, previous.last, named[0])


def trailing_total(page: Page, found: list[Volume], doses: list[Dose]) -> None:
    """Read the last volume of a sentence as its total where it follows what each site got, or is the sum of the
    others.
    """
    if len(found) < 2:
        return
    last = found[-1]
    before = found[:-1]
    if last.covers not in ("", "drug", "target"):
        return
    if last.covers in ("target", "") and own_muscle(page, before[-1], last):
        return  # the volume of the muscle named last, whatever it adds up to
    if (
        last.covers == "drug"
        and len(doses) > 1
        and {d.drug for d in doses if d.volume is not None} == {d.drug for d in doses}
    ):
        return
    if len(before) == 1 and before[0].covers not in PER_PLACE and len([t for t in last.aim.targets if not t.role]) > 1:
        return
    if last.covers == "target" and len(before) == 1 and before[0].covers == "target":
        return
    if last.covers == "target" and of_its_own(before[-1], last):
        return
    each = any(v.covers in PER_PLACE for v in before)
    plain_sum = sum(v.amount for v in before if v.covers in ("", "drug", "target"))
    if (each and last.amount >= max(v.amount for v in before)) or abs(plain_sum - last.amount) < TOLERANCE:
        if last.covers == "drug":
            for dose in doses:
                if (
                    dose.volume == last.amount
                    and len(before)
                    and not any(v.covers == "drug" and v.amount == last.amount for v in before)
                ):
                    dose.volume = None
        last.covers = "total"


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


def of_its_own(previous: Volume, last: Volume) -> bool:
    """Whether a volume goes into a muscle named behind it, after another that the earlier one went into: "1 mL into the
    deltoid at each of two points, and 1 mL into one point in the soleus".
    """
    plain = [t for t in last.aim.targets if t.role == ""]
    ahead = next((t for t in plain if t.first >= last.last), None)
    between = [t for t in plain if previous.last <= t.first < last.first]
    return ahead is not None and bool(between) and all(t.name != ahead.name for t in between)


def amount_before(page: Page, sentence: Sentence, unit: Mention) -> float | None:
    """The number before a unit, in digits, words or both: "2", "two and a half", "half a"."""
    at = unit.first - 1
    if at < sentence.first:
        return None
    words = page.tokens.words
    if words[at] in ("a", "an", "of") and at - 1 >= sentence.first and words[at - 1] in ("half", "quarter"):
        at -= 1
    number = page.number(at)
    digit = number is not None and number < 10 and number == int(number)
    spelled = digit and words[at].isalpha() and words[at - 1] == "point"
    apart = words[at - 2] in ("a", "one", "each") and not SUMMED.issuperset(words[at - 3 : at - 2])
    if spelled and number is not None and (at - 2 < sentence.first or not apart):
        whole = page.number(at - 2) if at - 2 >= sentence.first else None
        return (whole or 0.0) + number / 10  # "point five mL", "three point five mL"
    if at - 2 >= sentence.first and words[at - 1] in ("to", "-") and page.number(at - 2) is not None:
        return None
    if number is None:
        if words[at] in ("]", ")") and at - 1 >= sentence.first:
            return page.number(at - 1)
        return None
    if words[at] in ("half", "quarter", "a") and at - 3 >= sentence.first and words[at - 2 : at] == ["and", "a"]:
        whole = page.number(at - 3)
        return whole + number if whole is not None else number
    if words[at] == "half" and at - 2 >= sentence.first and words[at - 1] == "and":
        whole = page.number(at - 2)
        return whole + number if whole is not None else number
    if at - 2 >= sentence.first and words[at - 1] == "/" and words[at - 2].isdecimal() and number:
        top = page.number(at - 2)
        return top / number if top is not None and top < number else number
    return number


def amount_after(page: Page, sentence: Sentence, unit: Mention) -> tuple[float, int] | None:
    """The number a form prints after its unit, and where it ends: "mL total [4]", "mL each injection ..... 1"."""
    words = page.tokens.words
    for at in range(unit.last, min(sentence.last, unit.last + LONGEST_LABEL)):
        number = page.number(at)
        if number is not None and words[at] not in ("a", "an"):
            ends = words[at + 1 : at + 2] if at + 1 < sentence.last else []
            return (number, at + 1) if not ends or not (ends[0] == "%" or ends[0] in UNITS_AFTER) else None
        if words[at] not in LABEL_WORDS:
            return None
    return None


def nearest_dose(page: Page, doses: list[Dose], first: int, last: int, sentence: Sentence) -> Dose | None:
    """The drug a number belongs to: the one right after it, else the one before it."""
    words = page.tokens.words
    inside = next((d for d in doses if d.span[0] <= first < d.span[1]), None)
    if inside is not None:
        return inside  # "dexamethasone 4 mg (1 mL of 4 mg/mL)"
    last = past_brackets(page, sentence, last)
    after = next((d for d in doses if d.span[0] >= last), None)
    before = next((d for d in reversed(doses) if d.span[1] <= first), None)
    if (
        after is not None
        and after.span[0] - last <= 2
        and not any(
            words[i] in (",", ";", ":", "+", "plus", "with", "and", "&", "w", "/") for i in range(last, after.span[0])
        )
    ):
        return after
    return before if before is not None else after


def past_brackets(page: Page, sentence: Sentence, last: int) -> int:
    """Where a volume's milligrams in brackets end: "1 mL (40 mg)"."""
    words = page.tokens.words
    return last + 4 if last + 3 < sentence.last and words[last] == "(" and words[last + 3] == ")" else last


def waste_near(sentence: Sentence, last: int) -> bool:
    """Whether a number is said of what was thrown away or drawn up only."""
    return any(m.value in ("wasted",) and -8 <= m.first - last <= 8 for m in sentence.cues)


NOTHING = {"no", "none", "nothing", "not", "without", "zero", "0", "nil"}


def nothing_left(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a word of waste is denied: "nothing discarded", "no waste", "waste: none", "0 mL wasted"."""
    words = page.tokens.words
    before = words[max(sentence.first, m.first - 2) : m.first]
    after = words[m.last : min(sentence.last, m.last + 2)]
    if before[-1:] in (["ml"], ["mg"], ["cc"]):
        before = words[max(sentence.first, m.first - 2) : m.first - 1]
    return bool(before and before[-1] in NOTHING) or bool(
        after and after[0] in (":", "-", "=") and after[-1] in NOTHING
    )


def coverage(
    page: Page, sentence: Sentence, things: Sequence[Mention], index: int, first: int, doses: list[Dose], aim: Aim
) -> str:
    """What the volume at `things[index]` covers."""
    words = page.tokens.words
    unit = things[index]
    wastes = [m for m in sentence.cues if m.value in ("wasted", "drawn_up") and not nothing_left(page, sentence, m)]
    if aim.acts and len(wastes) == 1 and words[wastes[0].first : first] == ["remaining"]:
        wastes = []  # "was injected with the remaining 1 mL"
    for m in wastes:
        span = range(min(m.first, unit.last), max(first, m.last))
        nearer = any(t.kind == "unit" and t.value == "ml" and t is not unit and t.first in span for t in things)
        parted = any(words[i] in (",", ";") for i in span) and words[m.last : first] != [","]
        if m.value == "wasted" and not nearer and not parted:  # "lidocaine discarded, 5 mL"
            return "waste"
        part = len({d.drug for d in doses}) > 1 and any(0 <= d.span[0] - unit.last <= 1 for d in doses)
        drawn = m.value == "drawn_up" and abs(m.first - unit.last) <= 4 and words[m.last : m.last + 1] != ["from"]
        if drawn and not part:  # of "3 mL of one plus 3 mL of another drawn into a syringe" each is a drug's
            return "drawn"
    if sums_up(page, things, unit.last):
        return "total"  # "into each of the six points so three cc total"
    if each_treated(page, sentence, first):
        return "each"
    beside = words[unit.last : min(sentence.last, unit.last + 3)]
    if not TAKEN_OUT.isdisjoint(beside) or "aspirated" in words[max(sentence.first, first - 4) : first]:
        return "out"
    if len(beside) > 1 and beside[0] in ("a", "an", "each", "either", "per", "/", "ea") and beside[1] in PLACES:
        return PLACES[beside[1]]
    if made_of(page, sentence, unit.last):
        return "made"
    if beside[:1] == ["prepared"]:
        return "drawn"
    if measured_points(page, things, first):
        return "site"
    if on_each_side(page, sentence, unit):
        return "side"
    for other in things:
        if other.kind == "each":
            gap = other.first - unit.last
            if 0 <= gap <= 1 or (0 <= gap <= 12 and clear(page, things, unit.last, other.first)):
                return {"site": "site", "muscle": "muscle", "side": "side"}.get(other.value, "each")
            if (
                other.last <= first
                and first - other.last <= 6
                and not any(
                    words[i] in (",", ";", ".", "(", "=") or page.words[i] == "ml" for i in range(other.last, first)
                )
                and not any(m.kind == "unit" and m.value == "ml" and 0 <= other.first - m.last <= 8 for m in things)
            ):
                return {"site": "site", "muscle": "muscle", "side": "side"}.get(other.value, "each")
        elif other.kind == "total":
            said_before = other.last <= first and first - other.last <= 3
            said_before = said_before and ADDED.isdisjoint(words[other.last : first])
            between = range(unit.last, other.first)
            measured = any(t.kind == "unit" and t.value == "ml" and t.first in between for t in things)
            onward = page.number(other.last) is not None and any(
                t.kind == "unit" and t.value == "ml" and t.first == other.last + 1 for t in things
            )  # "1 mL / total 4 mL": the sum is the next volume
            onward = onward or any(
                t.kind in ("drug", "unit") and other.last <= t.first <= other.last + 2 and t.value != "ml"
                for t in things
            )  # "one mL, all of it quarter percent bupivacaine"
            near = 0 <= other.first - unit.last <= 4 and not any(words[i] in (",", ";") for i in between)
            for_each = any(m.kind == "each" and other.last <= m.first <= other.last + 1 for m in things)
            if said_before or (near and not measured and not onward and not for_each):
                return "total"
    previous = words[first - 1] if first > sentence.first else ""
    summing = previous in SUMMING or (previous in ("is", "makes") and words[first - 2] == "that")
    if summing and not (previous == "=" and made_of(page, sentence, first - 1)):
        return "total"
    following = words[unit.last : unit.last + 6]
    if (
        (following[:2] in (["of", "the"], ["of", "this"], ["of", "that"], ["of", "a"]) and "mix" in " ".join(following))
        or following[:3] == ["of", "the", "solution"]
        or (following[:1] == ["mixed"] and not any(0 <= first - d.span[1] <= 2 for d in doses))
    ):
        return "mix"
    drawn_from = "from" in words[max(sentence.first, first - 3) : first]
    if following[:1] and (following[0] in CONTAINERS or (drawn_from and not CONTAINERS.isdisjoint(following[:4]))):
        return "vial"
    plain_targets = [t for t in aim.targets if t.role == ""]
    ahead = next((t for t in plain_targets if t.first >= unit.last), None)
    if (
        ahead is not None
        and ahead.first - unit.last <= 6
        and {"into", "in", "to", "at", *ARROWS} & set(words[unit.last : ahead.first])
        and "," not in words[unit.last : ahead.first]
    ):
        return "target"
    if ahead is not None and adjacent(page, unit.last, ahead):
        return "target"
    behind = [t for t in plain_targets if t.last <= first]
    end = past_brackets(page, sentence, unit.last)  # "1 mL (40 mg) triamcinolone"
    close = [
        d for d in doses if 0 <= d.span[0] - end <= 3 or 0 <= first - d.span[1] <= 3 or d.span[0] <= first < d.span[1]
    ]
    if close:
        return "drug"
    if behind and first - behind[-1].last <= 6 and len(plain_targets) >= 1:
        return "target"
    return ""


ONE_SIDE = {"r", "l", "rt", "lt", "right", "left"}
ARROWS = ("->", ">", "\N{RIGHTWARDS ARROW}")
SIDE_WORDS = {"r", "l", "rt", "lt", "right", "left", "bilateral", "both", "the"}


def adjacent(page: Page, last: int, target: Target) -> bool:
    """Whether a muscle stands right behind a volume, with nothing but its side between: "1 mL R deltoid"."""
    gap = page.tokens.words[last : target.first]
    return len(gap) <= 2 and SIDE_WORDS.issuperset(gap)


def made_of(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether "=" stands at `at` and tells what a solution was made of: "5 mL = 3 mL of one + 2 mL of the other"."""
    words = page.tokens.words
    if words[at : at + 1] not in (["="], [":"]):
        return False
    end = next((i for i in range(at, sentence.last) if words[i] in (";", ".")), sentence.last)
    measured = [m for m in sentence.kinds.get("unit", NONE) if m.value == "ml" and at < m.first < end]
    return len(measured) > 1 and any(words[i] in ("+", "and", "plus", "with", "&") for i in range(at, end))


def on_each_side(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether "each side" stands behind a volume and its drug: "2 mL of 0.5% bupivacaine each side"."""
    words, kinds = page.tokens.words, sentence.kinds
    side = next((m for m in kinds.get("side", NONE) if m.first >= unit.last), None)
    if side is None or words[side.first] not in ("each", "either", "per") or "point" in kinds or "muscle" in kinds:
        return False
    known = {at for kind in ("drug", "unit") for m in kinds.get(kind, NONE) for at in range(m.first - 1, m.last)}
    measured = any(m.value == "ml" and unit.last <= m.first < side.first for m in kinds["unit"])
    return not measured and all(at in known or words[at] in OF_DRUG for at in range(unit.last, side.first))


OF_DRUG = {"of", "on", "plain", "for", "to", "%"}
"""Words that may stand between a volume and "each side" beside the drug."""


def measured_points(page: Page, things: Sequence[Mention], first: int) -> bool:
    """Whether a volume says how large the points before it are: "two points of 0.5 mL"."""
    if page.tokens.words[first - 1] != "of":
        return False
    point = next((m for m in things if m.last == first - 1 and m.kind == "point" and m.value == "site"), None)
    return point is not None and (page.number(point.first - 1) or 0) > 0


def sums_up(page: Page, things: Sequence[Mention], at: int) -> bool:
    """Whether the word of a sum stands right behind a volume, and is not of another number or of each place."""
    total = next((m for m in things if m.first == at and m.kind == "total"), None)
    if total is None or page.number(total.last) is not None:
        return False
    return not any(m.kind in ("each", "drug") and total.last <= m.first <= total.last + 2 for m in things)


def clear(page: Page, things: Sequence[Mention], first: int, last: int) -> bool:
    """Whether no other volume and no comma stands between a volume and an "each" that may cover it."""
    if any(m.kind == "unit" and m.value == "ml" and first <= m.first < last for m in things):
        return False
    return not any(page.tokens.words[i] in (";", ".", "(") for i in range(first, last))


def said_given(page: Page, sentence: Sentence, unit: Mention) -> bool:
    """Whether units are those that went in: "given 155 units", "155 units injected in total"."""
    words = page.tokens.words[max(sentence.first, unit.first - 4) : min(sentence.last, unit.last + 4)]
    return not {"given", "total", "injected", "administered", "used"}.isdisjoint(words) and "vial" not in words

"""How much a volume is: the number before its unit or behind it, its factor, or a table's cell."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

SUMMED = {"makes", "total", "totals", "totaling", "totalling", "of", "=", "is", "altogether"}
"""Words before a sum, so that "one point five" behind them is a number and no point that got five."""


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
    if at - 2 >= sentence.first and words[at - 1] in ("to", "-") and is_range(page, at):
        return None
    if number is None:
        if words[at] in ("]", ")", "}") and at - 1 >= sentence.first:
            return page.number(at - 1)
        return None
    if words[at] in SIGNS and page.tokens.gaps[at] <= 1 and words[at - 1].isdecimal() and at - 1 >= sentence.first:
        whole = page.number(at - 1)
        return number if whole is None or whole > MOST_WHOLE else whole + number  # "1½ mL"
    if words[at] in ("half", "quarter", "a") and at - 3 >= sentence.first and words[at - 2 : at] == ["and", "a"]:
        whole = page.number(at - 3)
        return whole + number if whole is not None else number
    if words[at] == "half" and at - 2 >= sentence.first and words[at - 1] == "and":
        whole = page.number(at - 2)
        return whole + number if whole is not None else number
    if at - 2 >= sentence.first and words[at - 1] == "/" and words[at - 2].isdecimal() and number:
        top = page.number(at - 2)
        if top is None or top >= number:
            return number
        whole = page.number(at - 3) if at - 3 >= sentence.first and words[at - 3].isdecimal() else None
        apart = whole is not None and whole < number * MOST_WHOLE  # "1 1/2"
        return top / number + (whole if whole is not None and apart else 0.0)
    return number


MOST_WHOLE = 5
SIGNS = {"½", "¼", "¾"}
"""Fractions that are one sign."""


def is_range(page: Page, at: int) -> bool:
    """Whether two numbers are the ends of a range: "1-2 mL", but not "R gracilis 1 - 1 mL", "soleus x1 - 2 mL"."""
    words = page.tokens.words
    low, high = page.number(at - 2), page.number(at)
    if low is None or high is None:
        return low is not None
    return words[at - 1] == "to" or (low < high and words[at - 3] not in ("x", "\N{MULTIPLICATION SIGN}"))


LABEL_WORDS = {
    "(", ")", ".", ":", "=", "[", "_", "each", "given", "injected", "injection", "injections", "muscle", "per", "point",
    "site", "total", "used", "volume"
}  # fmt: skip
"""Words that may stand between a unit and its number in a form."""
UNITS_AFTER = {"mg", "units", "ml", "cc", "mcg", "g", "gauge"}
LONGEST_LABEL = 40


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


SITE_LABELS = {"sites", "site", "points", "pts", "sticks", "injections", "trps", "trp", "tps", "tp"}


def labels_sites(words: Sequence[str], at: int) -> bool:
    """Whether a number is the count of sites in a form's line: "points: 2   mL: 2"."""
    before = at - 2 if words[at - 1] == ":" else at - 1
    return words[before] in SITE_LABELS


MOST_REPEATS = 60


def repeats(page: Page, sentence: Sentence, at: int) -> float | None:
    """The factor right after a volume: "1 mL x 5"."""
    if at + 1 >= sentence.last or page.tokens.words[at] not in ("x", "\N{MULTIPLICATION SIGN}"):
        return None
    number = page.number(at + 1)
    return number if number is not None and number == int(number) and 0 < number <= MOST_REPEATS else None


COUNTED = {
    "pt", "pts", "point", "points", "site", "sites", "spot", "spots", "tp", "tps", "trp", "trps", "sticks", "jabs",
}  # fmt: skip
"""Words that may stand between a number of sites and what each got."""


def times_before(page: Page, sentence: Sentence, at: int) -> float | None:
    """The factor right before a volume: "R psoas 2 x 1 mL", "2 pts x 1 mL"."""
    if at - 2 < sentence.first or page.tokens.words[at - 1] not in ("x", "\N{MULTIPLICATION SIGN}", "*", "@"):
        return None
    if page.tokens.words[at - 2] in COUNTED and at - 3 >= sentence.first:
        at -= 1  # "2 pts x 1 mL"
    number = page.number(at - 2)
    return number if number is not None and number == int(number) and 0 < number <= MOST_REPEATS else None


MOST_IN_CELL = 12


def cell_amount(text: str) -> float | None:
    """The millilitres of a table's cell: "1.5", "1 mL x 2", "2 x 0.5", "0.5 + 0.5", "4 (2 + 2)"; None for anything
    else.
    """
    words = [word for word in text.split() if word not in ("ml", "cc")]
    if len(words) > 1 and words[1].replace(".", "", 1).isdecimal():
        return cell_amount(words[0]) if cell_amount(text.partition(" ")[2]) == cell_amount(words[0]) else None
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

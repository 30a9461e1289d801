"""Earlier injections told by a day without its year: behind "hx", or with what they brought."""

from __future__ import annotations

from tautband.notes.page import Page, Sentence

HISTORY = {"hx", "h/o", "pmh", "s/p", "prev", "previous", "prior", "last", "past"}


def with_its_result(page: Page, sentence: Sentence) -> bool:
    """Whether a service is told with a day of another month and what it brought, or stands right behind "hx": "TPI R
    QL 5/14 (80% x 10 wk)", "hx TPI 4/21". The year is not told, so that no date can be read.
    """
    words = page.tokens.words
    slashes = [at for at in range(sentence.first + 1, sentence.last - 2) if words[at] == "/"]
    shorts = [at for at in slashes if short_day(page, at)]
    if not shorts:
        return False
    if words[sentence.first] in HISTORY and any(m.first - sentence.first == 1 for m in sentence.kinds["service"]):
        return True
    for at in shorts:
        behind = words[at + 2 : min(at + 7, sentence.last)]
        if behind[:1] and behind[0] in (":", "(", "-", ",", "=") and "%" in behind:
            return any(m.first < at for m in sentence.kinds["service"]) and not sentence.has("today")
    return False


def short_day(page: Page, at: int) -> bool:
    """Whether the stroke at `at` parts a month from a day or a year of two digits, and those not of today."""
    words = page.tokens.words
    one, two = words[at - 1], words[at + 1]
    if not (one.isdecimal() and two.isdecimal() and len(one) < 3 and len(two) < 3 and 0 < int(one) <= 12):
        return False
    if "/" in (words[at - 2 : at - 1] + words[at + 2 : at + 3]) or page.day is None:
        return False
    return (int(one), int(two)) != (page.day.month, page.day.day)

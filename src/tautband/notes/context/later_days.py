"""Injections told of a day after the service: "your trigger point injections on 2/27", in a text of 2/20."""

from __future__ import annotations

from tautband.notes.text.page import NONE, Page, Sentence

ON = {"on", "for"}
WEEKDAYS = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "mon", "tues", "tue", "wed", "weds", "thurs",
    "thur", "fri", "tomorrow",
}  # fmt: skip
HAVING = {"has", "have", "having", "for", "her", "his", "a", "the", "this", "next", "tomorrow's", "before"}
SOON = 3
"""Months within which a day without its year lies ahead; a later month is last year's."""


def of_a_later_day(page: Page, sentence: Sentence) -> bool:
    """Whether the injection is named with a day to come right behind it, and no verb tells a deed."""
    if page.day is None or "service" not in sentence.kinds or "act" in sentence.kinds:
        return False
    words = page.tokens.words
    for m in sentence.kinds.get("service", NONE):
        if m.value != "tpi" or m.last + 3 >= sentence.last:
            continue
        named = words[m.last + (words[m.last] in ON)]
        if named in WEEKDAYS and words[m.first - 1] in HAVING:
            return True  # "patient has TPI Tuesday with Dr. Poole"
        if words[m.last] not in ON:
            continue
        dated = next((d for d in page.dates_in(sentence) if d.first == m.last + 1 and d.exact), None)
        if dated is not None:
            return dated.day > page.day
        return lies_ahead(page, words[m.last + 1 : m.last + 4])
    return False


def lies_ahead(page: Page, told: list[str]) -> bool:
    """Whether "2/27" is a day of the weeks after the service."""
    month, stroke, day = told
    if page.day is None or stroke != "/" or not (month.isdecimal() and day.isdecimal() and len(month + day) < 5):
        return False
    today = (page.day.month, page.day.day)
    return today < (int(month), int(day)) and int(month) - today[0] <= SOON

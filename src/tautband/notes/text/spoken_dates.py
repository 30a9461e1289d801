"""Days as they are dictated, in words: "march thirtieth twenty twenty one", "may second two thousand nineteen"."""

from __future__ import annotations

from collections.abc import Sequence

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
_SMALL = {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "twentieth": 20,
    "thirtieth": 30,
} | {f"{word}th": number for word, number in _SMALL.items() if number not in (1, 2, 3, 5, 8, 9, 12)}  # fmt: skip


def day_and_year(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """The day of the month and the year spoken from token `at` on, and where they end; None where both are not there.

    "Twenty" alone may be a day or begin one: "twenty twenty twenty three" is the 20th in 2023.
    """
    for length in (2, 1):
        day = _day(words[at : at + length])
        following = at + length + (words[at + length : at + length + 1] == [","])
        if day is not None and (year := _year(words, following)) is not None:
            return day, year[0], year[1]
    return None


def day_before(words: Sequence[str], month: int) -> tuple[int, int] | None:
    """The day of the month spoken right before a month, and where it begins: "the twenty second of april"."""
    if month < 2 or words[month - 1] != "of":
        return None
    for length in (2, 1):
        begin = month - 1 - length
        if begin >= 0 and words[month - 2] in _ORDINALS and (day := _day(words[begin : month - 1])) is not None:
            return day, begin
    return None


def year_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A year spoken or written from token `at` on, and where it ends: "twenty twenty one", "2021"."""
    if at < len(words) and words[at].isdecimal() and len(words[at]) == 4:
        return int(words[at]), at + 1
    return _year(words, at)


def figure(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A number below a hundred spoken from token `at` on, and where it ends: "oh four", "seventeen", "twenty five"."""
    if list(words[at : at + 1]) in (["oh"], ["o"], ["zero"]) and at + 1 < len(words):
        ones = _SMALL.get(words[at + 1], 10)
        return (ones, at + 2) if ones < 10 else None
    return _below_hundred(words, at)


def spoken_rank(words: Sequence[str]) -> int | None:
    """The day of a month as it is spoken: "twelfth", "eight", "twenty third"."""
    return _day(words)


def _day(spoken: Sequence[str]) -> int | None:
    if len(spoken) == 1:
        word = spoken[0]
        return _ORDINALS.get(word) or _SMALL.get(word) or {"twenty": 20, "thirty": 30}.get(word)
    if len(spoken) != 2:
        return None  # the text ends with the month
    tens, ones = _TENS.get(spoken[0]), _ORDINALS.get(spoken[1])
    return tens + ones if tens in (20, 30) and ones is not None and ones < 10 else None


def _year(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A year of four figures spoken from `at` on, and where it ends: "twenty twenty one", "two thousand and nine"."""
    if list(words[at : at + 2]) == ["two", "thousand"]:
        begin = at + 2 + (list(words[at + 2 : at + 3]) == ["and"])
        rest = _below_hundred(words, begin)
        return (2000 + rest[0], rest[1]) if rest else (2000, at + 2)
    if list(words[at : at + 1]) == ["twenty"] and (rest := _below_hundred(words, at + 1)) and rest[0] >= 10:
        return 2000 + rest[0], rest[1]
    return None


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int] | None:
    if at >= len(words):
        return None
    tens = _TENS.get(words[at])
    if tens is not None:
        ones = _SMALL.get(words[at + 1], 10) if at + 1 < len(words) else 10
        return (tens + ones, at + 2) if ones < 10 else (tens, at + 1)
    small = _SMALL.get(words[at])
    return (small, at + 1) if small is not None else None

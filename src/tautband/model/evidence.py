"""The words that prove a fact: a span of the note, and a sentence of a policy."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from tautband.model.strict import Strict

EvidenceGrade = Literal["primary", "quoted", "concordant", "secondary", "tracker"]
"""How sure we are of a rule, best first. The first three may deny a claim; the last two only warn."""

MAY_DENY: frozenset[EvidenceGrade] = frozenset({"primary", "quoted", "concordant"})


class Evidence(Strict):
    """The words of the note that show a fact, and where they stand.

    `start` and `end` are character offsets into the note as read, so that `note[start:end] == text`.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, note: str, start: int, end: int) -> Evidence:
        """The words of `note` from `start` to `end`.

        The same as `Evidence(start=..., end=..., text=...)` at a third of its cost, of which an answer holds a hundred:
        what is cut from the note itself needs no check.
        """
        made = _new(cls)
        _set_values(made, {"start": start, "end": end, "text": note[start:end]})
        _set_fields(made, _FIELDS)
        _set_extra(made, None)
        _set_private(made, None)
        return made


_FIELDS = set(Evidence.model_fields)
_new = object.__new__
_set_values, _set_fields, _set_extra, _set_private = (
    vars(BaseModel)[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


class Citation(Strict):
    """The sentence of a policy or table that a rule stands on.

    `quote` holds words read in the original and is short; `says` states the rule in our own words where the
    original was not read. `retrieved` is the day the source was read, as text.
    """

    source: str
    section: str | None = None
    quote: str | None = None
    says: str | None = None
    url: str | None = None
    sources: tuple[str, ...] = ()

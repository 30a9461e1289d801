"""What a corrected claim changes of the one that was sent, line by line, without a word about the patient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tautband.model.claim import Claim, ServiceLine
from tautband.model.denial import Change
from tautband.model.identifiers import plain_diagnosis
from tautband.model.registration import Registration

_OF_CLAIM = {
    "date_of_service": "date of service",
    "place_of_service": "place of service",
    "rendering_npi": "rendering NPI",
}
_OF_LINE = {"code": "code", "modifiers": "modifiers", "units": "units", "charge": "charge", "diagnoses": "diagnoses"}
_OF_SENDING = {"frequency", "original_reference", "submission", "history", "history_scope", "history_from", "criteria"}
"""What of a registration says how a claim is sent or checked, not what is claimed."""
_ON_THE_CLAIM = {
    "patient_id",
    "payer",
    "state",
    "zip_code",
    "place_of_service",
    "rendering_npi",
    "billing_npi",
    "charges",
}
"""What of a registration is told already as a change of the claim, or follows from another field."""
_FAMILY = 4
"""How many characters codes of one family share: 20552 and 20553."""


def changes_between(before: Claim, after: Claim) -> tuple[Change, ...]:
    """Every difference between two claims: of the claim, then of the lines by their number in the claim sent.

    Lines are matched by their code, then by its family, in their order. Dots in diagnoses do not count.
    """
    return (*_of_claim(before, after), *_of_lines(before, after))


def registration_changes(before: Registration | None, after: Registration) -> tuple[Change, ...]:
    """The fields of the registration that differ, by name alone: their values may be a patient's."""
    if before is None:
        return ()
    return tuple(
        Change(says=f"{name} differs from what was registered", field=name)
        for name in Registration.model_fields
        if name not in _OF_SENDING | _ON_THE_CLAIM and getattr(before, name) != getattr(after, name)
    )


def _of_claim(before: Claim, after: Claim) -> Iterator[Change]:
    for name, said in _OF_CLAIM.items():
        if (old := getattr(before, name)) != (new := getattr(after, name)):
            yield _change(None, name, said, old, new)


def _of_lines(before: Claim, after: Claim) -> Iterator[Change]:
    pairs, taken_off, added = _matched(before.lines, after.lines)
    for at, there in pairs:
        was, now = before.lines[at], after.lines[there]
        for name, said in _OF_LINE.items():
            if (old := _plain(name, was)) != (new := _plain(name, now)):
                yield _change(at + 1, name, said, old, new)
        if (old_day := was.date_of_service or before.date_of_service) != (
            new_day := now.date_of_service or after.date_of_service
        ) and before.date_of_service == after.date_of_service:
            yield _change(at + 1, "date_of_service", "date of service", old_day, new_day)
    for at in taken_off:
        code = before.lines[at].code
        yield Change(says=f"line {at + 1}: {code} taken off", line=at + 1, field="line", old=code)
    for there in added:
        code = after.lines[there].code
        yield Change(says=f"{code} added", field="line", new=code)


def _matched(
    before: Sequence[ServiceLine], after: Sequence[ServiceLine]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of places that hold one line, then the places of lines taken off and of lines added.

    The same code makes a pair, then codes of one family: those with the same first characters.
    """
    free = list(range(len(after)))
    pairs: dict[int, int] = {}
    for length in (None, _FAMILY):
        for at, line in enumerate(before):
            if at in pairs:
                continue
            kin = next((there for there in free if after[there].code[:length] == line.code[:length]), None)
            if kin is not None:
                pairs[at] = kin
                free.remove(kin)
    return sorted(pairs.items()), [at for at in range(len(before)) if at not in pairs], free


def _plain(name: str, line: ServiceLine) -> Any:
    value = getattr(line, name)
    if name == "diagnoses":
        return tuple(plain_diagnosis(code) for code in value)
    return value


def _change(line: int | None, name: str, said: str, old: object, new: object) -> Change:
    was, now = _text(old), _text(new)
    where = f"line {line}: " if line else ""
    return Change(
        says=f"{where}{said} {was or 'none'} becomes {now or 'none'}", line=line, field=name, old=was, new=now
    )


def _text(value: object) -> str | None:
    if value is None or value == ():
        return None
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)

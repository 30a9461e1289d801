"""Did the edits tell of this denial before it came? Run on the claim as it was sent, as of its date of service."""

from __future__ import annotations

from collections.abc import Iterable

from tautband.model.denial import PredictedBy, Prediction
from tautband.model.finding import Finding, ScrubResult
from tautband.remits.adjusted import Adjusted
from tautband.rulebook.book import Rulebook
from tautband.rulebook.tables.denials import CauseFound, Denials

NOT_AT_HAND = Prediction(status="not_evaluated", says="not evaluated: the claim that was sent is not at hand")
_NUMBERS = "number of each edit"


def predicting(adjusted: Adjusted, result: ScrubResult, denials: Denials) -> tuple[Finding, ...]:
    """The findings on the sent claim that speak of this denial: on its line, with its reason code or its check.

    Where a remark code told the cause, a finding of another check under the same reason code is another matter.
    """
    return tuple(
        found
        for found in result.findings
        if found.outcome != "not_evaluated" and _on_line(found, adjusted) and _speaks_of(found, adjusted, denials)
    )


def prediction(adjusted: Adjusted, result: ScrubResult | None, found: Iterable[Finding], book: Rulebook) -> Prediction:
    """Whether the denial was told, by which edits, or that none did: then the rule book has a gap there."""
    if result is None:
        return NOT_AT_HAND
    if adjusted.line is not None and adjusted.sent_line is None:
        says = "not evaluated: no line of the sent claim is this one for certain"
        return Prediction(status="not_evaluated", says=says)
    named = tuple(
        PredictedBy(
            edit=each.edit, revision=each.revision, line=each.line, outcome=each.outcome, carc=each.carc, says=each.says
        )
        for each in found
        if each.outcome != "not_evaluated"
    )
    if named:
        told = "the edits told of it" if any(each.outcome == "fire" for each in named) else "the edits asked a person"
        return Prediction(status="predicted", edits=named, says=f"{told} before the claim was sent: {named[0].edit}")
    waiting = _left_open(adjusted, result, book)
    if waiting:
        return Prediction(status="not_evaluated", says=f"not evaluated: {waiting}")
    clear = [name for name in result.evaluated if _of_this(name, adjusted, book)]
    if clear:
        says = (
            f"no edit predicted this: {', '.join(clear)} found nothing, so the payer erred or the rule book has a gap"
        )
        return Prediction(status="not_predicted", says=says)
    return Prediction(status="not_predicted", says="no edit predicted this: a gap in the rule book")


def refined(adjusted: Adjusted, found: Iterable[Finding], denials: Denials) -> CauseFound | None:
    """The cause, made certain by the edits where the reason code alone leaves it open and they all name one."""
    cause = adjusted.cause
    if cause is None or cause.remark is not None:
        return cause
    named = [_cause_of(each, adjusted, denials) for each in found if each.carc == adjusted.adjustment.carc]
    ids = {each.cause.id for each in named if each}
    return named[0] if len(ids) == 1 and all(named) else cause


def _on_line(found: Finding, adjusted: Adjusted) -> bool:
    return found.line is None or adjusted.line is None or found.line == adjusted.sent_line


def _speaks_of(found: Finding, adjusted: Adjusted, denials: Denials) -> bool:
    if found.carc is None:
        return False
    cause = _cause_of(found, adjusted, denials)
    same_check = cause is not None and cause.cause.prevented_by[0] == adjusted.check
    if adjusted.cause is None or adjusted.cause.remark is None:
        return found.carc == adjusted.adjustment.carc or same_check
    return same_check or (found.carc == adjusted.adjustment.carc and cause is None)


def _cause_of(found: Finding, adjusted: Adjusted, denials: Denials) -> CauseFound | None:
    rarcs = (found.rarc,) if found.rarc else ()
    return denials.found(found.group or adjusted.adjustment.group, found.carc or "", rarcs, _kind(adjusted))


def _left_open(adjusted: Adjusted, result: ScrubResult, book: Rulebook) -> str | None:
    """What the edits that could have told of this denial lacked."""
    lacked = [
        (found.reason, name)
        for found in result.findings
        if found.outcome == "not_evaluated"
        for name in found.edits
        if _of_this(name, adjusted, book)
    ]
    if not lacked:
        return None
    first = lacked[0][0]
    names = ", ".join(name for reason, name in lacked if reason == first)
    return f"{first} for {names}"


def _of_this(name: str, adjusted: Adjusted, book: Rulebook) -> bool:
    """Whether an edit expects a denial of this reason code whose cause is found by the same check."""
    number = edit_number(name, book)
    if number is None:
        return False
    edit = book.edit(number)
    if edit.carc != adjusted.adjustment.carc:
        return False
    rarcs = (edit.rarc,) if edit.rarc else ()
    cause = book.tables.denials.found(edit.group or adjusted.adjustment.group, edit.carc, rarcs, _kind(adjusted))
    return cause is None or adjusted.check in (None, cause.cause.prevented_by[0])


def _kind(adjusted: Adjusted) -> str:
    return adjusted.decided.payer.kind if adjusted.decided.payer else "any"


def edit_number(edit: str, book: Rulebook) -> int | None:
    """The number of an edit, in one of the revisions it stands in; None for an id that is no edit's."""
    if _NUMBERS not in book.memory:
        book.memory[_NUMBERS] = {name: number for number, name in enumerate(book.edit_ids())}
    held: dict[str, int] = book.memory[_NUMBERS]
    return held.get(edit)

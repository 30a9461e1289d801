"""Who bears a denied amount if nothing is done: by the payer's group code, the cause, and the notice on file."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.model.denial import Liability
from tautband.model.registration import Notice
from tautband.remits.adjusted import Adjusted

_OF_GROUP: dict[str, tuple[Liability, str]] = {
    "CO": ("provider", "group CO: the patient may not be billed"),
    "PR": ("patient", "group PR: the payer puts it on the patient"),
    "PI": ("not_known", "group PI: the payer's own reduction; the contract says whether the patient may be billed"),
    "OA": ("not_known", "group OA says neither provider nor patient"),
    "CR": ("not_known", "group CR corrects an earlier decision and says nothing of who bears it"),
}
_ADVANCE = "abn"
_BINDS = {_ADVANCE: "medicare", "organization_determination": "medicare_advantage"}
"""The kind of payer that each notice binds: an advance notice Original Medicare alone."""


def liability(adjusted: Adjusted, notices: Sequence[Notice]) -> tuple[Liability, str]:
    """Who bears it, and why.

    A signed notice counts only where the cause admits one, the payer takes them, and it was given by the date of
    service. It never covers unit limits, pairs, global periods or a claim that could not be processed.
    """
    group = adjusted.adjustment.group
    held, says = _OF_GROUP.get(group, ("not_known", "a group that the guide does not name"))
    cause = adjusted.cause.cause if adjusted.cause else None
    if cause is None or group == "PR":
        return held, says
    if adjusted.unprocessable:
        return held, f"{says}; a notice covers nothing in a claim that could not be processed"
    if cause.bearer == "other_payer":
        return "other_payer", "another payer is responsible"
    if cause.bearer:
        return cause.bearer, "it waits on what the coverage was on the date of service"
    if held != "provider":
        return held, says
    notice = _notice(adjusted, notices)
    if notice is None:
        return held, f"{says}; no notice {'on file counts' if cause.notice else 'could shift it'}"
    return "patient_with_notice", f"a notice was signed on {notice.signed_on}: the payer must be told of it first"


def _notice(adjusted: Adjusted, notices: Sequence[Notice]) -> Notice | None:
    """The notice that counts for this denial; None where none does."""
    payer, day, cause = adjusted.decided.payer, adjusted.day, adjusted.cause
    if cause is None or not cause.cause.notice or payer is None or day is None:
        return None
    for notice in notices:
        in_time = notice.signed_on is not None and notice.signed_on <= day
        fits = _BINDS.get(notice.kind) == payer.kind and (notice.kind != _ADVANCE or payer.takes_notices)
        covers = notice.covers == "necessity" and (not notice.services or adjusted.code in notice.services)
        if in_time and fits and covers:
            return notice
    return None

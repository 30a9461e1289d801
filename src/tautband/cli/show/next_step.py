"""The one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence

from tautband.cli.screen import plural
from tautband.cli.show.findings import UNCHECKED
from tautband.model.coding import Coding
from tautband.model.finding import Finding


def next_for_claim(findings: Sequence[Finding], history_in: str = "--history FILE") -> str:
    """What a biller does with a claim as it was made, the gravest matter first. `history_in` takes earlier services."""
    return _of_findings(findings, asked=False, history_in=history_in)


def next_step(coding: Coding, findings: Sequence[Finding]) -> str:
    """What a biller does with this answer, the gravest matter first."""
    questions = _counted(len(coding.queries), "question")
    if coding.status == "hold":
        return "Do not bill. Code the note again once it is final and signed."
    if coding.status == "query":
        return f"Send the {questions} to the author; bill when the record answers."
    if coding.status == "nothing_to_bill":
        return "Bill no trigger point injection from this note."
    asked = f" Ask the author the {questions} above." if coding.queries else ""
    return _of_findings(findings, bool(coding.queries)) + asked


def _of_findings(findings: Sequence[Finding], asked: bool, history_in: str = "--history FILE") -> str:
    denials = [f for f in findings if f.outcome == "fire" and f.severity == "deny"]
    reviews = [f for f in findings if f.outcome == "review"]
    unchecked = [f for f in findings if f.outcome == "not_evaluated"]
    warnings = [f for f in findings if f.outcome == "fire" and f.severity == "warn"]
    if denials and all(f.remedy is not None and f.remedy.kind == "cannot_be_mended" for f in denials):
        return f"A denial is expected for {plural(len(denials), 'reason')}, and nothing in the record would mend it."
    if denials:
        return "Do not send yet: mend what is marked DENY first."
    if reviews:
        return "Decide what is marked REVIEW." if asked else "Decide what is marked REVIEW, then send."
    if unchecked:
        reasons = dict.fromkeys(f.reason for f in unchecked if f.reason)
        missing = "; ".join(UNCHECKED[reason] for reason in reasons)
        how = f" Give earlier services with {history_in}." if "no history" in reasons else ""
        found = f"Read the {_counted(len(warnings), 'warning')};" if warnings else "Nothing found against it, but"
        return f"{found} not everything could be checked ({missing}).{how}"
    remarks = [f for f in findings if f.outcome == "fire" and f.severity == "info"]
    to_read = warnings or remarks
    ready = "Nothing stands against it." if asked else "Ready to send."
    noun = "warning" if warnings else "remark"
    return f"{ready[:-1]}; read the {_counted(len(to_read), noun)} first." if to_read else ready


def _counted(count: int, noun: str) -> str:
    """What follows "the": a number only where there are several."""
    return noun if count == 1 else plural(count, noun)

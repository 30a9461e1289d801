"""Findings with the remedy that was tried out in place of the policy's own words. Asked for, for it costs many runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tautband.model.claim import Claim
from tautband.model.finding import Remedy, ScrubResult
from tautband.rulebook.book import Rulebook


def with_remedies(
    claim: Claim, result: ScrubResult, rulebook: Rulebook, company: Sequence[Claim] = ()
) -> tuple[ScrubResult, list[dict[str, Any] | None]]:
    """The result with each remedy's kind and words, and the remedies as JSON with `verified` and `change`."""
    from tautband.advice.remedies import remedies

    found = remedies(claim, result, rulebook, company)
    findings = tuple(
        finding.model_copy(update={"remedy": remedy and Remedy(kind=remedy.kind, says=remedy.says)})
        for finding, remedy in zip(result.findings, found, strict=True)
    )
    shown = [None if remedy is None else remedy.model_dump(mode="json") for remedy in found]
    return result.model_copy(update={"findings": findings}), shown


def told(document: dict[str, Any], remedies: Sequence[dict[str, Any] | None]) -> dict[str, Any]:
    """An answer's document with these remedies on its findings."""
    findings = [{**f, "remedy": remedy} for f, remedy in zip(document["findings"], remedies, strict=True)]
    return {**document, "findings": findings}

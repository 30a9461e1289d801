"""One remedy for each finding of a scrubbed claim, tried out on the edits before it is given.

In this order: a correction that the note supports with its words, one that the claim alone shows to be a slip, a later
day for a later session, a question to the author, and otherwise the liability for what cannot be mended. Where none of
these was borne out the policy's own words stand, and are not called verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from tautband.advice.answers import answered, asked_of
from tautband.advice.change import Change, Step, VerifiedRemedy
from tautband.advice.eligibility import Eligibility
from tautband.advice.eligible import eligible
from tautband.advice.limits import KINDS
from tautband.advice.search import MOST_STEPS, Search, clears, scrubbed_each
from tautband.advice.steps import claim_steps, coding_of, record_steps, separate_site
from tautband.edits.kinds import all_kinds
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.encounter import Encounter
from tautband.model.finding import Finding, Remedy, RemedyKind, ScrubResult
from tautband.rulebook.book import Rulebook
from tautband.rulebook.packed import day_number

MOST_CLAIM_LINES = 50
"""What a professional claim holds (ASC X12N 837P, loop 2400). Of a longer one the policies' own words are given."""
PAIR = "pair_not_allowed"
OPEN_TO_CORRECTION = ("clerical", "in_record")
"""What a policy's own remedy must be for the claim alone to be corrected: a limit is not met by billing less."""
ADDENDUM = "What was found or done that day belongs in a dated addendum; that nothing was is an answer too."
_NOT_OF_THE_LINES = ("documented", "number_in_note", "named_in_note", *KINDS)
"""What the note or the calendar decides: at most a line that the note does not bear out can come off."""
_BORNE_BY = {
    "provider": "The provider bears it: write it off and do not bill the patient.",
    "patient_with_notice": "The patient may be billed only where a notice was signed before; otherwise write it off.",
    "patient": "The patient bears it.",
}


def remedies(
    claim: Claim, result: ScrubResult, rulebook: Rulebook, company: Sequence[Claim] = ()
) -> tuple[VerifiedRemedy | None, ...]:
    """The remedy of each finding of `result`, in its order; None where the policy names none and none was found.

    `company` are the patient's other claims that were scrubbed with this one. No remedy changes a date of service, and
    none puts a diagnosis, a side or a dose on the claim without the words of the note that state it.
    """
    if len(claim.lines) > MOST_CLAIM_LINES:
        return tuple(_untried(finding.remedy) for finding in result.findings)
    advisor = _Advisor(claim, result, rulebook, company)
    return tuple(advisor.remedy(finding) for finding in result.findings)


class _Advisor:
    def __init__(self, claim: Claim, result: ScrubResult, rulebook: Rulebook, company: Sequence[Claim]) -> None:
        self._claim, self._result, self._rulebook = claim, result, rulebook
        self._company = tuple(company) if claim.patient_id is not None else ()
        self._search = Search(claim, result, self._company, rulebook)
        self._coding = coding_of(claim, rulebook)
        self._from_note = record_steps(claim, self._coding) if self._coding else []
        edits = {finding.edit for finding in result.findings} | {e for f in result.findings for e in f.edits}
        self._numbers = {
            (name, rulebook.revision_of(number)["date"]): number
            for number, name in enumerate(rulebook.edit_ids())
            if name in edits
        }

    def remedy(self, finding: Finding) -> VerifiedRemedy | None:
        if finding.outcome == "not_evaluated":
            return self._to_evaluate(finding)
        number = self._numbers[finding.edit, finding.revision or ""]
        kind = self._rulebook.kind_of(number)
        parameters = all_kinds()[kind].Params.model_validate(self._rulebook.edit(number).with_)
        return (
            self._supported(finding, kind)
            or self._separate_site(finding, kind)
            or self._slip(finding, kind, parameters)
            or (self._later(finding) if kind in KINDS else None)
            or self._question(finding, kind, parameters)
            or self._as_the_policy_says(finding)
        )

    def _supported(self, finding: Finding, kind: str) -> VerifiedRemedy | None:
        """A change to the claim that rests on the note's words."""
        most = 1 if kind in _NOT_OF_THE_LINES else MOST_STEPS
        chosen = self._search.smallest(finding, self._from_note, most)
        if chosen is not None:
            return _correction("in_record", chosen)
        if (near := self._search.nearest(finding, self._from_note)) is None:
            return None
        step, left = near
        says = f"{_sentence(step.says)} It leaves open: {', '.join(left)}."
        return VerifiedRemedy(kind="in_record", says=says, verified=False, change=Change(steps=(step,)))

    def _slip(self, finding: Finding, kind: str, parameters: Any) -> VerifiedRemedy | None:
        """A change to the claim that its own lines call for."""
        if finding.remedy is None or finding.remedy.kind not in OPEN_TO_CORRECTION:
            return None
        slips = claim_steps(self._claim, finding, kind, parameters, self._rulebook)
        chosen = self._search.smallest(finding, slips)
        if chosen is None:
            return None
        return _correction("clerical", chosen, finding.remedy.says if kind == PAIR else "")

    def _separate_site(self, finding: Finding, kind: str) -> VerifiedRemedy | None:
        """The question that coding has about a pair the note leaves open, where a modifier could settle it."""
        if kind != PAIR or self._coding is None or finding.line is None:
            return None
        code = self._claim.lines[finding.line - 1].code
        query = next((q for q in self._coding.queries if code in q.because), None)
        if query is None:
            return None
        step = separate_site(finding.line)
        settled = self._search.smallest(finding, [step], most=1) is not None
        return VerifiedRemedy(kind="query_author", says=f"{query.asks} {ADDENDUM}", verified=settled)

    def _later(self, finding: Finding) -> VerifiedRemedy | None:
        """The first day of a later session, and whether this claim of that day would be free of the finding."""
        claim = self._claim
        if claim.history is None or claim.payer is None or any(line.date_of_service for line in claim.lines):
            return None
        found = self._next_session
        borne = _BORNE_BY.get(finding.liability or "", "")
        if found.answer == "never":
            says = f"No later day changes it. {borne}".strip()
            return VerifiedRemedy(kind="cannot_be_mended", says=says, verified=True)
        if found.date is None or found.date <= claim.date_of_service:
            return None
        note = claim.encounter.model_copy(update={"date_of_service": found.date}) if claim.encounter else None
        moved = claim.model_copy(update={"date_of_service": found.date, "encounter": note})
        (after,) = scrubbed_each([moved], self._company, self._rulebook)
        says = f"A session from {found.date} on draws no frequency denial on the history given; this one does. {borne}"
        return VerifiedRemedy(
            kind="future_session",
            says=says.strip(),
            verified=clears(finding, self._result, after),
            change=Change(next_session=found.date),
        )

    @cached_property
    def _next_session(self) -> Eligibility:
        claim = self._claim
        return eligible(
            [*(claim.history or ()), *_sessions(self._company)],
            payer=claim.payer or "",
            state=claim.state,
            zip_code=claim.zip_code,
            on=claim.date_of_service,
            region=_region(claim.encounter, self._rulebook),
            history_scope=claim.history_scope,
            history_from=claim.history_from,
            criteria=claim.criteria,
            rulebook=self._rulebook,
        )

    def _question(self, finding: Finding, kind: str, parameters: Any) -> VerifiedRemedy | None:
        """A question to the author, where some answer would settle the finding."""
        if self._claim.encounter is None or finding.remedy is None or finding.remedy.kind == "cannot_be_mended":
            return None
        opened = asked_of(kind, parameters, self._claim.encounter)
        if not opened or not self._settled(finding, answered(kind, parameters, self._claim.encounter, self._rulebook)):
            return None
        return VerifiedRemedy(kind="query_author", says=_asked(opened), verified=True)

    def _settled(self, finding: Finding, notes: Iterable[Encounter]) -> bool:
        claims = [self._claim.model_copy(update={"encounter": note}) for note in notes]
        results = scrubbed_each(claims, self._company, self._rulebook) if claims else []
        return any(clears(finding, self._result, after) for after in results)

    def _as_the_policy_says(self, finding: Finding) -> VerifiedRemedy | None:
        """The policy's own remedy. That nothing can be mended is verified: every correction was tried, none helps."""
        own = finding.remedy
        if own is None:
            return None
        if own.kind != "cannot_be_mended":
            return _untried(own)
        says = f"{own.says} {_BORNE_BY.get(finding.liability or '', '')}".strip()
        return VerifiedRemedy(kind=own.kind, says=says, verified=not self._search.spent)

    def _to_evaluate(self, finding: Finding) -> VerifiedRemedy | None:
        """What would let the edits left open answer, where giving it was tried."""
        own = finding.remedy
        if own is None:
            return None
        claim = self._claim
        if finding.reason in ("no history", "other providers' history"):
            given = {"history": claim.history or (), "history_scope": "all", "history_from": None}
            settled = self._answers(finding, claim.model_copy(update=given))
            return VerifiedRemedy(kind=own.kind, says=own.says, verified=settled)
        if finding.reason == "note silent" and claim.encounter is not None:
            return self._silent(finding, claim.encounter)
        return _untried(own)

    def _silent(self, finding: Finding, note: Encounter) -> VerifiedRemedy:
        opened: list[str] = []
        filled = note
        for name in finding.edits:
            number = self._in_force(name)
            kind = self._rulebook.kind_of(number)
            parameters = all_kinds()[kind].Params.model_validate(self._rulebook.edit(number).with_)
            opened += asked_of(kind, parameters, note)
            filled = next(answered(kind, parameters, filled, self._rulebook), filled)
        settled = self._answers(finding, self._claim.model_copy(update={"encounter": filled}))
        says = _asked(list(dict.fromkeys(opened))) if opened else "Ask the author."
        return VerifiedRemedy(kind="query_author", says=says, verified=settled)

    def _in_force(self, name: str) -> int:
        """The number of an edit on the claim's day: of several revisions, the one in force."""
        claim = self._claim
        scope = self._rulebook.scope(claim.payer, claim.state, claim.zip_code, claim.criteria)
        cell = scope.cell(day_number(claim.date_of_service))
        return next(bound.edit for bound in cell.edits if self._rulebook.edit_id(bound.edit) == name)

    def _answers(self, finding: Finding, claim: Claim) -> bool:
        (after,) = scrubbed_each([claim], self._company, self._rulebook)
        left = {edit for f in after.findings if f.outcome == "not_evaluated" for edit in f.edits}
        return not left & set(finding.edits)


def _untried(own: Remedy | None) -> VerifiedRemedy | None:
    return None if own is None else VerifiedRemedy(kind=own.kind, says=own.says, verified=False)


def _correction(kind: RemedyKind, chosen: tuple[Step, ...], besides: str = "") -> VerifiedRemedy:
    says = _sentence("; ".join(step.says for step in chosen))
    return VerifiedRemedy(kind=kind, says=f"{says} {besides}".strip(), verified=True, change=Change(steps=chosen))


def _sessions(company: Sequence[Claim]) -> list[HistoryEntry]:
    return [
        HistoryEntry(date_of_service=line.date_of_service or other.date_of_service, code=line.code)
        for other in company
        for line in other.lines
    ]


def _region(encounter: Encounter | None, rulebook: Rulebook) -> str | None:
    """The one region a note treats; None where it treats several or none is known."""
    if encounter is None:
        return None
    muscles = rulebook.tables.muscles
    number = muscles.region_number(None, [i.muscle for i in encounter.injections if i.status == "performed"])
    return muscles.regions[number] if number >= 0 else None


def _asked(opened: Sequence[str]) -> str:
    return f"Ask the author what the record of that day can show of: {'; '.join(opened)}. {ADDENDUM}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."

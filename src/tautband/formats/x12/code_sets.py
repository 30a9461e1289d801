"""Codes of outside lists, each as it stood on the date of service: providers, diagnoses, places, procedures, modifiers.

Procedure codes are checked by form only, since no list of all of them ships; whether one was in force is an edit's
question. Taxonomy codes and modifiers are checked by form too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tautband.formats.x12.npi import is_npi
from tautband.formats.x12.problem import Problem
from tautband.formats.x12.professional_claim import Line, Name, ProfessionalClaim
from tautband.model.identifiers import is_modifier, is_procedure_code, is_taxonomy, plain_diagnosis
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.diagnoses import FIRST_ICD10_DATE, DiagnosisStatus

_REMEMBERED = 50_000
"""Codes and names in which nothing was found, as they are remembered."""
_DAYS_REMEMBERED = 1_000
"""Days whose diagnoses are remembered; a day has some hundreds of them."""
_ICD9_QUALIFIERS = frozenset({"BK", "BF"})
_REFUSED = {
    DiagnosisStatus.UNKNOWN: ("not a diagnosis code of ICD-10-CM", "Look the diagnosis up in the code list."),
    DiagnosisStatus.HEADER: ("a heading of ICD-10-CM, not a code to bill", "Use the code with all its characters."),
    DiagnosisStatus.NOT_YET: ("not in force yet on the date of service", "Use the code of that date."),
    DiagnosisStatus.ENDED: ("no longer in force on the date of service", "Use the code of that date."),
}


class CodeSets:
    """Answers for codes, remembered: a file asks for the same few again and again."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._good: set[object] = set()
        self._good_on: dict[date, set[object]] = {}
        self._places: dict[str, bool] = {}

    def problems(self, claim: ProfessionalClaim) -> Iterator[Problem]:
        """Every code of one claim that its list does not hold on the date of service."""
        good = self._good
        if len(good) > _REMEMBERED:
            good.clear()
        if len(self._good_on) > _DAYS_REMEMBERED:
            self._good_on.clear()
        day = claim.first_day
        if day is not None:
            good_then = self._good_on.get(day)
            if good_then is None:
                good_then = self._good_on[day] = set()
            for qualifier, code, position, ref in claim.diagnoses:
                if (qualifier, code) not in good_then:
                    found = list(self._of_diagnosis(claim, qualifier, code, day, position, ref))
                    yield from found
                    if not found:
                        good_then.add((qualifier, code))
        if claim.place is not None and not self._is_place(claim.place):
            yield self._place(claim, "2300", "CLM", claim.position, "CLM05-01", claim.place)
        for name in claim.names:
            yield from self._of_name_once(name, claim.claim_id)
        for line in claim.lines:
            if line.like not in good:
                found = list(self._of_line(claim, line))
                yield from found
                if not found and line.like:
                    good.add(line.like)
            for name in line.names:
                yield from self._of_name_once(name, claim.claim_id)

    def _of_name_once(self, name: Name, claim_id: str | None) -> Iterator[Problem]:
        like = (name.id_kind, name.id, name.taxonomy)
        if like not in self._good:
            found = list(self.of_name(name, claim_id))
            yield from found
            if not found:
                self._good.add(like)

    def of_name(self, name: Name, claim_id: str | None) -> Iterator[Problem]:
        """A provider's NPI and taxonomy."""
        if name.id_kind == "XX" and name.id is not None and not is_npi(name.id):
            wrong = (
                "its check digit is wrong" if len(name.id) == 10 and name.id.isdigit() else "ten figures make an NPI"
            )
            yield Problem(
                5,
                claim_id,
                name.loop,
                "NM1",
                name.position,
                "NM109",
                name.id,
                f"NM109: not an NPI: {wrong}",
                "Copy the NPI from the provider's record.",
            )
        if name.taxonomy is not None:
            yield from self.of_taxonomy(name.taxonomy, name.taxonomy_position, name.loop, claim_id)

    def of_taxonomy(self, taxonomy: str, position: int, loop: str, claim_id: str | None) -> Iterator[Problem]:
        """A taxonomy code's form: nine characters and an X."""
        if not is_taxonomy(taxonomy):
            yield Problem(
                5,
                claim_id,
                loop,
                "PRV",
                position,
                "PRV03",
                taxonomy,
                "PRV03: not a taxonomy code: ten characters, the last an X",
                "Copy the code from the provider's enrolment.",
            )

    def _of_diagnosis(
        self, claim: ProfessionalClaim, qualifier: str | None, code: str | None, day: date, position: int, ref: str
    ) -> Iterator[Problem]:
        if qualifier is None:
            return
        old = qualifier in _ICD9_QUALIFIERS
        if old != (day < FIRST_ICD10_DATE):
            says = "ICD-9 ended on 2015-09-30" if old else "ICD-10 began on 2015-10-01"
            fix = f"Write {('A' + qualifier) if old else qualifier[1:]} and the code of the date of service."
            element = f"{ref}-01"
            yield Problem(5, claim.claim_id, "2300", "HI", position, element, qualifier, f"{element}: {says}", fix)
        elif code is not None and not old:
            element = f"{ref}-02"
            if code != plain_diagnosis(code):
                says, fix = "written with a point or in small letters", f"Write {plain_diagnosis(code)}."
                yield Problem(1, claim.claim_id, "2300", "HI", position, element, code, f"{element}: {says}", fix)
                return
            status = self._tables.diagnoses.status(code, day)
            if status in _REFUSED:
                says, fix = _REFUSED[status]
                yield Problem(5, claim.claim_id, "2300", "HI", position, element, code, f"{element}: {says}", fix)

    def _of_line(self, claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
        if line.place is not None and not self._is_place(line.place):
            yield self._place(claim, "2400", "SV1", line.sv_position, "SV105", line.place)
        if line.procedure_kind == "HC":
            yield from self._of_procedure(claim, line)

    def _of_procedure(self, claim: ProfessionalClaim, line: Line) -> Iterator[Problem]:
        if line.code is not None and not is_procedure_code(line.code):
            yield Problem(
                5,
                claim.claim_id,
                "2400",
                "SV1",
                line.sv_position,
                "SV101-02",
                line.code,
                "SV101-02: not the form of a procedure code",
                "Write the five characters of the code.",
            )
        for at, modifier in enumerate(line.modifiers, 3):
            if modifier != "\x00" and not is_modifier(modifier):
                yield Problem(
                    5,
                    claim.claim_id,
                    "2400",
                    "SV1",
                    line.sv_position,
                    f"SV101-{at:02d}",
                    modifier,
                    f"SV101-{at:02d}: not the form of a modifier",
                    "Write two capital letters or figures.",
                )

    def _is_place(self, code: str) -> bool:
        if code not in self._places:
            self._places[code] = len(code) == 2 and self._tables.places.get(code) is not None
        return self._places[code]

    @staticmethod
    def _place(claim: ProfessionalClaim, loop: str, segment: str, position: int, ref: str, code: str) -> Problem:
        return Problem(
            5,
            claim.claim_id,
            loop,
            segment,
            position,
            ref,
            code,
            f"{ref}: not a place of service",
            "Use a place of the list, such as 11.",
        )

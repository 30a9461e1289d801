"""Which diagnosis codes do the clinician's words support on the date?

A diagnosis is coded as it is stated. Nothing is inferred from the exam, and nothing from the procedure: the injected
muscles only say which site a stated muscle pain has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tautband.coding.basis import Basis, Sheet
from tautband.model.coding import Reason
from tautband.model.encounter import Diagnosis, Side
from tautband.rulebook.code_tables import Row, in_force

ICD10_FROM = date(2015, 10, 1)
"""First day of ICD-10-CM (45 CFR 162.1002)."""

EARLIER_SET_ASKED = "Which ICD-9-CM code has the diagnosis?"
ICD9 = re.compile(r"\d{3}(\.\d{1,2})?|V\d{2}(\.\d{1,2})?|E\d{3}(\.\d)?")
"""A code of ICD-9-CM by its shape."""

MASTICATION = "mastication"
OTHER_SITE = "other"
MEANT = ("unclear", "planned", "offered", "declined", "deferred")
"""What may have become of a muscle whose pain is coded though nothing was injected."""
HEAD_AND_NECK = ("head", "neck")


@dataclass(frozen=True)
class CodedDiagnosis:
    """One code with its reason. `services` are the services that treat the problem; empty: none that is coded here."""

    code: str
    concept: str
    services: frozenset[str]
    injected: bool
    reasons: tuple[Reason, ...]


def diagnoses(basis: Basis, sheet: Sheet) -> list[CodedDiagnosis]:
    """Every assessed diagnosis of the encounter in the code set of its date, muscle pain first, each code once."""
    day = basis.day
    if day is None:
        return []
    assessed = [d for d in basis.encounter.diagnoses if d.status == "assessed"]
    if day < ICD10_FROM:
        return _of_the_earlier_set(basis, sheet, assessed)
    stated = _stated(basis, assessed)
    stated.sort(key=lambda entry: not _has_muscle_sites(basis, entry[0].concept))
    coded: dict[str, CodedDiagnosis] = {}
    for diagnosis, side in stated:
        for entry in _codes(basis, sheet, diagnosis, side, assessed):
            coded.setdefault(entry.code, entry)
    return list(coded.values())


def for_service(coded: list[CodedDiagnosis], kinds: set[str]) -> list[CodedDiagnosis]:
    """The diagnoses that services of these kinds treat; where none is known to, those of the injected problem."""
    fitting = [d for d in coded if kinds & d.services]
    return fitting or [d for d in coded if d.injected and not d.services]


def mapped_code(basis: Basis, concept: str, site: str | None, side: str) -> str | None:
    """The code of a concept on the date, most exact site and side first; None where the table has none."""
    best: tuple[int, str] | None = None
    for row in basis.tables.of_concept(concept):
        if row["site"] not in ("", site or "") or row["side"] not in ("", side):
            continue
        if not in_force(row, basis.iso):
            continue
        rank = 2 * bool(row["site"]) + bool(row["side"])
        if best is None or rank > best[0]:
            best = (rank, row["code"])
    return best[1] if best else None


def _of_the_earlier_set(basis: Basis, sheet: Sheet, assessed: list[Diagnosis]) -> list[CodedDiagnosis]:
    """ICD-9-CM: the code the clinician printed, else the one of the words; no list of that code set is held."""
    known = {row["concept"]: row["code"] for row in basis.tables["icd9_diagnoses"]}
    coded: dict[str, CodedDiagnosis] = {}
    for diagnosis in assessed:
        mapped, written = known.get(diagnosis.concept), (diagnosis.written_code or "").upper()
        own = bool(ICD9.fullmatch(written))
        if own and (mapped is None or written[:3] == mapped[:3]):
            code, says = written, "stated with its code (ICD-9-CM)"
        elif mapped is None:
            sheet.ask(
                EARLIER_SET_ASKED,
                "The service lies before 2015-10-01, and no code of that code set is known for the words.",
                diagnosis.evidence,
                decides=False,
            )
            continue
        elif written:
            code, says = mapped, f"the words give {mapped} (ICD-9-CM), not the {written} that is printed beside them"
        else:
            code, says = mapped, f"stated: {diagnosis.concept.replace('_', ' ')} (ICD-9-CM)"
        coded.setdefault(code, _coded(basis, code, diagnosis, "icd9_diagnosis", says))
    return list(coded.values())


def _stated(basis: Basis, assessed: list[Diagnosis]) -> list[tuple[Diagnosis, str]]:
    """Each diagnosis with its side; right and left of one concept become `bilateral` where a code says so."""
    sides: dict[tuple[str, str | None], set[Side]] = {}
    for diagnosis in assessed:
        sides.setdefault((diagnosis.concept, diagnosis.site), set()).add(diagnosis.side)
    stated: list[tuple[Diagnosis, str]] = []
    for diagnosis in assessed:
        both = {"left", "right"} <= sides[diagnosis.concept, diagnosis.site]
        if both and _rows(basis, diagnosis.concept, side="bilateral"):
            stated.append((diagnosis, "bilateral"))
        else:
            stated.append((diagnosis, diagnosis.side))
    return stated


def _rows(basis: Basis, concept: str, *, site: str | None = None, side: str | None = None) -> list[Row]:
    return [
        row
        for row in basis.tables.of_concept(concept)
        if (site is None or row["site"] == site) and (side is None or row["side"] == side) and in_force(row, basis.iso)
    ]


def _has_muscle_sites(basis: Basis, concept: str) -> bool:
    """Whether the concept is muscle pain, which the code set tells apart by muscle."""
    return any(row["site"] == MASTICATION for row in basis.tables.of_concept(concept))


def _codes(
    basis: Basis, sheet: Sheet, diagnosis: Diagnosis, side: str, assessed: list[Diagnosis]
) -> list[CodedDiagnosis]:
    if _rows(basis, diagnosis.concept, site=MASTICATION):
        return _muscle_pain(basis, sheet, diagnosis, assessed)
    code, rule, says = _single_code(basis, diagnosis, side)
    if code is None:
        if diagnosis.written_code:
            sheet.ask(
                "Which diagnosis does the clinician mean?",
                f"{diagnosis.written_code} is not valid on the date, and the words give no valid code.",
                diagnosis.evidence,
                decides=False,
            )
        return []
    return [_coded(basis, code, diagnosis, rule, says)]


def _single_code(basis: Basis, diagnosis: Diagnosis, side: str) -> tuple[str | None, str, str]:
    """The code of one diagnosis: the printed one where it is valid and agrees with the words, else what they give."""
    mapped = mapped_code(basis, diagnosis.concept, diagnosis.site, side)
    written = diagnosis.written_code.upper() if diagnosis.written_code else None
    if written is None:
        return mapped, "diagnosis", f"stated: {diagnosis.concept.replace('_', ' ')}"
    valid = basis.needs.diagnosis_valid(written, basis.day) if basis.day else None
    if valid and (mapped is None or written[:3] == mapped[:3]):
        return written, "diagnosis", "stated with its code, which is valid on the date"
    if mapped and not valid:
        return mapped, "dead_diagnosis", f"{written} is not valid on the date; the words give {mapped}"
    if mapped:
        return mapped, "diagnosis", f"the words give {mapped}, not the {written} that is printed beside them"
    return None, "diagnosis", ""


def _muscle_pain(basis: Basis, sheet: Sheet, diagnosis: Diagnosis, assessed: list[Diagnosis]) -> list[CodedDiagnosis]:
    """Muscle pain by the site of each injected muscle, or by the site stated where no muscle was injected."""
    codes: dict[str, tuple[str, str]] = {}
    documented = _documented_site(basis, diagnosis, assessed)
    muscles = dict.fromkeys(i.muscle for i in basis.injected) or dict.fromkeys(
        i.muscle for i in basis.encounter.injections if i.status in MEANT
    )
    for muscle in muscles:
        site, by_convention = _muscle_site(basis, muscle, documented)
        code = mapped_code(basis, diagnosis.concept, site, "")
        if code and code not in codes:
            rule = "muscle_pain_convention" if by_convention else "muscle_pain_site"
            codes[code] = (rule, f"stated: {diagnosis.concept.replace('_', ' ')}; injected: {muscle}")
        if by_convention and code != mapped_code(basis, diagnosis.concept, HEAD_AND_NECK[1], ""):
            sheet.convention(
                "trapezius and levator scapulae coded as other site unless the printed code is that of head or neck"
            )
    if not codes and not diagnosis.site:
        regions = [r.name for r in basis.encounter.regions if r.status == "performed"]
        for site in dict.fromkeys(regions):
            if code := mapped_code(basis, diagnosis.concept, site, ""):
                codes[code] = ("muscle_pain_site", f"stated: {diagnosis.concept.replace('_', ' ')}; injected: {site}")
    if not codes and not diagnosis.site:
        needled = [s.target or "" for s in basis.services if s.kind == "dry_needling"]
        names = dict.fromkeys(name for target in needled for name in target.split(" and ") if name)
        for name in names:
            site, _ = _muscle_site(basis, name, documented)
            if code := mapped_code(basis, diagnosis.concept, site, ""):
                codes[code] = ("muscle_pain_site", f"stated: {diagnosis.concept.replace('_', ' ')}; needled: {name}")
    if not codes:
        code = mapped_code(basis, diagnosis.concept, diagnosis.site, "")
        if code:
            codes[code] = ("muscle_pain_site", f"stated: {diagnosis.concept.replace('_', ' ')}")
    written = diagnosis.written_code
    valid = basis.needs.diagnosis_valid(written, basis.day) if written and basis.day else None
    own = written in {row["code"] for row in basis.tables.of_concept(diagnosis.concept)}
    if written and valid and not muscles and (own or not diagnosis.site):
        codes = {written: ("diagnosis", "stated with its code, which is valid on the date")}
    if valid is False:
        codes = {c: ("dead_diagnosis", f"{written} is not valid on the date; {says}") for c, (_, says) in codes.items()}
    return [_coded(basis, code, diagnosis, rule, says) for code, (rule, says) in codes.items()]


def _documented_site(basis: Basis, diagnosis: Diagnosis, assessed: list[Diagnosis]) -> str | None:
    """Head or neck where the clinician printed the code of that site for this pain, and of no other.

    Words do not place it: "neck pain" is said of the trapezius, which reaches the shoulder blade, as of the neck's own.
    """
    printed = {d.written_code for d in assessed if d.concept == diagnosis.concept}
    rows = [row for row in basis.tables.of_concept(diagnosis.concept) if row["code"] in printed]
    sites = {row["site"] for row in rows if row["site"] and in_force(row, basis.iso)} - {MASTICATION}
    return HEAD_AND_NECK[1] if sites and sites <= set(HEAD_AND_NECK) else None


def _muscle_site(basis: Basis, muscle: str, documented: str | None) -> tuple[str, bool]:
    """The site of a muscle for the code set, and whether a convention decided it."""
    entry = basis.needs.muscle(muscle)
    if entry is None:
        return OTHER_SITE, False
    if entry.group == MASTICATION:
        return MASTICATION, False
    by_document = any(row["muscle"] == muscle for row in basis.tables["muscle_pain_sites"])
    spans = entry.anatomic_region is None and bool(set(HEAD_AND_NECK) & set(entry.region_alt))
    if by_document or spans:
        return documented or OTHER_SITE, True
    if entry.anatomic_region in HEAD_AND_NECK:
        return str(entry.anatomic_region), False
    return OTHER_SITE, False


def _coded(basis: Basis, code: str, diagnosis: Diagnosis, rule: str, says: str) -> CodedDiagnosis:
    services = basis.tables.services_for(diagnosis.concept)
    reason = basis.tables.reason(rule, f"{code}: {says}", diagnosis.evidence)
    return CodedDiagnosis(code, diagnosis.concept, services, diagnosis.injected, (reason,))

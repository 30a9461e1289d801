"""Which codes do the other services of the encounter support: joints, tendons, nerves, needles, toxin, imaging?"""

from __future__ import annotations

from tautband.coding.basis import Basis, Draft, Sheet
from tautband.coding.needs import places_of
from tautband.coding.wording import words_match
from tautband.model.encounter import OtherService, Side
from tautband.rulebook.code_tables import Row, in_force, listed
from tautband.rulebook.counting import injected_blind

EMG_GUIDANCE = "emg_guidance"
GUIDANCE = ("ultrasound_guidance", "fluoroscopic_guidance", EMG_GUIDANCE)
OUTSIDE = ("vaccination", "surgery", "other", "hydrodissection")
"""Services that no table codes: they are named as left off, and nothing is asked."""


def service_lines(basis: Basis, sheet: Sheet) -> list[Draft]:
    """One line a service and side, in the order of the note; questions and refusals go to `sheet`.

    Imaging guidance is `guidance_lines`' work, joints of the spine without imaging that of `trigger_points`.
    """
    lines: list[Draft] = []
    for service in _merged(basis.services):
        if service.kind in GUIDANCE or _is_trigger_point(service):
            continue
        if service.kind == "infiltration":
            sheet.convention(basis.tables.citation("infiltration").says or "infiltration is not coded")
        elif _bundled_needling(basis, sheet, service):
            continue
        else:
            lines.extend(_lines(basis, sheet, service))
    return _both_sides(basis, lines)


def text_of(basis: Basis, service: OtherService) -> str:
    """The words that pick a code: the target, and for a toxin also what it treats."""
    text = (service.target or "").lower()
    if service.kind == "botulinum":
        concepts = [d.concept for d in basis.encounter.diagnoses if d.status == "assessed"]
        text = " ".join([text, *(concept.replace("_", " ") for concept in concepts)])
    return text


def _treated(basis: Basis, service: OtherService) -> str:
    """The diagnoses that a service treats: they name the joint or bursa where its own words do not."""
    treats = {row["concept"]: listed(row["services"]) for row in basis.tables["diagnosis_services"]}
    stated = [d for d in basis.encounter.diagnoses if d.status == "assessed"]
    fitting = [d for d in stated if service.kind in treats.get(d.concept, ()) and _sides_meet(d.side, service.side)]
    return " ".join(d.concept.replace("_", " ") for d in fitting)


def _is_trigger_point(service: OtherService) -> bool:
    """A sacroiliac or facet injection without imaging is coded with the trigger points (R36)."""
    return injected_blind(service)


def _merged(services: tuple[OtherService, ...]) -> list[OtherService]:
    """Muscles needled dry are one service: their numbers add up."""
    needled = [s for s in services if s.kind == "dry_needling"]
    if len(needled) < 2:
        return list(services)
    total = sum(s.count or 1 for s in needled)
    evidence = tuple(dict.fromkeys(e for s in needled for e in s.evidence))
    targets = " and ".join(dict.fromkeys(s.target for s in needled if s.target)) or None
    one = needled[0].model_copy(update={"count": total, "evidence": evidence, "target": targets})
    return [one if s is needled[0] else s for s in services if s is needled[0] or s.kind != "dry_needling"]


def _bundled_needling(basis: Basis, sheet: Sheet, service: OtherService) -> bool:
    """Dry needling of a muscle that was also injected is inside the injection."""
    if service.kind != "dry_needling" or not basis.injected:
        return False
    target = (service.target or "").lower()
    others = [i for i in basis.injected if not (i.muscle in target and _sides_meet(i.side, service.side))]
    if target and len(others) == len(basis.injected):
        return False
    for row in basis.tables["service_codes"]:
        if row["kind"] == service.kind and in_force(row, basis.iso):
            because = "the muscle needled dry was injected too: the needling is inside the injection"
            sheet.refuse(basis.tables.refusal("pair", row["code"], because, service.evidence))
    return True


def _sides_meet(one: Side, other: Side) -> bool:
    return one == other or "unspecified" in (one, other)


def _lines(basis: Basis, sheet: Sheet, service: OtherService) -> list[Draft]:
    text = text_of(basis, service)
    guided = _guidance_that_counts(service)
    of_kind = [r for r in basis.tables["service_codes"] if service.kind in listed(r["kind"])]
    known = _best(of_kind, text) or _best(of_kind, f"{text} {_treated(basis, service)}")
    rows = [r for r in known if in_force(r, basis.iso)]
    if known and not rows:
        because = f"{_name(service)}: the code was not in force on the date"
        sheet.refuse(basis.tables.refusal("code_not_in_force", known[0]["code"], because, service.evidence))
        return []
    fitting = [r for r in rows if not r["guided"] or guided in listed(r["guided"])]
    if not fitting:
        _unsupported(basis, sheet, service, rows)
        return []
    if service.kind == "intramuscular_injection" and basis.in_facility:
        because = "in a facility its staff gives the injection, and the facility bills it"
        sheet.refuse(basis.tables.refusal("intramuscular_facility", fitting[0]["code"], because, service.evidence))
        return []
    counted = [r for r in fitting if _counts(r, service.count)]
    if service.count is None and any(r["count_from"] and r["add_on"] == "0" for r in fitting):
        asks = f"How many muscles or levels were treated ({_name(service)})?"
        sheet.ask(asks, "The code depends on it.", service.evidence)
        counted = [r for r in fitting if _counts(r, 1)]
    return [_line(basis, service, row) for row in counted]


def _best(rows: list[Row], text: str) -> list[Row]:
    """The rows whose phrase is the longest that stands in the text; rows without a phrase fit any text."""

    def score(row: Row) -> tuple[int, int]:
        if row["also"] and row["also"] not in text:
            return (-1, -1)
        matched = [len(phrase) for phrase in listed(row["phrases"]) if words_match(phrase, text)]
        if row["phrases"] and not matched:
            return (-1, -1)
        return (1 if row["also"] else 0, max(matched, default=0))

    best = max((score(row) for row in rows), default=(-1, -1))
    return [row for row in rows if score(row) == best and best >= (0, 0)]


def _guidance_that_counts(service: OtherService) -> str:
    """Ultrasound counts only with a stored image (R12); without one the service is coded as unguided."""
    if service.guided == "ultrasound" and not service.image_saved:
        return "none"
    return service.guided or "none"


def _counts(row: Row, count: int | None) -> bool:
    number = 1 if count is None else count
    low, high = row["count_from"], row["count_to"]
    return (not low or int(low) <= number) and (not high or number <= int(high))


def _line(basis: Basis, service: OtherService, row: Row) -> Draft:
    rule = next(r["rule"] for r in basis.tables["service_rules"] if r["kind"] == service.kind)
    line = Draft(row["code"], service.kind, evidence=service.evidence, apart=service.separate_site)
    line.why.append(basis.tables.reason(rule, f"{_name(service)}: {row['code']}", service.evidence))
    line.guidance_inside = row["guidance_inside"] == "1"
    line.spots = [(service.side, frozenset(listed(row["region"])) or _regions_of_muscles(basis, service))]
    if row["sided"] == "1" and (modifier := side_modifier(basis, service.side, (service.target or "").lower())):
        line.modifiers.append(modifier)
    return line


def _regions_of_muscles(basis: Basis, service: OtherService) -> frozenset[str]:
    """The regions of the muscles needled dry; none where the table lacks one of them, for that one may lie anywhere."""
    if service.kind != "dry_needling" or not service.target:
        return frozenset()
    sites = [basis.needs.muscle(name) for name in service.target.split(" and ")]
    return frozenset().union(*(places_of(site) for site in sites if site)) if all(sites) else frozenset()


def side_modifier(basis: Basis, side: Side, text: str) -> str | None:
    """LT or RT, or the modifier of the finger or toe that the text names."""
    best: Row | None = None
    for row in basis.tables["side_modifiers"]:
        fits = row["side"] == side and (not row["phrase"] or words_match(row["phrase"], text))
        if fits and (best is None or len(row["phrase"]) > len(best["phrase"])):
            best = row
    return best["modifier"] if best else None


def _both_sides(basis: Basis, lines: list[Draft]) -> list[Draft]:
    """One code on both sides is one line with 50 where the fee schedule's bilateral indicator is 1, else stays two."""
    sides = {basis.tables.named("left"), basis.tables.named("right")}
    kept: list[Draft] = []
    for line in lines:
        twin = next((k for k in kept if k.code == line.code and {*k.modifiers, *line.modifiers} == sides), None)
        if twin is None or basis.day is None or basis.needs.bilateral(line.code, basis.day) != "1":
            kept.append(line)
            continue
        twin.modifiers = [basis.tables.named("both_sides")]
        twin.spots += line.spots
        twin.why.extend(line.why)
        twin.evidence += line.evidence
    return kept


def _unsupported(basis: Basis, sheet: Sheet, service: OtherService, rows: list[Row]) -> None:
    """Say why a service has no line: it needs imaging that is not shown, or its words pick no code."""
    name, evidence = _name(service), service.evidence
    for row in rows:
        because = f"{name}: the code needs imaging that the note does not show"
        sheet.refuse(basis.tables.refusal("unguided_only", row["code"], because, evidence))
    if service.kind == "sacroiliac_injection":
        because = str(basis.tables.citation("sacroiliac_ultrasound").says)
        sheet.ask("Was the sacroiliac joint injected under fluoroscopy or CT?", because, evidence)
    elif rows or service.kind not in OUTSIDE:
        sheet.ask(f"What exactly was treated, and how was it guided ({name})?", "The words pick no code.", evidence)
    else:
        sheet.convention(f"a service outside what is coded here: {service.kind.replace('_', ' ')}")


def _name(service: OtherService) -> str:
    kind = service.kind.replace("_", " ")
    target = f", {service.target}" if service.target else ""
    side = f", {service.side}" if service.side != "unspecified" else ""
    return f"{kind}{target}{side}"

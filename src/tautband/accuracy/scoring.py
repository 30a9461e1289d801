"""Scores predictions against labelled notes, field by field.

Drug lines are compared as the record shows their doses, whether or not the claim keeps them, as the labels list them.
Documentation elements and muscles are scored on notes where a trigger point injection was done, as the labelling rules
ask; agents and history on every note. A code is over-coded when it stands higher than the gold's: 20553 over 20552, or
any trigger point code where the gold has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any

from tautband.accuracy.gold import Labelled, labelled_notes
from tautband.accuracy.report import Error, Report
from tautband.coding.diagnoses import ICD10_FROM
from tautband.model.coding import Coding
from tautband.model.encounter import Encounter

Predict = Callable[[str, str | None, str | None, date | None, str | None], tuple[Encounter, Coding | None]]

TOLERANCE = 0.051
TRIGGER_POINT_CODES = ("20552", "20553")
HISTORY = ("prior_sessions_12mo", "last_session_date", "last_relief_percent", "last_relief_weeks")


def score(gold_path: Path, predict: Predict, *, by_style: bool = False) -> Report:
    """Run `predict` (text, payer, state, date, place of service) over every labelled note and score what it answers.

    Without a Coding (None) only the encounter's fields are scored. `by_style` keeps the figures of each style of note
    as well. Raises InputError for a gold file that is none.
    """
    report = Report()
    for note in labelled_notes(gold_path, scored=True):
        encounter, coding = predict(note.text, note.payer, note.state, note.date_of_service, note.place_of_service)
        parts = [report, report.styles.setdefault(note.style, Report())] if by_style else [report]
        for part in parts:
            part.notes += 1
            score_encounter(part, note, encounter)
            if coding is not None:
                score_coding(part, note, coding)
    return report


def score_encounter(report: Report, note: Labelled, encounter: Encounter) -> None:
    """Performed, muscles with sides, counts, agents, documentation and history."""
    gold = note.gold
    done = bool(gold["tpi_performed"])
    right = bool(encounter.procedure_performed) == done
    report.count("procedure_performed", right)
    if not right:
        words = tuple(e.text for e in encounter.performed_evidence)
        report.errors.append(
            Error(note.id, "procedure_performed", str(done), str(encounter.procedure_performed), words)
        )
    words_of = {
        (i.muscle, i.side): tuple(e.text for e in i.evidence) for i in encounter.injections if i.status == "performed"
    }
    compare(
        report,
        note.id,
        "muscle and side",
        {(i["muscle"], i["side"]) for i in gold["injected"]},
        set(words_of),
        words_of,
    )
    sites = {(i["muscle"], i["side"]): i["sticks"] for i in gold["injected"]}
    for injection in encounter.injections:
        key = (injection.muscle, injection.side)
        if key in sites:
            same = sites[key] == injection.trigger_points
            report.count("trigger points of a muscle", same)
            if not same:
                report.errors.append(
                    Error(
                        note.id,
                        "trigger points",
                        f"{key} {sites[key]}",
                        str(injection.trigger_points),
                        words_of.get(key, ()),
                    )
                )
    score_agents(report, note, encounter)
    if done:
        score_documentation(report, note, encounter)
    for name in HISTORY:
        want, got = gold["history"].get(name), getattr(encounter.history, name)
        same = str(want) == str(got) if name == "last_session_date" else want == got
        tally(report, note.id, f"history {name}", want, got, same, tuple(e.text for e in encounter.history.evidence))


def tally(report: Report, note: str, field: str, want: Any, got: Any, same: bool, words: tuple[str, ...]) -> None:
    """Score one value that may be absent on either side."""
    if want is None and got is None:
        return
    entry = report.fields[field]
    entry.hits += same
    entry.extra += got is not None and not same
    entry.missed += want is not None and not same
    if not same:
        report.errors.append(Error(note, field, str(want), str(got), words))


def compare(
    report: Report,
    note: str,
    field: str,
    want: set[Any],
    got: set[Any],
    words: dict[Any, tuple[str, ...]] | None = None,
) -> None:
    """Score a set against the gold's set, each member on its own."""
    entry = report.fields[field]
    entry.hits += len(want & got)
    entry.extra += len(got - want)
    entry.missed += len(want - got)
    for member in sorted(got - want, key=str):
        report.errors.append(Error(note, field, "-", str(member), (words or {}).get(member, ())))
    for member in sorted(want - got, key=str):
        report.errors.append(Error(note, field, str(member), "-"))


def score_agents(report: Report, note: Labelled, encounter: Encounter) -> None:
    """Drug, strength, millilitres and milligrams together: one agent is right when all four are."""
    got: dict[Hashable, tuple[str, ...]] = {}
    merged: dict[tuple[str, str | None], list[Any]] = {}
    for agent in encounter.agents:
        entry = merged.setdefault((agent.drug, agent.concentration), [0.0, 0.0, []])
        entry[0] = None if entry[0] is None or agent.volume_ml is None else entry[0] + agent.volume_ml
        entry[1] = None if entry[1] is None or agent.mass_mg is None else entry[1] + agent.mass_mg
        entry[2] += [e.text for e in agent.evidence]
    want = {(a["drug"], a["concentration"], a["ml"], a["mg"]) for a in note.gold["agents"]}
    for (drug, strength), (ml, mg, words) in merged.items():
        match = next(
            (
                w
                for w in want
                if same_drug(w[0], drug) and same_strength(w[1], strength) and near(w[2], ml) and near(w[3], mg)
            ),
            None,
        )
        got[match or (drug, strength, ml, mg)] = tuple(words)
    compare(report, note.id, "agent", want, set(got), got)


SALINE = {"saline", "normal saline", "sodium chloride"}
UNITS = re.compile(r"([\d.]+) ?(?:(mg)|units?|u) ?(?:/|per) ?([\d.]+)? ?(?:ml|cc)", re.IGNORECASE)


def same_strength(gold: str | None, strength: str | None) -> bool:
    """Whether two strengths are one: "5 units/0.1 mL" is "50 units/mL", "40 mg/cc" is "40 mg/mL"."""
    if gold == strength or gold is None or strength is None:
        return gold == strength
    one, other = UNITS.fullmatch(gold), UNITS.fullmatch(strength)
    if one is None or other is None or (one[2] is None) != (other[2] is None):
        return False
    return near(*(float(m[1]) / float(m[3] or 1) for m in (one, other)))


def same_drug(gold: str, drug: str) -> bool:
    """Whether two names are one drug: a name may leave out the salt, and saline has several."""
    return (
        gold == drug
        or {gold, drug} <= SALINE
        or (drug.startswith(gold + " ") and "with" not in drug)
        or (gold.startswith(drug + " ") and "with" not in gold)
    )


def near(one: float | None, other: float | None) -> bool:
    """Whether two amounts agree within rounding, or both are absent."""
    if one is None or other is None:
        return one is other
    return abs(one - other) < TOLERANCE


def score_documentation(report: Report, note: Labelled, encounter: Encounter) -> None:
    """Each documentation element, and all of them together."""
    for element, want in note.gold["documentation"].items():
        stated = encounter.documentation.get(element)
        got = bool(stated and stated.present)
        for field in ("documentation", f"documentation {element}"):
            entry = report.fields[field]
            entry.hits += want and got
            entry.extra += got and not want
            entry.missed += want and not got
        if got != want:
            words = tuple(e.text for e in stated.evidence) if stated else ()
            report.errors.append(Error(note.id, f"documentation {element}", str(want), str(got), words))


def score_coding(report: Report, note: Labelled, coding: Coding) -> None:
    """Trigger point code, status, other codes, drug lines and diagnoses."""
    gold = note.gold
    lines = {line.code: line for line in coding.lines}
    got = next((code for code in TRIGGER_POINT_CODES[::-1] if code in lines), None)
    want = gold["tpi_code"]
    supported = want or gold.get("supported_now")
    status = {"yes": "coded", "query": "query", "no": None}[gold["codeable"]]
    if gold["codeable"] == "yes":
        report.count("exact code, codeable notes", got == want and coding.status == "coded")
    report.count("trigger point code", got == supported)
    report.count("query raised", (coding.status == "query") == (status == "query"))
    if got is not None and (supported is None or got > supported):
        report.overcoded.append(note.id)
    if supported is not None and (got is None or got < supported):
        report.undercoded.append(note.id)
    if got != supported:
        report.errors.append(Error(note.id, "trigger point code", str(supported), str(got), reasons(lines, got)))
    banned = sorted(set(gold["must_not_bill"]) & billed(coding))
    if supported in banned:
        banned.remove(supported)
    report.count("nothing billed that must not be", not banned)
    for code in banned:
        report.errors.append(Error(note.id, "must not bill", "-", code))
    drugs = {item["code"] for item in gold["hcpcs"]}
    known = {line.code for line in coding.lines if line.code[0] in "JQS"}
    given = {(line.code, float(line.units)) for line in coding.lines if line.code in known}
    given |= {(r.code, float(r.units)) for r in coding.refused if r.units is not None}  # paid or not
    compare(report, note.id, "drug line", {(h["code"], float(h["units"])) for h in gold["hcpcs"]}, given)
    others = {code for code in lines if code not in TRIGGER_POINT_CODES and code not in known | drugs}
    compare(report, note.id, "other code", {item["code"] for item in gold["other_codes"]}, others)
    diagnoses = {code for line in coding.lines for code in line.diagnoses} | set(coding.diagnoses)
    if gold["icd10"] or note.date_of_service is None or note.date_of_service >= ICD10_FROM:
        compare(report, note.id, "diagnosis", set(gold["icd10"]), diagnoses)  # labels hold no ICD-9-CM


def billed(coding: Coding) -> set[str]:
    """Every code on the claim, bare and with each of its modifiers."""
    return {line.code for line in coding.lines} | {f"{line.code}-{m}" for line in coding.lines for m in line.modifiers}


def reasons(lines: dict[str, Any], code: str | None) -> tuple[str, ...]:
    """The words a predicted code rests on."""
    if code is None:
        return ()
    return tuple(evidence.text for reason in lines[code].why for evidence in reason.evidence)[:6]

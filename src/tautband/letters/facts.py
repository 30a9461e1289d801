"""The service as the note tells it: muscles and findings, drug and dose, care tried before, earlier sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from tautband.claims.note_history import sessions_told
from tautband.letters import words
from tautband.letters.blocks import Block, Heading, Paragraph, Table
from tautband.letters.matter import Matter
from tautband.letters.record import Quotation
from tautband.letters.words import Quoting, listed
from tautband.model.claim import HistoryEntry
from tautband.model.encounter import Agent, ConservativeCare, Encounter, Injection, PriorSession
from tautband.model.evidence import Evidence
from tautband.rulebook.packed import pack_code

SESSION_CODES = "tpi"
"""The group of codes that a trigger point session is billed by (`policies/code_groups.toml`)."""
ON_RECORD = "Claims on record"
NO_WORDS = "MISSING: no words of the note"
IN_THE_WORDS = "as the words say"
"""Stands where a sentence tells of several treatments at once: whose the length is, its reader sees best."""
_OUTCOMES = {"failed": "failed", "partial": "helped in part", "helped": "helped", "ongoing": "continues"}
_SHORT = {"nsaid": "NSAID", "tens": "TENS"}
_FINDINGS = {
    "taut_band": "taut band",
    "tenderness": "tender point",
    "referred_pain": "referred pain",
    "twitch_response": "local twitch response",
}


def facts(matter: Matter, quoting: Quoting) -> list[Block]:
    """The parts of a letter that tell what was done and why; a part on which the record is silent is left out."""
    told = _Told(matter, quoting)
    return [*_muscles(told), *_care(told), *_sessions(told), *_scores(told)]


class _Told(NamedTuple):
    matter: Matter
    quoting: Quoting

    @property
    def encounter(self) -> Encounter:
        return self.matter.encounter

    def words(self, evidence: Sequence[Evidence]) -> str:
        """The passages behind a fact; a fact without words in the note says so."""
        passages = self.matter.record.quote(evidence, most=2)
        return "\n".join(self.quoting.quote(q) for q in passages) or NO_WORDS


def _muscles(told: _Told) -> Iterator[Block]:
    done = [injection for injection in told.encounter.injections if injection.status == "performed"]
    if not done:
        return
    yield Heading("What was injected")
    findings = any(_found(injection) for injection in done)
    header = ("Muscle", "Side", "Trigger points", *(("Findings",) if findings else ()), "Words of the note")
    rows = tuple(
        (
            " and ".join(i.parts) or i.muscle,
            i.side if i.side != "unspecified" else "not stated",
            str(i.trigger_points) if i.trigger_points is not None else "not stated",
            *((_found(i),) if findings else ()),
            _muscle_words(told, i),
        )
        for i in done
    )
    yield Table(header, rows, (20, 11, 11, 20, 38) if findings else (22, 12, 12, 54))
    agents = [agent for agent in told.encounter.agents if agent.for_service is None]
    if agents:
        yield Table(
            ("Drug", "Amount", "Words of the note"),
            tuple((_drug(a), _dose(a), told.words(a.evidence)) for a in agents),
            (24, 22, 54),
        )


def _muscle_words(told: _Told, injection: Injection) -> str:
    """The words that name the injection, then those of the examination of that muscle."""
    findings = told.matter.record.quote(injection.findings.evidence, most=2) if _found(injection) else ()
    named = told.words(injection.evidence)
    return "\n".join([named, *(told.quoting.quote(passage) for passage in findings)])


def _found(injection: Injection) -> str:
    said = [name for field, name in _FINDINGS.items() if getattr(injection.findings, field)]
    return ", ".join([*said, *([f"{injection.findings.activity} point"] if injection.findings.activity else [])])


def _drug(agent: Agent) -> str:
    name = " ".join(part for part in (agent.drug, agent.concentration) if part)
    return f"{name} with epinephrine" if agent.with_epinephrine else name


def _dose(agent: Agent) -> str:
    doses = [
        f"{value:g} {unit}"
        for value, unit in ((agent.volume_ml, "mL"), (agent.mass_mg, "mg"), (agent.dose_units, "units"))
        if value is not None
    ]
    return ", ".join(doses) or "not stated"


def _care(told: _Told) -> Iterator[Block]:
    care = told.encounter.conservative_care
    if not care:
        return
    yield Heading("Care tried before")
    together: dict[tuple[Quotation, ...], list[ConservativeCare]] = {}
    for entry in care:
        together.setdefault(told.matter.record.quote(entry.evidence, most=2), []).append(entry)
    rows = tuple(
        (
            listed([_treatment(entry) for entry in some]),
            _shared([_weeks(entry.weeks) for entry in some]),
            _shared(sorted(set(map(_outcome, some)))),
            "\n".join(told.quoting.quote(passage, again=True) for passage in passages) or NO_WORDS,
        )
        for passages, some in together.items()
    )
    yield Table(("Treatment", "Length", "Outcome", "Words of the note"), rows, (22, 15, 15, 48))


def _shared(values: Sequence[str]) -> str:
    """The figure of one treatment; of several in one sentence its words alone say whose it is."""
    return values[0] if len(values) == 1 else IN_THE_WORDS


def _treatment(care: ConservativeCare) -> str:
    return _SHORT.get(care.treatment, care.treatment.replace("_", " "))


def _outcome(care: ConservativeCare) -> str:
    return "cannot be given" if care.contraindicated else _OUTCOMES.get(care.outcome, IN_THE_WORDS)


def _sessions(told: _Told) -> Iterator[Block]:
    """Each earlier session once: as the practice's records have it, with the words of the note that tell of it."""
    recorded = _recorded(told)
    found: list[tuple[date | None, tuple[str, ...]]] = []
    history = told.encounter.history
    for session in sessions_told(history):
        same = [e for e in recorded if e.date_of_service == session.date and _agree(e, session)]
        recorded = [entry for entry in recorded if entry not in same]
        last = session.date is not None and session.date == history.last_session_date
        source = told.words((*session.evidence, *(history.evidence if last else ())))
        what = ", ".join((*dict.fromkeys(e.code for e in same), *session.muscles)) or "not stated"
        relief = _percent(session.relief_percent), _weeks(session.relief_weeks)
        found.append((session.date, (what, *relief, f"{source}\n{ON_RECORD}" if same else source)))
    for entry in recorded:
        relief = _percent(entry.relief_percent), _weeks(entry.relief_weeks)
        found.append((entry.date_of_service, (", ".join((entry.code, *entry.muscles)), *relief, ON_RECORD)))
    if found:
        rows = tuple((_day(day), *cells) for day, cells in sorted(found, key=lambda row: (row[0] or date.min, row[1])))
        yield Heading("Earlier sessions and what they brought")
        yield Table(("Date", "Code or muscles", "Relief", "For", "Source"), rows, (19, 17, 11, 12, 41))
    elif told.matter.claim.history is not None:
        yield Heading("Earlier sessions")
        scope = "any practice" if told.matter.claim.history_scope == "all" else "this practice"
        yield Paragraph(f"None is on record, of {scope}.")


def _recorded(told: _Told) -> list[HistoryEntry]:
    """Sessions of the practice's own records, those billed by the codes of a trigger point session."""
    if told.matter.history_told:
        return []
    book = told.matter.rulebook
    codes = book.groups[SESSION_CODES]
    return [
        entry
        for entry in told.matter.claim.history or ()
        if book.holds(codes, np.array([pack_code(entry.code)], np.int32)).any()
    ]


def _agree(entry: HistoryEntry, session: PriorSession) -> bool:
    """Whether record and note say nothing different of one day's relief; where they do, both are shown."""
    percents = {entry.relief_percent, session.relief_percent} - {None}
    weeks = {entry.relief_weeks, session.relief_weeks} - {None}
    return len(percents) < 2 and len(weeks) < 2


def _day(day: date | None) -> str:
    return words.day(day) if day else "not dated"


def _percent(value: float | None) -> str:
    return "not stated" if value is None else f"{value:g} %"


def _weeks(value: float | None) -> str:
    if value is None:
        return "not stated"
    return "1 week" if value == 1 else f"{value:g} weeks"


def _scores(told: _Told) -> Iterator[Block]:
    """The pain scores of the day, before and after, in the note's own words: so the scale shows."""
    named = (("before the injection", "pre_pain_score"), ("after the injection", "post_pain_score"))
    shown = [
        (label, told.words(told.encounter.evidence.get(field, ())))
        for label, field in named
        if getattr(told.encounter, field) is not None
    ]
    if rows := tuple(shown):
        yield Heading("Pain on the day of service")
        yield Table(("Measured", "Words of the note"), rows, (26, 74))

"""The report of an audit: one page that opens anywhere, without a network, without a script, without a patient's id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tautband.audit.practice import Practice, Standing
from tautband.audit.rates import Counted
from tautband.audit.summary import Summary
from tautband.edits.batch import NOT_KNOWN

TEMPLATE = Path(__file__).with_name("report.html.jinja")
MOST_EDITS = 25
MOST_CLINICIANS = 25
BEYOND_BY_CHANCE = 0.025
"""The share of clinicians whose 95 % interval would lie above the rate of all, were all of them alike."""


@dataclass(frozen=True)
class Rate:
    """One line of a table of rates: whose, the counts, and the 95 % interval of the share of lines denied."""

    name: str
    counted: Counted
    low: float
    high: float

    @classmethod
    def of(cls, name: str, counted: Counted) -> Rate:
        """The rate of one payer or clinician."""
        return cls(name, counted, *counted.interval())

    @property
    def share(self) -> float:
        """The share of lines denied."""
        return self.counted.denied / self.counted.lines if self.counted.lines else 0.0


def write_report(summary: Summary, path: Path) -> None:
    """Write `report.html`."""
    path.write_text(page(summary), encoding="utf-8")


def page(summary: Summary) -> str:
    """The page. Ids and names are escaped; figures carry the number they are a share of."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"count": "{:,}".format, "percent": _percent}
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(**_facts(summary))


def above_all(summary: Summary) -> tuple[Rate, list[Rate], int]:
    """The rate of all lines, the clinicians whose whole interval lies above it, furthest first, and how many clinicians
    there are. Lines without an NPI count in the first only.
    """
    overall = Rate.of("all lines", Counted(*summary.rates.counts.sum(axis=0).tolist()))
    named = {npi: counted for npi, counted in summary.rates.clinicians().items() if npi != NOT_KNOWN}
    rates = [Rate.of(f"{npi:010d}", counted) for npi, counted in named.items()]
    above = [rate for rate in rates if rate.low > overall.share]
    return overall, sorted(above, key=lambda rate: -rate.low), len(named)


@dataclass(frozen=True)
class Measure:
    """One habit of all clinicians, and those whose share of it lies above."""

    name: str
    part: int
    whole: int
    above: list[Standing]
    above_in_all: int


MEASURES = (
    ("Injections billed as three muscles and more", "higher", "injections"),
    ("Sessions with a visit billed as separate by the same clinician", "with_visit", "sessions"),
)


def measures(practice: Practice) -> list[Measure]:
    """Each habit that is a share, with the clinicians whose interval lies above the share of all."""
    everyone = practice.in_all()
    found = []
    for name, part, whole in MEASURES:
        above = practice.above(part, whole)
        counts = getattr(everyone, part), getattr(everyone, whole)
        found.append(Measure(name, *counts, above[:MOST_CLINICIANS], len(above)))
    return found


def _facts(summary: Summary) -> dict[str, Any]:
    overall, above, clinicians = above_all(summary)
    speaking = [(edit, c) for edit, c in summary.edits.items() if c["fired"] or c["review"]]
    speaking.sort(key=lambda item: -(item[1]["fired"] + item[1]["review"]))
    return {
        "summary": summary,
        "speaking": speaking[:MOST_EDITS],
        "speaking_in_all": len(speaking),
        "unasked": [(e, c) for e, c in summary.edits.items() if c["not_evaluated"] and not c["evaluated"]],
        "payers": [Rate.of(name, counted) for name, counted in sorted(summary.rates.payers.items())],
        "overall": overall,
        "above": above[:MOST_CLINICIANS],
        "above_in_all": len(above),
        "clinicians": clinicians,
        "practice": summary.practice.in_all(),
        "measures": measures(summary.practice),
        "by_chance": round(clinicians * BEYOND_BY_CHANCE),
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"

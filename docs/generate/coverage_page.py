"""What is covered: payer by payer what is evaluated, on what evidence, and what is known to be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from docs.generate.gaps import gaps
from docs.generate.kind_pages import kind_path
from docs.generate.markdown import Page, bullets, code, counted, document, link, plain, table
from docs.generate.stated import CRITERIA, NATIONAL, Dated, Stated
from docs.generate.timeline_pages import timeline_path
from docs.generate.words import GRADES, spoken

from tautband.model.evidence import EvidenceGrade
from tautband.model.finding import Severity
from tautband.model.policy import Payer

PATH = "reference/coverage.md"


def coverage_page(stated: Stated) -> Page:
    """The page."""
    payers = stated.rulebook.payers.all
    with_own = [payer for payer in payers if _own(stated, payer.id)]
    without = [payer for payer in payers if not _own(stated, payer.id)]
    return Page(
        PATH,
        document(
            "# Coverage",
            "A claim is judged by the national rules, by its payer's own policies, and by those of the payers its "
            "payer follows. What a payer asks and no edit checks is told as `not_evaluated`, never passed over.",
            "## Payers with policies of their own",
            table(_HEADINGS, [_row(stated, payer) for payer in with_own]),
            "## Rules of no payer",
            table(_HEADINGS, [_folder(stated, folder) for folder in (NATIONAL, CRITERIA) if _own(stated, folder)]),
            "## Medicare by contractor",
            "Which contractor's own policy binds depends on where the service was given.",
            _contractors(stated),
            "## Payers known by name only",
            "Their claims are coded, and judged by the national rules; a finding says that no policy of their own was "
            "checked.",
            bullets(_nameless(payer) for payer in without),
            "## What the grades mean",
            table(("Evidence", "Means"), [(grade, GRADES[grade]) for grade in get_args(EvidenceGrade)]),
        ),
    )


_HEADINGS = ("Payer", "Edits", "What is evaluated", "Evidence", "Said and not checked", "Known gaps")


def _own(stated: Stated, payer: str) -> list[Dated]:
    return [dated for dated in stated.revisions if dated.revision.payer == payer]


def _row(stated: Stated, payer: Payer) -> tuple[str, ...]:
    name = link(plain(payer.name), timeline_path(payer.id), PATH)
    follows = f"<br>follows {', '.join(map(plain, payer.follows))}" if payer.follows else ""
    missing = [gap.because for gap in gaps() if gap.payer == payer.id]
    named = f"{name}<br>{code(payer.id)}{follows}"
    return (named, *_cells(_own(stated, payer.id)), _missing(missing, stated, payer.id))


def _folder(stated: Stated, folder: str) -> tuple[str, ...]:
    return (link(folder, timeline_path(folder), PATH), *_cells(_own(stated, folder)), _missing([], stated, folder))


def _cells(revisions: Sequence[Dated]) -> tuple[str, str, str, str]:
    statements = [statement for dated in revisions for statement in dated.statements]
    severities = Counter(statement.severity for statement in statements)
    counts = ", ".join(f"{severities[s]} {s}" for s in get_args(Severity) if severities[s])
    kinds = sorted({statement.edit.kind for statement in statements})
    grades = Counter(statement.grade for statement in statements)
    silent = sum(len(dated.revision.silent) for dated in revisions)
    return (
        counts or "none",
        ", ".join(link(spoken(kind), kind_path(kind), PATH) for kind in kinds),
        ", ".join(f"{grades[g]} {g}" for g in get_args(EvidenceGrade) if grades[g]),
        ", ".join(link(counted(len(d.revision.silent), "rule"), d.path, PATH, "not-checked") for d in revisions
                  if d.revision.silent) if silent else "",
    )  # fmt: skip


def _missing(known: Sequence[str], stated: Stated, payer: str) -> str:
    undated = [dated.name for dated in _own(stated, payer) if dated.revision.first_service_date is None]
    partial = [dated.name for dated in _own(stated, payer) if not dated.revision.complete]
    parts = [plain(because) for because in dict.fromkeys(known)]
    parts += [f"start not known: {', '.join(map(code, dict.fromkeys(undated)))}"] if undated else []
    parts += [f"read in part: {', '.join(map(code, dict.fromkeys(partial)))}"] if partial else []
    return "<br>".join(parts)


def _contractors(stated: Stated) -> str:
    rows = []
    by_contractor: dict[tuple[str, str], list[str]] = {}
    for mac in stated.tables.jurisdictions.all():
        by_contractor.setdefault((mac.contractor_name or mac.contractor, mac.jurisdiction), []).append(mac.mac)
    for (contractor, jurisdiction), macs in sorted(by_contractor.items()):
        known = [stated.tables.jurisdictions.get(mac) for mac in macs]
        states = sorted({state for mac in known if mac for state in mac.states})
        adopted = [
            f"{link(a.lcd, dated.path, PATH)} from {a.since}"
            for dated in stated.revisions
            for a in dated.revision.adopted
            if set(a.macs) & set(macs)
        ]
        missing = [plain(gap.because) for gap in gaps() if set(gap.macs) & set(macs)]
        rows.append(
            (f"{plain(contractor)} {plain(jurisdiction)}", ", ".join(states), "<br>".join(adopted) or "none held",
             "<br>".join(missing))
        )  # fmt: skip
    return table(("Contractor", "States", "Policy held", "Known gaps"), rows)


def _nameless(payer: Payer) -> str:
    follows = f", follows {', '.join(map(plain, payer.follows))}" if payer.follows else ""
    return f"{plain(payer.name)} ({code(payer.id)}{follows})"



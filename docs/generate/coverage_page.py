"""What is covered: payer by payer what is evaluated, on what evidence, and what is known to be missing."""

from __future__ import annotations

from typing import get_args

from docs.generate.gaps import gaps
from docs.generate.kind_pages import kind_path
from docs.generate.markdown import Page, bullets, code, document, link, plain, table
from docs.generate.policy_pages import payer_in_words
from docs.generate.stated import CRITERIA, NATIONAL, Dated, Stated
from docs.generate.timeline_pages import timeline_path
from docs.generate.words import GRADES, spoken
from tautband.model.evidence import EvidenceGrade
from tautband.model.policy import Payer

PATH = "reference/coverage.md"


def coverage_page(stated: Stated) -> Page:
    """The page."""
    payers = stated.rulebook.payers.all
    with_own = [payer for payer in payers if _own(stated, payer.id)]
    without = [payer for payer in payers if not _own(stated, payer.id)]
    folders = [folder for folder in (NATIONAL, CRITERIA) if _own(stated, folder)]
    owners = [*folders, *(payer.id for payer in with_own)]
    return Page(
        PATH,
        document(
            "# Coverage",
            "A claim is judged by the national rules, by its payer's own policies, and by those of the payers its "
            "payer follows. What a payer asks and no edit checks is told as `not_evaluated`, never passed over.",
            table(_HEADINGS, [_row(stated, owner) for owner in owners]),
            "## What the grades mean",
            table(("Evidence", "Means"), [(grade, GRADES[grade]) for grade in get_args(EvidenceGrade)]),
            "## Medicare by contractor",
            "Which contractor's own policy binds depends on where the service was given.",
            _contractors(stated),
            "## Payer by payer",
            *(_section(stated, owner) for owner in owners),
            "## Payers known by name only",
            "Their claims are coded, and judged by the national rules; a finding says that no policy of their own was "
            "checked.",
            bullets(_nameless(payer) for payer in without),
        ),
    )


_HEADINGS = ("Payer", "Edits that deny", "that warn or inform", "On evidence", "Said, not checked", "Known gaps")


def _own(stated: Stated, owner: str) -> list[Dated]:
    return [dated for dated in stated.revisions if dated.revision.payer == owner]


def _row(stated: Stated, owner: str) -> tuple[str, ...]:
    revisions = _own(stated, owner)
    statements = [statement for dated in revisions for statement in dated.statements]
    grades = {statement.grade for statement in statements}
    deny = sum(statement.severity == "deny" for statement in statements)
    return (
        link(payer_in_words(stated, owner), PATH, PATH, owner),
        str(deny),
        str(len(statements) - deny),
        ", ".join(grade for grade in get_args(EvidenceGrade) if grade in grades),
        str(sum(len(dated.revision.silent) for dated in revisions)),
        str(len(_missing(stated, owner))),
    )


def _section(stated: Stated, owner: str) -> str:
    revisions = _own(stated, owner)
    kinds = sorted({statement.edit.kind for dated in revisions for statement in dated.statements})
    followed = next((payer.follows for payer in stated.rulebook.payers.all if payer.id == owner), ())
    silent = [
        f"{link(plain(dated.revision.title), dated.path, PATH, 'not-checked')} ({len(dated.revision.silent)})"
        for dated in revisions
        if dated.revision.silent
    ]
    lines = [
        ("Evaluated", ", ".join(link(spoken(kind), kind_path(kind), PATH) for kind in kinds)),
        ("Also bound by", ", ".join(payer_in_words(stated, payer) for payer in followed)),
        ("Policies", ", ".join(f"{link(code(d.name), d.path, PATH)} {d.dates}" for d in revisions)),
        ("Said and not checked", ", ".join(silent)),
        ("Known gaps", "; ".join(_missing(stated, owner))),
        ("History", link("timeline", timeline_path(owner), PATH)),
    ]
    heading = f"### {payer_in_words(stated, owner)} {{#{owner}}}"
    return document(heading, bullets(f"**{name}:** {words}" for name, words in lines if words))


def _missing(stated: Stated, owner: str) -> list[str]:
    revisions = _own(stated, owner)
    undated = [dated.name for dated in revisions if dated.revision.first_service_date is None]
    partial = [dated.name for dated in revisions if not dated.revision.complete]
    return [
        *dict.fromkeys(plain(gap.because) for gap in gaps() if gap.payer == owner),
        *(f"the start of {code(name)} is not known" for name in dict.fromkeys(undated)),
        *(f"{code(name)} was read in part" for name in dict.fromkeys(partial)),
    ]


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

"""A page for each revision of each policy: its edits in words, and its examples with the outcomes computed today."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.claims_in_words import claim_in_words
from docs.generate.kind_pages import kind_path, sentence
from docs.generate.markdown import Page, bullets, cited, code, counted, document, facts, link, listed, plain, table
from docs.generate.parameters_in_words import parameters_in_words
from docs.generate.stated import CRITERIA, NATIONAL, Dated, Stated, Statement
from docs.generate.words import GRADES, LIABILITY, REMEDIES, SEVERITIES, spoken

INDEX = "reference/policies/index.md"


def policy_pages(stated: Stated) -> Iterator[Page]:
    """The index of policies and a page for each revision."""
    yield Page(INDEX, _index(stated))
    for dated in stated.revisions:
        yield Page(dated.path, _revision(stated, dated))


def _index(stated: Stated) -> str:
    sections = []
    for payer in dict.fromkeys(dated.revision.payer for dated in stated.revisions):
        rows = [
            (
                link(plain(dated.revision.title), dated.path, INDEX),
                dated.dates,
                str(len(dated.statements)),
                spoken(dated.revision.evidence),
            )
            for dated in stated.revisions
            if dated.revision.payer == payer
        ]
        heading = f"## {payer_in_words(stated, payer)}"
        sections.append(document(heading, table(("Policy", "Dates of service", "Edits", "Evidence"), rows)))
    opening = (
        "Every revision of every policy the program holds. The date of service picks the revision: nothing here is "
        f"“current”. {counted(len(stated.revisions), 'revision')}, {counted(len(stated.statements), 'edit')}."
    )
    return document("# Policies", opening, *sections)


def payer_in_words(stated: Stated, payer: str) -> str:
    """The name of a payer; a sentence for the folders that belong to none."""
    if payer == NATIONAL:
        return "National rules, which bind every claim they speak of"
    if payer == CRITERIA:
        return "Criteria sets, which bind claims of plans that adopted them"
    return next((plain(known.name) for known in stated.rulebook.payers.all if known.id == payer), plain(payer))


def _revision(stated: Stated, dated: Dated) -> str:
    revision = dated.revision
    return document(
        f"# {plain(revision.title)}",
        f"{link('Policies', INDEX, dated.path)} · {code(dated.name)}, {dated.dates}",
        _about(stated, dated),
        _neighbours(stated, dated),
        _adoptions(dated),
        *(_edit(stated, dated, statement) for statement in dated.statements),
        _silent(dated),
    )


def _about(stated: Stated, dated: Dated) -> str:
    revision = dated.revision
    perhaps = (
        f"It may have begun on {revision.perhaps_from}: from then until its first known day a person decides"
        if revision.perhaps_from
        else ""
    )
    undated = "" if revision.first_service_date else "The first day is not known, so nothing here denies: it warns"
    return facts(
        [
            ("Payer", payer_in_words(stated, revision.payer)),
            ("Dates of service", "; ".join(filter(None, (dated.dates, perhaps, undated)))),
            ("States", ", ".join(revision.states)),
            ("Binds", _binding(dated)),
            ("Source", cited(revision.source)),
            ("Evidence", f"{revision.evidence}: {GRADES[revision.evidence]}"),
            ("Read in full", "" if revision.complete else "no: claims are still told that the rest was not checked"),
        ]
    )


def _binding(dated: Dated) -> str:
    if dated.revision.binds == "ncci_adopters":
        return "payers that use the national edits; where that is not known it warns"
    return "" if dated.revision.binds_followers else "this payer alone, not those that follow it"


def _neighbours(stated: Stated, dated: Dated) -> str:
    others = [
        f"**{other.start}**" if other is dated else link(other.start, other.path, dated.path)
        for other in stated.revisions
        if other.name == dated.name
    ]
    return f"Revisions of this policy: {', '.join(others)}." if len(others) > 1 else ""


def _adoptions(dated: Dated) -> str:
    rows = [
        (plain(a.contractor), a.lcd, a.article or "not known", ", ".join(a.macs), f"from {a.since}")
        for a in dated.revision.adopted
    ]
    if not rows:
        return ""
    return "## Who adopted it\n\n" + table(("Contractor", "LCD", "Article", "MAC numbers", "Dates of service"), rows)


def _edit(stated: Stated, dated: Dated, statement: Statement) -> str:
    edit = statement.edit
    kind = link(code(edit.kind), kind_path(edit.kind), dated.path)
    return document(
        f"## {edit.id} {{#{statement.anchor}}}",
        f"*{plain(sentence(edit.kind))}.* Kind: {kind}.",
        facts(
            [
                ("Asks", "<br>".join(parameters_in_words(stated, edit, dated.path))),
                ("When broken", _when_broken(dated, statement)),
                ("Expect", _expected(statement)),
                ("Who pays then", LIABILITY[edit.liability] if edit.liability else ""),
                ("Appeal", {True: "can be appealed", False: "no appeal", None: ""}[edit.appealable]),
                ("Remedy", f"{REMEDIES[edit.remedy.kind]}: {plain(edit.remedy.says)}" if edit.remedy else ""),
                ("Rule", cited(edit.citation)),
                ("Evidence", f"{statement.grade}: {GRADES[statement.grade]}"),
                ("Takes the place of", ", ".join(map(code, edit.instead_of))),
            ]
        ),
        _examples(stated, dated, statement),
    )


def _when_broken(dated: Dated, statement: Statement) -> str:
    words = f"{statement.severity}: {SEVERITIES[statement.severity]}"
    if statement.severity != statement.edit.severity:
        words += f" (its author wrote {statement.edit.severity}; the evidence does not carry that)"
    if dated.revision.binds == "ncci_adopters" and statement.severity == "deny":
        words += "; warn where the payer's use of the national edits is not known"
    return words


def _expected(statement: Statement) -> str:
    edit = statement.edit
    if not edit.carc:
        return ""
    here = statement.path
    reason = link(f"CARC {edit.carc}", carc_path(edit.carc), here)
    remark = [link(f"RARC {edit.rarc}", rarc_path(edit.rarc), here)] if edit.rarc else []
    return listed([*([f"group {edit.group}"] if edit.group else []), reason, *remark])


def carc_path(carc: str) -> str:
    """The page of a claim adjustment reason code."""
    return f"reference/denials/carc-{carc.lower()}.md"


def rarc_path(rarc: str) -> str:
    """The page of a remittance advice remark code."""
    return f"reference/denials/rarc-{rarc.lower()}.md"


def _examples(stated: Stated, dated: Dated, statement: Statement) -> str:
    rows = [
        (
            plain(computed.example.name),
            claim_in_words(computed.example.claim),
            f"**{spoken(computed.outcome)}**" + (f"<br>{plain(computed.says)}" if computed.says else ""),
        )
        for computed in stated.computed(dated, statement)
    ]
    return table(("Example", "Claim", "Answer"), rows)


def _silent(dated: Dated) -> str:
    items = [f"{plain(silent.section)}: {plain(silent.because)}" for silent in dated.revision.silent]
    return "## Not checked\n\nWhat the document says and no edit checks.\n\n" + bullets(items) if items else ""

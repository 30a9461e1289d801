"""What the program holds stands in the reference, and nothing stands there that must not."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from typing import get_args

import pytest

from docs.generate.command_page import verbs
from docs.generate.markdown import Page
from docs.generate.pages import all_pages
from docs.generate.stated import NATIONAL, Stated, code_path
from docs.generate.words import GRADES, LIABILITY, OUTCOMES, REMEDIES, SEVERITIES, UNCHECKED
from guards.test_words import DESCRIPTORS, MACHINE
from guards.tree import ROOT
from tautband.edits.kinds import all_kinds
from tautband.model.evidence import EvidenceGrade
from tautband.model.finding import Finding, NotEvaluatedReason, Outcome, RemedyKind, Severity
from tautband.shipped import shipped_rulebook

pytestmark = pytest.mark.slow


@cache
def pages() -> dict[str, str]:
    written = list(all_pages())
    assert len({page.path for page in written}) == len(written)
    return {page.path: page.text for page in written}


@cache
def stated() -> Stated:
    return Stated(shipped_rulebook())


def digest(written: list[Page]) -> str:
    return hashlib.sha256("\0".join(f"{p.path}\0{p.text}" for p in written).encode()).hexdigest()


@pytest.mark.slow
def test_every_edit_stands_on_the_page_of_its_revision_with_an_anchor() -> None:
    assert len(stated().statements) == len(shipped_rulebook()) > 20
    missing = [s.name for s in stated().statements if f"\n## {s.edit.id} {{#{s.anchor}}}\n" not in pages()[s.path]]
    assert missing == []


def test_every_example_stands_with_its_outcome_and_every_silence_with_its_reason() -> None:
    for dated in stated().revisions:
        text = pages()[dated.path]
        examples = sum(len(s.edit.example) for s in dated.statements)
        answers = re.findall(r"\| \*\*(?:fire|clear|review|not evaluated)\*\*", text)
        assert len(answers) == examples, dated.path
        assert text.count("\n## Not checked\n") == bool(dated.revision.silent)


def test_an_example_whose_author_is_wrong_stops_the_build() -> None:
    dated = next(d for d in stated().revisions if any(s.edit.example for s in d.statements))
    statement = next(s for s in dated.statements if s.edit.example)
    first = statement.edit.example[0]
    wrong = first.model_copy(update={"gives": "clear" if first.gives != "clear" else "fire"})
    edit = statement.edit.model_copy(update={"example": (wrong,)})
    with pytest.raises(ValueError, match="its author says"):
        stated().computed(dated, type(statement)(**{**vars(statement), "edit": edit}))


def test_every_kind_has_a_page_with_its_parameters_and_outcomes() -> None:
    for name, kind in all_kinds().items():
        text = pages()[f"reference/kinds/{name}.md"]
        assert [p for p in kind.Params.model_fields if f"| `{p}` |" not in text] == []
        assert {o for o in get_args(Outcome) if f"**{o.replace('_', ' ')}**:" in text} == set(kind.gives)


def test_every_edit_is_listed_by_its_kind() -> None:
    missing = [s.name for s in stated().statements if f"`{s.name}`" not in pages()[f"reference/kinds/{s.edit.kind}.md"]]
    assert missing == []


def test_every_payer_is_on_the_coverage_page_and_has_a_timeline() -> None:
    payers = shipped_rulebook().payers.all
    coverage = pages()["reference/coverage.md"]
    assert len(payers) > 20
    assert [p.id for p in payers if f"{{#{p.id}}}" not in coverage and f"(`{p.id}`" not in coverage] == []
    assert [p.id for p in payers if f"reference/timelines/{p.id.lower()}.md" not in pages()] == []


def test_every_revision_is_on_the_timeline_of_its_payer() -> None:
    for dated in stated().revisions:
        timeline = pages()[f"reference/timelines/{dated.revision.payer.lower()}.md"]
        assert f"../policies/{dated.name}/{dated.start}.md" in timeline


def test_every_verb_and_option_is_on_the_command_page() -> None:
    text = pages()["reference/commands.md"]
    held = verbs()
    assert {"code", "scrub", "demo", "explain", "policy list", "policy show"} <= {name for name, _ in held}
    for name, command in held:
        section = text.split(f"\n## tautband {name} {{#")[1].split("\n## ")[0]
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
        assert [option for option in options if option != "--help" and f"`{option}" not in section] == [], name
        assert all(parameter.help for parameter in command.params if parameter.name != "help"), name


def test_every_code_of_the_neighbourhood_and_every_group_has_its_place() -> None:
    assert [code for code in stated().codes if code_path(code) not in pages()] == []
    assert set(stated().procedure_codes) <= set(stated().codes)
    index = pages()["reference/codes/index.md"]
    assert [name for name in stated().groups if f"{{#group-{name.replace('_', '-')}}}" not in index] == []


def test_an_edit_is_named_by_the_codes_it_judges() -> None:
    groups = stated().groups
    checked = 0
    for s in stated().statements:
        for member in s.edit.with_.get("codes") or ():
            for code in groups.get(member, (member,)):
                if code in stated().codes:
                    checked += 1
                    assert f"`{s.name}`" in pages()[code_path(code)], (s.name, code)
    assert checked > 50


def test_a_denial_code_leads_to_every_edit_that_predicts_it() -> None:
    for s in stated().statements:
        if s.edit.carc:
            assert f"`{s.name}`" in pages()[f"reference/denials/carc-{s.edit.carc.lower()}.md"]
        if s.edit.rarc:
            assert f"`{s.name}`" in pages()[f"reference/denials/rarc-{s.edit.rarc.lower()}.md"]


def test_an_edit_weaker_than_its_author_wrote_says_so() -> None:
    capped = [s for s in stated().statements if s.severity != s.edit.severity]
    assert capped != []
    assert [s.name for s in capped if f"its author wrote {s.edit.severity}" not in pages()[s.path]] == []


def test_the_closed_lists_have_words_for_every_member() -> None:
    liability = {word for option in get_args(Finding.model_fields["liability"].annotation) for word in get_args(option)}
    assert set(GRADES) == set(get_args(EvidenceGrade))
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert set(SEVERITIES) == set(get_args(Severity))
    assert set(REMEDIES) == set(get_args(RemedyKind))
    assert set(UNCHECKED) == set(get_args(NotEvaluatedReason))
    assert set(LIABILITY) == liability


def test_no_descriptor_of_another_owner_and_no_machine_path_is_generated() -> None:
    assert [(p, d) for p, t in pages().items() for d in DESCRIPTORS if d in " ".join(t.lower().split())] == []
    assert [(p, m.group()) for p, t in pages().items() if (m := MACHINE.search(t))] == []


def test_the_national_rules_come_first_in_no_payer_s_name() -> None:
    assert any(dated.revision.payer == NATIONAL for dated in stated().revisions)
    assert "## national" not in pages()["reference/policies/index.md"]


@pytest.mark.slow
def test_the_pages_are_the_same_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib; from docs.generate.pages import all_pages; "
        "print(hashlib.sha256('\\0'.join(f'{p.path}\\0{p.text}' for p in all_pages()).encode()).hexdigest())"
    )
    seen = {digest([Page(path, text) for path, text in pages().items()])}
    for seed in ("1", "2"):
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        seen.add(ran.stdout.strip())
    assert len(seen) == 1

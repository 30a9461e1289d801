"""A drafted policy file and the examples of a folder of policies, on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from tautband.advice.policy_examples import TriedExample
from tautband.cli.screen import plural


def print_draft(console: Console, draft: Mapping[str, Any]) -> None:
    """Where the draft stands, what it was made from, and what to do next."""
    console.print(Text(draft["file"], "bold"))
    if draft["carried_from"]:
        console.print(
            f"A copy of {draft['policy']}@{draft['carried_from']}, its examples moved on by whole years. "
            "Change what the new text changes, its title, source and evidence too."
        )
    else:
        console.print("An empty form: the rule book holds no earlier revision. Fill it in.")
    console.print(Text(f"\nThen judge its examples:  tautband policy check {draft['folder']}"))
    console.print(Text(f"And work with it:         export TAUTBAND_POLICIES={draft['folder']}"))


def print_examples(console: Console, folder: Path, examples: Sequence[TriedExample]) -> None:
    """The examples whose author was wrong, each with what the edit answered, then how many were right."""
    wrong = [example for example in examples if not example.true]
    for example in wrong:
        file = f"{example.policy}/{example.first_service_date}.toml"
        console.print(Text(f"{file}: {example.edit}: {example.example}", "bold"))
        console.print(Text(f"  the author says {example.author_says}; {_answered(example)}"))
    right = len(examples) - len(wrong)
    console.print(f"{folder}: {right} of {plural(len(examples), 'example')} answered as the author says.")
    if not examples:
        console.print("An edit without an example on each side of its boundary is not proved.")


def _answered(example: TriedExample) -> str:
    if example.gave is None:
        return "the edit is not asked of this claim: look at its date of service, payer and codes"
    return f"the edit answers {example.gave}" + (f": {example.says}" if example.says else "")

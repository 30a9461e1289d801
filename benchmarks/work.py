"""What one note costs in function calls, by stage and room: a figure that no busy machine and no hash seed changes.

    python -m benchmarks.work [--write]

Every fourth note of the development corpus at 1.6 kB is coded twice, the second time counted. A call counts where it
is made from: what a function of a room calls outside of this program (a built-in, a model's constructor) counts with
that room, and so does each call of the room's own functions. `benchmarks/work.toml` holds what each room may cost;
a test fails where a note costs more, and names the rooms that grew. --write records what was counted.

What it cannot see: how long a call takes. A loop inside one function costs it nothing, so measure time beside it
(`python -m benchmarks.note`). The counts are those of Python 3.11 with the locked libraries.
"""

from __future__ import annotations

import cProfile
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType

import tautband
from benchmarks.note import NOTES, sized
from tautband.pipeline import code, ready

BUDGET = Path(__file__).with_name("work.toml")
PACKAGE = Path(tautband.__file__).parent
EVERY, CHARACTERS = 4, 1_600
SLACK = 1.01
"""A hundredth more than the budget is let pass: the next rule must find its own place, and not pay for the last."""


def chosen() -> list[str]:
    """The notes counted: of all hands and kinds, few enough for a test that everybody runs."""
    return sized([path.read_text(encoding="utf-8") for path in sorted(NOTES.glob("*.txt"))[::EVERY]], CHARACTERS)


def room(called: CodeType | str) -> str | None:
    """Where a function lives: "notes/drugs", "coding", "pipeline"; None outside of this program."""
    if isinstance(called, str) or not called.co_filename.startswith(f"{PACKAGE}/"):
        return None
    *folders, module = Path(called.co_filename).relative_to(PACKAGE).parts
    return "/".join(folders[: 2 if folders[0] == "notes" else 1]) if folders else module.removesuffix(".py")


def counted(call: Callable[[str], object], texts: Sequence[str]) -> Counter[str]:
    """The calls of each room while every text is given to `call`."""
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        call(text)
    profile.disable()
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        here = room(entry.code)
        if here:
            calls[here] += entry.callcount
        for inner in entry.calls or ():
            if not room(inner.code):
                calls[here or "libraries"] += inner.callcount
    return calls


def measured() -> dict[str, int]:
    """The calls a note, by room, of a process that has coded these notes before."""
    texts = chosen()
    ready()
    for text in texts:
        code(text)
    return {name: round(calls / len(texts)) for name, calls in sorted(counted(code, texts).items())}


def over(calls: dict[str, int], budget: dict[str, int]) -> str:
    """What is to be said of a note that costs more than the budget, the room that grew most first; "" within it."""
    if sum(calls.values()) <= SLACK * sum(budget.values()):
        return ""
    grown = {name: count - budget.get(name, 0) for name, count in calls.items() if count > budget.get(name, 0)}
    rooms = ", ".join(f"{name} by {more}" for name, more in sorted(grown.items(), key=lambda item: -item[1]))
    return (
        f"a note of 1.6 kB costs {sum(calls.values())} function calls, {sum(budget.values())} are allowed. Grown: "
        f"{rooms}. Ask the page or sentence one cheap question before a rule is entered (Page.saying, Sentence.kinds); "
        f"where the rule is worth its cost, `python -m benchmarks.work --write` and say so in the commit."
    )


def main(arguments: Sequence[str] = ()) -> dict[str, float]:
    """Print the calls of each room beside its budget."""
    calls = measured()
    if "--write" in arguments:
        body = "".join(f'"{name}" = {count}\n' for name, count in calls.items())
        BUDGET.write_text(f"# Function calls that a warm note of 1.6 kB may cost, by room.\n[calls]\n{body}")
    budget: dict[str, int] = tomllib.loads(BUDGET.read_text())["calls"]
    for name in sorted(calls.keys() | budget.keys(), key=lambda name: -calls.get(name, 0)):
        print(f"{name:<20}{calls.get(name, 0):8}   budget {budget.get(name, 0):8}")
    for stage in ("notes", ""):
        now, may = (sum(count for name, count in some.items() if name.startswith(stage)) for some in (calls, budget))
        print(f"{'reading in all' if stage else 'note to claim':<20}{now:8}   budget {may:8}")
    print(over(calls, budget))
    return {}


if __name__ == "__main__":
    main(sys.argv[1:])

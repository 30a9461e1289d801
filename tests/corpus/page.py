"""The accuracy page: each batch of labelled notes at its first run and now.

`PYTHONPATH=tests python tests/corpus/page.py` writes it anew.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from notes.chart_labels import charts, known_misses

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "accuracy.md"
WHAT = {
    "development": "sixty notes the reader was developed on",
    "batch_1": "narrative notes of many kinds of clinic",
    "batch_2": "forms, tables, terse and misspelled notes",
    "batch_3": "neighbours of the procedure, and notes in which nothing was injected",
    "batch_4": "what one busy clinic writes in a week",
    "batch_5": "fifty clinics, one note each",
    "batch_6": "other services and visits the same day, long copied histories",
    "batch_7": "long records: copies, printed consents, forms, drafts, nurses' entries, dictation",
    "batch_8": "full charts: addenda that correct, printed instructions, several hands in one note",
    "batch_9": "full charts of fifty more clinics: wordings of many regions, grids with legends, boxes",
    "batch_10": "ordinary days of fifty clinics",
    "batch_11": "ordinary days, full charts, corrections and visits among them",
    "batch_12": "ordinary days of fifty clinics, a third hand",
    "batch_13": "ordinary days of fifty clinics, a fourth hand",
    "batch_14": "ordinary days of fifty clinics, a fifth hand",
    "batch_15": "ordinary days of fifty clinics, a sixth hand",
    "batch_16": "ordinary days of fifty clinics, a seventh hand",
    "batch_17": "ordinary days of fifty clinics, an eighth hand",
    "batch_18": "ordinary days of fifty clinics, a ninth hand",
    "batch_19": "ordinary days of fifty clinics, a tenth hand",
    "batch_20": "ordinary days of fifty clinics, an eleventh hand",
    "batch_21": "ordinary days of fifty clinics, a twelfth hand",
    "batch_22": "full charts of fifty clinics on ordinary days",
    "batch_23": "full charts of fifty clinics, a second hand",
    "batch_24": "full charts of fifty clinics, a third hand",
    "batch_25": "full charts of fifty clinics, a fourth hand",
    "batch_26": "full charts of fifty clinics, a fifth hand",
    "batch_27": "full charts of fifty clinics, a sixth hand",
    "batch_28": "full charts of fifty clinics, a seventh hand",
    "batch_29": "full charts of fifty clinics, an eighth hand",
    "batch_30": "full charts of fifty clinics, a ninth hand",
    "batch_31": "full charts of fifty clinics, a tenth hand",
    "batch_32": "full charts of fifty clinics, an eleventh hand",
    "batch_33": "full charts of fifty clinics, a twelfth hand",
    "batch_34": "full charts of fifty clinics, a thirteenth hand",
    "batch_35": "full charts of fifty clinics, a fourteenth hand",
    "batch_36": "full charts of fifty clinics, a fifteenth hand",
}
FIELDS = {"muscle and side": "Muscle and side", "agent": "Drug and dose", "documentation": "Documentation",
          "diagnosis": "Diagnosis", "drug line": "Drug line", "other code": "Other codes"}  # fmt: skip

HEAD = """# How often it is right

Every figure is measured on invented notes whose labels were written by hand under one set of rules
(`tests/corpus/development/LABELLING.md`). A batch is written by a hand that has seen neither the reader nor its
vocabulary; its labels are committed before the reader first runs on it. The first run is written down and never
changed; afterwards the batch may be used for development, so the later figure says how well its lessons were learned,
and the first run of the newest batch says what to expect of a note nobody here has seen.

*Exact code* counts the notes for which one trigger point code belongs on the claim. *Above* counts notes for which the
program gave a higher code than the labels allow, or one where there is none: the error that matters most. F1 balances
what was missed against what was added.

"""
VISITS = {"visits": "eighty days of an injection"} | {f"visits_{n}": "forty more" for n in (2, 3, 4)}
VISITS |= {f"visits_{n}": "eighty more" for n in range(5, 15)}
VISITS_HEAD = """
## Visits on the day of an injection

Whether a visit stands beside the injection is judged on notes of their own, labelled before the first run. Up to the
eighth set the day and the place were read from the note alone, and a note without a day was told no level; from the
ninth on they are given, as a desk knows them:

"""
CHARTS = """
## Charts it was tried on

Beside the batches stand {every} charts of as many clinics, many of them made to be hard, on which the rules were tried
while they were written (`tests/notes/charts/`). They show what was learned, not what to expect: {right} of them are
read as their label says, and `make test` fails where another one goes wrong. The others are listed in
`tests/notes/charts/known_misses.toml`.
"""
TAIL = """
Known misses are listed in [How a note becomes facts](notes.md). To measure your own labelled notes:
`tautband eval GOLD.jsonl`.
"""


def measured(batch: str) -> dict[str, Any]:
    """The present figures of a batch, under the names of `first_runs.toml`."""
    from tautband.cli.evaluating import measured as report_of

    report = report_of(HERE / batch / "gold.jsonl").as_json()
    exact = report["exact"]["exact code, codeable notes"]
    figures: dict[str, Any] = {
        "codeable": exact["of"],
        "exact_code": exact["right"],
        "coded_above": len(report["overcoded"]),
    }
    fields = report["fields"]
    return figures | {_key(f): round(fields[f]["f1"], 3) for f in FIELDS if f in fields and fields[f]["f1"] is not None}


def _key(field: str) -> str:
    return f"{field.replace(' ', '_')}_f1"


def page() -> str:
    """The whole page."""
    first = {entry["batch"]: entry for entry in tomllib.loads((HERE / "first_runs.toml").read_text())["first_run"]}
    rows = [
        "| Notes | Run | Exact code | Above | " + " | ".join(FIELDS.values()) + " |",
        "|---" * (4 + len(FIELDS)) + "|",
    ]
    for batch, what in WHAT.items():
        if batch in first:
            rows.append(_row(what, "first", first[batch]))
        if batch in first or batch == "development":
            rows.append(_row("" if batch in first else what, "now", measured(batch)))
    every, misses = len(charts()), len(known_misses())
    tried = CHARTS.format(every=f"{every:,}", right=f"{every - misses:,}")
    return HEAD + "\n".join(rows) + "\n" + VISITS_HEAD + visits() + tried + TAIL


def visits() -> str:
    """The first run on each set of labelled visits."""
    rows = ["| Notes | Supported: precision | Recall | Answers right | Level right |", "|---|---|---|---|---|"]
    met = {folder: HERE / folder / "first_run.toml" for folder in VISITS}
    for folder, file in met.items():
        if not file.exists():
            continue
        run, what = tomllib.loads(file.read_text()), VISITS[folder]
        rows.append(
            f"| {what}, first run | {run['supported_precision']:.3f} | {run['supported_recall']:.3f} "
            f"| {run['answers_right']} of {run['notes']} | {run['levels_right']} of {run['levels_of']} |"
        )
    return "\n".join(rows) + "\n"


def _row(what: str, run: str, figures: dict[str, Any]) -> str:
    share = f"{figures['exact_code']} of {figures['codeable']} ({figures['exact_code'] / figures['codeable']:.0%})"
    f1 = (f"{figures[_key(field)]:.3f}" if _key(field) in figures else "" for field in FIELDS)
    return f"| {what} | {run} | {share} | {figures['coded_above']} | " + " | ".join(f1) + " |"


if __name__ == "__main__":
    PAGE.write_text(page())
    print(PAGE)

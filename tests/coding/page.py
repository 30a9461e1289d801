"""The table of rules in docs/coding.md, from tables/coding_rules.csv: `python -m tests.coding.page` writes it."""

from __future__ import annotations

from pathlib import Path

from tautband.rulebook.code_tables import CodeTables

PAGE = Path(__file__).parents[2] / "docs" / "coding.md"
BEGIN = "<!-- rules: written by `python -m tests.coding.page` -->\n"
END = "<!-- end of rules -->\n"


def rules() -> str:
    rows = ["| Rule | Ruling | What it says | Source |", "|---|---|---|---|"]
    for row in CodeTables.open()["coding_rules"]:
        source = ", ".join(part for part in (row["source"], row["section"]) if part)
        rows.append(f"| `{row['rule']}` | {row['rulings']} | {row['says']} | {source} |")
    return "\n" + "\n".join(rows) + "\n\n"


def with_rules(page: str) -> str:
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + rules() + END + after


if __name__ == "__main__":
    PAGE.write_text(with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

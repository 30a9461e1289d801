"""The way into the reference: which page answers which question."""

from __future__ import annotations

from docs.generate.markdown import Page, document, link, table

PATH = "reference/index.md"
_QUESTIONS = (
    ("What does this payer ask, since when, and who says so?", "Policies", "reference/policies/index.md"),
    ("Which payers are covered, how sure is it, and what is missing?", "Coverage", "reference/coverage.md"),
    ("What was in force on the day?", "Timelines", "reference/timelines/index.md"),
    ("What does an edit check, and when does it stay silent?", "Kinds of edit", "reference/kinds/index.md"),
    ("What is known of this code?", "Codes", "reference/codes/index.md"),
    ("Why was it denied, and which edit would have told me?", "Denial codes", "reference/denials/index.md"),
    ("How is this verb used?", "Commands", "reference/commands.md"),
    ("What does this file hold?", "File formats", "reference/formats/index.md"),
)


def reference_page() -> Page:
    """The page."""
    opening = "Generated from the rule book, the tables and the program itself at every build, so it says what they do."
    rows = [(question, link(name, path, PATH)) for question, name, path in _QUESTIONS]
    return Page(PATH, document("# Reference", opening, table(("Question", "Page"), rows)))

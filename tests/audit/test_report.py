"""The page of an audit: counts with what they are counted of, nothing from outside, and nobody's name."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from audit.lines import book_with, rates, stricter_from, written
from benchmarks.generate import one_file
from tautband.audit import audit
from tautband.audit.practice import Practice
from tautband.audit.rates import Counted, Rates
from tautband.audit.report import above_all, page
from tautband.audit.summary import Summary
from tautband.shipped import shipped_rulebook

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Balanced(HTMLParser):
    """Reads a page; every element closes in its turn. Collects the attributes and the cells of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "th":
            assert "thead" in self.open, "a heading that a printed page cannot repeat"
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def read(text: str) -> Balanced:
    reader = Balanced()
    reader.feed(text)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, str, Any]:
    folder = tmp_path_factory.mktemp("report")
    lines: Any = one_file(6_000, np.random.default_rng(3), (0, 300), 0)
    payers = ["<b>Plan & Co</b>" if p == "a plan nobody knows" else p for p in lines["payer"].to_pylist()]
    lines = lines.set_column(lines.schema.get_field_index("payer"), "payer", pa.array(payers))
    other = book_with(stricter_from("2025-01-01", folder / "policies"), folder / "compiled")
    file = written(lines, folder / "in", "lines")
    summary = audit(
        [file], folder, rulebook=shipped_rulebook(), what_if=other, policy_date=date(2025, 6, 1), history_scope="all"
    )
    return summary, (folder / "report.html").read_text(), lines


def test_on_paper_no_column_is_cut_off(told: tuple[Summary, str, Any]) -> None:
    """A screen scrolls a wide table; a sheet shows what fits."""
    on_paper = told[1].partition("@media print {")[2].partition("</style>")[0]
    assert ".wide { overflow: visible; }" in on_paper
    assert "th { white-space: normal; }" in on_paper


def test_the_page_needs_nothing_from_outside(told: tuple[Summary, str, Any]) -> None:
    reader = read(told[1])
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not reader.attributes & {"src", "href", "srcset", "action", "onload", "onclick"}
    assert not re.findall(r"https?:|url\(|@import", told[1])


def test_no_patient_and_no_claim_stands_on_the_page(told: tuple[Summary, str, Any]) -> None:
    _, text, lines = told
    ids = {*lines["patient_id"].to_pylist(), *lines["claim_id"].to_pylist()}
    assert len(ids) > 1_000
    assert [name for name in ids if name in text] == []


def test_every_edit_that_fired_stands_with_its_denominator(told: tuple[Summary, str, Any]) -> None:
    summary, text, _ = told
    rows = read(text).rows
    for edit, c in summary.edits.items():
        names = ("seen", "eligible", "evaluated", "fired", "review", "not_evaluated")
        assert [edit, *(f"{c[name]:,}" for name in names)] in rows
    (most,) = {max(summary.edits, key=lambda edit: summary.edits[edit]["fired"] + summary.edits[edit]["review"])}
    c = summary.edits[most]
    share = f"{100 * (c['fired'] + c['review']) / c['evaluated']:.1f}"
    first = rows[next(at for at, row in enumerate(rows) if row[:2] == ["Edit", "Fired"]) + 1]
    assert first[:5] == [most, f"{c['fired']:,}", f"{c['review']:,}", f"{c['evaluated']:,}", share]


def test_payers_stand_with_counts_and_interval_and_names_are_escaped(told: tuple[Summary, str, Any]) -> None:
    summary, text, _ = told
    assert "&lt;b&gt;Plan &amp; Co&lt;/b&gt;" in text
    rows = {row[0]: row for row in read(text).rows if row}
    for payer, counted in summary.rates.payers.items():
        low, high = counted.interval()
        share = f"{100 * counted.denied / counted.lines:.1f}"
        expected = [payer, f"{counted.lines:,}", f"{counted.denied:,}", share, f"{100 * low:.1f} to {100 * high:.1f}"]
        assert rows[payer][:5] == expected


def test_another_policy_date_and_what_would_change_are_told_apart(told: tuple[Summary, str, Any]) -> None:
    summary, text, _ = told
    assert summary.what_if is not None
    assert "judged by the policies of 2025-06-01" in text
    assert f"{summary.what_if.changed_lines:,} answers on {summary.what_if.changed_claims:,} claims" in text


def test_clinicians_above_all_are_those_whose_whole_interval_is() -> None:
    clinicians = {-1: Counted(500, 0), 7: Counted(1_000, 400), 8: Counted(10, 4), 9: Counted(100_000, 20_100)}
    overall, above, count = above_all(summary_with(rates({}, clinicians)))
    assert (overall.counted.lines, overall.counted.denied, count) == (101_510, 20_504, 3)
    assert [rate.name for rate in above] == ["0000000007"]
    assert above[0].low > 0.36


def test_an_audit_that_found_nothing_says_so() -> None:
    text = page(summary_with(Rates()))
    read(text)
    assert "No edit fired, and none needs a person." in text
    assert "What the other policies would change" not in text


def summary_with(counted: Rates) -> Summary:
    return Summary(
        rulebook="sha256:0", lines=0, files=1, findings=0, digest=0, edits={}, rates=counted, practice=Practice(),
        left_out=0, problems=(), refused=None, in_quotes={}, known_from=None,
        history_scope="own_practice", policy_date=None, read="in one piece", workers=1,
        seconds=0.0, stages={}, peak_memory=0,
    )  # fmt: skip

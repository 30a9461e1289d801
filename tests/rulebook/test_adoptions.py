"""A contractor's adoption stands through the revisions of a policy; each text binds in its own time alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rulebook.small_policies import REVISION, book, folder
from tautband.edits.scrub import scrub
from tautband.model.claim import Claim, HistoryEntry, ServiceLine

ADOPTED = '[[adopted]]\nlcd = "L1"\ncontractor = "CGS"\nmacs = ["15202"]\nfrom = 2024-03-31\n'
EARLIER = (date(2023, 11, 1), date(2023, 12, 1), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("day", "bound_by"),
    [
        (date(2024, 3, 30), []),
        (date(2024, 3, 31), ["2024-04-01"]),
        (date(2024, 7, 31), ["2024-04-01"]),
        (date(2024, 8, 1), ["2024-08-01"]),
    ],
)
def test_one_revision_at_a_time_binds_a_contractor_that_adopted_the_first(
    tmp_path: Path, day: date, bound_by: list[str]
) -> None:
    text = REVISION.replace("[[edit]]", f"{ADOPTED}\n[[edit]]")
    root = folder(tmp_path / "policies", text, "acme/tpi/2024-04-01.toml")
    folder(root, text, "acme/tpi/2024-08-01.toml")
    history = tuple(HistoryEntry(date_of_service=earlier, code="20552") for earlier in EARLIER)
    claim = Claim(
        claim_id="C1", payer="acme", state="OH", date_of_service=day, history=history, history_scope="all",
        lines=(ServiceLine(code="20552"),),
    )  # fmt: skip
    (result,) = scrub([claim], book(root, tmp_path / "compiled"))
    assert [f.revision for f in result.findings if f.edit == "acme/tpi/sessions-over-limit"] == bound_by

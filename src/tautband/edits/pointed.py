"""The diagnoses a line points to."""

from __future__ import annotations

from tautband.edits.batch import ClaimBatch


def pointed_diagnoses(batch: ClaimBatch, row: int) -> list[int]:
    """The packed diagnoses of one row, first pointer first."""
    return [int(batch.diagnoses[at]) for at in batch.diagnosis_at[row].tolist() if at >= 0]

"""Room of the measure: how well encounters and codings agree with notes labelled by hand."""

from tautband.accuracy.report import Error, FieldScore, Report
from tautband.accuracy.scoring import score

__all__ = ["Error", "FieldScore", "Report", "score"]

"""What became of the pain and of function after each session, told by session, drug and provider."""

from tautband.outcomes.counting import outcomes
from tautband.outcomes.figures import Figures, Outcomes
from tautband.outcomes.of_case import session_of
from tautband.outcomes.sessions import Session

__all__ = ["Figures", "Outcomes", "Session", "outcomes", "session_of"]

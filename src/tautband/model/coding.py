"""What a note supports: the service lines, why each stands, what was refused, and what must be asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from tautband.model.evidence import Citation, Evidence
from tautband.model.strict import Strict


class Reason(Strict):
    """Why a code, modifier, unit or diagnosis stands: our sentence, the rule cited, and the words of the note."""

    says: str
    citation: Citation | None = None
    evidence: tuple[Evidence, ...] = ()


class CodedLine(Strict):
    """One line the note supports, with the reasons for it."""

    code: str
    modifiers: tuple[str, ...] = ()
    units: Decimal = Decimal(1)
    diagnoses: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()


class Query(Strict):
    """A question to the note's author. It never leads: it names what is open, not the answer that pays."""

    asks: str
    because: str
    evidence: tuple[Evidence, ...] = ()


class Refusal(Strict):
    """A code that someone might bill from this note, and why the note does not support it."""

    code: str
    because: str
    citation: Citation | None = None
    evidence: tuple[Evidence, ...] = ()


class Convention(Strict):
    """A counting or coding convention that was applied. `flips_code`: another reading would change the code."""

    says: str
    flips_code: bool = False


class Coding(Strict):
    """The codes one note supports.

    `status` is `coded` when the record settles the code, `query` when the author must be asked (`lines` then holds what
    the record supports as it stands), `nothing_to_bill` when no service can be billed, and `hold` for a draft.
    `muscle_count` is None when the record cannot give it.
    """

    status: Literal["coded", "query", "nothing_to_bill", "hold"]
    muscle_count: int | None
    lines: tuple[CodedLine, ...] = ()
    queries: tuple[Query, ...] = ()
    refused: tuple[Refusal, ...] = ()
    conventions: tuple[Convention, ...] = ()
    diagnoses: tuple[str, ...] = ()
    """Every diagnosis assessed at the encounter, in the code set of the date, the injected problem first."""

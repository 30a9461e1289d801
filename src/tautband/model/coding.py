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
    """A code that someone might bill from this note, and why it is kept off.

    `units` are those of a drug that was given and dosed, whose line the claim drops: a pair edit, a global period or an
    unsigned note keeps it off, not the record.
    """

    code: str
    because: str
    units: Decimal | None = None
    citation: Citation | None = None
    evidence: tuple[Evidence, ...] = ()


class Convention(Strict):
    """A counting or coding convention that was applied. `flips_code`: another reading would change the code."""

    says: str
    flips_code: bool = False


class VisitElement(Strict):
    """One of the three elements of medical decision making, and how far the note's words carry it."""

    element: Literal["problems", "data", "risk"]
    level: Literal["straightforward", "low", "moderate", "high"]
    says: str
    evidence: tuple[Evidence, ...] = ()


class VisitJudgement(Strict):
    """Whether a visit beside the procedures stands on the note's words, and why its level does or does not.

    `supported`: another problem was managed that day. `not_supported`: none was. `contested`: a person decides, and
    nothing is billed meanwhile. Either the note shows no more than the decision to inject and this payer's rule on that
    is not known, or another problem is in doubt: it may be the injected pain, or too little was done for it to tell.
    `code` is the visit that is billed, `level` what two of the three `elements` reach; both None where there is none,
    and `code` alone where the date's rules for levels are not derived here. `stated` is a visit code printed
    in the note or meant to be billed: it is judged, and `stated_is` says how it compares with what the note shows.
    """

    answer: Literal["supported", "not_supported", "contested"]
    code: str | None = None
    level: Literal["straightforward", "low", "moderate", "high"] | None = None
    elements: tuple[VisitElement, ...] = ()
    speaks_for: tuple[Reason, ...] = ()
    speaks_against: tuple[Reason, ...] = ()
    stated: str | None = None
    stated_is: Literal["as_shown", "higher_than_shown", "lower_than_shown", "not_shown", "not_compared"] | None = None


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
    visit: VisitJudgement | None = None
    """The visit of that day; None where the note says nothing of one and no other problem."""

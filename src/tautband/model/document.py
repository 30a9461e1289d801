"""What goes with a claim besides the note: the papers of a case, and the seal that shows a note unchanged."""

from __future__ import annotations

from datetime import date
from typing import Literal

from tautband.model.encounter import NoteStatus
from tautband.model.strict import Strict

DocumentKind = Literal[
    "addendum",
    "earlier_note",
    "therapy_record",
    "medication_record",
    "imaging",
    "consent",
    "order",
    "attestation",
    "acknowledgment",
    "policy",
    "payer_letter",
    "other",
]
"""What a paper is. `addendum` was written to the note after it was closed; `attestation` a signature or its statement,
`acknowledgment` the payer's own report that it took the claim.
"""


class Document(Strict):
    """One paper that may be sent with an appeal or a record request.

    `text` holds its words, or `file` names a text or PDF file, relative to the case file. `dated` is the date the paper
    itself bears, None where it bears none. `signature` is what the paper shows of its author's signature.
    """

    kind: DocumentKind
    title: str | None = None
    dated: date | None = None
    text: str | None = None
    file: str | None = None
    signature: NoteStatus = "not_shown"


class NoteSeal(Strict):
    """The note as it was coded, so that a later change of a single word shows, and where it stands.

    `words` is the SHA-256 of the note's words with one blank between them: blanks and line breaks do not count. `lines`
    holds the first eight hexadecimal figures of the same for each line that has words, in order.
    """

    words: str
    lines: tuple[str, ...] = ()

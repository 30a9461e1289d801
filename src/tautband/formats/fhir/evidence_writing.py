"""Why each line stands, as Provenance: the words of the note with their offsets, and the rule each was judged by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tautband.formats.fhir.bundle import Bundle
from tautband.formats.fhir.codes import OUR_URL
from tautband.formats.fhir.datatypes import Json, extension, hl7, sub_extensions, without_gaps
from tautband.model.coding import CodedLine, Reason
from tautband.model.evidence import Citation, Evidence

_TARGET_ELEMENT = "http://hl7.org/fhir/StructureDefinition/targetElement"
PROGRAM = f"{OUR_URL}program"


def add_evidence(
    bundle: Bundle,
    line: CodedLine,
    number: int,
    claim: Json,
    session: Json | None,
    note: Json | None,
    made_with: Mapping[str, str],
    day: date,
    created: date,
) -> None:
    """The provenance of one line of a claim: its target is the item `line-N`, and the session behind it.

    Each stretch of the note is an entity with the extension `evidence`: `start` and `end` count characters of the
    note's text from 0, and `text` repeats them. Each reason is an extension `reason` with its citation and its offsets.
    """
    target = {"extension": [{"url": _TARGET_ELEMENT, "valueUri": f"line-{number}"}], **claim}
    words = dict.fromkeys(evidence for reason in line.why for evidence in reason.evidence)
    urls = dict.fromkeys(reason.citation.url for reason in line.why if reason.citation and reason.citation.url)
    bundle.add(
        {
            "resourceType": "Provenance",
            "extension": [_reason(reason) for reason in line.why],
            "target": [target, *([session] if session else [])],
            "occurredDateTime": day.isoformat(),
            "recorded": f"{created.isoformat()}T00:00:00Z",
            "policy": list(urls),
            "activity": {"text": "coding of a note"},
            "agent": [
                {
                    "type": hl7("provenance-participant-type", "assembler"),
                    "who": {
                        "identifier": {"system": PROGRAM, "value": f"tautband {made_with.get('tautband', '')}".strip()},
                        "display": f"rule book {made_with.get('rulebook', 'not known')}",
                    },
                }
            ],
            "entity": [_entity(evidence, note) for evidence in words],
        }
    )


def _entity(evidence: Evidence, note: Json | None) -> Json:
    parts = sub_extensions(start=evidence.start, end=evidence.end, text=evidence.text)
    what = note or {"display": "the note, which is not here"}
    return {"extension": [extension("evidence", extension=parts)], "role": "source", "what": what}


def _reason(reason: Reason) -> Json:
    parts = sub_extensions(says=reason.says, citation=_citation(reason.citation) if reason.citation else None)
    for evidence in reason.evidence:
        parts += sub_extensions(evidence=sub_extensions(start=evidence.start, end=evidence.end))
    return extension("reason", extension=parts)


def _citation(citation: Citation) -> list[Json]:
    held = without_gaps(
        source=citation.source, section=citation.section, quote=citation.quote, says=citation.says, url=citation.url
    )
    return sub_extensions(**held)

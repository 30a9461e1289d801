"""Claims that came as FHIR resources, scrubbed: each claim's problems of form beside what the edits say of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tautband.cli.exits import ACT, NOTHING_AGAINST, UNREADABLE, exit_code, worst
from tautband.cli.remedying import told, with_remedies
from tautband.cli.screen import console, print_document, print_line
from tautband.formats.fhir.notes import FhirNote, read_notes
from tautband.formats.fhir.problem import ReadClaim
from tautband.formats.fhir.reading import Unreadable, passed_over, read_claims
from tautband.formats.fhir.resources import Resources, each_resource, is_bundle, place_of
from tautband.model.claim import Claim, HistoryEntry
from tautband.model.errors import InputError
from tautband.model.finding import ScrubResult
from tautband.pipeline import made_with, scrub
from tautband.shipped import shipped_rulebook

Record = tuple[str, Any]
"""A JSON value with the place it stands at, which begins with its file's name."""


def scrub_resources(
    records: Sequence[Record],
    files: Sequence[str],
    payer: str | None,
    history: tuple[HistoryEntry, ...] | None,
    *,
    as_json: bool,
    alone: bool,
    remedies: bool | None = None,
    everything: bool = False,
) -> int:
    """Answer every claim among the resources of `files`, which belong together; each Bundle is whole in itself.

    A claim alone (`alone`, and only one is there) is answered by one JSON document, several by a line each and a last
    line with what was passed over. A claim with a problem of form has the outcome `findings`. InputError where there
    is no claim at all.
    """
    sets = list(_sets(records))
    payers = shipped_rulebook().payers
    read = [each for resources in sets for each in _with_notes(resources, read_claims(resources, payers))]
    beside = _added(passed_over(resources) for resources in sets)
    if not read:
        raise InputError(
            files[0], "no claim among its resources", "Give a Claim or an ExplanationOfBenefit that stands."
        )
    codes = [NOTHING_AGAINST]
    single = alone and len(read) == 1
    for each, claim, result in _scrubbed(read, payer, history):
        file = _file_of(each, files)
        if isinstance(each, Unreadable):
            if single:
                raise each.error
            codes.append(UNREADABLE)
            sys.stderr.write(f"tautband: {each.error}\n")
            if as_json:
                fault = {"where": each.error.where, "what": each.error.what, "do": each.error.do}
                print_line({"schema": 1, "file": file, "error": fault})
            continue
        assert result is not None
        codes.append(ACT if each.problems else exit_code(result.outcome))
        tried = as_json and single if remedies is None else remedies
        found = None
        if tried and claim is not None:
            result, found = with_remedies(claim, result, shipped_rulebook())
        shown = {**_document(each, result, file), **({"kept_out": beside} if single else {})}
        shown = shown if found is None else told(shown, found)
        if not as_json:
            _print(each, claim, result, everything)
        elif single:
            print_document({"schema": 1, **shown})
        else:
            print_line({"schema": 1, "file": file, **shown})
    if as_json and not single:
        print_line({"schema": 1, "file": files[0], "problems": [], "claims": len(read), "kept_out": beside})
    elif not as_json:
        from tautband.cli.show.resources import print_kept_out

        print_kept_out(console(), len(read), beside)
    return worst(codes)


def _sets(records: Sequence[Record]) -> Iterator[Resources]:
    given = [(place_of(where, value), value) for place, held in records for where, value in each_resource(place, held)]
    yield from (Resources([(where, value)]) for where, value in given if is_bundle(value))
    if others := [(where, value) for where, value in given if not is_bundle(value)]:
        yield Resources(others)


def _with_notes(resources: Resources, read: Iterator[ReadClaim | Unreadable]) -> Iterator[ReadClaim | Unreadable]:
    """The claims, each with the facts of the note that came with it: that of the one encounter its lines name."""
    notes: dict[str, FhirNote] | None = None
    for each in read:
        if isinstance(each, Unreadable) or each.claim is None or len(each.encounters) != 1:
            yield each
            continue
        if notes is None:
            notes = _notes(resources)
        note = notes.get(each.encounters[0])
        yield each if note is None else replace(each, claim=_with_note(each.claim, note))


def _notes(resources: Resources) -> dict[str, FhirNote]:
    """The notes by the encounter they are of; none where the documents leave open which words are the note."""
    try:
        return {note.where: note for note in read_notes(resources) if isinstance(note, FhirNote)}
    except InputError:
        return {}


def _with_note(claim: Claim, note: FhirNote) -> Claim:
    from tautband import notes

    facts = notes.read(note.note.text, date_of_service=claim.date_of_service, state=claim.state)
    if note.note.standing:
        facts = facts.model_copy(update={"note_status": note.note.standing})
    return claim.model_copy(update={"encounter": facts})


def _scrubbed(
    read: Sequence[ReadClaim | Unreadable], payer: str | None, history: tuple[HistoryEntry, ...] | None
) -> Iterator[tuple[ReadClaim | Unreadable, Claim | None, ScrubResult | None]]:
    claims = [_completed(each, payer, history) for each in read]
    results = iter(scrub([claim for claim in claims if claim is not None]))
    for each, claim in zip(read, claims, strict=True):
        if isinstance(each, Unreadable):
            yield each, None, None
        elif claim is None:
            yield each, None, ScrubResult(claim_id=each.claim_id, outcome="incomplete")
        else:
            yield each, claim, next(results)


def _completed(
    each: ReadClaim | Unreadable, payer: str | None, history: tuple[HistoryEntry, ...] | None
) -> Claim | None:
    if isinstance(each, Unreadable) or each.claim is None:
        return None
    missing: dict[str, Any] = {} if history is None else {"history": history}
    if payer is not None and each.claim.payer is None:
        missing["payer"] = payer
    return each.claim.model_copy(update=missing) if missing else each.claim


def _document(each: ReadClaim, result: ScrubResult, file: str) -> dict[str, Any]:
    document = result.model_dump(mode="json")
    if each.problems:
        document["outcome"] = "findings"
    return {
        **document,
        "note": _within(each.encounters[0], file) if each.claim and each.claim.encounter else None,
        "resource": _within(each.resource.path, file),
        "lines": [_within(path, file) for path in each.lines],
        "problems": [{**p.document(), "path": _within(p.path, file)} for p in each.problems],
        "assumed": [_within(text, file) for text in each.assumed],
        "left_out": list(each.left_out),
        "made_with": made_with(),
    }


def _within(path: str, file: str) -> str:
    return path.removeprefix(f"{file}: ")


def _file_of(each: ReadClaim | Unreadable, files: Sequence[str]) -> str:
    path = each.where if isinstance(each, Unreadable) else each.resource.path
    return next((name for name in files if path.startswith(f"{name}: ")), files[0])


def _added(counts: Iterator[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in counts:
        for kind, count in each.items():
            total[kind] = total.get(kind, 0) + count
    return total


def _print(each: ReadClaim, claim: Claim | None, result: ScrubResult, everything: bool) -> None:
    from tautband.cli.show.claim import print_claim
    from tautband.cli.show.resources import print_read

    if claim is not None:
        print_claim(console(), claim, result, everything=everything, badly_formed=bool(each.problems))
    print_read(console(), each, everything=everything)

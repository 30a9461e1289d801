"""One note or many: read each, ask the pipeline, print the answers, and give back the worst exit code."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tautband.cli.exits import ACT, NOTHING_AGAINST, OPEN, UNREADABLE, exit_code, worst
from tautband.cli.given_notes import GivenNote, NoteFault, Record, notes_of, notes_of_loose
from tautband.cli.inputs import STDIN, note_files
from tautband.cli.screen import console, plural, print_document, print_line, with_progress
from tautband.model.encounter import Encounter
from tautband.model.errors import InputError
from tautband.pipeline import Answer, code, ready

Ask = Callable[[str | Encounter, Mapping[str, Any]], Answer]
"""Answers a note, given what its file knows beside it."""
STANDING = {
    UNREADABLE: "not readable",
    ACT: "to act on",
    OPEN: "not fully checked",
    NOTHING_AGAINST: "clean",
}
"""The exit codes in words, the gravest first."""


def asking(**asked: Any) -> Ask:
    """Ask the pipeline, what was asked on the command line before what the note's file knows."""
    given = {name: value for name, value in asked.items() if value is not None}

    def ask(note: str | Encounter, known: Mapping[str, Any]) -> Answer:
        if "history" in given:
            known = {name: value for name, value in known.items() if name != "history_from"}
        return code(note, **{**known, **given})

    return ask


def answer_notes(
    given: Sequence[str], ask: Ask, *, as_json: bool, remedies: bool | None = None, everything: bool = False
) -> int:
    """Answer every note given. A note that cannot be read is reported and the others are answered all the same.

    `remedies` None: they are tried out for the JSON of a single note. `everything`: nothing is folded on the page.
    """
    files, several = note_files(given)
    given_notes = _given(files, several)
    if not several:
        given_notes = iter(held := list(given_notes))  # one file may hold several notes
        several = len(held) > 1
    tried = as_json and not several if remedies is None else remedies
    if several:
        ready()
        gc.enable()  # the door turns it off for verbs that answer once
    codes = []
    for note in given_notes:
        answer = note.error if isinstance(note, NoteFault) else _answer(note, ask)
        if isinstance(answer, InputError):
            if not several:
                raise answer
            codes.append(UNREADABLE)
            sys.stderr.write(f"tautband: {answer}\n")
            if as_json:
                fault = {"where": answer.where, "what": answer.what, "do": answer.do}
                print_line({"schema": 1, "file": note.file, "error": fault})
            continue
        assert isinstance(note, GivenNote)
        codes.append(exit_code(answer.outcome, answer.coding))
        answer, shown = _advised(answer, tried)
        source = {} if note.source is None else {"source": note.source}
        if as_json and several:
            print_line({"schema": 1, "file": note.file, **shown(), **source})
        elif as_json:
            print_document({**shown(), **source})
        else:
            _print(answer, note, several, everything)
    if several and not as_json:
        said = Counter(codes)
        told = (f"{said[code]} {STANDING[code]}" for code in STANDING if said[code])
        console().print(f"{plural(len(codes), 'note')}: {', '.join(told)}", style="bold")
    return worst(codes)


def _given(files: Sequence[str], several: bool) -> Iterator[GivenNote | NoteFault]:
    """The notes of the files as they are read; those of resources spread over several files come last."""
    loose: list[Record] = []
    for name in with_progress(files, "notes"):
        try:
            yield from notes_of(name, loose if several else None)
        except InputError as error:
            yield NoteFault(name, error)
    try:
        yield from notes_of_loose(loose, files)
    except InputError as error:
        yield NoteFault(files[0], error)


def _advised(answer: Answer, tried: bool) -> tuple[Answer, Callable[[], dict[str, Any]]]:
    """The answer and its document, with remedies tried out where they were asked for and there is a claim."""
    if not tried or answer.claim is None or answer.checked is None:
        return answer, answer.document
    from tautband.cli.remedying import told, with_remedies

    checked, found = with_remedies(answer.claim, answer.checked, answer.rulebook)
    advised = replace(answer, checked=checked)
    return advised, lambda: told(advised.document(), found)


def _answer(note: GivenNote, ask: Ask) -> Answer | InputError:
    try:
        return ask(note.content, note.known)
    except InputError as error:
        return type(error)(f"{note.file}: {error.where}", error.what, error.do)


def _print(answer: Answer, note: GivenNote, several: bool, everything: bool) -> None:
    from tautband.cli.show.answer import print_answer, print_summary

    title = "standard input" if note.file == STDIN else note.file
    if note.source is not None:
        title = str(note.source["note"])
        for notice in note.source["notices"]:
            console().print(f"{title}: {notice}", style="dim", markup=False)
        if (kept_out := note.source["kept_out"]) and not several:
            listed = ", ".join(f"{count} {kind}" for kind, count in kept_out.items())
            console().print(f"Not looked at, for a fact needs the words of the note: {listed}", style="dim")
    if several and not everything:
        print_summary(console(), answer, title)
    else:
        print_answer(console(), answer, title, everything=everything)

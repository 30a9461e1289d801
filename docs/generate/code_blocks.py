"""The code blocks of the hand-written pages: found, run, compared with what the page shows, and renewed.

A page runs in a folder of its own, from top to bottom. The comment before a block says what it is:

    <!-- file: claim.json -->        the block is written to that file
    <!-- output -->                  the block is what the Python before it printed
    <!-- not run: because ... -->    the block is only shown, and counted

Without a comment a `console` block is run (`$ tautband ...` and what it prints) and a `python` block is executed. In
what is shown, a line `...` stands for any lines.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs.generate.shown_output import fitted

TODAY = "2026-06-30"
"""The day on which the commands of the pages are run."""
_BLOCK = re.compile(
    r"(?:^<!-- (?P<what>file|output|not run)(?:: (?P<value>[^>]*?))? -->\n)?"
    r"^(?P<fence>```)(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.M | re.S,
)
_DIGEST = re.compile(r"sha256:[0-9a-f]{8,}")


@dataclass(frozen=True)
class Block:
    """One block of a page. `what` is the comment before it; `start` and `end` are where its body stands in the page."""

    language: str
    body: str
    what: str | None
    value: str
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The code blocks of a page, in order. ValueError for a fence that does not close or is indented."""
    found = [
        Block(m["language"], m["body"], m["what"], (m["value"] or "").strip(), m.start("body"), m.end("body"))
        for m in _BLOCK.finditer(text)
    ]
    if 2 * len(found) != len(re.findall(r"^\s*(?:```|~~~)", text, re.M)):
        raise ValueError("a code fence is indented, does not close, or is not of three back-quotes")
    return found


def renewed(text: str, folder: Path) -> str:
    """The page with each shown output as it comes out now, its `...` kept where their neighbours are found again.

    `folder` is empty and becomes the working folder. Whatever a block raises comes out.
    """
    pieces, done = [], 0
    names: dict[str, Any] = {}
    printed = ""
    with contextlib.chdir(folder):
        for block in blocks(text):
            body = block.body
            if block.what == "file":
                path = Path(block.value)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.body, encoding="utf-8")
            elif block.what == "output":
                body = fitted(block.body, printed)
            elif block.what == "not run":
                continue
            elif block.language == "console":
                body = "".join(_answered(block.body))
            elif block.language == "python":
                printed = _executed(block.body, names)
            else:
                raise ValueError(f"a block of {block.language or 'no language'} without a word on what it is")
            pieces += [text[done : block.start], body]
            done = block.end
    return "".join([*pieces, text[done:]])


def _executed(source: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "<a page of the documentation>", "exec"), names)  # noqa: S102 (our own pages)
    return _tidy(out.getvalue())


def _answered(body: str) -> Iterator[str]:
    """Each command of a console block with what it prints."""
    for piece in re.split(r"^(?=\$ )", body, flags=re.M):
        if piece:
            command, _, shown = piece.partition("\n")
            if not command.startswith("$ "):
                raise ValueError(f"a console block begins with `$ `, not with {command!r}")
            yield f"{command}\n{fitted(shown, ran(command[2:]))}"


def ran(command: str) -> str:
    """What `tautband ...` prints. A trailing `; echo $?` adds the exit code; `> FILE` writes to a file instead.

    ValueError for another program, and for an exit code of 2 that the page does not show.
    """
    command, shows_code = command.removesuffix("; echo $?"), command.endswith("; echo $?")
    words = shlex.split(command)
    target = words[-1] if len(words) > 2 and words[-2] == ">" else None
    arguments = words[:-2] if target else words
    if arguments[:1] != ["tautband"]:
        raise ValueError(f"only `tautband` is run, not {command!r}")
    code, out = tautband(arguments[1:])
    if code == 2 and not shows_code:
        raise ValueError(f"{command!r} left with 2: {out.strip()}")
    if target:
        Path(target).write_text(out, encoding="utf-8")
        out = ""
    return _tidy(out) + (f"{code}\n" if shows_code else "")


def tautband(arguments: Sequence[str]) -> tuple[int, str]:
    """The command line in this process: its exit code, and all it prints."""
    from tautband.cli import main

    out = io.StringIO()
    code: Any = 0
    before, day_before = sys.argv, os.environ.get("TAUTBAND_TODAY")
    sys.argv, os.environ["TAUTBAND_TODAY"] = ["tautband", *arguments], TODAY
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            main()
    except SystemExit as left:
        code = left.code or 0
    finally:
        sys.argv = before
        os.environ.pop("TAUTBAND_TODAY")
        if day_before is not None:
            os.environ["TAUTBAND_TODAY"] = day_before
    return int(code), out.getvalue()


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in _DIGEST.sub("sha256:...", text).splitlines()]
    return "".join(f"{line}\n" for line in lines).strip("\n") + ("\n" if any(lines) else "")

"""The command line, read off the program: every verb, argument and option with the words its help shows."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import typer

from docs.generate.markdown import Page, code, document, plain, table
from tautband.cli.app import app
from tautband.cli.exits import ACT, NOTHING_AGAINST, OPEN, UNREADABLE

PATH = "reference/commands.md"
_EXITS = (
    (NOTHING_AGAINST, "nothing stands against it; warnings may"),
    (ACT, "act: a denial is expected, a person must decide, the author must be asked, or the note is not final"),
    (UNREADABLE, "the input cannot be read; the message says where and what to do"),
    (OPEN, "nothing stands against it, and something could not be checked"),
)


def verbs() -> list[tuple[str, Any]]:
    """Every command as typed after `tautband`, with the parsed command, in the order of the help."""
    return list(_below("", typer.main.get_command(app)))


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    commands = getattr(command, "commands", None)
    if commands is None:
        yield name, command
        return
    for word, inner in commands.items():
        yield from _below(f"{name} {word}".strip(), inner)


def command_page() -> Page:
    """The page of all commands."""
    held = verbs()
    index = [(f"[{code(f'tautband {name}')}](#{_anchor(name)})", plain(_help(command)[0])) for name, command in held]
    top = typer.main.get_command(app)
    return Page(
        PATH,
        document(
            "# Commands",
            "Every verb takes `--help`. With `--json` it prints JSON for other programs and nothing else. Nothing here "
            "opens a network connection.",
            table(("Command", "What it does"), index),
            table(("Option of the program", "Means"), list(_parameters(top))),
            "## Exit codes",
            table(("Code", "Means"), [(str(number), words) for number, words in _EXITS]),
            *(_verb(name, command) for name, command in held),
        ),
    )


def _anchor(name: str) -> str:
    return f"tautband-{name.replace(' ', '-')}"


def _help(command: Any) -> list[str]:
    return [" ".join(part.split()) for part in inspect.cleandoc(command.help or "").split("\n\n") if part.strip()]


def _verb(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join([f"tautband {name}", *(_shown(a) for a in arguments), "[OPTIONS]"])
    return document(
        f"## tautband {name} {{#{_anchor(name)}}}",
        f"`{usage}`",
        *(plain(paragraph) for paragraph in _help(command)),
        table(("Argument or option", "Means"), list(_parameters(command))),
    )


def _shown(argument: Any) -> str:
    name: str = argument.metavar or argument.name.upper()
    return name if argument.required else f"[{name}]"


def _parameters(command: Any) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield code(plain_pipe(_shown(parameter))), plain(parameter.help or "")
            continue
        if getattr(parameter, "hidden", False) or "--help" in parameter.opts:
            continue
        value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
        options = (*parameter.opts, *parameter.secondary_opts)
        spelled = ", ".join(code(plain_pipe(f"{option}{value}")) for option in options)
        default = parameter.default
        given = f" Otherwise {plain(default)}." if isinstance(default, str | int) and not parameter.is_flag else ""
        yield spelled, plain(parameter.help or "") + given


def plain_pipe(text: str) -> str:
    """Text for code in a table cell, where a bar would end the cell."""
    return text.replace("|", "\\|")

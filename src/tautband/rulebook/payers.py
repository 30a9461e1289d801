"""Which payer do these words mean? Names as people write them, the state that decides, and Medicare's contractor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tautband.model.policy import Payer
from tautband.rulebook.states import STATE_NAMES
from tautband.rulebook.tables import Tables

EACH_STATE = "-XX"
"""The end of the id of a payer that stands for one in each state, such as `medicaid-XX`."""
_PLAN_WORDS = frozenset({
    "hmo", "ppo", "epo", "pos", "commercial", "insurance", "ins", "inc", "co", "company", "plan", "managed", "care",
    "mco",
})  # fmt: skip
_APOSTROPHE = re.compile(r"['\u2019]")
_IN_BRACKETS = re.compile(r"([^()]{1,80})\(([^()]{1,80})\)")
"""A plan with its company or its programme behind it: "Medicare Advantage (Aetna)", "Texas Medicaid (STAR+PLUS)"."""
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_STATES = sorted(
    [(name.lower(), letters) for letters, name in STATE_NAMES.items()]
    + [(letters.lower(), letters) for letters in STATE_NAMES],
    key=lambda state: -len(state[0]),
)


class PayerNames:
    """The payers, found by id, name or alias, in any case and with any punctuation.

    Where several payers share an alias, the one whose `states` hold the state wins, then the one without states. A
    payer of each state answers with the state in its id; without a state it answers as itself (`medicaid-XX`).
    """

    def __init__(self, payers: Iterable[Mapping[str, Any]]) -> None:
        self.all = tuple(Payer.model_validate(payer) for payer in payers)
        self._by_words: dict[str, list[Payer]] = {}
        for payer in self.all:
            for words in dict.fromkeys(map(plain, (payer.id, payer.name, *payer.aliases))):
                self._by_words.setdefault(words, []).append(payer)
        self._known: dict[tuple[str, str | None], Payer | None] = {}

    def resolve(self, text: str, state: str | None = None) -> Payer | None:
        """The payer that `text` means to a claim of `state` (two letters). None: a payer nobody covers.

        A state named in the text ("Ohio Medicaid") counts before `state`; plan words (PPO, insurance) are dropped only
        where the name is not known with them; Medicaid with the plan that manages it in brackets is Medicaid.
        """
        key = (text, state)
        if key not in self._known:
            self._known[key] = self._resolve(text, state.strip().upper() if state else None)
        return self._known[key]

    def bound_by(self, payer: Payer) -> list[str]:
        """The ids of a payer and of those it follows, nearest first, and of those that they follow."""
        follows = {entry.id: entry.follows for entry in self.all}
        found, waiting = [], [payer.id, *payer.follows]
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found.append(name)
                waiting.extend(follows.get(name, ()))
        return found

    def names(self) -> Iterable[str]:
        """Every id, name and alias in plain words."""
        return self._by_words.keys()

    def _resolve(self, text: str, state: str | None) -> Payer | None:
        words = plain(text)
        shorter = " ".join(word for word in words.split() if word not in _PLAN_WORDS)
        behind = _IN_BRACKETS.fullmatch(text.strip())
        turned = plain(f"{behind[2]} {behind[1]}") if behind else words
        for attempt in dict.fromkeys((words, shorter, turned)):
            if found := self._pick(attempt, state):
                return found
            for rest, named in _without_state(attempt):
                if found := self._pick(rest, named):
                    return found
        of_medicaid = self._resolve(behind[1], state) if behind else None
        return of_medicaid if of_medicaid is not None and of_medicaid.kind == "medicaid" else None

    def _pick(self, words: str, state: str | None) -> Payer | None:
        sharing = self._by_words.get(words, [])
        if len(sharing) > 1:
            here = [payer for payer in sharing if state in payer.states]
            sharing = here or [payer for payer in sharing if not payer.states]
        if len(sharing) != 1:
            return None
        return _in_state(sharing[0], state) if _of_each_state(sharing[0]) else sharing[0]


def plain(text: str) -> str:
    """Lower-case words with one blank between, `&` as `and`, other punctuation gone."""
    return _NOT_A_WORD.sub(" ", _APOSTROPHE.sub("", text.lower().replace("&", " and "))).strip()


def _of_each_state(payer: Payer) -> bool:
    return payer.id.endswith(EACH_STATE)


def _in_state(payer: Payer, state: str | None) -> Payer:
    if state not in STATE_NAMES:
        return payer
    base = payer.id.removesuffix(EACH_STATE)
    return payer.model_copy(
        update={"id": f"{base}-{state}", "name": f"{payer.name}, {STATE_NAMES[state]}", "states": (state,)}
    )


def _without_state(words: str) -> Iterator[tuple[str, str]]:
    """The words without each state they name, longest name first, and that state."""
    padded = f" {words} "
    for name, letters in _STATES:
        if f" {name} " in padded:
            rest = padded.replace(f" {name} ", " ", 1).split()
            yield " ".join(word for word in rest if word != "of"), letters


def macs_for(tables: Tables, state: str | None, zip_code: str | None = None) -> tuple[str, ...]:
    """The Medicare contractor numbers that may serve a place: one where a ZIP code settles it, else all of the state.

    A ZIP code of which only nine digits decide counts as its state. Nothing known, or no state: none.
    """
    place = tables.zips.place(zip_code) if zip_code else None
    if place and not place.needs_zip9:
        return (place.mac,)
    where = place.state if place else state
    return tables.jurisdictions.macs_of(where) if where else ()

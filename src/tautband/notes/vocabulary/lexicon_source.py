"""Compiles the lexicon: TOML entries and the names of the muscle and drug tables become tries over words.

Read only while compiling. A file of `lexicon/` says its layer and kind and lists entries:

    layer = "things"          # the trie its phrases go into, one of LAYERS
    kind = "side"             # what a match is, unless the entry says otherwise
    spell = true              # its words may be misspelt
    spelled, exact, plain     # words that may be misspelt; that may not; real words that look like a misspelling
    [meant]                   # misspellings too short to be guessed, with the word meant

    [[entry]]
    value = "right"
    phrases = ["(right|rt) (side|sided|)"]
    examples = ["injected the [right](side=right) upper trapezius"]
"""

from __future__ import annotations

import csv
import itertools
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tautband.model.errors import PolicyError
from tautband.notes.vocabulary.clips import clippings
from tautband.notes.vocabulary.drawers import lay_away
from tautband.notes.vocabulary.lexicon import MISSPELLINGS
from tautband.notes.vocabulary.phrases import expand, word_tokens
from tautband.notes.vocabulary.spelling import SHORTEST, deletions
from tautband.notes.vocabulary.tokens import Tokens
from tautband.notes.vocabulary.word_graph import TERMINAL, graph_of
from tautband.notes.vocabulary.words import fold

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
LEXICON = HERE / "lexicon"
TABLES = PACKAGE / "tables"
MUSCLES = TABLES / "muscles.csv"
AGENTS = TABLES / "agents.csv"
DIAGNOSES = TABLES / "diagnosis_codes.csv"
PAYERS = PACKAGE / "policies" / "payers.toml"
SINGLE = ("things", "headings", "columns", "payers")
"""Layers with a trie of their own, in which a phrase means one thing and no match overlaps another."""
SHARED = ("assertions", "elements", "signs", "scores", "care", "diagnoses", "history", "visit")
"""Layers that share one trie: a phrase may mean several things, and matches may overlap."""
LAYERS = SINGLE + SHARED
CUES = "cues"
CONNECTORS = ("and", "&", "/", "+", ",", "and the")
LONGEST_NAME = 4
"""Words of a name that is clipped."""

Trie = dict[str, Any]


def sources() -> list[Path]:
    """Every file the compiled lexicon is made of."""
    return [*sorted(LEXICON.glob("*.toml")), MUSCLES, AGENTS, DIAGNOSES, PAYERS]


def build(directory: Path) -> None:
    """Write the compiled lexicon into `directory`."""
    compiled = compile_lexicon()
    compiled["drawers"] = lay_away(directory / "drawers.jsonl", compiled["drawers"])
    nodes = (json.dumps(node, separators=(",", ":")) for node in compiled["graph"].pop("nodes"))
    (directory / "nodes.jsonl").write_text("\n".join(nodes), encoding="utf-8")
    (directory / "lexicon.json").write_text(json.dumps(compiled, separators=(",", ":")), encoding="utf-8")


def compile_lexicon(leave_out: tuple[str, int] | None = None) -> dict[str, Any]:
    """The lexicon as plain data. `leave_out` (file stem, entry number) drops one entry, to show that a test
    needs it.
    """
    compiler = Compiler()
    for path in sorted(LEXICON.glob("*.toml")):
        with path.open("rb") as file:
            content = tomllib.load(file)
        for number, entry in enumerate(content.pop("entry", [])):
            if (path.stem, number) != leave_out:
                compiler.entry(content, entry, f"{path.name} entry {number + 1}")
        for kind, dropped in content.get("drop", {}).items():
            compiler.dropped[kind] |= {" ".join(words) for word in dropped for words in expand(word, path.name)}
        compiler.plain |= set(content.get("plain", ()))
        compiler.meant |= {fold(word): fold(meant) for word, meant in content.get("meant", {}).items()}
        compiler.exact |= {fold(word) for word in content.get("exact", ())}
        compiler.spelled |= {fold(word) for word in content.get("spelled", ())}
    compiler.muscle_table()
    compiler.agent_table()
    compiler.diagnosis_table()
    compiler.payer_names()
    return compiler.finished()


class Compiler:
    """Gathers phrases, labels and words."""

    def __init__(self) -> None:
        self.tries: dict[str, Trie] = {layer: {} for layer in (*SINGLE, CUES)}
        self.layer_of: dict[str, str] = {}
        self.labels: dict[tuple[str, str], int] = {}
        self.data: dict[str, dict[str, Any]] = defaultdict(dict)
        self.words: set[str] = set()
        self.spelled: set[str] = set()
        self.dropped: dict[str, set[str]] = defaultdict(set)
        self.plain: set[str] = set()
        self.exact: set[str] = set()
        self.meant: dict[str, str] = {}
        self.muscles: dict[str, dict[str, Any]] = {}

    def entry(self, file: dict[str, Any], entry: dict[str, Any], where: str) -> None:
        """Add one `[[entry]]`."""
        unknown = set(entry) - {"value", "kind", "layer", "phrases", "examples", "data", "spell"}
        layer = entry.get("layer", file.get("layer", "things"))
        if unknown or layer not in LAYERS or "value" not in entry or not ("phrases" in entry or "data" in entry):
            raise PolicyError(where, f"wrong keys {sorted(unknown)} or layer {layer!r}", "See lexicon_source.py.")
        kind = entry.get("kind", file.get("kind"))
        if not kind:
            raise PolicyError(where, "no kind", "Give the file or the entry a kind.")
        if "data" in entry:
            self.data[kind][entry["value"]] = entry["data"]
        for phrase in entry.get("phrases", ()):
            for words in expand(phrase, where):
                self.phrase(layer, kind, entry["value"], words, where, entry.get("spell", file.get("spell", False)))

    def phrase(self, layer: str, kind: str, value: str, words: Iterable[str], where: str, spell: bool = False) -> None:
        """Add one word sequence; the same sequence must not mean two things in one layer."""
        shared = layer in SHARED
        if shared and self.layer_of.setdefault(kind, layer) != layer:
            raise PolicyError(where, f"kind {kind!r} is of layer {self.layer_of[kind]!r}", "Keep a kind in one layer.")
        node = self.tries[CUES if shared else layer]
        folded = [word if word in "#*" else fold(word) for word in words]
        for word in folded:
            node = node.setdefault(word, {})
        label = self.labels.setdefault((kind, value), len(self.labels))
        known = node.setdefault(TERMINAL, [])
        if label not in known:
            known.append(label)
        if len(known) > 1 and not shared:
            other = next(key for key, number in self.labels.items() if number == known[0])
            raise PolicyError(where, f"{' '.join(folded)!r} already means {other}", "Let a phrase mean one thing.")
        self.words.update(folded)
        if spell:
            self.spelled.update(word for word in folded if len(word) >= SHORTEST and word.isalpha())

    def table_phrase(self, kind: str, value: str, text: str, spell: bool = True) -> None:
        """Add a name of a table unless the lexicon drops it or already gives it a meaning."""
        words = word_tokens(text)
        folded = tuple(fold(word) for word in words)
        node: Any = self.tries["things"]
        for word in folded:
            node = node.get(word, {})
        if TERMINAL not in node and " ".join(words) not in self.dropped[kind]:
            self.phrase("things", kind, value, words, text, spell=spell)

    def muscle_table(self) -> None:
        """Names, synonyms and abbreviations of muscles, and the coordinations in which they share a word."""
        with MUSCLES.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            kind = {"variant": "muscle"}.get(row["kind"], row["kind"])
            self.muscles[row["name"]] = {
                "kind": kind,
                "parent": row["parent"] or None,
                "members": [name for name in row["members"].split(";") if name],
                "region": row["anatomic_region"] or None,
                "group": row["group"],
            }
        for row in rows:
            for text in (row["name"], *row["synonyms"].split(";"), *row["abbreviations"].split(";")):
                if text.strip() and "<" not in text:
                    self.table_phrase("muscle", row["name"], text.strip().lower())
        for family in self.data["muscle_family"].values():
            self.coordinations(family)
        names = [
            (row["name"], text.strip(), row["common"] == "1")
            for row in rows
            if row["kind"] != "group"
            for text in (row["name"], *row["synonyms"].split(";"))
            if text.strip().replace(" ", "").isalpha()
            and text.count(" ") < LONGEST_NAME
            and not {"of", "part", "muscle", "musculus"} & set(text.split())
        ]
        for name, clipped in clippings(names, self.words).items():
            self.clipped(name, clipped)

    def clipped(self, name: str, forms: list[tuple[str, bool]]) -> None:
        """The clipped names of one muscle: believed anywhere, or as short forms are where ordinary words could say
        them.
        """
        self.data["clipped"].setdefault("words", {}).update(dict.fromkeys(w for form, _ in forms for w in form.split()))
        for form, ordinary in forms:
            self.table_phrase("short_muscle" if ordinary else "muscle", name, form, spell=False)

    def coordinations(self, family: dict[str, Any]) -> None:
        """ "gluteus medius and minimus", "upper, middle and lower trapezius": one phrase that names several muscles."""
        members: dict[str, str] = family["members"]
        for stem, size in itertools.product(family["stems"], (2, 3)):
            for chosen in itertools.permutations(members, size):
                value = "|".join(dict.fromkeys(members[word] for word in chosen))
                for connector in CONNECTORS:
                    listed = (
                        f" {connector} ".join(chosen)
                        if size == 2
                        else f"{chosen[0]} , {chosen[1]} {connector} {chosen[2]}"
                    )
                    text = f"{stem} {listed}" if family["first"] else f"{listed} {stem}"
                    self.table_phrase("muscle", value, text)
                    self.table_phrase("muscle", value, f"{stem} ({listed})")
                    if not family["first"]:
                        self.table_phrase("muscle", value, f"{stem} ({listed} fiber)")
                if size == 3:
                    listed = f"{chosen[0]} , {chosen[1]} , and {chosen[2]}"
                    self.table_phrase("muscle", value, f"{stem} {listed}" if family["first"] else f"{listed} {stem}")

    def agent_table(self) -> None:
        """Generic and brand names of the table of agents."""
        with AGENTS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.data["drug"].setdefault(row["drug"], {}).setdefault("class", row["drug_class"])
                for text in (row["drug"], *row["aliases"].split(";")):
                    if text.strip():
                        self.table_phrase("drug", row["drug"], text.strip().lower())

    def diagnosis_table(self) -> None:
        """Each diagnosis concept by its own name, unless the lexicon drops that."""
        with DIAGNOSES.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        concepts = dict.fromkeys(row["concept"] for row in rows)
        for row in rows:
            self.data["diagnosis_code"].setdefault(row["code"], [row["concept"], row["side"]])
        for concept in concepts:
            text = concept.replace("_", " ")
            if text not in self.dropped["diagnosis"]:
                self.phrase("diagnoses", "diagnosis", concept, text.split(), text)

    def payer_names(self) -> None:
        """Each payer by its name and aliases."""
        with PAYERS.open("rb") as file:
            for payer in tomllib.load(file)["payer"]:
                for text in (payer["name"], *payer.get("aliases", ())):
                    words = tuple(Tokens(text).words)
                    if words:
                        self.phrase("payers", "payer", "name", words, text)

    def finished(self, *, shared: bool = True) -> dict[str, Any]:
        """The compiled lexicon as plain data; `shared` as in `graph_of`."""
        misspellings: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for word in sorted(self.spelled - self.exact):
            for key in sorted(deletions(word)):
                misspellings[word[0]].setdefault(key, []).append(word)
        return {
            "labels": [list(label) for label in self.labels],
            "graph": graph_of(self.tries, shared=shared),
            "drawers": {MISSPELLINGS: {letter: joined(index) for letter, index in misspellings.items()}},
            "layer_of": self.layer_of,
            "words": sorted(self.words - {"#", "*"}),
            "plain": sorted(fold(word) for word in self.plain),
            "meant": {word: meant for word, meant in sorted(self.meant.items()) if meant in self.words},
            "data": self.data,
            "muscles": self.muscles,
        }


def joined(index: dict[str, list[str]]) -> dict[str, str]:
    """The words below each key as one text: a list for each would be 20,000 objects more to keep."""
    return {key: " ".join(words) for key, words in index.items()}

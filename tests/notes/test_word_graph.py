"""The tries of the lexicon as one graph whose phrases share their ends."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.notes.vocabulary.lexicon import lexicon
from tautband.notes.vocabulary.word_graph import TERMINAL, graph_of

WORDS = st.sampled_from(["left", "right", "upper", "trapezius", "#"])
PHRASES = st.dictionaries(st.lists(WORDS, min_size=1, max_size=4).map(tuple), st.integers(0, 3), max_size=12)


def trie_of(phrases: dict[tuple[str, ...], int]) -> dict[str, Any]:
    trie: dict[str, Any] = {}
    for words, label in phrases.items():
        node = trie
        for word in words:
            node = node.setdefault(word, {})
        node[TERMINAL] = [label]
    return trie


def phrases_of(graph: dict[str, Any], root: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    open_: list[tuple[tuple[str, ...], int]] = [((), root)]
    while open_:
        words, number = open_.pop()
        for word, further in graph["nodes"][number].items():
            if word == TERMINAL:
                (found[words],) = graph["endings"][further]
            else:
                open_.append(((*words, word), further))
    return found


@given(PHRASES, PHRASES)
@pytest.mark.slow
def test_a_graph_holds_the_phrases_of_its_tries_and_no_others(
    one: dict[tuple[str, ...], int], other: dict[tuple[str, ...], int]
) -> None:
    for shared in (True, False):
        graph = graph_of({"one": trie_of(one), "other": trie_of(other)}, shared=shared)
        assert phrases_of(graph, graph["roots"]["one"]) == one
        assert phrases_of(graph, graph["roots"]["other"]) == other


def test_phrases_that_end_alike_share_their_ends() -> None:
    trie = trie_of({("left", "upper", "trapezius"): 1, ("right", "upper", "trapezius"): 1})
    assert len(graph_of({"things": trie})["nodes"]) == 4
    assert len(graph_of({"things": trie}, shared=False)["nodes"]) == 7


def test_no_node_of_the_lexicon_is_walked_through_by_the_collector() -> None:
    held = lexicon()
    nodes = [held.node(number) for number in range(len(held.nodes))]
    assert len(nodes) > 1000
    assert [number for number, node in enumerate(nodes) if gc.is_tracked(node)] == []

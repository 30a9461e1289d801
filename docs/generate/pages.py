"""Every generated page, in the order of the reference."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.kind_pages import kind_pages
from docs.generate.markdown import Page
from docs.generate.policy_pages import policy_pages
from docs.generate.stated import Stated
from tautband.shipped import shipped_rulebook


def all_pages() -> Iterator[Page]:
    """The pages of the shipped rule book."""
    stated = Stated(shipped_rulebook())
    yield from policy_pages(stated)
    yield from kind_pages(stated)

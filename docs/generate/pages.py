"""Every generated page, in the order of the reference."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.code_pages import code_pages
from docs.generate.command_page import command_page
from docs.generate.coverage_page import coverage_page
from docs.generate.denial_pages import denial_pages
from docs.generate.format_pages import format_pages
from docs.generate.kind_pages import kind_pages
from docs.generate.markdown import Page
from docs.generate.policy_pages import policy_pages
from docs.generate.reference_page import reference_page
from docs.generate.stated import Stated
from docs.generate.timeline_pages import timeline_pages
from tautband.shipped import shipped_rulebook


def all_pages() -> Iterator[Page]:
    """The pages of the shipped rule book."""
    stated = Stated(shipped_rulebook())
    yield reference_page()
    yield from policy_pages(stated)
    yield from kind_pages(stated)
    yield from code_pages(stated)
    yield from denial_pages(stated)
    yield coverage_page(stated)
    yield from timeline_pages(stated)
    yield command_page()
    yield from format_pages()

"""The built site: strict, whole, and at home without a network."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from docs.generate.pages import all_pages
from guards.test_words import MACHINE
from guards.tree import ROOT

pytestmark = pytest.mark.slow


class Links(HTMLParser):
    """The addresses a page links to, what it loads, and the anchors it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if anchor := named.get("id") or named.get("name"):
            self.anchors.add(anchor)
        if tag == "a" and (target := named.get("href")):
            self.links.append(target)
        if loaded := (named.get("src") if tag != "link" else named.get("href")):
            self.loads.append(loaded)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Links]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(site).as_posix()] = links
    return found


def inside(page: str, target: str) -> tuple[str, str] | None:
    """The page and anchor a link leads to within the site; None for another host."""
    if urlsplit(target).scheme or target.startswith("//"):
        return None
    path, anchor = urldefrag(target)
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page), anchor


def test_every_generated_page_is_built(pages: dict[str, Links]) -> None:
    wanted = {page.path.removesuffix(".md") + ".html" for page in all_pages()}
    assert len(wanted) > 200
    assert wanted - set(pages) == set()


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Links]) -> None:
    broken = []
    for page, found in pages.items():
        if page == "404.html":
            continue
        for target in found.links:
            if there := inside(page, target):
                path, anchor = there
                if path not in pages or (anchor and anchor not in pages[path].anchors):
                    broken.append((page, target))
    assert broken == []


def test_no_page_is_an_orphan(pages: dict[str, Links]) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page in pages:
            reached.add(page)
            waiting.extend(there[0] for target in pages[page].links if (there := inside(page, target)))
    assert set(pages) - reached == {"404.html"}


def test_nothing_is_loaded_from_another_host(site: Path, pages: dict[str, Links]) -> None:
    assert [(page, load) for page, found in pages.items() for load in found.loads if inside(page, load) is None] == []
    styles = list(site.rglob("*.css"))
    assert styles != []
    remote = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", re.I)
    assert [path.name for path in styles if remote.search(path.read_text(encoding="utf-8"))] == []


def test_no_machine_path_and_no_program_text_is_on_the_site(site: Path) -> None:
    assert list(site.rglob("*.py")) == []
    words = [*list(site.rglob("*.html")), site / "search" / "search_index.json"]
    assert [(p.name, m.group()) for p in words if (m := MACHINE.search(p.read_text(encoding="utf-8")))] == []


def test_the_search_index_holds_the_reference(site: Path) -> None:
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "reference/policies/" in index
    assert "reference/codes/20552.html" in index

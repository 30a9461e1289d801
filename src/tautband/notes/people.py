"""Who did what, by credential."""

from __future__ import annotations

from tautband.model.encounter import Person
from tautband.notes.lexicon import Mention
from tautband.notes.page import Page


def read_people(page: Page, cues: dict[int, list[Mention]]) -> tuple[Person, ...]:
    """Who did what, by credential: from "performed by", "supervised by" and signature lines."""
    found: dict[tuple[str, str], Person] = {}
    for sentence in page.sentences:
        here = cues.get(sentence.number)
        if not here:
            continue
        roles = [m for m in here if m.kind == "supervision"]
        signature = sentence.section == "signature" or any(m.kind == "status" and m.value == "signed" for m in here)
        for m in here:
            if m.kind != "credential" or not written_as(page, m):
                continue
            before = [r for r in roles if r.last <= m.first]
            role = before[-1].value if before else "performer" if signature and not found else None
            if signature and role is None:
                role = "co_signer"
            if role is not None:
                found.setdefault(
                    (m.value, role), Person(credential=m.value, role=role, evidence=(page.evidence(m.first, m.last),))
                )
    return tuple(found.values())


def written_as(page: Page, m: Mention) -> bool:
    """Whether a short credential is written in capitals: "DO" and not "do"."""
    text = page.text[page.tokens.starts[m.first] : page.tokens.ends[m.last - 1]]
    return len(text) > 6 or text[:2].isupper()

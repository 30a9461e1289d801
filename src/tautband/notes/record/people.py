"""Who did what, by credential."""

from __future__ import annotations

from tautband.model.encounter import Person
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def read_people(page: Page, cues: dict[int, list[Mention]]) -> tuple[Person, ...]:
    """Who did what, by credential: from "performed by", "supervised by" and signature lines."""
    found: dict[tuple[str, str], Person] = {}
    signed_line = -1
    for sentence in page.sentences:
        here = cues.get(sentence.number)
        if not here:
            continue
        roles = [m for m in here if m.kind == "supervision"]
        if any(m.kind == "status" and m.value == "signed" for m in here):
            signed_line = sentence.line  # "signed by J. Example MD": an initial may end the sentence
        signature = sentence.section == "signature" or sentence.line == signed_line
        for m in here:
            if m.kind != "credential" or not written_as(page, m):
                continue
            before = [r for r in roles if r.last <= m.first]
            role = before[-1].value if before else None
            if role is None and (needled_by(page, sentence, m) or (signature and not found)):
                role = "performer"
            if signature and role is None:
                role = "co_signer"
            if role is not None:
                found.setdefault(
                    (m.value, role), Person(credential=m.value, role=role, evidence=(page.evidence(m.first, m.last),))
                )
    return tuple(found.values())


NAMED = 7
"""Words between "by" and a credential: a profession, a name, its comma."""
BESIDE = 3
"""Words before "by" that tell what was done by whom."""


def needled_by(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a sentence tells who held today's needle: "injected with 1 mL each by physical therapist J. Example"."""
    if sentence.past or sentence.foreign or not any(act.value == "inject" for act in sentence.kinds.get("act", NONE)):
        return False
    words = page.tokens.words
    by = next((at for at in range(m.first - 1, max(sentence.first, m.first - NAMED), -1) if words[at] == "by"), None)
    return by is not None and not any(word in WORKS for word in words[max(sentence.first, by - BESIDE) : m.first])


WORKS = {
    "supervised", "assisted", "signed", "reviewed", "witnessed", "drawn", "prepared", "ordered", "referred",
    "seen", "obtained", "positioned", "positioning", "marked", "marking", "guided", "followed", "present", "read", "-",
    "/", "after", "supervision", "assistance", "checked", "poured", "handed",
}  # fmt: skip
"""What others than the one with the needle do beside it."""


def written_as(page: Page, m: Mention) -> bool:
    """Whether a short credential is written in capitals: "DO" and not "do"."""
    text = page.text[page.tokens.starts[m.first] : page.tokens.ends[m.last - 1]]
    return len(text) > 6 or text[:2].isupper()

"""Diagnoses the clinician states, with site, side and the code printed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from tautband.model.encounter import Diagnosis, Side
from tautband.notes.diagnoses.codes import printed, prints_code, written
from tautband.notes.diagnoses.complaints import complaints, listed
from tautband.notes.diagnoses.entries import in_list
from tautband.notes.diagnoses.names import SYMPTOMS, WITHIN, joint_named, longest, misread, names_diagnosis
from tautband.notes.diagnoses.place import sides_of, site_of
from tautband.notes.diagnoses.row import Row, row_of
from tautband.notes.diagnoses.status import status_of
from tautband.notes.diagnoses.verdicts import verdict
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention


def read_diagnoses(page: Page) -> tuple[Diagnosis, ...]:
    """The diagnoses of the note, those of this encounter first by where they are stated.

    Assessed are those under an assessment or problem heading, at the head of a list item, or, in a note without an
    assessment, anywhere in today's text. Others are historical, ruled out or the family's.
    """
    headed = any(
        (s.section == "assessment" or (s.section == "plan" and s.item))
        and (names_diagnosis(s) or (s.own and prints_code(page, s)))
        for s in page.sentences
    )
    found: dict[tuple[str, Side, str | None], Diagnosis] = {}
    for made in in_words(page, headed, frozenset() if headed else stated_in_words(page)):
        key = (made.concept, made.side, made.site)
        known = found.get(key)
        if known is None or better(made, known):
            found[key] = made
    for made in printed(page, {d.written_code for d in found.values()}):
        twin = found.get((made.concept, made.side, made.site))
        second = twin is not None and twin.written_code not in (None, made.written_code)
        found.setdefault((made.concept, made.side, made.written_code if second else made.site), made)
    return tidy(list(found.values()) or complaints(page, headed))


def stated_in_words(page: Page) -> Set[str]:
    """The problems that the note gives as its diagnosis in running words."""
    named = page.by_sentence([m for m in page.cues["diagnoses"] if m.kind == "diagnosis"])
    told = ((page.sentences[number], m) for number, here in named.items() for m in here)
    return {m.value for s, m in told if verdict(page, s, m) and status_of(page, s, m, False) == "assessed"}


def in_words(page: Page, headed: bool, worded: Set[str]) -> Iterator[Diagnosis]:
    """Each statement of a diagnosis in words, in the note's order; a list of standing problems tells of the past where
    the note has an assessment or plan of its own.
    """
    named = page.by_sentence(longest([m for m in page.cues["diagnoses"] if m.kind == "diagnosis"]))
    own_part = any(
        s.heading and s.section in ("assessment", "plan") and not in_list(page, s, False) for s in page.sentences
    )
    listing = False
    for sentence in page.sentences:
        listing = in_list(page, sentence, listing)
        if sentence.number not in named:
            continue
        here = row_of(named[sentence.number])
        for mention in here.named:
            if misread(page, mention):
                continue
            m = joint_named(page, sentence, mention)
            status = "historical" if listing and own_part else status_of(page, sentence, m, headed, worded)
            if status is not None and (m.value not in SYMPTOMS or listed(page, sentence, m, here)):
                yield from by_side(page, sentence, m, here, status)


def by_side(page: Page, sentence: Sentence, m: Mention, here: Row, status: str) -> Iterator[Diagnosis]:
    """One statement as a diagnosis for each side it names; a printed code makes a loose name exact."""
    code = written(page, sentence, m, here)
    exact = page.lexicon.data["diagnosis_code"].get(code or "", ("", ""))[0]
    sides = sides_of(sentence, m, here)
    if sides == ["unspecified"] and page.tokens.words[m.first - 1] == "(" and (named := here.before(m)) is not None:
        sides = sides_of(sentence, named, here)  # "lesion of sciatic nerve, right (piriformis syndrome)"
    for side in sides:
        yield Diagnosis(
            concept=exact if exact in WITHIN.get(m.value, ()) else m.value,
            written_code=code,
            site=site_of(page, sentence, m),
            side=side,
            status=status,
            evidence=(page.evidence(m.first, m.last),),
        )


def better(made: Diagnosis, known: Diagnosis) -> bool:
    """Whether a later statement of a problem goes before the one known: it is assessed, or has the code printed."""
    if (made.status == "assessed") != (known.status == "assessed"):
        return made.status == "assessed"
    return known.written_code is None and made.written_code is not None and known.status == made.status


def tidy(found: list[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Leave out a statement without side or site where another one of the same concept and status has them."""
    kept = []
    stated = {d.concept for d in found if d.status == "assessed"}
    alike: defaultdict[tuple[str, str], list[Diagnosis]] = defaultdict(list)
    for d in found:
        alike[d.concept, d.status].append(d)
    for d in found:
        if not stated.isdisjoint(WITHIN.get(d.concept, ())) and d.written_code is None:
            continue
        same = [o for o in alike[d.concept, d.status] if o is not d]
        vague = d.side == "unspecified" and any(o.side != "unspecified" for o in same)
        siteless = d.site is None and any(o.site is not None and o.side == d.side for o in same)
        if (vague and (d.site is None or any(o.site == d.site for o in same))) or siteless:
            if d.written_code and not any(o.written_code == d.written_code for o in same):
                kept.append(d)
            continue
        kept.append(d)
    return tuple(kept)

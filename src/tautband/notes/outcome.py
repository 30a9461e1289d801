"""Whether a trigger point injection was performed today, and the words that decide it."""

from __future__ import annotations

from itertools import pairwise

from tautband.model.encounter import Injection
from tautband.model.evidence import Evidence
from tautband.notes.aims import Aim, Procedure
from tautband.notes.lexicon import Mention
from tautband.notes.page import TRIGGER, Page, Sentence
from tautband.notes.referring import picked
from tautband.notes.stance import NEEDLE_WORDS
from tautband.notes.under_way import drug_class, names_trigger_point
from tautband.notes.unfilled import unfilled

MOST_SURGERY = 2
"""A note with this many words of the operating room or the electrode is about those."""
DONE = {"tolerance", "twitch_response"}


def decide(
    page: Page, procedure: Procedure, entries: tuple[Injection, ...]
) -> tuple[bool | None, tuple[Evidence, ...]]:
    """True where fluid went into a muscle's trigger point, None where the note leaves it open, else False."""
    if any("no_visit" in s.assertions and titles(page, s) for s in page.sentences[:OPENING]):
        return False, ()
    if any("appeal" in s.assertions for s in page.sentences[:PREAMBLE]):
        return False, ()
    undone = [aim for aim in procedure.aims if undone_by_addendum(page, aim)]
    if undone:
        return False, tuple(quote(page, aim) for aim in undone[:2])
    wrong = [aim for aim in procedure.aims if charted_wrongly(page, aim)]
    if wrong:
        return None, tuple(quote(page, aim) for aim in wrong[:2])
    narrated = [aim for aim in procedure.aims if aim.mode == "narrated" and aim.service in ("tpi", None)]
    listed = [aim for aim in procedure.aims if aim.mode in ("listed", "title") and aim.service in ("tpi", None)]
    acted = [aim for aim in narrated if aim.acts and into_a_point(page, aim)]
    dosing = [t for a in narrated + listed if a.dose or a.acts for t in a.targets]
    got = {(t.name, side) for t in dosing for side in t.sides or ("",)}
    refused = [a for a in procedure.aims if a.stance in REFUSED and not of_one_muscle(a) and not of_another(page, a)]
    refused = [a for a in refused if not of_other_muscles(a, got)]
    signs = [
        m
        for aim in procedure.aims
        if aim.stance in ("performed", "bare") and aim.sentence.section not in ("exam", "history", "assessment")
        for m in aim.sentence.elements
        if m.value in DONE
    ]
    scored = any(scored_after(page, aim) for aim in procedure.aims if aim.stance in ("performed", "bare"))
    dosed = any(aim.dose for aim in narrated + listed) or (
        any(aim.sentence.line in page.cells or page.sides.get(aim.sentence.line) for aim in listed)
        and any(given(aim) for aim in procedure.aims)
    )
    dosed = dosed or any(follows_list(procedure, at) for at in range(1, len(procedure.aims)))
    dosed = dosed or (any(aim.targets for aim in listed) and field_by_field(page, procedure))
    dosed = dosed or any(with_its_volume(page, aim) for aim in listed)
    if not dosed and any(s.has("no_fluid") and not s.past and not s.foreign for s in page.sentences):
        return False, ()
    tpi = [aim for aim in procedure.aims if aim.service == "tpi" and aim.stance in ("performed", "bare")]
    words = tuple(quote(page, aim) for aim in (acted or narrated or listed or tpi)[:3])
    if not believable(page, procedure):
        somewhere = [aim for aim in procedure.aims if into_a_region(page, aim)]
        return (None, tuple(quote(page, aim) for aim in somewhere[:2])) if somewhere else (False, ())
    injecting = any(m.value == "inject" for aim in acted for m in aim.acts)
    if not injecting and (spared := [aim for aim in refused if unpricked(aim)]):
        later = [m for m in signs if m.first > spared[0].sentence.first]
        return (None if later and entries else False), tuple(quote(page, aim) for aim in spared[:2])
    if acted and (dosed or signs or entries):
        return True, words
    if any(not NEEDLE_WORDS.isdisjoint(a.sentence.vocabulary) for a in refused):
        begun = min((a.sentence.first for a in narrated + listed), default=0)
        signs = [m for m in signs if m.first >= begun]  # "no trouble with her gait" before it shows nothing
    if (entries or tpi) and (narrated or listed) and dosed and not (refused and not signs):
        return (
            None
            if merely_meant(
                narrated + listed,
                bool(signs)
                or scored
                or any(scores_fell(page, a) for a in narrated + listed)
                or prepared(procedure, narrated + listed),
            )
            else True
        ), words
    if listed and signs and entries:
        return True, words
    if tpi and signs and (dosed or titled_and_given(procedure)):
        return True, words
    regional = [aim for aim in narrated if into_a_region(page, aim)]
    if regional and not refused:
        return True, tuple(quote(page, aim) for aim in regional[:2])  # coding asks for the muscles
    reached = [aim for aim in narrated if given(aim) and measured(aim) and names_trigger_point(page, aim)]
    if reached and not refused:
        return True, tuple(quote(page, aim) for aim in reached[:2])  # "1 trigger point, 1.5 mL of bupivacaine"
    meant = [aim for aim in procedure.aims if aim.stance == "planned" and aim.sentence.has("today") and aim.targets]
    today = [aim for aim in meant if not aim.sentence.has("not_performed")]
    today = today or [aim for aim in procedure.aims if aim.stance == "planned" and left_blank(page, aim)]
    if refused:
        return False, tuple(quote(page, aim) for aim in refused[:2])
    if today or listed or (tpi and dosed):
        return None, tuple(quote(page, aim) for aim in (today or listed or tpi)[:2])
    readied = made_ready(page, procedure)
    return (None, tuple(quote(page, aim) for aim in readied[:2])) if readied else (False, ())


def titled_and_given(procedure: Procedure) -> bool:
    """Whether a note opens with the injection as its title and then measures what was given, in no other service."""
    if any(aim.service not in (None, "tpi") for aim in procedure.aims):
        return False
    title = any(
        m.value == TPI and m.first == aim.sentence.first and aim.stance == "bare"
        for aim in procedure.aims[:OPENING]
        for m in aim.services
    )
    return title and any(given(aim) and measured(aim) for aim in procedure.aims)


PREAMBLE = 6
"""Sentences in which a letter says what it is written for."""
ADDED = {"addendum", "correction", "late", "amendment", "amended", "corrected"}
AMISS = {"error", "erroneously", "template", "void", "voided", "mistake", "mistakenly", "inadvertently"}
AROUND = 3


def undone_by_addendum(page: Page, aim: Aim) -> bool:
    """Whether an addendum says that nothing was injected, and that the note was written in error: "opened in error
    from a template. The patient left and no injection was given. Please void charges."
    """
    sentence = aim.sentence
    if aim.stance != "not_performed" or aim.targets or aim.services or "side" in sentence.vocabulary or sentence.past:
        return False
    number = sentence.number
    near = [s for s in page.sentences[max(0, number - AROUND) : number + AROUND] if s.paragraph == sentence.paragraph]
    added = [s for s in near if not ADDED.isdisjoint(page.tokens.words[s.first : s.first + 2])]
    if not added or all(AMISS.isdisjoint(s.vocabulary) for s in near):
        return False
    return {"other", "further", "additional", "steroid"}.isdisjoint(sentence.vocabulary)


def scored_after(page: Page, aim: Aim) -> bool:
    """Whether a sentence of the procedure gives the pain after it: "post 2/10"."""
    words, sentence = page.tokens.words, aim.sentence
    if sentence.section != "procedure" or sentence.past:
        return False
    return any(
        words[at] in AFTER and words[at + 1].isdecimal() and words[at + 2 : at + 4] == ["/", "10"]
        for at in range(sentence.first, sentence.last - 3)
    )


AFTER = {"post", "after", "afterwards"}


def left_blank(page: Page, aim: Aim) -> bool:
    """Whether a sentence is a template's of the injection, whose blanks nobody filled."""
    told = "act" in aim.sentence.kinds or aim.services
    return bool(told) and aim.sentence.section == "procedure" and unfilled(page, aim.sentence)


SIGNED = {"signed", "scanned", "obtained", "chart", "file", "form", "written", "verbal"}
LAID_OUT = {"tray", "pulled", "superbill"}
LATER = {
    "next",
    "schedule",
    "scheduled",
    "authorization",
    "authorisation",
    "auth",
    "return",
    "future",
    "refer",
    "referral",
}


def made_ready(page: Page, procedure: Procedure) -> list[Aim]:
    """The sentences that ready a trigger point injection today, of which the note then tells no more.

    Consent is signed or a tray laid out, the injection is meant or ordered, and nothing puts it off to another day.
    """
    meant = [
        aim
        for aim in procedure.aims
        if aim.stance in ("performed", "bare", "planned")
        and ("service", "tpi") in aim.sentence.meanings
        and aim.sentence.section not in ("past", "history", "allergies")
    ]
    today = [s for s in page.sentences if not s.past and not s.foreign]
    words = page.tokens.words
    if any(a.dose and a.service not in (None, "tpi") and a.stance in ("performed", "bare") for a in procedure.aims):
        return []  # another procedure was done: consent and drug were its own
    if any("prewritten" in s.assertions for s in page.sentences):
        return []
    if not meant or any(not LATER.isdisjoint(words[a.sentence.first : a.sentence.last]) for a in meant):
        return []
    signed = any(
        m.value == "consent" and not SIGNED.isdisjoint(words[s.first : s.last]) for s in today for m in s.elements
    )
    laid = any("drawn_up" in s.assertions or not LAID_OUT.isdisjoint(words[s.first : s.last]) for s in today)
    return meant if signed and (laid or any("signed" in words[s.first : s.last] for s in today)) else []


OPENING = 3
"""Sentences in which a note says what kind of note it is."""


def titles(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens with the name of an encounter at which no needle can be used."""
    return any(m.value == "no_visit" and m.first - sentence.first <= 2 for m in sentence.cues) and (
        sentence.first in page.line_starts
    )


def into_a_point(page: Page, aim: Aim) -> bool:
    """Whether a needle's verb reaches a trigger point: by its service, its muscle or in so many words."""
    if aim.service == "tpi" or any(t.role == "" for t in aim.targets) or names_trigger_point(page, aim):
        return True
    return picked(page, aim) is not None and aim.service is None and measured(aim)  # "the two worst were injected"


def follows_list(procedure: Procedure, at: int) -> bool:
    """Whether a measured drug comes right after muscles with their points: "3 in R infraspinatus. 1.5 cc 1% lido."."""
    aim = procedure.aims[at]
    if not (given(aim) and measured(aim)) or aim.stance != "bare":
        return False
    return any(
        earlier.mode == "listed"
        and earlier.sentence.paragraph == aim.sentence.paragraph
        and any(t.role == "" for t in earlier.targets)
        for earlier in procedure.aims[max(0, at - 2) : at]
    )


def given(aim: Aim) -> bool:
    """Whether a drug stands in the procedure's own part: the solution of a form whose table says where it went."""
    kept = aim.stance in ("performed", "bare") and aim.service in (None, "tpi")
    return kept and aim.dose and aim.sentence.section == "procedure" and "drawn_up" not in aim.sentence.assertions


DRUG_KEYS = {
    "drug", "drugs", "agent", "agents", "medication", "medications", "med", "meds", "injectate", "solution", "volume",
    "anesthetic", "total", "vol", "amount", "dose", "rx", "mixture",
}  # fmt: skip
LONGEST_KEY = 4


def with_its_volume(page: Page, aim: Aim) -> bool:
    """Whether a row of a table gives the volume its muscle got, in a note that names what was injected."""
    cells = page.cells.get(aim.sentence.line)
    volume = (cells or {}).get("ml", "")
    if not any(word[0].isdigit() and word != "0" for word in volume.split()):
        return False
    return any("drug" in s.kinds for s in page.sentences if not s.past and not s.foreign)


def field_by_field(page: Page, procedure: Procedure) -> bool:
    """Whether the fields of a form give the drug and its volume: "Drug: lidocaine 1%", "Total volume: 3 mL"."""
    words = page.tokens.words
    fields = [
        aim.sentence
        for aim in procedure.aims
        if given(aim)
        and not DRUG_KEYS.isdisjoint(words[aim.sentence.first : aim.sentence.first + LONGEST_KEY])
        and ":" in words[aim.sentence.first : aim.sentence.first + LONGEST_KEY + 1]
    ]
    fields += [aim.sentence for aim in procedure.aims if given(aim) and measured(aim) and dose_alone(page, aim)]
    millilitres = any(("unit", "ml") in s.meanings and page.numbers_in(s) for s in fields)
    return millilitres and any("drug" in s.kinds for s in fields)


LONGEST_DOSE = 9


def dose_alone(page: Page, aim: Aim) -> bool:
    """Whether a line holds a drug with its volume and nothing else, as a ticked box does: "Lidocaine 1% 2 mL"."""
    sentence = aim.sentence
    alone = sentence.first in page.line_starts and sentence.last - sentence.first <= LONGEST_DOSE
    return alone and sentence.kinds.keys() <= {"drug", "unit"} and not sentence.cues


SURGICAL = {
    "laceration", "wound", "cyst", "lipoma", "abscess", "excision", "excised", "biopsy", "lesion", "suture", "sutures",
    "sutured", "keloid", "scar", "nail", "mole", "wart", "incision", "graft", "skin", "tooth", "dental", "catheter",
}  # fmt: skip


def into_a_region(page: Page, aim: Aim) -> bool:
    """Whether a deed puts a measured drug into a region and names nothing in it: "injected neck and shoulder area"."""
    if aim.stance != "performed" or aim.service is not None or not measured(aim):
        return False
    if not any(m.value == "inject" for m in aim.acts) or "region" not in aim.sentence.kinds:
        return False
    if {"structure", "service"} & aim.sentence.kinds.keys():
        return False
    return all(SURGICAL.isdisjoint(s.vocabulary) for s in page.sentences)


def scores_fell(page: Page, aim: Aim) -> bool:
    """Whether a sentence with a dose ends in the pain before and after it: "lido 1% 2 mL, 5->1"."""
    words = page.tokens.words
    arrows = (
        at for at in range(aim.sentence.first + 1, aim.sentence.last - 1) if words[at] in (">", "\N{RIGHTWARDS ARROW}")
    )
    for at in arrows:
        before, after = page.number(at - 1 - (words[at - 1] == "-")), page.number(at + 1)
        if aim.dose and before is not None and after is not None and after < before <= 10:
            return True
    return False


def prepared(procedure: Procedure, dosed: list[Aim]) -> bool:
    """Whether consent was had and the skin prepared in the very passage that gives the dose."""
    passages = {aim.sentence.paragraph for aim in dosed if aim.dose}
    told = {
        m.value
        for aim in procedure.aims
        if aim.sentence.paragraph in passages and aim.stance in ("performed", "bare")
        for m in aim.sentence.elements
    }
    return {"consent", "prep", "technique_needle"} <= told


def merely_meant(aims: list[Aim], signs: bool) -> bool:
    """Whether a dose for a muscle stands in the plan alone, and no verb, response or tolerance says it was given."""
    return not signs and all(aim.sentence.opened_by == "plan" and not aim.acts for aim in aims)


REFUSED = ("not_performed", "declined", "deferred")


def charted_wrongly(page: Page, aim: Aim) -> bool:
    """Whether a sentence says that the note stands in the wrong chart: "entered on the wrong patient"."""
    words = aim.sentence.vocabulary
    if "wrong" not in words or aim.stance in ("past", "foreign"):
        return False
    said = page.tokens.words[aim.sentence.first : aim.sentence.last]
    return any(one == "wrong" and two in ("patient", "chart", "pt") for one, two in pairwise(said))


UNTOUCHED = {"skin", "needle", "needles", "syringe", "tray", "puncture", "punctured"}


def unpricked(aim: Aim) -> bool:
    """Whether a sentence says that no needle went in at all: "skin was never punctured", "tray not opened"."""
    denied = aim.stance in REFUSED and aim.sentence.has("not_performed")
    if not denied or aim.targets or aim.sentence.foreign:
        return False
    words = aim.sentence.vocabulary
    if aim.sentence.has("no_fluid"):
        return False  # a dry needle
    if not UNTOUCHED.isdisjoint(words):
        return THE_REST.isdisjoint(words)
    placed = {"side", "region", "muscle", "structure"} & aim.sentence.kinds.keys()
    return not {"anything", "nothing"}.isdisjoint(words) and not placed and (THE_REST | {"more"}).isdisjoint(words)


def of_one_muscle(aim: Aim) -> bool:
    """Whether what was left is a muscle of the exam and not the procedure: "L lateral pterygoid: deferred"."""
    return aim.sentence.section == "exam" and bool(aim.targets) and not aim.services


THE_REST = {"other", "others", "else", "remaining", "rest", "further", "additional", "elsewhere"}


def of_other_muscles(aim: Aim, got: set[tuple[str, str]]) -> bool:
    """Whether what was left is a muscle beside those that got their dose: "rhomboid - patient declined injection"."""
    named = {(t.name, side) for t in aim.targets for side in t.sides or ("",)}
    return (
        bool(got and named)
        and got.isdisjoint(named)
        and not {name for name, side in got if not side} & {name for name, _ in named}
    )


OTHERS = {
    "tendon", "joint", "bursa", "nerve", "ligament", "fascia", "sheath", "epidural", "facet", "facets", "steroid",
    "note", "work", "letter", "xray", "mri", "labs", "lab", "splint", "brace", "crutches", "interpreter", "chaperone",
    "antibiotic", "referral", "refill", "refills", "block", "cortisone", "sedation", "ultrasound", "imaging",
    "fluoroscopy", "bloodwork", "transfusion", "toxin", "botox", "insertion", "enthesis", "origin", "prp", "disc",
    "sacroiliac",
}  # fmt: skip
"""What a note says it left alone beside the trigger points."""


def of_another(page: Page, aim: Aim) -> bool:
    """Whether what was left is another structure, drug or service and no trigger point: "so tendon not injected"."""
    if any(m.value == TPI for m in aim.services) or aim.targets:
        return False
    if "neither" in aim.sentence.vocabulary:
        return True  # "nerve blocks or Botox: we did neither today"
    if not THE_REST.isdisjoint(aim.sentence.vocabulary) and "nothing" not in aim.sentence.vocabulary:
        return True  # "other muscles - not injected"
    classes = {drug_class(page, m) for m in aim.sentence.kinds.get("drug", ())}
    if classes and classes.isdisjoint(FOR_MUSCLES):
        return True  # "B12 injection discussed, not given"
    if aim.services and aim.stance == "not_performed":
        return True
    services = {m.value for m in aim.sentence.kinds.get("service", ())}
    if services and TPI not in services:
        return True  # "Dry needling performed: no"
    return not OTHERS.isdisjoint(aim.sentence.vocabulary) and aim.stance == "not_performed"


TPI = "tpi"
FOR_MUSCLES = {"local_anesthetic", "saline", "corticosteroid", "water", "dextrose", "homeopathic", "botanical"}
"""Classes of drug that a trigger point is injected with."""


def quote(page: Page, aim: object) -> Evidence:
    """The sentence's words."""
    sentence = aim.sentence  # type: ignore[attr-defined]
    return page.evidence(sentence.first, sentence.last)


def believable(page: Page, procedure: Procedure) -> bool:
    """Whether the note is one in which an injected muscle can be a trigger point.

    A note that names trigger points, taut bands or twitches is; so is one that doses a named muscle and speaks of no
    surgery, where muscles are passed, sewn and infiltrated for other ends.
    """
    if any(m.value == "tpi" for aim in procedure.aims for m in aim.services):
        return True
    if any(m.value == "myofascial_pain" for m in page.cues["diagnoses"]):
        return True
    surgery = len(surgical_words(page))
    if surgery >= MOST_SURGERY:
        return False
    if any(m.value in ("taut_band", "twitch_response") for s in page.sentences for m in s.elements):
        return True
    if any(
        m.kind == "point" and TRIGGER & set(page.tokens.words[m.first : m.last])
        for s in page.sentences
        for m in s.things
    ):
        return True
    if any(m.value in ("myofascial_pain", "myalgia") for m in page.cues["diagnoses"]):
        return True
    heading = any(any(m.value == "injection" for m in aim.acts) for aim in procedure.aims if aim.stance == "performed")
    dosed = any(aim.dose for aim in procedure.aims if aim.stance in ("performed", "bare") and aim.service is None)
    if heading and dosed and not surgery:
        return True
    return any(
        aim.dose
        and (aim.acts or aim.mode == "listed" or (measured(aim) and any(t.source for t in aim.targets)))
        and any(t.role == "" for t in aim.targets)
        for aim in procedure.aims
        if aim.mode in ("narrated", "listed")
    )


def surgical_words(page: Page) -> set[str]:
    """The different words of the operating room and the electrode, outside what is told of earlier."""
    return {
        " ".join(page.tokens.words[m.first : m.last])
        for s in page.sentences
        if not (s.past or s.foreign or s.section in ("history", "results"))
        for m in s.kinds.get("service", ())
        if m.value == "operating" and not had_before(page, m)
    }


HAD = {"had", "no", "denies", "without", "underwent", "refused", "declined"}
HAD_REACH = 6


def had_before(page: Page, operation: Mention) -> bool:
    """Whether an operation is one of the patient's past, or none: "she had the carpal tunnel release in 2023"."""
    return not HAD.isdisjoint(page.tokens.words[max(0, operation.first - HAD_REACH) : operation.first])


def happened(procedure: Procedure, performed: bool | None) -> bool:
    """Whether any needle went in today: the trigger point injection, or a service whose words say it was done."""
    if performed:
        return True
    others = [aim for aim in procedure.aims if aim.service not in (None, "tpi") and aim.stance in ("performed", "bare")]
    if any(aim.acts or aim.dose for aim in others):
        return True
    told = [aim for aim in procedure.aims if aim.stance in ("performed", "bare")]
    done = [aim for aim in told if aim.sentence.section == "procedure"]
    if any(aim.stance == "performed" and aim.dose and any(m.value == "inject" for m in aim.acts) for aim in done):
        return True
    tolerated = any(m.value == "tolerance" for aim in done for m in aim.sentence.elements)
    return tolerated and any(measured(aim) and "drawn_up" not in aim.sentence.assertions for aim in done)


def measured(aim: Aim) -> bool:
    """Whether a sentence names a drug with its volume."""
    kinds = {(m.kind, m.value if m.kind == "unit" else "") for m in aim.sentence.things}
    return ("drug", "") in kinds and ("unit", "ml") in kinds

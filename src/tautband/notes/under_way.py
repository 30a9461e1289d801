"""Which service a sentence is about: the one it names, the structure its dose goes into, or the one under way."""

from __future__ import annotations

from tautband.notes.aims import Aim, Procedure
from tautband.notes.blocks import Block, block_site, fullness
from tautband.notes.columns import PLACES
from tautband.notes.lexicon import Mention
from tautband.notes.modes import followed_by_count
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.pointing import BODY_SECTIONS
from tautband.notes.sections import skip_marker
from tautband.notes.target import CONNECTORS

AIMING = {"into", "in", "onto", "to", "at", "around", "of", "over", "within", "along", "beside"}
INTO = {"into", "in", "within", "beneath", "under"}
NUMBED = {"infiltrated", "anesthetized", "injected", "anesthetised"}
OTHER_BY_NAME = {"platelet-rich plasma": "prp", "bone marrow aspirate": "prp"}
WHATEVER_THE_TARGET = {"prolotherapy", "prp", "botulinum"}
"""Services that stay what they are whatever structure the needle reaches."""
INTO_A_STRUCTURE = {
    "joint_injection", "bursa_injection", "tendon_sheath_injection", "tendon_origin_injection", "ligament_injection",
    "nerve_block", "facet_injection", "epidural", "sacroiliac_injection", "intramuscular_injection", "vaccination",
}  # fmt: skip
"""Services whose target is no muscle with a trigger point: words that dose such a muscle tell of another service."""
PAST_MUSCLES = {"nerve_block", "facet_injection", "epidural"}
FOR_THE_WHOLE_BODY = {"intramuscular_injection", "vaccination"}
LARGE_MUSCLES = {"deltoid", "gluteus maximus", "gluteus medius", "vastus lateralis", "triceps brachii"}
TRIGGER_POINT = "tpi"
NEEDLES_ALONE = {"dry_needling", "acupuncture"}
"""Services that put no fluid in: words that inject a muscle beside them tell of a trigger point injection."""
NO_NEEDLE = {"surgery", "operating"}
OTHER_BY_DRUG = {"botulinum_toxin": "botulinum"}
"""Classes of drug that make an injection another service whatever it aims at."""


NEAR_DENIED, FAR_DENIED = 3, 8
"""Words that a denial reaches over; more where it opens the sentence: "No alveolar or other nerve block was given"."""


PAPERS = {"authorization", "authorisation", "auth", "request", "requested", "referral", "approval", "consult"}
"""Words right behind a service of which only the papers are spoken: "RFA authorization not requested"."""


def named_services(page: Page, sentence: Sentence) -> list[Mention]:
    """The services a sentence names and does not deny."""
    if "service" not in sentence.kinds:
        return []
    denied = [
        range(n.last - 1, n.last + (FAR_DENIED if n.first - sentence.first <= 2 else NEAR_DENIED) + 1)
        for n in sentence.cues
        if n.value in ("negation", "not_performed")
    ]
    return [
        m
        for m in sentence.kinds["service"]
        if m.value not in NO_NEEDLE
        and not any(m.first in reach for reach in denied)
        and (m.value == TRIGGER_POINT or PAPERS.isdisjoint(page.tokens.words[m.last : m.last + 1]))
    ]


def answered_none(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a form answers a service or drug with no: "brachial plexus block: none", "Botulinum toxin     No"."""
    words, gaps = page.tokens.words, page.tokens.gaps
    at = m.last
    while at < sentence.last and at - m.last < LEADER and words[at] in (":", "-", "=", "?"):
        at += 1
    keyed = at > m.last
    if not keyed and field_denied(words, colon_behind(words, m.last, sentence.last), sentence.last):
        return True  # "Acupuncture tried: no"
    return at < sentence.last and words[at] in ("none", "no", "n", "not") and (keyed or gaps[at] >= 2)


def colon_behind(words: list[str], first: int, stop: int) -> int:
    """Where the colon of a form's key stands that begins with a service: behind "tried", "used", "at this site"."""
    at = first
    while at < stop and at - first < LEADER and words[at].isalpha():
        at += 1
    return at


LEADER = 4
"""Marks that may lead from a form's key to its answer: "Botox.....: No"."""


def tried_among_others(page: Page, sentence: Sentence) -> bool:
    """Whether needles stand in a list of treatments tried: "naproxen, acupuncture, PT"."""
    kinds = sentence.kinds
    if "service" not in kinds or sentence.section == "procedure" or "act" in kinds or "muscle" in kinds:
        return False
    words = page.tokens.words
    needles = any(
        m.value in NEEDLES_ALONE
        and (m.first == sentence.first or words[m.first - 1] in LISTING)
        and (m.last == sentence.last or words[m.last] in LISTING)
        for m in kinds["service"]
    )
    cares = [m for m in page.within("care", sentence) if m.kind == "care" and m.value not in NEEDLES_ALONE]
    return needles and bool(cares)


LISTING = {",", ".", ";", "and", "+", "/", "&", "with", "failed", "tried", "of", "have", "has", "did"}


def service_of(page: Page, aim: Aim, current: str | None) -> str | None:
    """The service a sentence is about: the one it names, the structure it aims at, or the one under way."""
    plain = bool(aim.targets) and any(t.role == "" for t in aim.targets)
    needled = plain and any(m.value == "inject" for m in aim.acts)
    denied = "not_performed" in aim.sentence.assertions and not aim.acts
    structure = None if denied else aimed_structure(page, aim)
    if aim.sentence.line in page.toxin_lines:
        return "botulinum"
    if aim.services:
        named = {m.value for m in aim.services}
        if named <= NEEDLES_ALONE and (needled or (wet(aim) and (plain or points_at(aim)) and not skin_alone(aim))):
            return TRIGGER_POINT
        if TRIGGER_POINT in named:
            beside = structure is not None and aim.acts and not plain
            return structure.value if structure is not None and beside else TRIGGER_POINT
        if needled and named <= PAST_MUSCLES and names_trigger_point(page, aim):
            return TRIGGER_POINT  # "5 mL was injected for the occipital block and the trigger points of the splenius"
        return aim.services[-1].value
    if not denied and into_large_muscles(page, aim):
        return "intramuscular_injection"
    for m in NONE if denied else aim.sentence.kinds.get("drug", NONE):
        other = OTHER_BY_DRUG.get(drug_class(page, m)) or OTHER_BY_NAME.get(m.value)
        if other and not answered_none(page, aim.sentence, m):
            return other
    if structure is not None:
        return current if current in WHATEVER_THE_TARGET else structure.value
    if current == "botulinum" and dealt_out(page, aim):
        return current
    if needled and (current in NEEDLES_ALONE or names_trigger_point(page, aim)):
        return TRIGGER_POINT
    if current is not None and opens_with_points(page, aim):
        return TRIGGER_POINT
    if current in NEEDLES_ALONE and aim.dose and wet(aim):
        return TRIGGER_POINT
    if current in INTO_A_STRUCTURE and back_to_muscles(page, aim, current):
        return TRIGGER_POINT
    if aim.sentence.section in BODY_SECTIONS and not aim.acts:
        return None
    return current


FOR_NO_POINT = {"vitamin", "nsaid"}


def into_large_muscles(page: Page, aim: Aim) -> bool:
    """Whether a vitamin or pain drug goes into large muscles for the whole body: "B12 in the right deltoid"."""
    classes = {drug_class(page, m) for m in aim.sentence.kinds.get("drug", NONE)}
    if not classes or not classes <= FOR_NO_POINT or not aim.targets or ("point", "site") in aim.sentence.meanings:
        return False
    return all(t.name in LARGE_MUSCLES | {"gluteals"} for t in aim.targets)


def in_units(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a row gives muscles or their sum in units, in a note that named a toxin before: "procerus 5 U x 1"."""
    if aim.service is not None or ("unit", "units") not in aim.sentence.meanings or aim.acts or aim.dose:
        return False
    summed = page.tokens.words[aim.sentence.first] == "total"
    if not (summed or any(t.role == "" for t in aim.targets)) or aim.sentence.section in BODY_SECTIONS:
        return False
    return any(a.service == "botulinum" for a in procedure.aims)


def beside_toxin_alone(page: Page, procedure: Procedure, aim: Aim) -> bool:
    """Whether a row names muscles and nothing to inject, in a note that gives a toxin and no other drug.

    A toxin's grid need not say its units: "Temporalis [x] R 20 [x] L 20".
    """
    if aim.service is not None or aim.acts or aim.dose or aim.sentence.section in BODY_SECTIONS:
        return False
    if not any(t.role == "" for t in aim.targets) or not any(a.service == "botulinum" for a in procedure.aims):
        return False
    return toxin_alone(page)


def dealt_out(page: Page, aim: Aim) -> bool:
    """Whether the millilitres of a toxin's solution are dealt out, in a note that gives no other drug: "200 units in
    20 mL saline. Trigger points injected: right pubococcygeus 4 mL". A drug of its own, or "also", begins another.
    """
    if ("unit", "ml") not in aim.sentence.meanings or "drug" in aim.sentence.kinds:
        return False
    return ANEW.isdisjoint(aim.sentence.vocabulary) and toxin_alone(page)


ANEW = {"also", "additionally", "separately", "separate", "then", "addition", "besides", "plus"}


def toxin_alone(page: Page) -> bool:
    """Whether a note gives no drug but a toxin and what it is dissolved in."""
    return not any(
        drug_class(page, m) not in TOXIN_AND_DILUENT
        for s in page.sentences
        if s.own and s.section not in TAKEN
        for m in s.kinds.get("drug", NONE)
    )


TOXIN_AND_DILUENT = {"botulinum_toxin", "saline", "water"}
TAKEN = {"medications", "allergies", "past", "history"}
"""Parts whose drugs the patient takes or took."""


def answered_no(page: Page, sentence: Sentence) -> bool:
    """Whether a form's question about the needle is answered with no: "Injection given? ....... No"."""
    words = page.tokens.words
    if any(field_denied(words, m.last, sentence.last) for m in sentence.kinds.get("act", NONE)):
        return NEEDLED.isdisjoint(sentence.kinds)
    if words[sentence.last - 2 : sentence.last - 1] == ["?"] and not NAMED.isdisjoint(sentence.kinds):
        return words[sentence.last - 1] in ("no", "n")
    if words[sentence.last - 1] != "?" or sentence.number + 1 >= len(page.sentences):
        return False
    following = page.sentences[sentence.number + 1]
    if following.line != sentence.line:
        return False
    said = next((words[at] for at in range(following.first, following.last) if words[at].isalpha()), "")
    return said in ("no", "n", "none", "not")


def field_denied(words: list[str], at: int, stop: int) -> bool:
    """Whether a form's key is answered with no and nothing else: "Performed: no"."""
    if words[at : at + 1] != [":"]:
        return False
    return words[at + 1 : stop] in DENIALS or (words[at + 1 : at + 2] in DENIALS[:3] and words[at + 2] in ("(", ";"))


DENIALS = (["no"], ["n"], ["none"], ["no", "."], ["false"], ["no", ","], ["not", "today"])
NEEDLED = {"muscle", "short_muscle"}
NAMED = {"muscle", "structure"}
"""What a form's question names, of which its answer speaks: "Trochanteric bursa injected?   No"."""
FAR_NAMED = 80
"""How many sentences back an item's service may have been named in full."""
ITEM_NAMES = {
    "block": "nerve_block", "blocks": "nerve_block", "joint": "joint_injection", "bursa": "bursa_injection",
    "toxin": "botulinum", "botox": "botulinum",
}  # fmt: skip


def named_by_item(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that a one-word item names which an earlier line named in full: "1. Block." after a list of both."""
    sentence, words = aim.sentence, page.tokens.words
    if heads_muscle_item(page, aim):
        return "tpi"
    if not sentence.item or words[sentence.last - 1] not in ".:" or sentence.last - sentence.first > 5:
        return None
    kind = ITEM_NAMES.get(words[sentence.last - 2])
    earlier = any(m.value == kind for a in procedure.aims[-FAR_NAMED:] for m in a.services)
    return kind if kind and earlier else None


COUNTING = {".", ")"}
PARTS = {"technique", "procedure", "description", "details", "part", "injection"}
"""Words that a report puts before the number of one of its procedures: "Technique (2):", "Procedure 2:"."""


def item_number(page: Page, sentence: Sentence) -> str:
    """The number that opens a sentence or stands right before it: "2. Left knee", "Procedures: 1. Left knee"; or that
    of the report's part that it opens: "Technique (2): the patient was turned".
    """
    words, first = page.tokens.words, sentence.first
    if words[first] in PARTS:
        told = [word for word in words[first + 1 : first + 6] if word not in ("(", ")", "#")][:2]
        return told[0] if len(told) == 2 and told[1] == ":" and told[0].isdecimal() and len(told[0]) == 1 else ""
    for at in (first, first - 2):
        if (
            at >= 0
            and words[at].isdecimal()
            and len(words[at]) == 1
            and not COUNTING.isdisjoint(words[at + 1 : at + 2])
        ):
            return words[at]
    return ""


def by_its_number(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that the list of procedures gave the number of this item: "1. Under fluoroscopy ..." after
    "Procedures: 1. Medial branch blocks 2. Trigger point injections".
    """
    if aim.sentence.section != "procedure":
        return None
    lists = aim.sentence.opened_by in ("", "procedure", "title") and not aim.dose and not aim.acts
    if len(aim.services) > 1 and lists:
        procedure.numbered.update(numbered_in_a_row(page, aim))
    number = item_number(page, aim.sentence)
    if not number:
        return None
    if aim.services:
        if lists:
            procedure.numbered.setdefault(number, aim.services[-1].value)
        return None
    opens = aim.sentence.first in page.line_starts and len(set(procedure.numbered.values())) > 1
    found = procedure.numbered.get(number) if opens else None
    named = page.tokens.words[aim.sentence.first] in PARTS
    return found if named or not aim.targets or found == TRIGGER_POINT else None


NUMBER_REACH = 7
"""Words from an item's number to the service it names: "2) left trochanteric bursa injection"."""


def numbered_in_a_row(page: Page, aim: Aim) -> dict[str, str]:
    """The services of a list that runs on in one line, by their numbers: "(1) epidural injection 2) TPI trapezius"."""
    words, found = page.tokens.words, dict[str, str]()
    after = aim.sentence.first
    for m in aim.services:
        for at in range(m.first - 2, max(after, m.first - NUMBER_REACH) - 1, -1):
            if words[at].isdecimal() and len(words[at]) == 1 and not COUNTING.isdisjoint(words[at + 1 : at + 2]):
                found[words[at]] = m.value
                break
        after = m.last
    return found


SHORT_HEAD = 10
MEANT_PARTS = {"plan", "planned", "past", "history", "assessment", "exam", "instructions"}


def heads_muscle_item(page: Page, aim: Aim) -> bool:
    """Whether an item is headed by the injection of a muscle: "A. LEFT TRAPEZIUS - injection", in a note that found a
    taut band or trigger point.
    """
    sentence = aim.sentence
    if not sentence.item or sentence.section in MEANT_PARTS or sentence.last - sentence.first > SHORT_HEAD:
        return False
    muscles = [t for t in aim.targets if t.role == ""]
    others = aim.services or "structure" in sentence.kinds or "act" in sentence.kinds
    if not muscles or others or {"injection", "injections", "inj"}.isdisjoint(sentence.vocabulary):
        return False
    return any(m.value == "taut_band" for s in page.sentences for m in s.elements) or any(
        "trigger" in s.vocabulary for s in page.sentences
    )


def turned(block: Block, current: str | None, head: Sentence) -> str | None:
    """What is under way where a new block begins: the injections end where an item tells of a dry needle alone, a joint
    or nerve where it turns to muscles.
    """
    if current == TRIGGER_POINT and block.marked and block.dry and not block.wet:
        return "dry_needling"
    return None if turns_to_muscles(block, current, head) else current


def turns_to_muscles(block: Block, current: str | None, head: Sentence) -> bool:
    """Whether a new block leaves the joint or nerve of the one before: it has muscles and says that it is another."""
    if current not in INTO_A_STRUCTURE:
        return False
    if head.item and not {"muscle", "muscles"}.isdisjoint(head.vocabulary) and head.last - head.first <= SHORT_HEAD:
        return True  # "2. RIGHT HIP MUSCLES."
    if not block.muscular:
        return False
    return block.pointed or (block.marked and current not in PAST_MUSCLES)


def into_site(page: Page, procedure: Procedure, aim: Aim, block: Block) -> str | None:
    """The service of a dose whose own words name no target, in a block about a joint, tendon or nerve."""
    if not aim.dose or aim.services or any(t.role == "" for t in aim.targets) or aim.sentence.section in BODY_SECTIONS:
        return None
    if any(m.kind in ("point", "each") for m in aim.sentence.things):
        return None
    own = aimed_structure(page, aim)
    if aim.service is not None and own is None:
        return None
    found = block_site(page, block, aim.sentence)
    if found is None or (own is not None and fullness(page, own) >= fullness(page, found[1])):
        return None
    earlier = next((a for a in procedure.aims if a.sentence is found[0]), aim)
    aim.site, aim.service = (earlier, found[1]), found[1].value
    return found[1].value


def wet(aim: Aim) -> bool:
    """Whether a sentence gives a drug with its volume, which needles alone do not."""
    return "drug" in aim.sentence.kinds and ("unit", "ml") in aim.sentence.meanings


def points_at(aim: Aim) -> bool:
    """Whether a sentence speaks of its points or of each of them."""
    return "point" in aim.sentence.kinds or "each" in aim.sentence.kinds


SKIN = {"skin", "wheal", "wheals", "subcutaneous", "subcutaneously", "intradermal", "topical", "cream", "numb", "emla"}


def skin_alone(aim: Aim) -> bool:
    """Whether what a sentence gives may have numbed the skin before needles without fluid."""
    return not SKIN.isdisjoint(aim.sentence.vocabulary)


def back_to_muscles(page: Page, aim: Aim, current: str) -> bool:
    """Whether a sentence after another injection turns to muscles: it opens with "Trigger points", or doses a muscle.

    A nerve is reached past muscles and a drug for the whole body is put into a large one, so there a muscle alone
    proves nothing: the sentence must speak of points, or open an item or a paragraph.
    """
    sentence = aim.sentence
    if sentence.section in BODY_SECTIONS and not aim.acts:
        return False
    opening = sentence.heading[1] if sentence.heading else sentence.first
    points = [m for m in sentence.things if m.kind == "point" or (m.kind == "each" and m.value == "site")]
    trigger = names_trigger_point(page, aim)
    if trigger and (aim.dose or aim.acts):
        return True
    if not KNOTS.isdisjoint(sentence.vocabulary) and aim.dose and any(m.value == "inject" for m in aim.acts):
        return "structure" not in sentence.kinds
    if trigger and any(m.first - opening <= 3 for m in points):
        return True
    if heads_its_site(page, aim) and current not in FOR_THE_WHOLE_BODY:
        return True
    plain = [t for t in aim.targets if t.role == ""]
    volume = ("unit", "ml") in sentence.meanings
    turned = not TURNING.isdisjoint(page.tokens.words[opening : opening + 2])
    if not plain or not (aim.acts or volume) or ("structure" in sentence.kinds and not turned):
        return False
    if current in FOR_THE_WHOLE_BODY:
        return trigger or not any(t.name in LARGE_MUSCLES for t in plain)
    return current not in PAST_MUSCLES or trigger or bool(points) or sentence.item or turned


SITE_KEY = 12
"""Words that the site at the head of a line may take: "Neck (opposite side, not the elbow region): L trap x2"."""


def heads_its_site(page: Page, aim: Aim) -> bool:
    """Whether a line gives a site of its own and counts the points of its muscles: "Neck: L upper trap x2, SCM x1"."""
    first, words = aim.sentence.first, page.tokens.words
    plain = [t.first for t in aim.targets if t.role == ""]
    if first not in page.line_starts or not plain or words[skip_marker(page, first, aim.sentence.last)] not in PLACES:
        return False
    key = words[first : min(plain)]
    return len(key) <= SITE_KEY and ":" in key and ";" not in key and followed_by_count(page, aim)


TURNING = {"then", "next", "separately", "second", "secondly", "additionally", "finally", "afterwards", "later"}
"""Words by which a sentence turns from one injection to the next."""
KNOTS = {"knot", "knots"}
FIRST_WORDS = 4


def opens_with_points(page: Page, aim: Aim) -> bool:
    """Whether an item or a line of its own opens with trigger points: "II. TRIGGER POINTS, RIGHT BUTTOCK"."""
    sentence = aim.sentence
    if sentence.first not in page.line_starts or sentence.has("negation", "not_performed", "planned"):
        return False
    first = skip_marker(page, sentence.first, sentence.last)
    words = page.tokens.words
    return any(
        "trigger" in words[m.first : m.last]
        and (m.first - first <= FIRST_WORDS or muscles_alone(page, sentence, first, m.first))
        for m in sentence.kinds.get("point", NONE)
    )


def muscles_alone(page: Page, sentence: Sentence, first: int, stop: int) -> bool:
    """Whether muscles with their sides stand from `first` to `stop` and nothing else: "R QL and R gluteus medius"."""
    named = {at for m in sentence.of("muscle", "short_muscle", "side") for at in range(m.first, m.last)}
    return all(at in named or page.tokens.words[at] in CONNECTORS for at in range(first, stop))


def names_trigger_point(page: Page, aim: Aim) -> bool:
    """Whether a sentence speaks of a trigger point in so many words."""
    words = page.tokens.words
    return any("trigger" in words[m.first : m.last] for m in aim.sentence.kinds.get("point", NONE))


def drug_class(page: Page, mention: Mention) -> str:
    """The class of a drug in the table of agents."""
    name = mention.value.split("@")[0]
    return str(page.lexicon.data["drug"].get(name, {}).get("class", ""))


LOOKED_AT = {"normal", "identified", "visualized", "visualised", "seen", "avoided", "unremarkable", "protected"}
"""Words behind a structure that was looked at and not aimed at: "sciatic nerve identified"."""


def aimed_structure(page: Page, aim: Aim) -> Mention | None:
    """The tendon, joint, nerve or other structure that a dose goes into, if the sentence says so."""
    if "structure" not in aim.sentence.kinds or not (aim.acts or aim.dose):
        return None
    words = page.tokens.words
    for m in aim.sentence.kinds["structure"]:
        begin = max(aim.sentence.first, m.first - 7)
        before = words[begin : m.first]
        if any(
            c.value in ("negation", "not_performed")
            and begin <= c.last <= m.first
            and ("," not in words[c.last : m.first] or {"or", "nor"} & set(words[c.last : m.last + 2]))
            for c in aim.sentence.cues
        ):
            continue
        if not LOOKED_AT.isdisjoint(words[m.last : min(m.last + 3, aim.sentence.last)]):
            continue
        roles = aim.sentence.kinds.get("role", NONE)
        if any(t.value in ("landmark", "quiet") and begin <= t.last <= m.first for t in roles):
            continue
        if m.value == "tendon_origin_injection" and "its" in before[-3:] and any(t.role == "" for t in aim.targets):
            continue  # "the levator, for a taut band at its upper insertion"
        if m.value == "infiltration":
            after = words[m.last : m.last + 3]
            after = [] if after[:1] in (["and"], [","], ["then"]) and NUMBED & set(after[1:2]) else after
            if any(t.role == "" for t in aim.targets) or not (INTO & set(before[-4:]) or NUMBED & set(after)):
                continue
        if any(word in AIMING for word in before) or not aim.targets:
            return m
    return None

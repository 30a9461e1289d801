"""What was injected today: follows the services through the note and gathers the muscles each sentence aims at."""

from __future__ import annotations

from tautband.notes.aims import Aim, Procedure, sort_targets, without_struck
from tautband.notes.blocks import Block, block_site, cut_blocks, fullness
from tautband.notes.lexicon import Mention
from tautband.notes.muscles import YES, Target, answer, side_chain, targets
from tautband.notes.page import NONE, Page, Sentence
from tautband.notes.pointing import BODY_SECTIONS, all_on, as_the_first, carried_on, mirrored, pointed, they_were_not
from tautband.notes.stance import acts, explained, stance

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


def follow(page: Page) -> Procedure:
    """Read every sentence in order, carrying the service under way from one to the next."""
    procedure = Procedure()
    current: str | None = None
    heading_sides: tuple[str, ...] = ()
    paragraph = 0
    told = False
    prewritten = last_prewritten(page)
    blocks = cut_blocks(page)
    for sentence in page.sentences:
        if sentence.line in page.off_lines:
            continue
        block = blocks[sentence.number]
        if block.first == sentence.number and turns_to_muscles(block, current):
            current = None
        if sentence.heading or sentence.paragraph != paragraph:
            heading_sides, paragraph, told = (), sentence.paragraph, False
        heading_sides = side_heading(page, sentence) or heading_sides
        position = stance(page, sentence)
        told = explained(page, sentence, told)
        if position == "performed" and answered_no(page, sentence):
            position = "not_performed"
        if told and position == "performed":
            position = "offered"
        if sentence.number <= prewritten and position in ("performed", "bare") and sentence.section != "addendum":
            position = "planned"
        found = targets(page, sentence)
        for target in found:
            target.sides = target.sides or heading_sides
        services = [] if tried_among_others(page, sentence) else named_services(sentence)
        services = [m for m in services if not answered_none(page, sentence, m)]
        done = acts(page, sentence) if position in ("performed", "bare") and not key_alone(page, sentence) else []
        if position == "performed" and not done:
            position = "bare"
        dose = "drug" in sentence.kinds or ("unit", "ml") in sentence.meanings
        if sentence.heading and sentence.section in BODY_SECTIONS:
            current = None
        aim = Aim(sentence, position, services, None, found, done, dose)
        if position in ("performed", "bare"):
            current = aim.service = service_of(page, aim, current)
            current = into_site(page, procedure, aim, block) or current
            if (item := named_by_item(page, procedure, aim)) is not None:
                current = aim.service = item
        procedure.aims.append(aim)
        procedure.begun.append(len(procedure.body))
        aim.mode = mode_of(page, aim)
        if aim.mode in ("listed", "title") and aim.targets and all(t.role == "quiet" for t in aim.targets):
            aim.mode = ""
        carried_on(page, procedure, aim)
        as_the_first(procedure, aim)
        they_were_not(page, procedure, aim)
        all_on(procedure, aim)
        mirrored(procedure, aim)
        pointed(procedure, aim)
        sort_targets(procedure, aim)
    without_struck(procedure)
    retitle(page, procedure)
    in_passing(page, procedure)
    return procedure


def in_passing(page: Page, procedure: Procedure) -> None:
    """Take back muscles that running words name after the list, with no needle, count or dose: "a bruise at ..."."""
    firm = [a for a in procedure.aims if a.mode in ("narrated", "listed") and any(t.role == "" for t in a.targets)]
    first = next((a.sentence.number for a in firm if not weak(page, a)), None)
    if first is None:
        return
    gone: set[int] = set()
    for aim in firm:
        if aim.sentence.number > first and weak(page, aim):
            gone |= {id(t) for t in aim.targets}
            aim.mode = ""
    if gone:
        procedure.body = [t for t in procedure.body if id(t) not in gone]


FEW_WORDS = 3


def weak(page: Page, aim: Aim) -> bool:
    """Whether a sentence of the procedure only speaks of its muscles: no deed, dose, count, row or item, and words."""
    sentence = aim.sentence
    if aim.acts or aim.dose or aim.services or sentence.item or sentence.line in page.sides:
        return False
    kinds = sentence.kinds
    if {"point", "each", "mirror"} & kinds.keys() or sentence.line in page.cells or followed_by_count(page, aim):
        return False
    if any(t.side_points or answer(page, sentence, t) in YES for t in aim.targets):
        return False
    known = {
        at for m in sentence.things if m.kind in ("muscle", "short_muscle", "side") for at in range(m.first, m.last)
    }
    spoken = [
        at
        for at in range(sentence.first, sentence.last)
        if at not in known and page.tokens.words[at].isalpha() and page.tokens.words[at] not in ("and", "the", "muscle")
    ]
    return len(spoken) >= FEW_WORDS


FINAL = {"final", "actual", "end"}


def last_prewritten(page: Page) -> int:
    """The number of the last sentence that was written before the visit: all of them, unless a final note follows."""
    if not any("prewritten" in sentence.assertions for sentence in page.sentences):
        return -1
    words = page.tokens.words
    begun = False
    for sentence in page.sentences:
        begun = begun or "prewritten" in sentence.assertions
        opening = words[sentence.first : sentence.first + 4]
        titled = sentence.first in page.line_starts and ("note" in opening or "draft" in opening)
        if begun and titled and not FINAL.isdisjoint(opening) and "prewritten" not in sentence.assertions:
            return sentence.number
    return len(page.sentences)


def retitle(page: Page, procedure: Procedure) -> None:
    """Take a heading's "injections into the ..." for a title where the note goes on to tell what was injected."""
    told = [aim for aim in procedure.aims if aim.mode == "narrated" and not nominal(page, aim)]
    told = [aim for aim in told if any(t.role == "" for t in aim.targets)]
    counted = [a for a in procedure.aims if a.mode in ("narrated", "listed") and a.dose and not for_billing(a)]
    counted = [a for a in counted if any(t.role == "" for t in a.targets)]
    last = max((a.sentence.number for a in told), default=-1)
    first = min((a.sentence.number for a in counted), default=len(page.sentences))
    moved: list[Target] = []
    for aim in procedure.aims:
        if aim.mode not in ("narrated", "listed"):
            continue
        before, after = aim.sentence.number < last, first < aim.sentence.number
        billed = for_billing(aim)
        if billed or ((before or after) and nominal(page, aim)):
            aim.mode = "title"
            moved += [t for t in aim.targets if t.role == ""]
    if moved:
        gone = {id(t) for t in moved}
        procedure.body = [t for t in procedure.body if id(t) not in gone]
        procedure.title += moved


BILLING = {"billing", "billed", "bill", "superbill", "charge", "charges", "charged", "coding", "coded", "cpt", "claim"}


def for_billing(aim: Aim) -> bool:
    """Whether a sentence sums up for the bill; such a summary may name what it likes, the procedure's words decide."""
    return not aim.dose and not BILLING.isdisjoint(aim.sentence.vocabulary)


VERBAL = {"injected", "infiltrated", "treated", "deactivated"}


def nominal(page: Page, aim: Aim) -> bool:
    """Whether a sentence has the needle's noun alone, without verb, drug, volume or count."""
    words = page.tokens.words
    return (
        not aim.sentence.item
        and aim.mode in ("narrated", "listed")
        and any(m.value == "tpi" for m in aim.services)
        and not aim.dose
        and not any(m.value != "muscle" for m in aim.sentence.kinds.get("point", NONE))
        and not followed_by_count(page, aim)
        and not any(t.side_points for t in aim.targets)
        and not any(VERBAL & set(words[m.first : m.last]) for m in aim.services)
        and all(m.value == "injection" and words[m.last - 1] in AIMING for m in aim.acts)
    )


def key_alone(page: Page, sentence: Sentence) -> bool:
    """Whether a form's key stands without an answer beside or below it, so that "Sites injected:" tells of no deed."""
    if page.tokens.words[sentence.last - 1] != ":":
        return False
    below = page.sentences[sentence.number + 1] if sentence.number + 1 < len(page.sentences) else None
    return below is None or ANSWERS.isdisjoint(below.kinds)


ANSWERS = {"muscle", "short_muscle", "drug"}
SIDE_HEADING = 4


def side_heading(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """The sides that a line of its own gives the list below it: "Right side:"."""
    if sentence.last - sentence.first > SIDE_HEADING or page.tokens.words[sentence.last - 1] != ":":
        return ()
    sides = sentence.kinds.get("side", NONE)
    return side_chain(sides) if sides and len(sides) == len(sentence.things) else ()


MANY = 20
ENDS = {",", ".", ";", ")", "and", "pt", "pts", "point", "points", "site", "sites", "spot", "spots", "stick", "sticks"}
TIMES = ("x", "\N{MULTIPLICATION SIGN}", "(")


def named_services(sentence: Sentence) -> list[Mention]:
    """The services a sentence names and does not deny."""
    if "service" not in sentence.kinds:
        return []
    negations = [m for m in sentence.cues if m.value in ("negation", "not_performed")]
    return [
        m
        for m in sentence.kinds["service"]
        if m.value not in NO_NEEDLE and not any(n.first < m.first and -1 <= m.first - n.last <= 3 for n in negations)
    ]


def answered_none(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a form answers a service with no: "brachial plexus block: none", "Botulinum toxin     No"."""
    words, gaps = page.tokens.words, page.tokens.gaps
    at = m.last
    keyed = at < sentence.last and words[at] in (":", "-", "=")
    at += keyed
    return at < sentence.last and words[at] in ("none", "no", "n", "not") and (keyed or gaps[at] >= 2)


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


LISTING = {",", ".", ";", "and", "+", "/", "&", "with", "failed", "tried"}


def service_of(page: Page, aim: Aim, current: str | None) -> str | None:
    """The service a sentence is about: the one it names, the structure it aims at, or the one under way."""
    plain = any(t.role == "" for t in aim.targets)
    needled = any(m.value == "inject" for m in aim.acts) and plain
    structure = aimed_structure(page, aim)
    if aim.services:
        named = {m.value for m in aim.services}
        if needled and named <= NEEDLES_ALONE:
            return TRIGGER_POINT
        if TRIGGER_POINT in named:
            beside = structure is not None and aim.acts and not plain
            return structure.value if structure is not None and beside else TRIGGER_POINT
        return aim.services[-1].value
    denied = aim.sentence.has("not_performed") and not aim.acts
    for m in NONE if denied else aim.sentence.kinds.get("drug", NONE):
        other = OTHER_BY_DRUG.get(drug_class(page, m)) or OTHER_BY_NAME.get(m.value)
        if other:
            return other
    if structure is not None:
        return current if current in WHATEVER_THE_TARGET else structure.value
    if needled and (current in NEEDLES_ALONE or names_trigger_point(page, aim)):
        return TRIGGER_POINT
    if current in NEEDLES_ALONE and aim.dose and wet(aim):
        return TRIGGER_POINT
    if current in INTO_A_STRUCTURE and back_to_muscles(page, aim, current):
        return TRIGGER_POINT
    if aim.sentence.section in BODY_SECTIONS and not aim.acts:
        return None
    return current


def answered_no(page: Page, sentence: Sentence) -> bool:
    """Whether a form's question about the needle is answered with no: "Injection given? ....... No"."""
    words = page.tokens.words
    if words[sentence.last - 1] != "?" or sentence.number + 1 >= len(page.sentences):
        return False
    following = page.sentences[sentence.number + 1]
    if following.line != sentence.line:
        return False
    said = next((words[at] for at in range(following.first, following.last) if words[at].isalpha()), "")
    return said in ("no", "n", "none", "not")


FAR_NAMED = 80
"""How many sentences back an item's service may have been named in full."""
ITEM_NAMES = {
    "block": "nerve_block", "blocks": "nerve_block", "joint": "joint_injection", "bursa": "bursa_injection",
    "toxin": "botulinum", "botox": "botulinum",
}  # fmt: skip


def named_by_item(page: Page, procedure: Procedure, aim: Aim) -> str | None:
    """The service that a one-word item names which an earlier line named in full: "1. Block." after a list of both."""
    sentence, words = aim.sentence, page.tokens.words
    if not sentence.item or words[sentence.last - 1] not in ".:" or sentence.last - sentence.first > 5:
        return None
    kind = ITEM_NAMES.get(words[sentence.last - 2])
    earlier = any(m.value == kind for a in procedure.aims[-FAR_NAMED:] for m in a.services)
    return kind if kind and earlier else None


def turns_to_muscles(block: Block, current: str | None) -> bool:
    """Whether a new block leaves the joint or nerve of the one before: it has muscles and says that it is another."""
    if current not in INTO_A_STRUCTURE or not block.muscular:
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
    if trigger and any(m.first - opening <= 3 for m in points):
        return True
    plain = [t for t in aim.targets if t.role == ""]
    volume = ("unit", "ml") in sentence.meanings
    if not plain or not (aim.acts or volume) or "structure" in sentence.kinds:
        return False
    if current in FOR_THE_WHOLE_BODY:
        return trigger or not any(t.name in LARGE_MUSCLES for t in plain)
    return current not in PAST_MUSCLES or trigger or bool(points) or sentence.item


def names_trigger_point(page: Page, aim: Aim) -> bool:
    """Whether a sentence speaks of a trigger point in so many words."""
    words = page.tokens.words
    return any("trigger" in words[m.first : m.last] for m in aim.sentence.kinds.get("point", NONE))


def drug_class(page: Page, mention: Mention) -> str:
    """The class of a drug in the table of agents."""
    name = mention.value.split("@")[0]
    return str(page.lexicon.data["drug"].get(name, {}).get("class", ""))


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
        roles = aim.sentence.kinds.get("role", NONE)
        if any(t.value in ("landmark", "quiet") and begin <= t.last <= m.first for t in roles):
            continue
        if m.value == "infiltration":
            after = words[m.last : m.last + 3]
            if any(t.role == "" for t in aim.targets) or not (INTO & set(before[-4:]) or NUMBED & set(after)):
                continue
        if any(word in AIMING for word in before) or not aim.targets:
            return m
    return None


def mode_of(page: Page, aim: Aim) -> str:
    """How a sentence names its muscles: narrated, listed, title or palpated; empty when it aims at none."""
    sentence = aim.sentence
    if aim.stance not in ("performed", "bare") or aim.service not in (None, "tpi"):
        return ""
    if not (aim.targets or aim.acts or aim.dose):
        return ""
    if page.tokens.words[sentence.last - 1] == "?" and aim.targets and not aim.dose:
        return ""  # "was the rhomboid injected?" asks
    tpi = aim.service == "tpi"
    finding = ("role", "finding") in sentence.meanings
    ticked = sentence.line in page.sides or sentence.line in page.cells
    if aim.acts and (sentence.section not in ("history", "assessment") or (aim.dose and aim.targets)):
        volume = ("unit", "ml") in sentence.meanings
        if any(m.value != "treat" for m in aim.acts) or volume or (tpi and sentence.section != "exam"):
            return "narrated" if tpi or aim.dose or aim.targets or sentence.section == "procedure" else ""
    if sentence.has("drawn_up") and not aim.acts and not aim.targets:
        return ""
    if aim.targets and not aim.acts and not numbered_or_dosed(page, aim) and only_meant(page, aim):
        return "title"
    if any(t.role == "" and answer(page, sentence, t) in YES for t in aim.targets):
        return "listed"
    if ticked and aim.targets:
        return "listed"
    if sentence.section in ("history", "assessment", "results"):
        return ""
    pointing = "each" in sentence.kinds or "point" in sentence.kinds
    numbered = any(t.side_points for t in aim.targets)
    counted = pointing or ticked or numbered or followed_by_count(page, aim)
    if (
        aim.targets
        and (aim.dose or counted)
        and (tpi or sentence.section == "procedure" or (aim.dose and sentence.section != "exam"))
    ):
        return "palpated" if finding and not aim.dose else "listed"
    if aim.targets and any(m.value == "tpi" for m in aim.services):
        return "title"
    if page.within("diagnoses", sentence) and not counted:
        return "palpated" if aim.targets and heads_item(page, aim) else ""
    if aim.targets and (sentence.section == "procedure" or (tpi and sentence.section in ("plan", ""))):
        return "palpated" if finding else "listed"
    if sentence.section == "exam":
        return ""
    return "narrated" if aim.dose and (tpi or (sentence.section == "procedure" and pointing)) else ""


def numbered_or_dosed(page: Page, aim: Aim) -> bool:
    """Whether a sentence gives its muscles a count or a measured drug."""
    measured = ("unit", "ml") in aim.sentence.meanings and not aim.sentence.has("drawn_up")
    return measured or followed_by_count(page, aim) or any(t.side_points for t in aim.targets)


FOR = {"for", "to", "regarding", "covering", "about"}


def only_meant(page: Page, aim: Aim) -> bool:
    """Whether muscles stand in what a sentence says of consent or of a tray: "consent for ...", "tray for ..."."""
    words = page.tokens.words
    first = aim.targets[0].first
    asked = [m for m in aim.sentence.elements if m.value == "consent" and m.last <= first]
    if asked and not FOR.isdisjoint(words[asked[-1].last : first]):
        return not {".", ";", ":"} & set(words[asked[-1].last : first])
    return aim.sentence.has("drawn_up") or "tray" in words[aim.sentence.first : first]


def heads_item(page: Page, aim: Aim) -> bool:
    """Whether muscles head an item of the procedure: "II. RIGHT LATISSIMUS DORSI - myofascial pain, 3 months"."""
    sentence, words = aim.sentence, page.tokens.words
    last = aim.targets[0].last
    return (
        sentence.item
        and sentence.section == "procedure"
        and last - sentence.first <= 6
        and words[last : last + 1] in (["-"], [":"])
    )


def followed_by_count(page: Page, aim: Aim) -> bool:
    """Whether "x2", "(1)", "2 pts" or a number alone stands right after a muscle."""
    words = page.tokens.words
    units = {m.first for m in aim.sentence.kinds.get("unit", NONE)}
    for target in aim.targets:
        tail = words[target.last : min(aim.sentence.last, target.last + 4)]
        if tail and tail[0].isdecimal() and int(tail[0][:3]) < MANY and target.last + 1 not in units:
            return tail[1:2] == [] or tail[1] in ENDS
        if any(word in TIMES for word in tail) and any(word.isdecimal() for word in tail):
            return True
    return False

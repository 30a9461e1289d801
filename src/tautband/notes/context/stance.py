"""What a sentence asserts of the needle: done, meant, offered, refused, put off, or merely named."""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.context.later_days import of_a_later_day
from tautband.notes.text.drug_classes import names_toxin
from tautband.notes.text.page import NONE, Page, Sentence
from tautband.notes.vocabulary.lexicon import Mention

MODAL = {"will", "be", "should", "could", "can", "may", "would", "might", "must", "shall", "plan", "planning"}
INTENTIONS = ("declined", "deferred", "offered", "planned")
CONCERNED = {"service", "act", "muscle", "short_muscle", "stem_muscle", "paraspinal_stretch", "point"}
"""Kinds of thing that only a sentence about the needle names."""
NEEDLED = {"service", "act", "drug"}
NEEDLED_OR_MUSCLE = NEEDLED | {"muscle"}
SPEAKER = {"i", "we", "my"}
"""Words by which the writer speaks of what he does."""


def names_needle(sentence: Sentence) -> bool:
    """Whether a sentence names a service, a needle's verb or a drug."""
    return not NEEDLED.isdisjoint(sentence.kinds)


def names_needle_or_muscle(sentence: Sentence) -> bool:
    """Whether a sentence names a service, a needle's verb, a drug or a muscle."""
    return not NEEDLED_OR_MUSCLE.isdisjoint(sentence.kinds)


IF = {"if", "unless", "when", "whenever"}


def acts(page: Page, sentence: Sentence) -> list[Mention]:
    """The needle's verbs in a sentence that are not wished, ordered or denied."""
    done = sentence.kinds.get("act")
    if done is None:
        return NONE
    return [
        m
        for m in done
        if not (sentence.has("drawn_up") and page.tokens.words[m.first] == "by")  # "prepared by RN: 4 mL drawn"
        and page.tokens.words[m.first - 1] not in IF  # "Procedure (if performed):"
        and not (m.value == "treat" and page.tokens.words[m.first - 1] == "already")  # "the two he already got"
        and not wished(page, sentence, m)
        and not denied(sentence, m)
        and not by_hand(sentence, m)
        and not of_another_day(page, sentence, m)
        and not spoken_of(page, sentence, m)
        and not readied(page, sentence, m)
        and page.tokens.words[m.first : m.first + 3] != ["completed", "by", ":"]  # who filled in the form
        and not in_view_of(page, sentence, m)
    ]


OF_PAPERS = {
    "consent", "consents", "paperwork", "form", "forms", "timeout", "vitals", "checklist", "intake", "teaching",
    "education", "labs", "xray", "screening",
}  # fmt: skip
"""What else is "done" or "given" before a needle."""
DETERMINERS = {
    "information", "handout", "instructions", "form", "forms", "leaflet", "date",
    "this", "that", "these", "those", "the", "her", "his", "how", "such", "a", "an",
    "all",
}  # fmt: skip


def in_view_of(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether "given" or "done" tells of no needle: "Given this, the injection is off", "consent done by MA"."""
    words = page.tokens.words
    if act.value != "inject" and act.first > sentence.first and words[act.first - 1] in OF_PAPERS:
        return True
    return act.first == sentence.first and words[act.first] == "given" and words[act.last] in DETERMINERS


READYING = {
    "prepared", "drawn", "mixed", "labeled", "labelled", "checked", "loaded", "verified", "witnessed", "discarded",
    "wasted", "opened", "brought", "set",
}  # fmt: skip


def readied(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether somebody only readied the drug: "medication prepared by RN", "drawn up by the nurse"."""
    words = page.tokens.words
    if words[act.first] != "by":
        return False
    return not READYING.isdisjoint(words[max(sentence.first, act.first - 2) : act.first])


GERUNDS = {"injecting", "needling"}
SPEAKING = {
    "of", "about", "against", "before", "without", "considered", "consider", "considering", "recommend",
    "recommended", "that", "suggest", "suggested", "discussed", "avoid", "avoided", "than", "not", "for", "regarding",
    "from",
}  # fmt: skip


def spoken_of(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a needle's verb is only a thing spoken of: "the risk of injecting the scalenes", "before injecting"."""
    words = page.tokens.words
    if "how" in words[max(sentence.first, act.first - 2) : act.first]:
        return True  # "I went through how one injects the piriformis"
    if words[act.first] == "injected" and describes_a_place(page, sentence, act):
        return True
    return words[act.first] in GERUNDS and act.first > sentence.first and words[act.first - 1] in SPEAKING


DETERMINED = {"the", "any", "each", "every", "all", "her", "his", "your", "their", "these", "those", "an", "recently"}
PLACES = {
    "muscle", "muscles", "area", "areas", "site", "sites", "side", "spot", "spots", "region", "regions", "limb", "arm",
    "shoulder", "leg", "tissue", "zone",
}  # fmt: skip


def describes_a_place(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether "injected" only describes a place: "expect soreness in the injected muscles"; not what was put there."""
    words = page.tokens.words
    if not {"muscle", "short_muscle", "drug"}.isdisjoint(sentence.kinds) or act.first == sentence.first:
        return False
    return words[act.first - 1] in DETERMINED and not PLACES.isdisjoint(words[act.last : act.last + 1])


BEFORE_A_DATE = {"here", "on", "in", "at", "by", "us", "me", "-", "(", ":", ",", "last", "back", "clinic", "the", "of"}
DAY_REACH = 4
"""Small words that may part a deed from its date: "done here on 3/6"."""


def of_another_day(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a date before the service stands right behind a deed: "TPI of the soleus done here 3/6/2025"."""
    if page.day is None or not page.dates:
        return False
    for dated in page.dates_in(sentence):
        if dated.first < act.last or dated.first - act.last > DAY_REACH:
            continue
        if all(word in BEFORE_A_DATE for word in page.tokens.words[act.last : dated.first]):
            return dated.day < (page.day if dated.exact else page.day.replace(day=1))
    return False


BY_HAND = {
    "manual", "manually", "massage", "massaged", "spray", "heat", "ice", "stretch", "stretched", "stretching", "laser",
    "pressure", "tens", "cupping", "taping", "kneaded", "acupressure", "mobilization", "mobilisation",
}  # fmt: skip


def by_hand(sentence: Sentence, act: Mention) -> bool:
    """Whether a muscle was "treated" with hands, cold or current and not with a needle."""
    if act.value != "treat" or BY_HAND.isdisjoint(sentence.vocabulary) or "muscle" not in sentence.kinds:
        return False
    return {"drug", "service"}.isdisjoint(sentence.kinds) and ("unit", "ml") not in sentence.meanings


def wished(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a modal verb stands right before: "will be injected", "to be done"."""
    begin = max(sentence.first, act.first - 3)
    before = page.tokens.words[begin : act.first]
    if before[-2:] == ["used", "to"]:
        return False  # "a 25 gauge needle was used to inject"
    return any(word in MODAL for word in before) or (bool(before) and before[-1] == "to" and act.value == "inject")


def denied(sentence: Sentence, act: Mention) -> bool:
    """Whether the verb is part of a denial: "was not injected", "nothing was injected"."""
    return any(
        m.value in ("not_performed", "never") and m.first < act.last + 2 and act.first < m.last + 1
        for m in sentence.cues
    ) or any(m.value == "negation" and 0 <= act.first - m.last <= 2 for m in sentence.cues)


CONDITIONS = {"if", "should", "next", "could", "may", "perhaps"}
"""First words of an intention that holds for an injection named before it: "repeat injection of the TFL if needed"."""


def stance(page: Page, sentence: Sentence) -> str:
    """One of: past, foreign, not_performed, declined, deferred, offered, planned, performed, bare."""
    if sentence.past:
        return "past"
    if sentence.foreign:
        return "foreign"
    done = acts(page, sentence)
    intent: list[Mention] = []
    if sentence.has(*INTENTIONS) and (concerns_needle(page, sentence) or opens_with_delay(page, sentence)):
        first_act = min((act.first for act in done), default=sentence.last)
        intent = [m for m in sentence.cues if m.value in INTENTIONS and m.first <= first_act]
        if not intent and done and all(named_only(page, m) for m in done) and "drug" not in sentence.kinds:
            intent = [
                m
                for m in sentence.cues
                if m.value == "deferred" or (m.value == "planned" and page.tokens.words[m.first] in CONDITIONS)
            ]  # "the injection of the SCM is off"
    if not intent and done and explained_by_name(page, sentence, done):
        return "offered"
    if intent and not (done and contradicted(page, intent[-1], done[0])):
        return min((m.value for m in intent), key=INTENTIONS.index)
    if sentence.section == "planned" or (not done and conditional(page, sentence)):
        return "planned"
    if not done and told_beforehand(page, sentence):
        return "offered"
    if not done and of_a_later_day(page, sentence):
        return "planned"
    if not done and row_left_undone(page, sentence):
        return "not_performed"
    if denies_needle(page, sentence) and not done and "muscle" not in sentence.kinds:
        return "not_performed"
    return "performed" if done else "bare"


def explained_by_name(page: Page, sentence: Sentence, done: list[Mention]) -> bool:
    """Whether the writer explains an injection by its noun and tells no deed: "explained an injection of 1 mL"."""
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    return (
        cue is not None and cue.last <= done[0].first <= cue.last + NEAR_CUE and all(named_only(page, m) for m in done)
    )


NEAR_CUE = 4


def conditional(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence of the plan opens with a condition, or any ties the injection to one without a dose: "If R
    gluteus medius flares, TPI then", "PMR for TPI L trapezius if spasm persists".
    """
    words = page.tokens.words
    if "if" not in sentence.vocabulary or sentence.has("today"):
        return False
    first = sentence.heading[1] if sentence.heading else sentence.first
    while first < sentence.last and not words[first].isalpha():
        first += 1
    opens = first < sentence.last and words[first] == "if"
    planning = sentence.opened_by in PLANNING or sentence.section in PLANNING
    if planning and opens:
        return True
    dosed = ("unit", "ml") in sentence.meanings
    if dosed or ("service", "tpi") not in sentence.meanings:
        return False
    named = next(m.first for m in sentence.kinds["service"] if m.value == "tpi")
    behind = "if" in words[named : sentence.last] and "point" not in sentence.kinds
    return planning or opens or behind


PLANNING = {"plan", "instructions"}
IS = {"is", "are", "gets", "being", "be", "get"}


def explained(page: Page, sentence: Sentence, told: bool) -> bool:
    """Whether a sentence tells how the procedure goes: "I described it: lidocaine is injected".

    `told` says whether the sentence before did so: a description goes on while its verbs stay in the present. Where
    consent is taken in the same words, or under a procedure's heading, the present tense is that of the deed.
    """
    if "or" in sentence.vocabulary and alternatives(page, sentence):
        done = acts(page, sentence)
        if done and all(present(page, sentence, act) for act in done):
            return True  # "lidocaine or saline is injected into the muscle" tells of no deed
    if not told and "explained" not in sentence.assertions:
        return False
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    if (cue is None and not told) or any(m.value == "consent" for m in sentence.elements):
        return False
    begin = cue.last if cue else sentence.first
    later = [act for act in acts(page, sentence) if act.first >= begin]
    if later:
        return all(present(page, sentence, act) for act in later)
    goes_on = cue is not None or not IS.isdisjoint(page.tokens.words[begin : sentence.last])
    return goes_on and sentence.section != "procedure"


ANSWERS = (":", "-", "\N{EN DASH}", "=")


def row_left_undone(page: Page, sentence: Sentence) -> bool:
    """Whether a row that opens with the service ends with its denial: "TPI R soleus, lidocaine 2 mL: not performed"."""
    words = page.tokens.words
    opens = any(m.value == "tpi" and m.first - sentence.first <= 2 for m in sentence.kinds.get("service", NONE))
    if not opens or "muscle" not in sentence.kinds:
        return False
    return any(
        m.value in ("not_performed", "declined", "deferred")
        and m.last >= sentence.last - 1
        and words[m.first - 1] in ANSWERS
        for m in sentence.cues
    )


INVOLVES = {"involve", "involves", "entail", "entails", "consist", "consists"}


def told_beforehand(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence explains what the injection would be: "what it would involve: 1% lidocaine, 2 mL in each",
    "information on trigger point injection of the trapezius".
    """
    cue = next((m for m in sentence.cues if m.value == "explained"), None)
    if cue is None:
        return False
    words = page.tokens.words
    if "how" in words[cue.first : cue.last]:
        return True  # "I went through how one injects the piriformis: 22 G, 2 mL"
    if words[cue.last - 1] in ABOUT and any(m.first == cue.last for m in sentence.kinds.get("service", NONE)):
        return True
    if not INVOLVES.isdisjoint(words[cue.first : sentence.last]):
        return True
    measured = ("unit", "ml") in sentence.meanings
    return not measured and not POSSIBLE.isdisjoint(words[cue.last : sentence.last])  # "a needle there can nick a lung"


POSSIBLE = {"can", "may", "might", "could"}


ABOUT = {"on", "about", "of"}


def alternatives(page: Page, sentence: Sentence) -> bool:
    """Whether "or" stands between two drugs or two muscles, of which a deed would have had one."""
    words = page.tokens.words
    solid = [m for m in sentence.things if m.kind in ("drug", "muscle", "short_muscle")]
    return any(
        one.kind == other.kind and "or" in words[one.last : other.first] and other.first - one.last <= 4
        for one, other in pairwise(solid)
    )


def present(page: Page, sentence: Sentence, act: Mention) -> bool:
    """Whether a verb stands in the present passive: "is then injected"."""
    return not IS.isdisjoint(page.tokens.words[max(sentence.first, act.first - 2) : act.first + 1])


NEEDLE_WORDS = {
    "pushed", "syringe",
    "inject", "injected", "injecting", "injection", "injections", "tpi", "tpis", "procedure", "procedures", "needle",
    "needling", "needled", "block", "treatment", "shot", "shots", "proceed", "medication",
}  # fmt: skip
SHORT = 5
"""A denial of so few words has the procedure for its subject: "Not done today."."""


def denies_needle(page: Page, sentence: Sentence) -> bool:
    """Whether what a sentence denies is the procedure and not, say, an electrocardiogram."""
    if "not_performed" not in sentence.assertions:
        return none_done(page, sentence)
    words = page.tokens.words[sentence.first : sentence.last]
    short = len(words) <= SHORT and not of_another_matter(page, sentence)
    named = not NEEDLE_WORDS.isdisjoint(words) or concerns_needle(page, sentence)
    return short or named or denies_what_came_before(page, sentence)


REFERRING = {"these", "this", "those", "them", "it", "that"}


def denies_what_came_before(page: Page, sentence: Sentence) -> bool:
    """Whether a denial's object is the needle of the sentence before: "TPI to the trapezius. We did not do these today:
    the plan wants approval".
    """
    cue = next((m for m in sentence.cues if m.value == "not_performed"), None)
    if cue is None or REFERRING.isdisjoint(page.tokens.words[cue.last - 1 : cue.last + 1]) or not sentence.number:
        return False
    before = page.sentences[sentence.number - 1]
    return before.own and ("service", "tpi") in before.meanings


def of_another_matter(page: Page, sentence: Sentence) -> bool:
    """Whether a short denial has a test or another care for its subject: "EGD not needed.", "X-ray not indicated."."""
    cue = next((m for m in sentence.cues if m.value == "not_performed"), None)
    subject = page.tokens.words[sentence.first : cue.first] if cue is not None else []
    return bool(subject) and not MATTERS.isdisjoint(subject)


MATTERS = {
    "egd", "colonoscopy", "xray", "xrays", "mri", "ct", "imaging", "labs", "lab", "ekg", "ecg", "emg", "ultrasound",
    "scan", "films", "film", "bloodwork", "culture", "biopsy", "surgery", "referral", "vaccine", "refill", "refills",
    "antibiotics", "antibiotic", "opioid", "opioids", "brace", "splint", "crutches", "letter", "strep", "covid",
    "mammogram", "dexa", "dxa", "pap", "ray", "rays", "ua", "cbc", "troponin", "monitor", "stress", "echo",
}  # fmt: skip
"""Subjects of a denial that is not about the needle."""


KEYS = {"procedure", "procedures", "injection", "injections", "tpi", "tpis", "intervention", "interventions"}
AROUND = {
    "performed", "done", "given", "today", "this", "visit", "encounter", "in", "office", "clinic", "(", ")", "s", ".",
}  # fmt: skip
NONE_DONE = {"none", "nil", "n/a", "na"}
LONGEST_FIELD = 10


def none_done(page: Page, sentence: Sentence) -> bool:
    """Whether a form's field says that nothing was done: "Procedure: none today", "Injections this visit: none"."""
    if sentence.last - sentence.first > LONGEST_FIELD or NONE_DONE.isdisjoint(sentence.vocabulary):
        return False
    words = page.tokens.words[sentence.first : sentence.last]
    if ":" not in words[:-1]:
        return False
    colon = words.index(":")
    key, said = words[:colon], words[colon + 1 :]
    return not KEYS.isdisjoint(key) and set(key) <= KEYS | AROUND and said[0] in NONE_DONE and set(said[1:]) <= AROUND


def concerns_needle(page: Page, sentence: Sentence) -> bool:
    """Whether an intention can be about the injection: the sentence names one, or a muscle, toxin or needle verb."""
    if not CONCERNED.isdisjoint(sentence.kinds) or not NEEDLES.isdisjoint(sentence.vocabulary):
        return True
    if any(m.value == "deferred" and called_off(page, sentence, m) for m in sentence.cues):
        return True
    told = sentence.has("offered") and not sentence.has("declined", "deferred")
    if told and "drug" in sentence.kinds and ("unit", "ml") in sentence.meanings:
        return True
    return names_toxin(page, sentence)


LONGEST_DELAY = 10
POINTING = {"it", "this", "that"}
"""What stands for the injection in "she asked if it could wait"."""


def opens_with_delay(page: Page, sentence: Sentence) -> bool:
    """Whether a short sentence puts off what the note is about and names nothing else: "Rescheduled to May",
    "her mother asked if it could wait"."""
    if "deferred" not in sentence.assertions or sentence.last - sentence.first > LONGEST_DELAY:
        return False
    told = page.tokens.words
    opens = any(
        m.value == "deferred" and (m.first == sentence.first or not POINTING.isdisjoint(told[m.first : m.last]))
        for m in sentence.cues
    )
    words = told[sentence.first + 1 : sentence.last]
    return opens and ":" not in words and MATTERS.isdisjoint(words)


CALLED_OFF_REACH = 3


def called_off(page: Page, sentence: Sentence, cue: Mention) -> bool:
    """Whether it is the procedure that was put off: "procedure cancelled", "the procedure was postponed"."""
    before = page.tokens.words[max(sentence.first, cue.first - CALLED_OFF_REACH) : cue.first]
    return not {"procedure", "session"}.isdisjoint(before) or before[-2:] == ["status", ":"]


NEEDLES = {"needle", "needles", "needling", "shot", "shots"}
AIMED = {"of", "into", "to", "at"}


def named_only(page: Page, act: Mention) -> bool:
    """Whether the needle's noun stands without a verb: "an injection of the piriformis"."""
    return act.value == "injection" and page.tokens.words[act.last - 1] in AIMED


def contradicted(page: Page, cue: Mention, act: Mention) -> bool:
    """Whether the deed follows the intention in one sentence: "I recommended injection, he agreed, done now"."""
    if named_only(page, act) and page.tokens.words[cue.first] in CONDITIONS:
        return False  # "perhaps one more in two months, or an injection of the piriformis"
    between = page.tokens.words[cue.last : act.first]
    return "and" in between or "," in between or "then" in between

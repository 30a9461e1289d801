"""What was done for a problem that day: a drug begun or changed, a test ordered, a referral, a brace.

Beside an injection only such acts make a visit. A problem that is listed, stable, talked about, refilled by protocol or
looked after by somebody else was not managed here. Reads words only: what was done and not written is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Literal, NamedTuple

from tautband.notes.context.others_work import narrated, of_others, told_before
from tautband.notes.text.page import Page, Sentence
from tautband.notes.vocabulary.drug_stems import BY_STEM
from tautband.notes.vocabulary.specialties import SPECIALTIES

ActKind = Literal["drug", "test", "later", "done_here", "referral", "care", "procedure"]
"""`later`: a test set for another day. `done_here`: a test of today, which is data and by itself no management.
`procedure`: something done with the hands, which has a code of its own."""


class Act(NamedTuple):
    """One thing done, at a word of the note. `word` tells tests apart."""

    kind: ActKind
    at: int
    word: str


BEGUN = {
    "start", "starting", "begin", "beginning", "initiate", "initiated", "initiating", "add", "added", "adding",
    "increase", "increased", "increasing", "raise", "raised", "raising", "up", "upped", "bump", "bumped", "double",
    "doubled", "decrease", "decreased", "reduce", "reduced", "lower", "lowered", "taper", "tapered", "tapering",
    "titrate", "titrated", "uptitrate", "uptitrated", "switch", "switched", "switching", "change", "changed", "swap",
    "swapped", "replace", "replaced", "restart", "restarted", "resume", "resumed", "stop", "discontinue",
    "discontinued", "prescribe", "prescribed", "prescribing", "rx", "rx'd", "rxd", "script", "escript", "step",
    "stepped", "go", "escalate", "escalated", "advance", "advanced", "sent", "erx", "trial", "started", "began", "gave",
    "wrote", "put", "give", "use", "take", "then", "chose", "chooses", "elects", "decided",
}  # fmt: skip
"""Words by which a drug is begun, changed or ordered."""
NARRATED = {
    "chose",
    "chooses",
    "elects",
    "decided",
    "trial",
    "started",
    "began",
    "gave",
    "stopped",
    "changed",
    "increased",
    "use",
    "take",
    "stop",
    "up",
    "put",
}
"""Of those, the ones that also tell of earlier care: outside an assessment or plan they prove nothing alone."""
FREQUENCY = {
    "bid", "tid", "qid", "daily", "nightly", "qhs", "qam", "qpm", "weekly", "qd", "hs", "bedtime", "morning", "prn",
    "monthly", "evening", "night", "breakfast", "supper", "dinner", "qod",
}  # fmt: skip
DOSES = {
    "mg",
    "mcg",
    "ug",
    "g",
    "gm",
    "units",
    "u",
    "puffs",
    "puff",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "meq",
    "iu",
    "gtt",
    "gtts",
    "drops",
}
SPAN = {"d", "day", "days", "wk", "wks", "week", "weeks", "mo", "month", "months"}
ORDER = {
    "order", "ordered", "ordering", "orders", "sent", "send", "obtain", "obtained", "get", "draw", "drawn", "check",
    "repeat", "recheck", "arranged", "requested", "request", "added", "add", "placed", "asked",
}  # fmt: skip
URGENT = {"urgent", "urgently", "stat", "asap"}
"""Words of haste that order the test before them: "MRI lumbar urgent"."""
HERE = {"today", "now", "here"}
TESTS = {
    "culture", "holter", "spirometry", "pft", "pfts", "monitor", "ultrasound", "us", "mri", "ct", "xr",
    "xray", "cxr", "dxa", "dexa", "ncs", "emg", "echo", "ecg", "ekg", "bnp", "panel", "labs", "pth", "spep", "hcg",
    "stress", "endoscopy", "egd", "doppler", "duplex", "angiogram", "swab", "titer", "psa", "inr", "troponin",
    "arthrogram", "genotype", "colonoscopy", "polysomnography", "psg", "urogram", "cytology", "cystoscopy", "hsat",
}  # fmt: skip
REFERRED = {"referral", "referred", "refer", "referring", "consult", "consultation"}
PLACED = {"placed", "sent", "made", "ordered", "entered", "submitted", "given", "requested"}
DEVICES = {
    "brace", "splint", "boot", "cast", "crutches", "sling", "cpap", "mask", "nebulizer", "neb", "orthosis", "orthotics",
    "insole", "insoles", "stockings", "afo", "inhaler", "spacer", "walker", "cane", "wrap", "pessary", "monofilament",
    "wound", "ulcer", "dressing", "abscess", "laceration", "foreign",
}  # fmt: skip
FITTED = {
    "fitted", "dispensed", "applied", "given", "ordered", "provided", "issued", "prescribed", "washed", "cleaned",
    "changed", "drained", "debrided", "dressed", "here", "placed", "adjusted", "irrigated", "closed", "supplied",
}  # fmt: skip
WOUNDS = {"wound", "ulcer", "dressing", "abscess", "laceration", "foreign"}
TREATED = {
    "epley", "semont", "cryotherapy", "curettage", "biopsy", "excision", "cerumen", "earwax", "splinter", "suture",
    "sutures", "catheter", "nail", "drainage", "paring", "packing", "cautery", "nebulizer", "desensitization",
}  # fmt: skip
DONE = {"done", "performed", "removed", "given", "frozen", "cleared", "irrigated", "drained", "placed", "today"}
ROUTINE = {"screening", "routine", "annual", "maintenance", "wellness", "preventive", "surveillance"}
"""Words of a test that no problem asks for."""
AGAIN = {"repeat", "recheck"}
MIGHT = {
    "if", "consider", "considered", "considering", "might", "may", "could", "unless", "should", "would", "declined",
    "declines", "refused", "refuses", "deferred", "defer", "until", "whether", "discuss", "advised", "asked", "ask",
    "planned", "plans", "eventually", "future", "avoid", "wants", "requests", "when", "versus", "suggested",
    "suggest", "offered",
}  # fmt: skip
"""After such a word nothing in its clause was done."""
NOT = {"no", "not", "without", "never", "nor", "denies", "didn't", "none", "hold", "instead"}
FORMS = {
    "oint", "ointment", "cream", "topical", "tablet", "tablets", "tab", "tabs", "oral", "po", "gel", "lotion", "drops",
    "nasal", "spray", "pack", "dosepak", "taper", "inhaler", "foam", "patch", "shampoo", "solution", "suspension",
    "syrup", "eyedrops", "suppository", "wash", "puff", "puffs", "pill", "capsule", "capsules", "lozenge",
}  # fmt: skip
"""Forms in which a drug that is also injected is taken otherwise."""
TAKEN = FORMS | FREQUENCY
MEASURED = DOSES | FREQUENCY
CLAUSE = {";", "."}
NEAR = 6


ALL = {"all", "home", "current", "usual", "same", "other"}
MEDICINES = {"meds", "medications", "medicines", "medication", "drugs"}


def all_goes_on(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence lets all medicines go on as they are, which is work on none of the problems."""
    vocabulary = sentence.vocabulary
    if KEPT_UP.isdisjoint(vocabulary) or ALL.isdisjoint(vocabulary) or MEDICINES.isdisjoint(vocabulary):
        return False
    return not any(m.kind == "rx_drug" for m in page.within("diagnoses", sentence))


def acts_in(page: Page, sentence: Sentence, *, planned: bool) -> list[Act]:
    """What a sentence says was done. `planned`: it stands in a plan or beside one, where a past verb tells of today."""
    words = page.tokens.words
    if "not_performed" in sentence.assertions and "service" in sentence.kinds:
        return []
    mentions = page.within("diagnoses", sentence)
    tests = {m.first: words[m.first] for m in mentions if m.kind == "test"}
    if "sleep" in sentence.vocabulary:
        tests |= {at: "sleep" for at in range(sentence.first, sentence.last) if sleep_test(page, sentence, at)}
    if not tests and ACTING.isdisjoint(sentence.vocabulary) and not page.numbers_in(sentence):
        return []
    if of_others(page, sentence) or asked(page, sentence) or told_before(page, sentence) or all_goes_on(page, sentence):
        return []
    drugs = {m.first for m in mentions if m.kind == "rx_drug"}
    drugs |= {at for at in range(sentence.first, sentence.last) if BY_STEM[words[at]]}
    found: list[Act] = []
    shut = False
    injected = needled(sentence)
    denies = not NOT.isdisjoint(sentence.vocabulary)
    for at in range(sentence.first, sentence.last):
        word = words[at]
        if word in CLAUSE:
            shut = False
        elif word in MIGHT and not asks_for(page, sentence, at):
            shut = True
        if shut or at in injected or not (word in ACTING or page.number(at) is not None or at in tests):
            continue
        if denies and not NOT.isdisjoint(words[max(sentence.first, at - 2) : at]):
            continue
        kind = kind_at(page, sentence, at, drugs, tests, planned)
        if kind is not None and not narrated(page, sentence, at) and not doubted(page, sentence, at):
            found.append(Act(kind, at, word))
    return found


def sleep_test(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word is the test of a sleep test: "home sleep apnea test", "sleep study"."""
    words = page.tokens.words
    return words[at] in ("test", "study") and "sleep" in words[max(sentence.first, at - 3) : at]


PATIENT = {"he", "she", "they", "pt", "patient", "wife", "husband", "daughter", "son", "mother", "father"}


def asks_for(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the writer asks for a test: "I have stopped it, asked for BMP today", not "he asked for an MRI"."""
    words = page.tokens.words
    if words[at : at + 2] != ["asked", "for"] or not PATIENT.isdisjoint(words[sentence.first : at]):
        return False
    return at == sentence.first or words[at - 1] in (",", ";", ":", "and", "i", "have", "we")


def doubted(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a question mark ends the clause of a word: "Restart allopurinol in two weeks? No beer."."""
    words = page.tokens.words
    return next((word for word in words[at : sentence.last] if word in CLAUSE or word == "?"), "") == "?"


def might(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word before it in its clause leaves open that a thing was done: "if worse, refill"."""
    words = page.tokens.words
    begin = max((k + 1 for k in range(sentence.first, at) if words[k] in CLAUSE), default=sentence.first)
    return not MIGHT.isdisjoint(words[begin:at]) or doubted(page, sentence, at)


def kind_at(
    page: Page, sentence: Sentence, at: int, drugs: Set[int], tests: Mapping[int, str], planned: bool
) -> ActKind | None:
    """What is done at one word, if anything is."""
    words = page.tokens.words
    word = words[at]
    begin, end = max(sentence.first, at - NEAR), min(sentence.last, at + NEAR + 1)
    near = words[begin:end]
    named = bool(drugs) and any(place in drugs for place in range(begin, end))
    if not FREE.isdisjoint(near) and word not in DEVICES and word not in TESTS and at not in tests:
        return None
    if word.endswith("ing") and words[max(sentence.first, at - 1) : at] in (["about"], ["of"], ["on"], ["regarding"]):
        return None
    if word == "then" and words[at + 1 : at + 2] in ([","], ["."], [";"]):
        return None
    told = planned or word not in NARRATED or done_by_form(page, sentence, at)
    if word in BEGUN and told and (named or dose_after(page, at, end)):
        return "drug"
    if planned and ((word in ORDERING and made_up(page, sentence, at)) or sigged(page, sentence, at)):
        return "drug"
    if (
        planned
        and (led_to(page, sentence, at, named) or counted_out(page, sentence, at))
        and (named or dose_after(page, at, end) or word == "#")
    ):
        return "drug"
    if courses(page, sentence, at) and (named or (planned and measured_out(page, sentence, at))):
        return None if taken(page, sentence, at, drugs) else "drug"
    if word == "to" and planned and named and FREQUENCY.issuperset([words[at - 1], *words[at + 1 : at + 2]]):
        return "drug"
    if (word in ("to", ">", "\N{RIGHTWARDS ARROW}")) and named and dosed(page, sentence, at):
        return "drug"
    if (at in tests or word in TESTS) and "reviewed" not in near and not screens(page, sentence):
        asked_for = words[begin : min(sentence.last, at + 2 * NEAR)]
        if not ORDER.isdisjoint(asked_for) or (
            planned and not URGENT.isdisjoint(words[at + 1 : min(sentence.last, at + 4)])
        ):
            return "test" if not (AGAIN & set(near) and later(page, sentence, at)) else "later"
        if later(page, sentence, at):
            return "later"
        if not HERE.isdisjoint(near):
            return "done_here"
    if (
        word in REFERRED
        and "muscle" not in sentence.kinds
        and (
            not SPECIALTIES.isdisjoint(words[at + 1 : min(sentence.last, at + 5)])
            or not PLACED.isdisjoint(words[at + 1 : min(sentence.last, at + 4)])
            or (at > sentence.first and words[at - 1] in SPECIALTIES)
        )
    ):
        return "referral"
    if word in DEVICES and not FITTED.isdisjoint(near):
        return "procedure" if word in WOUNDS else "care"
    if word in TREATED and not DONE.isdisjoint(near):
        return "procedure"
    return None


def screens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence's test is one that no problem asks for: "annual labs", "DXA ordered (due)"."""
    words = page.tokens.words
    due = any(words[at - 1] == "(" for at in range(sentence.first + 1, sentence.last) if words[at] == "due")
    return due or not ROUTINE.isdisjoint(sentence.vocabulary)


def asked(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence ends in a question mark: "Start propranolol?" is no start."""
    words = page.tokens.words
    return words[sentence.last - 1] == "?" or words[sentence.last : sentence.last + 1] == ["?"]


def dose_after(page: Page, at: int, end: int) -> bool:
    """Whether a number with a unit of dose or a frequency follows within a few words: "start 5 mg daily"."""
    words = page.tokens.words
    return any(
        page.number(place) is not None and words[place + 1 : place + 2] and words[place + 1] in MEASURED
        for place in range(at + 1, end)
    )


def done_by_form(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a verb's form tells that the writer did it that day, wherever it stands: "I started", "we have raised",
    "STOP amlodipine" at the begin of a sentence.
    """
    words = page.tokens.words
    before = words[max(sentence.first, at - 2) : at]
    if in_series(page, sentence, at):
        return True
    if before and (before[-1] in ("i", "we") or (before[0] in ("i", "we") and before[-1] in ("have", "also", "then"))):
        return True
    return words[at] in IMPERATIVE and (at == sentence.first or words[at - 1] in (":", ";", ">"))


def in_series(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a verb is one of a series that the writer does: "I explained it, showed her the pen, began insulin"."""
    words = page.tokens.words
    opening = words[sentence.first : sentence.first + 2]
    if not (
        opening[0] in ("i", "we")
        or (opening[0] in ("so", "but", "and", "then", "today") and opening[1:2] in (["i"], ["we"]))
    ):
        return False
    before = words[sentence.first : at]
    return before[-1:] in ([","], ["and"]) and OTHER_SUBJECTS.isdisjoint(before)


OTHER_SUBJECTS = {"he", "she", "they", "who", "which", "that", "it", "dr", "pcp"}
IMPERATIVE = {"stop", "use", "take", "put"}
ORDERING = {"start", "starting", "started", "begin", "prescribe", "prescribed", "prescribing", "initiate", "rx", "add"}
SELF_CARE = {
    "walking", "walk", "exercise", "exercises", "stretching", "stretches", "diet", "pt", "therapy", "ice", "heat",
    "yoga", "massage", "home", "program", "log", "journal", "diary", "otc", "counter", "tylenol", "acetaminophen",
    "vitamin", "water", "fluids", "fiber",
}  # fmt: skip
"""What is begun without a prescription."""


def made_up(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a form and a frequency follow an order, as of a drug that no list names: "start such foam daily"."""
    after = page.tokens.words[at + 1 : min(sentence.last, at + 2 * NEAR)]
    return not FORMS.isdisjoint(after) and not FREQUENCY.isdisjoint(after) and SELF_CARE.isdisjoint(after)


TAKING = {
    "taking", "takes", "completing", "completed", "finished", "finishing", "uses", "using", "received", "took", "had",
    "remains", "continue", "continues", "still", "continuing", "keep", "keeps", "finish",
}  # fmt: skip


def taken(page: Page, sentence: Sentence, at: int, drugs: Set[int]) -> bool:
    """Whether the drug of a word is one that the patient takes already: "on omeprazole 20 mg daily x 8 weeks"."""
    words = page.tokens.words
    for place in range(sentence.first, at):
        if words[place] in TAKING:
            return True
        if words[place] == "on":
            for k in range(place + 1, min(at + 1, place + 4)):
                if words[k] in CLAUSE or words[k] == ":":
                    break
                if k in drugs or page.number(k) is not None:
                    return True
    return False


def led_to(page: Page, sentence: Sentence, at: int, named: bool) -> bool:
    """Whether an arrow leads to a drug with its dose: "agrees to statin -> atorvastatin 20 mg nightly"."""
    words = page.tokens.words
    if words[at] not in ARROWS or at + 1 >= sentence.last or page.number(at + 1) is not None:
        return False
    dosed = at + 2 < sentence.last and page.number(at + 2) is not None and words[at + 1].isalpha()
    return named and (dosed or dose_after(page, at, min(sentence.last, at + NEAR)))


FREE = {"otc", "counter", "tylenol", "acetaminophen"}
"""Words of a drug that needs no prescription."""
ARROWS = {">", "\N{RIGHTWARDS ARROW}"}


def counted_out(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a quantity is ordered of a drug that the sentence doses: the # of "atorvastatin 20 mg nightly #90"."""
    words = page.tokens.words
    number = page.number(at + 1)
    if words[at] != "#" or at == sentence.first or number is None or number < FEWEST:
        return False
    return not (DOSES | FREQUENCY).isdisjoint(words[sentence.first : at]) and KEPT_UP.isdisjoint(sentence.vocabulary)


FEWEST = 5
"""Tablets that a prescription counts out at the least; smaller numbers after the sign count other things."""
KEPT_UP = {"refill", "refilled", "refills", "renew", "renewed", "continue", "continued"}


ENDING = {"added", "started", "start", "prescribed", "begun", "sent"}
ACTING = BEGUN | ORDERING | ENDING | ARROWS | FREQUENCY | TESTS | REFERRED | DEVICES | TREATED | {"#", "to"}
"""Words at which something may have been done; of others only a number or a test's name."""
SIG_REACH = 5


def sigged(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether an order ends the words that tell how a drug is taken: "calcipotriene BID added"."""
    words = page.tokens.words
    if words[at] not in ENDING or (
        at + 1 < sentence.last and words[at + 1] not in (".", ";", ",", "today", "(", "and")
    ):
        return False
    before = words[max(sentence.first, at - SIG_REACH) : at]
    clause = words[max((k + 1 for k in range(sentence.first, at) if words[k] in CLAUSE), default=sentence.first) : at]
    if words[at] == "prescribed" and not FORMS.isdisjoint(clause) and SELF_CARE.isdisjoint(clause):
        return TAKING.isdisjoint(clause)
    return not (FREQUENCY | DOSES).isdisjoint(before) and SELF_CARE.isdisjoint(before) and TAKING.isdisjoint(before)


def measured_out(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether an amount or a form stands before or at a word: the 500 of "500 QID 5 days", "drops QID x 5 d"."""
    words = page.tokens.words
    if page.number(at) is not None:
        return words[at + 1 : at + 2] != [] and (words[at + 1] in DOSES or words[at + 1] == "x")
    before = words[max(sentence.first, at - 3) : at]
    return any(word in DOSES or word in FORMS or page.number(at - 1) is not None for word in before)


def courses(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a frequency or dose with a number of days begins here: "500 QID 5 days", "BID x 7", "40 mg x 5 d"."""
    words = page.tokens.words
    if words[at] not in FREQUENCY and page.number(at) is None:
        return False
    rest = words[at + 1 : min(sentence.last, at + 6)]
    if page.number(at) is not None and not (rest[:1] == ["x"] or (rest and rest[0] in DOSES)):
        return False
    if words[at] in FREQUENCY and rest[:1] == ["x"] and page.number(at + 2) is not None:
        return True
    if "for" in rest and not MONTHS_LONG.isdisjoint(rest):
        return False
    return ("x" in rest or "for" in rest or words[at] in FREQUENCY) and any(
        page.number(at + 1 + k) is not None and (k + 1 < len(rest) and rest[k + 1] in SPAN) for k in range(len(rest))
    )


MONTHS_LONG = {"mo", "month", "months"}
"""A drug taken "for three months" may have been taken so long already."""


def dosed(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a new dose follows: "baclofen to 15 TID", "50 -> 100 mg"."""
    words = page.tokens.words
    if at + 1 >= sentence.last:
        return False
    if words[at] == "to" and words[at + 1] in FREQUENCY - {"bedtime", "night", "morning", "evening"}:
        return at > sentence.first and words[at - 1] not in FREQUENCY
    if page.number(at + 1) is None:
        return False
    if words[at] != "to":
        return (
            page.number(at - 1) is not None
            or page.number(at - 2) is not None
            or (at - 2 > sentence.first and words[at - 2] in DOSES)
        )
    ends = at + 2 >= sentence.last or words[at + 2] in (".", ";", ",")
    changed = page.number(at - 1) is not None or words[at - 1] in ("down", "up", "back") or BY_STEM[words[at - 1]]
    return not MEASURED.isdisjoint(words[at + 2 : at + 4]) or (ends and changed)


def later(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a test is set for a later day: "TSH in 7 weeks", "repeat ferritin 12 wk"."""
    words = page.tokens.words
    rest = words[at + 1 : min(sentence.last, at + 8)]
    return ("in" in rest or "wk" in rest or "wks" in rest) and not SPAN.isdisjoint(rest)


def needled(sentence: Sentence) -> set[int]:
    """The words of a sentence that belong to an injection told in it: those close to a word of the needle."""
    told = not NEEDLE.isdisjoint(sentence.vocabulary) or not {"service", "muscle"}.isdisjoint(sentence.kinds)
    free = not TAKEN.isdisjoint(sentence.vocabulary)
    kinds: tuple[str, ...] = ("service", "act") if told else ()
    kinds = kinds if free or "unit" not in sentence.kinds else (*kinds, "drug")
    told_of = [m for m in sentence.of(*kinds) if m.value not in ("operating", "intramuscular_injection")]
    return {at for m in told_of for at in range(m.first - NEAR, m.first + NEAR + 1)}


NEEDLE = {"injected", "injection", "injections", "inject", "needle", "needled", "needling", "infiltrated", "instilled"}

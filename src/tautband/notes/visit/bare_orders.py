"""Orders that notes write without a verb: a drug with its dose and how often, a brace with how long it is worn.

Such words also list what a patient takes. They count as orders only where the problem is not stable, where they open a
clause, and where nothing says that the drug is taken already; another dose of the same drug is a change.
"""

from __future__ import annotations

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.management import Act, needled
from tautband.notes.visit.order_words import DOSES, FORMS, FREQUENCY, KEPT_UP, MIGHT, NOT, SPAN, TAKING
from tautband.notes.vocabulary.drug_stems import BY_STEM

OPENERS = {
    ":", ";", ".", ">", "-", ")", "(", "+", ",", "*", "/", "plan", "p", "rx", "tx", "treatment", "and", "then", "now",
    "\N{RIGHTWARDS ARROW}", "\N{EN DASH}", "\N{EM DASH}", "\N{BULLET}", "#", "=", "today", "sent", "with", "trt",
}  # fmt: skip
"""What may stand between the begin of a clause and the drug that it orders."""
ALREADY = (TAKING | KEPT_UP | {
    "on", "current", "currently", "home", "since", "was", "were", "had", "has", "been", "already", "failed", "tried",
    "despite", "under", "unchanged", "same", "refills", "maintained", "from", "list", "listed", "meds", "medications",
    "yet", "usual", "stable", "ran",
}) - {"finish"}  # fmt: skip
"""Words of a drug that the patient takes or took."""
STRENGTH = 3
"""Words from a drug to its dose: "metoprolol succinate ER 25"."""
SIG = 6
"""Words from the dose to how often it is taken."""
FREELY = {"acetaminophen", "tylenol", "ibuprofen", "otc", "counter", "vitamin", "multivitamin", "fiber", "melatonin",
          "heat", "ice", "lidocaine", "bupivacaine", "ropivacaine", "mepivacaine", "procaine", "saline"}  # fmt: skip
"""What needs no prescription, or is the needle's."""


def bare_orders(page: Page, sentences: list[Sentence], *, active: bool) -> list[tuple[Sentence, Act]]:
    """The drugs that a problem's own sentences order without a verb; those with another dose than before them alone
    where the problem is not `active`.
    """
    found = []
    told = new_illness(page, sentences)
    doses: dict[str, set[float]] = {}
    words = page.tokens.words
    for sentence in sentences:
        told = told or (sentence.number >= sentences[0].number + EVALUATED and seen_today(sentences))
        if not page.numbers_in(sentence):
            continue
        injected = needled(sentence)
        for at in range(sentence.first, sentence.last):
            dose = dosed_word(page, sentence, at)
            if dose is None or at in injected:
                continue
            known = doses.setdefault(words[at], set())
            meant = (
                dose not in known
                if known
                else active and (told or signed(page, sentence, at) or for_a_time(page, sentence, at))
            )
            ordered = meant and opens_clause(page, sentence, at)
            if ordered and not FREELY & set(words[at : at + STRENGTH + SIG]):
                found.append((sentence, Act("drug", at, words[at])))
            known.add(dose)
    return found


OFTEN = FREQUENCY | {"once", "tonight"}


def dosed_word(page: Page, sentence: Sentence, at: int) -> float | None:
    """The dose behind a word that is a drug: known by name and followed by a number, or followed by all of a dose and
    how often it is taken.
    """
    words = page.tokens.words
    if not words[at].isalpha() or len(words[at]) < SHORTEST:
        return None
    if dosed_by_time(page, sentence, at):
        return 0.0
    reach = range(at + 1, min(sentence.last, at + 1 + STRENGTH))
    number = next((k for k in reach if page.number(k) is not None), None)
    if number is None or any(words[k] in OPENERS for k in range(at + 1, number) if words[k] != "/"):
        return None
    rest = words[number + 1 : min(sentence.last, number + 1 + SIG)]
    often = not OFTEN.isdisjoint(rest) or ("x" in rest and not SPAN.isdisjoint(rest))
    known = BY_STEM[words[at]] or any(m.kind == "rx_drug" and m.first <= at < m.last for m in sentence.diagnoses)
    if not (known and (often or bool(DOSES & set(rest[:1])))) and not (often and bool(STRENGTHS & set(rest[:1]))):
        return None
    return page.number(number)


def for_a_time(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a drug is ordered for a time, with its dose or without one."""
    return lasts_for(page, sentence, at) or dosed_by_time(page, sentence, at)


def dosed_by_time(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a word is followed by how often and how long it is taken, without a dose: "such drops QID 7 d"."""
    words = page.tokens.words
    if words[at] in FREQUENCY or words[at] in FORMS:
        return False
    behind = [
        word for word in words[at + 1 : min(sentence.last, at + 2 + STRENGTH)] if word not in FORMS and word != "x"
    ]
    often = behind[:1] != [] and behind[0] in FREQUENCY
    return often and len(behind) > 2 and behind[1].isdecimal() and behind[2] in SPAN


STRENGTHS = DOSES | {"%"}
SHORTEST = 3
EVALUATED = 2
"""Sentences of a problem's evaluation before a drug that it orders without a verb."""
AFTER_NEW = {",", "-", ";", ".", ")", "to", "dx", "diagnosis", "onset", ":", "\N{EN DASH}", "\N{EM DASH}"}
BEFORE_NOW = {"past", "last", "ago", "previously", "earlier", "since", "until", "history"}
FOUND = {
    "exam", "tender", "swollen", "swelling", "crackles", "wheeze", "wheezes", "wheezing", "lungs", "clear", "erythema",
    "edema", "red", "warm", "soft", "hot", "pus", "positive", "negative", "neg", "normal", "tsh", "urate", "bp", "sat",
    "vesicles", "plaques", "papules", "pustules", "mmse", "moca", "phq", "gad", "scaly", "joints", "nonfocal", "koh",
    "mm", "cm", "denies", "no", "fever", "rr", "hr", "exudate", "discharge", "purulent",
}  # fmt: skip


def new_illness(page: Page, sentences: list[Sentence]) -> bool:
    """Whether the problem is called new or untreated: "Hypothyroidism, new - TSH 14", not "a new insurance"."""
    words = page.tokens.words
    for s in sentences:
        if not BEFORE_NOW.isdisjoint(s.vocabulary):
            continue
        if not {"untreated", "sprain"}.isdisjoint(s.vocabulary):
            return True
        if "new" in s.vocabulary and any(
            words[at] == "new" and at > s.first and words[at + 1 : at + 2] and words[at + 1] in AFTER_NEW
            for at in range(s.first, s.last)
        ):
            return True
    return False


def seen_today(sentences: list[Sentence]) -> bool:
    """Whether the problem's words hold findings in two sentences at least."""
    return sum(not FOUND.isdisjoint(s.vocabulary) for s in sentences) >= EVALUATED


def signed(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a drug stands right behind a sign of adding or leading to, behind the heading of the problem's plan, or
    is marked as prescribed: "-> such inhaler", "+ finasteride", "Plan: such tablets", "such cream BID (Rx sent)".
    """
    words = page.tokens.words
    if at > sentence.first and words[at - 1] in (">", "+", "\N{RIGHTWARDS ARROW}"):
        return True
    if sentence.heading and sentence.section == "plan" and at == sentence.heading[1]:
        return True
    return not {"rx", "erx"}.isdisjoint(words[at + 1 : min(sentence.last, at + 2 * SIG)])


def lasts_for(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether the drug at a word is ordered for a time: "amoxicillin 500 mg TID x 7 d"."""
    words = page.tokens.words
    rest = words[at + 1 : min(sentence.last, at + 3 * SIG)]
    for k, word in enumerate(rest):
        if word in (";", "."):
            return False
        if page.number(at + 1 + k) is not None and rest[k + 1 : k + 2] and rest[k + 1] in SPAN and k > 1:
            return not {"last", "ago"} & set(rest)
        if word == "x" and page.number(at + 2 + k) is not None:
            return True
    return False


def opens_clause(page: Page, sentence: Sentence, at: int) -> bool:
    """Whether a drug opens its clause, which does not say that it is taken already or only may be."""
    words = page.tokens.words
    begin = at
    while begin > sentence.first and words[begin - 1] not in (";", ":", ".", ",", ">"):
        begin -= 1
    before = words[begin:at]
    if any(word not in OPENERS and page.number(begin + k) is None for k, word in enumerate(before)):
        return False
    head = words[sentence.first : at]
    if not (ALREADY | MIGHT | NOT).isdisjoint(head[-NEAR:]) or "if" in head:
        return False
    behind: list[str] = []
    for word in words[at + 1 : sentence.last]:
        if word in (";", ".", "if"):
            break
        behind.append(word)
    behind = [word for word, after in zip(behind, [*behind[1:], ""], strict=True) if (word, after) not in WITHHELD]
    return (ALREADY | {"no", "not", "without", "helps", "helping", "continued"}).isdisjoint(behind)


WITHHELD = {
    (no, drug) for no in ("no", "not", "without") for drug in ("antibiotic", "antibiotics", "steroid", "opioid")
}
"""What is held back beside the drug that is ordered: "albuterol 2 puffs q4h, no antibiotic"."""


NEAR = 8
WORN = {"brace", "splint", "boot", "cast", "crutches", "sling", "orthosis", "afo", "wrap", "cam", "airbrace", "stirrup"}
WEARS = {"wears", "wearing", "continue", "continues", "uses", "using", "still", "already", "own", "has", "had", "out"}
LONG = SPAN | {"nightly", "night", "nights", "sleep", "weight", "daytime", "until", "daily"}


def braced(page: Page, sentence: Sentence, *, found: bool = False) -> Act | None:
    """A brace told with how long or when it is worn: "lace-up brace 4 wk", "wrist splint at night"; or one that opens a
    clause, where the illness is named after its findings (`found`): "counterforce brace, therapy".
    """
    words = page.tokens.words
    if not WEARS.isdisjoint(sentence.vocabulary):
        return None
    for at in range(sentence.first, sentence.last):
        opens = found and at - sentence.first <= STRENGTH and words[at + 1 : at + 2] in ([","], [";"], ["."], [])
        if words[at] in WORN and (opens or not LONG.isdisjoint(words[at + 1 : min(sentence.last, at + 5)])):
            before = set(words[max(sentence.first, at - 4) : at])
            if not before & (MIGHT | NOT | {"if"}):
                return Act("care", at, words[at])
    return None

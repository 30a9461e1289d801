"""The parts of a note that are each about one problem: list items, lettered plans, "Problem: plan" lines, paragraphs.

A part is named by its own first words, whether or not the lexicon knows such a problem. Parts about the injected pain,
and those that only tell, order or sign, are no other problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tautband.notes.context import PASTED
from tautband.notes.management import DEVICES, FREQUENCY, MIGHT, REFERRED, SPECIALTIES, TESTS
from tautband.notes.page import Page, Sentence

LONGEST_NAME = 7
LABEL_REACH = 6
ENDS = {":", ",", ".", ";", "(", "-", ">", "\N{EN DASH}", "\N{EM DASH}", "\N{RIGHTWARDS ARROW}", "=", "/"}
OPENS = {"#", "-", "*", "\N{BULLET}", "(", ")", ".", "[", "]", ":", "+", ">"}
COUNTS = {
    "problem", "issue", "dx", "diagnosis", "assessment", "impression", "imp", "one", "two", "three", "four", "five",
    "six", "first", "second", "third", "a", "b", "c", "d", "p", "ap", "plan", "also", "separately", "other", "matter",
    "new", "and", "the", "today", "complaint",
}  # fmt: skip
"""Words before a problem's name that count it or head it."""
TURNS = {
    "for", "since", "x", "after", "on", "from", "still", "is", "was", "has", "again", "unchanged", "worse", "improved",
    "stable", "today", "now", "started", "this", "that", "which", "because", "despite", "not", "by",
}  # fmt: skip
"""Words after which no name goes on: "hiccups for three days"."""
TELLING = {"history", "results", "planned", "exam", "instructions", "signature"}
PAIN = {
    "pain", "pains", "knot", "knots", "spasm", "spasms", "trigger", "tpi", "tpis", "tp", "tps", "trp", "myofascial",
    "myalgia", "mps", "band", "bands", "muscle", "muscles", "muscular", "injection", "injections", "inj", "injected",
    "shot", "shots", "nodule", "tightness", "needle", "needling", "strain", "fibromyalgia", "ache", "soreness",
    "stiffness",
}  # fmt: skip
SITES = {
    "neck", "back", "shoulder", "shoulders", "low", "lower", "upper", "mid", "hip", "buttock", "scapula", "scapular",
    "interscapular", "right", "left", "r", "l", "b", "bilateral", "lumbar", "cervical", "thoracic", "blade", "side",
    "chronic", "acute", "and", "of", "the", "with", "in", "girdle", "jaw", "gluteal", "paraspinal", "region",
}  # fmt: skip
NO_PROBLEM = {
    "ice", "heat", "stretch", "stretching", "stretches", "exercise", "exercises", "hep", "pt", "ot", "therapy",
    "home", "follow", "followup", "fu", "f", "rtc", "rto", "rtn", "return", "returns", "recheck", "review", "call",
    "consent", "procedure", "proc", "post", "pre", "postprocedure", "discharge", "disposition", "dispo", "work",
    "note", "profile", "activity", "activities", "restrictions", "instructions", "education", "meds", "medication",
    "medications", "med", "drug", "drugs", "rx", "treatment", "tx", "plan", "options", "imaging", "labs", "lab",
    "orders", "order", "tests", "test", "referral", "referrals", "refills", "refill", "routine", "health",
    "maintenance", "screening", "screen", "vaccine", "vaccines", "vaccination", "immunization", "immunizations",
    "flu", "covid", "shingrix", "tdap", "mammogram", "colonoscopy", "preventive", "prevention", "wellness", "form",
    "forms", "paperwork", "letter", "time", "level", "code", "codes", "billing", "cpt", "icd", "em", "mdm", "vitals",
    "vs", "bp", "hr", "allergies", "exam", "examination", "hpi", "cc", "pmh", "psh", "ros", "sh", "fh", "subjective",
    "objective", "s", "o", "pe", "history", "interval", "today", "technique", "complications", "complication",
    "tolerated", "discussed", "discussion", "risks", "benefits", "patient", "pt's", "she", "he", "they", "we", "i",
    "it", "his", "her", "their", "my", "our", "this", "that", "there", "next", "then", "if", "no", "not", "none",
    "nothing", "continue", "cont", "continued", "keep", "start", "begin", "stop", "increase", "decrease", "add",
    "prescribe", "prescribed", "prescription", "tylenol", "nsaid", "nsaids", "ibuprofen", "naproxen", "acetaminophen",
    "relaxant", "nurse", "ma", "rn", "lpn", "cma", "rooming", "intake", "reception", "provider", "physician",
    "attending", "signed", "dr", "md", "do", "np", "pa", "payer", "insurance", "date", "dos", "seen", "visit",
    "appointment", "appt", "reason", "chief", "agenda", "payor", "given", "gave", "will", "see", "sent", "ordered",
    "took", "takes", "taking", "tried", "failed", "prior", "previous", "last", "treatments", "surgical", "surgeries",
    "was", "were", "is", "are", "has", "had", "have", "on", "at", "for", "to", "after", "before", "since", "when",
    "by", "from", "as", "data", "risk", "management", "counseling", "counselling", "safety", "modalities",
    "ergonomics", "posture", "hydration", "diet", "massage", "lidocaine", "bupivacaine", "ropivacaine", "agent",
    "volume", "anesthetic", "prep", "position", "monitoring", "observation", "outcome", "result", "results",
    "response", "relief", "handout", "precautions", "warnings", "pharmacy", "pdmp", "uds", "opioid", "records", "mri",
    "xr", "ct", "emg", "us", "ultrasound", "mr", "mrs", "ms", "pleasant", "clinic", "center", "other", "misc",
    "social", "family", "employer", "status", "causation", "mmi", "disability", "copied", "coverage", "addendum",
    "late", "entry", "employee", "claim", "doi", "per", "prn", "prophylaxis", "rest", "walking", "yoga",
    "what", "where", "how", "why", "who", "all", "each", "both", "done", "did", "which", "you", "your", "can", "please",
    "thanks", "dear", "yours", "sincerely", "course", "goals", "goal", "summary", "context", "function", "onset",
    "location", "severity", "quality", "timing", "duration", "associated", "aggravating",
}  # fmt: skip
BARRED = (
    NO_PROBLEM | MIGHT | REFERRED | TESTS | (DEVICES - {"wound", "ulcer", "abscess", "laceration"}) | FREQUENCY
    | (SPECIALTIES - {"sleep", "diabetes", "hand", "wound"})
)  # fmt: skip
"""Words that show a part's title to be no problem."""


@dataclass(slots=True)
class Part:
    """One part: its sentences, and the words that name it (none where it opens without a name)."""

    sentences: list[Sentence] = field(default_factory=list)
    name: tuple[int, int] | None = None
    titled: bool = False
    """Opens as a list item or with a label, so that its first words are a title."""


def parts_of(page: Page) -> list[Part]:
    """Today's text in parts, in order. A sentence belongs to one part at most."""
    parts: list[Part] = []
    indent, paragraph, count = 0, -1, 0
    skipped = copied(page)
    for sentence in page.sentences:
        if sentence.past or sentence.foreign or sentence.number in skipped:
            paragraph = -1
            continue
        opens = sentence.first in page.line_starts
        number = page.number(sentence.first) if opens else None
        counted = number == count + 1 and page.tokens.words[sentence.first + 1 : sentence.first + 2] != ["/"]
        count = count + 1 if counted else count
        titled = sentence.item or sentence.heading is not None or (opens and (counted or labelled(page, sentence)))
        gap = page.tokens.gaps[sentence.first] if opens else indent
        fresh = not parts or sentence.paragraph != paragraph or titled or (opens and not parts[-1].titled)
        if fresh and parts and opens and gap > indent and sentence.paragraph == paragraph and parts[-1].titled:
            fresh = sentence.heading is not None and sentence.section in TELLING
        if fresh:
            parts.append(Part(name=name_of(page, sentence), titled=titled))
            indent = gap
        parts[-1].sentences.append(sentence)
        paragraph = sentence.paragraph
    return parts


def copied(page: Page) -> set[int]:
    """The sentences between a line that begins a copy and the line that ends it ("--- end copied text ---")."""
    found: set[int] = set()
    opened: int | None = None
    for sentence in page.sentences:
        if sentence.first not in page.line_starts or PASTED.isdisjoint(sentence.vocabulary):
            continue
        if "end" in sentence.vocabulary and opened is not None:
            found |= set(range(opened, sentence.number + 1))
            opened = None
        elif not OPENED.isdisjoint(sentence.vocabulary):
            opened = sentence.number
    return found


OPENED = {"begin", "begins", "start", "starts", "below", "follows"}


def labelled(page: Page, sentence: Sentence) -> bool:
    """Whether a line opens with a label of a few words and a colon, or with words in capitals and a stop."""
    words = page.tokens.words
    reach = words[sentence.first : min(sentence.last, sentence.first + LABEL_REACH)]
    if ":" in reach[1:]:
        return True
    first = page.text[page.tokens.starts[sentence.first] : page.tokens.ends[sentence.last - 1]]
    return not page.capitals and sentence.last - sentence.first <= LABEL_REACH and first.isupper() and len(first) > 3


def name_of(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """The first words of a part up to a stop, without its number and heading; None where they are no name."""
    words = page.tokens.words
    at = sentence.first
    if sentence.heading and sentence.heading[1] < sentence.last and sentence.section in ("assessment", "plan"):
        at = sentence.heading[1]
    while at < sentence.last and (words[at] in OPENS or words[at] in COUNTS or page.number(at) is not None):
        at += 1
    end = at
    while end < sentence.last and words[end] not in ENDS and not (end > at and words[end] in TURNS):
        end += 1
    return (at, end) if 0 < end - at <= LONGEST_NAME else None


def names_a_problem(page: Page, part: Part) -> bool:
    """Whether a part's name can be that of a problem apart from the injected pain: no act, drug, form or place."""
    if part.name is None:
        return False
    words = page.tokens.words[part.name[0] : part.name[1]]
    plain = [word for word in words if word.isalpha()]
    if not plain or not (set(plain) - SITES) or not PAIN.isdisjoint(plain):
        return False
    if not BARRED.isdisjoint(plain):
        return False
    return not any(
        m.kind in ("rx_drug", "rx_verb", "managed", "test") and part.name[0] <= m.first < part.name[1]
        for m in page.within("diagnoses", part.sentences[0])
    )


def is_injected(part: Part) -> bool:
    """Whether a part is about the muscle that was injected: it names a muscle, a needle's act or the service."""
    return any(
        ("muscle" in s.kinds and ("role", "strength") not in s.meanings)
        or ("service", "tpi") in s.meanings
        or ("act" in s.kinds and "drug" in s.kinds)
        for s in part.sentences
    )

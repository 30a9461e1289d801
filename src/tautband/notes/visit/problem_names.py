"""Whether the first words of a part are the name of a problem, and whether that may be the injected pain itself.

A name is known by the lexicon or by its form: an illness ("-itis", "-emia", "deficiency"), a symptom, an abbreviation
in capitals. What names an act, a drug, a form, a place or the muscle pain is no other problem.
"""

from __future__ import annotations

import re

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.order_words import DEVICES, FREQUENCY, MIGHT, NEEDLE, REFERRED, TAKEN, TESTS
from tautband.notes.visit.problem_parts import CUT_NAME, Part
from tautband.notes.vocabulary.specialties import SPECIALTIES

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
    "ice", "heat", "stretch", "stretching", "stretches", "exercise", "exercises", "hep", "pt", "ot", "therapy", "home",
    "follow", "followup", "fu", "f", "rtc", "rto", "rtn", "return", "returns", "recheck", "review", "call", "consent",
    "procedure", "proc", "post", "pre", "postprocedure", "discharge", "disposition", "dispo", "work", "note", "profile",
    "activity", "activities", "restrictions", "instructions", "education", "meds", "medication", "medications", "med",
    "drug", "drugs", "rx", "treatment", "tx", "plan", "options", "imaging", "labs", "lab", "orders", "order", "tests",
    "test", "referral", "referrals", "refills", "refill", "routine", "health", "maintenance", "screening", "screen",
    "vaccine", "vaccines", "vaccination", "immunization", "immunizations", "flu", "covid", "shingrix", "tdap",
    "mammogram", "colonoscopy", "preventive", "prevention", "wellness", "form", "forms", "paperwork", "letter", "time",
    "level", "code", "codes", "billing", "cpt", "icd", "em", "mdm", "vitals", "vs", "bp", "hr", "allergies", "exam",
    "examination", "hpi", "cc", "pmh", "psh", "ros", "sh", "fh", "subjective", "objective", "s", "o", "pe", "history",
    "interval", "today", "technique", "complications", "complication", "tolerated", "discussed", "discussion", "risks",
    "benefits", "patient", "pt's", "she", "he", "they", "we", "i", "it", "his", "her", "their", "my", "our", "this",
    "that", "there", "next", "then", "if", "no", "not", "none", "nothing", "continue", "cont", "continued", "keep",
    "start", "begin", "stop", "increase", "decrease", "add", "prescribe", "prescribed", "prescription", "tylenol",
    "nsaid", "nsaids", "ibuprofen", "naproxen", "acetaminophen", "relaxant", "nurse", "ma", "rn", "lpn", "cma",
    "rooming", "intake", "reception", "provider", "physician", "attending", "signed", "dr", "md", "do", "np", "pa",
    "payer", "insurance", "date", "dos", "seen", "visit", "appointment", "appt", "reason", "chief", "agenda", "payor",
    "given", "gave", "will", "see", "sent", "ordered", "took", "takes", "taking", "tried", "failed", "prior",
    "previous", "last", "treatments", "surgical", "surgeries", "was", "were", "is", "are", "has", "had", "have", "on",
    "at", "for", "to", "after", "before", "since", "when", "by", "from", "as", "data", "risk", "management",
    "counseling", "counselling", "safety", "modalities", "ergonomics", "posture", "hydration", "diet", "massage",
    "lidocaine", "bupivacaine", "ropivacaine", "agent", "volume", "anesthetic", "prep", "position", "monitoring",
    "observation", "outcome", "result", "results", "response", "relief", "handout", "precautions", "warnings",
    "pharmacy", "pdmp", "uds", "opioid", "records", "mri", "xr", "ct", "emg", "us", "ultrasound", "mr", "mrs", "ms",
    "pleasant", "clinic", "center", "other", "misc", "social", "family", "employer", "status", "causation", "mmi",
    "disability", "copied", "coverage", "addendum", "late", "entry", "employee", "patients", "soreness", "claim", "doi",
    "per", "prn", "prophylaxis", "rest", "walking", "yoga", "what", "where", "how", "why", "who", "all", "each", "both",
    "done", "did", "which", "you", "your", "can", "please", "thanks", "dear", "yours", "sincerely", "course", "goals",
    "goal", "summary", "context", "function", "onset", "location", "severity", "quality", "timing", "duration",
    "associated", "aggravating", "care",
}  # fmt: skip
BARRED = (
    NO_PROBLEM | MIGHT | REFERRED | TESTS | (DEVICES - {"wound", "ulcer", "abscess", "laceration"}) | FREQUENCY
    | (SPECIALTIES - {"sleep", "diabetes", "hand", "wound"})
)  # fmt: skip
"""Words that show a part's title to be no problem."""

FORM = re.compile(
    r"[a-z]+(?:itis|osis|oses|emia|aemia|uria|algia|pathy|oma|penia|plegia|paresis|rrhea|rrhoea|rrhage|rrhagia|esthesia"
    r"|ectasis|megaly|cele|lithiasis|phagia|pnea|pnoea|phobia|mania|kinesia|kinesis|sclerosis|trophy|thermia|edema"
    r"|oedema|tension|thyroidism|cytosis|opia|cusis|philia|plasia|iasis|phasia|lepsy|asthenia|phoria|nychia|rrhoids"
    r"|thyroid|stasis|staxis|phyma|dynia|asis|ism)s?$"
)
"""The endings of medical Greek and Latin by which the name of an illness or finding is known."""
NAMES = {
    "disorder", "disease", "syndrome", "infection", "fracture", "sprain", "ulcer", "ulcers", "rash", "cough",
    "bleeding", "bleed", "deficiency", "failure", "dependence", "attack", "attacks", "stroke", "seizure", "seizures",
    "tremor", "migraine", "headache", "headaches", "dizziness", "vertigo", "fatigue", "insomnia", "sleep", "snoring",
    "apnea", "weight", "loss", "gain", "swelling", "lump", "mass", "lesion", "lesions", "mole", "wart", "warts",
    "cyst", "abscess", "boil", "bite", "burn", "burning", "wound", "tear", "laceration", "cut", "diabetes", "gout",
    "asthma", "copd", "reflux", "heartburn", "constipation", "diarrhea", "nausea", "vomiting", "incontinence",
    "leakage", "frequency", "urgency", "itch", "itching", "hives", "acne", "eczema", "psoriasis", "lupus", "cancer",
    "tumor", "depression", "anxiety", "panic", "mood", "memory", "confusion", "dementia", "adhd", "palpitations",
    "syncope", "fainting", "fall", "falls", "fever", "sinus", "cold", "flu", "hypertension", "hypotension",
    "cholesterol", "lipids", "numbness", "tingling", "weakness", "cramps", "cramp", "legs", "flashes", "menopause",
    "periods", "menses", "hearing", "vision", "eye", "ear", "throat", "tooth", "hiccups", "wheeze", "wheezing",
    "breath", "dyspnea", "clot", "varices", "veins", "hernia", "stone", "stones", "tinnitus", "thyroid", "nodules",
    "goiter", "use", "abuse", "withdrawal", "overdose", "contusion", "concussion", "dislocation", "blister", "callus",
    "corn", "bunion", "tag", "keloid", "lice", "scabies", "worms", "shingles", "zoster", "thrush", "mono", "strep",
    "ringworm", "pressure", "sugar", "spasticity", "neuropathic", "ankle", "knee", "wrist", "elbow", "hand", "foot",
    "heel", "toe", "finger", "thumb", "shin", "leg", "discharge", "flow", "spotting", "tourette", "tics", "stutter",
    "palsy", "paralysis", "impotence", "infertility", "obesity", "underweight", "appetite", "mouth", "gum", "nail",
    "hair", "scalp", "skin", "voice", "hoarseness", "swallowing", "nosebleed", "nosebleeds", "urine", "prostate",
    "flashbacks", "nightmares", "grief", "stress", "anger", "tobacco", "smoking", "alcohol", "cannabis",
    "opioid-induced", "pityriasis", "rosea", "flare", "exacerbation", "relapse", "jaundice", "bruising", "anemia",
    "hypoxia", "dehydration", "gas", "bloating", "sores", "lymphedema", "htn", "hbp", "plaque", "plaques", "patch",
    "patches", "spot", "itchy", "sore", "red", "swollen", "polyp", "polyps", "fibroids", "parkinson", "alzheimer",
    "hyperactivity", "seasonal", "allergies", "allergy", "bph", "luts", "feet", "hands", "eyes", "ears", "toes",
    "fingers", "lungs", "kidney", "kidneys", "liver", "stomach", "bladder", "bowel", "bowels", "sugars", "glucose",
    "iron", "potassium", "sodium", "calcium", "contraception", "pregnancy", "nodule", "breathing", "urination",
    "stool", "stools", "vasomotor", "tinea", "bp's", "tiredness", "tired", "blisters", "sting", "splinter", "snores",
    "clots",
}  # fmt: skip
"""Common words for an illness, a symptom or the organ that ails."""
SHORT = re.compile(r"[A-Z][A-Z0-9]{1,5}$")


def names_a_problem(page: Page, part: Part) -> bool:
    """Whether a part's name can be that of a problem apart from the injected pain: no act, drug, form or place."""
    return part.name is not None and is_a_problem(
        page, part.sentences[0], *part.name, counted=part.counted and whole(part.name)
    )


def whole(name: tuple[int, int]) -> bool:
    """Whether a name is short enough to stand as written."""
    return name[1] - name[0] < CUT_NAME


def label_of(page: Page, sentence: Sentence) -> tuple[int, int] | None:
    """The label within a paragraph that names a problem: "KOH positive. Candidal vaginitis: fluconazole once"."""
    if ":" not in sentence.vocabulary:
        return None
    words = page.tokens.words
    colon = next(
        (at for at in range(sentence.first, min(sentence.last, sentence.first + LABEL)) if words[at] == ":"), None
    )
    if colon is None or colon == sentence.first or not is_a_problem(page, sentence, sentence.first, colon):
        return None
    return sentence.first, colon


LABEL = 6
BITERS = {"insect", "bug", "tick", "dog", "cat", "human", "spider", "snake", "animal", "mosquito", "flea", "bat", "bed"}


def is_a_problem(page: Page, sentence: Sentence, begin: int, end: int, *, counted: bool = False) -> bool:
    """Whether words of a sentence are a problem's name. `counted`: they head an item of a numbered list."""
    plain = [word for word in page.tokens.words[begin:end] if word.isalpha()]
    if "bite" in plain and BITERS.isdisjoint(plain):
        return False  # a dentist's "bite unchanged"
    if not plain or not (set(plain) - SITES) or not PAIN.isdisjoint(plain):
        return False
    if plain[0] in ROOMS and page.number(begin + 1) is not None:
        return False
    if not BARRED.isdisjoint(plain):
        return counted and set(plain) <= MEASURES
    mentions = [m for m in sentence.diagnoses if begin <= m.first < end]
    if any(m.kind in ("rx_drug", "rx_verb", "managed") for m in mentions):
        return False
    if any(m.kind == "test" and page.tokens.words[m.first] not in NAMES for m in mentions):
        return False
    if counted or any(m.kind == "diagnosis" for m in mentions):
        return True
    return any(
        word in NAMES or FORM.match(word) or abbreviated(page, begin + at)
        for at, word in enumerate(page.tokens.words[begin:end])
    )


ROOMS = {"ed", "er", "uc"}
"""Places of care that a date may follow: "ED 11/1: CT normal"."""
MEASURES = {"bp", "pressure"}
"""What is measured in everybody, and a problem where an item of a numbered list is about it."""


def abbreviated(page: Page, at: int) -> bool:
    """Whether a word is written in capitals as abbreviations are: "AUB", "HFpEF" is not."""
    return bool(SHORT.match(page.text[page.tokens.starts[at] : page.tokens.ends[at]])) and not page.capitals


def is_injected(part: Part) -> bool:
    """Whether a part is about the injected muscle: its first words name a muscle, or it opens with the needle."""
    first = part.sentences[0]
    if needles(first):
        return True
    named = [m for m in first.of("muscle") if m.first < first.first + OPENING]
    return bool(named) and ("role", "strength") not in first.meanings


OPENING = 10
BODILY = {"im", "intramuscular", "intramuscularly", "iv", "subq", "sq"}


def needles(sentence: Sentence) -> bool:
    """Whether a sentence tells of the needle: the service, or its act or a muscle together with a drug. A drug given
    into the body through a muscle ("60 mg IM left gluteal") treats something else.
    """
    if not BODILY.isdisjoint(sentence.vocabulary) and ("service", "tpi") not in sentence.meanings:
        return False
    if ("service", "tpi") in sentence.meanings:
        return True
    if "drug" not in sentence.kinds and "act" not in sentence.kinds:
        return False
    if "drug" in sentence.kinds and ("unit", "ml") not in sentence.meanings:
        taken = not TAKEN.isdisjoint(sentence.vocabulary)
        if taken and NEEDLE.isdisjoint(sentence.vocabulary):
            return False
    if {"drug", "muscle"} <= sentence.kinds.keys():
        return True
    return "act" in sentence.kinds and not {"drug", "muscle"}.isdisjoint(sentence.kinds)

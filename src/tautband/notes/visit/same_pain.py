"""Whether a problem may be the injected pain under another name: a pain of the same region, or one caused by it.

By the region of the muscles that the note names and the words of the problem; what lies in the next region counts as
the same, since pain of a muscle is referred there. An illness of skin, vessels or organs in the region never is.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.text.page import Page, Sentence
from tautband.notes.visit.problem_names import needles
from tautband.notes.vocabulary.word_lists import words_of

ACHES = {
    "pain", "ache", "aching", "headache", "headaches", "strain", "sprain", "arthritis", "osteoarthritis",
    "arthropathy", "arthralgia", "stiffness", "tightness", "numbness", "paresthesias", "paresthesia", "tingling",
    "dysfunction", "tendinitis", "tendonitis", "tendinopathy", "bursitis", "neuralgia", "dystonia", "contracture",
}  # fmt: skip
"""Complaints that name no place: it is read beside them."""
SPINE = {
    "spondylosis", "spondylolisthesis", "facet", "ddd", "djd", "disc", "disk", "radiculopathy", "radiculitis",
    "radicular", "stenosis", "spine", "spinal", "postural", "posture", "laminectomy", "degenerative", "myelopathy",
    "scoliosis", "kyphosis", "deconditioning",
}  # fmt: skip
"""Ailments of the whole spine where no part of it is named."""
PLACES = {
    "upper": {
        "neck", "cervical", "shoulder", "shoulders", "scapula", "scapular", "head", "headache", "headaches",
        "occipital", "jaw", "tmj", "tmd", "temporomandibular", "thoracic", "cuff", "arm", "arms", "cervicogenic",
        "torticollis", "whiplash", "cervicalgia", "rib", "ribs", "chest", "acromioclavicular", "ac", "subacromial",
        "adhesive", "capsulitis", "frozen", "impingement", "costochondritis", "bruxism", "cephalgia", "c5", "c6", "c7",
        "c8", "biceps", "bicipital", "interscapular", "scapulothoracic", "levator", "trigeminal", "facial", "brachial",
        "cervicothoracic",
    },
    "lower": {
        "back", "lumbar", "sacral", "sacroiliac", "si", "hip", "hips", "buttock", "gluteal", "sciatica", "trochanteric",
        "groin", "coccyx", "coccydynia", "pelvic", "pelvis", "lumbago", "l2", "l3", "l4", "l5", "s1", "piriformis",
        "dyspareunia", "vulvodynia", "abdominal", "acnes", "lumbosacral", "sacroiliitis", "thigh", "leg", "ani",
        "pudendal", "hamstring", "meralgia",
    },
    "leg": {
        "calf", "leg", "legs", "plantar", "foot", "feet", "heel", "ankle", "achilles", "arch", "shin", "tarsal",
        "fasciitis",
    },
    "hand": {
        "wrist", "hand", "forearm", "elbow", "epicondylitis", "thumb", "epicondylar", "radial", "quervain",
        "tenosynovitis", "carpal",
    },
}  # fmt: skip
OTHERWISE = words_of("no_pain_of_the_region")
"""Words of an illness that is no pain of muscle, joint, nerve root or spine of its region."""
GROUPS = {
    "head": "upper", "neck": "upper", "upper_back": "upper", "shoulder": "upper", "thoracic": "upper", "chest": "upper",
    "arm": "upper", "lumbar": "lower", "pelvis_hip": "lower", "thigh": "lower", "abdomen": "lower", "leg": "leg",
    "foot": "leg", "forearm_hand": "hand",
}  # fmt: skip
"""Groups of the muscle table's regions, within which one pain is told from another only by a person."""
HEAD = 14
"""Words of its first sentence in which a problem is named."""


def same_pain(page: Page, concept: str, sentences: list[Sentence], groups: set[str]) -> bool:
    """Whether a problem is a pain of muscle, joint, nerve or spine in one of the injected groups of regions.

    The place is read from its name, or beside it where the name has none.
    """
    name = set(concept.split("_"))
    if not OTHERWISE.isdisjoint(name):
        return False
    if not placed(name):
        spine = not SPINE.isdisjoint(name)
        if not spine and ACHES.isdisjoint(name):
            return False
        first = sentences[0]
        name |= set(page.tokens.words[first.first : min(first.last, first.first + HEAD)])
        if spine and not placed(name):
            return bool(groups & {"upper", "lower"})
    if "back" in name and not {"upper", "mid", "thoracic"}.isdisjoint(name):
        return "upper" in groups
    return any(not PLACES[group].isdisjoint(name) for group in groups)


def placed(name: set[str]) -> bool:
    """Whether words name a place of the body."""
    return any(not words.isdisjoint(name) for words in PLACES.values())


MUSCLES = ("muscle", "short_muscle")


def injected_groups(page: Page) -> set[str]:
    """The groups of regions in which a needle is told, by the muscles beside it."""
    found = set()
    for sentence in page.sentences:
        if sentence.foreign or not needles(sentence):
            continue
        near = page.sentences[max(0, sentence.number - 2) : sentence.number + 3]
        muscles = sentence.of(*MUSCLES) or [m for s in near for m in s.of(*MUSCLES) if not s.past]
        for m in muscles:
            for name in m.value.split("|"):
                found |= {GROUPS[region] for region in regions_of(page, name) if region in GROUPS}
    return found


def regions_of(page: Page, name: str) -> set[str]:
    """The regions of a muscle by the table: its own, else those of the muscle it is part of or of its members."""
    known = page.lexicon.muscles.get(name, {})
    kin = [known.get("parent"), *known.get("members", ())]
    own = known.get("region")
    return {own} if own else {str(page.lexicon.muscles.get(k or "", {}).get("region")) for k in kin}


PAINS = {"pain", "neck", "spasm", "knot", "trigger", "myofascial", "muscle", "back", "shoulder", "injection"}
CAUSES = {
    ("due", "to"), ("because", "of"), ("secondary", "to"), ("caused", "by"), ("related", "to"), ("from", "the"),
    ("from", "pain"),
}  # fmt: skip
WORDS_OF_CAUSE = 6


def caused_by_it(page: Page, first: Sentence) -> bool:
    """Whether a problem is called a sequel of the pain: "sleep disturbance due to the neck pain"."""
    words = page.tokens.words[first.first : first.last]
    for at, pair in enumerate(pairwise(words)):
        if (pair in CAUSES or pair[0] == "from") and not PAINS.isdisjoint(words[at + 1 : at + 1 + WORDS_OF_CAUSE]):
            return True
    return False

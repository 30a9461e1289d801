"""Whether a problem may be the injected pain under another name: a pain of the same region, or one caused by it.

By the region of the muscles that the note names and the words of the problem; what lies in the next region counts as
the same, since pain of a muscle is referred there. An illness that is no pain of muscle, joint or spine never is.
"""

from __future__ import annotations

from itertools import pairwise

from tautband.notes.page import Page, Sentence
from tautband.notes.problem_names import needles

ACHES = {
    "pain", "ache", "aching", "headache", "headaches", "cephalgia", "strain", "sprain", "arthritis", "osteoarthritis",
    "arthropathy", "arthralgia", "spondylosis", "spondylolisthesis", "radiculopathy", "radiculitis", "radicular",
    "stenosis", "disc", "disk", "impingement", "tendinitis", "tendonitis", "tendinopathy", "tendinosis", "bursitis",
    "cuff", "capsulitis", "frozen", "whiplash", "torticollis", "spasm", "spasms", "dysfunction", "sciatica",
    "neuralgia", "degenerative", "sacroiliitis", "facet", "cervicalgia", "dorsalgia", "lumbago", "stiffness",
    "dyspareunia", "tightness", "tension", "cervicogenic", "scoliosis", "kyphosis", "ddd", "djd", "tmd", "tmj",
    "bruxism", "sacroiliac", "myelopathy", "subluxation", "contracture", "dystonia", "costochondritis",
}  # fmt: skip
PLACES = {
    "upper": {
        "neck", "cervical", "shoulder", "shoulders", "scapula", "scapular", "head", "headache", "headaches",
        "occipital", "jaw", "tmj", "tmd", "temporomandibular", "thoracic", "cuff", "arm", "upper", "cervicogenic",
        "tension", "torticollis", "whiplash", "cervicalgia", "rib", "chest", "acromioclavicular", "ac", "subacromial",
        "spine", "adhesive", "capsulitis", "frozen", "impingement", "costochondritis", "bruxism", "cephalgia",
        "neuralgia", "c5", "c6", "c7", "biceps", "interscapular", "dystonia",
    },
    "lower": {
        "back", "lumbar", "sacral", "sacroiliac", "si", "hip", "hips", "buttock", "gluteal", "sciatica",
        "trochanteric", "groin", "coccyx", "pelvic", "pelvis", "lumbago", "spine", "l4", "l5", "s1", "piriformis",
        "dyspareunia", "abdominal", "lumbosacral", "sacroiliitis", "thigh", "stenosis",
    },
    "leg": {"calf", "leg", "plantar", "foot", "heel", "ankle", "achilles", "arch", "shin"},
    "hand": {"wrist", "hand", "forearm", "elbow", "epicondylitis", "thumb", "epicondylar"},
}  # fmt: skip
GROUPS = {
    "head": "upper", "neck": "upper", "upper_back": "upper", "shoulder": "upper", "thoracic": "upper", "chest": "upper",
    "arm": "upper", "lumbar": "lower", "pelvis_hip": "lower", "thigh": "lower", "abdomen": "lower", "leg": "leg",
    "foot": "leg", "forearm_hand": "hand",
}  # fmt: skip
"""Groups of the muscle table's regions, within which one pain is told from another only by a person."""
ELSEWHERE = {"knee", "knees", "migraine"}
HEAD = 14
"""Words of its first sentence in which a problem is named."""


def same_pain(page: Page, concept: str, sentences: list[Sentence]) -> bool:
    """Whether a problem is a pain of muscle, joint or spine in the region of an injected muscle.

    The place is read from its name, or beside it where the name has none.
    """
    name = set(concept.split("_"))
    if ACHES.isdisjoint(name) or not ELSEWHERE.isdisjoint(name):
        return False
    first = sentences[0]
    if not any(not words.isdisjoint(name) for words in PLACES.values()):
        name |= set(page.tokens.words[first.first : min(first.last, first.first + HEAD)])
    return any(not PLACES[group].isdisjoint(name) for group in injected_groups(page))


def injected_groups(page: Page) -> set[str]:
    """The groups of regions in which a needle is told, by the muscles beside it."""
    found = set()
    for sentence in page.sentences:
        if sentence.foreign or not needles(sentence):
            continue
        near = page.sentences[max(0, sentence.number - 2) : sentence.number + 3]
        for m in (m for s in near for m in s.of("muscle") if not s.past):
            for name in m.value.split("|"):
                known = page.lexicon.muscles.get(name, {})
                parent = page.lexicon.muscles.get(known.get("parent") or "", {})
                region = known.get("region") or parent.get("region")
                if region in GROUPS:
                    found.add(GROUPS[region])
    return found


PAINS = {"pain", "neck", "spasm", "knot", "trigger", "myofascial", "muscle", "back", "shoulder", "injection"}
CAUSES = {("due", "to"), ("because", "of"), ("secondary", "to"), ("caused", "by"), ("related", "to"), ("from", "the")}
WORDS_OF_CAUSE = 6


def caused_by_it(page: Page, first: Sentence) -> bool:
    """Whether a problem is called a sequel of the pain: "sleep disturbance due to the neck pain"."""
    words = page.tokens.words[first.first : first.last]
    for at, pair in enumerate(pairwise(words)):
        if (pair in CAUSES or pair[0] == "from") and not PAINS.isdisjoint(words[at + 1 : at + 1 + WORDS_OF_CAUSE]):
            return True
    return False

"""Diagnoses the clinician states, with site, side and the code printed beside them."""

from __future__ import annotations

import re

from tautband.model.encounter import Diagnosis, Side
from tautband.model.evidence import Evidence
from tautband.notes.lexicon import Mention
from tautband.notes.not_stated import denied_behind, no_diagnosis, over
from tautband.notes.page import NONE, Page, Sentence

WRITTEN = re.compile(r"\b([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2})\b")
OPENING = 8
SYMPTOMS = {
    "neck_pain",
    "low_back_pain",
    "back_pain",
    "thoracic_back_pain",
    "shoulder_pain",
    "hip_pain",
    "headache",
    "knee_pain",
    "jaw_pain",
    "pelvic_pain",
    "arm_pain",
    "leg_pain",
    "thigh_pain",
    "abdominal_pain",
    "chest_pain",
    "chest_wall_pain",
    "foot_pain",
    "elbow_pain",
    "wrist_pain",
    "hand_pain",
    "forearm_pain",
    "lower_leg_pain",
    "upper_arm_pain",
    "ankle_pain",
    "dyspareunia",
    "shortness_of_breath",
}
"""Pain by its place: a complaint, and a diagnosis only where the clinician lists it as one."""
FINGERS = {
    "index": "index_finger", "middle": "middle_finger", "long": "middle_finger", "ring": "ring_finger",
    "little": "little_finger", "small": "little_finger", "thumb": "thumb",
}  # fmt: skip
WITHIN = {
    "rheumatoid_arthritis": (
        "seropositive_rheumatoid_arthritis", "seropositive_rheumatoid_arthritis_multiple_sites",
    ),
    "seropositive_rheumatoid_arthritis": ("seropositive_rheumatoid_arthritis_multiple_sites",),
    "facet_arthropathy": (
        "lumbar_spondylosis", "cervical_spondylosis", "thoracic_spondylosis", "lumbosacral_spondylosis",
    ),
    "tension_headache": ("chronic_tension_headache", "episodic_tension_headache", "intractable_tension_headache"),
    "torticollis": ("cervical_dystonia",),
    "tendinitis": ("bicipital_tendinitis", "gluteal_tendinitis", "achilles_tendinitis", "lateral_epicondylitis"),
    "bursitis": ("shoulder_bursitis", "trochanteric_bursitis", "olecranon_bursitis", "ischial_bursitis"),
    "osteoarthritis": ("knee_osteoarthritis", "hip_osteoarthritis", "shoulder_osteoarthritis", "hand_osteoarthritis"),
    "migraine": ("migraine_without_aura", "migraine_with_aura", "chronic_migraine", "intractable_chronic_migraine"),
    "shoulder_osteoarthritis": ("acromioclavicular_osteoarthritis",),
    "asthma": (
        "mild_intermittent_asthma", "mild_intermittent_asthma_exacerbation", "mild_persistent_asthma",
        "mild_persistent_asthma_exacerbation", "moderate_persistent_asthma", "moderate_persistent_asthma_exacerbation",
        "asthma_exacerbation",
    ),
    "copd": ("copd_exacerbation",),
    "depression": (
        "major_depressive_disorder", "recurrent_major_depression", "major_depression_single_mild",
        "major_depression_single_moderate", "major_depression_recurrent_mild", "major_depression_recurrent_moderate",
        "major_depression_recurrent_severe",
    ),
    "dermatitis": (
        "plant_dermatitis", "allergic_contact_dermatitis", "contact_dermatitis", "atopic_dermatitis",
        "seborrheic_dermatitis",
    ),
    "allergic_contact_dermatitis": ("plant_dermatitis",),
    "contact_dermatitis": ("plant_dermatitis", "allergic_contact_dermatitis"),
    "urinary_tract_infection": ("acute_cystitis", "acute_cystitis_with_hematuria"),
    "pharyngitis": ("strep_pharyngitis",),
    "hyperlipidemia": ("mixed_hyperlipidemia", "hypercholesterolemia"),
    "anxiety": ("generalized_anxiety_disorder", "panic_disorder"),
    "type_2_diabetes": (
        "type_2_diabetes_with_hyperglycemia", "type_2_diabetes_with_neuropathy", "type_2_diabetes_with_kidney_disease",
        "type_2_diabetes_with_polyneuropathy",
    ),
}  # fmt: skip
"""Looser words for a problem that the note also states exactly."""
UNLIKE = {"crps": "crp", "acne": "acnes"}
"""Words that the folding of plurals takes for a diagnosis: C-reactive protein, and a nerve caught in the belly wall."""
TECHNICAL = {"cervicalgia", "lumbago", "dorsalgia", "coccydynia", "cephalgia", "gonalgia", "omalgia"}
"""Complaints written as a diagnosis is."""
LABELS = {"dx", "diagnosis", "impression", "imp", "assessment"}
ASIDE = {"distinct", "different", "separate", "apart", "unlike", "beside", "besides", "independent"}
"""Words that set a problem against another one that is only named for it: "distinct from her fibromyalgia"."""
UNCERTAIN = {"possible", "possibly", "probable", "probably", "suspected", "questionable"}
"""Outpatient diagnoses so qualified are not coded (ICD-10-CM Official Guidelines, section IV.H)."""
PLACES = {
    "visit",
    "clinic",
    "center",
    "centre",
    "institute",
    "department",
    "program",
    "associates",
    "specialists",
    "practice",
}
BACK_AND_NECK = "superficial back"
JOINTS = ("knee", "hip", "shoulder", "hand", "elbow", "wrist", "ankle")


def read_diagnoses(page: Page) -> tuple[Diagnosis, ...]:
    """The diagnoses of the note, those of this encounter first by where they are stated.

    Assessed are those under an assessment or problem heading, at the head of a list item, or, in a note without an
    assessment, anywhere in today's text. Others are historical, ruled out or the family's.
    """
    mentions = [m for m in page.cues["diagnoses"] if m.kind == "diagnosis"]
    mentions = longest(mentions)
    headed = any(
        (s.section == "assessment" or (s.section == "plan" and s.item))
        and any(m.kind == "diagnosis" for m in page.within("diagnoses", s))
        for s in page.sentences
    )
    own_part = any(
        s.heading and s.section in ("assessment", "plan") and not in_list(page, s, False) for s in page.sentences
    )
    found: dict[tuple[str, Side, str | None], Diagnosis] = {}
    at = 0
    listing = False
    for sentence in page.sentences:
        listing = in_list(page, sentence, listing)
        here: list[Mention] = []
        while at < len(mentions) and mentions[at].first < sentence.last:
            if mentions[at].first >= sentence.first and mentions[at].last <= sentence.last:
                here.append(mentions[at])
            at += 1
        for written_mention in here:
            if page.tokens.words[written_mention.first] == UNLIKE.get(written_mention.value):
                continue
            m = joint_named(page, sentence, written_mention)
            status = "historical" if listing and own_part else status_of(page, sentence, m, headed)
            if status is None or (m.value in SYMPTOMS and not listed(page, sentence, m, here)):
                continue
            for side in sides_of(sentence, m, here):
                code = written(page, sentence, m, here)
                exact = page.lexicon.data["diagnosis_code"].get(code or "", ("", ""))[0]
                made = Diagnosis(
                    concept=exact if exact in WITHIN.get(m.value, ()) else m.value,
                    written_code=code,
                    site=site_of(page, sentence, m),
                    side=side,
                    status=status,
                    evidence=(page.evidence(m.first, m.last),),
                )
                key = (made.concept, side, made.site)
                known = found.get(key)
                if known is None or better(made, known):
                    found[key] = made
    for made in printed(page, {d.written_code for d in found.values()}):
        twin = found.get((made.concept, made.side, made.site))
        second = twin is not None and twin.written_code not in (None, made.written_code)
        found.setdefault((made.concept, made.side, made.written_code if second else made.site), made)
    return tidy(list(found.values()) or complaints(page, headed))


def better(made: Diagnosis, known: Diagnosis) -> bool:
    """Whether a later statement of a problem goes before the one known: it is assessed, or has the code printed."""
    if (made.status == "assessed") != (known.status == "assessed"):
        return made.status == "assessed"
    return known.written_code is None and made.written_code is not None and known.status == made.status


def in_list(page: Page, sentence: Sentence, listing: bool) -> bool:
    """Whether a sentence stands in a list of standing problems, which is no assessment where the note has one."""
    words = page.tokens.words
    opening = words[sentence.first : sentence.first + LIST_TITLE]
    if "problem" in opening and "list" in opening[opening.index("problem") :]:
        return {"addressed", "today"}.isdisjoint(opening) or "not" in opening
    return listing and (sentence.heading is None or (sentence.section == "assessment" and not sentence.heading))


LIST_TITLE = 6


def printed(page: Page, known: set[str | None]) -> list[Diagnosis]:
    """Diagnoses that an assessment gives by code: alone ("Dx M79.18"), as a second code of one pain, or beside words
    that no table holds ("cervical strain S16.1XXD"), where the code stands for them.
    """
    concepts = page.lexicon.data["diagnosis_code"]
    made = []
    for sentence in page.sentences:
        if sentence.past or sentence.foreign or not (sentence.section == "assessment" or code_opens(page, sentence)):
            continue
        if not sentence.vocabulary.isdisjoint(NOT_MEANT):
            continue
        worded = any(m.kind == "diagnosis" for m in page.within("diagnoses", sentence))
        begin, end = page.tokens.starts[sentence.first], page.tokens.ends[sentence.last - 1]
        for match in WRITTEN.finditer(page.text, begin, end):
            code = match.group(1)
            concept, side = concepts.get(code, (f"code {code}" if "." in code and code[0].isalpha() else None, ""))
            if concept is None or code in known or (worded and concept in SYMPTOMS):
                continue
            words = Evidence.of(page.text, *match.span())
            sides: list[Side] = ["left", "right"] if side == "bilateral" else [side or "unspecified"]
            made += [
                Diagnosis(concept=concept, written_code=code, side=s, status="assessed", evidence=(words,))
                for s in sides
            ]
    return made


NOT_MEANT = {
    "not",
    "chosen",
    "remove",
    "removed",
    "deleted",
    "ruled",
    "excluded",
    "instead",
    "wrong",
    "invalid",
    "denied",
}
"""Words of a sentence whose codes need not be the clinician's own."""


def code_opens(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence of today opens with a code, as a line of an assessment without its heading does."""
    start = page.tokens.starts[sentence.first]
    match = WRITTEN.match(page.text, start)
    return match is not None and sentence.section in ("", "procedure", "plan") and not match.group(1)[0].isdecimal()


def complaints(page: Page, headed: bool) -> list[Diagnosis]:
    """Pain by its place, where the note states no other diagnosis and states that one as its assessment."""
    for sentence in page.sentences:
        if sentence.section != "assessment":
            continue
        for m in page.within("diagnoses", sentence):
            complaint = m.kind == "diagnosis" and m.value in SYMPTOMS
            if complaint and status_of(page, sentence, m, headed) == "assessed":
                side = sides_of(sentence, m, [m])[0]
                words = (page.evidence(m.first, m.last),)
                return [Diagnosis(concept=m.value, side=side, status="assessed", evidence=words)]
    return []


def joint_named(page: Page, sentence: Sentence, m: Mention) -> Mention:
    """The diagnosis with the joint or finger that its sentence names: "RIGHT KNEE, primary osteoarthritis"."""
    if m.value == "trigger_finger":
        finger = next((FINGERS[word] for word in page.words[sentence.first : sentence.last] if word in FINGERS), None)
        return m._replace(value=f"trigger_{finger}") if finger else m
    if m.value in MORE_EXACT:
        return more_exact(page, sentence, m)
    if m.value != "osteoarthritis":
        return m
    words = page.words[sentence.first : sentence.last]
    joint = next((joint for joint in JOINTS if joint in words), None)
    return m._replace(value=f"{joint}_osteoarthritis") if joint else m


MORE_EXACT = {
    "bursitis": (
        ({"subacromial", "subdeltoid", "shoulder"}, "shoulder_bursitis"),
        ({"troch", "trochanteric", "trochanter", "gt"}, "trochanteric_bursitis"),
        ({"olecranon", "elbow"}, "olecranon_bursitis"),
        ({"ischial"}, "ischial_bursitis"),
    ),
    "seropositive_rheumatoid_arthritis": (({"multiple"}, "seropositive_rheumatoid_arthritis_multiple_sites"),),
    "chronic_migraine": (({"intractable"}, "intractable_chronic_migraine"),),
}
"""Words of a problem's own sentence by which it is another, more exact one."""


def more_exact(page: Page, sentence: Sentence, m: Mention) -> Mention:
    """The diagnosis as its own sentence makes it exact: "chronic migraine, 20 of 30 days, intractable"."""
    words = page.tokens.words
    for named, concept in MORE_EXACT[m.value]:
        places = [at for at in range(sentence.first, sentence.last) if words[at] in named]
        if any("not" not in words[at - 2 : at] and "without" not in words[at - 2 : at] for at in places):
            return m._replace(value=concept)
    return m


def listed(page: Page, sentence: Sentence, m: Mention, here: list[Mention]) -> bool:
    """Whether a complaint is listed as a diagnosis: its own item, or with a code, or alone under the heading."""
    if written(page, sentence, m, here) is not None or labelled(page, sentence, m):
        return True
    in_plan = sentence.section == "plan" and (opens_item(page, sentence) or heads_plan(page, sentence))
    if not (sentence.section == "assessment" or in_plan) or page.tokens.words[max(0, m.first - 1)] == "with":
        return False
    if page.tokens.words[m.first] in TECHNICAL and m.last - m.first == 1:
        return True
    alone = all(o.value in SYMPTOMS for o in here)
    if alone and sentence.last - sentence.first - sum(o.last - o.first for o in here) <= 1:
        return True  # "...; pelvic pain."
    if alone and heads_plan(page, sentence) and m.first - sentence.first <= HEADED:
        return True
    return (
        alone
        and (sentence.item or sentence.heading is not None)
        and page.tokens.words[m.last : m.last + 1] != ["that"]
        and (
            (sentence.item and m.first - sentence.first <= 4)
            or (
                sentence.heading is not None
                and m.first - sentence.heading[1] <= 5
                and not numbered_problem(page, sentence)
            )
        )
    )


def numbered_problem(page: Page, sentence: Sentence) -> bool:
    """Whether the heading is that of a problem in a list ("PROBLEM 2 - new neck pain"), which its assessment
    will name.
    """
    assert sentence.heading is not None
    return page.tokens.words[sentence.heading[0]] == "problem"


def longest(mentions: list[Mention]) -> list[Mention]:
    """Mentions that no longer one contains."""
    kept: list[Mention] = []
    for m in mentions:
        if kept and kept[-1].first <= m.first and m.last <= kept[-1].last:
            continue
        kept.append(m)
    return kept


def status_of(page: Page, sentence: Sentence, m: Mention, headed: bool) -> str | None:
    """assessed, historical, ruled_out or family; None for a mention that is no statement of a diagnosis."""
    if sentence.section == "family" or "family" in sentence.assertions:
        return "family"
    kin = page.tokens.words[max(sentence.first, m.first - 4) : m.first]
    if not KIN.isdisjoint(kin) or page.tokens.words[sentence.first] in ("fh", "fhx"):
        return "family"
    if no_diagnosis(page, sentence, m, symptom=m.value in SYMPTOMS):
        return None
    if not SURGICAL.isdisjoint(page.tokens.words[sentence.first : sentence.first + 3]):
        return "historical"
    if negated(page, sentence, m) or denied_behind(page, sentence, m):
        return "ruled_out"
    if over(page, sentence, m):
        return "historical"
    if set_aside(page, sentence, m):
        return None
    if sentence.section in ("allergies", "boilerplate", "instructions", "planned", "medications", "ros", "social"):
        return None
    if sentence.section == "past" or (sentence.dated is not None and sentence.past):
        return "historical"
    if sentence.section == "assessment":
        return "assessed"
    opens = opens_item(page, sentence) or heads_plan(page, sentence)
    if opens and m.first - sentence.first <= OPENING and not sentence.past:
        return "assessed"
    words = page.tokens.words
    if labelled(page, sentence, m) and not sentence.past:
        return "assessed"
    nearby = words[max(sentence.first, m.first - 4) : m.first]
    if ("s" in nearby and "p" in nearby) or "history" in nearby:
        return "historical"
    if headed:
        return None
    return None if sentence.past else "assessed"


KIN = {"mother", "father", "sister", "brother", "aunt", "uncle", "grandmother", "grandfather", "parents", "sibling"}
SURGICAL = {"surgical", "psh", "pmh", "pmhx", "pshx"}
"""First words of a list of what was once."""


def labelled(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether "Dx" or a word like it stands right before, amid a line where no heading is seen."""
    return not LABELS.isdisjoint(page.tokens.words[max(sentence.first, m.first - 3) : m.first])


def opens_item(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence opens an item, also one lettered "A." in a plan."""
    words = page.tokens.words[sentence.first : sentence.first + 2]
    lettered = sentence.section == "plan" and len(words) > 1 and len(words[0]) == 1 and words[0].isalpha()
    return sentence.item or (lettered and words[1] in ".)" and sentence.first in page.line_starts)


JOINT_HEADINGS = {"a", "assessment", "impression", "imp", "assess"}
"""Words of a heading that holds the assessment beside the plan: "A/P", "Impression and plan"."""
HEADED = 3
"""Sentences from a heading within which a problem opens an assessment with its plan."""


def heads_plan(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence is the first, or opens a line, under a heading that holds assessment and plan in one."""
    if sentence.section != "plan" or sentence.past:
        return False
    for number in range(sentence.number, max(-1, sentence.number - HEADED), -1):
        above = page.sentences[number]
        if above.paragraph != sentence.paragraph:
            return False
        if above.heading:
            words = page.tokens.words[above.heading[0] : above.heading[1]]
            return not JOINT_HEADINGS.isdisjoint(words)
    return False


def set_aside(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is only named: set against another, treated elsewhere, or part of a clinic's name."""
    words = page.tokens.words
    before = words[max(sentence.first, m.first - 4) : m.first]
    if not ASIDE.isdisjoint(before) and not {"from", "of", "to"}.isdisjoint(before):
        return True
    if before[-3:] in (["thought", "to", "be"], ["asked", "whether", "it"]) or before[-2:] == ["question", "of"]:
        return True
    if not UNCERTAIN.isdisjoint(before[-2:]) or words[m.last : m.last + 1] == ["like"]:
        return True
    if sentence.number <= 2 and not PLACES.isdisjoint(words[sentence.first : sentence.last]):
        return True
    if any(e.kind == "elsewhere" and e.first >= m.last for e in page.within("diagnoses", sentence)):
        return True
    number = sentence.number + 1
    if words[sentence.last - 1] != ";" or number >= len(page.sentences):
        return False
    following = page.sentences[number]  # "lumbar spondylosis, unchanged; nothing new for this today"
    told = page.within("diagnoses", following)
    return bool(told) and told[0].kind == "elsewhere" and not any(o.kind == "diagnosis" for o in told)


def negated(page: Page, sentence: Sentence, m: Mention) -> bool:
    """Whether a diagnosis is denied: "no radiculopathy", "rule out ..."."""
    words = page.tokens.words
    for cue in sentence.cues:
        if cue.value == "negation" and 0 <= m.first - cue.last <= 4 and "," not in words[cue.last : m.first]:
            return True
    before = words[max(sentence.first, m.first - 3) : m.first]
    after = words[m.last : min(sentence.last, m.last + 3)]
    if before[-1:] in (["not"], ["nor"]) or before[-2:] == ["not", "a"]:
        return True
    if any(
        0 <= m.first - c.last <= FAR_DENIED and c.value == "negation" and one_list(page, c.last, m.first)
        for c in sentence.cues
    ):
        return True
    if after[:1] == ["excluded"] or after[:2] in (["ruled", "out"], ["is", "excluded"], ["was", "excluded"]):
        return True
    if after[:2] in (["is", "unlikely"], ["not", "supported"], ["not", "likely"]) or after[:1] == ["unlikely"]:
        return True
    return before[-2:] in (["rule", "out"], ["ruled", "out"]) or before[-3:] == ["r", "/", "o"] or "without" in before


FAR_DENIED = 9
ONWARD = 6
"""Words behind a problem in which its list may come to "or"."""


def one_list(page: Page, first: int, last: int) -> bool:
    """Whether the words between a denial and a problem are one list: "no evidence for radicular, facet or hip pain"."""
    between, onward = page.tokens.words[first:last], page.tokens.words[last : last + ONWARD]
    stop = next((at for at, word in enumerate(onward) if word in ".;:"), len(onward))
    return not {"or", "nor"}.isdisjoint(between + onward[:stop]) and {
        ".",
        ";",
        ":",
        "but",
        "and",
        "has",
        "with",
    }.isdisjoint(between)


def sides_of(sentence: Sentence, m: Mention, here: list[Mention]) -> list[Side]:
    """The side beside a diagnosis: inside it, just before it or after it, else the only side of the sentence."""
    sides = sentence.kinds.get("side", NONE)
    inside = [t for t in sides if m.first <= t.first < m.last]
    before = [t for t in sides if 0 <= m.first - t.last <= 1]
    before = before or [
        t
        for t in sides
        if 0 <= m.first - t.last <= 4
        and any(r.kind in ("region", "structure") and t.last <= r.first < m.first for r in sentence.things)
    ]
    others = [o.first for o in here if o.first >= m.last]
    stop = min(others, default=sentence.last)
    after = [t for t in sides if m.last <= t.first < stop]
    chosen = (inside or before)[:1] or after
    values: set[Side] = set()
    for side in chosen:
        values |= {"left", "right"} if side.value == "both" else {side.value}  # type: ignore[arg-type]
    return sorted(values) or ["unspecified"]


def site_of(page: Page, sentence: Sentence, m: Mention) -> str | None:
    """The region that the words of a diagnosis give, before, inside or after it; of several, one below the neck."""
    words = page.tokens.words
    if any(
        t.kind == "muscle" and t.value == "masticatory muscles" and 0 <= t.first - m.last <= 4 for t in sentence.things
    ):
        return "mastication"
    near = []
    for t in sentence.things:
        if t.kind == "muscle" and 0 <= t.first - m.last <= 5 and (region := region_of(page, t)):
            near.append(region)
        if t.kind == "region":
            inside = m.first <= t.first < m.last
            if (
                inside
                or 0 <= m.first - t.last <= 1
                or (0 <= t.first - m.last <= 5 and "with" not in words[m.last : t.first])
            ):
                near.append(t.value)
    below = [region for region in near if region not in ("head", "neck")]
    return near[0] if len(set(near)) == 1 else below[0] if below else None


LOOSE_GROUP = "cervical paraspinals"
"""A group whose name notes also use for the neck's muscles at large, the trapezius among them."""


def region_of(page: Page, muscle: Mention) -> str | None:
    """The region of a muscle that a diagnosis names, where the table gives it one.

    The muscles of the superficial back that reach the neck count as back: their site is that which the note states.
    """
    known = page.lexicon.muscles.get(muscle.value, {})
    known = page.lexicon.muscles.get(known.get("parent") or "", known)
    if known.get("kind") != "muscle" and (muscle.value == LOOSE_GROUP or not known.get("region")):
        return None
    return "upper_back" if known["region"] == "neck" and known["group"] == BACK_AND_NECK else known["region"]


def written(page: Page, sentence: Sentence, m: Mention, here: list[Mention]) -> str | None:
    """The ICD code printed beside a diagnosis: after it, before the next one, or right before it."""
    start = page.tokens.ends[m.last - 1]
    following = [o for o in here if o.first >= m.last]
    stop = page.tokens.starts[following[0].first] if following else page.tokens.ends[sentence.last - 1]
    match = WRITTEN.search(page.text, start, min(stop, start + 80))
    if match:
        return match.group(1)
    begin = page.tokens.starts[sentence.first]
    head = page.tokens.starts[m.first]
    earlier = list(WRITTEN.finditer(page.text, max(begin, head - 14), head))
    if not earlier or any(letter in ",;&+" or letter.isalpha() for letter in page.text[earlier[-1].end() : head]):
        return None  # "M54.2, myalgia", "M17.12 and myofascial pain" are two each
    return earlier[-1].group(1)


def tidy(found: list[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Drop a statement without side or site where another one of the same concept and status has them."""
    kept = []
    stated = {d.concept for d in found if d.status == "assessed"}
    for d in found:
        if not stated.isdisjoint(WITHIN.get(d.concept, ())) and d.written_code is None:
            continue
        same = [o for o in found if o is not d and o.concept == d.concept and o.status == d.status]
        vague = d.side == "unspecified" and any(o.side != "unspecified" for o in same)
        siteless = d.site is None and any(o.site is not None and o.side == d.side for o in same)
        if (vague and (d.site is None or any(o.site == d.site for o in same))) or siteless:
            if d.written_code and not any(o.written_code == d.written_code for o in same):
                kept.append(d)
            continue
        kept.append(d)
    return tuple(kept)

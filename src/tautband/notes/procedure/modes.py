"""How a sentence names its muscles: tells of their injection, lists them, heads the procedure, or palpates them."""

from __future__ import annotations

from tautband.notes.layout.cell_answers import FOUND
from tautband.notes.muscles.aims import Aim
from tautband.notes.muscles.form_answers import answered_yes
from tautband.notes.text.page import NONE, Page, Sentence

MANY = 20
ENDS = {",", ".", ";", ")", "and", "pt", "pts", "point", "points", "site", "sites", "spot", "spots", "stick", "sticks"}
TIMES = ("x", "\N{MULTIPLICATION SIGN}", "(")


def mode_of(page: Page, aim: Aim) -> str:
    """How a sentence names its muscles: narrated, listed, title, palpated or needled; empty when it aims at none."""
    sentence = aim.sentence
    if not aim.today or aim.service not in (None, "tpi"):
        return ""
    if not (aim.targets or aim.acts or aim.dose):
        return ""
    if aim.targets and not aim.dose and covered_by_consent(page, aim):
        return ""
    if page.tokens.words[sentence.last - 1] == "?" and aim.targets and not aim.dose:
        return ""  # "was the rhomboid injected?" asks
    tpi = aim.service == "tpi"
    if not aim.targets and left_over(page, aim):
        return ""
    finding = ("role", "finding") in sentence.meanings
    ticked = sentence.line in page.sides or sentence.line in page.cells
    if aim.acts and (sentence.section not in ("history", "assessment") or (aim.dose and aim.targets)):
        volume = ("unit", "ml") in sentence.meanings
        if any(m.value != "treat" for m in aim.acts) or volume or (tpi and sentence.section != "exam"):
            return "narrated" if tpi or aim.dose or aim.targets or sentence.section == "procedure" else ""
    if aim.targets and not aim.acts and not numbered_or_dosed(page, aim) and only_meant(page, aim):
        return "title"
    if aim.targets and not aim.dose and headed(page.tokens.words[sentence.first : sentence.first + HEADED]):
        return "title"
    if needle_for(page, aim):
        return "needled"
    if exercised(page, aim) or only_seen(page, aim):
        return ""
    if any(t.role == "" and answered_yes(page, sentence, t) for t in aim.targets):
        return "listed"
    if ticked and aim.targets:
        return "" if graded(page, aim) else "listed"
    if sentence.section in ("history", "assessment", "results"):
        return ""
    pointing = "each" in sentence.kinds or "point" in sentence.kinds or "respectively" in sentence.vocabulary
    pointing = pointing or ("/" in sentence.vocabulary and per_point(page, sentence))
    numbered = any(t.side_points for t in aim.targets)
    counted = pointing or ticked or numbered or followed_by_count(page, aim)
    if (
        aim.targets
        and (aim.dose or counted)
        and (tpi or sentence.section == "procedure" or (aim.dose and sentence.section != "exam"))
    ):
        only_passed = all(t.role == "landmark" for t in aim.targets) and pointing
        only_twitched = tpi and bool(aim.services) and all(t.role == "twitch" for t in aim.targets)
        if (only_passed or only_twitched) and aim.dose:
            return "narrated"  # "TPI x2, 0.5 mL each, LTR FDB", "0.5 mL per point listed above (scalene: 0.5 inch)"
        return "palpated" if finding and not aim.dose else "listed"
    if aim.targets and any(m.value == "tpi" for m in aim.services):
        if goes_on_listing(page, sentence):
            return "listed"
        return "title"
    if not counted and sentence.diagnoses and not under_the_needle(aim):
        return "palpated" if aim.targets and heads_item(page, aim) else ""
    if aim.targets and (sentence.section == "procedure" or (tpi and sentence.section in ("plan", "", "title"))):
        return "palpated" if finding else "listed"
    if sentence.section == "exam":
        return ""
    readied = any(m.value in ("technique_needle", "consent", "prep") for m in sentence.elements) and measured(aim)
    told = sentence.section == "procedure" and (pointing or readied)
    return "narrated" if aim.dose and (tpi or told) else ""


def per_point(page: Page, sentence: Sentence) -> bool:
    """Whether a volume is one for each point by a stroke: "lidocaine 1% 1 mL/pt x3"."""
    words = page.tokens.words
    return any(
        m.value == "ml" and words[m.last : m.last + 1] == ["/"] and words[m.last + 1 : m.last + 2] in PER_POINT
        for m in sentence.kinds.get("unit", NONE)
    )


PER_POINT = (["pt"], ["point"], ["site"], ["tp"], ["trp"], ["spot"])


def measured(aim: Aim) -> bool:
    """Whether a sentence names a drug with its volume."""
    return "drug" in aim.sentence.kinds and ("unit", "ml") in aim.sentence.meanings


def under_the_needle(aim: Aim) -> bool:
    """Whether a sentence leads a needle to its muscle, and speaks of no illness and no drug of the house."""
    told = {m.kind for m in aim.sentence.diagnoses}
    return told <= {"test", "rx_verb"} and not NEEDLES.isdisjoint(aim.sentence.vocabulary)


THROWN = {"discarded", "thrown", "destroyed", "returned", "unused", "wasted"}


SURFACE = {"gel", "cream", "ointment", "patch", "patches", "topical", "topically"}
SUPPLIES = {"supplies", "supply", "inventory", "stock", "charges"}


def left_over(page: Page, aim: Aim) -> bool:
    """Whether a sentence without a muscle only readies a drug or throws it away: "4 mL drawn up by the nurse"."""
    if any(m.value != "treat" for m in aim.acts):
        return False
    if not SURFACE.isdisjoint(aim.sentence.vocabulary) and ("unit", "ml") not in aim.sentence.meanings:
        return True  # "Lidocaine gel topical to skin first"
    if not SUPPLIES.isdisjoint(page.tokens.words[aim.sentence.first : aim.sentence.first + 2]):
        return True  # "Supplies charged: lidocaine 1% 5 mL vial x1"
    return "drawn_up" in aim.sentence.assertions or (
        not THROWN.isdisjoint(aim.sentence.vocabulary)
        and (("unit", "ml") not in aim.sentence.meanings or all_thrown(page, aim.sentence))
    )


def all_thrown(page: Page, sentence: Sentence) -> bool:
    """Whether the only volume of a sentence was thrown away: "lidocaine discarded, 5 mL"."""
    units = [m for m in sentence.kinds.get("unit", NONE) if m.value == "ml"]
    before = page.tokens.words[units[0].first - 3 : units[0].first - 1]
    return len(units) == 1 and (before[-1:] == [","] and before[0] in THROWN)


def graded(page: Page, aim: Aim) -> bool:
    """Whether a row of the examination grades what was felt on each side: "lateral pterygoid   +   ++"."""
    cells = page.cells.get(aim.sentence.line)
    if cells is None or aim.sentence.line in page.dosed_lines:
        return False
    if not aim.dose and headed_by_palpation(page, aim.sentence.line):
        for target in aim.targets:
            target.side_points = {}  # grades are no points
        return True
    if aim.sentence.section != "exam":
        return False
    told = [cells[side] for side in ("right", "left") if cells.get(side)]
    return bool(told) and all(text[0] in "+0-" or text.split(" ")[0] in FELT_THERE for text in told)


GRADING = {"palpation", "tenderness", "grade", "grades", "score", "scores", "exam", "examination"}
GIVEN = {
    "injected",
    "inj",
    "ml",
    "cc",
    "volume",
    "vol",
    "sites",
    "site",
    "points",
    "pts",
    "sticks",
    "dose",
    "done",
    "action",
}
MOST_ROWS = 25


def headed_by_palpation(page: Page, line: int) -> bool:
    """Whether the header of a row's table says that its columns grade what was felt: "Palpation (0-3)   R   L"."""
    above = line
    while above > max(0, line - MOST_ROWS) and above in page.cells:
        above -= 1
    head = page.lines[above]
    words = page.tokens.words[head.first : head.last]
    return not GRADING.isdisjoint(words) and GIVEN.isdisjoint(words)


FELT_THERE = FOUND | {"neg", "negative", "none", "normal", "nl", "wnl", "band", "bands", "tb", "tender", "ttp", "clear"}
"""First words of an exam's cells that say what was felt on a side, or that nothing was."""


def numbered_or_dosed(page: Page, aim: Aim) -> bool:
    """Whether a sentence gives its muscles a count or a measured drug."""
    measured = ("unit", "ml") in aim.sentence.meanings and "drawn_up" not in aim.sentence.assertions
    return measured or followed_by_count(page, aim) or any(t.side_points for t in aim.targets)


CARE_FOR = (["pt", "for"], ["therapy", "for"], ["physio", "for"], ["ot", "for"], ["physiotherapy", "for"])
"""Beginnings of a sentence that leaves its muscles to another's hands: "PT for the soleus"."""
EXERCISES = {
    "compression", "ischemic",
    "stretch", "stretches", "stretching", "exercise", "exercises", "hep", "massage", "roller", "foam", "ice", "icing",
    "heat", "strengthen", "strengthening", "strengthens", "theraband", "mobility", "rolling", "program", "programme",
}  # fmt: skip


def exercised(page: Page, aim: Aim) -> bool:
    """Whether muscles are named for what is done to them at home: "Stretches: levator scapulae, scalenes, 3 x 30 s"."""
    if aim.acts or aim.services or "drug" in aim.sentence.kinds or ("unit", "ml") in aim.sentence.meanings:
        return False
    if not aim.targets:
        return False
    first = aim.targets[0].first
    if page.tokens.words[aim.sentence.first : aim.sentence.first + 2] in CARE_FOR:
        return True
    if EXERCISES.isdisjoint(aim.sentence.vocabulary):
        return False
    return not EXERCISES.isdisjoint(page.tokens.words[max(aim.sentence.first, first - 6) : first])


def goes_on_listing(page: Page, sentence: Sentence) -> bool:
    """Whether a line goes on behind a semicolon with its next muscle: "TPI: soleus R 2 L 2; plantaris R 1"."""
    following = page.sentences[sentence.number + 1 : sentence.number + 2]
    ended = page.tokens.words[sentence.last - 1] == ";"
    return ended and any(s.line == sentence.line and "muscle" in s.kinds for s in following)


HEADED = 4


def headed(words: list[str]) -> bool:
    """Whether a line says what its note is headed, or what was read out before the needle: "Time out: left ..."."""
    return words[:2] in TITLED or words[:3] in READ_OUT or (words[:2] in MARKED and ":" in words)


READ_OUT = (["time", "out", ":"], ["time", "-", "out"], ["timeout", ":"])
MARKED = (["site", "marked"], ["timeout", ":"], ["side", "marked"])
TITLED = (["header", ":"], ["title", ":"], ["heading", ":"])
SEEN = {"visualized", "visualised", "seen", "identified", "imaged"}


def only_seen(page: Page, aim: Aim) -> bool:
    """Whether a sentence tells what imaging showed and nothing else: "Trapezius and rhomboid visualized."."""
    if aim.acts or aim.dose or aim.services or "point" in aim.sentence.kinds or not aim.targets:
        return False
    last = aim.sentence.last - 1 - (page.tokens.words[aim.sentence.last - 1] == ".")
    return page.tokens.words[last] in SEEN and last >= aim.targets[-1].last


NEEDLES = {"needle", "needles", "gauge", "ga", "g"}


def needle_for(page: Page, aim: Aim) -> bool:
    """Whether a sentence says which needle was taken for its muscles, and nothing else: "a 22 gauge needle for ..."."""
    plain = aim.plain
    if not plain or aim.dose or aim.acts or aim.services or "for" not in aim.sentence.vocabulary:
        return False
    if "point" in aim.sentence.kinds or numbered_or_dosed(page, aim):
        return False
    words = page.tokens.words
    before = words[aim.sentence.first : plain[0].first]
    if "for" not in before[-4:] or (NEEDLES.isdisjoint(before) and "inch" not in before and "longer" not in before):
        return False
    return not any(m.value in ("consent", "prep") for m in aim.sentence.elements)


FOR = {"for", "to", "regarding", "covering", "about"}


def only_meant(page: Page, aim: Aim) -> bool:
    """Whether muscles stand in what a sentence says of consent or of a tray: "consent for ...", "tray for ..."."""
    words = page.tokens.words
    first = aim.targets[0].first
    asked = [m for m in aim.sentence.elements if m.value == "consent" and m.last <= first]
    if asked and not FOR.isdisjoint(words[asked[-1].last : first]):
        return not {".", ";", ":"} & set(words[asked[-1].last : first])
    return "drawn_up" in aim.sentence.assertions or "tray" in words[aim.sentence.first : first]


COVERS = {"covers", "covered", "lists", "listed", "includes", "include", "allows", "names", "extends"}


def covered_by_consent(page: Page, aim: Aim) -> bool:
    """Whether a sentence says what a consent would allow and not what was done: "Consent covers: trapezius, ..."."""
    words, sentence = page.tokens.words, aim.sentence
    before = words[sentence.first : aim.targets[0].first]
    return "consent" in before[:3] and not COVERS.isdisjoint(before)


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

"""What was injected where the procedure's own words name no muscle: those palpated, titled, examined or assessed.

Words that point ("each of the three points"), a stated number that the muscles found bear out, or a single muscle in
all of the note lead back to them; where none of these holds nothing is taken.
"""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.counts import counts
from tautband.notes.muscles.limbs import into_a_limb
from tautband.notes.muscles.same_again import of_the_session_before
from tautband.notes.text.page import Page
from tautband.notes.text.target import Target

ANAPHORA = {
    "each", "these", "those", "above", "aforementioned", "listed", "marked", "same", "identified", "following", "all",
    "every", "muscles", "both", "apiece", "respectively",
}  # fmt: skip
FELT = {"palpated", "examined", "tender", "taut", "tight", "involved", "symptomatic", "marked"}
NAMED_POINTS = {"trigger", "band", "bands", "nodule", "nodules", "knot", "knots", "trp", "trps", "mtrp", "mtrps"}
FOUND = {"taut_band", "tenderness", "twitch_response", "referred_pain"}
"""Elements of documentation by which a muscle was found to hold a trigger point."""


def pointed_at(page: Page, procedure: Procedure) -> list[Target]:
    """The muscles that "each of the three points" or a bare dose refers back to."""
    narrated = [aim for aim in procedure.aims if aim.mode == "narrated"]
    if not narrated and not (procedure.title and has_dose(procedure)):
        return []
    stated, points = stated_muscles(page, narrated), stated_points(page, narrated)
    if into_another_place(procedure, narrated) or (into_a_limb(page, narrated) and not any(map(points_back, narrated))):
        return []
    if again := of_the_session_before(page, procedure, narrated):
        return again
    palpated = without_excepted(procedure, procedure.palpated)
    if palpated:
        return fitting(page, palpated, stated) or single_names(page, palpated)
    if procedure.title:
        return procedure.title
    named = named_by_its_word(procedure, narrated)
    if named:
        return named
    examined = felt(page, without_excepted(procedure, procedure.exam))
    lists = [held for held in (examined, procedure.assessed) if held]
    for held in lists:
        fits = fitting(page, held, stated) if stated else borne_out(page, held, points) or last_found(held, points)
        if fits:
            return fits
    if stated is None and any(points_back(aim) for aim in narrated):
        return single_names(page, lists[0]) if lists else []
    return only_one(page, lists) if any(aim.dose for aim in narrated) else []


LUMPS = ("nodule", "knot", "lump", "cord")


def named_by_its_word(procedure: Procedure, narrated: list[Aim]) -> list[Target]:
    """The one muscle in which a nodule was found, where the deed is done to "the nodule" and names no muscle."""
    said = {
        word for aim in narrated if aim.acts and not aim.targets for word in LUMPS if word in aim.sentence.vocabulary
    }
    if len(said) != 1:
        return []
    told = [
        t for t in procedure.exam if t.role in ("", "finding", "source") and not said.isdisjoint(t.sentence.vocabulary)
    ]
    return told if len(distinct(told)) == 1 else []


EXCEPTING = {"except", "excepting", "save", "besides"}


def without_excepted(procedure: Procedure, exam: list[Target]) -> list[Target]:
    """The examined muscles without those that a later sentence excepts: "All except the levator had taut bands"."""
    left = {
        t.name
        for aim in procedure.of_today
        if not EXCEPTING.isdisjoint(aim.sentence.vocabulary)
        for t in aim.targets
        if t.role == "quiet"
    }
    return [t for t in exam if t.name not in left] if left else exam


def into_another_place(procedure: Procedure, narrated: list[Aim]) -> bool:
    """Whether the deed is told before any muscle was felt and names a side of its own but no point or muscle: "L
    tonsillar fossa injected with 1 mL. L medial pterygoid tender."
    """
    felt = [t.sentence.number for t in procedure.palpated]
    placed = [
        aim
        for aim in narrated
        if any(m.value == "inject" for m in aim.acts) and "side" in aim.sentence.kinds and not aim.targets
    ]
    if not felt or not placed or len(placed) < len(narrated):
        return False
    return all(
        aim.sentence.number < min(felt) and "point" not in aim.sentence.kinds and not points_back(aim) for aim in placed
    )


def completed(page: Page, procedure: Procedure, chosen: list[Target]) -> list[Target]:
    """The muscles that the exam counts, where their points are as many as the procedure states and it names some only.

    "22 gauge for the quadratus lumborum. 1.2 mL at each of the five points", with five points found in three muscles.
    """
    if any(t.points is not None or t.side_points for t in chosen):
        return chosen
    narrated = [aim for aim in procedure.aims if aim.mode == "narrated"]
    points, all_meant = stated_points(page, narrated), any(means_all(page, aim) for aim in narrated)
    for held in (felt(page, procedure.exam), procedure.palpated):
        held = without_excepted(procedure, held)
        fits = single_names(page, held) if all_meant else borne_out(page, held, points)
        if fits and within(distinct(chosen), distinct(fits)):
            return fits
    return chosen


ALL_OF = {"points", "muscles", "bands", "sites", "spots"}
ALL_REACH = 4
"""Words from "each of" to what it is said of: "each of the trigger points"."""


def means_all(page: Page, aim: Aim) -> bool:
    """Whether a deed is told of each of the points found: "each of the trigger points was injected, the scalene under
    ultrasound".
    """
    words, sentence = page.tokens.words, aim.sentence
    if not aim.acts or "of" not in sentence.vocabulary or stated_points(page, [aim]) is not None:
        return False
    return any(
        words[at] in ("each", "all", "every")
        and words[at + 1] == "of"
        and not ALL_OF.isdisjoint(words[at + 2 : min(at + 2 + ALL_REACH, sentence.last)])
        for at in range(sentence.first, sentence.last - 2)
    )


def within(some: set[tuple[str, str]], more: set[tuple[str, str]]) -> bool:
    """Whether each muscle of some is among more, on its side where it has one."""
    names = {name for name, _ in more}
    return all((name, side) in more or (not side and name in names) for name, side in some)


def points_back(aim: Aim) -> bool:
    """Whether a sentence points to what was named before."""
    return "each" in aim.sentence.kinds or not ANAPHORA.isdisjoint(aim.sentence.vocabulary)


def felt(page: Page, exam: list[Target]) -> list[Target]:
    """The examined muscles in whose own sentence something was found or counted; all of them where none has such."""
    plain = [t for t in exam if t.role not in ("refer", "source") and t.sentence.section != "procedure"]
    named = {(t.name, side) for t in plain for side in (*t.sides, "")}
    exam = [t for t in exam if t.role != "source" or not {(t.name, side) for side in t.sides or ("",)} <= named]
    exam = [t for t in exam if t.role != "refer"] or exam  # where pain is felt is not where the point is
    exam = [t for t in exam if not of_a_score(page, t)] or exam
    found = [t for t in exam if t.points is not None or t.side_points or in_words(t) or of_a_list(page, t)]
    return found or exam


SCORES = {"score", "scores", "scale", "grade", "grades", "graded", "grading", "index"}
SCORE_HEAD = 6


def of_a_score(page: Page, target: Target) -> bool:
    """Whether a muscle stands in a line that scores how tender each is: "Palpation score: temporalis L 1 R 0"."""
    head = page.lines[target.sentence.line]
    words = page.tokens.words[head.first : min(head.last, head.first + SCORE_HEAD)]
    return ":" in words and not SCORES.isdisjoint(words[: words.index(":")])


SHORT_ITEM = 6


def of_a_list(page: Page, target: Target) -> bool:
    """Whether a muscle is an item of a line that lists trigger points: "TrPs (R): trapezius; infraspinatus, two; teres
    minor".
    """
    sentence, words = target.sentence, page.tokens.words
    if sentence.last - sentence.first > SHORT_ITEM and sentence.first not in page.line_starts:
        return False
    number = page.sentence_numbers[page.lines[sentence.line].first]
    head = page.sentences[number] if number >= 0 else sentence
    points = [m for m in head.kinds.get("point", ()) if words[m.first] in POINT_KEYS]
    keyed = any(":" in words[m.last : m.last + KEY_REACH] for m in points)
    return keyed and words[head.last - 1] == ";"


POINT_KEYS = {"trp", "trps", "tp", "tps", "trigger", "mtrps"}
KEY_REACH = 4


def in_words(target: Target) -> bool:
    """Whether a muscle's sentence says what was found."""
    sentence = target.sentence
    if "point" in sentence.kinds and not NAMED_POINTS.isdisjoint(sentence.vocabulary):
        return True  # "right splenius cervicis active trigger point", "R opponens pollicis band +"
    return ("role", "finding") in sentence.meanings or any(m.value in FOUND for m in sentence.elements)


def fitting(page: Page, held: list[Target], stated: int | None) -> list[Target]:
    """The muscles of a list where they are as many as stated, with its groups or without them; else none."""
    for some in (held, [t for t in held if page.lexicon.muscles[t.name]["kind"] != "group"]):
        if some and stated == len(distinct(some)):
            return some
    return []


def borne_out(page: Page, held: list[Target], points: int | None) -> list[Target]:
    """The muscles of a list whose points add up to those stated, else none. One named again sideless is no other."""
    if points is None:
        return []
    sided = {t.name for t in held if t.sides}
    some = single_names(page, [t for t in held if t.sides or t.points is not None or t.name not in sided])
    told: dict[tuple[str, tuple[str, ...]], int] = {}
    for t in some:
        number = sum(t.side_points.values()) or (t.points or 0) * (max(1, len(t.sides)) if t.points_each_side else 1)
        told[t.name, t.sides] = max(told.get((t.name, t.sides), 0), number)
    if any(told.values()) and len({t.sentence.number for t in some}) == 1:
        told = {key: number or 1 for key, number in told.items()}  # "TrPs: infraspinatus (2), teres minor, teres major"
    return some if told and sum(told.values()) == points and all(told.values()) else []


def last_found(held: list[Target], points: int | None) -> list[Target]:
    """The muscles of the last sentence that found trigger points, where they are uncounted and as many as the points
    that the procedure states: "Trigger points: L trapezius, L splenius cervicis." before "each of these two".
    """
    found = [t for t in held if "point" in t.sentence.kinds and in_words(t)]
    last = [t for t in found if t.sentence is found[-1].sentence]
    uncounted = all(t.points is None and not t.side_points for t in last)
    return last if points and points > 1 and uncounted and len(distinct(last)) == points else []


def single_names(page: Page, held: list[Target]) -> list[Target]:
    """The muscles of a list without a group beside its own members: "right hamstrings" beside biceps femoris."""
    names = {t.name for t in held}
    kinds = page.lexicon.muscles
    return [t for t in held if kinds[t.name]["kind"] != "group" or names.isdisjoint(kinds[t.name]["members"])]


def only_one(page: Page, lists: list[list[Target]]) -> list[Target]:
    """The one muscle and side that examination and assessment speak of; none where they name more."""
    every = single_names(page, [t for held in lists for t in held])
    pairs = distinct(every)
    return [t for t in every if t.sides] or every if len(pairs) == 1 else []


def distinct(chosen: list[Target]) -> set[tuple[str, str]]:
    """The muscles and sides that targets name, without a sideless one beside a sided one of the same name."""
    pairs = {(t.name, side) for t in chosen for side in t.sides or ("",)}
    sided = {name for name, side in pairs if side}
    return {(name, side) for name, side in pairs if side or name not in sided}


def has_dose(procedure: Procedure) -> bool:
    """Whether any sentence of the procedure holds a drug or a volume."""
    return any(aim.dose and aim.today and aim.service in (None, "tpi") for aim in procedure.aims)


def stated_points(page: Page, aims: list[Aim]) -> int | None:
    """The number of points that the procedure's words state without a muscle: "1 mL at each of the three spots"."""
    for aim in aims:
        if any(t.role == "" and t.source is None for t in aim.targets):
            continue
        for count in counts(page, aim.sentence):
            if count.each in ("", "inner"):
                return count.number
    return None


def stated_muscles(page: Page, aims: list[Aim]) -> int | None:
    """The number of muscles that the procedure's words state: "each of the three muscles"."""
    for aim in aims:
        found = muscle_count(page, aim)
        if found:
            return found[0]
    picks = next((number for aim in aims if (number := picked(page, aim)) is not None), None)
    told = (of_so_many(page, aim) or all_so_many(page, aim) or by_rank(page, aim) for aim in aims)
    return picks or next((number for number in told if number is not None), None)


WHOLE = (("each", "of", "the"), ("each", "of", "these"), ("each", "of", "those"), ("each", "of"))
ENDING = {".", ",", ";", ")", "(", "with", "after", "via", "under", "using", "and", "=", "were", "was"}


def of_so_many(page: Page, aim: Aim) -> int | None:
    """The number of those just found that a dose was given to: "1 mL to each of the two"."""
    words, sentence = page.tokens.words, aim.sentence
    if "each" not in sentence.vocabulary:
        return None
    for at in page.numbers_in(sentence):
        number, behind = page.number(at), words[at + 1 : at + 2]
        ends = at + 1 >= sentence.last or behind[0] in ENDING
        told = any(tuple(words[at - len(phrase) : at]) == phrase for phrase in WHOLE)
        if ends and told and number and number == int(number) and 1 < number < MOST_PICKED:
            return int(number)
    return None


def all_so_many(page: Page, aim: Aim) -> int | None:
    """The number of those just found that a deed was done to: "I treated these three with trigger point injections"."""
    words, sentence = page.tokens.words, aim.sentence
    if not aim.acts or sentence.vocabulary.isdisjoint(THESE):
        return None
    for at in page.numbers_in(sentence):
        number = page.number(at)
        ends = at + 1 >= sentence.last or words[at + 1] in ENDING
        if ends and words[at - 1] in THESE and number and number == int(number) and 1 < number < MOST_PICKED:
            return int(number)
    return None


ORDINALS = ("first", "second", "third", "fourth")
TO = {"into", "to", "in"}


def by_rank(page: Page, aim: Aim) -> int | None:
    """The number of those just found where each is told by its rank: "2 mL into the first and 2 into the second"."""
    words, sentence = page.tokens.words, aim.sentence
    if not aim.acts or not {"first", "second"} <= sentence.vocabulary:
        return None
    told = {
        words[at]
        for at in range(sentence.first + 2, sentence.last)
        if words[at] in ORDINALS and words[at - 1] == "the" and words[at - 2] in TO
    }
    return len(told) if told == set(ORDINALS[: len(told)]) and len(told) > 1 else None


THESE = {"these", "those", "all"}
PICKED = {"worst", "most", "tightest", "largest", "sorest", "main", "of", "tenderest", "biggest", "first"}
OF_THEM = {"these", "those", "them", "the"}


def picked(page: Page, aim: Aim) -> int | None:
    """The number of those picked among what was found: "the two worst were injected", "two of these were injected"."""
    words, sentence = page.tokens.words, aim.sentence
    for at in page.numbers_in(sentence):
        number = page.number(at)
        behind = words[at + 1 : min(at + 3, sentence.last)]
        told = behind[:1] and behind[0] in PICKED and (behind[0] != "of" or not OF_THEM.isdisjoint(behind))
        graded = len(behind) > 1 and behind[0].isdecimal() and behind[1] == "s"  # "the two 3s are what I went after"
        if (graded or (told and aim.acts)) and number and number == int(number) and number < MOST_PICKED:
            return int(number)
    return None


MOST_PICKED = 10


def muscle_count(page: Page, aim: Aim) -> tuple[int, int, int] | None:
    """A stated number of muscles in a sentence with its tokens: "a total of 3 muscles"."""
    sentence = aim.sentence
    for m in sentence.things:
        if m.value == "muscle" and m.kind in ("point", "each"):
            if not FELT.isdisjoint(page.tokens.words[m.last : min(m.last + 3, sentence.last)]):
                continue  # "four muscles were palpated and two were injected"
            if page.tokens.words[m.last - 2] == "same":
                continue  # "3 sites same muscle"
            for at in reversed(range(m.first if m.kind == "each" else max(sentence.first, m.first - 3), m.last)):
                number = None if page.tokens.words[at].startswith("0") else page.number(at)
                if number and number == int(number) and page.words[at] not in ("a", "an", "single") and number < 30:
                    return int(number), at, m.last
    return keyed_count(page, aim)


def keyed_count(page: Page, aim: Aim) -> tuple[int, int, int] | None:
    """The number of muscles that a form's field gives, with its tokens: "Muscles injected (total): 3"."""
    words, sentence = page.tokens.words, aim.sentence
    if "muscles" not in sentence.vocabulary or ":" not in sentence.vocabulary:
        return None
    colon = next((at for at in range(sentence.first, min(sentence.last, sentence.first + KEY)) if words[at] == ":"), -1)
    key = words[sentence.first : max(colon, sentence.first)]
    if "muscles" not in key or not set(key) <= KEYED or COUNTING.isdisjoint(key):
        return None
    number = page.number(colon + 1) if colon + 1 < sentence.last else None
    alone = colon + 2 >= sentence.last or words[colon + 2] in (".", "|", ";") or page.tokens.gaps[colon + 2] >= 2
    return (int(number), sentence.first, colon + 2) if number and number == int(number) and alone else None


def least_count(page: Page, aim: Aim, entries: int) -> tuple[int, int, int] | None:
    """The least number of muscles that a form's field gives, where fewer are named: "Muscles injected: 3 or more"."""
    words, sentence = page.tokens.words, aim.sentence
    if "muscles" not in sentence.vocabulary or ":" not in sentence.vocabulary:
        return None
    colon = words.index(":", sentence.first, sentence.last)
    key = words[sentence.first : colon]
    if "muscles" not in key or not set(key) <= KEYED or COUNTING.isdisjoint(key) or colon + 1 >= sentence.last:
        return None
    number, behind = page.number(colon + 1), words[colon + 2 : min(sentence.last, colon + 4)]
    open_above = behind[:1] == ["+"] or behind == ["or", "more"]
    return (int(number), sentence.first, sentence.last) if number and open_above and entries < number else None


KEY = 9
COUNTING = {"number", "no", "#", "total", "count", "injected", "treated"}
KEYED = COUNTING | {
    "of", "muscles", "muscle", "(", ")", ".", "today", "separate", "different", "distinct", "how", "many", "?",
}  # fmt: skip

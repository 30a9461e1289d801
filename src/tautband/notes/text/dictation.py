"""Where a long stretch of dictation without marks goes from one thing told to the next."""

from __future__ import annotations

DICTATED = 45
"""Words without a mark after which a text is taken for dictation without punctuation."""
OPENINGS = {
    "exam": (), "examination": (), "palpation": (), "diagnosis": (), "assessment": (), "impression": (),
    "consent": (), "procedure": (), "tolerated": (),
    "on": ("exam", "examination", "palpation"),
    "after": ("verbal", "informed", "written", "obtaining", "consent", "cleaning", "prep"),
    "skin": ("was", "cleaned", "prepped", "wiped", "cleansed", "swabbed", "scrubbed"),
    "we": ("talked", "discussed"), "follow": ("up",),
    "he": ("tolerated", "signed", "gave", "did", "agreed"), "she": ("tolerated", "signed", "gave", "did", "agreed"),
    "patient": ("tolerated", "signed", "gave"), "pain": ("down", "went", "is", "now"),
    "there": ("was", "were", "is"), "no": ("complications", "problems", "bleeding"),
    "signed": ("the", "consent", "a"), "return": ("in", "to"), "back": ("in",), "ice": ("tonight", "today"),
    "plan": ("is", "ice", "hold", "keep", "continue", "for", "heat", "follow", "return", "stretch", "home"),
    "verbal": ("consent",), "informed": ("consent",), "written": ("consent",),
    "past": ("history", "medical", "surgical"), "however": (), "so": ("i", "we"),
    "today": ("she's", "he's", "she", "he", "his", "her", "pain", "the", "it's", "i", "we", "exam"),
    "she's": (), "he's": (), "what's": (), "there's": (),
    "he'll": (), "she'll": (), "i'll": (), "they'll": (),
    "if": ("it's", "it", "he", "she", "they", "this", "that's", "no", "not", "needed", "things"),
    "end": ("of", "dictation"), "thank": ("you",), "thanks": (),
}  # fmt: skip
"""First words of what a dictated note tells next, each with the words that may follow; none: any word may."""


SHORTEST = 4
SPEAKING = {"i", "we"}
DEEDS = {
    "used", "put", "injected", "gave", "feel", "felt", "prepped", "cleaned", "cleansed", "wiped", "marked", "inserted",
    "placed", "talked", "explained", "offered", "told", "palpated", "found", "drew", "numbed", "discussed", "went",
    "advanced", "aspirated", "checked", "examined", "did", "can", "asked", "have", "had", "am",
}  # fmt: skip
SPOKEN_OF = {"he", "she", "they"}
TELLING = {
    "was", "is", "had", "has", "got", "says", "said", "wanted", "wants", "agreed", "did", "does", "can", "came",
    "comes", "takes", "took", "tried", "went", "reports", "denies", "rated", "felt", "left", "walked", "stood",
    "would", "uses", "used", "works", "worked", "gets", "feels", "understood", "understands", "rates", "grades",
}  # fmt: skip
HELD = {
    "and", "that", "which", "who", "if", "as", "because", "after", "before", "until", "than", "but", "while", "where",
    "like", "says", "said", "what", "since", "though", "although", "or", "once", "then", "so", "whom", "how", "thinks",
    "when", "one", "ones", "shot", "shots", "injection", "injections", "set", "tpi", "tpis", "time", "those",
    "treatment", "treatments", "block", "blocks", "procedure", "spot", "spots", "point", "points", "muscle", "muscles",
    "unless", "whether", "therapy", "way", "thing", "things", "mixture", "needle",
}  # fmt: skip
"""Words behind which a pronoun goes on with what was said: "when i used", "the shots she had"."""


TAKING = {
    "gave", "gives", "with", "after", "and", "obtained", "obtaining", "her", "his", "the", "got", "signed", "of", "has",
    "had", "took", "given", "their", "full", "or", "both", "before", "once", "by",
}  # fmt: skip
"""Words behind which a consent is a part of what is being told: "gave verbal consent"."""


def opens_clause(words: list[str], at: int) -> bool:
    """Whether a pronoun with its verb opens what a dictated note tells next: "i used", "she wanted"."""
    verbs = DEEDS if words[at] in SPEAKING else TELLING if words[at] in SPOKEN_OF else None
    return verbs is not None and words[at + 1] in verbs and words[at - 1] not in HELD


def dictated(words: list[str], start: int, stop: int) -> list[int]:
    """Where to cut a long stretch of dictation without marks: before "on exam", "we talked", "he tolerated"."""
    if stop - start < DICTATED or any(words[at] in ",:;()|" for at in range(start, stop)):
        return []
    cuts = []
    last = start
    for at in range(start + 1, stop - 1):
        follows = OPENINGS.get(words[at])
        told = opens_clause(words, at)
        if words[at].endswith("'s") and words[at - 1] in HELD | {"today"}:
            continue
        if not told and (follows is None or (follows and words[at + 1] not in follows)):
            continue
        if words[at + 1] == "consent" and words[at - 1] in TAKING:
            continue
        if at - last < SHORTEST:
            continue
        if words[at - 1] in ("the", "a", "of", "for", "and", "an", "on", "verbal", "written", "informed", "paper"):
            continue
        cuts.append(at)
        last = at
    return cuts


def last_told(words: list[str], start: int, stop: int) -> int:
    """Where the last thing told in a stretch of dictation begins, if in its second half; else where the stretch ends.

    A text without marks is cut by its length: so "put one" is not parted from its "cc of one percent lidocaine".
    """
    places = dictated(words, start, stop)
    return places[-1] if places and places[-1] - start > (stop - start) // 2 else stop

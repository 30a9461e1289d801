"""Notes put together by chance from wordings and layouts, with what was injected known by construction.

A composition draws muscles with sides and points, a drug with its volumes, one of many layouts for the procedure, and
distractors around it: earlier sessions, muscles left alone, consent lists, plans, what others had. Nothing here is read
from a labelled note.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

Site = tuple[str, str, int]
"""Muscle, side, points."""

NAMES = {
    "trapezius": ("upper trapezius", "trapezius", "upper trap", "trap"),
    "levator scapulae": ("levator scapulae", "lev scap", "levator scap"),
    "sternocleidomastoid": ("sternocleidomastoid", "SCM"),
    "splenius capitis": ("splenius capitis",),
    "semispinalis capitis": ("semispinalis capitis",),
    "rhomboid major": ("rhomboid major",),
    "infraspinatus": ("infraspinatus",),
    "supraspinatus": ("supraspinatus",),
    "teres minor": ("teres minor",),
    "pectoralis minor": ("pectoralis minor", "pec minor"),
    "quadratus lumborum": ("quadratus lumborum", "QL"),
    "gluteus medius": ("gluteus medius", "glut med"),
    "gluteus maximus": ("gluteus maximus", "glut max"),
    "piriformis": ("piriformis",),
    "masseter": ("masseter",),
    "temporalis": ("temporalis",),
    "soleus": ("soleus",),
    "brachioradialis": ("brachioradialis",),
}
SIDES = {"right": ("right", "R", "Rt", "rt."), "left": ("left", "L", "Lt", "lt.")}
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}


class Composition(NamedTuple):
    """A note with its truth."""

    text: str
    layout: str
    performed: bool
    sites: tuple[Site, ...]
    drugs: tuple[tuple[str, str, float], ...]
    """Drug, strength and millilitres."""


class Draw:
    """One drawing of chance: what is injected, and how its parts are written."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        pairs = [(name, side) for name in NAMES for side in SIDES]
        chosen = self.random.sample(pairs, self.random.choice((1, 2, 2, 3, 3, 4)))
        self.sites: list[Site] = [(name, side, self.random.choice((1, 1, 2, 3))) for name, side in chosen]
        self.spare = [name for name in NAMES if name not in {site[0] for site in self.sites}]
        self.each = self.random.choice((0.5, 1.0))
        self.points = sum(points for _, _, points in self.sites)
        self.total = self.each * self.points
        self.short = self.random.random() < 0.5
        self.drug = self.random.choice((("lidocaine", "1%"), ("bupivacaine", "0.25%"), ("ropivacaine", "0.5%")))
        self.mixed = False

    def pick(self, *options: str) -> str:
        """One of some wordings."""
        return self.random.choice(options)

    def name(self, muscle: str) -> str:
        """A muscle as it may be written."""
        return self.random.choice(NAMES[muscle]) if self.short else NAMES[muscle][0]

    def side(self, side: str) -> str:
        """A side as it may be written, in one style a note."""
        return SIDES[side][1 if self.short else 0]

    def other(self) -> str:
        """A muscle that is not injected, with a side."""
        return f"{self.pick('right', 'left')} {NAMES[self.random.choice(self.spare)][0]}"


def amount(value: float) -> str:
    """A volume without a needless decimal point."""
    return f"{value:g}"


# Layouts of the procedure: each writes the sites, the drug stands in `dose`.


def prose(d: Draw) -> str:
    """Sentences with the count after the muscle."""
    parts = [f"the {s} {d.name(m)} at {NUMBERS[n]} point{'s' if n > 1 else ''}" for m, s, n in d.sites]
    return f"After verbal consent and an alcohol prep I injected {joined(parts)}. {dose(d)}"


def count_first(d: Draw) -> str:
    """The count before the muscle."""
    parts = [f"{NUMBERS[n]} {d.pick('in', 'into')} the {s} {d.name(m)}" for m, s, n in d.sites]
    return f"Trigger points were injected under sterile technique: {joined(parts)}. {dose(d)}"


def terse(d: Draw) -> str:
    """Shorthand on one line."""
    mark = d.pick("x", "x ", "- ", "")
    parts = [f"{d.side(s)} {d.name(m)} {mark}{n}" for m, s, n in d.sites]
    return f"TPI: {', '.join(parts)}. {dose(d)}"


def arrows(d: Draw) -> str:
    """A muscle, an arrow and its points."""
    parts = [f"{d.side(s)} {d.name(m)} -> {n} pt{'s' if n > 1 else ''}" for m, s, n in d.sites]
    return f"TPI done: {'; '.join(parts)}. {dose(d)}"


def products(d: Draw) -> str:
    """Points times volume behind each muscle."""
    parts = [f"{d.side(s)} {d.name(m)} {n} x {amount(d.each)} mL" for m, s, n in d.sites]
    return f"Injected: {', '.join(parts)} - {drug(d)}, {amount(d.total)} mL in all."


def numbered(d: Draw) -> str:
    """A numbered list."""
    rows = [f"{i}. {d.side(s)} {d.name(m)}, {n} site{'s' if n > 1 else ''}" for i, (m, s, n) in enumerate(d.sites, 1)]
    return "Muscles injected:\n" + "\n".join(rows) + f"\n{dose(d)}"


def bullets(d: Draw) -> str:
    """A bulleted list with counts in brackets."""
    rows = [f" - {d.side(s)} {d.name(m)} ({n})" for m, s, n in d.sites]
    return "Sites injected:\n" + "\n".join(rows) + f"\n{dose(d)}"


def barred(d: Draw) -> str:
    """A table with bars."""
    rows = [f"| {d.name(m).capitalize()} | {d.side(s)} | {n} |" for m, s, n in d.sites]
    return "| Muscle | Side | Points |\n|---|---|---|\n" + "\n".join(rows) + f"\n\n{dose(d)}"


def spaced(d: Draw) -> str:
    """A table by blanks."""
    rows = [f"{d.name(m):28}{d.side(s):8}{n}" for m, s, n in d.sites]
    return f"{'Muscle':28}{'Side':8}Sites\n" + "\n".join(rows) + f"\n\n{dose(d)}"


def grid(d: Draw) -> str:
    """A grid of sides with a number where injected, among muscles that were not."""
    cells: dict[str, dict[str, int]] = {}
    for m, s, n in d.sites:
        cells.setdefault(m, {})[s] = n
    for m in d.random.sample(d.spare, 2):
        cells[m] = {}
    rows = [f"{NAMES[m][0]:28}{row.get('right', 0) or '-'!s:6}{row.get('left', 0) or '-'}" for m, row in cells.items()]
    return f"{'':28}{'R':6}L\n" + "\n".join(rows) + f"\n\n{dose(d)}"


def lettered_grid(d: Draw) -> str:
    """A grid whose letters a legend explains."""
    cells: dict[str, dict[str, str]] = {}
    for m, s, n in d.sites:
        cells.setdefault(m, {})[s] = f"I{n}"
    for m in d.random.sample(d.spare, 2):
        cells[m] = {d.pick("right", "left"): "P"}
    rows = [f"{NAMES[m][0]:28}{row.get('right', '0'):6}{row.get('left', '0')}" for m, row in cells.items()]
    legend = "Key: I = injected (number of points), P = palpated only, 0 = normal"
    return f"{legend}\n{'':28}{'R':6}L\n" + "\n".join(rows) + f"\n\n{dose(d)}"


def boxes(d: Draw) -> str:
    """Ticked and unticked boxes."""
    rows = [f"[x] {s} {NAMES[m][0]} x{n}" for m, s, n in d.sites]
    rows += [f"[ ] {d.other()}" for _ in range(3)]
    d.random.shuffle(rows)
    return "TRIGGER POINT INJECTIONS\n" + "\n".join(rows) + f"\n{dose(d)}"


def answers(d: Draw) -> str:
    """Yes and no behind each muscle."""
    rows = [f"{s.capitalize()} {NAMES[m][0]}: Yes ({n})" for m, s, n in d.sites]
    done = {(m, s) for m, s, _ in d.sites}
    others = [(m, s) for m in NAMES for s in SIDES if (m, s) not in done]
    rows += [f"{s.capitalize()} {NAMES[m][0]}: No" for m, s in d.random.sample(others, 3)]
    d.random.shuffle(rows)
    return "Trigger point injection form. Injected today?\n" + "\n".join(rows) + f"\n{dose(d)}"


def by_side(d: Draw) -> str:
    """A line a side."""
    lines = []
    for s in ("right", "left"):
        here = [f"{d.name(m)} {n}" for m, side, n in d.sites if side == s]
        if here:
            lines.append(f"{s.capitalize()}: {', '.join(here)}.")
    return "Trigger point injections performed.\n" + "\n".join(lines) + f"\n{dose(d)}"


def side_last(d: Draw) -> str:
    """Sides written behind the numbers."""
    told: dict[str, list[tuple[int, str]]] = {}
    for m, s, n in sorted(d.sites, key=lambda site: (site[0], site[1] != "right")):
        told.setdefault(m, []).append((n, s))
    parts = [f"{d.name(m)} {', '.join(f'{n} {d.side(s)}' for n, s in here)}" for m, here in told.items()]
    return f"TPI: {'; '.join(parts)}. {dose(d)}"


def one_each(d: Draw) -> str:
    """A sentence a muscle, in the passive."""
    parts = [f"The {s} {NAMES[m][0]} was injected at {NUMBERS[n]} site{'s' if n > 1 else ''}." for m, s, n in d.sites]
    return "Consent signed, chlorhexidine, 27G. " + " ".join(parts) + f" {dose(d)}"


def dictated(d: Draw) -> str:
    """Dictation without marks."""
    parts = [f"the {s} {NAMES[m][0]} in {NUMBERS[n]} spot{'s' if n > 1 else ''}" for m, s, n in d.sites]
    d.drug = ("lidocaine", "1%")
    body = f"after verbal consent and alcohol prep using a 27 gauge needle i injected {' and '.join(parts)} with"
    return f"{body} {amount(d.each)} ml of 1 percent lidocaine in each spot for a total of {amount(d.total)} ml"


LAYOUTS: tuple[Callable[[Draw], str], ...] = (
    prose, count_first, terse, arrows, products, numbered, bullets, barred, spaced, grid, lettered_grid, boxes, answers,
    by_side, side_last, one_each, dictated,
)  # fmt: skip


def spelled(d: Draw) -> list[Site]:
    """The sites in their order."""
    return d.sites


def joined(parts: list[str]) -> str:
    """Parts with commas and "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


WRITTEN = {
    ("lidocaine", "1%"): ("lidocaine 1%", "1% lidocaine", "lidocaine 1 %", "1% lido", "Xylocaine 1% plain"),
    ("bupivacaine", "0.25%"): ("bupivacaine 0.25%", "0.25% Marcaine", "0.25% bupivacaine", ".25% bupi"),
    ("ropivacaine", "0.5%"): ("ropivacaine 0.5%", "0.5% ropivacaine"),
}
"""How a drug of a strength may be written."""


def drug(d: Draw) -> str:
    """The drug with its strength."""
    return d.random.choice(WRITTEN[d.drug])


def mixture(d: Draw) -> str:
    """Two drugs in one syringe, or a steroid with the anesthetic, in words that leave no doubt of either's share."""
    each, total, half = amount(d.each), amount(d.total), amount(d.total / 2)
    return d.pick(
        f"Equal parts of lidocaine 1% and bupivacaine 0.25%, {each} mL per site, {total} mL total.",
        f"A 1:1 mixture of 1% lidocaine and 0.25% bupivacaine was used, {each} mL at each point, {total} mL in all.",
        f"Syringe: {half} mL lidocaine 1% and {half} mL bupivacaine 0.25%; all {total} mL given, {each} mL per point.",
        f"{half} mL of 1% lidocaine with {half} mL of 0.25% Marcaine, {total} cc total.",
    )


def dose(d: Draw) -> str:
    """What went in, in one of many wordings that all mean the same."""
    if d.random.random() < 0.2:
        d.mixed = True
        return mixture(d)
    each, total = amount(d.each), amount(d.total)
    return d.pick(
        f"{drug(d)}, {each} mL per site, {total} mL total.",
        f"{each} mL of {drug(d)} per point ({total} mL).",
        f"Total {total} mL of {drug(d)}.",
        f"{drug(d)} {each} cc each site = {total} cc.",
        f"Each point received {each} mL of {drug(d)}, {total} mL in all.",
        f"Agent: {drug(d)}. Volume: {total} mL total.",
        f"{total} mL of {drug(d)} was used, {each} mL at each point.",
    )


def distractors(d: Draw) -> list[str]:
    """Words around the procedure that tell of other muscles, times and people."""
    a, b, c = d.other(), d.other(), d.other()
    options = [
        f"Last session 03/02/2025: TPI {a}, {b}, {c}, lidocaine 1% 3 mL, 60% relief for 8 weeks.",
        f"In February another clinic injected the {a} and the {b} with lidocaine 4 mL.",
        f"The {a} was tender but was left alone.",
        f"{a.capitalize()} and {b}: soft, not injected.",
        f"Consent text: trigger point injection of the {a}, {b} or {c} may be needed.",
        f"If this fails, TPI to the {a} and {b} next visit.",
        f"Her sister had trigger point injections in the {a}.",
        f"She declined injection of the {a}.",
        f"Copied from 01/05/2025: \"TPI {a} x2, {b} x1, {c} x1, lidocaine 1% 4 mL, tolerated.\"",
        f"PT notes mention dry needling of the {a} in spring.",
        f"Strength 5/5 in the {a}.",
        f"NOT INJECTED: {a}, {b}.",
        f"[Note of 03/02/2025 pasted below]\nThe {a} and the {b} were injected, lidocaine 1% 2 mL.\n[End of paste]",
        f"> 03/02/2025 Procedure: TPI {a} 2 points, {b} 1 point, 3 mL bupivacaine 0.25%.\n> Tolerated well.",
        f"PRIOR 03/02/2025\nTPI {a}, {b}, {c}, lidocaine 1% 3 mL.",
        f"After Monday's trigger point injections of the {a} she was sore for a day.",
        f"Pre-printed consent: I consent to trigger point injection of the {a}, {b} and {c}.",
        f"The {a} and the {b} were normal.",
        f"The {a} will be injected at session 2.",
    ]  # fmt: skip
    return d.random.sample(options, d.random.choice((0, 1, 2, 3)))


def compose(seed: int) -> Composition:
    """The composition of one number."""
    d = Draw(seed)
    layout = d.random.choice(LAYOUTS)
    around = distractors(d)
    before = [text for text in around if not text.startswith(("If this", "The ", "She declined", "NOT INJECTED"))]
    after = [text for text in around if text not in before]
    head = f"DOS 05/20/2025. Patient A, TEST-{seed:05d}. {d.pick('Aetna', 'Cigna', 'UHC')}. Office."
    story = d.pick("Muscle pain 5 months, aching, worse with work.", "HPI: dull ache, 4 months, PT failed.")
    diagnosis = d.pick("Dx: myofascial pain.", "Assessment: myofascial pain syndrome.", "MPS.")
    procedure = layout(d)
    end = f"{d.pick('Tolerated well.', 'No complications.')} {diagnosis}"
    text = "\n".join([head, story, *before, "", procedure, "", end, *after, "RTC 6 weeks."])
    if d.random.random() < 0.1:
        text = text.upper()
    half = d.total / 2
    given = (("lidocaine", "1%", half), ("bupivacaine", "0.25%", half)) if d.mixed else ((*d.drug, d.total),)
    return Composition(text, layout.__name__, True, tuple(d.sites), given)


def without(seed: int) -> Composition:
    """A note of one number in which no trigger point was injected at this visit, whatever it names."""
    d = Draw(seed)
    a, b, c = d.other(), d.other(), d.other()
    exam = f"Exam: taut bands, tender, in the {a}, the {b} and the {c}."
    told = d.pick(
        f"{exam} Plan: trigger point injections to the {a}, {b} and {c} with lidocaine 1% 3 mL at the next visit.",
        f"{exam} TPI offered to all three with 1% lidocaine 3 mL; she would rather wait and try PT.",
        f"{exam} Trigger point injections were discussed. He declined. Cyclobenzaprine at night.",
        f"{exam} TPI {a}, {b}, {c} scheduled for 06/10/2025, lidocaine 1%, pending authorization.",
        f"On 02/11/2025 she had TPI of the {a}, {b} and {c}, lidocaine 1% 3 mL, 70% relief, 9 weeks. {exam} PT.",
        f"Consent signed for TPI of the {a}, {b} and {c}. Lidocaine 1% 3 mL drawn up. She felt faint before any "
        "injection was given; procedure cancelled, drug discarded.",
        f"{exam} Dry needling of all three with 0.30 mm filiform needles, no medication injected. Twitches. Tolerated.",
        f"{exam} Ketorolac 60 mg IM given in the right gluteus maximus by the nurse for the flare.",
        "Greater occipital nerve block, right: 2 mL of 0.25% bupivacaine at the nuchal line, deep to the trapezius."
        " Tolerated well.",
        "Right subacromial bursa injected from behind with 1 mL Kenalog-40 and 4 mL lidocaine 1%. Infraspinatus and "
        "deltoid strength 5/5.",
        f"Her neighbor had trigger point injections in the {a} with lidocaine and did well. {exam} Continue stretches.",
        "Handout given: a trigger point injection is a procedure in which a small amount of lidocaine is injected "
        f"into a muscle such as the {a}, {b} or {c}. {exam}",
        f"Outside records: pain clinic injected the {a}, {b} and {c} in January, 4 mL lidocaine. {exam} None today.",
        f"{exam}\n[ ] TPI {a}\n[ ] TPI {b}\n[ ] TPI {c}\n[x] Home exercise program\n[x] NSAID",
        f"Influenza vaccine 0.5 mL IM, left deltoid. {exam} Return for TPI if not better.",
        f"{exam} We went over trigger point injection: lidocaine is injected into each muscle. Booklet given.",
        f"OnabotulinumtoxinA 100 units into the {a}, {b} and {c} for cervical dystonia. Tolerated.",
        f"Consent on chart? ..... Yes\nDrug drawn up? ..... Yes (lidocaine 1% 3 mL)\nInjection given? ..... No\n"
        f"Reason: changed his mind. Meant for the {a} and {b}.",
        f"Telephone encounter: sore after Monday's trigger point injections of the {a} and {b} (lidocaine 3 mL). Ice.",
        f"She comes from Dr. Yu's office, where an hour ago he injected her {a} and {b} with lidocaine. Refill only.",
        f"PRE-PRINTED CONSENT\nI consent to injection of the {a}, {b} and {c} with lidocaine 1% 3 mL. I may stop at "
        "any time.\n\nShe did not want it after all. PT.",
        f"> 02/11/2025 Procedure: {a}, {b} and {c} injected, lidocaine 1% 3 mL.\n\n{exam} Home program only.",
        f"I would have injected the {a} and the {b}, but the INR is 4. No injection.",
        f"Research visit: lidocaine or saline is injected into the {a} or {b}. This patient has no needles.",
        f"ORDER: TPI {a}, {b}, {c}. Lidocaine 1% 3 mL. Status: not performed, patient left before the procedure.",
    )
    story = d.pick("Muscle pain 5 months, aching, worse with work.", "HPI: dull ache, 4 months, PT failed.")
    text = f"DOS 05/20/2025. Patient A, TEST-{seed:05d}. Aetna. Office.\n{story}\n{told}\nRTC 6 weeks."
    return Composition(text, "without", False, (), ())

"""The header of a table of muscles: what each of its columns holds, by its own words or by the rows below it."""

from __future__ import annotations

from dataclasses import dataclass

from tautband.notes.layout.cell_answers import SIDES
from tautband.notes.layout.cells import Cell, cell_words, loose_cells, nearest_cell, nearest_place, split_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.text.target import MUSCLE_KINDS

Header = list[tuple[str, Cell]]
"""The columns of a table, each by what it holds and its cell."""


@dataclass(slots=True)
class Table:
    """A table of muscles by its header."""

    header: Header
    barred: bool
    """Its cells are parted by bars or commas, so that their order tells their columns."""
    commas: bool
    """Its cells are parted by commas."""
    side: str = ""
    """The side that the header gives all of it."""
    columns: frozenset[str] = frozenset()
    """What its columns hold."""
    two_sided: bool = False
    """It has a column for each side."""

    def __post_init__(self) -> None:
        self.columns = frozenset(value for value, _ in self.header)
        self.two_sided = {"right", "left"} <= self.columns

    @property
    def dosed(self) -> bool:
        """Whether it has a column that only a table of what was done has."""
        return "muscle" in self.columns and not DOSED.isdisjoint(self.columns)

    @property
    def toxic(self) -> bool:
        """Whether it gives units, which only a toxin is measured in."""
        return {"muscle", "units"} <= self.columns


DOSED = {"ml", "ml_each", "injected"}


def nearest_column(cell: Cell, header: Header) -> int:
    """The place of the header that stands nearest above a cell."""
    return nearest_place(cell, [head for _, head in header])


def read_header(page: Page, cells: list[Cell], number: int = -1) -> Header:
    """The meaning of each column, when the line is a table's header: empty otherwise."""
    if len(cells) < 2 or len(cells) > 12:
        return []
    columns = [
        (column_of(page, cell) if at == 0 or cell.first < cell.last else None, cell) for at, cell in enumerate(cells)
    ]
    columns = regrouped(page, number, columns)
    if [value for value, _ in columns[:2]] == ["points", "muscle"] and counted_rows(page, number):
        columns[0] = ("other", columns[0][1])
    if number >= 0 and len(cells) > 2 and columns[0][0] != "muscle":
        columns = by_rows(page, columns, number)
    places = [at for at, (value, _) in enumerate(columns) if value == "muscle"]
    if len(places) > 1 and set(cell_words(page, columns[places[0]][1])) <= AREAS:
        columns[places[0]] = ("other", columns[places[0]][1])  # "Region | Structure"
        places = places[1:]
    if len(places) > 1:
        own = next((at for at in places if not MUSCLES.isdisjoint(cell_words(page, cells[at]))), places[0])
        named = {at: "points" if at > own else "other" for at in places if at != own}
        columns = [(named.get(at, value), cell) for at, (value, cell) in enumerate(columns)]
    known = [value for value, _ in columns if value]
    sides = {"right", "left"} <= set(known)
    if len(known) < 2 or not (sides or "muscle" in known):
        return []
    if columns[0][0] == "muscle" and len(cells) > 2 and {"points", "injected"} & set(known):
        return [(value or "other", cell) for value, cell in columns]
    if len(known) < len(cells) - 1 and not ("muscle" in known and "side" in known and {"points", "ml"} & set(known)):
        return []
    return [(value or "other", cell) for value, cell in columns]


AREAS = {"region", "area", "regions", "areas", "location"}


def regrouped(page: Page, number: int, columns: list[tuple[str | None, Cell]]) -> list[tuple[str | None, Cell]]:
    """The columns without the sides of what was only found, where the line above says which sides were injected:
    "Exam   Injected" over "R  L   R  L".
    """
    doubled = by_sides_above(page, number, columns)
    if doubled:
        return doubled
    sided = [at for at, (value, _) in enumerate(columns) if value in BOTH]
    if number < 1 or len(sided) < 2 * len(BOTH):
        return columns
    groups = [cell for cell in loose_cells(page, page.lines[number - 1]) if not MUSCLES & set(cell_words(page, cell))]
    deeds = [of_a_deed(page, group) for group in groups]
    if len(groups) * len(BOTH) != len(sided) or sum(deeds) != 1:
        return columns
    found = {at for place, at in enumerate(sided) if not deeds[place // len(BOTH)]}
    return [("other" if at in found else value, cell) for at, (value, cell) in enumerate(columns)]


def by_sides_above(page: Page, number: int, columns: list[tuple[str | None, Cell]]) -> list[tuple[str | None, Cell]]:
    """The columns with those of the injection named by the sides above them: "Right   Left" over "TrP  inj   TrP  inj";
    empty for any other header.
    """
    places = [at for at, (value, _) in enumerate(columns) if value == "injected"]
    if number < 1 or len(places) != len(BOTH):
        return []
    above = [cell_words(page, cell) for cell in loose_cells(page, page.lines[number - 1])]
    sides = [SIDE_OF[words[0]] for words in above if len(words) == 1 and words[0] in SIDE_OF]
    own = [at for at, (value, cell) in enumerate(columns) if cell.first < cell.last and value != "muscle"]
    if len(sides) != len(BOTH) or set(sides) != BOTH or len(own) % len(BOTH):
        return []
    middle = len(own) // len(BOTH)
    if not own.index(places[0]) < middle <= own.index(places[1]):
        return []
    named = dict(zip(places, sides, strict=True))
    return [(named.get(at, "other" if at in own else value), cell) for at, (value, cell) in enumerate(columns)]


DEEDS = {"injected", "inj", "treated", "given", "done", "performed", "tpi", "today"}
FOUND = {"found", "exam", "not", "planned", "last", "prior", "previous", "deferred", "tender", "palpated", "next"}


def of_a_deed(page: Page, cell: Cell) -> bool:
    """Whether a heading asks for what was injected and not for what was found: "Inj R", "Injected today"."""
    words = set(cell_words(page, cell))
    return not DEEDS.isdisjoint(words) and FOUND.isdisjoint(words)


def counted_rows(page: Page, number: int) -> bool:
    """Whether the rows below a header are counted in their first cells, "1", "2", so that these are no points."""
    opened = [page.tokens.words[line.first] for line in page.lines[number + 1 : number + 3] if not line.blank]
    return number >= 0 and opened == ["1", "2"]


def under_blank(page: Page, number: int, cells: list[Cell], barred: bool) -> list[Cell]:
    """The cells of a header with an empty one before them, where the rows below open with muscles left of it."""
    if len(cells) < FEWEST_ROWS:
        return cells
    rows = [split_row(page, line) for line in page.lines[number + 1 : number + 2 + FEWEST_ROWS]]
    # a muscle left out may have no count
    whole = [row for row in rows if len(row) > len(cells) or (len(row) > 1 and nearest_place(row[1], cells) == 0)]
    if len(whole) < FEWEST_ROWS or not all(row and row[0].column < cells[0].column for row in rows):
        return cells
    if sum(named_first(page, row[0]) for row in rows) < FEWEST_ROWS:
        return cells
    if not barred and len(cells) == len(BOTH & {column_of(page, cell) for cell in cells}):
        return cells  # rows under sides alone are read without it
    return [Cell(cells[0].first, cells[0].first, 0), *cells]


BOTH = {"right", "left"}
FEWEST_ROWS = 2


def by_rows(page: Page, columns: list[tuple[str | None, Cell]], number: int) -> list[tuple[str | None, Cell]]:
    """The columns with those named by the rows below them where their own headers are misspelt or new: the first one
    that of the muscles, and one of sides.
    """
    header = [cell for _, cell in columns]
    if any(page.numbers[cell.first] or (named_first(page, cell) and not of_a_group(page, cell)) for cell in header):
        return columns  # a row itself, whose header is not known
    rows = []
    for line in page.lines[number + 1 : number + 1 + FEWEST_ROWS]:
        cells = split_row(page, line)
        if len(cells) < 2 or len(cells) > len(header) + 1 or not named_first(page, cells[0]):
            return columns
        rows.append(cells)
    if len(rows) < FEWEST_ROWS:
        return columns
    renamed = ["points" if value == "muscle" else value for value, _ in columns]
    found = [("muscle" if at == 0 else renamed[at], cell) for at, (_, cell) in enumerate(columns)]
    if "side" not in [value for value, _ in columns]:
        for at, (value, cell) in enumerate(found[1:], 1):
            below = [nearest_cell(cells, cell) for cells in rows]
            if value is None and all(" ".join(cell_words(page, one)) in SIDES for one in below):
                found[at] = ("side", cell)
    return [(value or ("other" if known_muscles(found) else None), cell) for value, cell in found]


GROUPED = {"points", "muscles", "tps", "trps", "sites"}


def of_a_group(page: Page, cell: Cell) -> bool:
    """Whether a cell that opens with a muscle heads many: "Quad/hip trigger points"."""
    return page.tokens.words[cell.last - 1] in GROUPED


def known_muscles(columns: list[tuple[str | None, Cell]]) -> bool:
    """Whether the columns beside the muscles' tell what was injected: their points or volumes."""
    return not {"points", "ml", "ml_each", "injected", "action"}.isdisjoint(value for value, _ in columns)


def named_first(page: Page, cell: Cell) -> bool:
    """Whether a cell opens with a muscle, its side before it or not."""
    first = cell.first + (page.tokens.words[cell.first] in SIDES)
    found = page.phrase_at("things", first, cell.last) if first < cell.last else None
    return found is not None and found.kind in MUSCLE_KINDS


MUSCLE_COLUMN = {"muscle", "muscles", "site", "sites"}
MUSCLES = {"muscle", "muscles"}
COUNTED = {"pts", "points", "sites", "sticks", "tps", "tp", "count", "injections", "no", "side", "trigger", "inj"}
"""What a column of one side may count."""
TREATED = {"tx", "treated", "injected", "ml", "cc", "given", "vol", "volume", "today", "rx", "dose"}
"""What a column of one side may tell of what was given."""


EXAMS = {"exam", "examination", "survey", "palpation", "map", "check", "list"}
LONGEST_EXAM = 4


def of_an_exam(words: list[str]) -> bool:
    """Whether a header calls its column the exam of the muscles: "4. Muscle exam:", "Muscle survey"."""
    if not 2 <= len(words) <= LONGEST_EXAM or MUSCLES.isdisjoint(words) or EXAMS.isdisjoint(words):
        return False
    return all(word in MUSCLES | EXAMS or word == "." or word.isdecimal() for word in words)


def heads_an_exam(page: Page, line: Line) -> bool:
    """Whether a line opens as the header of an exam of muscles with further columns: "Muscle exam:     TrP   Inj"."""
    if MUSCLES.isdisjoint(page.tokens.words[line.first : line.first + LONGEST_EXAM]):
        return False
    cells = split_row(page, line)
    return len(cells) > 2 and of_an_exam([word for word in cell_words(page, cells[0]) if word != ":"])


def column_of(page: Page, cell: Cell) -> str | None:
    """What a header cell names, when the lexicon knows the whole of it."""
    if cell.first == cell.last:
        return "muscle"
    words = [word for word in page.tokens.words[cell.first : cell.last] if word not in "()#/:"]
    if (
        words
        and words[0] in ("site", "sites", "muscle", "muscles")
        and "(" in page.tokens.words[cell.first : cell.last]
    ):
        return "muscle"  # "SITE (all right)"
    if of_an_exam(words):
        return "muscle"
    sides = [SIDE_OF[word] for word in words if word in SIDE_OF]
    if len(sides) == 1 and len(words) > 1:
        rest = {word for word in words if word not in SIDE_OF}
        return sides[0] if rest <= COUNTED | TREATED else "other"
    if page.tokens.words[cell.first] == "#" and cell.last - cell.first == 2 and words and words[0] in COUNTED:
        return "points"
    if "%" in words and len(words) <= 4 and words[-1] == "%":
        return "ml"  # the drug heads the column of what each muscle got of it
    found = page.phrase_at("columns", cell.first, cell.last)
    if found is not None and found.last == cell.last:
        return found.value
    return by_one_word(words)


BY_WORD = (
    ("other", {"found", "palpated", "felt", "identified", "present", "examined", "planned", "intended"}),
    ("other", {"last", "previous", "prior", "earlier", "before"}),
    ("injected", {"today", "done", "actual", "actually", "given"}),
    ("points", {"pts", "points", "sticks", "tps", "trps", "spots", "sites", "tp", "trp"}),
    ("injected", {"inj", "inj'd", "injected", "injected?", "treated", "tpi"}),
    (
        "other",
        {"taut", "band", "bands", "tender", "twitch", "ltr", "refers", "referral", "comment", "remarks", "depth"},
    ),
)
"""What a column of a few words holds where one of them tells it: "Inj pts", "Refers to", "mL 1% lido"."""
NOT_GIVEN = {"planned", "intended", "ordered", "last", "previous", "prior", "wasted", "remaining", "drawn"}
"""Words of a column of amounts that are not those given today: "planned mL" beside "done mL"."""
EACH = {"each", "ea", "per"}
MOST_WORDS = 5


def by_one_word(words: list[str]) -> str | None:
    """What a column holds by one telling word of its header."""
    if not 0 < len(words) <= MOST_WORDS:
        return None
    if not {"ml", "cc"}.isdisjoint(words):
        if not NOT_GIVEN.isdisjoint(words):
            return "other"
        return "ml" if EACH.isdisjoint(words) else "ml_each"
    return next((value for value, telling in BY_WORD if not telling.isdisjoint(words)), None)

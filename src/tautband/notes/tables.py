"""Tables of muscles: which cell says the side, the count of points, the volume, or that nothing was injected there."""

from __future__ import annotations

import re
from typing import NamedTuple

from tautband.notes.marks import all_signs, signed_count
from tautband.notes.page import Line, Page

GAP = 2
YES = {"x", "y", "yes", "✓", "✔", "+", "inj", "injected", "done", "performed", "☒", "☑", "●", "•", "*"}
NO = {"o", "n", "no", "-", "0", "none", "neg", "not", "n/a", "na", "held", "deferred", "skipped", "☐"}
SIDES = {
    "r": ("right",),
    "right": ("right",),
    "rt": ("right",),
    "l": ("left",),
    "left": ("left",),
    "lt": ("left",),
    "b": ("right", "left"),
    "bl": ("right", "left"),
    "b/l": ("right", "left"),
    "bilateral": ("right", "left"),
    "bilat": ("right", "left"),
    "both": ("right", "left"),
    "r/l": ("right", "left"),
    "r&l": ("right", "left"),
    "r,l": ("right", "left"),
    "l/r": ("right", "left"),
    "r+l": ("right", "left"),
    "randl": ("right", "left"),
    "rightandleft": ("right", "left"),
    "right,left": ("right", "left"),
    "right/left": ("right", "left"),
    "leftandright": ("right", "left"),
    "midline": ("midline",),
}


SIDE_COLUMNS = {"r": "right", "right": "right", "rt": "right", "l": "left", "left": "left", "lt": "left"}
MUSCLE_COLUMN = {"muscle", "muscles", "site", "sites"}
MUSCLES = {"muscle", "muscles"}
COUNTED = {"pts", "points", "sites", "sticks", "tps", "tp", "count", "injections", "no", "side", "trigger", "inj"}
"""What a column of one side may count."""
SITES = COUNTED | {"site", "point", "pt", "spot", "spots", "stick", ",", "/"}


TREATED = {"tx", "treated", "injected", "ml", "cc", "given", "vol", "volume", "today", "rx", "dose"}
"""What a column of one side may tell of what was given."""


class Cell(NamedTuple):
    """A cell of a table row: its tokens, and where it begins on its line in characters."""

    first: int
    last: int
    column: int
    piece: str = ""
    """The cell's own part of a token that holds several: "2,2,1" without blanks."""


def read_tables(page: Page) -> None:
    """Give the rows below each table header their sides, counts and volumes."""
    header: list[tuple[str, Cell]] = []
    tables: list[list[tuple[int, list[str]]]] = []
    acted: list[tuple[int, list[str]]] | None = None
    piped = dosed = toxic = commas = electric = False
    one_side = ""
    signs, others = all_signs(page)
    for number, line in enumerate(page.lines):
        if signs and not header and not line.blank:
            signed_line(page, number, line, signs, others)
        if line.blank or keyed(page, line):
            header, commas = [], False
            continue
        if header and not piped and ruled(page, line):
            continue
        electric = not line.blank and (
            of_electrodes(page, line) or (electric and len(split_row(page, line)) > MOST_PAIR)
        )
        if electric:
            page.off_lines.add(number)
            continue
        if piped and header and not commas and BAR not in page.tokens.words[line.first : line.last]:
            if ruled(page, line):
                continue
            header, piped = [], False
        cells = split_row(page, line, "," if commas else BAR)
        if not header and len(cells) == 1 and page.tokens.words[line.first] in MUSCLE_COLUMN:
            cells = split_row(page, line, ",")
        if header and not piped and len(cells) < max(3, len(header) - 1) and prose(page, line):
            header = []
            continue
        if len(cells) < 2 and not piped:
            if {"right", "left"} <= {column for column, _ in header} and number not in page.sides:
                page.off_lines.add(number)
            else:
                header = []
            continue
        if header and not piped and number - 1 in page.cells and goes_on(page, number, cells, header):
            continue
        barred = BAR in page.tokens.words[line.first : line.last]
        found = read_header(page, cells if header else under_blank(page, number, cells, barred), number)
        if found:
            words = page.tokens.words[line.first : line.last]
            commas = BAR not in words and len(found) > 2 and words.count(",") == len(found) - 1
            one_side = side_of_all(page, found)
            header, piped = found, BAR in words or commas
            dosed = "muscle" in (columns := {column for column, _ in found}) and not DOSED.isdisjoint(columns)
            toxic = {"muscle", "units"} <= columns
            acted = [] if "action" in columns else None
            if acted is not None:
                tables.append(acted)
            if dosed:
                page.dosed_lines.add(number)
        elif header:
            if dosed:
                page.dosed_lines.add(number)
            if toxic:
                page.toxin_lines.add(number)
            read_row(page, number, cells, header, piped, signs)
            if one_side and not page.sides.get(number):
                page.sides[number] = [(one_side, None)]
            if acted is not None and (told := page.cells.get(number, {}).get("action")):
                acted.append((number, told.split()))
    for rows in tables:
        leave_out(page, rows)
    if not STARRED.isdisjoint(page.tokens.words):
        keep_starred(page)


STARRED = {"starred", "asterisked", "asterisk", "asterisks"}
STAR = "*"


def keep_starred(page: Page) -> None:
    """Keep of a table's sides those with a star, in a note that injects "the starred muscles"; a grade is no count."""
    starred = {
        number: [side for side, _ in sides if STAR in page.cells.get(number, {}).get(side, "")]
        for number, sides in page.sides.items()
    }
    if not any(starred.values()):
        return
    for number, sides in starred.items():
        if sides:
            page.sides[number] = [(side, None) for side in sides]
        else:
            page.off_lines.add(number)


def goes_on(page: Page, number: int, cells: list[Cell], header: list[tuple[str, Cell]]) -> bool:
    """Whether a line only goes on with the cells of the row above, whose injected sides it may add to: "L 2 pts" below
    "R 1 pt" and below nothing in the column of the muscles.
    """
    below = [nearest_column(cell, header) for cell in cells]
    if header[0][0] != "muscle" or 0 in below or "injected" not in [header[at][0] for at in below]:
        return False
    text = " ".join(
        word
        for cell, at in zip(cells, below, strict=True)
        if header[at][0] == "injected"
        for word in cell_words(page, cell)
    )
    page.sides[number - 1] += [one for one in side_said(text) if one not in page.sides[number - 1]]
    return True


def nearest_column(cell: Cell, header: list[tuple[str, Cell]]) -> int:
    """The place of the header that stands nearest above a cell."""
    return min(range(len(header)), key=lambda at: abs(header[at][1].column - cell.column))


NEEDLED = {"tpi", "tpis", "inj", "injected", "injection", "injections", "ml", "cc", "lido", "lidocaine", "bupivacaine"}
LATER = NO | {"next", "later", "planned", "plan", "defer", "hold", "declined", "refused", "consider", "prior", "last"}


def leave_out(page: Page, rows: list[tuple[int, list[str]]]) -> None:
    """Leave out the rows of a table whose column of deeds tells of no injection where it does so for another row:
    "TPI 2 mL" beside "HEP", "watch", "ice".
    """
    done = {number for number, words in rows if not NEEDLED.isdisjoint(words) and LATER.isdisjoint(words)}
    if done:
        page.off_lines.update(number for number, _ in rows if number not in done)


ELECTRODES = {"fibs", "fib", "psw", "psws", "muap", "muaps", "mup", "mups", "insertional", "recruitment", "amp", "poly"}
"""Columns of what a needle electrode records in a muscle."""
MOST_PAIR = 2


def of_electrodes(page: Page, line: Line) -> bool:
    """Whether a line heads the table of an electromyogram: "Muscle   Side   Fibs   PSW   MUAP"."""
    words = set(page.tokens.words[line.first : line.last])
    return not MUSCLE_COLUMN.isdisjoint(words) and len(words & ELECTRODES) > 1


LONGEST_ENTRY = 6


def signed_line(page: Page, number: int, line: Line, signs: frozenset[str], others: frozenset[str]) -> None:
    """Read a short line that ends with a sign of the legend: "R levator  o" was left, "R trapezius  x" injected."""
    words = page.tokens.words
    last = words[line.last - 1]
    if not 1 < line.last - line.first <= LONGEST_ENTRY or "=" in words[line.first : line.last]:
        return
    if last in others and not last.isdecimal():
        page.off_lines.add(number)
    elif last in signs and last.isalpha():
        page.cells.setdefault(number, {})


BAR = "|"
DOSED = {"ml", "ml_each", "injected"}
"""Columns that only a table of what was done has."""


def keyed(page: Page, line: Line) -> bool:
    """Whether a line has a colon, as a form's key has; dots that lead to a cell are none, nor a head "R: dose"."""
    words, starts = page.tokens.words, page.tokens.starts
    return ":" in words[line.first : line.last] and any(
        words[at] == ":" and page.text[starts[at]] == ":" and not (at > line.first and words[at - 1] in SIDE_COLUMNS)
        for at in range(line.first, line.last)
    )


def side_of_all(page: Page, header: list[tuple[str, Cell]]) -> str:
    """The side that a header gives all of its table: "SITE (all right)"."""
    first = next((cell for column, cell in header if column == "muscle"), None)
    words = page.tokens.words[first.first : first.last] if first is not None else []
    sides = {SIDE_COLUMNS[word] for word in words if word in SIDE_COLUMNS}
    return sides.pop() if len(sides) == 1 else ""


def ruled(page: Page, line: Line) -> bool:
    """Whether a line is drawn and holds no words: the rule below a header."""
    return not any(word[0].isalnum() for word in page.tokens.words[line.first : line.last])


def prose(page: Page, line: Line) -> bool:
    """Whether a line below a table is running text, which no row of a table without bars is."""
    words = page.tokens.words[line.first : line.last]
    sentences = sum(word in ".;," for word in words)
    return len(words) > 7 and (sentences >= 2 or words[-1] == ".") and words.count("|") == 0


def split_row(page: Page, line: Line, mark: str = "|") -> list[Cell]:
    """The cells of a line, parted by bars or another mark, or by runs of blanks where it has none."""
    words, starts, gaps = page.tokens.words, page.tokens.starts, page.tokens.gaps
    if line.blank:
        return []
    bars = mark in words[line.first : line.last]
    margin = starts[line.first] - gaps[line.first]
    if not bars and max(gaps[line.first + 1 : line.last], default=0) < GAP:
        return [Cell(line.first, line.last, starts[line.first] - margin)]
    cells = []
    begin = line.first
    for at in range(line.first, line.last):
        if bars and words[at] == mark:
            if begin < at or at == line.first or words[at - 1] == mark:
                cells.append(Cell(begin, at, starts[begin] - margin))
            begin = at + 1
        elif bars and mark == "," and "," in words[at]:
            cells += [Cell(at, at + 1, starts[at] - margin, piece) for piece in words[at].split(",")]
            begin = at + 1
        elif not bars and at > begin and gaps[at] >= GAP:
            cells.append(Cell(begin, at, starts[begin] - margin))
            begin = at
    if begin < line.last:
        cells.append(Cell(begin, line.last, starts[begin] - margin))
    if bars and cells and cells[0].first == cells[0].last:
        cells = cells[1:]
    return cells


def under_blank(page: Page, number: int, cells: list[Cell], barred: bool) -> list[Cell]:
    """The cells of a header with an empty one before them, where the rows below open with muscles left of it."""
    if len(cells) < FEWEST_ROWS:
        return cells
    rows = [split_row(page, line) for line in page.lines[number + 1 : number + 2 + FEWEST_ROWS]]
    whole = [row for row in rows if len(row) > len(cells)]  # a muscle left out may have no count
    if len(whole) < FEWEST_ROWS or not all(row and row[0].column < cells[0].column for row in rows):
        return cells
    if sum(named_first(page, row[0]) for row in rows) < FEWEST_ROWS:
        return cells
    if not barred and {"right", "left"} & {column_of(page, cell) for cell in cells}:
        return cells  # rows under sides alone are read without it
    return [Cell(cells[0].first, cells[0].first, 0), *cells]


def read_header(page: Page, cells: list[Cell], number: int = -1) -> list[tuple[str, Cell]]:
    """The meaning of each column, when the line is a table's header: empty otherwise."""
    if len(cells) < 2 or len(cells) > 12:
        return []
    columns = [(column_of(page, cell), cell) for cell in cells]
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


def counted_rows(page: Page, number: int) -> bool:
    """Whether the rows below a header are counted in their first cells, "1", "2", so that these are no points."""
    opened = [page.tokens.words[line.first] for line in page.lines[number + 1 : number + 3] if not line.blank]
    return number >= 0 and opened == ["1", "2"]


AREAS = {"region", "area", "regions", "areas", "location"}
FEWEST_ROWS = 2
MUSCULAR = {"muscle", "short_muscle", "stem_muscle"}


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
    return found is not None and found.kind in MUSCULAR


def nearest_cell(cells: list[Cell], header: Cell) -> Cell:
    """The cell of a row that stands nearest below a header's."""
    return min(cells, key=lambda cell: abs(cell.column - header.column))


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
    sides = [SIDE_COLUMNS[word] for word in words if word in SIDE_COLUMNS]
    if len(sides) == 1 and len(words) > 1:
        rest = {word for word in words if word not in SIDE_COLUMNS}
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
EACH = {"each", "ea", "per"}
MOST_WORDS = 5


def by_one_word(words: list[str]) -> str | None:
    """What a column holds by one telling word of its header."""
    if not 0 < len(words) <= MOST_WORDS:
        return None
    if not {"ml", "cc"}.isdisjoint(words):
        return "ml" if EACH.isdisjoint(words) else "ml_each"
    return next((value for value, telling in BY_WORD if not telling.isdisjoint(words)), None)


def read_row(
    page: Page, number: int, cells: list[Cell], header: list[tuple[str, Cell]], piped: bool, signs: frozenset[str]
) -> None:
    """Assign a row's cells to the columns above them and note what they say, by the legend where there is one."""
    texts: dict[str, str] = {}
    named: list[tuple[int, int]] = []
    under: dict[str, list[Cell]] = {}
    if not piped and len(cells) != len(header) and {"right", "left"} <= {value for value, _ in header}:
        cells = with_counts(page, cells)
    nearest = [nearest_column(cell, header) for cell in cells]
    in_order = piped or (len(cells) == len(header) and len(set(nearest)) < len(cells))
    for index, cell in enumerate(cells):
        if in_order:
            if index >= len(header):
                break
            value = header[index][0]
        else:
            value = header[nearest[index]][0]
            if index == 0 and "muscle" not in [column for column, _ in header]:
                value = "muscle"
        under.setdefault(value, []).append(cell)
        words = [cell.piece] if cell.piece else page.tokens.words[cell.first : cell.last]
        words = [word for word in words if word not in "()[]|.:"]
        texts[value] = " ".join(filter(None, (texts.get(value), *words)))
        if value == "muscle":
            named.append((cell.first, cell.last))
    columns = {value for value, _ in header}
    page.cells[number] = texts
    if "muscle" in columns and named:
        page.muscle_cells[number] = named
    if {"right", "left"} <= columns and page.sides.get(number):
        each = any(value == "points" and not EACH.isdisjoint(cell_words(page, cell)) for value, cell in header)
        page.sides[number] = with_points(page.sides[number], texts.get("points", ""), each)
    elif {"right", "left"} <= columns:
        ticked = [
            (side, count)
            for side in ("right", "left")
            if (count := ticked_count(texts.get(side, ""), signs)) is not None
        ]
        page.sides[number] += [(side, count or None) for side, count in ticked]
        if not ticked and "muscle" in texts:
            page.off_lines.add(number)
        elif len(ticked) == 1:
            other = "left" if ticked[0][0] == "right" else "right"
            page.left_words.update(at for cell in under.get(other, ()) for at in range(cell.first, cell.last))
    elif "side" in texts:
        for side in SIDES.get(texts["side"].replace(" ", ""), ()):
            page.sides[number].append((side, None))
    amounts = [first_word(texts[value]) for value in ("points", "ml", "ml_each") if texts.get(value)]
    if amounts and all(word in NO for word in amounts):
        page.off_lines.add(number)
    told = first_word(texts.get("injected", ""))
    if told.isdecimal() and texts["injected"].split()[1:2] and texts["injected"].split()[1] not in SITES:
        told = ""  # "1 mL" counts no points
    if told.isdecimal() and len(told) < 3 and told != "0":
        texts["points"] = told  # "Found 2, injected 1"
    if "injected" in columns and first_word(texts.get("injected", "")) in NO:
        page.off_lines.add(number)
    elif "injected" in columns and (said := side_said(texts.get("injected", ""))):
        page.sides[number] = said


def cell_words(page: Page, cell: Cell) -> list[str]:
    """The words of a cell."""
    return page.tokens.words[cell.first : cell.last]


def with_points(ticked: list[tuple[str, int | None]], points: str, each: bool) -> list[tuple[str, int | None]]:
    """The sides that boxes tick, with the row's count of points: of one side, or of each where the header says so."""
    words = points.replace("/", " ").replace(",", " ").split()
    told = dict(zip(words[0::2], words[1::2], strict=False))
    if len(words) == 4 and set(told) in ({"r", "l"}, {"right", "left"}) and all(n.isdecimal() for n in told.values()):
        numbers = {SIDES[side][0]: int(number) for side, number in told.items() if len(number) < 3}
        return [(side, count or numbers.get(side)) for side, count in ticked]
    number = int(points) if points.isdecimal() and len(points) < 3 and (each or len(ticked) == 1) else None
    return [(side, count or number or None) for side, count in ticked]


def with_counts(page: Page, cells: list[Cell]) -> list[Cell]:
    """The cells of a row with a count joined to the answer before it: "Yes  pts 2"."""
    joined: list[Cell] = []
    for cell in cells:
        counted = any(word.isdecimal() for word in cell_words(page, joined[-1])) if joined else True
        if (
            len(joined) > 1
            and page.tokens.words[cell.first] in COUNTED
            and joined[-1].last == cell.first
            and not counted
        ):
            joined[-1] = joined[-1]._replace(last=cell.last)
        else:
            joined.append(cell)
    return joined


def side_said(text: str) -> list[tuple[str, int | None]]:
    """The side that a cell says was injected, with its count: "R only, 2 pts"."""
    words = text.split()
    sides = [SIDE_COLUMNS[word] for word in words if word in SIDE_COLUMNS]
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 3]
    return [(side, numbers[0] if len(numbers) == 1 else None) for side in dict.fromkeys(sides)]


def ticked_count(text: str, signs: frozenset[str]) -> int | None:
    """The count a cell under a side holds: 0 when ticked without a count, None when not ticked."""
    if signs:
        return signed_count(text, signs)
    words = text.split()
    if not words or words[0] in NO:
        return None
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 3]
    if not NO.isdisjoint(words) and "injected" in words:
        return None  # "tender, not injected"
    if (
        words[0] in YES
        or numbers
        or (DECIMAL(words[0]) and len(words) == 1)
        or (not MILLILITRES.isdisjoint(words) and words[0].strip("0."))
    ):
        return numbers[0] if numbers and MILLILITRES.isdisjoint(words) else 0
    return None


MILLILITRES = {"ml", "mls", "cc", "ccs"}
DECIMAL = re.compile(r"\d?\.\d*[1-9]\d*|[1-9]\.0").fullmatch
"""A volume that stands alone in a cell: "0.5"."""


def first_word(text: str) -> str:
    """The first word of a cell, or nothing."""
    return text.split(" ", 1)[0] if text else ""

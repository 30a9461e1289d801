"""Tables of muscles: the header is read once, and each row below it by the columns it stands under."""

from __future__ import annotations

from tautband.notes.layout.cell_answers import DENIED, first_word, side_said
from tautband.notes.layout.cells import BAR, Cell, cell_words, ruled, split_row
from tautband.notes.layout.graded_cells import keep_graded
from tautband.notes.layout.marks import all_signs
from tautband.notes.layout.table_headers import (
    MUSCLE_COLUMN,
    Header,
    Table,
    heads_an_exam,
    nearest_column,
    read_header,
    under_blank,
)
from tautband.notes.layout.table_rows import read_row
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF

FEWEST_CELLS = 3
"""Cells of a line below a table that is surely a row and no running text."""


def read_tables(page: Page) -> None:
    """Give the rows below each table header their sides, counts and volumes."""
    tables = Tables(page)
    for number, line in enumerate(page.lines):
        tables.read(number, line)
    for deeds in tables.deeds:
        leave_out(page, deeds)
    for answers in tables.answers:
        leave_empty(page, answers)
    if not STARRED.isdisjoint(page.tokens.words):
        keep_starred(page)
    keep_graded(page)


Deeds = list[tuple[int, list[str]]]
"""The rows of a table by number, with the words of their column of deeds."""


class Tables:
    """The tables of a note as its lines are read in order: the one under way, and what is left for the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.signs, self.others = all_signs(page)
        self.table: Table | None = None
        self.deeds: list[Deeds] = []
        """The deeds of each table that has a column of them."""
        self.answers: list[dict[int, str]] = []
        """What the rows of each table answer by number, where it has a column that asks for what was injected."""
        self.begun = -1
        """The line of the last header."""
        self.electrodes = False
        """Whether the table of an electromyogram is under way."""

    def read(self, number: int, line: Line) -> None:
        """Read a line as a header, as a row of the table under way, or as its end."""
        page = self.page
        if line.blank:
            self.table = None
            return
        if self.signs and self.table is None:
            signed_line(page, number, line, self.signs, self.others)
        if keyed(page, line) and not heads_an_exam(page, line):
            self.table = None
            return
        if self.table is not None and ruled(page, line):
            return
        self.electrodes = of_electrodes(page, line) or (self.electrodes and len(split_row(page, line)) > MOST_PAIR)
        if self.electrodes:
            page.off_lines.add(number)
            return
        barred = BAR in page.tokens.words[line.first : line.last]
        if self.table is not None and self.table.barred and not self.table.commas and not barred:
            if ruled(page, line):
                return
            self.table = None
        cells = self._cells(line)
        if self._ends(number, line, cells):
            return
        first = self.table is None or number == self.begun + 1
        first = first or all(page.tokens.words[cell.first] in SIDE_OF for cell in cells)
        found = read_header(page, under_blank(page, number, cells, barred) if first else cells, number)
        if found:
            self._begin(number, line, found, barred)
        elif self.table is not None:
            self._row(number, cells, self.table)

    def _cells(self, line: Line) -> list[Cell]:
        """The cells of a line, parted as those of its table are; by commas where a header has nothing else."""
        cells = split_row(self.page, line, "," if self.table is not None and self.table.commas else BAR)
        if self.table is None and len(cells) == 1 and self.page.tokens.words[line.first] in MUSCLE_COLUMN:
            return split_row(self.page, line, ",")
        return cells

    def _ends(self, number: int, line: Line, cells: list[Cell]) -> bool:
        """Whether a line without bars is no row of its own: running text, one cell alone, or more of the row above."""
        page, table = self.page, self.table
        if table is not None and table.barred:
            return False
        if table is None:
            return len(cells) < 2
        if len(cells) < max(FEWEST_CELLS, len(table.header) - 1) and prose(page, line):
            self.table = None
            return True
        if len(cells) < 2:
            if table.two_sided and number not in page.sides:
                page.off_lines.add(number)
            else:
                self.table = None
            return True
        return number - 1 in page.cells and goes_on(page, number, cells, table.header)

    def _begin(self, number: int, line: Line, header: Header, barred: bool) -> None:
        """Begin a table."""
        words = self.page.tokens.words[line.first : line.last]
        commas = not barred and len(header) > 2 and words.count(",") == len(header) - 1
        self.begun = number
        table = self.table = Table(header, barred or commas, commas, side_of_all(self.page, header))
        if "action" in table.columns:
            self.deeds.append([])
        if "injected" in table.columns:
            self.answers.append({})
        if table.dosed:
            self.page.dosed_lines.add(number)

    def _row(self, number: int, cells: list[Cell], table: Table) -> None:
        """Read a row of a table."""
        page = self.page
        if table.dosed:
            page.dosed_lines.add(number)
        if table.toxic:
            page.toxin_lines.add(number)
        read_row(page, number, cells, table, self.signs)
        if table.side and not page.sides.get(number):
            page.sides[number] = [(table.side, None)]
        if "injected" in table.columns:
            self.answers[-1][number] = page.cells.get(number, {}).get("injected", "")
        if "action" in table.columns and (told := page.cells.get(number, {}).get("action")):
            self.deeds[-1].append((number, told.split()))


def keyed(page: Page, line: Line) -> bool:
    """Whether a line has a colon, as a form's key has; dots that lead to a cell are none, nor a head "R: dose"."""
    words, starts = page.tokens.words, page.tokens.starts
    return ":" in words[line.first : line.last] and any(
        words[at] == ":" and page.text[starts[at]] == ":" and not (at > line.first and words[at - 1] in SIDE_OF)
        for at in range(line.first, line.last)
    )


def prose(page: Page, line: Line) -> bool:
    """Whether a line below a table is running text, which no row of a table without bars is."""
    words = page.tokens.words[line.first : line.last]
    sentences = sum(word in ".;," for word in words)
    return len(words) > 7 and (sentences >= 2 or words[-1] == ".") and words.count("|") == 0


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


ELECTRODES = {"fibs", "fib", "psw", "psws", "muap", "muaps", "mup", "mups", "insertional", "recruitment", "amp", "poly"}
"""Columns of what a needle electrode records in a muscle."""
MOST_PAIR = 2


def of_electrodes(page: Page, line: Line) -> bool:
    """Whether a line heads the table of an electromyogram: "Muscle   Side   Fibs   PSW   MUAP"."""
    words = set(page.tokens.words[line.first : line.last])
    return not MUSCLE_COLUMN.isdisjoint(words) and len(words & ELECTRODES) > 1


def side_of_all(page: Page, header: Header) -> str:
    """The side that a header gives all of its table: "SITE (all right)"."""
    first = next((cell for column, cell in header if column == "muscle"), None)
    words = page.tokens.words[first.first : first.last] if first is not None else []
    sides = {SIDE_OF[word] for word in words if word in SIDE_OF}
    return sides.pop() if len(sides) == 1 else ""


def goes_on(page: Page, number: int, cells: list[Cell], header: Header) -> bool:
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


NEEDLED = {"tpi", "tpis", "inj", "injected", "injection", "injections", "ml", "cc", "lido", "lidocaine", "bupivacaine"}
LATER = DENIED | {
    "next", "later", "planned", "plan", "defer", "hold", "declined", "refused", "consider", "prior", "last",
}  # fmt: skip


def leave_out(page: Page, rows: list[tuple[int, list[str]]]) -> None:
    """Leave out the rows of a table whose column of deeds tells of no injection where it does so for another row:
    "TPI 2 mL" beside "HEP", "watch", "ice".
    """
    done = {number for number, words in rows if not NEEDLED.isdisjoint(words) and LATER.isdisjoint(words)}
    if done:
        page.off_lines.update(number for number, _ in rows if number not in done)


def leave_empty(page: Page, answers: dict[int, str]) -> None:
    """Leave out the rows of a table that say nothing, or a dot, in the column of what was injected, where another row
    answers there: an "x" under "found" is none.
    """
    if any(answer and first_word(answer) not in DENIED for answer in answers.values()):
        page.off_lines.update(number for number, answer in answers.items() if not answer)


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

"""Lines, ticked and unticked boxes, and the columns of tables, before anything is read for its meaning.

What a form leaves unticked is hidden from every later step, as though it had not been printed.
"""

from __future__ import annotations

from tautband.notes.layout.blank_rows import leave_blank_rows
from tautband.notes.layout.box_grids import read_box_grids
from tautband.notes.layout.boxes import BOXED, LETTERED, TICKED, Box, boxed_letters, find_boxes, hide, lettered
from tautband.notes.layout.broken_words import join_broken
from tautband.notes.layout.columns import part_columns
from tautband.notes.layout.marks import denying_signs, read_marked_lines, read_marks, read_ticked_cells
from tautband.notes.layout.session_columns import hide_other_sessions
from tautband.notes.layout.side_cells import read_side_cells, read_side_counts
from tautband.notes.layout.side_choices import read_side_choices
from tautband.notes.layout.turned import part_turned
from tautband.notes.layout.unticked import keep_unticked
from tautband.notes.text.page import Line, Page
from tautband.notes.text.side_words import SIDE_OF
from tautband.notes.vocabulary.tokens import places_of

DOTTED = {
    "rt", "lt", "lev", "bil", "bilat", "glut", "quad", "spl", "scap", "trap", "rhomb", "lat", "med", "max", "min",
    "maj", "sup", "inf", "ant", "post", "cerv", "thor", "lumb", "musc", "inj", "semispin", "subscap", "infraspin",
    "supraspin", "parasp", "iliocost", "pirif", "sternocleidomast", "multif", "suboccip",
}  # fmt: skip
"""Words that notes shorten with a full stop that ends no sentence."""
SIDED = 3
"""Words before the full stop among which a muscle's own side stands, so that a side behind it opens what follows."""
SIDE_WORDS = {"l", "r", "rt", "lt", "left", "right", "bilat", "bilateral"}
ANSWERS = (["y"], ["n"], ["yes"], ["no"])
BOTH_SIDES = 2
"""Boxes side by side that stand for right and left; more of them are columns of something else."""
COLUMN_GAP = 3
"""Blanks that separate columns rather than words."""


def lay_out(page: Page) -> None:
    """Cut the page into lines and hide what its boxes leave unticked."""
    cut_lines(page)
    part_turned(page)
    part_columns(page)
    join_broken(page)
    untick(page)
    read_box_grids(page)
    read_ticked_cells(page)
    hide_other_sessions(page)
    read_side_choices(page)
    read_side_cells(page)
    read_side_counts(page)
    leave_blank_rows(page)
    header: list[tuple[str, int]] = []
    for number, line in enumerate(page.lines):
        if line.blank:
            continue
        words = page.tokens.words[line.first : line.last]
        if "[" in words and not LETTERED.keys().isdisjoint(words):
            words = read_lettered(page, line)
        boxes = [] if BOXED.isdisjoint(words) else find_boxes(page, line)
        if boxes:
            read_boxes(page, number, line, boxes, header)
        elif not SIDE_OF.keys().isdisjoint(words):
            header = side_columns(page, line) or header
    read_marks(page)
    read_marked_lines(page)
    keep_unticked(page)
    hide_dots(page)
    drop_hidden(page)
    page.match()


def untick(page: Page) -> None:
    """Leave unticked the boxes whose mark the form's legend explains so: "\N{BALLOT X} = not done"."""
    denied = denying_signs(page) & TICKED
    for at in [at for at, word in enumerate(page.tokens.words) if word in denied] if denied else ():
        if page.tokens.words[at + 1 : at + 2] != ["="]:
            page.tokens.words[at] = "\N{BALLOT BOX}"


def cut_lines(page: Page) -> None:
    """Fill `page.lines` from the line breaks; blank lines that follow one another become one."""
    begin = 0
    for at in page.tokens.breaks:
        if at > begin or not page.lines or not page.lines[-1].blank:
            page.lines.append(Line(begin, at))
            begin = at
    page.lines.append(Line(begin, len(page.tokens.words)))


def read_lettered(page: Page, line: Line) -> list[str]:
    """Turn an answer in brackets behind its key into that of a form: "Masseter R   [N]" into "Masseter R: N"."""
    words = page.tokens.words
    if not boxed_letters(words, line):
        for at in range(line.first + 1, line.last - 2):
            if lettered(words, at):
                page.hidden.add(at + 2)
                if words[at - 1] in (":", "?"):
                    page.hidden.add(at)
                else:
                    words[at] = ":"
                    page.words[at] = None
    return words[line.first : line.last]


def read_boxes(page: Page, number: int, line: Line, boxes: list[Box], header: list[tuple[str, int]]) -> None:
    """Hide the items of unticked boxes, and give a row of ticked columns its sides."""
    if asks_of_row(page, line, boxes):
        hide(page, boxes[0].first, boxes[0].last)
        if not boxes[0].ticked:
            hide(page, line.first, boxes[0].first)
            page.off_lines.add(number)
        return
    if not (len(header) == len(boxes) == 2) and label_first(page, line, boxes):
        begin = line.first
        for box in boxes:
            if not box.ticked:
                hide(page, label_begin(page, after_key(page, begin, box.first), box.first), box.first)
            hide(page, box.first, box.last)
            begin = box.last
        return
    if len(header) == len(boxes) == 2 and spaced(page, line, boxes):
        for (side, _), box in zip(header, boxes, strict=True):
            if box.ticked:
                page.sides[number].append((side, count_after(page, line, box)))
        if not any(box.ticked for box in boxes):
            page.off_lines.add(number)
        for box, end in zip(boxes, (boxes[1].first, line.last), strict=True):
            hide(page, box.first, end)
        return
    if sided(page, line, boxes):
        read_sided(page, number, line, boxes)
        return
    groups: list[list[Box]] = []
    for box in boxes:
        if groups and groups[-1][-1].last == box.first:
            groups[-1].append(box)
        else:
            groups.append([box])
    for index, group in enumerate(groups):
        end = groups[index + 1][0].first if index + 1 < len(groups) else line.last
        item_end = end_of_item(page, group[-1].last, end)
        if page.tokens.words[group[-1].last : group[-1].last + 1] in ANSWERS:
            item_end = min(item_end, group[-1].last + 1)  # "(x)Y ( )N   pts 2": the points are the row's
        if not any(box.ticked for box in group):
            hide(page, group[-1].last, item_end)
            if len(group) > 1:
                page.off_lines.add(number)
        elif len(group) == BOTH_SIDES:
            columns = [side for side, _ in header] if len(header) == len(group) else ["right", "left"][: len(group)]
            page.sides[number] += [(side, None) for box, side in zip(group, columns, strict=False) if box.ticked]
        for box in group:
            hide(page, box.first, box.last)
    keep_columns(page, boxes)


DEEDS = {"injected", "inj", "done", "performed", "treated", "given"}


def asks_of_row(page: Page, line: Line, boxes: list[Box]) -> bool:
    """Whether a row's one box says if the whole row was done: "L upper trapezius   # points: -    injected [ ]"."""
    words, gaps, box = page.tokens.words, page.tokens.gaps, boxes[0]
    asked = box.first - 1
    return (
        len(boxes) == 1
        and box.last == line.last
        and asked > line.first
        and words[asked] in DEEDS
        and gaps[asked] >= GAP > gaps[box.first]
    )


def sided(page: Page, line: Line, boxes: list[Box]) -> bool:
    """Whether a row's boxes stand each before a side: "Trapezius   [x] R  #_3_   [ ] L  #___"."""
    if boxes[0].first == line.first or ":" in page.tokens.words[line.first : boxes[0].first]:
        return False
    named = [page.tokens.words[box.last] if box.last < line.last else "" for box in boxes]
    return len(set(named)) == len(named) == 2 and {SIDE_OF.get(name) for name in named} == {"right", "left"}


def read_sided(page: Page, number: int, line: Line, boxes: list[Box]) -> None:
    """Give a row the sides ticked on it, with the count written behind each; a row without a tick was left out."""
    for box, end in zip(boxes, (boxes[1].first, line.last), strict=True):
        counted_to, count = count_behind(page, box.last + 1, end)
        if box.ticked:
            page.sides[number].append((SIDE_OF[page.tokens.words[box.last]], count))
        hide(page, box.first, counted_to if box.ticked else end)
    if not any(box.ticked for box in boxes):
        page.off_lines.add(number)


COUNTING = {"#", "x", ":", "(", "="}
FEW_POINTS = 20


def count_behind(page: Page, first: int, last: int) -> tuple[int, int | None]:
    """The count of points at a place of a form, "#_3_", and where it ends; no count where a volume stands there."""
    words, at = page.tokens.words, first
    while at < last and words[at] in COUNTING:
        at += 1
    text = words[at] if at < last else ""
    if not text.isdecimal() or not 0 < int(text[:3]) < FEW_POINTS or words[at + 1 : at + 2] in (["ml"], ["cc"], ["."]):
        return first, None
    return at + 1, int(text)


def keep_columns(page: Page, boxes: list[Box]) -> None:
    """Let the ticked answer of "(x)Y ( )N" or "( )Y (x)N" stand in the column in which its boxes begin."""
    words, gaps = page.tokens.words, page.tokens.gaps
    column, stop = 0, -1
    for box in boxes:
        if words[box.last : box.last + 1] not in ANSWERS:
            continue
        column, stop = gaps[box.first] if box.first != stop else column, box.last + 1
        if box.ticked:
            gaps[box.last] = max(column, gaps[box.last])


def spaced(page: Page, line: Line, boxes: list[Box]) -> bool:
    """Whether the boxes stand in columns of their own after the row's name."""
    return boxes[0].first > line.first and all(page.tokens.gaps[box.first] >= COLUMN_GAP for box in boxes)


def count_after(page: Page, line: Line, box: Box) -> int | None:
    """The count of points written beside a ticked box: "[x] 2 sites"."""
    word = page.tokens.words[box.last] if box.last < line.last else ""
    return int(word) if word.isdecimal() and len(word) < 3 and int(word) else None


def label_first(page: Page, line: Line, boxes: list[Box]) -> bool:
    """Whether labels stand before their boxes: "Yes [ ] No [x]", "Toxin   [ ]  (approval pending)"."""
    words, box = page.tokens.words, boxes[0]
    if len(boxes) == 1 and box.last < line.last and words[box.last] == "(" and words[line.last - 1] == ")":
        return line.first < box.first and words[box.first - 1] != ":" and page.tokens.gaps[box.first] > 1
    if len(boxes) > 1 and nearer_behind(page, line, boxes):
        return True
    return boxes[-1].last == line.last and boxes[0].first > line.first and page.tokens.words[boxes[0].first - 1] != ":"


def nearer_behind(page: Page, line: Line, boxes: list[Box]) -> bool:
    """Whether each box stands close behind its label and far from what follows: "lidocaine ( )   saline (x)   mL:"."""
    words, gaps = page.tokens.words, page.tokens.gaps
    close = all(line.first < box.first and words[box.first - 1] != ":" and gaps[box.first] < GAP for box in boxes)
    return close and all(
        box.last >= line.last
        or gaps[box.last] >= GAP
        or (box.ticked and not MEASURED.isdisjoint(words[box.last + 1 : box.last + 2]))
        for box in boxes
    )


GAP = 2
"""Blanks that part a box from the next label."""


def label_begin(page: Page, begin: int, end: int) -> int:
    """Where the label of a box begins behind a dose of its own column: "lidocaine 2%, 2 mL     steroid [ ]"."""
    words = page.tokens.words
    column = next((at for at in range(end - 1, begin, -1) if page.tokens.gaps[at] >= GAP), begin)
    named = column < end and all(word.isalpha() for word in words[column:end])
    return column if named and not MEASURED.isdisjoint(words[begin:column]) else begin


MEASURED = {"ml", "cc"}
"""Units that show a column to be a dose and no label of the next column's box."""


def after_key(page: Page, begin: int, end: int) -> int:
    """Where the label of a box begins, past a key and its colon."""
    for at in range(end - 1, begin - 1, -1):
        if page.tokens.words[at] in (":", "?"):
            return at + 1
    return begin


SUMS = {"total", "totals", "sum", "volume", "tot"}
"""Words that open a form's sum behind the boxes of a line: "[ ] triamcinolone    total 4 mL"."""


def end_of_item(page: Page, begin: int, end: int) -> int:
    """Where a box's item ends: at the next box, or before the next "Key:" of a line with columns."""
    for at in range(begin + 1, end):
        if page.tokens.gaps[at] >= 2:
            key = page.tokens.words[at : min(end, at + 6)]
            if ":" in key or key[0] in SUMS or page.tokens.gaps[at] >= 2 * COLUMN_GAP:
                return at
    return end


def hide_dots(page: Page) -> None:
    """Hide the full stop of a shortened word that goes on: "Rt. trap, Lt. lev. scap.", "R biceps fem. 2 pts"."""
    tokens, clipped = page.tokens, page.lexicon.clipped
    words = tokens.words
    for at in places_of(".", words):
        before = words[at - 1] if at else ""
        if at + 1 >= len(words) or not (
            before in DOTTED or before in clipped or before in ALONE or before in ("r", "l")
        ):
            continue
        if before in ALONE:
            if words[at + 1] in RANKS:
                page.hidden.add(at)
            continue
        if before in ("r", "l"):
            if sided_by_letter(page, at):
                page.hidden.add(at)
            continue
        if before in DOTTED:
            following = page.text[tokens.starts[at + 1]]
            beside = words[at + 1] in SIDE_WORDS and SIDE_WORDS.isdisjoint(words[max(0, at - SIDED) : at])
            if before in ("rt", "lt") or following.islower() or following in ",;" or beside:
                page.hidden.add(at)
        if before == "ten" and not words[at + 1].startswith("fa"):
            continue  # "pain was a ten. Plan: ..." is no tensor fasciae latae
        if before not in SIDE_WORDS and capital(page, at + 1) and not capital(page, at - 1):
            continue  # "infra and subscap. Teres minor soft"
        column = words[at + 1] in SIDE_WORDS and tokens.gaps[at + 1] >= COLUMN_GAP
        if column or words[at + 1] in clipped or words[at + 1] in DOTTED or counted(words, at + 1):
            page.hidden.add(at)


def capital(page: Page, at: int) -> bool:
    """Whether a token begins with a capital letter."""
    return page.text[page.tokens.starts[at]].isupper()


def sided_by_letter(page: Page, at: int) -> bool:
    """Whether the full stop behind "R" or "L" shortens a side that goes on: "R. levator", "L. quad. lumb."."""
    tokens = page.tokens
    word = tokens.words[at + 1]
    if tokens.gaps[at] or not word.isalpha() or len(word) < 2:
        return False
    goes_on = page.text[tokens.starts[at + 1]].islower()
    return goes_on or word in DOTTED or (word in page.lexicon.clipped and tokens.words[at + 2 : at + 3] == ["."])


ALONE = {"g", "t", "u", "m", "gl"}
RANKS = {"max", "med", "min", "maj", "major", "minor", "trap", "maximus", "medius", "minimus"}
"""What follows a single letter that stands for the first word of a muscle: "g. med.", "t. minor"."""
COUNTS = {"x", "-", ":", "(", "=", ",", ";", ")", "/", "+"}
LISTING = {"and", "&", ",", ";"}
SITES = {"pt", "pts", "point", "points", "tp", "tps", "site", "sites", "x", "spot", "spots", "stick", "sticks"}


AFTER_A_COUNT = SITES | LISTING


def counted(words: list[str], at: int) -> bool:
    """Whether a count follows: "x2", "- 1", "2 pts"."""
    return words[at] in COUNTS or (words[at].isdecimal() and not AFTER_A_COUNT.isdisjoint(words[at + 1 : at + 2]))


def drop_hidden(page: Page) -> None:
    """Remove the hidden tokens, so that what stands beside them on the form stands beside them in the reading."""
    if not page.hidden:
        return
    tokens = page.tokens
    kept = [at for at in range(len(tokens.words)) if at not in page.hidden]
    place = {}
    for new, at in enumerate(kept):
        place[at] = new
    following = len(kept)
    for at in range(len(tokens.words), -1, -1):
        following = place.setdefault(at, following)
    for line in page.lines:
        line.first, line.last = place[line.first], place[line.last]
    page.words = [page.words[at] for at in kept]
    tokens.keep(kept)


def side_columns(page: Page, line: Line) -> list[tuple[str, int]]:
    """The sides of a header row such as " R  L" or "RIGHT   LEFT", with their column; empty for any other line."""
    words = page.tokens.words[line.first : line.last]
    found = [(SIDE_OF[word], page.tokens.starts[line.first + at]) for at, word in enumerate(words) if word in SIDE_OF]
    if len(found) != 2 or found[0][0] == found[1][0]:
        return []
    return found if sum(word not in SIDE_OF and word.isalpha() for word in words) <= 2 else []

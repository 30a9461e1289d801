"""Invented files of many claims, to be changed anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from formats.x12.sample import BODY, FULL, GS, HEADER, ISA, PLAIN

VALUES = ["", "0", "-1", "ZZ", "9" * 20, "A:B:C", "::", "^", "20260231", " ", "é", "\x00", "18", "S", "PCN3-0"]
BARE = ["SE*1*1", "HL*1**20*1", "HL*9*1*22*0", "SV1", "HI", "CAS", "REF", "NM1", "HL", "CLM", "GE", "IEA*1", "TA1", ""]
Change = tuple[str, int, str]
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.tuples(st.sampled_from(["leave out", "twice"]), st.integers(0, 2000), st.just("")),
    st.tuples(st.sampled_from(["insert", "replace"]), st.integers(0, 2000), st.sampled_from(BODY + BARE)),
    st.tuples(st.just("value"), st.integers(0, 2000), st.sampled_from(VALUES)),
)


def subscribers(pairs: int) -> Iterator[str]:
    """So many times the plain claim and the full one, numbered on, each with numbers of its own."""
    level = 1
    for pair in range(pairs):
        for text in [*PLAIN, *FULL]:
            elements = text.split("*")
            if elements[0] == "HL":
                level += 1
                elements[1] = str(level)
                elements[2] = str(level - 1) if elements[3] == "23" else "1"
            elif elements[0] == "CLM":
                elements[1] += f"-{pair}"
            yield "*".join(elements)


def sets(count: int, pairs: int) -> list[str]:
    """The segments of a file of so many transaction sets, each with so many pairs of claims."""
    parts = [ISA, GS]
    for number in range(1, count + 1):
        body = [text.replace("CLM*PCN", f"CLM*PCN{number}-") for text in [*HEADER, *subscribers(pairs)]]
        parts += [f"ST*837*{number:04d}*005010X222A1", *body, f"SE*{len(body) + 2}*{number:04d}"]
    return [*parts, f"GE*{count}*7", "IEA*1*000000101"]


def after(parts: list[str], changes: list[Change]) -> bytes:
    """The file with changes made to segments after the first."""
    parts = list(parts)
    for what, at, text in changes:
        place = 1 + at % (len(parts) - 1)
        if what == "leave out":
            del parts[place]
        elif what == "twice":
            parts.insert(place, parts[place])
        elif what == "insert":
            parts.insert(place, text)
        elif what == "replace":
            parts[place] = text
        else:
            elements = parts[place].split("*")
            elements[at % len(elements)] = text
            parts[place] = "*".join(elements)
    return "".join(part + "~\n" for part in parts).encode("latin-1")

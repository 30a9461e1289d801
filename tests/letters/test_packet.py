"""The packet: gaps first, an index whose page numbers are right, the papers in order, the quoted words marked."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from letters.denied import case_of, matter, note_of
from tautband.letters.binding import bound
from tautband.letters.blocks import Table
from tautband.letters.enclosures import described
from tautband.letters.packet import Packet, front, packet_of
from tautband.letters.pages import printed
from tautband.model.document import Document
from tautband.model.errors import InputError

EARLIER = Document(kind="earlier_note", dated=date(2025, 11, 20), signature="signed", text="Earlier session. Signed.")
THERAPY = Document(kind="therapy_record", dated=date(2025, 12, 18), text="Eight weeks of therapy.")
CONSENT = Document(kind="consent", dated=date(2026, 3, 16), signature="signed", text="I agree.")
PAYER = Document(kind="payer_letter", dated=date(2026, 4, 20), text="Please send the records.")


def packet(documents: Sequence[Document] = (EARLIER, THERAPY)) -> Packet:
    return packet_of(matter(documents=tuple(documents)))


def pages_of(packet: Packet, **contents: bytes) -> list[str]:
    held = {d: contents.get(d.kind, d.text or "") for d in packet.matter.case.documents}
    return [page.extract_text() for page in PdfReader(io.BytesIO(bound(packet, held))).pages]


def pdf_with(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_packet_with_everything_is_ready_and_says_so_nowhere() -> None:
    found = packet()
    assert found.gaps == ()
    assert "NOT READY" not in "".join(pages_of(found))


def test_the_note_of_an_earlier_session_that_is_counted_must_be_there() -> None:
    found = packet([THERAPY])
    assert found.gaps == ("The note of the session of November 20, 2025 is not enclosed.",)
    pages = pages_of(found)
    assert [page for page in pages if "NOT READY" not in page] == []
    assert "What a reviewer will look for and not find" in pages[0]


def test_an_unsigned_paper_and_an_undated_addendum_are_gaps() -> None:
    unsigned = EARLIER.model_copy(update={"signature": "not_shown"})
    addendum = Document(kind="addendum", text="Left side too.", signature="signed")
    assert packet([unsigned, addendum]).gaps == (
        "An addendum bears no date.",
        "Note of an earlier session, November 20, 2025: no signature shown.",
    )


def test_what_reviewers_often_ask_besides_is_said_and_no_bar() -> None:
    found = packet([EARLIER])
    assert found.gaps == ()
    assert [line for line in found.checks if "care tried before" in line] != []


def test_papers_stand_in_the_order_of_the_requirements() -> None:
    titles = [each.title for each in packet([PAYER, CONSENT, THERAPY, EARLIER]).enclosed]
    assert titles == ["Note", "Note of an earlier session", "Therapy record", "Consent", "Letter of the payer"]


def test_the_index_points_to_the_pages_where_the_papers_begin() -> None:
    found = packet([EARLIER, THERAPY])
    pages = pages_of(found)
    listed = {m[1]: int(m[2]) for m in re.finditer(r"^(\d)\n.*\n(?:signed|no signature shown)\n(\d+)", pages[0], re.M)}
    begins = {page[0]: number for number, page in enumerate(pages, 1) if re.match(r"\d\. .*, page 1 of", page)}
    assert len(listed) == 3
    assert listed == begins


def test_every_page_carries_its_number_of_all() -> None:
    pages = pages_of(packet())
    assert [re.findall(r"page (\d+) of (\d+)$", page.strip(), re.M)[-1] for page in pages] == [
        (str(number), str(len(pages))) for number in range(1, len(pages) + 1)
    ]


def test_a_pdf_of_the_practice_is_bound_in_with_its_pages_numbered() -> None:
    document = Document(kind="therapy_record", dated=date(2025, 12, 18), file="therapy.pdf")
    pages = pages_of(packet([EARLIER, document]), therapy_record=pdf_with(3))
    assert len(pages) == len(pages_of(packet([EARLIER]))) + 3
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n1 0 obj\n<<", pdf_with(1)[:200]])
def test_a_broken_pdf_is_named_by_its_file(content: bytes) -> None:
    document = Document(kind="therapy_record", file="therapy.pdf")
    with pytest.raises(InputError, match=r"^therapy\.pdf: not a PDF that can be read"):
        pages_of(packet([EARLIER, document]), therapy_record=content)


def test_a_locked_pdf_is_named_by_its_file() -> None:
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    document = Document(kind="therapy_record", file="therapy.pdf")
    with pytest.raises(InputError, match=r"^therapy\.pdf: a PDF locked with a password"):
        pages_of(packet([EARLIER, document]), therapy_record=buffer.getvalue())


def test_a_paper_that_is_not_at_hand_is_a_gap_and_no_page() -> None:
    document = Document(kind="therapy_record", title="Therapy 2025", file="gone.pdf")
    used = matter(documents=(EARLIER, document))
    found = packet_of(used, [document])
    assert found.gaps == ("Listed and not at hand: Therapy record.",)
    assert [each.document for each in found.enclosed] == [None, EARLIER]


def test_the_same_packet_is_the_same_bytes() -> None:
    contents = {EARLIER: EARLIER.text or "", THERAPY: THERAPY.text or ""}
    assert bound(packet(), contents) == bound(packet(), contents)


def test_the_quoted_words_are_marked_and_no_others() -> None:
    """Seen as pixels: the marking colour stands behind characters of the quotations, and behind no other line."""
    found = packet()
    text = note_of(case_of())
    data = bound(found, {EARLIER: EARLIER.text or "", THERAPY: THERAPY.text or ""})
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    number = next(n for n, shown in enumerate(texts) if "TRIGGER POINT INJECTION NOTE" in shown)
    image = document[number].render(scale=2).to_pil().convert("RGB")
    (page,) = printed(text)
    marked = set()
    for row in range(len(page.lines)):
        y = image.height - int((716 - row * 11.4 + 2.8) * 2)
        if any(image.getpixel((x, y)) == (255, 242, 168) for x in range(118, 1110)):
            marked.add(row)
    wanted = {n for n, line in enumerate(page.lines) for q in found.marked if q.start < line.end and line.start < q.end}
    assert marked == wanted
    assert 0 < len(wanted) < len([line for line in page.lines if line.start < line.end])


def test_a_late_addendum_is_labelled_in_the_index_and_on_its_page() -> None:
    note = note_of(case_of("anthem-late-addendum"))
    found = packet_of(matter("anthem-late-addendum"))
    assert "Addendum 03/30/2026" in note
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(bound(found, {}))).pages]
    assert "LATE ADDENDUM of March 30, 2026" in " ".join(pages[0].split())
    assert [number for number, page in enumerate(pages) if "LATE ADDENDUM, March 30, 2026" in page] == [len(pages) - 1]


def test_a_title_that_may_name_the_patient_is_told_in_no_gap() -> None:
    named = EARLIER.model_copy(update={"title": "Pat Sample, earlier", "signature": "unsigned"})
    gone = Document(kind="therapy_record", title="Pat Sample, therapy", file="gone.pdf")
    found = packet_of(matter(documents=(named, gone)), [gone])
    assert len(found.gaps) == 2
    assert "Sample" not in "".join((*found.gaps, *found.checks))


@given(st.integers(0, 700), st.binary(min_size=1, max_size=3))
@settings(max_examples=10)
def test_a_damaged_pdf_is_bound_in_or_refused(at: int, damage: bytes) -> None:
    whole = pdf_with(2)
    document = Document(kind="therapy_record", file="therapy.pdf")
    with contextlib.suppress(InputError):
        pages_of(packet([EARLIER, document]), therapy_record=whole[:at] + damage + whole[at + len(damage) :])


def test_the_index_names_the_page_on_which_the_words_stand() -> None:
    found = packet()
    paper = front(found, {0: 5, 1: 9, 2: 10}, {0: 4, 1: 1, 2: 1})
    rows = [row for block in paper.blocks if isinstance(block, Table) and "Page" in block.header for row in block.rows]
    by_note = [row[2] for row in rows if row[1] == "Note"]
    assert len(by_note) > 5
    assert {q.page for q in found.marked} == {1}
    assert set(by_note) == {"5"}
    assert [row[1:] for row in rows if "Therapy" in row[1]] == [("Note\nTherapy record, December 18, 2025", "5\n10")]


def test_an_addendum_that_came_after_the_service_says_so_among_the_papers() -> None:
    late = Document(kind="addendum", dated=date(2026, 3, 30), signature="signed", text="Left side too.")
    same = Document(kind="addendum", dated=date(2026, 3, 16), signature="signed", text="Consent was signed.")
    assert [described(each) for each in packet([late, same, EARLIER]).enclosed] == [
        "Note, March 16, 2026",
        "Addendum to the note, March 16, 2026",
        "Addendum to the note, March 30, 2026, written after the date of service",
        "Note of an earlier session, November 20, 2025",
    ]


def test_an_index_of_several_pages_still_points_to_the_right_ones() -> None:
    many = [EARLIER, *(THERAPY.model_copy(update={"dated": date(2025, 1, 1) + timedelta(days=n)}) for n in range(50))]
    pages = pages_of(packet(many))
    fronts = [number for number, page in enumerate(pages) if not re.match(r"\d+\. .*, page 1 of", page)]
    assert len(fronts) > 1
    listed = re.findall(r"^(\d+)\n.*\n(?:signed|no signature shown)\n(\d+)", "\n".join(pages[: len(fronts)]), re.M)
    begins = {
        m[1]: str(number) for number, page in enumerate(pages, 1) if (m := re.match(r"(\d+)\. .*, page 1 of", page))
    }
    assert len(listed) == 52
    assert dict(listed) == begins

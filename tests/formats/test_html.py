"""HTML as the text its reader sees."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tautband.formats.html import text_of_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>one</div><div>two\n  three</div>", "one\ntwo three"),
        ("<table><tr><th>Muscle</th><th>Side</th></tr><tr><td>trapezius</td><td>right</td></tr></table>",
         "Muscle | Side\ntrapezius | right"),
        ("<table><tr><td><p>trapezius</p></td><td><div>right</div></td></tr></table>", "trapezius | right"),
        ("<table><tr><td></td><td>right</td></tr></table>", " | right"),
        ("<ul><li>one<li><p>two</p></ul>", "- one\n- two"),
        ("1 &lt; 2 &amp; 3 &deg;&nbsp;&frac12;", "1 < 2 & 3 ° ½"),
        ("<input type=checkbox checked> taut band <input type='checkbox'> twitch", "[x] taut band [ ] twitch"),
        ("<input type=radio> left <input type=radio checked> right", "( ) left (x) right"),
        ("Muscle: <input value='trapezius'>", "Muscle: trapezius"),
        ("<select><option>left<option selected>right</select> side", "right side"),
        ("injected <del>left</del> <s>both</s> right", "injected right"),
        ("<span style='display: none'>hidden</span>shown<p hidden>gone</p>", "shown"),
        ("<head><style>p {}</style><script>if (a < b) x</script></head>shown", "shown"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("<div style='white-space: pre-wrap'>a  b\n<b>c</b>  d</div>e\nf", "a  b\nc  d\ne f"),
        ("<p><![if !supportLists]>1. <![endif]>trapezius<o:p></o:p></p>", "1. trapezius"),
        ("<!--[if mso]><p>gone</p><![endif]--><p>shown</p>", "shown"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>shown</body></html>', "shown"),
        ("pain < 4 and > 2", "pain < 4 and > 2"),
        ("", ""),
        ("<p></p><br>", ""),
        ("<p>left open <b>bold", "left open bold"),
        ("<![CDATA[ x ]]> <!-- gone --> y", "<![CDATA[ x ]]> y"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_shows(markup: str, text: str) -> None:
    assert text_of_html(markup) == text


@given(st.text(alphabet="<>/!-='\"& abdelptr\n", max_size=80) | st.text(max_size=80))
def test_any_text_is_read_to_its_end(markup: str) -> None:
    assert "\0" not in text_of_html(markup)


@given(st.lists(st.text(alphabet="abc 19%.,", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_words_in_paragraphs_stay_whole_and_in_order(words: list[str]) -> None:
    page = "".join(f"<p>{each}</p>" for each in words)
    assert text_of_html(page).split("\n\n") == [" ".join(each.split()) for each in words]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["<", "<a", "<!-- ", "<!", "<?", "</", "&", "&#", '<a b="', "<a '", "<del></b>", "<li>", "<td>", "<![", "\n"],
)
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        markup = piece * (length // len(piece)) + ">"
        start = time.process_time()
        text_of_html(markup)
        return time.process_time() - start

    assert seconds(400_000) <= 0.5 + 12 * seconds(100_000)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \n"), max_size=200))
def test_preformatted_text_stays_as_it_is(text: str) -> None:
    lines = [line.rstrip(" |") for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    assert text_of_html(f"<pre>{html.escape(text)}</pre>") == "\n".join(kept).strip("\n")

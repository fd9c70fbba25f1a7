"""The clean text: lines and pages joined where a sentence goes on, every stretch leading back to its word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout import layout
from pipeline.segment import segment
from pipeline.text import assembled
from records import Line, Placed, Zone
from tests.papers import page, scan_of, typed, words

LONG = "Ủy ban nhân dân xã thành lập Tổ quản lý chợ gồm năm người của xã"


def line(text: str, **changes: object) -> Line:
    own = Line(text, 1, words=words(text, 60, 60))
    return replace(own, **changes)  # type: ignore[arg-type]


def joined(*lines: Line) -> str:
    return assembled(lines)[0]


def test_the_lines_of_a_paragraph_are_one() -> None:
    assert joined(line("lập Tổ quản lý"), line("chợ của xã.")) == "lập Tổ quản lý chợ của xã."


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(line("Điều 1."), line("Điều 2.", gap=True), id="white space"),
        pytest.param(line("của xã"), line("Điều 2.", indent=True), id="indent"),
        pytest.param(line("của xã", short=True), line("Điều 2."), id="a short line above"),
        pytest.param(line("như sau:"), line("Rà soát"), id="a colon above"),
        pytest.param(line("thi hành./."), line("Phụ lục"), id="the end of the body"),
        pytest.param(line("của xã"), line("- Rà soát"), id="an item"),
        pytest.param(line("của xã"), line("+ Rà soát"), id="an item inside an item"),
        pytest.param(line("của xã", zone=Zone.SUBJECT), line("rà soát"), id="another zone above"),
        pytest.param(line("của xã"), line("rà soát", zone=Zone.TABLE), id="a table below"),
        pytest.param(line("của xã", zone=Zone.ISSUER), line("HÀM NINH", zone=Zone.ISSUER), id="a head's lines"),
    ],
)
def test_paragraphs_are_parted(above: Line, below: Line) -> None:
    assert joined(above, below) == f"{above.text}\n{below.text}"


@pytest.mark.parametrize(
    ("end", "begin", "joint"),
    [
        pytest.param("gồm năm", "người của xã.", " ", id="in mid-sentence"),
        pytest.param("gồm năm người.", "Điều 2.", "\n", id="behind a full stop"),
        pytest.param("gồm năm người;", "rà soát", "\n", id="behind a semicolon"),
        pytest.param("gồm:", "rà soát", "\n", id="behind a colon"),
        pytest.param("gồm năm", "- người già", "\n", id="before an item"),
    ],
)
def test_over_a_page_break(end: str, begin: str, joint: str) -> None:
    above, below = line(end), line(begin, page=2, gap=True)
    assert joined(above, below) == end + joint + begin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tổ quản lý chợ\ngồm năm người.", "Tổ quản lý chợ gồm năm người.", id="wrapped"),
        pytest.param("Tổ quản lý chợ.\ngồm năm người.", "Tổ quản lý chợ.\ngồm năm người.", id="ended"),
        pytest.param("Tổ quản lý chợ\nGồm năm người.", "Tổ quản lý chợ\nGồm năm người.", id="a capital"),
        pytest.param("PHỤ LỤC\nquầy hàng", "PHỤ LỤC\nquầy hàng", id="under a heading"),
        pytest.param("Tổ quản lý\n\ngồm năm người.", "Tổ quản lý gồm năm người.", id="over an empty line"),
    ],
)
def test_typed_lines(text: str, expected: str) -> None:
    (own,) = segment(layout(scan_of(typed(text))))
    assert own.text == expected


def test_a_sentence_over_two_pages_with_a_page_number_between() -> None:
    first = page(
        words(LONG, 92, 700),
        words(LONG + " và các", 60, 718),
        words("thôn lân cận trong huyện nhà và của những", 60, 736),
        number=1,
    )
    second = page(words("2", 297, 40), words("xã bên, kể từ ngày ký quyết định này của xã nhà.", 60, 70), number=2)
    (own,) = segment(layout(scan_of(first, second)))
    assert "của những xã bên" in own.text
    assert own.pages == (1, 2)
    place = next(one for one in own.placed if own.text[one.start : one.end] == "bên,")
    assert place.page == 2


def test_lines_know_where_they_begin() -> None:
    text, own, _ = assembled([line("Điều 1."), line("Điều 2.", gap=True)])
    assert [text[one.start : one.start + len(one.text)] for one in own] == ["Điều 1.", "Điều 2."]


def test_a_stretch_of_a_typed_text_is_its_line() -> None:
    text, _, placed = assembled([Line("Điều 1.", 1), Line("Điều 2.", 1)])
    assert [text[one.start : one.end] for one in placed] == ["Điều 1.", "Điều 2."]
    assert {one.box for one in placed} == {None}


def test_a_stretch_keeps_box_page_and_confidence() -> None:
    own = Line("Điều 1.", 3, words=words("Điều 1.", 60, 60, confidence=0.7))
    _, _, placed = assembled([own])
    assert placed[0] == Placed(0, 4, 3, (60, 60, 84, 72), 0.7, Zone.BODY)


def test_nothing() -> None:
    assert assembled([]) == ("", (), ())


WORD = st.text(st.sampled_from("aăâbcđeghiklmnoơtuưvxyĐH0123./,:-"), min_size=1, max_size=8)
LINE = st.builds(
    lambda own, gap, indent, short, zone: line(" ".join(own), gap=gap, indent=indent, short=short, zone=zone),
    st.lists(WORD, min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([Zone.BODY, Zone.BODY, Zone.SUBJECT, Zone.TABLE]),
)


@given(st.lists(LINE, max_size=8))
def test_every_placed_stretch_gives_back_its_word(lines: list[Line]) -> None:
    text, own, placed = assembled(lines)
    printed = [word for one in lines for word in one.words]
    assert [text[place.start : place.end] for place in placed] == [word.text for word in printed]
    assert [place.box for place in placed] == [word.box for word in printed]
    assert [text[one.start : one.start + len(one.text)] for one in own] == [one.text for one in lines]

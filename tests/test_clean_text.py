"""Text made fit for the rules: composed, plain white space, no invisible signs, no asterisks of type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean_line, without_emphasis
from pipeline.layout import plain_lines


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("Số\t38\u00a0/QĐ  -UBND ", "Số 38 /QĐ -UBND", id="white space"),
        pytest.param("chi\u200b bộ\ufeff", "chi bộ", id="invisible signs"),
        pytest.param("chi\u00ad bộ", "chi bộ", id="soft hyphen"),
        pytest.param(unicodedata.normalize("NFD", "Ủy ban xã Hòa"), "Ủy ban xã Hòa", id="decomposed"),
        pytest.param("hoà giải", "hoà giải", id="the place of a tone stays"),
        pytest.param("BT\u0421", "BTC", id="a letter of another alphabet"),
        pytest.param(" \t\u00a0", "", id="nothing but white space"),
    ],
)
def test_a_clean_line(printed: str, expected: str) -> None:
    assert clean_line(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("**T/M BAN THƯỜNG VỤ**", "T/M BAN THƯỜNG VỤ", id="bold"),
        pytest.param("*Nơi nhận:*", "Nơi nhận:", id="italic"),
        pytest.param("gọi *chung* là", "gọi chung là", id="inside a line"),
        pytest.param("*", "*", id="a star alone"),
        pytest.param("*****", "*****", id="a row of stars"),
        pytest.param("rộng 5*3 mét", "rộng 5*3 mét", id="a product"),
        pytest.param("* Ghi chú", "* Ghi chú", id="an item's mark"),
        pytest.param(
            "(*) Ghi chú",
            "(*) Ghi chú",
            id="a footnote's sign",
        ),
    ],
)
def test_asterisks_of_type_are_no_text(printed: str, expected: str) -> None:
    assert without_emphasis(printed) == expected


def test_an_empty_line_shows_as_a_gap_above_the_next() -> None:
    lines = plain_lines("Một\n\n \nHai\nBa\n", page=4)
    assert [(line.text, line.page, line.gap) for line in lines] == [
        ("Một", 4, False),
        ("Hai", 4, True),
        ("Ba", 4, False),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "*\n\n"], ids=["empty", "blank lines", "a star"])
def test_hardly_any_text(text: str) -> None:
    assert [line.text for line in plain_lines(text, 1)] == text.split()


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_line(text)
    assert clean_line(once) == once
    assert unicodedata.is_normalized("NFC", once)

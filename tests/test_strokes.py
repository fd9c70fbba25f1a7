"""Dates whose strokes a reader takes for ones, and the two readings of number and date held together."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.place_date import issued_on
from extractors.second_reading import BY_HAND
from extractors.strokes import days
from extractors.symbol import symbol
from records import Found, Strip, Zone
from tests.papers import drawn, with_strip

BOX = (0.0, 0.0, 600.0, 800.0)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param("10/6/22", ["2022-06-10"], id="short year"),
        pytest.param("06 -04 - 2022", ["2022-04-06"], id="dashes and blanks"),
        pytest.param("28.14.1.2026", ["2026-04-28"], id="strokes among dots"),
        pytest.param("231412026", ["2026-04-23"], id="strokes alone"),
        pytest.param("11/1/2022", ["2022-01-11"], id="real ones stay ones"),
        pytest.param("31/02/2022", [], id="no such day"),
        pytest.param("10/6", [], id="no year"),
        pytest.param("471", [], id="a number"),
    ],
)
def test_days(signs: str, expected: list[str]) -> None:
    assert [day.isoformat() for day in days(signs)] == expected


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/.-"))
def test_a_date_with_its_strokes_is_that_date(day: dt.date, stroke: str) -> None:
    assert days(f"{day.day}{stroke}{day.month:02}{stroke}{day.year}") == (day,)


def _number(line: str, text: str, digits: str, by_hand: bool = False) -> Found | None:
    strip = Strip(BOX, text, (digits,), True, by_hand)
    return symbol(with_strip(drawn((Zone.SYMBOL, line), confidence=0.9), Zone.SYMBOL, strip))


def _date(line: str, digits: tuple[str, str, str], by_hand: bool = False, held: bool = True) -> Found | None:
    strip = Strip(BOX, "", digits, held, by_hand)
    return issued_on(with_strip(drawn((Zone.PLACE_DATE, line), confidence=0.9), Zone.PLACE_DATE, strip))


@pytest.mark.parametrize(
    ("line", "text", "digits", "value", "sure"),
    [
        pytest.param("Số: 412/QĐ-UBND", "So: 412/QD-UBND", "412", "412/QĐ-UBND", True, id="both tell the same"),
        pytest.param("Số: 212/QĐ-UBND", "So: 412/QD-UBND", "412", "412/QĐ-UBND", False, id="they differ"),
        pytest.param("Số: #2 /QĐ-TTg", "So: 729 /QD-TTg", "729", "729/QĐ-TTg", False, id="only the second one has it"),
    ],
)
def test_two_readings_of_a_number(line: str, text: str, digits: str, value: str, sure: bool) -> None:
    found = _number(line, text, digits)
    assert found is not None
    assert found.value == value
    assert (found.confidence >= 0.9) is sure


def test_what_a_pen_wrote_is_never_sure() -> None:
    number = _number("Số: 412/QĐ-UBND", "So: 412/QD-UBND", "412", by_hand=True)
    date = _date("Hà Nội, ngày 23 tháng 4 năm 2026", ("23", "4", "2026"), by_hand=True)
    assert number is not None and date is not None
    assert (number.value, date.value) == ("412/QĐ-UBND", "2026-04-23")
    assert max(number.confidence, date.confidence) <= BY_HAND < 0.9


@pytest.mark.parametrize(
    ("line", "digits", "held", "value", "sure"),
    [
        pytest.param("Hà Nội, ngày 23 tháng 4 năm 2026", ("23", "4", "2026"), True, "2026-04-23", True, id="the same"),
        pytest.param("Hà Nội, ngày 23 tháng 4 năm 2036", ("23", "4", "2026"), True, "2026-04-23", False, id="differ"),
        pytest.param("Hà Nội, ngày Š tháng ó năm 2026", ("5", "6", "2026"), True, "2026-06-05", None, id="only one"),
        pytest.param("Hà Nội, ngày Š tháng ó năm 2026", ("5", "6", "2026"), False, "2026-06-05", False, id="not held"),
        pytest.param("Hà Nội, ngày 23 tháng 4 năm 2026", ("33", "4", "2026"), True, "2026-04-23", None, id="no day"),
    ],
)
def test_two_readings_of_a_date(
    line: str, digits: tuple[str, str, str], held: bool, value: str, sure: bool | None
) -> None:
    found = _date(line, digits, held=held)
    assert found is not None
    assert found.value == value
    assert sure is None or (found.confidence >= 0.9) is sure

"""Place and date of issue: as printed, as misread, and where there is no such day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.place_date import issued_on, place
from records import SURE, Zone
from tests.papers import STATE, dispatch, drawn, reading, value


@pytest.mark.parametrize(
    ("line", "where", "when"),
    [
        pytest.param("Hàm Ninh, ngày 05 tháng 4 năm 2023", "Hàm Ninh", "2023-04-05", id="long"),
        pytest.param("Hàm Ninh, ngày 5/4/2023", "Hàm Ninh", "2023-04-05", id="short"),
        pytest.param("TP. Cao Lãnh, ngày 29 tháng 02 năm 2024", "TP. Cao Lãnh", "2024-02-29", id="leap day"),
        pytest.param(
            "Hàm Ninh, ngày05 tháng 4 năm 2023",
            "Hàm Ninh",
            "2023-04-05",
            id="glued",
        ),
        pytest.param("Hàm Ninh, ngày 1 5 tháng 4 năm 2 023", "Hàm Ninh", "2023-04-15", id="blanks inside numbers"),
        pytest.param("Hàm Ninh ngày 05 tháng 4 năm 2023", "Hàm Ninh", "2023-04-05", id="no comma"),
        pytest.param("Hàm Ninh, ngay 05 thang 4 nam 2023", "Hàm Ninh", "2023-04-05", id="lost marks"),
        pytest.param("Hàm Ninh, ngày 05 tháng 4 năm 2023.", "Hàm Ninh", "2023-04-05", id="full stop"),
        pytest.param("Bà Rịa - Vũng Tàu, ngày 05 tháng 4 năm 2023", "Bà Rịa - Vũng Tàu", "2023-04-05", id="dash"),
        pytest.param("Hàm Ninh, ngày     tháng 4 năm 2023", "Hàm Ninh", None, id="day not yet written"),
        pytest.param("Hàm Ninh, ngày 31 tháng 2 năm 2022", "Hàm Ninh", None, id="31 February"),
        pytest.param("Hàm Ninh, ngày 29 tháng 02 năm 2023", "Hàm Ninh", None, id="no leap year"),
        pytest.param("Hàm Ninh, ngày 05 tháng 13 năm 2023", "Hàm Ninh", None, id="thirteenth month"),
        pytest.param("Hàm Ninh, ngày 05 tháng 4 năm 1023", "Hàm Ninh", None, id="before there were dispatches"),
        pytest.param("ngày 05 tháng 4 năm 2023", None, "2023-04-05", id="no place"),
    ],
)
def test_place_and_date(line: str, where: str | None, when: str | None) -> None:
    paper = dispatch((Zone.PLACE_DATE, line))
    assert (value(place(paper)), value(issued_on(paper))) == (where, when)


@pytest.mark.parametrize("line", ["Hàm Ninh, ngày O5 tháng 4 năm 2023", "Hàm Ninh, ngày 05 tháng 4 năm 2O23"])
def test_mended_digits_go_to_the_clerk(line: str) -> None:
    own = issued_on(dispatch((Zone.PLACE_DATE, line)))
    assert own
    assert own.value == "2023-04-05"
    assert own.confidence < SURE
    assert "O" in own.printed


def test_the_evidence_is_the_dates_own_words() -> None:
    paper = dispatch((Zone.SYMBOL, "Số: 1/QĐ-SYT"), (Zone.PLACE_DATE, "Hàm Ninh, ngày 05 tháng 4 năm 2023"))
    when, where = issued_on(paper), place(paper)
    assert when
    assert where
    assert paper.text[when.start : when.end] == when.printed == "ngày 05 tháng 4 năm 2023"
    assert paper.text[where.start : where.end] == where.printed == "Hàm Ninh"


def test_a_place_read_from_a_picture_is_spelt_as_the_gazetteer_does() -> None:
    own = place(drawn((Zone.PLACE_DATE, "Yên Bải, ngày 05 tháng 4 năm 2023")))
    assert own
    assert (own.value, own.printed) == ("Yên Bái", "Yên Bải")


def test_a_typed_place_stays_as_typed() -> None:
    assert value(place(dispatch((Zone.PLACE_DATE, "Yên Bải, ngày 05 tháng 4 năm 2023")))) == "Yên Bải"


def test_a_date_that_cannot_be_is_told() -> None:
    own = reading(STATE.replace("ngày 05 tháng 4 năm 2023", "ngày 31 tháng 2 năm 2022"))
    assert own.header.issued_on is None
    assert "no-issued-on" in {problem.code for problem in own.problems}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Căn cứ Quyết định số 9/QĐ-UBND, ngày 01 tháng 3 năm 2022", id="a citation"),
        pytest.param("Hoàn thành trước ngày 30 tháng 6 năm 2024.", id="a deadline"),
    ],
)
def test_a_date_in_the_body_is_not_that_of_issue(sentence: str) -> None:
    text = STATE.replace("Căn cứ nhu cầu quản lý chợ,", sentence)
    assert value(reading(text).header.issued_on) == "2023-04-05"


DAYS = st.dates(dt.date(1945, 9, 2), dt.date(2120, 12, 31))


@given(DAYS, st.booleans())
def test_every_date_round_trips(day: dt.date, padded: bool) -> None:
    number = f"{day.day:02}" if padded else str(day.day)
    long = f"Hàm Ninh, ngày {number} tháng {day.month} năm {day.year}"
    short = f"Hàm Ninh, ngày {number}/{day.month}/{day.year}"
    assert value(issued_on(dispatch((Zone.PLACE_DATE, long)))) == day.isoformat()
    assert value(issued_on(dispatch((Zone.PLACE_DATE, short)))) == day.isoformat()

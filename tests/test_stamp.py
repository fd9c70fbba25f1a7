"""The ĐẾN stamp: its own number and date, never the dispatch's."""

from __future__ import annotations

import pytest

from extractors.stamp import arrival
from records import Dispatch, Found, Zone
from tests.papers import PARTY, STATE, dispatch, drawn, reading, value

ISSUED = Found("2023-04-05", "ngày 05 tháng 4 năm 2023", 1.0, "date.long")
STAMP = "ĐẢNG ỦY XÃ HÀM NINH\nĐẾN\nSố: 471\nNgày: 10/4/23\nChuyển:\n"


def told(paper: Dispatch, issued: Found | None = ISSUED) -> tuple[str | None, str | None, str | None]:
    own = arrival(paper, issued)
    return (value(own.number), value(own.date), value(own.office)) if own else (None, None, None)


def stamp(*lines: str) -> Dispatch:
    return dispatch(*((Zone.STAMP, line) for line in lines))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["ĐẢNG ỦY XÃ HÀM NINH", "ĐẾN", "Số: 471", "Ngày: 10/4/23"],
            ("471", "2023-04-10", "Đảng ủy xã Hàm Ninh"),
            id="four lines",
        ),
        pytest.param(["ĐẾN Số: 471", "Ngày: 10/4/2023"], ("471", "2023-04-10", None), id="number behind the word"),
        pytest.param(["ĐẾN", "Số: 0471"], ("0471", None, None), id="leading nought kept"),
        pytest.param(["ĐẾN", "Số: 4 71"], ("471", None, None), id="blank inside"),
        pytest.param(["ĐẾN", "Ngày 06 -04 - 2023"], (None, "2023-04-06", None), id="date with dashes"),
        pytest.param(["ĐẾN", "Ngày: 10/4"], (None, None, None), id="no year"),
        pytest.param(["ĐẾN", "Ngày: 31/02/2023"], (None, None, None), id="no such day"),
        pytest.param(["ĐẾN", "Số:", "Ngày:"], (None, None, None), id="not filled in"),
        pytest.param([], (None, None, None), id="no stamp"),
    ],
)
def test_arrival(lines: list[str], expected: tuple[str | None, str | None, str | None]) -> None:
    assert told(stamp(*lines)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("05/4/2023", "2023-04-05", id="the same day"),
        pytest.param("04/4/2023", None, id="the day before the issue"),
        pytest.param("10/4/2013", None, id="ten years before"),
        pytest.param("10/4/2029", None, id="six years after"),
    ],
)
def test_a_dispatch_arrives_after_its_issue(day: str, expected: str | None) -> None:
    assert told(stamp("ĐẾN", "Số: 471", f"Ngày: {day}")) == ("471", expected, None)


def test_without_a_date_of_issue_the_stamps_own_counts() -> None:
    assert told(stamp("ĐẾN", "Ngày: 10/4/2013"), issued=None)[1] == "2013-04-10"


def test_what_is_written_by_hand_is_never_sure_on_a_picture() -> None:
    own = arrival(drawn((Zone.STAMP, "ĐẾN"), (Zone.STAMP, "Số: 471")), ISSUED)
    assert own
    assert own.number
    assert own.number.confidence < 0.9


@pytest.mark.parametrize("where", ["before the motto", "behind the date"])
def test_a_stamp_inside_the_head_takes_nothing_from_it(where: str) -> None:
    _is_told_apart(with_stamp(STAMP)[where])


@pytest.mark.parametrize("where", ["before the motto", "behind the date", "above all"])
def test_a_stamp_with_its_number_behind_the_word_takes_nothing_from_it(where: str) -> None:
    _is_told_apart(with_stamp(STAMP.replace("ĐẾN\n", "ĐẾN "))[where])


def test_a_stamp_above_all_takes_nothing_from_the_head() -> None:
    _is_told_apart(with_stamp(STAMP)["above all"])


def with_stamp(stamped: str) -> dict[str, str]:
    return {
        "before the motto": STATE.replace("CỘNG HÒA", f"{stamped}\nCỘNG HÒA"),
        "behind the date": STATE.replace("năm 2023\n\nQUYẾT", f"năm 2023\n\n{stamped}\nQUYẾT"),
        "above all": f"{stamped}\n{STATE}",
    }


def _is_told_apart(text: str) -> None:
    own = reading(text).header
    assert own.arrival
    assert (value(own.symbol), value(own.issued_on)) == ("38/QĐ-UBND", "2023-04-05")
    assert (value(own.arrival.number), value(own.arrival.date)) == ("471", "2023-04-10")
    assert value(own.issuer) == "Ủy ban nhân dân xã Hàm Ninh"
    assert value(own.subject) == "Về việc thành lập Tổ quản lý chợ xã"


def test_a_stamp_where_the_number_was_never_written_gives_no_symbol() -> None:
    own = reading(STATE.replace("Số: 38/QĐ-UBND", "Số:      /QĐ-UBND").replace("CỘNG HÒA", f"{STAMP}\nCỘNG HÒA")).header
    assert own.symbol is None
    assert own.arrival
    assert value(own.arrival.number) == "471"


def test_den_in_a_sentence_is_no_stamp() -> None:
    text = PARTY.replace("Danh sách gửi về", "Đến hết tháng 4, danh sách gửi về")
    assert reading(text).header.arrival is None

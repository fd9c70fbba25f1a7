"""Every doubt is told in a Vietnamese sentence with its place and field; a sound reading has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.doubts import MAIN, WEAK, doubts
from records import SURE, Arrival, Found, Header
from tests.papers import PARTY, STATE, reading


def sure(value: str) -> Found:
    return Found(value, value, 1.0, "test", 2, (10, 20, 30, 40))


FULL = Header(
    symbol=sure("38/QĐ-UBND"),
    kind=sure("quyết định"),
    issued_on=sure("2023-04-05"),
    place=sure("Hàm Ninh"),
    issuer=sure("Ủy ban nhân dân xã Hàm Ninh"),
    jurisdiction=sure("Quảng Bình"),
    subject=sure("Về việc nuôi trâu"),
)


def codes(header: Header) -> list[str]:
    return [one.code for one in doubts(header, is_dispatch=True)]


def test_a_sound_header_has_no_doubt() -> None:
    assert codes(FULL) == []


@pytest.mark.parametrize("field", MAIN)
def test_a_missing_value_is_told(field: str) -> None:
    (one,) = doubts(replace(FULL, **{field: None}), is_dispatch=True)  # type: ignore[arg-type]
    assert (one.code, one.field) == (f"no-{field.replace('_', '-')}", field)
    assert MAIN[field] in one.message


@pytest.mark.parametrize("field", WEAK)
def test_a_weak_value_is_told_with_its_place(field: str) -> None:
    weak = replace(sure("2023-04-05" if field == "issued_on" else "quyết định"), confidence=SURE - 0.01)
    (one,) = doubts(replace(FULL, **{field: weak}), is_dispatch=True)  # type: ignore[arg-type]
    assert (one.code, one.field, one.page, one.box) == (
        f"doubtful-{field.replace('_', '-')}",
        field,
        2,
        (10, 20, 30, 40),
    )
    assert f"'{weak.value}'" in one.message


def test_a_value_just_sure_enough_is_not() -> None:
    assert codes(replace(FULL, place=replace(sure("Hàm Ninh"), confidence=SURE))) == []


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        pytest.param("14-QĐ/TU", "quy định", id="QĐ is a regulation too"),
        pytest.param("14-CTr/TU", "chương trình hành động", id="the longer name of the same"),
        pytest.param("14/XX-UBND", "kế hoạch", id="an unknown code says nothing"),
        pytest.param("512/UBND-KT", "công văn", id="a công văn names its organ"),
        pytest.param("9/2024/TT-BYT", "thông tư", id="with a year"),
    ],
)
def test_what_is_no_contradiction(symbol: str, kind: str) -> None:
    assert codes(replace(FULL, symbol=sure(symbol), kind=sure(kind))) == []


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        pytest.param("14-KL/TU", "kế hoạch", id="Party"),
        pytest.param("14/KH-UBND", "báo cáo", id="State"),
        pytest.param("9/2024/TT-BYT", "nghị định", id="with a year"),
    ],
)
def test_a_code_of_another_kind_is_told(symbol: str, kind: str) -> None:
    (one,) = doubts(replace(FULL, symbol=sure(symbol), kind=sure(kind)), is_dispatch=True)
    assert (one.code, one.field) == ("kind-contradicts-symbol", "symbol")
    assert symbol in one.message
    assert kind in one.message


def test_of_no_dispatch_only_that_is_told() -> None:
    (one,) = doubts(Header(), is_dispatch=False)
    assert one.code == "not-a-dispatch"


def test_the_missing_stands_before_the_weak() -> None:
    header = replace(FULL, place=replace(sure("Hàm Ninh"), confidence=0.5), subject=None)
    assert codes(header) == ["no-subject", "doubtful-place"]


@pytest.mark.parametrize("text", [PARTY, STATE], ids=["Party", "State"])
def test_a_well_typed_paper_has_no_doubt(text: str) -> None:
    assert reading(text).problems == ()


def test_a_list_on_a_notice_board_is_no_dispatch() -> None:
    own = reading("LỊCH TRỰC\nThứ hai: bà Lụa\nThứ ba: ông Khoan\n")
    assert not own.is_dispatch
    assert [one.code for one in own.problems] == ["not-a-dispatch"]
    assert own.header.symbol is None


def test_what_a_stamp_says_by_hand_is_shown_to_the_clerk() -> None:
    number = Found("471", "471", 0.7, "stamp.number")
    date = Found("2022-06-10", "10/6/22", 0.95, "stamp.date")
    told = doubts(Header(arrival=Arrival(number, date)), is_dispatch=True)
    assert [(one.code, one.field) for one in told if "arrival" in one.code] == [
        ("doubtful-arrival-number", "arrival.number")
    ]

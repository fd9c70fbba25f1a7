"""To whom it is addressed: items, lists on one line, telegrams, and where the list ends."""

from __future__ import annotations

import pytest

from extractors.addressees import addressees
from records import Zone
from tests.papers import PARTY, dispatch, drawn, reading, values


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Kính gửi: Trạm Thú y huyện"], ["Trạm Thú y huyện"], id="one on the line"),
        pytest.param(["Kính gửi: Trạm Thú y; Trạm Khuyến nông."], ["Trạm Thú y", "Trạm Khuyến nông"], id="parted by ;"),
        pytest.param(["Kính gửi:", "- Trạm Thú y;", "- Trạm Khuyến nông."], ["Trạm Thú y", "Trạm Khuyến nông"], id="-"),
        pytest.param(
            ["Kính gửi: - Trạm Thú y,", "- Các chi hội phụ nữ,", "nông dân của xã."],
            ["Trạm Thú y", "Các chi hội phụ nữ, nông dân của xã"],
            id="an item over two lines",
        ),
        pytest.param(["Kính gửi:", "+ Trạm Thú y;", "+ Trạm Khuyến nông."], ["Trạm Thú y", "Trạm Khuyến nông"], id="+"),
        pytest.param(
            ["Kính gửi: Trạm Thú y", "Đồng kính gửi: Trạm Khuyến nông"], ["Trạm Thú y", "Trạm Khuyến nông"], id="đồng"
        ),
        pytest.param(
            ["Kính gởi: Trạm Thú y"],
            ["Trạm Thú y"],
            id="southern spelling",
        ),
        pytest.param(["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐIỆN:", "- Trưởng thôn Đông;"], ["Trưởng thôn Đông"], id="telegram"),
        pytest.param(["Kính gửi:"], [], id="nobody"),
        pytest.param(["Kính gửi: - "], [], id="a lone mark"),
    ],
)
def test_addressees(lines: list[str], expected: list[str]) -> None:
    found = addressees(dispatch(*((Zone.ADDRESSEE, line) for line in lines)))
    assert values(found) == expected


def test_an_item_whose_mark_was_not_read_begins_behind_the_stop() -> None:
    lines = ["Kính gửi:", "- Trạm Thú y;", "Trạm Khuyến nông;", "- Trạm Y tế."]
    found = addressees(drawn(*((Zone.ADDRESSEE, line) for line in lines)))
    assert values(found) == ["Trạm Thú y", "Trạm Khuyến nông", "Trạm Y tế"]


def test_end_where_the_body_begins() -> None:
    text = PARTY.replace("Ban Thường vụ Huyện ủy đề nghị", "Thực hiện chương trình công tác, Huyện ủy đề nghị")
    assert values(reading(text).header.addressees) == [
        "Cấp ủy các chi bộ, đảng bộ cơ sở",
        "Các ban xây dựng Đảng Huyện ủy",
    ]


def test_a_list_at_the_beginning_of_the_body_is_not_addressed() -> None:
    text = PARTY.replace(
        "Ban Thường vụ Huyện ủy đề nghị cấp ủy",
        "- Căn cứ Điều lệ Đảng;\n\n- Căn cứ Quy chế làm việc;\n\nBan Thường vụ Huyện ủy đề nghị cấp ủy",
    )
    assert len(reading(text).header.addressees) == 2


def test_each_points_to_its_own_line() -> None:
    paper = dispatch((Zone.ADDRESSEE, "Kính gửi: - Trạm Thú y,"), (Zone.ADDRESSEE, "- Trạm Y tế."))
    first, second = addressees(paper)
    assert paper.text[first.start : first.end] == first.printed == "- Trạm Thú y,"
    assert paper.text[second.start : second.end] == second.printed == "- Trạm Y tế."


def test_nobody_is_addressed_without_kinh_gui() -> None:
    assert addressees(dispatch((Zone.BODY, "Gửi Trạm Thú y."))) == ()

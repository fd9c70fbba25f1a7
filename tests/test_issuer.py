"""Issuer and parent body: the organs of the letterhead, each over as many lines as it takes."""

from __future__ import annotations

import pytest

from extractors.issuer import issuer, parent_body
from records import Zone
from tests.papers import dispatch, drawn, reading, value

LETTERHEADS = [
    pytest.param(["HUYỆN ỦY TRẤN YÊN"], "Huyện ủy Trấn Yên", None, id="one organ"),
    pytest.param(
        ["ĐẢNG BỘ TỈNH YÊN BÁI", "HUYỆN ỦY TRẤN YÊN"], "Huyện ủy Trấn Yên", "Đảng bộ tỉnh Yên Bái", id="parent body"
    ),
    pytest.param(["ỦY BAN NHÂN DÂN", "XÃ HÀM NINH"], "Ủy ban nhân dân xã Hàm Ninh", None, id="over two lines"),
    pytest.param(
        ["ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI", "SỞ Y TẾ"],
        "Sở Y tế",
        "Ủy ban nhân dân tỉnh Yên Bái",
        id="parent over two lines",
    ),
    pytest.param(
        ["ĐẢNG ỦY KHỐI", "CÁC CƠ QUAN", "TỈNH YÊN BÁI"],
        "Đảng ủy Khối các cơ quan tỉnh Yên Bái",
        None,
        id="over three lines",
    ),
    pytest.param(
        ["BAN CHỈ ĐẠO", "PHÒNG, CHỐNG THIÊN TAI", "HUYỆN TRẤN YÊN"],
        "Ban Chỉ đạo phòng, chống thiên tai huyện Trấn Yên",
        None,
        id="an open name before a line that begins like an organ",
    ),
    pytest.param(
        ["SỞ NÔNG NGHIỆP VÀ", "PHÁT TRIỂN NÔNG THÔN"],
        "Sở Nông nghiệp và Phát triển nông thôn",
        None,
        id="cut behind và",
    ),
    pytest.param(
        ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"], "Sở Văn hóa, Thể thao và Du lịch", None, id="cut behind a comma"
    ),
    pytest.param(["UBND TỈNH YÊN BÁI", "SỞ Y TẾ"], "Sở Y tế", "UBND tỉnh Yên Bái", id="abbreviation keeps capitals"),
    pytest.param(
        ["HỘI ĐỒNG NHÂN DÂN", "HUYỆN TRẤN YÊN", "BAN DÂN TỘC"],
        "Ban Dân tộc",
        "Hội đồng nhân dân huyện Trấn Yên",
        id="a committee of the council",
    ),
    pytest.param(
        ["BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"], "Văn phòng", "Ban Chấp hành Trung ương", id="office of the centre"
    ),
]


@pytest.mark.parametrize(("lines", "own", "above"), LETTERHEADS)
def test_organs_of_a_letterhead(lines: list[str], own: str, above: str | None) -> None:
    paper = dispatch(*((Zone.ISSUER, line) for line in lines))
    assert (value(issuer(paper)), value(parent_body(paper))) == (own, above)


def test_a_youth_unions_letterhead() -> None:
    head = "TỈNH ĐOÀN YÊN BÁI\nBCH HUYỆN ĐOÀN TRẤN YÊN\n***\nSố: 21-KH/HĐTN\n\nĐOÀN TNCS HỒ CHÍ MINH\n\n"
    own = reading(f"{head}Trấn Yên, ngày 12 tháng 4 năm 2021\n\nKẾ HOẠCH\nTổ chức hội trại hè\n").header
    assert value(own.issuer) == "BCH Huyện đoàn Trấn Yên"
    assert value(own.parent_body) == "Tỉnh đoàn Yên Bái"


def test_no_letterhead_no_issuer() -> None:
    paper = dispatch((Zone.BODY, "Lời văn."))
    assert issuer(paper) is None
    assert parent_body(paper) is None


def test_keeps_the_printed_lines_and_points_to_them() -> None:
    paper = dispatch((Zone.NOTE, "(1)"), (Zone.ISSUER, "ỦY BAN NHÂN DÂN"), (Zone.ISSUER, "XÃ HÀM NINH"))
    own = issuer(paper)
    assert own
    assert own.printed == "ỦY BAN NHÂN DÂN\nXÃ HÀM NINH" == paper.text[own.start : own.end]


def test_the_box_goes_around_all_its_lines() -> None:
    own = issuer(drawn((Zone.ISSUER, "ỦY BAN NHÂN DÂN"), (Zone.ISSUER, "XÃ HÀM NINH")))
    assert own
    assert own.box == (60, 60, own.box[2] if own.box else 0, 90)


def test_marks_lost_in_capitals_are_mended_where_one_spelling_is_known() -> None:
    own = issuer(drawn((Zone.ISSUER, "ĐẢNG ỦY KHÓI CÁC CO QUAN")))
    assert value(own) == "Đảng ủy Khối các cơ quan"


def test_a_typed_letterhead_is_not_mended() -> None:
    own = issuer(dispatch((Zone.ISSUER, "ĐẢNG ỦY KHÓI CÁC CO QUAN")))
    assert own
    assert "khối" not in own.value.lower()


def test_ink_read_as_small_letters_is_left_out() -> None:
    own = issuer(drawn((Zone.ISSUER, "HUYỆN ỦY TRẤN YÊN jk")))
    assert value(own) == "Huyện ủy Trấn Yên"


def test_stars_and_dashes_around_a_name_are_left_out() -> None:
    assert value(issuer(dispatch((Zone.ISSUER, "* HUYỆN ỦY TRẤN YÊN -")))) == "Huyện ủy Trấn Yên"

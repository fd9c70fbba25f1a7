"""Organs out of capitals: own names that no list knows, fields of work, and what stays small."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import table
from rules.fold import letters
from rules.organ_case import organ_case


@pytest.mark.parametrize(
    "right",
    [
        "Trường Đại học Tân Trào",
        "Trường Đại học Kỹ thuật Y Dược Đà Nẵng",
        "Trường Đại học Kinh tế Quốc dân",
        "Trường Đại học Sư phạm Kỹ thuật Hưng Yên",
        "Trường THPT Nguyễn Tất Thành",  # 'thành' is no city here
        "Trường THPT Đô Lương 4",
        "Trường Cao đẳng nghề Lý Tự Trọng",
        "Trường Tiểu học và Trung học cơ sở Tú Lệ",
        "Trường Phổ thông Dân tộc nội trú huyện Bát Xát",
        "Đại học Quốc gia thành phố Hồ Chí Minh",
        "Học viện Chính trị Quốc gia Hồ Chí Minh",
        "Bệnh viện Đa khoa Xuyên Á",
        "Bệnh viện Đa khoa khu vực Phúc Yên",
        "Công ty Cổ phần Vinamilk",
        "Công ty TNHH Một thành viên Xổ số kiến thiết Cà Mau",
        "Tập đoàn Điện lực Việt Nam",
        "Vườn Quốc gia Cát Tiên",
        "Đồn Biên phòng Cửa khẩu quốc tế Lao Bảo",
        "Đảng ủy Trường Đại học Vinh",
        "Chi bộ thôn Đông",
    ],
)
def test_own_names_and_fields_have_their_capitals(right: str) -> None:
    assert organ_case(right.upper()) == right


@pytest.mark.parametrize(
    "right",
    [
        "Trường Chính trị tỉnh",
        "Bệnh viện Đa khoa tỉnh",
        "Trung tâm Y tế huyện Tuy Đức",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Ủy ban nhân dân huyện Trấn Yên",
        "Đảng ủy xã Hòa An",
        "Bảo hiểm xã hội tỉnh",
        "Bảo hiểm xã hội tỉnh Quảng Nam",
        "Đảng ủy xã Hội Sơn",  # a commune, where the others speak of what is social
        "Chi cục Kiểm lâm vùng I",
    ],
)
def test_where_no_own_name_stands_none_is_made(right: str) -> None:
    assert organ_case(right.upper()) == right


@pytest.mark.parametrize(
    "printed", ["Trường tiểu học số 2", "Trường Đại học Vinh", "Trường tiểu học vinh", "TT-ĐH", ""]
)
def test_what_is_printed_in_small_letters_stays(printed: str) -> None:
    assert organ_case(printed) == printed


def test_tones_stay_where_they_were() -> None:
    assert organ_case("TRƯỜNG ĐẠI HỌC HOÀ BÌNH") == "Trường Đại học Hoà Bình"
    assert organ_case("TRƯỜNG ĐẠI HỌC VĂN HOÁ") == "Trường Đại học Văn hoá"


@given(
    st.lists(
        st.sampled_from([*chain(*table("own_names").values()), "TÂN TRÀO", "HOÀ", "II", "-", ",", "4"]), max_size=6
    )
)
def test_letters_stay(words: list[str]) -> None:
    printed = " ".join(words).upper()
    assert letters(organ_case(printed)) == letters(printed.lower())

"""Names out of capitals, marks mended where one spelling is known, titles read through seal and ink."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fold import letters
from rules.spelling import deputy_title, known_title, marks_mended, place_case, sentence_case


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("ỦY BAN NHÂN DÂN HUYỆN TRẤN YÊN", "Ủy ban nhân dân huyện Trấn Yên", id="committee"),
        pytest.param("TOÀ ÁN", "Toà án", id="tone stays where it was"),
        pytest.param("TỈNH ỦY YÊN BÁI", "Tỉnh ủy Yên Bái", id="provincial committee"),
        pytest.param("ĐẢNG BỘ TỈNH YÊN BÁI", "Đảng bộ tỉnh Yên Bái", id="class in small letters"),
        pytest.param("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch", id="department"),
        pytest.param("VĂN PHÒNG UBND TỈNH YÊN BÁI", "Văn phòng UBND tỉnh Yên Bái", id="abbreviation"),
        pytest.param("PHÓ CHỦ TỊCH", "Phó Chủ tịch", id="title"),
        pytest.param("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương", id="the longer phrase counts"),
        pytest.param("CHI BỘ THÔN ĐÔNG", "Chi bộ thôn đông", id="an unknown name"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_sentence_case(printed: str, expected: str) -> None:
    assert sentence_case(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("TỈNH UỶ YÊN BÁI", "Tỉnh uỷ Yên Bái", id="provincial committee"),
        pytest.param("UỶ BAN NHÂN DÂN XÃ HÀM NINH", "Uỷ ban nhân dân xã Hàm Ninh", id="people's committee"),
        pytest.param("SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "Sở Văn hoá, Thể thao và Du lịch", id="department"),
    ],
)
def test_sentence_case_with_the_tone_on_the_other_vowel(printed: str, expected: str) -> None:
    assert sentence_case(printed) == expected


@given(
    st.text(
        st.sampled_from("ĂÂĐÊÔƠƯABCDEGHIKLMNOPQRSTUVXYÁẠẢÃÀỂỆỦỤ áạảãàăâđêôơưểệủụabcdeghiklmnopqrstuvxy,.-12"),
        max_size=40,
    )
)
def test_sentence_case_keeps_the_letters(text: str) -> None:
    assert letters(sentence_case(text)) == letters(text.lower())


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("ĐẢNG UỶ KHÓI CÁC CO QUAN", "ĐẢNG UỶ KHỐI CÁC CƠ QUAN", id="letterhead"),
        pytest.param("HỘI ĐÒNG NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", id="council"),
        pytest.param("PHÓ GIÁM ĐÓC", "PHÓ GIÁM ĐỐC", id="title"),
        pytest.param("Giám đóc", "Giám đốc", id="in its own case"),
        pytest.param("ỦY BAN", "ỦY BAN", id="nothing to mend"),
        pytest.param("UỶ BAN", "UỶ BAN", id="another place of the tone is no slip"),
        pytest.param("HÀM NINH", "HÀM NINH", id="an unknown word stays"),
    ],
)
def test_marks_mended(printed: str, expected: str) -> None:
    assert marks_mended(printed) == expected


@pytest.mark.parametrize(
    ("line", "superior", "expected"),
    [
        pytest.param("Ứ TRƯỞNG", "BỘ TRƯỞNG", "Thứ trưởng", id="deputy minister"),
        pytest.param("HÓ CHỦ TỊCH", "CHỦ TỊCH", "Phó Chủ tịch", id="deputy chairman"),
        pytest.param("PHÓ GIÁM ĐỐC", "GIÁM ĐỐC", "Phó Giám đốc", id="well read"),
        pytest.param("Cao Văn Lĩnh", "CHỦ TỊCH", None, id="a name"),
        pytest.param("PHÓ GIÁM ĐỐC", "TRƯỞNG THÔN", None, id="a superior without known deputy"),
    ],
)
def test_a_deputys_title(line: str, superior: str, expected: str | None) -> None:
    assert deputy_title(line, superior) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("ÁNH VĂN PHÒNG", "Chánh Văn phòng", id="first letters lost"),
        pytest.param("t PHÓ BÍ THƯ", "Phó Bí thư", id="ink before it"),
        pytest.param("GIÁM ĐỐC", "Giám đốc", id="well read"),
        pytest.param("GIÁM ĐỐC SỞ NÔNG NGHIỆP", None, id="names more than the title"),
        pytest.param("Cao Văn Lĩnh", None, id="a name"),
        pytest.param("x", None, id="one letter"),
    ],
)
def test_a_known_title(line: str, expected: str | None) -> None:
    assert known_title(line) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("trấn yên", "Trấn Yên", id="known"),
        pytest.param("thôn lạ", "Thôn Lạ", id="unknown"),
        pytest.param("hòa bình", "Hòa Bình", id="many of that name"),
    ],
)
def test_a_places_case(name: str, expected: str) -> None:
    assert place_case(name) == expected

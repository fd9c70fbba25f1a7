"""Text made comparable: one character for one, tones in one place, look-alikes replaced."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fold import capitals, fold, letters, nfc, squeezed, tone_folded, unmarked

VIETNAMESE = st.text(
    st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ -–.,AĂÂĐÊÔƠƯẤỘỮ09"
    ),
    max_size=60,
)


@given(st.text(max_size=80))
def test_fold_keeps_the_length_of_any_composed_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(unmarked(composed)) == len(composed)


@given(VIETNAMESE)
def test_folded_text_has_no_marks_and_no_capitals(text: str) -> None:
    folded = fold(nfc(text))
    assert folded.isascii()
    assert folded == folded.lower() == fold(folded)


@given(VIETNAMESE)
def test_case_and_composition_do_not_change_the_fold(text: str) -> None:
    assert fold(nfc(unicodedata.normalize("NFD", text))) == fold(nfc(text)) == fold(nfc(text.upper()))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("hoà", "hòa", id="oa"),
        pytest.param("Uỷ ban", "ủy ban", id="uy"),
        pytest.param("khoẻ", "khỏe", id="oe"),
        pytest.param("thuý", "thúy", id="uý"),
        pytest.param("Hoà  Bình", "hòa bình", id="white space and case"),
    ],
)
def test_the_place_of_the_tone_does_not_matter(a: str, b: str) -> None:
    assert tone_folded(a) == tone_folded(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("ma", "má", id="tone"),
        pytest.param("huyên", "huyện", id="tone on a marked vowel"),
        pytest.param("dân", "đân", id="crossed d"),
        pytest.param("tu", "tư", id="horn"),
        pytest.param("chỉ bộ", "chi bộ", id="hook"),
    ],
)
def test_the_tone_itself_does(a: str, b: str) -> None:
    assert tone_folded(a) != tone_folded(b)


def test_look_alikes_of_other_alphabets_are_replaced() -> None:
    assert nfc("\u0421\u0422-\u0422\u0410") == "CT-TA"
    assert nfc("\u00d0") == "Đ"


def test_letters_are_what_remains_of_torn_words() -> None:
    assert letters("K Ế_H O-ẠCH số 5!") == "kehoachso5"
    assert letters(" - . ") == ""


def test_white_space_becomes_one_blank() -> None:
    assert squeezed("\t a \n\n b\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "share"),
    [("ĐẢNG ỦY 12", 1.0), ("Đảng ủy", 1 / 6), ("12 - 5", 0.0), ("", 0.0)],
    ids=["capitals", "sentence", "figures", "empty"],
)
def test_share_of_capitals(text: str, share: float) -> None:
    assert capitals(text) == pytest.approx(share)

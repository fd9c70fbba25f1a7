"""Sentences, phrases and verbs of Vietnamese."""

from __future__ import annotations

import pytest

from extractors.language import Lexicon, opens_with_verb, sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("Rà soát hồ sơ. Báo cáo kết quả.", ["Rà soát hồ sơ.", "Báo cáo kết quả."], id="two"),
        pytest.param(
            "Họp tại TP. Huế ngày 06. 4. 2022.", ["Họp tại TP. Huế ngày 06. 4. 2022."], id="abbreviation, date"
        ),
        pytest.param("Gửi về travinh.gov.vn để đăng.", ["Gửi về travinh.gov.vn để đăng."], id="site"),
        pytest.param("Chi 1.234.567 đồng, v.v. cho lớp học.", ["Chi 1.234.567 đồng, v.v. cho lớp học."], id="number"),
        pytest.param(
            "Đ/c A. Nguyễn chủ trì. Đ/c B phối hợp.", ["Đ/c A. Nguyễn chủ trì.", "Đ/c B phối hợp."], id="initial"
        ),
    ],
)
def test_sentences_end_where_they_end(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == cut


def test_phrases_are_found_whatever_their_marks_and_the_longest_counts() -> None:
    lexicon = Lexicon([("organ", ["Ban Tổ chức"]), ("act", ["tổ chức", "giao"])])
    found = lexicon.terms("Ban Tố chức Tỉnh uỷ tổ chưc lớp học, giáo viên dự, giao Sở Nội vụ")
    assert [(term.label, term.start) for term in found] == [("organ", 0), ("act", 20), ("act", 51)]


def test_a_syllable_no_phrase_has_is_not_kept() -> None:
    lexicon = Lexicon([("act", ["tổ chức"])])
    before = len(lexicon.vocab.strings)
    lexicon.terms(" ".join(f"chữ{number}" for number in range(500)))
    assert len(lexicon.vocab.strings) <= before + 1


@pytest.mark.parametrize(("text", "verb"), [("Rà soát thành tích", True), ("Công tác xây dựng Đảng", False)])
def test_the_tagger_tells_a_verb(text: str, verb: bool) -> None:
    assert opens_with_verb(text) is verb

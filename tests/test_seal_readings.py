"""Several readings of a line under a seal: what they agree on, what is put right, what stays in doubt."""

from __future__ import annotations

import pytest

from pipeline.line_starts import Reading
from pipeline.seal_readings import agreed
from pipeline.second_look import held_together
from records import Word

LETTER = 6.0  # points that a letter is said to be wide
LEFT = 100.0


def reading(text: str, mended: bool, sure: float = 0.9, left: float = LEFT) -> Reading:
    """The text set from `left` on, every letter as wide."""
    words, x = [], left
    for part in text.split():
        words.append(Word(part, (x, 50.0, x + LETTER * len(part), 60.0), sure))
        x += LETTER * (len(part) + 1)
    return Reading(mended, tuple(words))


def said(*texts: str, begins: float | None = LEFT) -> tuple[str, float]:
    """The line that the readings make, two of the raw picture and the others of mended ones, and its least surety."""
    words = agreed([reading(text, number > 1) for number, text in enumerate(texts)], begins)
    return " ".join(word.text for word in words), min(word.confidence for word in words)


def test_what_both_pictures_give_alike_is_sure() -> None:
    assert said("PHÓ BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THƯ", "PHÓ BÍ THU") == ("PHÓ BÍ THƯ", 0.9)


def test_what_only_mended_pictures_give_is_in_dispute() -> None:
    text, sure = said("#2 Thị Tố Nga", "#2 Thị Tố Nga", "Lê Thị Tố Nga", "Lê Thị Tố Nga", "Lê Thị Tố Nga")
    assert text == "Lê Thị Tố Nga"
    assert sure <= 0.7


def test_a_line_whose_left_end_is_not_known_is_in_dispute() -> None:
    assert said(*["Lê Thị Tố Nga"] * 5, begins=None) == ("Lê Thị Tố Nga", 0.7)


def test_a_line_that_lost_its_first_word_is_in_dispute() -> None:
    text, sure = said(*["Minh Hưng"] * 5, begins=LEFT - 40)
    assert text == "Minh Hưng"
    assert sure <= 0.7


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param(["Phaw Gia", "Pham Gia", "Phạn Gia", "Phạsc Gia", "Phạm! Gia"], "Phạm Gia", id="letters of one"),
        pytest.param(["Nguyèn Gia", "Nguyn Gia", "Nguyễm Gia", "Nguyền Gia", "Hguyễn Gia"], "Nguyễn Gia", id="slips"),
    ],
)
def test_a_family_name_is_put_right_where_one_alone_fits_and_never_sure(readings: list[str], expected: str) -> None:
    text, sure = said(*readings)
    assert text == expected
    assert sure <= 0.7


def test_no_family_name_is_made_of_what_fits_none() -> None:
    text, sure = said("Xwq Gia Bảo", "Zkq Gia Bảo", "Wxz Gia Bảo", "Qwx Gia Bảo", "Wqz Gia Bảo")
    assert text.split()[1:] == ["Gia", "Bảo"]
    assert text.split()[0] in {"Xwq", "Zkq", "Wxz", "Qwx", "Wqz"}
    assert sure <= 0.7


def test_a_rank_is_no_family_name() -> None:
    assert said("Đại tá", "Đại tá", "Đại tá", "Đài tá", "Đai tá")[0] == "Đại tá"


def test_a_title_is_put_right_by_its_end_beside_the_seal() -> None:
    text, sure = said("PHHO GIÁM ĐỐC", "PNO GIÁM ĐỐC", "PHO GIÁM ĐỐC", "PHO GIÁM ĐỐC", "PHÔ GIÁM ĐỐC")
    assert text == "PHÓ GIÁM ĐỐC"
    assert sure <= 0.6


def test_words_that_ran_together_are_parted() -> None:
    assert said(*["PhạmMạnh Cường"] * 5)[0] == "Phạm Mạnh Cường"


def test_a_word_that_one_reading_cuts_in_two_is_there_once() -> None:
    whole, cut = reading("THỦ TƯỚNG CHÍNHPHỦ", False), reading("THỦ TƯỚNG CHÍNH PHỦ", False)
    whole_words = (*whole.words[:2], Word("CHÍNHPHỦ", (160.0, 50.0, 214.0, 60.0), 0.5))
    for first, second in ((whole_words, cut.words), (cut.words, whole_words)):
        held = sorted(held_together(first, second), key=lambda word: word.box[0])
        assert [word.text for word in held] == ["THỦ", "TƯỚNG", "CHÍNH", "PHỦ"]


def test_of_one_word_and_two_that_say_something_else_the_surer_is_kept_in_dispute() -> None:
    one, two = Word("CHÍNHPHÙ", (160.0, 50.0, 214.0, 60.0), 0.5), reading("CHÍNH PHỦ", False, 0.95, 160.0).words
    held = held_together([one], two)
    assert [word.text for word in held] == ["CHÍNH", "PHỦ"]
    assert max(word.confidence for word in held) <= 0.7


def test_a_word_whose_box_is_drawn_over_its_neighbour_swallows_nothing() -> None:
    """Tesseract gave 'Thành' the box of 'Bến Thành' (seen on a real copy)."""
    bến, thành = Word("Bến", (100.0, 50.0, 118.0, 60.0), 0.8), Word("Thành", (122.0, 50.0, 150.0, 60.0), 0.9)
    wide = Word("Thành", (100.0, 50.0, 150.0, 60.0), 0.93)
    held = held_together([bến, wide], [bến, thành])
    assert sorted(word.text for word in held) == ["Bến", "Thành"]

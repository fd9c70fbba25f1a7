"""Words gathered into printed lines: level boxes, stretched boxes, specks, and gaps that part columns."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rows import Row, around, cut, is_speck, rows_of, widest_space
from records import Word
from tests.papers import centred, moved, words


def printed(*lines: tuple[Word, ...]) -> list[str]:
    return [row.text for row in rows_of([word for line in lines for word in line], 1)]


def test_words_of_a_line_stand_from_left_to_right_and_lines_from_top_to_bottom() -> None:
    lines = words("Một hai ba", 60, 60), words("bốn năm sáu", 60, 78)
    shuffled = [*lines[0], *lines[1]]
    random.Random(7).shuffle(shuffled)
    assert [row.text for row in rows_of(shuffled, 1)] == ["Một hai ba", "bốn năm sáu"]


def test_a_wide_gap_parts_the_columns() -> None:
    assert printed(words("XÃ HÀM NINH", 60, 60) + words("Hàm Ninh, ngày", 360, 60)) == ["XÃ HÀM NINH", "Hàm Ninh, ngày"]


def test_the_gaps_of_justified_text_do_not() -> None:
    spread = tuple(itertools.chain(*(moved(words("chợ", 60, 60), 40.0 * i) for i in range(5))))
    assert printed(spread) == ["chợ chợ chợ chợ chợ"]


def test_columns_whose_lines_stand_a_little_higher_are_not_mixed() -> None:
    left = [words(f"trái {i}", 60, 60 + 18 * i) for i in range(3)]
    right = [words(f"phải {i}", 360, 67 + 18 * i) for i in range(3)]
    assert sorted(printed(*left, *right)) == sorted([f"trái {i}" for i in range(3)] + [f"phải {i}" for i in range(3)])


def test_a_skewed_line_is_one_line() -> None:
    drifting = tuple(
        replace(word, box=(word.box[0], word.box[1] + i * 0.6, word.box[2], word.box[3] + i * 0.6))
        for i, word in enumerate(words("một hai ba bốn năm sáu bảy", 60, 60))
    )
    assert printed(drifting, words("dòng sau", 60, 82)) == ["một hai ba bốn năm sáu bảy", "dòng sau"]


def test_a_box_stretched_by_a_stamps_edge_stays_on_its_line() -> None:
    one, two, three = words("Số: 38/QĐ-UBND là", 60, 60)
    stretched = replace(two, box=(two.box[0], 50, two.box[2], 84))
    assert printed((one, stretched, three), words("dòng dưới", 60, 96)) == ["Số: 38/QĐ-UBND là", "dòng dưới"]


def test_a_word_under_another_is_no_part_of_its_line() -> None:
    assert printed(words("CHỦ TỊCH", 100, 60), words("Cao Lĩnh", 100, 70)) == ["CHỦ TỊCH", "Cao Lĩnh"]


@pytest.mark.parametrize(
    ("text", "confidence", "speck"),
    [
        pytest.param("chợ", 0.9, False, id="a sure word"),
        pytest.param("chợ", 0.05, False, id="a syllable, however faint"),
        pytest.param("xqz", 0.05, True, id="letters nobody believes"),
        pytest.param("xqz", 0.5, False, id="letters half believed"),
        pytest.param("-", 0.9, False, id="a dash"),
        pytest.param("-", 0.2, True, id="a faint dash"),
        pytest.param("¬", 0.9, True, id="dirt read as a sign"),
        pytest.param("¬", 1.0, False, id="a sign of a text layer"),
        pytest.param("./.", 0.6, False, id="the end of a body"),
    ],
)
def test_specks(text: str, confidence: float, speck: bool) -> None:
    assert is_speck(Word(text, (0, 0, 10, 12), confidence)) is speck


def test_specks_stand_in_no_row() -> None:
    dirt = Word("¬", (200, 60, 204, 64), 0.5)
    assert printed((*words("một hai", 60, 60), dirt)) == ["một hai"]


def test_no_words_no_rows() -> None:
    assert rows_of([], 1) == ()


def test_a_rows_box_goes_around_its_words() -> None:
    row = Row(words("Một hai", 60, 60), 3)
    assert row.box == (60, 60, row.words[-1].box[2], 72)
    assert (row.height, row.level) == (12, 66)
    assert around([(5, 5, 6, 6), (1, 7, 2, 9)]) == (1, 5, 6, 9)


def test_cut_before_words() -> None:
    row = Row(words("một hai ba bốn", 60, 60), 1)
    assert [part.text for part in cut(row, [1, 3])] == ["một", "hai ba", "bốn"]
    assert [part.text for part in cut(row, [])] == ["một hai ba bốn"]


def test_the_widest_space_inside_a_range() -> None:
    row = Row(words("a b", 60, 60) + words("c", 120, 60) + words("d", 300, 60), 1)
    assert widest_space(row, 0, 595)[1] == 3
    assert widest_space(row, 0, 150)[1] == 2
    assert widest_space(row, 400, 500) == (0.0, 0)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 40)), max_size=25, unique=True))
def test_every_word_stands_in_one_row(places: list[tuple[int, int]]) -> None:
    own = [centred(f"chợ{i}", 50 + x, 60 + 16 * y)[0] for i, (x, y) in enumerate(places)]
    gathered = [word for row in rows_of(own, 1) for word in row.words]
    assert sorted(word.text for word in gathered) == sorted(word.text for word in own)

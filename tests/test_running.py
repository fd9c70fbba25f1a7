"""Page numbers and running heads taken out, so that sentences go on over the page."""

from __future__ import annotations

import pytest

from pipeline.running import without_running
from records import LaidOutPage, Line
from tests.papers import A4


def sheet(number: int, *lines: str, source: str = "ocr") -> LaidOutPage:
    return LaidOutPage(number, *A4, tuple(Line(text, number) for text in lines), source)


def kept(*pages: LaidOutPage) -> list[str]:
    return [line.text for line in without_running(pages)]


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2", "2/3", "2 |", "_ 2"])
def test_a_page_number_at_the_top_is_taken_out(number: str) -> None:
    assert kept(sheet(2, number, "sáu hộ nuôi trâu.")) == ["sáu hộ nuôi trâu."]


def test_a_page_number_at_the_bottom_too() -> None:
    assert kept(sheet(2, "sáu hộ nuôi trâu.", "2")) == ["sáu hộ nuôi trâu."]


@pytest.mark.parametrize("line", ["2022", "2. Mục đích", "2) Yêu cầu", "Điều 2", "2,5 tấn"])
def test_what_begins_with_a_number_stays(line: str) -> None:
    assert kept(sheet(2, line, "Hết.")) == [line, "Hết."]


def test_a_number_between_lines_stays() -> None:
    assert kept(sheet(2, "Số hộ:", "12", "Hết.")) == ["Số hộ:", "12", "Hết."]


def test_a_head_on_three_pages_is_taken_out() -> None:
    pages = [sheet(i, "Kế hoạch nuôi trâu", f"Trang thứ {word}") for i, word in ((1, "nhất"), (2, "hai"), (3, "ba"))]
    assert kept(*pages) == ["Trang thứ nhất", "Trang thứ hai", "Trang thứ ba"]


def test_a_head_on_two_pages_may_be_text() -> None:
    pages = [sheet(1, "Kế hoạch nuôi trâu", "Một."), sheet(2, "Kế hoạch nuôi trâu", "Hai.")]
    assert kept(*pages) == ["Kế hoạch nuôi trâu", "Một.", "Kế hoạch nuôi trâu", "Hai."]


def test_number_and_head_are_taken_out_together() -> None:
    pages = [sheet(i, str(i), "Kế hoạch nuôi trâu", f"Đoạn {word}.") for i, word in ((2, "a"), (3, "b"), (4, "c"))]
    assert kept(*pages) == ["Đoạn a.", "Đoạn b.", "Đoạn c."]


def test_a_typed_text_keeps_all() -> None:
    assert kept(sheet(1, "2", "Hết.", source="plain")) == ["2", "Hết."]


def test_a_page_of_nothing_else_is_empty() -> None:
    assert kept(sheet(2, "2"), sheet(3)) == []

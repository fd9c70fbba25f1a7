"""The words around a mention: whole sentences, cut where there are none, and the title that follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quoted import LONGEST, sentence, title_after


@pytest.mark.parametrize(
    ("text", "mention", "whole"),
    [
        ("Một. Hai Kết luận 18 ba. Bốn.", "Kết luận 18", "Hai Kết luận 18 ba."),
        ("Căn cứ A;\nCăn cứ Chỉ thị 10\ncủa Ban Bí thư;\nCăn cứ B.", "Chỉ thị 10", "Căn cứ Chỉ thị 10 của Ban Bí thư;"),
        (
            "Theo TP. Hà Nội, Chỉ thị 10 ngày 30.3.2007 còn.",
            "Chỉ thị 10",
            "Theo TP. Hà Nội, Chỉ thị 10 ngày 30.3.2007 còn.",
        ),
        ("KẾ HOẠCH\n\nThực hiện Chỉ thị 10\n\nCăn cứ", "Chỉ thị 10", "Thực hiện Chỉ thị 10"),
        ("(3) Việc một. (4) Theo Chỉ thị 10, làm hai.", "Chỉ thị 10", "(4) Theo Chỉ thị 10, làm hai."),
    ],
)
def test_the_sentence_around_a_mention(text: str, mention: str, whole: str) -> None:
    start = text.index(mention)
    assert sentence(text, start, start + len(mention)) == whole


def test_a_page_without_full_stops_is_cut() -> None:
    text = "một hai " * 500 + "Chỉ thị 10" + " ba bốn" * 500
    found = sentence(text, 4000, 4010)
    assert len(found) < 1.5 * LONGEST
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "hai Chỉ thị 10 ba" in found


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_the_mention_is_always_in_it(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert " ".join(text[start:end].split()) in sentence(text, start, end)


def test_a_title_that_another_documents_is_not_taken() -> None:
    text = "Chỉ thị 10-CT/TW, Kết luận số 21-KL/TW về xây dựng Đảng."
    assert title_after(text, text.index(", Kết")) is None
    assert title_after(text, text.index(" về")) == "về xây dựng Đảng"

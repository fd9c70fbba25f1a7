"""What the measurement of reading counts: words lost whatever their order, documents named and found."""

from pathlib import Path

import pytest

from benchmarks.ocr import lost, lying, misread, named

TRUTH = {"a": "Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư", "b": "Kế hoạch số 42-KH/TU"}


def test_words_are_lost_whatever_their_order() -> None:
    assert lost(TRUTH, TRUTH) == 0
    assert lost({"a": " ".join(reversed(TRUTH["a"].split())), "b": TRUTH["b"].upper()}, TRUTH) == 0
    assert lost({"a": TRUTH["a"]}, TRUTH) == pytest.approx(6 / (16 + 6))


def test_documents_count_where_their_number_is_right() -> None:
    assert named(TRUTH, TRUTH) == (2, 2)
    assert named({"a": TRUTH["a"].replace("10-CT", "70-CT"), "b": TRUTH["b"]}, TRUTH) == (1, 2)


def test_only_scans_with_their_text_beside_them_are_taken(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.txt", "b.pdf"):
        (tmp_path / name).write_text("chữ", encoding="utf-8")
    assert lying(tmp_path) == ([tmp_path / "a.pdf"], {"a": "chữ"})


def test_signs_are_misread_whatever_the_order_of_the_pieces() -> None:
    assert misread(TRUTH, TRUTH) == 0
    words = TRUTH["a"].split()
    turned = " ".join([*words[8:], *words[:8]])
    assert misread({**TRUTH, "a": turned}, TRUTH) == 0
    signs = len(" ".join(words[:8])) + len(" ".join(words[8:])) + len(TRUTH["b"])
    assert misread({**TRUTH, "a": turned.replace("Chỉ", "Chi")}, TRUTH) == pytest.approx(1 / signs)
    assert misread({}, TRUTH) == 1

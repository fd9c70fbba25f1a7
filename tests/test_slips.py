"""Marks that the reader of pictures gets wrong in words that stand together in every paper are put right."""

from __future__ import annotations

import pytest

from pipeline.slips import mended
from records import Word
from rules import rules


def words(text: str) -> list[Word]:
    return [Word(one, (10.0 * at, 0.0, 10.0 * at + 8, 9.0), 0.9) for at, one in enumerate(text.split())]


def read(text: str) -> str:
    return " ".join(word.text for word in mended(words(text)))


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("sinh hoạt chỉ bộ theo đúng tỉnh thần Quy định 112", "sinh hoạt chi bộ theo đúng tinh thần Quy định 112"),
        ("Ủy ban Mặt trận Tố quốc, ỦY BAN KIỀM TRA", "Ủy ban Mặt trận Tổ quốc, ỦY BAN KIỂM TRA"),
        ("“Chi thị số 10-CT/TW”; Uy ban nhân dân.", "“Chỉ thị số 10-CT/TW”; Ủy ban nhân dân."),
    ],
)
def test_slips_are_mended_in_their_own_case(printed: str, meant: str) -> None:
    assert read(printed) == meant


@pytest.mark.parametrize(
    "text", ["không chỉ tiết kiệm điện", "khu phố biến động", "hợp đồng chỉ được ký", "đồng chí bộ trưởng"]
)
def test_what_may_be_vietnamese_stays(text: str) -> None:
    assert read(text) == text


def test_only_the_letters_change() -> None:
    before = words("Ban Tô chức Tỉnh ủy")
    after = mended(before)
    assert [(one.box, one.confidence) for one in after] == [(one.box, one.confidence) for one in before]
    assert after[0] is before[0]


def test_every_slip_is_as_long_as_what_is_meant() -> None:
    for one in rules("pair_slips"):
        for example in one.examples:
            match = one.search(example.text)
            assert match is not None and len(match[0]) == len(str(one.value))

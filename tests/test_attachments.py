"""What a dispatch says it encloses: named, or the nearest one before '(đính kèm)'."""

from __future__ import annotations

import pytest

from extractors.attachments import attachments
from records import Found, Line, Zone
from tests.papers import dispatch, dispatch_of, values, words


def enclosed(sentence: str, own: str | None = None) -> list[str]:
    symbol = Found(own, own, 1.0, "test") if own else None
    return values(attachments(dispatch((Zone.BODY, sentence)), symbol))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Thực hiện Kế hoạch số 45-KH/TU, ngày 12/3/2021 của Tỉnh ủy (đính kèm).", ["45-KH/TU"], id="bare"),
        pytest.param("Quán triệt quy định mới (gửi kèm Quy định số 12-QĐi/TU).", ["12-QĐi/TU"], id="named in brackets"),
        pytest.param(
            "Quán triệt (gửi kèm Quy định số 12-QĐi/TU, Quy định số 14-QĐi/TU).",
            ["12-QĐi/TU", "14-QĐi/TU"],
            id="two named",
        ),
        pytest.param(
            "Xin gửi kèm Kế hoạch số 45-KH/TU, ngày 12/3/2021 của Ban Thường vụ Tỉnh ủy.", ["45-KH/TU"], id="sent"
        ),
        pytest.param("Văn phòng sao gửi Thông báo số 12/TB-UBND để biết.", ["12/TB-UBND"], id="a copy"),
        pytest.param(
            "Căn cứ Kế hoạch số 9/KH-UBND và Quyết định số 31/QĐ-UBND của xã (đính kèm).",
            ["31/QĐ-UBND"],
            id="only the nearest",
        ),
        pytest.param("Theo Kế hoạch số 9/KH-UBND. Danh sách các hộ (đính kèm).", [], id="not of the sentence before"),
        pytest.param("Theo Kế hoạch số 9/KH-UBND của xã.", [], id="a citation encloses nothing"),
        pytest.param("Gửi kèm hồ sơ và 02 ảnh.", [], id="no document"),
        pytest.param("Lập danh sách theo mẫu (gửi kèm danh sách).", [], id="no number"),
        pytest.param("Có 84/85 chi bộ gửi biên bản (đính kèm).", [], id="a ratio"),
    ],
)
def test_enclosed(sentence: str, expected: list[str]) -> None:
    assert enclosed(sentence) == expected


def test_never_the_dispatchs_own_number() -> None:
    assert enclosed("Ban hành Kế hoạch số 9/KH-UBND (đính kèm).", own="9/KH-UBND") == []


def test_each_once() -> None:
    sentence = "Kế hoạch số 9/KH-UBND (đính kèm). Xã sao gửi Kế hoạch số 9/KH-UBND."
    assert enclosed(sentence) == ["9/KH-UBND"]


def test_over_a_wrapped_line() -> None:
    lines = [
        Line(text, 1, words=words(text, 60, 60 + 18 * i))
        for i, text in enumerate(
            ["Thực hiện Kế hoạch số 45-KH/TU, ngày 12/3/2021 của Ban Thường", "vụ Tỉnh ủy (đính kèm)."]
        )
    ]
    paper = dispatch_of(*lines)
    (one,) = attachments(paper, None)
    assert one.value == "45-KH/TU"
    assert paper.text[one.start : one.end] == "45-KH/TU"


def test_a_dispatch_without_body_encloses_nothing() -> None:
    assert attachments(dispatch((Zone.SYMBOL, "Số 9/KH-UBND")), None) == ()

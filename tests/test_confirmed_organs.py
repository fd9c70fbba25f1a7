"""Organs that a scan shows badly are sure where code and place, both well read, say the same letter by letter."""

from __future__ import annotations

import pytest

from extractors.confirmed_organs import CONFIRMED, confirmed
from records import Found

BAD = 0.4


def sure_of(symbol: str | None, issuer: str, parent: str | None = None, place: str | None = None) -> tuple[bool, bool]:
    """Whether issuer and parent body, both badly read, are sure beside this symbol and place, both well read."""

    def found(value: str | None, confidence: float) -> Found | None:
        return Found(value, value, confidence, "test") if value else None

    told = confirmed(
        {
            "symbol": found(symbol, 0.97),
            "place": found(place, 0.97),
            "issuer": found(issuer, BAD),
            "parent_body": found(parent, BAD),
        }
    )
    issued, higher = told["issuer"], told["parent_body"]
    return bool(issued and issued.confidence == CONFIRMED), bool(higher and higher.confidence == CONFIRMED)


@pytest.mark.parametrize(
    ("symbol", "issuer", "place"),
    [
        pytest.param("07-CT/TU", "Tỉnh ủy", None, id="the code's own name"),
        pytest.param("07-CT/TU", "Thành ủy", None, id="its other name"),
        pytest.param("07-CT/TU", "Tỉnh uỷ", None, id="the tone in its old place"),
        pytest.param("07-CT/TU", "Tỉnh ủy Vĩnh Long", "Vĩnh Long", id="with the place that stands beside it"),
        pytest.param("4512/UBND-NC", "Ủy ban nhân dân tỉnh Vĩnh Long", "Vĩnh Long", id="with its class"),
        pytest.param("15/QĐ-SNV", "Sở Nội vụ", "Vĩnh Long", id="a department"),
    ],
)
def test_code_and_place_confirm_the_issuer(symbol: str, issuer: str, place: str | None) -> None:
    assert sure_of(symbol, issuer, place=place)[0]


@pytest.mark.parametrize(
    ("symbol", "issuer", "place"),
    [
        pytest.param(None, "Tỉnh ủy", "Vĩnh Long", id="no symbol"),
        pytest.param("07-CT/TU", "Tinh ủy", None, id="a mark is lacking"),
        pytest.param("07-CT/HU", "Tỉnh ủy", None, id="another organ's code"),
        pytest.param("07-CT/TU", "Tỉnh ủy Vĩnh Lang", "Vĩnh Long", id="the place is spelt otherwise"),
        pytest.param("07-CT/TU", "Tỉnh ủy Vĩnh Long", None, id="nothing tells the place again"),
        pytest.param("4512/UBND-NC", "Ủy ban nhân dân tỉnh", "Vĩnh Long", id="a class without its place"),
    ],
)
def test_nothing_else_does(symbol: str | None, issuer: str, place: str | None) -> None:
    assert not sure_of(symbol, issuer, place=place)[0]


def test_a_commission_is_known_by_its_code_and_the_organ_above_it() -> None:
    assert sure_of("15-HD/BTCTU", "Ban Tổ chức", "Tỉnh ủy Vĩnh Long", "Vĩnh Long") == (True, True)
    assert sure_of("15-HD/BTCTU", "Ban Tổ chức", "Huyện ủy Vũng Liêm", "Vĩnh Long") == (False, False)


def test_the_organ_above_needs_its_place() -> None:
    assert sure_of("31-TB/ĐU", "Đảng ủy", "Đảng bộ xã An Phú Tân", "An Phú Tân") == (True, True)
    assert sure_of("31-TB/ĐU", "Đảng ủy", "Đảng bộ xã An Phú Tan", "An Phú Tân") == (True, False)


def test_a_doubtful_symbol_or_place_confirms_nothing() -> None:
    doubtful = Found("07-CT/TU", "07-CT/TU", 0.8, "test")
    issuer = Found("Tỉnh ủy", "TỈNH ỦY", BAD, "test")
    assert confirmed({"symbol": doubtful, "issuer": issuer})["issuer"] == issuer

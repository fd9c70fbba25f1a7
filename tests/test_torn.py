"""A symbol in pieces is put together, and only with codes that are known."""

from __future__ import annotations

import pytest

from extractors.torn import torn_symbol
from records import Dispatch, Zone
from tests.papers import dispatch, drawn, value


def torn(*pieces: str) -> Dispatch:
    return dispatch(*((Zone.NOTE, piece) for piece in pieces))


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(["Số:", "31", "/202", "4", "/TT-BYT"], "31/2024/TT-BYT", id="torn inside the year"),
        pytest.param(["Số: 3", "1/2024/TT", "-BYT"], "31/2024/TT-BYT", id="torn inside the number"),
        pytest.param(["S", "ố: 45/QĐ", "-UBND"], "45/QĐ-UBND", id="torn inside the word"),
        pytest.param(["Số: 45/QĐ-TTg"], "45/QĐ-TTg", id="whole"),
    ],
)
def test_pieces_put_together(pieces: list[str], expected: str) -> None:
    assert value(torn_symbol(torn(*pieces))) == expected


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["Số:", "31", "/XQ-BYT"], id="unknown kind"),
        pytest.param(["Số:", "31", "/TT-ZZ"], id="unknown organ"),
        pytest.param(["Cơ", "số:", "31", "/TT-BYT"], id="no word for number"),
        pytest.param(["Số hộ: 31/QĐ-UBND"], id="another number"),
        pytest.param([], id="no line"),
    ],
)
def test_what_is_not_known_stays_unread(pieces: list[str]) -> None:
    assert torn_symbol(torn(*pieces)) is None


def test_pieces_on_a_page_are_another_matter() -> None:
    assert torn_symbol(drawn((Zone.NOTE, "Số: 45/QĐ-UBND"))) is None


def test_a_stamps_line_is_left_out() -> None:
    assert torn_symbol(dispatch((Zone.STAMP, "Số: 45/QĐ-UBND"))) is None


def test_is_less_sure_than_a_line() -> None:
    own = torn_symbol(torn("Số: 45", "/QĐ-UBND"))
    assert own
    assert own.confidence < 0.9

"""The kind: the printed title decides, the symbol helps where its code stands for one kind only."""

from __future__ import annotations

import pytest

from extractors.kind import kind
from records import Dispatch, Found, Zone
from rules.kinds import heading_of, kind_in
from tests.papers import PARTY, STATE, dispatch, reading, value


def own_kind(paper: Dispatch, symbol: str | None = None) -> str | None:
    return value(kind(paper, Found(symbol, symbol, 1.0, "test") if symbol else None))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("KẾ HOẠCH", "kế hoạch", id="plain"),
        pytest.param("K Ế HOẠCH", "kế hoạch", id="torn"),
        pytest.param("KẺ HOẠCH", "kế hoạch", id="a mark misread"),
        pytest.param("QUYÉT ĐỊNH", "quyết định", id="another mark misread"),
        pytest.param("KẾT LUẬN", "kết luận", id="not kế hoạch"),
        pytest.param("QUY ĐỊNH", "quy định", id="not quyết định"),
        pytest.param("NGHỊ QUYẾT", "nghị quyết", id="resolution"),
        pytest.param("NGHỊ QUYẾT LIÊN TỊCH", "nghị quyết liên tịch", id="the longer name first"),
        pytest.param("THÔNG TƯ", "thông tư", id="circular"),
        pytest.param("THÔNG TRI", "thông tri", id="Party circular"),
        pytest.param("CHƯƠNG TRÌNH HÀNH ĐỘNG", "chương trình hành động", id="programme of action"),
        pytest.param("TỜ TRÌNH", "tờ trình", id="submission"),
        pytest.param("ĐỀ ÁN", "đề án", id="scheme"),
        pytest.param("DỰ ÁN", "dự án", id="project"),
        pytest.param("GIẤY MỜI", "giấy mời", id="invitation"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert heading_of(title) == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Kế hoạch này gồm ba phần", id="a sentence"),
        pytest.param("BAN TỔ CHỨC", id="an organ"),
        pytest.param("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", id="the deciding organ"),
        pytest.param("PHÓ BÍ THƯ", id="a title of office"),
        pytest.param("CÔNG VĂN ĐẾN", id="a stamp"),
        pytest.param(
            "ĐẾN",
            id="a stamp's one word",
        ),
        pytest.param("BÁO SƠN LA", id="a newspaper"),
        pytest.param("", id="nothing"),
        pytest.param("-----", id="a rule"),
    ],
)
def test_no_titles(line: str) -> None:
    assert heading_of(line) is None


def test_the_words_behind_the_kind_belong_to_the_subject() -> None:
    assert kind_in("BÁO CÁO KẾT QUẢ CHĂN NUÔI") == ("báo cáo", "KẾT QUẢ CHĂN NUÔI")
    assert kind_in("CHĂN NUÔI") == (None, "")


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        pytest.param("97-CV/HU", "công văn", id="Party công văn"),
        pytest.param("14-QĐi/TU", "quy định", id="its own code"),
        pytest.param("14-QĐ/TU", None, id="QĐ is a decision or a regulation"),
        pytest.param("9/TT-BYT", None, id="TT is three kinds"),
        pytest.param("45/KH-UBND", "kế hoạch", id="plan"),
    ],
)
def test_from_the_symbol_alone(symbol: str, expected: str | None) -> None:
    assert own_kind(dispatch((Zone.BODY, "Lời văn.")), symbol) == expected


def test_the_title_decides_what_qd_stands_for() -> None:
    assert own_kind(dispatch((Zone.KIND, "QUY ĐỊNH")), "14-QĐ/TU") == "quy định"
    assert own_kind(dispatch((Zone.KIND, "QUYẾT ĐỊNH")), "14-QĐ/TU") == "quyết định"


def test_the_title_counts_before_the_code() -> None:
    assert own_kind(dispatch((Zone.KIND, "KẾ HOẠCH")), "14-KL/TU") == "kế hoạch"


@pytest.mark.parametrize(
    "zones",
    [
        pytest.param([(Zone.ADDRESSEE, "Kính gửi: Trạm Thú y")], id="addressed"),
        pytest.param([(Zone.SUBJECT, "V/v tiêm phòng cho trâu bò")], id="V/v under the number"),
    ],
)
def test_a_cong_van_shows_by_its_form(zones: list[tuple[Zone, str]]) -> None:
    assert own_kind(dispatch(*zones), "512/UBND-KT") == "công văn"


def test_an_address_over_a_title_is_no_cong_van() -> None:
    paper = dispatch((Zone.KIND, "TỜ TRÌNH"), (Zone.ADDRESSEE, "Kính gửi: Trạm Thú y"))
    assert own_kind(paper, "512/UBND-KT") == "tờ trình"


def test_nothing_tells_the_kind() -> None:
    assert own_kind(dispatch((Zone.BODY, "Lời văn."))) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(PARTY, "công văn", id="Party letter"), pytest.param(STATE, "quyết định", id="State decision")],
)
def test_on_a_whole_paper(text: str, expected: str) -> None:
    assert value(reading(text).header.kind) == expected


def test_a_regulation_under_the_code_of_decisions_is_no_contradiction() -> None:
    text = PARTY.replace("Số 97-CV/HU\nV/v rà soát đảng viên đi làm ăn xa", "Số 97-QĐ/HU").replace(
        "Kính gửi: - Cấp ủy các chi bộ, đảng bộ cơ sở,\n- Các ban xây dựng Đảng Huyện ủy.",
        "QUY ĐỊNH\nvề chế độ trực của chi bộ",
    )
    own = reading(text)
    assert (value(own.header.kind), value(own.header.subject)) == ("quy định", "về chế độ trực của chi bộ")
    assert own.problems == ()


def test_the_line_of_a_number_still_to_be_written_tells_a_letter_too() -> None:
    def sure(line: str) -> float:
        paper = dispatch((Zone.SYMBOL, line), (Zone.ADDRESSEE, "Kính gửi: Đảng ủy các xã."), (Zone.BODY, "Lời văn."))
        found = kind(paper, None)
        assert found is not None and found.value == "công văn"
        return found.confidence

    assert sure("Số      -CV/BTCTU") >= 0.9
    assert sure("Số:      /UBND-NC") >= 0.9
    assert sure("Số      -KH/BTCTU") < 0.9
    assert sure("Số:") < 0.9

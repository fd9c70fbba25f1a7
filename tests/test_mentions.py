"""Documents named in a sentence: in full, short, by name, in lists; and what only looks like one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mention import Mention
from extractors.mention_parts import Prose
from extractors.mentions import all_mentions, mentions


def named(text: str) -> list[Mention]:
    return all_mentions(Prose.of(text))


def told(text: str) -> list[str | None]:
    return [one.symbol or one.name or f"{one.kind} {one.number}" for one in named(text)]


@pytest.mark.parametrize(
    ("text", "symbol", "whole"),
    [
        pytest.param("theo Kết luận số 18-KL/TW của", "18-KL/TW", "Kết luận số 18-KL/TW", id="plain"),
        pytest.param("theo Kết luận 100 - KL/TW.", "100-KL/TW", "Kết luận 100 - KL/TW", id="blanks around the dash"),
        pytest.param("Chỉ thị số 10- CT/TW, nhất", "10-CT/TW", "Chỉ thị số 10- CT/TW", id="blank behind it"),
        pytest.param("Hướng dẫn số 16 -\nHD/BTCTW", "16-HD/BTCTW", "Hướng dẫn số 16 -\nHD/BTCTW", id="line break"),
        pytest.param("Quyết định 84 QĐ/TWĐTN về", "84-QĐ/TWĐTN", "Quyết định 84 QĐ/TWĐTN", id="no dash"),
        pytest.param("Nghị quyết số 66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "Nghị quyết số 66.7/2025/NQ-CP", id="point"),
        pytest.param(
            "Nghị quyết liên tịch số 102/2025/NQLT - UBTVQH15 - CP - ĐCTUBTWMTTQVN ngày",
            "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
            "Nghị quyết liên tịch số 102/2025/NQLT - UBTVQH15 - CP - ĐCTUBTWMTTQVN",
            id="four organs",
        ),
        pytest.param(
            "tại Công văn số 3722/VPCP-CN ngày", "3722/VPCP-CN", "Công văn số 3722/VPCP-CN", id="no kind code"
        ),
        pytest.param("Luật số 43/2024/QH15;", "43/2024/QH15", "Luật số 43/2024/QH15", id="law by number"),
        pytest.param("Luật Hải quan số 54/2014/QH -13;", "54/2014/QH13", "Luật Hải quan số 54/2014/QH -13", id="term"),
        pytest.param(
            "Luật Cán bộ, công chức số 80/2025/QH15",
            "80/2025/QH15",
            "Luật Cán bộ, công chức số 80/2025/QH15",
            id="law by name and number",
        ),
        pytest.param("Tờ trình số 4017/TTr-\nBNNMT ngày", "4017/TTr-BNNMT", "Tờ trình số 4017/TTr-\nBNNMT", id="torn"),
        pytest.param("Quyết định số 44 /2025/QĐ-TTg", "44/2025/QĐ-TTg", "Quyết định số 44 /2025/QĐ-TTg", id="year"),
        pytest.param("Quy chế làm việc số 01-QC/TU", "01-QC/TU", "Quy chế làm việc số 01-QC/TU", id="kind with words"),
        pytest.param("Kêt luân sô 18-KL/TW", "18-KL/TW", "Kêt luân sô 18-KL/TW", id="marks lost"),
        pytest.param("Kết luận số 3 8-KL/TW", "38-KL/TW", "Kết luận số 3 8-KL/TW", id="number torn by a scanner"),
        pytest.param("Chỉ thị số O5-CT/TW", "05-CT/TW", "Chỉ thị số O5-CT/TW", id="a letter for a digit"),
    ],
)
def test_a_symbol_is_read_whatever_its_form(text: str, symbol: str, whole: str) -> None:
    (one,) = named(text)
    assert (one.symbol, text[one.start : one.end]) == (symbol, whole)


@pytest.mark.parametrize(
    "text",
    [
        "84/85 chi bộ, đảng bộ và 304/304 chi bộ trực thuộc",
        "nhiệm kỳ 2020 - 2025; nhiệm kỳ 2022-2025",
        "tình hình thực hiện Nghị quyết 06 tháng đầu năm",
        "Kế hoạch 5 năm 2021 - 2025",
        "Căn cứ công văn này, đề nghị",
        "theo Mẫu số 01/BCĐBQH-MT và Biểu 02/TKTP",
        "áp dụng QCVN 01:2019/BXD",
        "số điện thoại 0297-384-7777",
        "Đề án 06 và Chương trình 135",
        "III. Kết luận\n1. Phòng Vật tư",
        "các nghị quyết, quy định của Đảng",
        "Nghị quyết Đại hội Đảng bộ các cấp",
        "kết luận, quy định của Hội nghị Trung ương 4 khóa XIII",
        "theo hướng dẫn 12 đơn vị",
    ],
)
def test_what_only_looks_like_a_document_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("theo Quy định 784; một số", ["quy định 784"], id="bare number"),
        pytest.param("Kế hoạch số 155, ngày 07/7/2019 của", ["kế hoạch 155"], id="with 'số'"),
        pytest.param("Công văn 3676 của Sở", ["công văn 3676"], id="công văn"),
        pytest.param("các Kết luận số 18-KL/TW, 38-KL/TW", ["18-KL/TW", "38-KL/TW"], id="list"),
        pytest.param(
            "các Nghị quyết số 18, 19 và 20-NQ/TW", ["18-NQ/TW", "19-NQ/TW", "20-NQ/TW"], id="numbers that share codes"
        ),
        pytest.param(
            "Nghị quyết TW 4 (khóa XI, khóa XII)",
            ["Nghị quyết Hội nghị Trung ương 4 khóa XI", "Nghị quyết Hội nghị Trung ương 4 khóa XII"],
            id="two terms",
        ),
        pytest.param(
            "Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng khóa XIII",
            ["Nghị quyết Hội nghị Trung ương 5 khóa XIII"],
            id="conference in words",
        ),
        pytest.param(
            "Nghị quyết Đại hội XIII của Đảng",
            ["Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII"],
            id="congress",
        ),
        pytest.param("theo Điều lệ Đảng.", ["Điều lệ Đảng"], id="statutes"),
        pytest.param("Luật Lưu trữ ngày 21/6/2024;", ["Luật Lưu trữ"], id="law by date"),
        pytest.param("Bộ luật Hình sự năm 2015", ["Bộ luật Hình sự"], id="law by year"),
        pytest.param("Luật Lưu trữ đến hết ngày 31/12/2025", [], id="a day that is not the law's"),
    ],
)
def test_short_and_named_ones(text: str, want: list[str]) -> None:
    assert told(text) == want


@pytest.mark.parametrize(
    ("behind", "date", "issuer", "term"),
    [
        pytest.param(", ngày 06/6/2022 của Tỉnh ủy", "2022-06-06", "Tỉnh ủy", None, id="date and organ"),
        pytest.param(" ngày 21 tháng 4 năm 2026", "2026-04-21", None, None, id="in words"),
        pytest.param(", ngày ngày 06/7/2018", "2018-07-06", None, None, id="doubled word"),
        pytest.param(" của Ban Bí thư khóa X", None, "Ban Bí thư", "X", id="term"),
        pytest.param(", ngày 05/6/18 của Tỉnh ủy", "2018-06-05", "Tỉnh ủy", None, id="short year"),
        pytest.param(" cùa Ban Bí thư Khóa (X)", None, "Ban Bí thư", "X", id="slips"),
        pytest.param(" của Ban Bí thư (khóa XII) về", None, "Ban Bí thư", "XII", id="in brackets"),
        pytest.param(", ngày 31/02/2022", None, None, None, id="no such day"),
        pytest.param(" ngày 1O tháng l2 năm 2019", "2019-12-10", None, None, id="letters for digits"),
        pytest.param(
            " của Bộ Nông nghiệp và Phát triển nông thôn về",
            None,
            "Bộ Nông nghiệp và Phát triển nông thôn",
            None,
            id="và",
        ),
        pytest.param(" của Chính phủ và Thông tư", None, "Chính phủ", None, id="the next document"),
        pytest.param(" Ban Thường vụ Tỉnh ủy;", None, "Ban Thường vụ Tỉnh ủy", None, id="without 'của'"),
    ],
)
def test_what_stands_behind_a_number(behind: str, date: str | None, issuer: str | None, term: str | None) -> None:
    one = named(f"theo Kết luận số 18-KL/TW{behind}")[0]
    assert (one.date, one.issuer, one.term) == (date, issuer, term)


def test_a_date_told_in_front_counts() -> None:
    (one,) = named("Ngày 07/11/2008, Tỉnh uỷ có Thông báo số 214-TB/TU ý kiến")
    assert one.date == "2008-11-07"


def test_the_parts_that_are_meant() -> None:
    (one,) = named("theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP")
    assert one.articles == ("khoản 2 Điều 5",)
    assert one.leads_from < one.start


def test_only_symbols_in_a_stretch() -> None:
    text = "Công văn số 1-CV/TU; Quy định 784; Kế hoạch số 2-KH/TU"
    assert [one.symbol for one in mentions(text)] == ["1-CV/TU", "2-KH/TU"]
    assert [one.symbol for one in mentions(text, 19)] == ["2-KH/TU"]


def test_long_white_space_is_passed_over_and_ends_a_name() -> None:
    text = "Kế hoạch số 1-KH/TU" + "\n" * 100_000 + "Kế hoạch số 2-KH/TU"
    assert [(one.symbol, text[one.start : one.end]) for one in named(text)] == [
        ("1-KH/TU", "Kế hoạch số 1-KH/TU"),
        ("2-KH/TU", "Kế hoạch số 2-KH/TU"),
    ]


@given(st.text(max_size=80) | st.text("số 0123456789-/.,;()QĐKLTWUBND luậtngày", max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    own = named(text)
    assert all(0 <= one.start < one.end <= len(text) for one in own)
    assert all(one.end <= other.start for one, other in itertools.pairwise(own))

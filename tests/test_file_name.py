"""What a file's name tells of number and date: only beside the dispatch's own codes, and one thing only."""

from __future__ import annotations

import pytest

from extractors.file_name import date_named, number_named, symbol_named

STATE = ("QĐ", "TTg")


@pytest.mark.parametrize(
    ("name", "codes", "kind", "number"),
    [
        pytest.param("qd_729_ttg.pdf", STATE, "quyết định", "729", id="kind before, organ behind"),
        pytest.param("729-ttg.signed.pdf", STATE, "quyết định", "729", id="as portals name files"),
        pytest.param("QĐ số 729.pdf", STATE, "quyết định", "729", id="kind alone"),
        pytest.param("Quyet dinh 0729 bau Chu tich.pdf", STATE, "quyết định", "0729", id="kind written out"),
        pytest.param("Kế_hoạch_173.pdf", ("KH", "UBND"), "kế hoạch", "173", id="with marks and underscores"),
        pytest.param("cv_3722_metro.pdf", ("VPCP", "CN"), "công văn", "3722", id="cv for a công văn"),
        pytest.param("411-CV-TU ngay 6 thang 6 nam 2022.pdf", ("CV", "TU"), "công văn", "411", id="with a date"),
        pytest.param("05_2026_TT-BXD.pdf", ("TT", "BXD"), "thông tư", "05", id="number and year"),
        pytest.param("scan0729.pdf", STATE, "quyết định", None, id="a scanner's counter"),
        pytest.param("729.pdf", STATE, "quyết định", None, id="a number alone"),
        pytest.param("BC 12 thuc hien QD 729.pdf", ("BC", "UBND"), "báo cáo", "12", id="another paper beside it"),
        pytest.param("QD 729 va QD 730.pdf", STATE, "quyết định", None, id="two numbers"),
        pytest.param("KH 729-TTg.pdf", STATE, "quyết định", None, id="another kind"),
        pytest.param("", STATE, None, None, id="no name"),
    ],
)
def test_numbers(name: str, codes: tuple[str, ...], kind: str | None, number: str | None) -> None:
    found = number_named(name, codes, kind)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("name", "kind", "party", "symbol"),
    [
        pytest.param("411-CV-TU.pdf", "công văn", True, "411-CV/TU", id="Party"),
        pytest.param("qd_729_ttg.pdf", "quyết định", False, "729/QĐ-TTg", id="State, from both sides"),
        pytest.param("05_2026_TT-BXD_12-01-2026.pdf", "thông tư", False, "05/2026/TT-BXD", id="with its year"),
        pytest.param("729-QĐ-TTg.pdf", "kế hoạch", False, None, id="not of this kind"),
        pytest.param("729-QĐ.pdf", "quyết định", False, None, id="without organ"),
    ],
)
def test_whole_symbols(name: str, kind: str, party: bool, symbol: str | None) -> None:
    assert symbol_named(name, kind, party) == symbol


@pytest.mark.parametrize(
    ("name", "date"),
    [
        pytest.param("CV 411 06-06-2022.pdf", "2022-06-06", id="day first"),
        pytest.param("20260423_QD.pdf", "2026-04-23", id="eight digits"),
        pytest.param("2022.06.14 CV.pdf", "2022-06-14", id="year first"),
        pytest.param("ngày 6 tháng 6 năm 2022.pdf", "2022-06-06", id="in words"),
        pytest.param("31-02-2022.pdf", None, id="no such day"),
        pytest.param("01-06-2022 den 30-06-2022.pdf", None, id="two days"),
        pytest.param("CV 411.pdf", None, id="none"),
    ],
)
def test_dates(name: str, date: str | None) -> None:
    assert date_named(name) == date

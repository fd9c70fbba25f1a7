"""Number and symbol: every form offices use, through the slips of an OCR, never from a stamp or a citation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import mended_kind, mended_organ
from extractors.symbol import parsed, symbol
from records import SURE, Found, Strip, Zone
from tests.papers import PARTY, STATE, dispatch, drawn, reading, value, with_strip

MOTTO = {True: "ĐẢNG CỘNG SẢN VIỆT NAM", False: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}


def found(line: str, party: bool = False) -> Found | None:
    return symbol(dispatch((Zone.SYMBOL, line), (Zone.MOTTO, MOTTO[party])))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Số 97-CV/HU", "97-CV/HU", id="công văn"),
        pytest.param("Số 97 -CV/HU", "97-CV/HU", id="blank before the dash"),
        pytest.param("Số 08 - NQ / TU", "08-NQ/TU", id="blanks everywhere"),
        pytest.param("Số 97–CV/HU", "97-CV/HU", id="long dash"),
        pytest.param("Số 14-QĐi/TU", "14-QĐi/TU", id="quy định told by its i"),
        pytest.param("Số 21-KL/BTCTU-TH", "21-KL/BTCTU-TH", id="unit behind the organ"),
        pytest.param("Số 6 KH/ĐUK", "6-KH/ĐUK", id="no dash"),
        pytest.param("* Số 97-CV/HU", "97-CV/HU", id="star before it"),
        pytest.param("Số … 97-CV/HU", "97-CV/HU", id="dots of a form"),
    ],
)
def test_party_forms(line: str, expected: str) -> None:
    assert value(found(line, party=True)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Số: 38/QĐ-UBND", "38/QĐ-UBND", id="decision"),
        pytest.param("Số: 38 /QĐ - UBND", "38/QĐ-UBND", id="blanks"),
        pytest.param("Số: 512/UBND-KT", "512/UBND-KT", id="công văn names organ and unit"),
        pytest.param("Số: 7/2024/TT-BYT", "7/2024/TT-BYT", id="with year"),
        pytest.param("Số: 12a/BC-UBND", "12a/BC-UBND", id="number with a letter"),
        pytest.param("Luật số: 31/2031/QH16", "31/2031/QH16", id="law"),
        pytest.param("Nghị quyết số: 9/2031/UBTVQH16", "9/2031/UBTVQH16", id="of the standing committee"),
        pytest.param("Số: 20.3/2026/NQ-CP", "20.3/2026/NQ-CP", id="number with a point"),
        pytest.param("Số: 5/2019/TTLT-BYT-BTC", "5/2019/TTLT-BYT-BTC", id="two ministries"),
        pytest.param("Số: 88/QĐ-TTg", "88/QĐ-TTg", id="small letters in an organ's code"),
        pytest.param("8ố: 38/QĐ-UBND", "38/QĐ-UBND", id="S read as 8"),
        pytest.param("Sô: 38/QĐ-UBND", "38/QĐ-UBND", id="lost tone"),
    ],
)
def test_state_forms(line: str, expected: str) -> None:
    assert value(found(line)) == expected


@pytest.mark.parametrize(
    ("line", "party", "expected", "printed"),
    [
        pytest.param("Số 31-KH/TƯ", True, "31-KH/TU", "31-KH/TƯ", id="TƯ for TU"),
        pytest.param("Số 05 -ĐĐA/ĐUK", True, "05-ĐA/ĐUK", "05 -ĐĐA/ĐUK", id="ĐĐA for ĐA"),
        pytest.param("Số: 512/ƯBND-KT", False, "512/UBND-KT", "512/ƯBND-KT", id="ƯBND for UBND"),
        pytest.param("Số: 38/QD-UBND", False, "38/QĐ-UBND", "38/QD-UBND", id="QD for QĐ"),
        pytest.param("Số: 38/QĐĐ-UBND", False, "38/QĐ-UBND", "38/QĐĐ-UBND", id="QĐĐ for QĐ"),
        pytest.param("Số: l2/QĐ-UBND", False, "12/QĐ-UBND", "l2/QĐ-UBND", id="l for 1"),
        pytest.param("Số: 1O/QĐ-UBND", False, "10/QĐ-UBND", "1O/QĐ-UBND", id="O for 0"),
        pytest.param("Số 97-CV.HU", True, "97-CV/HU", "97-CV.HU", id="point for stroke"),
        pytest.param("Số: 38.QĐ-UBND", False, "38/QĐ-UBND", "38.QĐ-UBND", id="point before the kind"),
    ],
)
def test_a_mended_slip_lowers_the_confidence_and_keeps_the_printed_form(
    line: str, party: bool, expected: str, printed: str
) -> None:
    one = found(line, party)
    assert one
    assert (one.value, one.printed) == (expected, printed)
    assert one.confidence < 1.0


@pytest.mark.parametrize("line", ["Số: l2/QĐ-UBND", "Số 97-CV.HU"], ids=["digit", "joint"])
def test_a_mended_digit_or_joint_goes_to_the_clerk(line: str) -> None:
    one = found(line, party="CV" in line)
    assert one
    assert one.confidence < SURE


def test_an_unknown_organ_is_read_and_doubted() -> None:
    one = found("Số: 38/QĐ-XYZW")
    assert one
    assert (one.value, one.confidence < 1.0) == ("38/QĐ-XYZW", True)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Số:      /KH-UBND", id="number not yet written"),
        pytest.param("Số: …/UBND-VX", id="dots instead of a number"),
        pytest.param("Số: 471", id="a stamp's number"),
        pytest.param("Số và ký hiệu HS:", id="a stamp's routing"),
        pytest.param("Số 5 đường Bến Đò", id="a street"),
        pytest.param("Số điện thoại: 0210", id="a telephone"),
        pytest.param("84/85 chi bộ", id="a ratio"),
    ],
)
def test_what_bears_no_number_gives_none(line: str) -> None:
    assert found(line) is None
    assert found(line, party=True) is None


@pytest.mark.parametrize("text", ["84/85 chi bộ", "12/15 xã", "3-4 người", "2022", "50% kinh phí", "", "-"])
def test_ratios_and_counts_are_no_symbols(text: str) -> None:
    assert parsed(text, party=True) is None
    assert parsed(text, party=False) is None


def test_ends_where_the_sentence_goes_on() -> None:
    own = parsed("45-TB/TU, ngày 02/3/2021 của Tỉnh ủy", party=True)
    assert own
    assert (own[0].text, own[1]) == ("45-TB/TU", len("45-TB/TU"))


def test_points_to_the_printed_place() -> None:
    paper = dispatch((Zone.ISSUER, "SỞ Y TẾ"), (Zone.SYMBOL, "Số: 38 /QĐ-SYT"))
    one = symbol(paper)
    assert one
    assert paper.text[one.start : one.end] == "38 /QĐ-SYT"


def test_what_one_reader_alone_saw_is_not_sure() -> None:
    one = symbol(drawn((Zone.SYMBOL, "Số: 38/QĐ-UBND"), confidence=0.97))
    assert one
    assert one.confidence < SURE


def test_badly_read_words_lower_the_confidence() -> None:
    strip = Strip((0, 0, 600, 800), "Só: 38/QĐ-UBND", ("38",), held=True, by_hand=False)
    sure = symbol(with_strip(drawn((Zone.SYMBOL, "Số: 38/QĐ-UBND"), confidence=0.97), Zone.SYMBOL, strip))
    faint = symbol(drawn((Zone.SYMBOL, "Số: 38/QĐ-UBND"), confidence=0.4))
    assert sure
    assert faint
    assert faint.confidence < 0.5 < SURE < sure.confidence


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("Số: 1 2/QĐ-UBND", id="inside the number"),
        pytest.param("Số: 1 2 /QĐ-UBND", id="inside and behind"),
    ],
)
def test_a_blank_inside_a_state_number(number: str) -> None:
    own = reading(STATE.replace("Số: 38/QĐ-UBND", number)).header.symbol
    assert own
    assert own.value == "12/QĐ-UBND"
    assert own.confidence < SURE


def test_a_blank_inside_the_year() -> None:
    own = reading(STATE.replace("Số: 38/QĐ-UBND", "Số: 7/2 024/TT-BYT")).header.symbol
    assert value(own) == "7/2024/TT-BYT"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Số: 1 2/QĐ-UBND", "12/QĐ-UBND", id="inside the number"),
        pytest.param("Số: 7/2 024/TT-BYT", "7/2024/TT-BYT", id="inside the year"),
    ],
)
def test_a_blank_inside_a_number_on_a_page(line: str, expected: str) -> None:
    assert value(symbol(drawn((Zone.SYMBOL, line)))) == expected


def test_a_blank_inside_a_party_number() -> None:
    own = reading(PARTY.replace("Số 97-CV/HU", "Số 9 7-CV/HU")).header.symbol
    assert own
    assert own.value == "97-CV/HU"
    assert own.confidence < SURE


def test_a_number_not_yet_written_is_told() -> None:
    draft = reading(STATE.replace("Số: 38/QĐ-UBND", "Số:       /QĐ-UBND"))
    assert draft.header.symbol is None
    assert value(draft.header.kind) == "quyết định"
    assert "no-symbol" in {problem.code for problem in draft.problems}


def test_decomposed_letters_are_read() -> None:
    own = reading(unicodedata.normalize("NFD", STATE)).header
    assert (value(own.symbol), value(own.issuer)) == ("38/QĐ-UBND", "Ủy ban nhân dân xã Hàm Ninh")


def test_a_letter_of_another_alphabet_is_read() -> None:
    own = reading(STATE.replace("38/QĐ-UBND", "38/QĐ-BT\u0421")).header.symbol
    assert value(own) == "38/QĐ-BTC"


def test_a_cited_number_in_the_body_is_not_the_own_one() -> None:
    text = STATE.replace("Căn cứ nhu cầu quản lý chợ,", "Căn cứ Quyết định\nSố: 99/QĐ-UBND ngày 01/3/2023 của xã,")
    assert value(reading(text).header.symbol) == "38/QĐ-UBND"


@pytest.mark.parametrize(
    ("printed", "expected", "sure"),
    [
        pytest.param("QĐ", "QĐ", 1.0, id="known"),
        pytest.param("QD", "QĐ", 0.95, id="lost stroke"),
        pytest.param("ĐĐA", "ĐA", 0.95, id="doubled Đ"),
        pytest.param("QX", "QX", 0.9, id="too short to be mended"),
    ],
)
def test_kinds_codes(printed: str, expected: str, sure: float) -> None:
    assert mended_kind(printed, doubted=True) == (expected, sure)


@pytest.mark.parametrize(
    ("printed", "expected", "sure"),
    [
        pytest.param("TU", "TU", 1.0, id="known"),
        pytest.param("QH16", "QH16", 1.0, id="with the term's number"),
        pytest.param("ƯBND", "UBND", 0.95, id="lost mark"),
        pytest.param("BTCTV", "BTCTV", 0.9, id="one letter from two codes"),
        pytest.param("SXĐ", "SXD", 0.95, id="a stroke too many"),
        pytest.param("ZZ", "ZZ", 0.9, id="unknown"),
    ],
)
def test_organs_codes(printed: str, expected: str, sure: float) -> None:
    assert mended_organ(printed, doubted=True) == (expected, sure)


def test_a_code_that_was_read_surely_is_never_mended_by_a_letter() -> None:
    assert mended_organ("TĐTN", doubted=False) == ("TĐTN", 0.98)
    assert mended_organ("ĐUQS", doubted=False) == ("ĐUQS", 0.98)


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_parsed_or_left_alone(text: str, party: bool) -> None:
    own = parsed(text, party)
    assert own is None or (own[0].text and 0 < own[1] <= len(text))


KIND = st.sampled_from(["QĐ", "KH", "BC", "TB", "TTr", "CTr", "NQ", "CT"])
STATE_ORGAN = st.sampled_from(["UBND", "HĐND", "SYT", "SNV", "BTC", "TTg"])
PARTY_ORGAN = st.sampled_from(["TU", "HU", "ĐUK", "BTCTU", "TW", "ThU"])
GAP = st.sampled_from(["", " "])


@given(st.integers(1, 9999), KIND, STATE_ORGAN, GAP, GAP)
def test_a_state_symbol_is_read_whatever_its_blanks(number: int, kind: str, organ: str, a: str, b: str) -> None:
    assert value(found(f"Số: {number}{a}/{kind}{b}-{a}{organ}")) == f"{number}/{kind}-{organ}"


@given(st.integers(1, 9999), KIND, PARTY_ORGAN, GAP, GAP)
def test_a_party_symbol_is_read_whatever_its_blanks(number: int, kind: str, organ: str, a: str, b: str) -> None:
    assert value(found(f"Số {number}{a}-{b}{kind}{a}/{b}{organ}", party=True)) == f"{number}-{kind}/{organ}"

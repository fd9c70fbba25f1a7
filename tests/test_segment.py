"""A scan is cut into dispatches at each letterhead that bears a number or date; forms and annexes do not cut."""

from __future__ import annotations

import pytest

from pipeline.layout import layout
from pipeline.motto import is_motto, is_second_line, motto_start
from pipeline.segment import segment
from records import Page, Word
from tests.papers import (
    PARTY,
    RIGHT,
    STATE,
    centred,
    dispatch,
    page,
    readings,
    scan_of,
    state_head,
    typed,
    value,
    words,
)

SENTENCE = "Căn cứ nhu cầu quản lý chợ của nhân dân trong xã và các xã lân cận,"
FORM = """PHỤ LỤC
(Kèm theo Quyết định số 38/QĐ-UBND)

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

ĐƠN ĐĂNG KÝ QUẦY HÀNG

Kính gửi: Tổ quản lý chợ.

Tôi tên là: ………………

……, ngày … tháng … năm ……

Người làm đơn
"""


def symbols(text: str) -> list[str | None]:
    return [value(one.header.symbol) for one in readings(text)]


def first_page(number: str = "Số: 38/QĐ-UBND", sheet: int = 1) -> Page:
    title = centred("QUYẾT ĐỊNH", 297, 140), centred("Về việc thành lập Tổ quản lý chợ xã", 297, 158)
    return page(*state_head(number), *title, words(SENTENCE, 92, 190), number=sheet)


def last_page(sheet: int, sentence: str = "Tổ quản lý chợ làm việc theo sự phân công của Ủy ban nhân dân xã,") -> Page:
    """A page of twelve lines and the foot; the sentence is its last."""
    body = [words(SENTENCE, 60, 60 + 18 * i) for i in range(11)]
    foot = words("Nơi nhận:", 60, 400) + centred("CHỦ TỊCH", RIGHT, 400), words("- Lưu: VT.", 60, 416)
    return page(*body, words(sentence, 60, 260), *foot, centred("Cao Văn Lĩnh", RIGHT, 480), number=sheet)


def form_page(*above: tuple[Word, ...]) -> Page:
    """A blank form of an annex on the third page, with lines above its motto."""
    return page(
        *above,
        centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 297, 110),
        centred("Độc lập - Tự do - Hạnh phúc", 297, 128),
        centred("ĐƠN ĐĂNG KÝ QUẦY HÀNG", 297, 160),
        words("Tôi tên là một người buôn bán ở chợ xã và xin đăng ký quầy hàng,", 60, 190),
        number=3,
    )


def pages_of(*pages: Page) -> list[tuple[int, ...]]:
    return [one.pages for one in segment(layout(scan_of(*pages)))]


@pytest.mark.parametrize("text", [PARTY, STATE], ids=["Party", "State"])
def test_one_dispatch(text: str) -> None:
    assert len(readings(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{PARTY}\n{STATE}", ["97-CV/HU", "38/QĐ-UBND"], id="Party, State"),
        pytest.param(f"{STATE}\n{PARTY}", ["38/QĐ-UBND", "97-CV/HU"], id="State, Party"),
        pytest.param(f"{PARTY}\n{STATE}\n{PARTY}", ["97-CV/HU", "38/QĐ-UBND", "97-CV/HU"], id="three"),
    ],
)
def test_several_in_one_text(text: str, expected: list[str]) -> None:
    assert symbols(text) == expected


def test_each_keeps_its_own_foot() -> None:
    first, second = readings(f"{PARTY}\n{STATE}")
    assert first.header.signer
    assert second.header.signer
    assert value(first.header.signer.name) == "Hoàng Thị Mến"
    assert value(second.header.signer.name) == "Cao Văn Lĩnh"
    assert first.text.endswith("Hoàng Thị Mến")
    assert second.text.startswith("ỦY BAN NHÂN DÂN")


def test_a_blank_form_in_an_annex_is_no_second_dispatch() -> None:
    (own,) = readings(f"{STATE}\n{FORM}")
    assert value(own.header.symbol) == "38/QĐ-UBND"
    assert "Tôi tên là" in own.text
    assert own.header.signer
    assert value(own.header.signer.name) == "Cao Văn Lĩnh"


def test_a_form_with_an_empty_number_is_none_either() -> None:
    form = FORM.replace("PHỤ LỤC", "PHỤ LỤC\nSố:      /ĐĐK")
    assert symbols(f"{STATE}\n{form}") == ["38/QĐ-UBND"]


def test_a_motto_quoted_in_a_sentence_does_not_cut() -> None:
    text = STATE.replace(
        "Căn cứ nhu cầu", "Ghi đủ dòng chữ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ở đầu đơn. Căn cứ nhu cầu"
    )
    assert symbols(text) == ["38/QĐ-UBND"]


def test_a_second_letterhead_on_a_later_page_begins_a_dispatch() -> None:
    assert pages_of(first_page(), last_page(2), first_page("Số: 39/QĐ-UBND", 3), last_page(4)) == [(1, 2), (3, 4)]


def test_a_pages_letterhead_without_number_but_with_a_date_begins_one_too() -> None:
    assert pages_of(first_page(), last_page(2), first_page("Số:      /QĐ-UBND", 3)) == [(1, 2), (3,)]


def test_a_blank_form_on_a_later_page_does_not() -> None:
    assert pages_of(first_page(), last_page(2), form_page()) == [(1, 2, 3)]


def test_a_form_whose_annex_names_the_decision_does_not() -> None:
    above = centred("Mẫu số 01", 297, 60), centred("(Kèm theo Quyết định số 38/QĐ-UBND)", 297, 78)
    assert pages_of(first_page(), last_page(2), form_page(*above)) == [(1, 2, 3)]


def test_a_form_whose_annex_names_the_decision_and_its_date_does_not() -> None:
    named = centred("(Kèm theo Quyết định số 38/QĐ-UBND ngày 05 tháng 4 năm 2023)", 297, 78)
    assert pages_of(first_page(), last_page(2), form_page(centred("Mẫu số 01", 297, 60), named)) == [(1, 2, 3)]


def test_a_form_behind_a_page_that_cites_a_date_does_not() -> None:
    citing = last_page(2, "thay thế Quyết định số 9/QĐ-UBND ngày 01 tháng 3 năm 2022 của xã nhà,")
    assert pages_of(first_page(), citing, form_page()) == [(1, 2, 3)]


def test_a_blank_page_in_between_belongs_to_none() -> None:
    assert pages_of(first_page(), page(number=2, source="blank"), last_page(3)) == [(1, 3)]


def test_a_pen_note_above_the_letterhead_belongs_to_the_dispatch() -> None:
    (own,) = readings(f"Kính chuyển anh Khoan xử lý\n\n{STATE}")
    assert own.text.startswith("Kính chuyển anh Khoan")
    assert value(own.header.issuer) == "Ủy ban nhân dân xã Hàm Ninh"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Tin trong xã\n\nChợ họp ngày rằm.\n", id="an article"),
        pytest.param("Theo Quyết định số 38/QĐ-UBND, chợ họp ngày rằm.\n", id="an article that cites"),
    ],
)
def test_what_is_no_dispatch_is_kept_and_marked(text: str) -> None:
    (own,) = readings(text)
    assert not own.is_dispatch
    assert own.text.splitlines() == [line for line in text.splitlines() if line]


def test_an_empty_scan_is_one_empty_paper() -> None:
    (own,) = segment(())
    assert (own.pages, own.text, own.is_dispatch) == ((), "", False)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        pytest.param("ĐẢNG CỘNG SẢN VIỆT NAM", 0, id="Party"),
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, id="State"),
        pytest.param("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, id="tone on the other vowel"),
        pytest.param("C0NG HÒA XÃ HỌI CHỦ NGHIA VIẸT NAM", 0, id="misread"),
        pytest.param("HUYỆN ỦY TRẤN YÊN ĐẢNG CỘNG SẢN VIỆT NAM", 4, id="behind an organ"),
        pytest.param("Đảng Cộng sản Việt Nam", None, id="in a sentence"),
        pytest.param("ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH", 0, id="the youth union's line"),
        pytest.param("BCH ĐOÀN THANH NIÊN CỘNG SẢN HỒ CHÍ MINH HUYỆN TRẤN YÊN", None, id="the union as an organ"),
        pytest.param("VIỆT NAM", None, id="too short"),
    ],
)
def test_mottos(line: str, start: int | None) -> None:
    assert motto_start(line.split()) == start
    assert is_motto(line) is (start == 0)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Độc lập - Tự do - Hạnh phúc", True, id="plain"),
        pytest.param("Độc lập – Tự do – Hạnh phức", True, id="misread"),
        pytest.param("Độc lập, tự chủ", False, id="another phrase"),
    ],
)
def test_the_second_line(line: str, expected: bool) -> None:
    assert is_second_line(line) is expected


def test_a_typed_page_is_a_page_of_its_dispatch() -> None:
    assert pages_of(typed(STATE, 1)) == [(1,)]
    assert dispatch().lines == ()

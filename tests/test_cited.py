"""Which document is meant, what is done with it, and what is said of two others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors import known_documents
from extractors.citations import citations, citations_in
from extractors.completion import Citing
from extractors.known_documents import KnownDocument, known
from pipeline.cited_doubts import misprints
from pipeline.poor_pages import POOR_MOST, held_down
from records import Citation, Grade, Header, Line, Page, Placed, Zone
from tests.papers import PARTY, dispatch_of, readings
from tests.sample_readings import full_citations, reading

CITING = Citing("97-CV/HU", "công văn", dt.date(2022, 6, 1), "Trà Vinh")


def cited(text: str, citing: Citing = CITING) -> tuple[Citation, ...]:
    return citations_in(text, citing)[0]


def symbols(text: str, citing: Citing = CITING) -> list[str | None]:
    return [one.symbol for one in cited(text, citing)]


def relations(text: str) -> list[str]:
    return [one.relation.value for one in cited(text)]


def edges(text: str) -> list[tuple[str, str, str]]:
    return [(one.source, one.relation.value, one.target) for one in citations_in(text, CITING)[1]]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        pytest.param("Quy định số 12-QĐi/TU. Theo Quy định 12.", "12-QĐi/TU", id="from earlier in the text"),
        pytest.param("Theo Quy định 12. Quy định số 12-QĐi/TU.", "12-QĐi/TU", id="from later"),
        pytest.param("Chỉ thị 24 của Ban Thường vụ Tỉnh ủy", "24-CT/TU", id="kind and organ"),
        pytest.param("Kết luận 18 của Ban Bí thư", "18-KL/TW", id="central organ"),
        pytest.param("Nghị định 30/2020 về", "30/2020/NĐ-CP", id="a decree with its year"),
        pytest.param("theo Chỉ thị 05.", "05-CT/TW", id="well known"),
        pytest.param("theo Công văn 3676.", None, id="nothing tells"),
        pytest.param("Nghị quyết Trung ương 4 khóa XII", "04-NQ/TW", id="conference with one resolution"),
        pytest.param("Nghị quyết Trung ương 5 khóa XIII", None, id="conference with several"),
    ],
)
def test_short_forms_are_completed(text: str, symbol: str | None) -> None:
    assert symbol in symbols(text)


def test_a_completed_number_is_less_sure_than_a_printed_one() -> None:
    printed, short, built = cited("Quy định số 12-QĐi/TU. Theo Quy định 12. Chỉ thị 24 của Tỉnh ủy.")
    assert printed.confidence > short.confidence > 0.9 > built.confidence
    assert [printed.short, short.short, built.short] == [False, True, True]


@pytest.mark.parametrize("text", ["Tờ trình số 10/TTì", "Hướng dẫn số 03-HD"])
def test_a_symbol_that_lost_its_end_is_not_sure(text: str) -> None:
    (one,) = cited(text)
    assert one.confidence < 0.9


def test_another_date_or_organ_is_another_document() -> None:
    first, second = cited("Kế hoạch số 15-KH/TU, ngày 01/02/2020; Kế hoạch số 15, ngày 07/7/2019 của Huyện ủy")
    assert (first.symbol, second.symbol) == ("15-KH/TU", "15-KH/HU")


@pytest.mark.parametrize(
    ("text", "citing", "date"),
    [
        pytest.param("Kết luận số 18-KL/TW", CITING, "2017-09-22", id="the last one before the citing day"),
        pytest.param("Kết luận số 18-KL/TW", replace(CITING, day=dt.date(2026, 5, 1)), "2026-04-02", id="a later term"),
        pytest.param("Kết luận số 18-KL/TW", Citing(), None, id="two can be meant"),
        pytest.param("Kết luận số 18-KL/TW khóa XII", Citing(), "2017-09-22", id="the term decides"),
        pytest.param("Kết luận số 18-KL/TW, ngày 01/3/2020", CITING, "2020-03-01", id="the printed one counts"),
        pytest.param("Quy định số 784-QĐ/TU", CITING, None, id="no province's own is listed"),
    ],
)
def test_the_date_of_a_well_known_document(text: str, citing: Citing, date: str | None) -> None:
    (one,) = cited(text, citing)
    assert one.date == date


def test_a_date_printed_once_counts_for_every_mention() -> None:
    own = cited("Theo Kế hoạch số 9-KH/TU. Kế hoạch số 9-KH/TU, ngày 02/3/2021. Kế hoạch số 9-KH/TU.")
    assert {one.date for one in own} == {"2021-03-02"}


def test_day_and_organ_behind_a_list_stand_for_all_of_it() -> None:
    own = cited("các Nghị quyết số 18-NQ/TW, 19-NQ/TW và 20-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương")
    assert [one.date for one in own] == ["2022-06-16"] * 3
    assert {one.kind for one in own} == {"nghị quyết"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("Kế hoạch số 9-KH/TU", "Trà Vinh", id="the dispatch's own"),
        pytest.param("Kế hoạch số 9-KH/TU của Thành ủy Đà Nẵng", "Đà Nẵng", id="the organ's"),
        pytest.param("Kết luận số 9-KL/TW", "Trung ương", id="a central code"),
        pytest.param("Tờ trình số 9-TTr/BTC", "Trà Vinh", id="BTC of a Party office"),
        pytest.param("Thông tư số 9/2020/TT-BTC", "Trung ương", id="BTC of the State"),
        pytest.param("Luật Lưu trữ ngày 21/6/2024", "Trung ương", id="law"),
        pytest.param("đề nghị của UBND tỉnh Đồng Nai tại văn bản số 92/TTr-UBND", "Đồng Nai", id="who asked"),
    ],
)
def test_whose_numbering_it_is(text: str, where: str) -> None:
    assert cited(text)[-1].jurisdiction == where


def test_the_dispatch_itself_is_no_document_it_names() -> None:
    assert symbols("theo Công văn số 97-CV/HU và Công văn số 97-CV/HU, ngày 02/3/2015") == ["97-CV/HU"]


def test_a_resolution_called_twice_is_one_mention() -> None:
    text = "Nghị quyết số 21-NQ/TW, ngày 16/6/2022, Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương khóa XIII"
    assert symbols(text) == ["21-NQ/TW"]


@pytest.mark.parametrize(
    ("text", "symbol", "sure"),
    [
        pytest.param("Kết luận số 18-KL/TW. Kết luận số 18-KH/TW", "18-KL/TW", 0.8, id="borne out by another mention"),
        pytest.param("Kết luận số 77-KH/TU", "77-KL/TU", 0.5, id="one letter"),
        pytest.param("Chỉ thị số 22-TB/TU", "22-TB/TU", 0.5, id="word or code may be wrong"),
    ],
)
def test_a_code_of_another_kind_is_a_misprint(text: str, symbol: str, sure: float) -> None:
    one = cited(text)[-1]
    assert (one.symbol, one.misprint) == (symbol, True)
    assert sure < one.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "symbol", "sure"),
    [
        pytest.param("Nghị quyết số 9-NQ/TƯ của Bộ Chính trị", "9-NQ/TW", True, id="the Centre's"),
        pytest.param("Nghị quyết số 9-NQ/TƯ của Tỉnh ủy", "9-NQ/TU", True, id="the province's"),
        pytest.param("Nghị quyết số 9-NQ/TƯ", "9-NQ/TU", False, id="either"),
    ],
)
def test_a_mark_too_many_can_mean_the_centre(text: str, symbol: str, sure: bool) -> None:
    (one,) = cited(text)
    assert one.symbol == symbol
    assert (one.confidence >= 0.9) is sure


@pytest.mark.parametrize("text", ["Công văn số 12/BC-UBND", "Đề án số 06/QĐ-TTg", "Quy định số 784-QĐ/TU"])
def test_a_kind_that_bears_another_ones_code_is_none(text: str) -> None:
    assert [one.misprint for one in cited(text)] == [False]


def test_a_misprint_is_told_once_with_what_to_do() -> None:
    own = cited("Kết luận số 18-KL/TW; Kết luận số 18-KH/TW; Kết luận số 18-KH/TW; Chỉ thị số 22-TB/TU")
    first, second = misprints(own)
    assert first.code == "misprinted-citation"
    assert "'18-KH/TW' là của kế hoạch nhưng tên loại ghi 'kết luận', có thể là '18-KL/TW'" in first.message
    assert "có thể" not in second.message
    assert second.message.endswith("hãy so với văn bản được viện dẫn.")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Thực hiện Kế hoạch số 9-KH/TU", ["implements"], id="implements"),
        pytest.param("Căn cứ Luật số 4/2024/QH15;", ["based_on"], id="based on"),
        pytest.param("Quyết định này thay thế Quyết định số 9/QĐ-UBND", ["replaces"], id="replaces"),
        pytest.param("Bãi bỏ khoản 2 Điều 5 Quyết định số 9/QĐ-UBND", ["repeals"], id="repeals a part"),
        pytest.param("Quyết định số 9/QĐ-UBND hết hiệu lực kể từ ngày", ["repeals"], id="no longer in force"),
        pytest.param("Sửa đổi, bổ sung một số điều của Thông tư số 9/2020/TT-BTC", ["amends"], id="amends"),
        pytest.param("Phúc đáp Công văn số 9/STC-NS", ["replies_to"], id="replies"),
        pytest.param("(gửi kèm Quy định số 9-QĐ/TU và Hướng dẫn số 3-HD/TU)", ["attaches"] * 2, id="attaches"),
        pytest.param("hướng dẫn thực hiện Quy định số 9-QĐ/TU", ["guides"], id="guides"),
        pytest.param("về tiếp tục đẩy mạnh thực hiện Chỉ thị số 9-CT/TU", ["continues"], id="continues"),
        pytest.param("tiếp tục thực hiện tốt Chỉ thị số 9-CT/TU", ["implements"], id="an order to go on"),
        pytest.param("kết quả 05 năm thực hiện Chỉ thị số 9-CT/TU", ["mentions"], id="reports"),
        pytest.param("sau khi có Chỉ thị số 9-CT/TU", ["mentions"], id="told"),
        pytest.param("bảo đảm nội dung theo Kế hoạch số 9-KH/TU", ["implements"], id="as a Party paper says"),
        pytest.param("được giao theo Quyết định số 9/QĐ-UBND", ["mentions"], id="a State text points to it"),
        pytest.param("Theo đề nghị của Sở Y tế tại Tờ trình số 9/TTr-SYT", ["based_on"], id="proposed"),
        pytest.param("Xét đề nghị của Sở Y tế tại Tờ trình số 9/TTr-SYT", ["replies_to"], id="a letter answers"),
        pytest.param("Đề nghị Tỉnh ủy sửa đổi Quy định số 9-QĐ/TU", ["mentions"], id="asked for"),
        pytest.param("Tuy nhiên, việc thực hiện Quy định số 9-QĐ/TU còn chậm", ["mentions"], id="reviewed"),
        pytest.param("I. KẾT QUẢ\n1. Đã quán triệt Chỉ thị số 9-CT/TU", ["mentions"], id="in a review"),
        pytest.param("V/v kết quả kiểm tra\nThực hiện Kế hoạch số 9-KH/TU", ["implements"], id="V/v is no heading"),
        pytest.param(
            "Bãi bỏ các văn bản sau:\n1. Quyết định số 1/QĐ-UBND.\n2. Chỉ thị số 2/CT-UBND.",
            ["repeals"] * 2,
            id="lead-in",
        ),
        pytest.param("Thực hiện Chỉ thị số 1-CT/TU; Kế hoạch số 2-KH/TU", ["implements"] * 2, id="list"),
        pytest.param(
            "Thực hiện Chỉ thị số 1-CT/TU, Thị ủy đã ban hành Kế hoạch số 2-KH/TU",
            ["implements", "mentions"],
            id="own deed",
        ),
    ],
)
def test_the_relation_is_that_of_the_words_around(text: str, want: list[str]) -> None:
    assert relations(text) == want


NESTED = (
    "Thực hiện Kế hoạch số 69-KH/TU của Tỉnh ủy thực hiện Kết luận số 18-KL/TW về tiếp tục đẩy mạnh thực hiện "
    "Chỉ thị số 10-CT/TW “về sinh hoạt chi bộ” trong tình hình mới; Hướng dẫn số 13-HD/BTCTU"
)


def test_titles_belong_to_the_document_they_name() -> None:
    assert relations(NESTED) == ["implements", "mentions", "mentions", "implements"]
    assert edges(NESTED) == [("69-KH/TU", "implements", "18-KL/TW"), ("18-KL/TW", "continues", "10-CT/TW")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(
            "Căn cứ Luật số 1/2020/QH14 được sửa đổi, bổ sung bởi Luật số 2/2024/QH15;",
            [("2/2024/QH15", "amends", "1/2020/QH14")],
            id="amended by",
        ),
        pytest.param(
            "Luật số 1/2020/QH14 được sửa đổi, bổ sung bởi: Luật số 2/2024/QH15; Luật số 3/2025/QH15;",
            [("2/2024/QH15", "amends", "1/2020/QH14"), ("3/2025/QH15", "amends", "1/2020/QH14")],
            id="amended by several",
        ),
        pytest.param(
            "Quy định số 3-QĐ/TW thay thế Quy định số 2-QĐ/TW", [("3-QĐ/TW", "replaces", "2-QĐ/TW")], id="replaces"
        ),
        pytest.param(
            "Thông tư số 1/2020/TT-BTC hướng dẫn Nghị định số 2/2019/NĐ-CP",
            [("1/2020/TT-BTC", "guides", "2/2019/NĐ-CP")],
            id="guides",
        ),
        pytest.param("Thực hiện Chỉ thị số 1-CT/TU và Kế hoạch số 2-KH/TU", [], id="a list says nothing of two"),
        pytest.param(
            "Thực hiện Chỉ thị số 1-CT/TU, Thị ủy yêu cầu quán triệt Kế hoạch số 2-KH/TU", [], id="the dispatch speaks"
        ),
        pytest.param("Theo Quyết định số 1/QĐ-UBND. Bãi bỏ Quyết định số 2/QĐ-UBND", [], id="a stop behind a code"),
        pytest.param("Thay thế Quyết định số 1/QĐ-UBND; bãi bỏ Quyết định số 2/QĐ-UBND", [], id="two deeds"),
    ],
)
def test_what_is_said_of_two_others(text: str, want: list[tuple[str, str, str]]) -> None:
    assert edges(text) == want


def test_only_where_the_dispatch_speaks() -> None:
    (own,) = readings(PARTY.replace("Danh sách gửi", "Theo Quy định số 5-QĐ/TU, danh sách gửi"))
    assert [(one.symbol, one.jurisdiction, one.page) for one in own.citations] == [("5-QĐ/TU", "Yên Bái", 1)]


def test_a_mention_has_its_place_and_its_readers_doubt() -> None:
    text = "Thực hiện Kế hoạch số 9-KH/TU"
    words = [("Thực", 1.0), ("hiện", 1.0), ("Kế", 0.9), ("hoạch", 0.9), ("số", 0.9), ("9-KH/TU", 0.4)]
    placed, at = [], 0
    for i, (word, sure) in enumerate(words):
        placed.append(Placed(at, at + len(word), 2, (10.0 * i, 50.0, 10.0 * i + 9, 60.0), sure, Zone.BODY))
        at += len(word) + 1
    dispatch = replace(dispatch_of(Line(text, 2)), text=text, placed=tuple(placed))
    (one,) = citations(dispatch, Header())[0]
    assert (one.page, one.box) == (2, (20.0, 50.0, 59.0, 60.0))
    assert one.confidence < 0.9


def test_what_stands_on_a_poor_page_is_not_sure() -> None:
    page = Page(1, 595.0, 842.0, (), "ocr", grade=Grade.POOR)
    own = reading(citations=(replace(full_citations()[0], confidence=0.99),))
    assert held_down((own,), (page,))[0].citations[0].confidence == POOR_MOST


def test_a_provinces_own_document_counts_in_that_province_only(monkeypatch: pytest.MonkeyPatch) -> None:
    own = KnownDocument("784-QĐ/TU", dt.date(2016, 5, 10), "", "Trà Vinh")
    monkeypatch.setattr(known_documents, "known_documents", lambda: {"784-QĐ/TU": (own,)})
    assert known("784-QĐ/TU", None, "Trà Vinh", None) == own
    assert known("784-QĐ/TU", None, "Lai Châu", None) is None


def test_a_name_is_known_by_its_term_and_place() -> None:
    assert known("18-KL/TW", "XII", None, None) is not None
    assert known("18-KL/TW", "V", None, None) is None
    assert known("784-QĐ/TU", None, "Hà Nội", None) is None

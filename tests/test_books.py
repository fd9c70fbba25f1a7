"""The printed books: their form on paper, what stands in them, that nothing is cut off, the same bytes each time."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pytest_django import DjangoAssertNumQueries

from following import follow
from publish import incoming_book, serif, tracking, tracking_book
from publish.book import LEFT, MM, MOST_LINES, PAPER, RIGHT, SIZE, Book, Part, Strip, Text, printed, rows
from publish.book_dates import Wanted
from publish.book_pdf import BookPdf
from publish.letterhead import Letterhead
from publish.task_words import names_of
from records import Directory, TaskStatus
from registry.book_entries import by_month, span
from registry.book_rows import incoming, ordering, years
from settings import Settings
from tests.duties import FIRST, SECOND, above, handed_down, saved, stamped
from tests.office_with_units import units as units
from tests.printed_books import SUBJECT, a_year, both, came, cells, day, kept, pages, text_of, workbook
from tests.sample_readings import found, full_header, reading, scan_reading

pytestmark = pytest.mark.django_db
STATE = Letterhead("Sở Nội vụ", "Ủy ban nhân dân tỉnh Vĩnh Long")
PARTY = Letterhead("Văn phòng Tỉnh ủy", "Đảng bộ tỉnh Vĩnh Long", party=True)
WIDE, HIGH = PAPER[0] * MM, PAPER[1] * MM


def register(year: int = 2026, month: int | None = None, whose: Letterhead = STATE) -> Book:
    return incoming_book.book(incoming(year, None, month), Wanted(year, month), whose)


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Workbook and PDF of a whole year, made once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        a_year()
        made = both(register())
        transaction.set_rollback(True)
    return made


def test_a_sheet_a_month_under_a_cover(year: tuple[bytes, bytes]) -> None:
    book = workbook(year[0])
    assert book.sheetnames == ["Bìa", "Tháng 01-2026", "Tháng 03-2026", "Tháng 12-2026"]
    said = [cell.value for row in book["Bìa"] for cell in row if cell.value]
    assert said == [
        *("ỦY BAN NHÂN DÂN TỈNH VĨNH LONG", "SỞ NỘI VỤ", "————", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Năm: 2026"),
        *("Từ ngày 01/01/2026 đến ngày 31/12/2026", "Từ số 1 đến số 43", "Quyển số: ............"),
        *("NGƯỜI CÓ THẨM QUYỀN", "(Ký, đóng dấu trước khi sử dụng)"),
    ]


def test_every_sheet_prints_across_and_repeats_its_head(year: tuple[bytes, bytes]) -> None:
    for sheet in workbook(year[0]).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert (sheet.page_setup.fitToWidth or 1, int(sheet.page_setup.fitToHeight)) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P/&N" in str(sheet.oddFooter.right.text) or "Trang &[Page]/&N" in str(sheet.oddFooter.right.text)
        if sheet.title != "Bìa":
            assert sheet.print_title_rows == "$2:$3"
            assert cells(sheet, 2) == [one.title for one in incoming_book.COLUMNS]
            assert cells(sheet, 3) == [f"({number})" for number in range(1, 11)]


def test_the_columns_fill_the_page(year: tuple[bytes, bytes]) -> None:
    for columns in (incoming_book.COLUMNS, tracking_book.COLUMNS):
        assert sum(one.wide for one in columns) == pytest.approx(PAPER[0] - LEFT - RIGHT)
    sheet = workbook(year[0])["Tháng 01-2026"]
    told = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ"]
    inches = sum(round(one * 7) for one in told) / 96  # a column is counted in digits seven pixels wide
    assert inches * 25.4 == pytest.approx(265, abs=1.5)
    assert all(sheet[f"{letter}4"].border.left.style == "thin" for letter in "ABCDEFGHIJ")
    assert {sheet[f"{letter}4"].font.name for letter in "ABCDEFGHIJ"} == {"Times New Roman"}


def test_the_lines_are_those_of_the_register(year: tuple[bytes, bytes]) -> None:
    sheet = workbook(year[0])["Tháng 01-2026"]
    assert cells(sheet, 1)[0] == "THÁNG 01/2026"
    assert cells(sheet, 4) == [
        *(day("2026-01-01"), "1", "Tỉnh ủy Bến Cát", "12-CV/TU", day("2022-06-06"), f"Công văn {SUBJECT}"),
        *("Các huyện ủy; Đảng ủy Khối", None, None, None),
    ]
    assert [cells(sheet, row)[1] for row in range(4, 44)] == [str(number) for number in range(1, 41)]
    last = [cell.value for row in sheet.iter_rows(min_row=44) for cell in row if cell.value]
    assert last == [
        *("Tháng 01/2026 có 40 văn bản đến, từ số 1 đến số 40.", "Ngày ..... tháng ..... năm ........."),
        *("NGƯỜI VÀO SỔ", "PHỤ TRÁCH VĂN THƯ", "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)"),
    ]


def test_rows_are_as_high_as_their_text(year: tuple[bytes, bytes]) -> None:
    sheet = workbook(year[0])["Tháng 01-2026"]
    room = incoming_book.COLUMNS[5].wide * MM - 6
    for row in range(4, 44):
        lines = len(serif.broken(str(sheet.cell(row, 6).value), room, SIZE))
        assert lines == 3
        assert sheet.row_dimensions[row].height >= lines * 12


def test_every_page_is_across_with_head_and_number(year: tuple[bytes, bytes]) -> None:
    every = pages(year[1])
    assert len(every) > 5
    for number, page in enumerate(every, start=1):
        assert (page.width, page.height) == pytest.approx((WIDE, HIGH), abs=1)
        text = text_of(page)
        assert f"Trang {number}/{len(every)}" in text
        if number > 1:
            assert "Tên loại và trích yếu nội dung văn bản" in text
            assert re.search(r"\(1\) \(2\) \(3\) \(4\) \(5\) \(6\) \(7\) \(8\) \(9\) \(10\)", text)
            assert len(re.findall(r"THÁNG \d\d/2026", text)) == 1


def test_words_are_whole_in_the_pdf_and_none_is_lost(year: tuple[bytes, bytes]) -> None:
    every = [text_of(page) for page in pages(year[1])]
    tables = [page.extract_table() for page in pages(year[1])[1:]]
    lines = [[(cell or "").replace("\n", " ") for cell in row] for table in tables for row in table[2:]]
    assert [line[1] for line in lines] == [str(number) for number in range(1, 44)]
    assert {line[5] for line in lines[:40]} == {f"Công văn {SUBJECT}"}
    assert {line[2] for line in lines} == {"Tỉnh ủy Bến Cát"}
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in every[0]
    assert "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG" in every[0]
    assert sum("Tháng 03/2026 có 1 văn bản đến, số 41." in one for one in every) == 1
    assert sum(one.count("PHỤ TRÁCH VĂN THƯ") for one in every) == 3


def test_no_text_leaves_its_cell(year: tuple[bytes, bytes]) -> None:
    for page in pages(year[1])[1:]:
        edges = sorted({round(line["x0"], 1) for line in page.lines if abs(line["x0"] - line["x1"]) < 0.1})
        assert len(edges) == 11
        for word in page.crop((0, 60, WIDE, HIGH - 60)).extract_words():
            assert edges[0] <= word["x0"] and word["x1"] <= edges[-1] + 0.5
            if word["bottom"] < max(line["bottom"] for line in page.lines):
                assert not any(word["x0"] + 0.5 < edge < word["x1"] - 0.5 for edge in edges), word["text"]


def test_a_month_begins_a_page_and_its_signing_stands_by_a_line(year: tuple[bytes, bytes]) -> None:
    every = [text_of(page) for page in pages(year[1])]
    for one in every:
        if "NGƯỜI VÀO SỔ" in one:
            assert "Tỉnh ủy Bến Cát" in one
    assert [re.findall(r"THÁNG (\d\d)", one) for one in every[1:]] == sorted(
        re.findall(r"THÁNG (\d\d)", one) for one in every[1:]
    )


def test_the_fonts_are_in_the_file(year: tuple[bytes, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(year[1])
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        embedded = [one for one in fonts if "/FontDescriptor" in one and "/FontFile2" in one.FontDescriptor]
        names = {str(one.BaseFont) for one in embedded}
    assert len(fonts) == len(embedded)
    assert all(re.fullmatch(r"/[A-Z]{6}\+LiberationSerif(-\w+)?", name) for name in names)
    assert len(year[1]) < 400_000


def test_several_print_at_once() -> None:
    def book(name: str) -> bytes:
        closing = (Strip((Text(name),)),)
        part = Part("a", "a", [(name * 3, name, *[None] * 8)] * 200, closing)
        return printed(made := Book(name, incoming_book.COLUMNS, closing, [part]), [BookPdf(made)])[0]

    names = ["Đặng", "Ngữ", "Ưởng", "Hiệp"]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(book, names))
    assert together == [book(name) for name in names]


def test_a_missing_font_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serif, "FOLDERS", ())
    with pytest.raises(serif.FontMissing, match=r"LiberationSerif-Bold\.ttf .*cài gói fonts-liberation2"):
        serif.font_file(serif.BOLD)


@pytest.mark.parametrize("text", ["=1+1", "+84 123", "@SUM(A1)", "-5", '=HYPERLINK("http://x")', "a\x00b\x0bc\ufffe"])
def test_what_is_hostile_is_text(text: str) -> None:
    kept(came(1, "2026-01-05", issuer=found(text), subject=found(text)))
    sheet, pdf = both(register())
    cell = workbook(sheet)["Tháng 01-2026"]["C4"]
    shown = "a b c" if "\x00" in text else text
    assert (cell.data_type, cell.value) == ("s", shown)
    assert shown in pages(pdf)[1].extract_table()[2][2].replace("\n", "")


def test_what_is_too_high_for_a_page_goes_on_in_further_rows() -> None:
    long = " ".join(f"từ{number}" for number in range(500))[:3000]
    kept(came(1, "2026-01-05", subject=found(long)))
    sheet, pdf = both(register())
    month = workbook(sheet)["Tháng 01-2026"]
    parts = [month.cell(row, 6).value for row in range(4, 9)]
    assert " ".join(one for one in parts if one) == f"Công văn {long}"
    assert [month.cell(row, 2).value for row in range(4, 9)] == ["1", *[None] * 4]
    assert all(month.row_dimensions[row].height <= 409 for row in range(4, 9))
    tables = [page.extract_table()[2:] for page in pages(pdf)[1:]]
    said = " ".join((row[5] or "").replace("\n", " ") for table in tables for row in table)
    assert said == f"Công văn {long}"


def test_a_word_without_blanks_is_broken() -> None:
    (row, *_) = rows(("W" * 300, "1234/QĐ-BTNMT-KHTC-VP"), incoming_book.COLUMNS[:2])
    assert "".join(row.texts[0]) == "W" * 300 or len(row.texts[0]) == MOST_LINES
    assert row.texts[1][0] == "1234/" or row.texts[1][0].startswith("1234")
    room = [one.wide * MM - 6 for one in incoming_book.COLUMNS[:2]]
    for lines, wide in zip(row.texts, room, strict=True):
        assert all(serif.width(line, SIZE) <= wide for line in lines)


def test_a_year_of_nothing() -> None:
    sheet, pdf = both(register(1999))
    book = workbook(sheet)
    assert book.sheetnames == ["Bìa", "Năm 1999"]
    assert cells(book["Năm 1999"], 4)[0] == "Không có văn bản đến."
    assert "Từ ngày ...../...../........ đến ngày ...../...../........" in text_of(pages(pdf)[0])
    assert "Không có văn bản đến." in text_of(pages(pdf)[1])
    assert len(pages(pdf)) == 2


def test_a_month_alone() -> None:
    kept(came(41, "2026-03-05"), came(42, "2026-12-30"), came(43, "2026-12-31"))
    sheet, pdf = both(register(2026, 12))
    assert workbook(sheet).sheetnames == ["Bìa", "Tháng 12-2026"]
    cover = text_of(pages(pdf)[0])
    assert "Tháng 12/2026" in cover
    assert "Từ số 42 đến số 43" in cover


def test_the_form_of_the_party() -> None:
    kept(came(7, "2026-02-03"))
    sheet, pdf = both(register(whose=PARTY))
    said = [cell.value for row in workbook(sheet)["Bìa"] for cell in row if cell.value]
    assert said[:4] == ["ĐẢNG BỘ TỈNH VĨNH LONG", "ĐẢNG CỘNG SẢN VIỆT NAM", "VĂN PHÒNG TỈNH ỦY", "*"]
    assert {"Năm 2026", "Từ số 7 đến số 7", "Quyển số ............", "T/M VĂN PHÒNG"} <= set(said)
    every = [text_of(page) for page in pages(pdf)]
    assert "ĐẢNG BỘ TỈNH VĨNH LONG ĐẢNG CỘNG SẢN VIỆT NAM VĂN PHÒNG TỈNH ỦY *" in every[0]
    assert "NGƯỜI VÀO SỔ T/M VĂN PHÒNG" in every[1]
    assert ":" not in every[0]


def test_without_names_there_are_dots() -> None:
    _, pdf = both(register(1999, whose=Letterhead()))
    assert text_of(pages(pdf)[0]).startswith("." * 40 + " " + "." * 40)


def test_the_note_is_short() -> None:
    head = replace(full_header(), symbol=found("12-CV/TU", 0.5), marks=(found("HỎA TỐC"), found("KHẨN", 0.4)))
    kept(scan_reading(reading(head)), scan_reading(reading(full_header(), is_dispatch=False), sha256="f" * 64))
    (one, other) = [line[-1] for month in by_month(incoming(2022)) for line in incoming_book._lines(month)]
    assert one == "HỎA TỐC. KHẨN (?). Cần xem lại: số, ký hiệu."
    assert other == "KHẨN. Không mang thể thức văn bản."


def test_lines_stand_by_day_then_number() -> None:
    kept(came(9, "2026-01-02"), came(3, "2026-01-02"), came(12, "2026-01-01"), came(4, "2025-12-31"))
    found_ = incoming(2026)
    assert [(str(one.day), one.arrival) for one in found_] == [("2026-01-01", 12), ("2026-01-02", 3), ("2026-01-02", 9)]
    assert years() == [2025, 2026]
    of = span(found_)
    assert (of.count, of.lowest, of.highest) == (3, 3, 12)


def test_a_long_year_is_asked_for_in_parts(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    a_year()
    with django_assert_max_num_queries(20):  # six a month, and which they are
        assert len(both(register())) == 2


@pytest.fixture
def followed(units: Directory) -> Directory:
    saved(stamped(above(), "2022-06-10"), stamped(handed_down(), "2022-07-01"))
    follow(Settings())
    return units


def tracked(directory: Directory, only: frozenset[str] | None = None) -> Book:
    return tracking_book.book(ordering(2022), Wanted(2022), STATE, names_of(directory), only)


def test_what_is_followed_stands_under_its_month(followed: Directory) -> None:
    sheet, pdf = both(tracked(followed))
    book = workbook(sheet)
    assert book.sheetnames == ["Bìa", "Tháng 06-2022", "Tháng 07-2022"]
    july = book["Tháng 07-2022"]
    assert cells(july, 2) == list(tracking.COLUMNS)
    assert [cells(july, row)[2] for row in (4, 5)] == [FIRST, SECOND]
    assert cells(july, 5)[1].startswith("Công văn 256-CV/ĐUK ngày 9/6/2022")
    assert (cells(july, 5)[3], cells(july, 5)[4]) == (day("2022-06-15"), TaskStatus.NEW.value)
    assert "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" in text_of(pages(pdf)[0])
    assert "Tháng 07/2022 có 1 văn bản đến phải giải quyết." in text_of(pages(pdf)[-1])


def test_people_of_a_unit_have_its_lines_alone(followed: Directory) -> None:
    book = workbook(both(tracked(followed, frozenset({"cb-y-te"})))[0])
    assert [cell.value for cell in book["Tháng 07-2022"]["C"]][3:5] == [SECOND, None]


def test_the_same_year_gives_the_same_bytes() -> None:
    kept(came(1, "2026-01-05"), came(2, "2026-02-05"))
    first = both(register())
    time.sleep(1.1)  # a PDF tells seconds
    assert both(register()) == first

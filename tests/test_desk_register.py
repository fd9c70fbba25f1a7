"""The register's page: who sees what, how it is searched, filtered and sorted, and that its files are what it shows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from following import follow
from records import Arrival, Directory, Paper
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.line_keep import keep_missing_lines
from registry.models import DispatchRow, LineRow
from registry.save import DjangoRegister
from registry.search_words import leading_number, searchable, sought
from settings import Settings
from tests.desk import signed_in, whole
from tests.duties import OFFICE, above, handed_down, report, saved, stamped
from tests.office_with_units import units as units
from tests.papers_of_graph import found, header, paper
from web.groups import Group

pytestmark = pytest.mark.django_db


def plan() -> Paper:
    head = header("173/KH-UBND", "kế hoạch", "2023-03-02", "Ủy ban nhân dân tỉnh Trà Vinh", "Trà Vinh", "chuyển đổi số")
    return stamped(paper(head, "Kế hoạch."), "2023-03-05")


def joint() -> Paper:
    head = header("05/2010/TTLT-BTC-BNV", "thông tư liên tịch", "2010-01-15", "Bộ Tài chính", "Trung ương")
    return paper(head, "Thông tư.")


def doubted() -> Paper:
    one = paper(header("9-CV/HU", "công văn", "2022-01-02", "Huyện ủy Cầu Kè", "Trà Vinh", "họp"), "Công văn.")
    return replace(one, reading=replace(one.reading, header=replace(one.reading.header, symbol=found("9-CV/HU", 0.5))))


@pytest.fixture
def kept() -> None:
    saved(above(), handed_down(), report(), plan(), joint(), doubted())


@pytest.fixture
def clerk(kept: None) -> Client:
    return signed_in("an", Group.CLERK)


def symbols(client: Client, **asked: Any) -> list[str]:
    """The symbols of the page's lines, in order."""
    answer = client.get(f"/so/?{urlencode(asked)}")
    assert answer.status_code == 200
    return [row.cells[3] for row in answer.context["rows"]]


@pytest.mark.parametrize(
    "question",
    ["173 / KH-UBND", "173KH", "173/kh-ubnd", "173-KH/UBND", "0173/KH", "173", "KH-UBND 173", "Kế hoạch 173/KH-UBND"],
)
def test_a_number_is_found_in_any_spacing(clerk: Client, question: str) -> None:
    assert symbols(clerk, q=question) == ["173/KH-UBND"]


@pytest.mark.parametrize("question", ["5/TTLT", "05/2010/TTLT-BTC", "5 / 2010 / ttlt - btc", "tai chinh lien tich"])
def test_a_number_is_found_with_and_without_its_year(clerk: Client, question: str) -> None:
    assert symbols(clerk, q=question) == ["05/2010/TTLT-BTC-BNV"]


@pytest.mark.parametrize("question", ["173CV", "73/KH-UBND", "hang uy", "73"])
def test_what_only_looks_alike_is_not_found(clerk: Client, question: str) -> None:
    assert symbols(clerk, q=question) == []


def test_marks_of_letters_do_not_matter(clerk: Client) -> None:
    assert symbols(clerk, q="dang uy") == symbols(clerk, q="Đảng ủy") == symbols(clerk, q="ĐẢNG UỶ") == ["256-CV/ĐUK"]
    assert symbols(clerk, q="chuyen doi so") == symbols(clerk, q="chuyển đổi số") == ["173/KH-UBND"]


def test_a_day_is_found_and_a_blank_finds_all(clerk: Client) -> None:
    assert symbols(clerk, q="ngày 2/3/2023") == symbols(clerk, q="5-3-2023") == ["173/KH-UBND"]
    assert len(symbols(clerk, q="  ")) == 6


@pytest.mark.parametrize("question", ["%", "_", "'", '"', "\\", "a" * 1000, "\x00", "😀", "x " * 200, "<script>"])
def test_odd_questions_are_questions(clerk: Client, question: str) -> None:
    text = clerk.get(f"/so/?{urlencode({'q': question})}").content.decode()
    assert "<script>" not in text


def test_filters_narrow(clerk: Client) -> None:
    assert symbols(clerk, year=2023) == ["173/KH-UBND"]
    assert symbols(clerk, kind="thông tư liên tịch") == ["05/2010/TTLT-BTC-BNV"]
    assert symbols(clerk, issuer=OFFICE) == ["256-CV/ĐUK"]
    assert symbols(clerk, doubt="co") == ["9-CV/HU"]
    assert len(symbols(clerk, doubt="khong")) == 5
    assert symbols(clerk, kind="công văn", q="cau ke", doubt="khong") == []


def test_a_unit_narrows_to_what_goes_to_it(units: Directory, kept: None) -> None:
    follow(Settings())
    client = signed_in("an", Group.CLERK)
    assert symbols(client, unit="cb-y-te") == ["256-CV/ĐUK"]
    assert symbols(client, unit="btc") == []


def test_a_filter_that_makes_no_sense_is_told(clerk: Client) -> None:
    text = clerk.get("/so/?year=hai&sort=x&trang=-3").content.decode()
    assert "Sổ không có “hai” ở mục Năm đến; hãy chọn lại trong danh sách." in text


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("issued", "05/2010/TTLT-BTC-BNV", "173/KH-UBND"),
        ("-issued", "173/KH-UBND", "05/2010/TTLT-BTC-BNV"),
        ("symbol", "3-BC/CB", "411-CV/TU"),
        ("-symbol", "411-CV/TU", "3-BC/CB"),
        ("issuer", "05/2010/TTLT-BTC-BNV", "173/KH-UBND"),
        ("-arrived", "173/KH-UBND", "411-CV/TU"),
    ],
)
def test_columns_sort(clerk: Client, order: str, first: str, last: str) -> None:
    shown = symbols(clerk, sort=order)
    assert (shown[0], shown[-1]) == (first, last)


def test_what_has_no_value_comes_last_either_way(clerk: Client) -> None:
    assert symbols(clerk, sort="number")[0] == symbols(clerk, sort="-number")[0] == "173/KH-UBND"


def test_a_click_on_a_heading_turns_the_order_and_keeps_the_question(clerk: Client) -> None:
    columns = {one.title: one for one in clerk.get("/so/?q=cv&sort=issued").context["columns"]}
    assert (columns["Ngày văn bản"].address, columns["Ngày văn bản"].sorted) == ("?q=cv&sort=-issued", "ascending")
    assert columns["Tác giả"].address == "?q=cv&sort=issuer"


def test_pages_follow_one_another(kept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.register.ON_A_PAGE", 4)
    client = signed_in("an", Group.CLERK)
    first, second = symbols(client, sort="symbol"), symbols(client, sort="symbol", trang=2)
    assert (len(first), len(second), len({*first, *second})) == (4, 2, 6)
    assert symbols(client, sort="symbol", trang=99) == second
    assert "?sort=symbol&amp;trang=2" in client.get("/so/?sort=symbol").content.decode()


QUESTIONS: list[dict[str, Any]] = [{}, {"q": "tra vinh", "sort": "symbol"}, {"doubt": "co"}, {"q": "không có gì"}]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_files_hold_exactly_what_the_page_shows(
    clerk: Client, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = symbols(clerk, **asked)
    monkeypatch.setattr("web.pages.register.ON_A_PAGE", 2)
    told = clerk.get(f"/so/so-van-ban-den.csv?{urlencode(asked)}")
    assert [one["Số, ký hiệu văn bản"] for one in csv.DictReader(io.StringIO(whole(told).decode("utf-8-sig")))] == shown
    book = clerk.get(f"/so/so-van-ban-den.xlsx?{urlencode(asked)}")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown
    assert "attachment" in told["Content-Disposition"]
    assert "attachment" in book["Content-Disposition"]


def test_a_list_that_is_too_long_for_a_file_is_told(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.register.MOST_IN_A_FILE", 1)
    answer = clerk.get("/so/so-van-ban-den.csv?q=tra+vinh&trang=2", follow=True)
    assert answer.redirect_chain == [("/so/?q=tra+vinh", 302)]
    assert "hãy lọc theo năm" in answer.content.decode()


def test_a_person_of_a_unit_sees_its_papers_alone(units: Directory, kept: None) -> None:
    follow(Settings())
    chief = signed_in("bình", Group.LEADER, units=("cb-y-te",))
    assert symbols(chief) == ["256-CV/ĐUK"]
    assert symbols(chief, q="173KH") == []
    assert b"173" not in whole(chief.get("/so/so-van-ban-den.csv"))
    choices = chief.get("/so/").context["form"]["issuer"].field.choices
    assert [one for one, _ in choices] == ["", OFFICE]
    assert signed_in("chi").get("/so/").status_code == 403
    assert symbols(signed_in("dung", Group.LEADER)) == []


def test_a_correction_changes_what_is_found(clerk: Client) -> None:
    when = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    DjangoRegister().correct(doubted().sha256, Amendment(0, FieldKey("symbol"), "8-CV/HU", "an", when))
    assert symbols(clerk, q="9-CV/HU") == []
    assert symbols(clerk, q="8-CV/HU") == ["8-CV/HU"]
    assert symbols(clerk, doubt="co") == []


def test_a_reading_anew_changes_what_is_found(clerk: Client) -> None:
    one = plan()
    head = replace(one.reading.header, issuer=found("Sở Tài chính"), arrival=Arrival(None, found("không rõ"), None))
    saved(replace(one, reading=replace(one.reading, header=head)))
    assert symbols(clerk, q="so tai chinh") == ["173/KH-UBND"]
    assert symbols(clerk, q="uy ban nhan dan") == []
    assert symbols(clerk, year=2023) == symbols(clerk), "a year that no line has is told and narrows nothing"


def test_lines_of_older_registers_are_made_up_for(clerk: Client) -> None:
    LineRow.objects.all().delete()
    assert symbols(clerk) == []
    keep_missing_lines()
    assert LineRow.objects.count() == DispatchRow.objects.count() == 6
    assert symbols(clerk, q="173KH") == ["173/KH-UBND"]


def test_few_queries_however_many_lines(units: Directory, kept: None) -> None:
    head = header("1-CV/X", "công văn", "2022-01-01", OFFICE, "Trà Vinh")
    saved(*(paper(head, "Công văn.", name=f"số {number}") for number in range(60)))
    follow(Settings())
    for name, groups in (("bình", (Group.CLERK, Group.LEADER)), ("chi", (Group.LEADER,))):
        client = signed_in(name, *groups, units=("tu",))
        with CaptureQueriesContext(connection) as told:
            assert client.get("/so/?q=cv&doubt=khong&unit=duk&kind=công văn&sort=issuer").status_code == 200
        assert len(told) <= 20, name
        with CaptureQueriesContext(connection) as told:
            assert client.get("/so/").context["rows"]
        assert len(told) <= 20, name


def test_what_a_stranger_printed_is_no_markup(clerk: Client) -> None:
    head = header("2-CV/X", "công văn", "2022-01-01", "<script>alert(1)</script>", "Trà Vinh", "=1+1")
    saved(paper(head, "Công văn."))
    assert "<script>alert" not in clerk.get("/so/").content.decode()


def test_words_of_lines_and_questions() -> None:
    assert sought("").words == ()
    assert sought("31/2/2022").days == ()
    assert len(sought("a b c d e f g h i k l m n o p").words) == 12
    assert " 52klduk1 " in searchable(("52-KL/ĐUK1",), ("về việc",))
    assert leading_number("chưa rõ") is None

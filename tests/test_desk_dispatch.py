"""The page of one dispatch: what it tells, who may see it, the original byte for byte."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from following import follow
from records import Cut, Directory, Paper, Problem, Recipient
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.models import DispatchRow, DocumentRow, ScanRow
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import signed_in
from tests.duties import REVIEW, above, handed_down, report, saved, scanned
from tests.office_with_units import units as units
from tests.papers_of_graph import found
from web.groups import Group

pytestmark = pytest.mark.django_db
#: A page asks the database so often at most.
MOST_QUERIES = 20


@pytest.fixture
def kept(units: Directory) -> None:
    saved(above(), handed_down(), report())
    follow(Settings())


def row_of(one: Paper) -> DispatchRow:
    return DispatchRow.objects.get(scan__sha256=one.sha256, position=one.position)


def address(one: Paper, more: str = "") -> str:
    return f"/van-ban/{row_of(one).pk}/{more}"


def page(client: Client, one: Paper) -> str:
    answer = client.get(address(one))
    assert answer.status_code == 200
    return answer.content.decode()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.usefixtures("kept")
def test_a_dispatch_tells_its_fields_its_orders_and_how_sure() -> None:
    text = page(signed_in("an", Group.CLERK), above())
    assert "<h1>Công văn 411-CV/TU ngày 6/6/2022</h1>" in text
    assert "Tỉnh ủy Trà Vinh" in text
    assert '<span class="tag good">chắc</span>' in text
    assert REVIEW in text
    assert "25/6/2022 (“trước ngày 2022-06-25”)" in text
    assert "Chưa ai sửa gì." in text


@pytest.mark.usefixtures("kept")
def test_an_unsure_value_says_so_with_what_is_printed() -> None:
    unsure = replace(found("411-CV/TU", 0.5), printed="4l1-CV/TU", page=1)
    one = above()
    head = replace(one.reading.header, symbol=unsure)
    told = replace(one.reading, header=head, problems=(Problem("odd", "Số này lạ; hãy xem.", 1, None, "symbol"),))
    saved(replace(one, reading=told))
    text = page(signed_in("an", Group.CLERK), one)
    assert "rất ngờ, cần đối chiếu" in text
    assert "in là “4l1-CV/TU”" in text
    assert "Số này lạ; hãy xem." in text


@pytest.mark.usefixtures("kept")
def test_a_recipient_stands_with_what_he_gets_it_for_and_print_is_told_where_it_differs() -> None:
    one, name = above(), replace(found("Tỉnh ủy"), printed="- TỈNH ỦY;")
    people = (Recipient(name, found("để báo cáo")), Recipient(found("Văn phòng"), found("lưu")))
    saved(replace(one, reading=replace(one.reading, header=replace(one.reading.header, recipients=people))))
    told = signed_in("an", Group.CLERK).get(address(one)).context["values"]
    assert [each.value for each in told[-4:]] == ["Tỉnh ủy", "để báo cáo", "Văn phòng", "lưu"]
    assert {each.read_from for each in told[-4:]} == {""}


@pytest.mark.usefixtures("kept")
def test_what_is_cited_leads_there_and_back() -> None:
    client = signed_in("an", Group.CLERK)
    text = page(client, handed_down())
    assert f'<a href="{address(above())}">411-CV/TU ngày 6/6/2022 (Trà Vinh)</a>' in text
    assert "có trong kho" in text
    assert f'<a href="{address(handed_down())}">256-CV/ĐUK</a> thực hiện văn bản này' in page(client, above())


def test_a_document_that_is_not_there_leads_to_the_graph_for_who_may_ask_it(units: Directory) -> None:
    saved(handed_down())
    assert "chưa đối chiếu" in page(signed_in("an", Group.CLERK), handed_down())
    follow(Settings())
    key = DocumentRow.objects.get(symbol="411-CV/TU").key
    link = f'<a href="/do-thi/?{urlencode({"document": key})}">411-CV/TU ngày 6/6/2022 (Trà Vinh)</a>'
    text = page(signed_in("bình", Group.CLERK), handed_down())
    assert link in text
    assert "chưa có trong kho" in text
    text = page(signed_in("chi", units=("cb-y-te",)), handed_down())
    assert "411-CV/TU ngày 6/6/2022 (Trà Vinh)" in text
    assert "/do-thi/" not in text


@pytest.mark.usefixtures("kept")
def test_a_unit_sees_its_own_orders_and_no_way_to_papers_of_others() -> None:
    text = page(signed_in("an", units=("cb-y-te",)), handed_down())
    assert "của chi bộ" in text
    assert "về Ban Tổ chức" not in text.partition("Toàn văn đọc được")[0]
    upper = address(above())
    assert (f'href="{upper}"' in text) == (signed_in("bình", units=("cb-y-te",)).get(upper).status_code == 200)


@pytest.mark.usefixtures("kept")
def test_corrections_are_told_with_who_and_when() -> None:
    at = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
    DjangoRegister().correct(above().sha256, Amendment(0, FieldKey("issued_on"), "2022-06-07", "Chị Lan", at))
    text = page(signed_in("an", Group.CLERK), above())
    assert "10:00 12/6/2022, Chị Lan: Ngày ban hành thành “7/6/2022”" in text
    assert "văn thư đã sửa" in text
    assert "Công văn 411-CV/TU ngày 7/6/2022" in text


@pytest.mark.usefixtures("kept")
def test_the_original_comes_byte_for_byte_to_those_who_may_see_it(tmp_path: Path) -> None:
    place, whole = tmp_path / "x.pdf", bytes(range(256)) * 300
    place.write_bytes(whole)
    DjangoRegister().archived(above().sha256, place)
    answer = signed_in("an", Group.CLERK).get(address(above(), "ban-goc/"))
    assert answer.status_code == 200
    assert body(answer) == whole
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="411-CV_TU.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert signed_in("bình", Group.LEADER, units=("btc",)).get(address(above(), "ban-goc/")).status_code == 404
    assert Client().get(address(above(), "ban-goc/")).status_code == 302


@pytest.mark.usefixtures("kept")
def test_an_original_that_is_gone_is_told_with_what_to_do() -> None:
    answer = signed_in("an", Group.CLERK).get(address(above(), "ban-goc/"), follow=True)
    assert "hãy nhờ văn thư chạy lệnh vanthu verify" in answer.content.decode()


@pytest.mark.usefixtures("kept")
def test_a_file_with_papers_of_others_is_not_given(tmp_path: Path) -> None:
    place = tmp_path / "x.pdf"
    place.write_bytes(b"%PDF")
    ours, theirs = handed_down().reading, report().reading
    both = replace(scanned(handed_down()), readings=(ours, theirs))
    DjangoRegister().save(both)
    DjangoRegister().archived(handed_down().sha256, place)
    follow(Settings())
    client = signed_in("an", units=("cb-y-te",))
    assert "Tệp gốc còn chứa văn bản không thuộc phạm vi của bạn" in page(client, handed_down())
    assert client.get(address(handed_down(), "ban-goc/")).status_code == 404
    assert body(signed_in("bình", Group.CLERK).get(address(handed_down(), "ban-goc/"))) == b"%PDF"


@pytest.mark.usefixtures("kept")
def test_pictures_of_doubtful_places_are_shown() -> None:
    png = b"\x89PNG\r\n\x1a\n..."
    one = above()
    saved(replace(one, reading=replace(one.reading, cuts=(Cut("symbol", 1, (1.0, 2.0, 3.0, 4.0), png),))))
    client = signed_in("an", Group.CLERK)
    assert f'src="{address(one, "anh/0/")}"' in page(client, one)
    answer = client.get(address(one, "anh/0/"))
    assert (answer.content, answer["Content-Type"]) == (png, "image/png")
    assert client.get(address(one, "anh/1/")).status_code == 404
    assert signed_in("bình", units=("btc",)).get(address(one, "anh/0/")).status_code == 404


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("group", "of"), [(Group.CLERK, ()), (Group.LEADER, ("cb-noi-vu",))])
def test_a_page_asks_the_database_a_bounded_number_of_times(group: Group, of: tuple[str, ...]) -> None:
    client = signed_in("an", group, units=of)
    there = address(handed_down())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(there).status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_a_scan_keeps_its_name_whatever_letters_it_has(units: Directory, tmp_path: Path) -> None:
    saved(above())
    ScanRow.objects.update(name="Công văn số 411.pdf", archived=str(tmp_path / "x.pdf"))
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    answer = signed_in("an", Group.CLERK).get(address(above(), "ban-goc/"))
    assert "filename*=utf-8''C%C3%B4ng%20v%C4%83n%20s%E1%BB%91%20411.pdf" in answer["Content-Disposition"]

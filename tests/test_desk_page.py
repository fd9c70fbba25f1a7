"""A page of a dispatch opened at a sentence: boxes on the picture, marks in the text, over two pages, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from following import follow
from records import Directory, Paper, Placed, Zone
from registry.models import DispatchRow, PlacesRow
from registry.places import packed, places_of, unpacked
from registry.save import DjangoRegister
from registry.tasks import all_tasks
from settings import Settings
from tests.desk import signed_in
from tests.duties import LEARN, REVIEW, above, handed_down, scanned
from tests.office_with_units import units as units
from tests.test_desk_dispatch import row_of
from web.groups import Group
from web.page_pictures import PagePicture
from web.paper_address import address_of_stretch

pytestmark = pytest.mark.django_db
WIDE = 20.0


def words(text: str, second_page_from: int) -> tuple[Placed, ...]:
    """The words of the text in lines of eight, 12 points apart; from that offset on they stand on page 2."""
    found: list[Placed] = []
    at = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        left, top = 50 + WIDE * (number % 8), 100.0 + 12 * (number // 8)
        page = 1 if start < second_page_from else 2
        found.append(Placed(start, at, page, (left, top, left + WIDE - 4, top + 10), 0.9, Zone.BODY))
    return tuple(found)


def placed(one: Paper, cut: str) -> Paper:
    """The paper with its words on two pages; the second begins with `cut`.  Orders have their offsets."""
    text = one.reading.text
    orders = tuple(
        replace(each, start=text.index(each.text), end=text.index(each.text) + len(each.text))
        for each in one.reading.obligations
    )
    told = replace(one.reading, pages=(1, 2), obligations=orders, placed=words(text, text.index(cut)))
    return replace(one, reading=told)


@pytest.fixture
def kept(units: Directory) -> DispatchRow:
    one = placed(above(), "quy chế làm việc")
    DjangoRegister().save(replace(scanned(one), page_count=2))
    DjangoRegister().save(scanned(handed_down()))
    follow(Settings())
    return row_of(one)


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every page has a picture."""
    drawn = PagePicture(tmp_path / "x.jpg", 595.0, 842.0)
    for module in ("web.paper_page", "web.cutouts"):
        monkeypatch.setattr(f"{module}.page_picture", lambda *_: drawn)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def stretch_of(row: DispatchRow, words: str) -> tuple[int, int]:
    return row.text.index(words), row.text.index(words) + len(words)


def polygons(text: str) -> Sequence[str]:
    return text.partition('<g id="cau" class="asked">')[2].partition("</g>")[0].split('<polygon points="')[1:]


def test_places_come_back_as_they_were_kept() -> None:
    told = words("Một hai ba. Bốn", 12)
    again = unpacked(packed((*told, Placed(15, 16, 3, None, 1.0, Zone.BODY))))
    assert [(one.start, one.end, one.page, one.box) for one in again[:-1]] == [
        (one.start, one.end, one.page, one.box) for one in told
    ]
    assert again[-1].box is None


def test_places_outlive_a_reading_that_comes_from_the_register_and_not_another_text(kept: DispatchRow) -> None:
    before = places_of(kept)
    assert before
    again = replace(above().reading, pages=(1, 2), text=kept.text)
    DjangoRegister().save(replace(scanned(replace(above(), reading=again)), page_count=2))
    fresh = row_of(above())
    assert fresh.pk != kept.pk
    assert places_of(fresh) == before
    DjangoRegister().save(scanned(replace(above(), reading=replace(again, text=f"{kept.text} Khác."))))
    assert places_of(row_of(above())) == ()


def test_places_that_were_not_kept_before_are_added_and_nothing_else_changes(kept: DispatchRow) -> None:
    PlacesRow.objects.all().delete()
    DjangoRegister().save(replace(scanned(placed(above(), "quy chế làm việc")), page_count=2))
    assert row_of(above()).pk == kept.pk
    assert places_of(row_of(above()))


@pytest.mark.usefixtures("pictures")
def test_a_sentence_over_two_pages_has_boxes_on_both(kept: DispatchRow) -> None:
    client, (start, end) = signed_in("an", Group.CLERK), stretch_of(kept, REVIEW)
    first = text_of(client, address_of_stretch(kept.pk, 1, start, end))
    assert len(polygons(first)) == 1
    assert (
        f'<mark class="asked" id="chu"><a class="order" href="/van-ban/{kept.pk}/trang/1/?cau={start}-{end}#cau"'
        in first
    )
    assert f'Câu này còn ở <a href="/van-ban/{kept.pk}/trang/2/?cau={start}-{end}#cau">trang 2</a>' in first
    assert f'rel="next" href="/van-ban/{kept.pk}/trang/2/?cau={start}-{end}"' in first
    assert ">Rà soát, bổ sung </a></mark></div>" in first
    second = text_of(client, address_of_stretch(kept.pk, 2, start, end))
    assert polygons(second)
    assert '<mark class="asked" id="chu">' in second
    assert 'rel="next"' not in second


@pytest.mark.usefixtures("pictures")
def test_the_words_of_a_citation_stand_out_in_its_sentence_and_box_and_words_lead_to_each_other(
    kept: DispatchRow,
) -> None:
    start, end = stretch_of(kept, "Chỉ thị số 10-CT/TW")
    told = {"text": "Chỉ thị số 10-CT/TW", "start": start, "end": end}
    from registry.models import DocumentRow, EdgeRow

    ours = DocumentRow.objects.get(symbol="411-CV/TU")
    place = {"scan": kept.scan, "position": 0, "number": 90, "page": 2, "confidence": 0.9}
    EdgeRow.objects.create(source=ours, said_by=ours, relation="implements", sentence=f"{LEARN}.", **told, **place)
    text = text_of(signed_in("an", Group.CLERK), address_of_stretch(kept.pk, 2, start, end))
    assert '<mark class="inner"><a class="citation"' in text
    assert (
        f'<a class="citation" href="#t-c{start}-{end}" tabindex="-1" aria-label="Thực hiện: Chỉ thị số 10-CT/TW">'
        in text
    )
    assert f'<span id="t-c{start}-{end}"></span>' in text
    assert f'<a href="/van-ban/{kept.pk}/trang/2/?cau={start}-{end}#cau">Thực hiện: Chỉ thị số 10-CT/TW</a>' in text
    assert len(polygons(text)) == 1


@pytest.mark.usefixtures("pictures")
def test_a_field_is_framed_where_it_stands(kept: DispatchRow) -> None:
    kept.findings.filter(field="symbol").update(page=1, box=[60, 100, 160, 114])
    text = text_of(signed_in("an", Group.CLERK), f"/van-ban/{kept.pk}/trang/1/?o=symbol-0-")
    assert "Số, ký hiệu: 411-CV/TU" in text
    assert polygons(text) == ['58.5,98.5 161.5,98.5 161.5,115.5 58.5,115.5"/>']


def test_without_a_picture_the_text_is_shown_with_the_sentence_marked(kept: DispatchRow) -> None:
    text = text_of(signed_in("an", Group.CLERK), address_of_stretch(kept.pk, 1, *stretch_of(kept, REVIEW)))
    assert "Không có bản gốc của trang này trong kho" in text
    assert '<mark class="asked" id="cau">' in text
    assert "<svg" not in text


def test_a_dispatch_read_before_places_were_kept_shows_its_whole_text(kept: DispatchRow) -> None:
    PlacesRow.objects.all().delete()
    text = text_of(signed_in("an", Group.CLERK), address_of_stretch(kept.pk, 1, *stretch_of(kept, LEARN)))
    assert "nên dưới đây là toàn văn" in text
    assert '<mark class="asked" id="cau">' in text


@pytest.mark.parametrize("asked", ["cau=900000-900001", "cau=9-3", "cau=x", "o=signer-0-name", "o=x"])
def test_a_place_that_is_gone_is_told(kept: DispatchRow, asked: str) -> None:
    assert "Không còn thấy chỗ này" in text_of(signed_in("an", Group.CLERK), f"/van-ban/{kept.pk}/trang/1/?{asked}")


def test_a_page_is_there_for_whom_its_dispatch_is(kept: DispatchRow) -> None:
    there = f"/van-ban/{kept.pk}/trang/1/"
    assert signed_in("an", Group.LEADER, units=("duk",)).get(there).status_code == 200
    assert signed_in("bình", Group.LEADER).get(there).status_code == 404
    assert signed_in("chi", Group.CLERK).get(f"/van-ban/{kept.pk}/trang/3/").status_code == 404


@pytest.mark.usefixtures("pictures")
def test_the_page_asks_the_database_a_bounded_number_of_times(kept: DispatchRow) -> None:
    client = signed_in("an", Group.LEADER, units=("duk",))
    with CaptureQueriesContext(connection) as queries:
        text_of(client, address_of_stretch(kept.pk, 1, *stretch_of(kept, REVIEW)))
    assert len(queries) <= 20


@pytest.mark.usefixtures("pictures")
def test_dispatch_and_task_lead_to_the_sentence_and_the_task_shows_it_cut_out(kept: DispatchRow) -> None:
    start, end = stretch_of(kept, REVIEW)
    client, there = signed_in("an", Group.CLERK), f"/van-ban/{kept.pk}/trang/1/?cau={start}-{end}#cau"
    assert f'<a href="{there}">trang 1</a>' in text_of(client, f"/van-ban/{kept.pk}/")
    task = next(one.number for one in all_tasks() if one.text == REVIEW)
    text = text_of(client, f"/nhiem-vu/{task}/")
    assert f'<a href="{there}">xem câu trên trang giấy</a>' in text
    assert 'aria-label="Ảnh câu này trên trang 1"' in text
    assert 'aria-label="Ảnh câu này trên trang 2"' in text
    assert text.count('<polygon points="') == 2


@pytest.mark.usefixtures("kept")
def test_answers_of_the_graph_lead_to_the_sentence() -> None:
    hop: Any = signed_in("an", Group.ANALYST).get("/do-thi/?document=411-CV/TU").context["rows"][0].hops[0]
    ours = row_of(handed_down())
    edge = ours.scan.edges.get(text__contains="411-CV/TU")
    assert hop.page == f"/van-ban/{ours.pk}/trang/{edge.page}/?cau={edge.start}-{edge.end}#cau"

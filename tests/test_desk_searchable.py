"""The searchable copy at the desk: who may have it, what it is called, what is told where there can be none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from following import follow
from pipeline.errors import DamagedPdf
from records import Directory, Page, Paper, Placed, ReadScan, ScanReading, Word, Zone
from registry.models import PlacesRow, ScanRow, WordsRow
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import signed_in, whole
from tests.drawn_pages import TypedPdf, letter, scanned_pdf
from tests.duties import above, handed_down, report, scanned
from tests.office_with_units import units as units
from tests.searched import copied, is_same_picture
from tests.test_desk_dispatch import address, body, page
from web.groups import Group

pytestmark = pytest.mark.django_db
#: Where the first word stands, and how wide a letter is.
BOX, WIDE = (85.0, 90.0, 97.0, 103.0), 6.0


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Settings:
    """An office whose pictures lie in a folder of this test."""
    found = Settings(pictures=tmp_path / "pictures")
    settings.VANTHU = found
    return found


@pytest.fixture
def original(units: Directory, tmp_path: Path) -> Path:
    """The archived original of a scan whose words are kept with their places."""
    return keep(placed(above()), scanned_pdf([letter(100, 1)], tmp_path / "x.pdf", 100))


def keep(one: ScanReading, path: Path) -> Path:
    DjangoRegister().save(one)
    DjangoRegister().archived(one.scan.sha256, path)
    follow(Settings())
    return path


def placed(one: Paper, *more: Word) -> ScanReading:
    """The scan of the paper: the first three words of its text placed, and `more` that are in no dispatch."""
    words: list[Placed] = []
    for word in one.reading.text.split()[:3]:
        start = one.reading.text.index(word)
        box = (BOX[0] + WIDE * start, BOX[1], BOX[0] + WIDE * (start + len(word)), BOX[3])
        words.append(Placed(start, start + len(word), 1, box, 0.9, Zone.BODY))
    read = replace(scanned(one), readings=(replace(one.reading, placed=tuple(words)),), turns=(0,))
    return replace(read, words=ReadScan(read.scan, (Page(1, 595.0, 842.0, more, "ocr"),)))


def asked(client: Client) -> Any:
    return client.get(address(above(), "ban-pdf/"), follow=True)


def sentences(answer: Any) -> Sequence[str]:
    return [str(one) for one in answer.context["messages"]]


def test_whoever_may_have_the_original_has_the_copy(original: Path, house: Settings) -> None:
    before = original.read_bytes()
    client = signed_in("an", Group.CLERK)
    assert f'href="{address(above(), "ban-pdf/")}">Bản PDF tìm được</a>' in page(client, above())
    answer = client.get(address(above(), "ban-pdf/"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''411-CV_TU%20%28t%C3%ACm")
    assert "no-store" in answer["Cache-Control"]
    copy = original.with_name("copy.pdf")
    copy.write_bytes(body(answer))
    assert copied(copy) == " ".join(above().reading.text.split()[:3])
    assert is_same_picture(original, copy)
    assert original.read_bytes() == before
    assert [path for path in house.pictures.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("original", "house")
def test_it_is_not_there_for_others() -> None:
    there = address(above(), "ban-pdf/")
    assert signed_in("an", Group.LEADER, units=("btc",)).get(there).status_code == 404
    assert signed_in("bình", Group.CLERK).post(there).status_code == 405
    assert Client().get(there).status_code == 302


@pytest.mark.usefixtures("house")
def test_a_file_with_papers_of_others_gives_no_copy(units: Directory, tmp_path: Path) -> None:
    both = replace(placed(handed_down()), readings=(handed_down().reading, report().reading))
    keep(both, scanned_pdf([letter(100, 1)], tmp_path / "x.pdf", 100))
    client = signed_in("an", units=("cb-y-te",))
    assert "Bản PDF tìm được" not in page(client, handed_down())
    assert client.get(address(handed_down(), "ban-pdf/")).status_code == 404


@pytest.mark.usefixtures("original", "house")
def test_a_scan_without_words_is_told_with_what_to_do() -> None:
    PlacesRow.objects.all().delete()
    WordsRow.objects.all().delete()
    (told,) = sentences(asked(signed_in("an", Group.CLERK)))
    assert told.startswith("Chưa có chữ nào của bản quét này được lưu cùng chỗ của nó")
    assert f"hãy chạy vanthu reread {above().sha256[:12]}" in told


@pytest.mark.usefixtures("house")
def test_an_original_that_is_gone_is_told(original: Path) -> None:
    original.unlink()
    (told,) = sentences(asked(signed_in("an", Group.CLERK)))
    assert "hãy chạy vanthu verify" in told


@pytest.mark.usefixtures("house")
def test_an_original_that_broke_is_told(original: Path) -> None:
    original.write_bytes(b"%PDF-1.4 kaputt")
    (told,) = sentences(asked(signed_in("an", Group.CLERK)))
    assert told == str(DamagedPdf())


@pytest.mark.usefixtures("original", "house")
def test_a_text_file_has_no_such_copy() -> None:
    ScanRow.objects.update(media_type="text/plain")
    client = signed_in("an", Group.CLERK)
    assert "Bản PDF tìm được" not in page(client, above())
    (told,) = sentences(asked(client))
    assert told.startswith("Đây là tệp chữ")


@pytest.mark.usefixtures("house")
def test_words_of_stamps_and_pages_left_out_are_found_too_and_none_twice(units: Directory, tmp_path: Path) -> None:
    first = above().reading.text.split()[0]
    again, stamp = Word(first, BOX, 0.9), Word("ĐẾN", (400.0, 30.0, 440.0, 45.0), 0.9)
    original = keep(placed(above(), again, stamp), scanned_pdf([letter(100, 1)], tmp_path / "x.pdf", 100))
    copy = original.with_name("copy.pdf")
    copy.write_bytes(whole(asked(signed_in("an", Group.CLERK))))
    assert sorted(copied(copy).split()) == sorted([*above().reading.text.split()[:3], "ĐẾN"])


@pytest.mark.usefixtures("house")
def test_a_page_with_its_own_text_gets_no_second_one(units: Directory, tmp_path: Path) -> None:
    typed = TypedPdf().page([(85, 90, "Kính gửi: Tỉnh ủy")]).save(tmp_path / "x.pdf")
    original = keep(replace(placed(above()), turns=(None,)), typed)
    copy = original.with_name("copy.pdf")
    copy.write_bytes(whole(asked(signed_in("an", Group.CLERK))))
    assert copied(copy) == "Kính gửi: Tỉnh ủy"


@pytest.mark.usefixtures("house")
def test_of_a_scan_read_before_turns_were_kept_the_kept_pages_tell_them(original: Path) -> None:
    ScanRow.objects.update(turns=[])
    copy = original.with_name("copy.pdf")
    copy.write_bytes(whole(asked(signed_in("an", Group.CLERK))))
    assert copied(copy) == " ".join(above().reading.text.split()[:3])


@pytest.mark.usefixtures("original", "house")
def test_it_asks_the_database_a_bounded_number_of_times() -> None:
    client = signed_in("an", Group.LEADER, units=("duk",))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(above(), "ban-pdf/")).status_code == 200
    assert len(queries) <= 20


@pytest.mark.usefixtures("house")
def test_several_dispatches_are_told_and_ask_no_more(units: Directory, tmp_path: Path) -> None:
    others = [replace(report().reading, placed=())] * 5
    both = replace(placed(above()), readings=(*placed(above()).readings, *others))
    original = keep(both, scanned_pdf([letter(100, 1)], tmp_path / "x.pdf", 100))
    client, copy = signed_in("an", Group.CLERK), original.with_name("copy.pdf")
    with CaptureQueriesContext(connection) as queries:
        copy.write_bytes(whole(asked(client)))
    assert len(queries) <= 20
    with pikepdf.open(copy) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(
            "Công văn 411-CV/TU: nâng cao chất lượng sinh hoạt; Báo cáo 3-BC/CB"
        )


@pytest.mark.usefixtures("original", "house")
def test_a_process_that_breaks_off_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.searchable_order.sys.executable", "/bin/false")
    (told,) = sentences(asked(signed_in("an", Group.CLERK)))
    assert told == "Không làm được bản PDF tìm được của bản quét này; hãy dùng bản gốc, hoặc quét lại."


def test_another_copy_in_the_making_is_waited_for_and_told(
    original: Path, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web import searchable_copy

    monkeypatch.setattr(searchable_copy, "PATIENCE", 0.05)
    with searchable_copy._MAKING:
        (told,) = sentences(asked(signed_in("an", Group.CLERK)))
    assert told == searchable_copy.BUSY

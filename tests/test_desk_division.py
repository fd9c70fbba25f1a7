"""The page of a scan's pages: what a clerk says of them there, who may, and what it leads to."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import yaml
from click.testing import CliRunner, Result
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page as BrowserPage
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from cli import main
from records import Division
from registry import words_kept
from registry.division_keep import division, history
from registry.models import DispatchRow, DivisionRow, ScanRow, WordsRow
from registry.save import DjangoRegister
from settings import Settings
from tests.browser import DESK, PHONE, fits, serious, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import person, signed_in
from tests.divided import kept, words
from tests.papers import STATE, typed
from tests.reviewed import clerk
from tests.reviewed import house as house
from web.groups import Group
from web.page_pictures import SMALL

pytestmark = pytest.mark.django_db
SCAN = "a" * 64
ADDRESS = f"/duyet/ban-quet/{SCAN}/"


@pytest.fixture(autouse=True)
def scan(house: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A scan of two dispatches whose original lies in the archive."""
    for name in ("inbox", "archive", "failed", "duplicates", "pictures", "outputs"):
        monkeypatch.setenv(f"VANTHU_{name.upper()}", str(house.inbox.parent / name))
    house.archive.mkdir()
    original = house.archive / "a.pdf"
    original.write_bytes(b"%PDF-")
    kept()
    DjangoRegister().archived(SCAN, original)
    return house


def pages() -> list[list[int]]:
    return [one.pages for one in DispatchRow.objects.order_by("position")]


def told(client: Client, say: str, numbers: str, **more: str) -> str:
    answer = client.post(f"{ADDRESS}ghi/", {"say": say, "pages": numbers, "seen": seen(client), **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def seen(client: Client) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', client.get(ADDRESS).content.decode())
    assert found
    return found[1]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_all_pages_are_shown_in_order_with_where_dispatches_begin() -> None:
    text = clerk().get(ADDRESS).content.decode()
    assert re.findall(r'id="trang-(\d)"', text) == ["1", "2", "3", "4", "5"]
    assert re.findall(r"bắt đầu văn bản (\d)", text) == ["1", "2"]
    assert "38/QĐ-UBND" in text
    assert "39/QĐ-UBND" in text
    assert "Văn bản mới từ trang 1<" not in text
    assert "Nối trang 4 vào văn bản trước" in text
    assert "Chưa ai ghi gì" in text


def test_a_word_divides_the_scan_at_once_and_is_shown_as_a_persons() -> None:
    client = clerk()
    text = told(client, "begins", "5", at="5", part="1")
    assert pages() == [[1, 2], [4], [5]]
    assert "Bản quét đã được chia lại" in text
    assert "Văn bản mới bắt đầu ở trang 5" in text
    assert "lan ghi lúc" in text
    (one,) = history(SCAN)
    assert (one.statement.by, one.stands) == ("lan", True)
    for place in ("duyet", "van-ban"):
        shown = client.get(f"/{place}/{DispatchRow.objects.get(position=2).pk}/").content.decode()
        assert "do người ghi; gần nhất: “Văn bản mới bắt đầu ở trang 5” (lan)" in shown
    answer = client.post(f"{ADDRESS}bo/", {"number": one.statement.number, "seen": seen(client)}, follow=True)
    assert pages() == [[1, 2], [4, 5]]
    assert "lan bỏ lúc" in answer.content.decode()


def test_join_order_and_leaving_out() -> None:
    client = clerk()
    told(client, "goes-on", "4")
    assert pages() == [[1, 2, 4, 5]]
    told(client, "order", "2, 1, 3-5")
    told(client, "left-out", "3")
    assert pages() == [[2], [1, 4, 5]]
    text = told(client, "goes-on", "1")
    assert pages() == [[2, 1, 4, 5]]
    assert re.findall(r'id="trang-(\d)"', text) == ["2", "1", "3", "4", "5"]
    assert "Lấy lại trang 3" in text
    assert 'value="2, 1, 3, 4, 5"' in text


WRONG = {
    "Thứ tự còn thiếu trang 4, 5": ("order", "3,1,2"),
    "Trang 1 được nêu hai lần": ("order", "1,1,2,3,4,5"),
    "Trang 1 vốn đã mở đầu": ("begins", "1"),
    "không phải là số trang": ("order", "ba"),
    "Chưa rõ muốn ghi gì": ("cut", "1"),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_cannot_be_is_refused_with_a_sentence(sentence: str) -> None:
    assert sentence in told(clerk(), *WRONG[sentence])
    assert not DivisionRow.objects.exists()


def test_who_is_late_is_told_and_changes_nothing() -> None:
    client = clerk()
    told(client, "begins", "5")
    assert "Người khác vừa chia lại" in told(client, "begins", "2", seen="")
    assert pages() == [[1, 2], [4], [5]]
    late = client.post(f"{ADDRESS}bo/", {"number": "0", "seen": seen(client)}, follow=True)
    assert "Không có lời số 0" in late.content.decode()


def test_a_scan_whose_words_were_not_kept_is_told_to_wait() -> None:
    WordsRow.objects.all().delete()
    text = told(clerk(), "begins", "5")
    assert f"vanthu reread {SCAN}" in text
    assert "Có lời đã ghi mà bản quét chưa được chia theo" in text
    assert pages() == [[1, 2], [4, 5]]
    assert division(SCAN) == Division(begins=frozenset({5}))


def test_the_next_sweep_divides_what_waits(scan: Settings) -> None:
    from office import office

    client = clerk()
    ScanRow.objects.update(archived=None)
    assert "Không thấy bản gốc" in told(client, "begins", "5")
    assert pages() == [[1, 2], [4, 5]]
    DjangoRegister().archived(SCAN, scan.archive / "a.pdf")
    with office(Settings()) as open_office:
        open_office.mend()
    assert pages() == [[1, 2], [4], [5]]


@pytest.mark.django_db(transaction=True)
def test_a_scan_that_proves_secret_is_withdrawn(scan: Settings) -> None:
    secret = (*words().pages[:4], typed(f"TUYỆT MẬT\n\n{STATE}", 5))
    words_kept.keep(ScanRow.objects.get(), replace(words(), pages=secret))
    text = told(clerk(), "left-out", "5")
    assert "Bản quét này có dấu chỉ độ mật" in text
    assert "Chia bản quét" not in text
    assert not ScanRow.objects.exists()
    assert not DivisionRow.objects.exists()
    assert [path.name for path in scan.archive.glob("*.pdf")] == []
    assert (scan.failed / "a.pdf").read_bytes() == b"%PDF-"


def test_a_dispatch_that_went_is_told_of_with_a_link() -> None:
    client = clerk()
    gone = DispatchRow.objects.get(position=1).pk
    told(client, "goes-on", "4")
    there = DispatchRow.objects.get().pk
    for address, link in ((f"/duyet/{gone}/", f"/duyet/{there}/"), (f"/van-ban/{gone}/", f"/van-ban/{there}/")):
        answer = client.get(address)
        assert answer.status_code == 410
        assert f'href="{link}"' in answer.content.decode()
    form = {"place": "symbol-0-", "value": "1/QĐ-UBND", "seen": ""}
    answer = client.post(f"/duyet/{gone}/sua/", form)
    assert answer.status_code == 410
    assert "Điều bạn vừa gửi chưa được ghi" in answer.content.decode()
    assert signed_in("an", Group.LEADER).get(f"/van-ban/{gone}/").status_code == 404
    assert client.get("/duyet/99999999/").status_code == 404


@pytest.mark.parametrize("group", [Group.LEADER, Group.ANALYST, None])
def test_only_clerks_and_administrators_divide(group: Group | None) -> None:
    client = signed_in("an", *([group] if group else []))
    assert client.get(ADDRESS).status_code == 403
    for part in ("ghi", "bo"):
        assert client.post(f"{ADDRESS}{part}/", {"say": "begins", "pages": "5", "seen": ""}).status_code == 403
    assert client.get(f"{ADDRESS}anh/1/").status_code == 403
    assert not DivisionRow.objects.exists()


def test_an_administrator_divides_only_what_he_may_see() -> None:
    client = signed_in("an", Group.ADMIN)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}ghi/", {"say": "begins", "pages": "5", "seen": ""}).status_code == 404
    assert client.get(f"{ADDRESS}anh/1/").status_code == 404


def test_a_page_without_a_picture_says_so() -> None:
    client = clerk()
    assert client.get(f"{ADDRESS}anh/99/").status_code == 404
    assert "vanthu verify" in client.get(f"{ADDRESS}anh/99/").content.decode()


def test_the_page_asks_the_database_a_few_times_only(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = clerk()
    told(client, "begins", "5")
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)


def test_the_gold_case_is_that_of_the_division() -> None:
    client = clerk()
    told(client, "left-out", "3")
    told(client, "begins", "5")
    for row in DispatchRow.objects.order_by("position"):
        confirm_all(client, row.pk)
    text = client.get(f"/duyet/{DispatchRow.objects.get(position=0).pk}/mau/").content.decode()
    case = yaml.safe_load(text)
    assert [one["pages"] for one in case["dispatches"]] == [[1, 2], [4], [5]]
    assert case["left_out"] == [3]


def confirm_all(client: Client, number: int) -> None:
    """Every value of the dispatch as it was read, where there is none: that there is none."""
    from registry.findings import findings
    from registry.queries import rows_numbered
    from web.review_lines import ALWAYS, named

    values = {key: one.value for key, one in findings(rows_numbered([number])[number].reading.header).items()}
    for key in {**dict.fromkeys(ALWAYS, ""), **values}:
        value = values.get(key, "")
        form = {"place": named(key), "seen": value} | ({"value": value} if value else {"candidate": ""})
        assert client.post(f"/duyet/{number}/sua/", form).status_code == 302


def test_the_command_tells_divides_and_takes_back() -> None:
    shown = run("divide", SCAN[:8]).output
    assert "trang   4  văn bản 2, bắt đầu" in shown
    assert "trang   3  chưa thuộc văn bản nào" in shown
    done = run("divide", SCAN[:8], "--begins", "5", "--leave-out", "3", "--order", "4,5,3,1,2", "--by", "Chị Lan")
    assert done.exit_code == 0, done.output
    assert pages() == [[4], [5], [1, 2]]
    assert "Các trang theo thứ tự 4, 5, 3, 1, 2, Chị Lan" in done.output
    assert "trang   3  bỏ ra" in done.output
    number = history(SCAN)[0].statement.number
    undone = run("divide", SCAN, "--undo", str(number), "--by", "Anh Minh")
    assert pages() == [[1, 2], [4], [5]]
    assert "(Anh Minh đã bỏ," in undone.output


REFUSED = {
    "Thiếu tên người ghi": ("--begins", "5"),
    "Thứ tự còn thiếu trang 3": ("--order", "1,2,4,5", "--by", "Chị Lan"),
    "Không có lời số 7": ("--undo", "7", "--by", "Chị Lan"),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_the_command_refuses_with_a_sentence(sentence: str) -> None:
    done = run("divide", SCAN, *REFUSED[sentence])
    assert done.exit_code == 1
    assert sentence in done.output
    assert not DivisionRow.objects.exists()


def test_the_command_needs_one_scan() -> None:
    assert "Không có bản quét" in run("divide", "ffff").output
    kept(sha256="a" * 63 + "b")
    assert "Có nhiều bản quét" in run("divide", "aaaa").output


def draw(house: Settings) -> None:
    """Small pictures of all pages, as if they had been drawn."""
    scan = ScanRow.objects.get()
    folder = house.pictures / SCAN
    folder.mkdir(parents=True)
    jpeg = cv2.imencode(".jpg", np.full((453, SMALL), 240, np.uint8))[1].tobytes()
    for number, turn in enumerate(scan.turns, 1):
        (folder / f"{number}-{turn}-{SMALL}.jpg").write_bytes(jpeg)
        (folder / f"{number}-{turn}-{SMALL}.json").write_text("[595, 842]", encoding="utf-8")


def test_a_page_is_shown_small() -> None:
    draw(django_settings.VANTHU)
    answer = clerk().get(f"{ADDRESS}anh/3/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_by_keys_alone_and_on_a_phone(
    page: BrowserPage, live_server: LiveServer, house: Settings, tmp_path: Path
) -> None:
    person("lan", Group.CLERK)
    draw(house)
    sign_in(page, live_server.url, "lan")
    for width in (DESK, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}{ADDRESS}")
        assert serious(page) == []
        assert fits(page)
        page.screenshot(path=tmp_path / f"{width['width']}.png", full_page=True)
    page.get_by_role("button", name="Văn bản mới từ trang 5").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Bản quét đã được chia lại").wait_for()
    assert pages() == [[1, 2], [4], [5]]
    page.get_by_role("button", name=re.compile("^Bỏ lời này")).focus()
    page.keyboard.press("Enter")
    page.get_by_text("lan bỏ lúc").wait_for()
    assert pages() == [[1, 2], [4, 5]]
    assert serious(page) == []

"""The picture beside the fields: boxes lie on their words, drawn once, for nobody else; the keys of the page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page as BrowserPage
from pytest_django.live_server_helper import LiveServer

from corpora.render import render
from pipeline.crop import cropped
from pipeline.errors import SecretMark
from pipeline.intake import take_in
from pipeline.ocr import block_words
from pipeline.pages import PagePool
from pipeline.picture import Picture
from pipeline.reading import now, reader
from pipeline.withdraw import withdraw
from records import Found, Scan, ScanReading
from registry.models import Correction, DispatchRow, ScanRow
from registry.queries import readings
from registry.save import DjangoRegister
from settings import Settings
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.browser import serious, sign_in
from tests.desk import person, signed_in
from tests.reviewed import clerk, kept, weak
from tests.reviewed import house as house
from web.groups import Group
from web.page_pictures import WIDTH, make_room, page_picture

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent.parent / "corpora" / "cases"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanReading]:
    """Two dispatches on pages that lie on their side, scanned and read."""
    folder = tmp_path_factory.mktemp("scanned")
    path = render(CASES / "sample-party.txt", "office", folder)
    scan = take_in(path, now)
    assert isinstance(scan, Scan)
    with PagePool(2) as pool:
        yield reader(Settings(), pool)(scan)


@pytest.fixture
def archived(scanned: ScanReading) -> DispatchRow:
    DjangoRegister().save(scanned)
    DjangoRegister().archived(scanned.scan.sha256, scanned.scan.path)
    return DispatchRow.objects.order_by("position")[0]


@pytest.mark.ocr
def test_boxes_lie_on_their_words(archived: DispatchRow) -> None:
    assert set(ScanRow.objects.get().turns) >= {90}
    symbol = archived.findings.get(field="symbol")
    text = clerk().get(f"/duyet/{archived.pk}/").content.decode()
    assert symbol.box
    assert symbol.page
    left, top, right, bottom = symbol.box
    assert f'data-place="symbol-0-" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"' in text
    drawn = page_picture(archived, symbol.page)
    assert f'viewBox="0 0 {drawn.width:.1f} {drawn.height:.1f}"' in text
    pixels = cv2.imread(str(drawn.path), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    assert pixels.shape[1] <= WIDTH
    picture = Picture(np.asarray(pixels, np.uint8), pixels.shape[1] / drawn.width * 72)
    (words,) = block_words([cropped(picture, (left - 4, top - 4, right + 4, bottom + 4))], Settings())
    assert "318-CV/HU" in "".join(word.text for word in words)


@pytest.mark.ocr
def test_a_page_is_drawn_once_and_only_for_who_may_see_it(
    archived: DispatchRow, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/anh-trang/{archived.pk}/{archived.pages[0]}/"
    assert signed_in("an", Group.LEADER).get(address).status_code == 404
    assert not house.pictures.exists()
    client = clerk()
    first = client.get(address)
    assert first["Content-Type"] == "image/jpeg"
    assert b"".join(first).startswith(b"\xff\xd8")
    monkeypatch.setattr("web.page_pictures._asked", lambda _: pytest.fail("drawn again"))
    assert client.get(address).status_code == 200
    assert client.get(f"/anh-trang/{archived.pk}/99/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_takes_its_pictures_along(house: Settings) -> None:
    scan = kept().scan
    folder = house.pictures / scan.sha256
    folder.mkdir(parents=True)
    (folder / "1-0-1400.jpg").write_bytes(b"")
    kept_again = next(readings()).scan
    withdraw(replace(kept_again, path=house.archive / "none.pdf"), SecretMark("MẬT"), house, DjangoRegister())
    assert not folder.exists()
    assert not ScanRow.objects.exists()


def test_pictures_looked_at_longest_ago_make_room(house: Settings) -> None:
    for number in range(1, 7):
        folder = house.pictures / f"{number:064x}"
        folder.mkdir(parents=True)
        for name, size in (("1-0-1400.jpg", 990), ("1-0-1400.json", 10)):
            (folder / name).write_bytes(b"x" * size)
            os.utime(folder / name, (number, number))
    oldest = house.pictures / f"{1:064x}" / "1-0-1400.jpg"
    make_room(house.pictures, 6000, oldest)
    assert len(list(house.pictures.rglob("*.jpg"))) == 6
    make_room(house.pictures, 4000, oldest)
    left = {path.parent.name for path in house.pictures.rglob("*.jpg")}
    assert left == {f"{number:064x}" for number in (1, 5, 6)}
    assert sum(path.stat().st_size for path in house.pictures.rglob("*") if path.is_file()) <= 3000


def test_without_the_original_the_page_shows_the_text() -> None:
    text = clerk().get(f"/duyet/{kept().pk}/").content.decode()
    assert "Không có bản gốc của trang này trong kho" in text
    assert '<pre class="paper">Số 17-CV/TU</pre>' in text


def test_a_file_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    dispatch = kept()
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.4\nhu")
    DjangoRegister().archived(dispatch.scan.sha256, broken)
    text = clerk().get(f"/duyet/{dispatch.pk}/").content.decode()
    assert "message warning" in text
    assert '<pre class="paper">' in text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_keys_accept_choose_and_go_on(page: BrowserPage, live_server: LiveServer) -> None:
    subject = Found("Về việc sơ kết", "", 0.5, "test", 1)
    first, second = kept(1, weak(sure=0.3, subject=subject)), kept(2, weak("2-CV/TU", 0.5))
    person("lan", Group.CLERK)
    sign_in(page, live_server.url, "lan")
    page.goto(f"{live_server.url}/duyet/")
    page.get_by_role("link", name="Bắt đầu duyệt").click()
    page.wait_for_url(f"**/duyet/{first.pk}/")
    assert serious(page) == []
    assert page.evaluate("document.activeElement.id") == "v-symbol-0-"
    page.keyboard.press("Alt+1")
    page.wait_for_url("**/?o=subject-0-")
    assert page.evaluate("document.activeElement.id") == "v-subject-0-"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/duyet/{first.pk}/")
    assert page.get_by_role("status").inner_text() == "Đã xác nhận."
    told = Correction.objects.order_by("pk").values_list("field", "value")
    assert list(told) == [("symbol", "12-CV/TU"), ("subject", "Về việc sơ kết")]
    page.keyboard.press("F8")
    page.wait_for_url(f"**/duyet/{second.pk}/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "v-kind-0-"

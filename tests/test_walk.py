"""One walk through the desk with real tools: a scan comes in, is corrected, its task is done, its sentence is found.

Real are the browser, the scan (drawn from a case), Tesseract, the sweep, the register and the graph.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from corpora.render import render
from office import office, publish
from pipeline.sweep import sweep
from records import OfficeUnit, Outcome
from registry.models import Correction, TaskRow
from settings import FOLDERS, Settings
from tests.browser import PHONE, fits, serious, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import person
from web.groups import Group

pytestmark = [pytest.mark.browser, pytest.mark.ocr, pytest.mark.django_db(transaction=True)]
CASE = Path(__file__).parent.parent / "corpora" / "cases" / "cite-party-cv-soc-trang.txt"
NUMBER, FILE = "812-CV/HU", "giay-den.pdf"
ORDER = "Báo cáo kết quả về Huyện ủy (qua Ban Tổ chức Huyện ủy) trước ngày 15/12/2023"
#: What the order says by when, as the desk writes days.
DUE = "15/12/2023"
CITED = "Chỉ thị số 10-CT/TW của Ban Bí thư khóa X"
UNITS = (
    OfficeUnit("hu", "Huyện ủy Long Phú", "huyen-uy", is_office=True),
    OfficeUnit("cb-y-te", "Chi bộ Trung tâm Y tế", "chi-bo", parent="hu"),
)
#: Seconds that reading one page may take beside other work.
PATIENCE = 60_000


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> Settings:
    """An office with its folders, its directory and a clerk, a leader and an analyst."""
    from registry.directory import Missing, take_over

    folders = {name: tmp_path / name for name in FOLDERS}
    settings.VANTHU = Settings.model_validate({**folders, "stable_seconds": 0.2})
    take_over(UNITS, Missing.KEEP, dt.date(2023, 5, 15))
    person("lan", Group.CLERK)
    person("bình", Group.LEADER, units=("cb-y-te",))
    person("chi", Group.ANALYST)
    return settings.VANTHU  # type: ignore[no-any-return]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The case as a scan, with its number left open: the office that sent it forgot to write it."""
    case = tmp_path / "giay-den.txt"
    case.write_text(CASE.read_text(encoding="utf-8").replace("Số 812-CV", "Số {gap} -CV"), encoding="utf-8")
    return render(case, "office", tmp_path / "drawn")


def swept(house: Settings, seen: threading.Event | None = None) -> None:
    """One sweep of the inbox and what follows it, as `vanthu inbox --once` does; a file waits till it was `seen`."""
    try:
        with office(house) as open_office:
            sweep(house, lambda path: _after(seen, open_office.handle, path))
        publish(house)
    finally:
        connections.close_all()


def _after(seen: threading.Event | None, handle: Callable[[Path], Outcome], path: Path) -> Outcome:
    """However quick the machine, a page that asks now and then sees that the file is being read."""
    if seen is not None:
        seen.wait(PATIENCE / 1000)
    return handle(path)


@contextmanager
def sweeping(house: Settings) -> Iterator[threading.Event]:
    """While inside, a sweep runs beside, and reads on when told that it was seen; it has ended afterwards."""
    seen = threading.Event()
    thread = threading.Thread(target=swept, args=(house, seen))
    thread.start()
    try:
        yield seen
    finally:
        seen.set()
        thread.join(timeout=PATIENCE / 1000)
    assert not thread.is_alive()


def test_from_the_scan_to_the_sentence(page: Page, live_server: LiveServer, house: Settings, scan: Path) -> None:
    begun = time.monotonic()
    sign_in(page, live_server.url, "lan")
    a_scan_is_brought_in_and_read(page, house, scan)
    its_number_is_corrected(page)
    swept(house)
    the_next_person(page, live_server.url, "bình")
    its_task_is_done(page)
    the_next_person(page, live_server.url, "chi")
    its_sentence_is_found(page)
    box_and_words_lead_to_each_other(page)
    it_is_found_on_a_phone_and_without_scripts(page)
    assert time.monotonic() - begun < 90


def the_next_person(page: Page, address: str, name: str) -> None:
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/")
    sign_in(page, address, name)


def a_scan_is_brought_in_and_read(page: Page, house: Settings, scan: Path) -> None:
    page.get_by_role("link", name="Hộp đến", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Chưa có tệp nào đang chờ")
    page.get_by_label("Chọn tệp").set_input_files(scan)
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".messages")).to_contain_text(f"{FILE}: đã vào hộp đến.")
    expect(page.locator("#state")).to_contain_text(f"{FILE} đang chờ")
    with sweeping(house) as seen:
        expect(page.locator("#state")).to_contain_text(f"{FILE} đang đọc", timeout=PATIENCE)
        seen.set()
        expect(page.locator("#state")).to_contain_text("Vừa đọc xong", timeout=PATIENCE)
    expect(page.locator("#state")).to_contain_text("0 tệp đang chờ, 0 tệp không đọc được.")
    assert serious(page) == []


def its_number_is_corrected(page: Page) -> None:
    page.get_by_role("link", name="Duyệt", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Không đọc được số, ký hiệu; hãy nhập theo bản giấy.")
    page.get_by_role("link", name="Bắt đầu duyệt").click()
    entry = page.get_by_label("Số, ký hiệu", exact=True)
    expect(entry).to_be_focused()
    expect(entry).to_have_value("")
    is_drawn(page, page.locator("svg.page image"))
    entry.fill(NUMBER)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã ghi lời sửa.")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NUMBER)
    assert Correction.objects.filter(by="lan").values_list("field", "value").get() == ("symbol", NUMBER)


def its_task_is_done(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("Quá hạn")
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    row = page.get_by_role("row").filter(has_text=DUE)
    expect(row).to_contain_text(NUMBER)
    row.get_by_role("link").first.click()
    expect(page.get_by_label("Câu giao việc")).to_contain_text(ORDER)
    is_drawn(page, page.locator(".cutout image"))
    expect(page.locator(".cutout polygon")).to_be_visible()
    page.get_by_label("Trạng thái").select_option("xong")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Đã ghi: trạng thái.")
    expect(page.locator(".facts")).to_contain_text("xong")
    assert TaskRow.objects.get(text__startswith=ORDER).status == "xong"


def its_sentence_is_found(page: Page) -> None:
    page.get_by_role("link", name="Đồ thị viện dẫn", exact=True).click()
    page.get_by_role("textbox", name="Văn bản", exact=True).fill("Chỉ thị 10")
    page.get_by_role("button", name="Hỏi").click()
    answer = page.get_by_role("row").filter(has=page.get_by_role("link", name=f"công văn {NUMBER}"))
    expect(answer.locator("q")).to_contain_text(CITED)
    answer.get_by_role("link", name=f"{FILE}, trang 1").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/trang/1/\?cau=\d+-\d+#cau"))
    expect(page.locator("#asked")).to_contain_text(CITED)
    is_drawn(page, page.locator("svg.page image"))
    expect(page.locator(".words mark.inner")).to_have_text(CITED)
    expect(page.locator(".words mark").first).to_be_in_viewport()
    box = page.locator("svg.page .asked polygon")
    expect(box).to_be_in_viewport(ratio=1)
    assert lies_within(box, page.locator(".sheet"))
    assert fits(page)
    assert serious(page) == []


def box_and_words_lead_to_each_other(page: Page) -> None:
    page.locator(f"svg.page a.citation[aria-label$='{CITED}'] polygon").click()
    page.wait_for_url(re.compile(r"#t-c\d+-\d+"))
    page.locator(".words a.citation").filter(has_text="Quy định số 112-QĐ/TU").click()
    expect(page.locator("#asked")).to_contain_text("Quy định số 112-QĐ/TU")
    expect(page.locator("svg.page .asked polygon")).to_be_in_viewport(ratio=1)
    page.go_back()
    page.go_back()
    expect(page.locator("#asked")).to_contain_text(CITED)


def it_is_found_on_a_phone_and_without_scripts(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.reload()
    expect(page.locator("svg.page .asked polygon")).to_be_in_viewport()
    assert fits(page)
    assert serious(page) == []
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    quiet = plain.new_page()
    quiet.goto(page.url)
    expect(quiet.locator("svg.page .asked polygon")).to_be_in_viewport()
    plain.close()


def is_drawn(page: Page, image: Locator) -> None:
    """The picture was sent and has pixels."""
    address = image.first.get_attribute("href")
    width = page.evaluate(
        "async (at) => { const i = new Image(); i.src = at; await i.decode(); return i.width }", address
    )
    assert width > 1000


def lies_within(one: Locator, other: Locator) -> bool:
    inner, outer = one.bounding_box(), other.bounding_box()
    assert inner
    assert outer
    return (
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )

"""The pages of a dispatch and of tasks in a real browser: they fit, axe has nothing serious, a status is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from registry.models import DispatchRow
from registry.tasks import all_tasks
from tests.browser import DESK, PHONE, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.duties import LEARN, above, handed_down
from tests.test_desk_browser import look_at
from tests.test_desk_browser import office as office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("office")
def test_pages_of_dispatch_and_tasks_fit_and_can_be_used_by_all(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    papers = [DispatchRow.objects.get(scan__sha256=one.sha256).pk for one in (above(), handed_down())]
    number = next(one.number for one in all_tasks() if one.text == f"{LEARN} của chi bộ")
    sign_in(page, live_server.url, "tất.cả")
    addresses = {f"van-ban-{pk}": f"/van-ban/{pk}/" for pk in papers} | {
        "viec": f"/nhiem-vu/{number}/",
        "thang": "/nhiem-vu/thang/?thang=2022-06",
        "lich": "/nhiem-vu/lich/",
        "danh-sach": "/nhiem-vu/?xem=tat-ca",
    }
    for width, size in {"desk": DESK, "phone": PHONE}.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for name, address in addresses.items():
            page.goto(f"{live_server.url}{address}")
            look_at(page, f"{name}-{width}", tmp_path)


@pytest.mark.usefixtures("office")
def test_a_status_is_written_and_a_calendar_made(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    sign_in(page, live_server.url, "văn.thư")
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    page.get_by_label("Xem", exact=True).select_option("qua-han")
    page.get_by_role("button", name="Lọc").click()
    page.locator("td.number a").first.click()
    page.get_by_label("Trạng thái").select_option("đang làm")
    page.get_by_label("Ghi chú").fill("đã giao")
    page.get_by_role("button", name="Ghi", exact=True).click()
    assert page.get_by_role("status").inner_text() == "Đã ghi: trạng thái, ghi chú."
    look_at(page, "da-ghi", tmp_path)
    page.goto(f"{live_server.url}/nhiem-vu/lich/")
    page.get_by_role("button", name="Tạo liên kết").click()
    assert page.locator(".secret").inner_text().startswith(f"{live_server.url}/nhiem-vu/lich/")
    look_at(page, "lien-ket", tmp_path)

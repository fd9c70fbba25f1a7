"""The pages of the graph in a real browser: they fit, axe has nothing serious against them, the picture is walked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.browser import sign_in
from tests.test_desk_browser import WIDTHS, look_at
from tests.test_desk_browser import office as office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKED = {
    "ai-vien-dan": "/do-thi/?document=10-CT/TW&through=on&relation=implements&relation=continues",
    "co-the-la": "/do-thi/?document=18-KL/TW",
    "vi-sao": "/do-thi/vi-sao/?one=90-BC/ĐUK&other=10-CT/TW",
    "hinh": "/do-thi/hinh/?document=411-CV/TU&hops=2",
    "con-thieu": "/do-thi/con-thieu/",
    "day-so": "/do-thi/day-so/",
    "giao-dien": "/api/",
    "ma": "/api/ma/",
}


@pytest.mark.usefixtures("office")
def test_questions_fit_and_can_be_used_by_all(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    sign_in(page, live_server.url, "phân.tích")
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for name, address in ASKED.items():
            page.goto(f"{live_server.url}{address}")
            look_at(page, f"{name}-{width}", tmp_path)
    page.goto(f"{live_server.url}{ASKED['hinh']}")
    page.locator(".drawing a", has_text="256-CV/ĐUK").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/do-thi/hinh/?document=256-CV*")
    assert "256-CV/ĐUK" in page.locator("h2", has_text="Quanh").inner_text()

"""Following in a real browser: the button, the count, the page of news at desk and phone width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import DESK, PHONE, fits, serious, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import person
from tests.followers import came, carrying_out, citing
from tests.papers_of_graph import kl18_2017, quang_binh
from web.groups import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_following_from_the_graph_to_the_news(page: Page, live_server: LiveServer) -> None:
    came(kl18_2017(), quang_binh(), citing("500-CV/TU"))
    person("an", Group.ANALYST)
    sign_in(page, live_server.url, "an")
    page.goto(f"{live_server.url}/do-thi/?document=10-CT/TW")
    page.get_by_label("báo cả khi nó được nêu qua văn bản khác").check()
    page.get_by_role("button", name="Theo dõi", exact=True).click()
    assert page.get_by_text("Đang theo dõi, cả qua văn bản khác").is_visible()
    assert serious(page) == []
    came(citing("501-CV/TU"), carrying_out("600-CV/TU", "500-CV/TU"))
    page.get_by_role("link", name="Theo dõi văn bản").first.click()
    assert page.locator(".badge").inner_text().startswith("2")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert fits(page)
        assert serious(page) == []
    page.get_by_role("button", name="Đã xem: 501-CV/TU").click()
    page.get_by_role("button", name="Đánh dấu đã xem tất cả").click()
    assert page.get_by_text("Không có tin mới.").is_visible()
    assert page.locator(".badge").count() == 0

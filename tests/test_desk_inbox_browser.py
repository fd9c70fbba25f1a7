"""In a real browser: the register by keyboard, files dropped onto the inbox's page, and its lists that follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from settings import Settings
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.browser import sign_in
from tests.desk import person
from tests.duties import above, handed_down
from tests.duties import saved as keep
from web.groups import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """
const files = new DataTransfer();
files.items.add(new File([new TextEncoder().encode("%PDF-1.4\\n")], "tha.pdf", {type: "application/pdf"}));
document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
"""


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> Settings:
    settings.VANTHU = Settings(inbox=tmp_path / "inbox", failed=tmp_path / "failed", archive=tmp_path / "archive")
    person("an", Group.CLERK)
    keep(above(), handed_down())
    return settings.VANTHU  # type: ignore[no-any-return]


@pytest.mark.usefixtures("house")
def test_the_register_by_keyboard(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url, "an")
    page.goto(f"{live_server.url}/so/")
    page.keyboard.press("/")
    page.keyboard.type("khoi jk")
    expect(page.locator("#search")).to_have_value("khoi jk")
    page.keyboard.press("Escape")
    lines = page.locator(".register .open")
    for key, at in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(lines.nth(at)).to_be_focused()
    address = lines.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}{address}")


def test_files_are_dropped_and_followed(page: Page, live_server: LiveServer, house: Settings) -> None:
    sign_in(page, live_server.url, "an")
    page.goto(f"{live_server.url}/hop-den/")
    page.evaluate(DROP)
    expect(page.locator(".messages")).to_contain_text("tha.pdf: đã vào hộp đến.")
    assert (house.inbox / "tha.pdf").read_bytes() == b"%PDF-1.4\n"
    expect(page.locator("#state")).to_contain_text("tha.pdf đang chờ")
    house.failed.mkdir()
    (house.failed / "tha.pdf.txt").write_text("tha.pdf\nTệp hỏng.\nHãy quét lại.\n", encoding="utf-8")
    (house.inbox / "tha.pdf").rename(house.failed / "tha.pdf")
    expect(page.locator("#state")).to_contain_text("Tệp hỏng. Hãy quét lại.", timeout=15_000)
    page.get_by_role("button", name="Đọc lại tha.pdf").click()
    expect(page.locator(".messages")).to_contain_text("đã trở lại hộp đến")
    assert (house.inbox / "tha.pdf").is_file()

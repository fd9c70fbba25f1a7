"""Debian's Chromium, driven by Playwright, before the pages of a live server; and axe, which looks at their access."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.desk import PASSWORD

CHROMIUM = "/usr/bin/chromium"  # script/setup --test installs it
DESK, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop stands in the thread of the tests
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of desk width; whatever goes wrong in its scripts or comes from another host fails the test."""
    context = chromium.new_context(viewport=DESK, locale="vi-VN")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
    page.on("request", lambda asked: None if "//localhost:" in asked.url else wrong.append(asked.url))
    yield page
    context.close()
    assert wrong == []


def sign_in(page: Page, address: str, name: str) -> None:
    """Nothing; the person of tests.desk has signed in by the form."""
    page.goto(f"{address}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{address}/")


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical on the page: the rule and the places."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in grave]


def fits(page: Page) -> bool:
    """Whether nothing of the page sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

"""The register on a phone: each line a card, nothing to scroll sideways, and the ways to sort still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, fits, serious, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import person
from tests.duties import above, handed_down, saved
from tests.test_desk_browser import shot
from web.groups import Group


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_lines_are_cards_on_a_phone(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    saved(above(), handed_down())
    person("lan", Group.CLERK)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, live_server.url, "lan")
    page.goto(f"{live_server.url}/so/")
    shot(page, "so-phone", tmp_path)
    assert fits(page)
    wide = "[...document.querySelectorAll('main, main *')].filter(one => one.scrollWidth > one.clientWidth + 1 &&"
    assert page.evaluate(f"{wide} ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)).length") == 0
    cards = page.get_by_role("row").filter(has=page.get_by_role("cell"))
    assert cards.count() == 2
    first, second = (cards.nth(number).bounding_box() for number in (0, 1))
    assert first and second
    assert first["y"] + first["height"] <= second["y"]
    assert first["width"] > 300
    label = "getComputedStyle(document.querySelector('.register td.symbol'), '::before').content"
    assert page.evaluate(label) == '"Số, ký hiệu"'
    page.get_by_role("columnheader").get_by_role("link", name="Số đến").click()
    page.wait_for_url("**sort=number**")
    assert serious(page) == []

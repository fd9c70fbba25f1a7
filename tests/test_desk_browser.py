"""The pages in a real browser, at desk and phone width: they fit, axe has nothing serious against them, keys work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from following import follow
from settings import Settings
from tests.browser import DESK, PHONE, fits, serious, sign_in
from tests.browser import chromium as chromium
from tests.browser import page as page
from tests.desk import PASSWORD, person
from tests.duties import DIRECTORY, TODAY, above, handed_down, report, saved
from tests.papers_of_graph import all_papers
from web.groups import Group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {"desk": DESK, "phone": PHONE}


@pytest.fixture
def office(settings: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An office with units, papers, tasks, a file that failed, and a person of each kind."""
    from registry.directory import Missing, take_over

    take_over(DIRECTORY.units, Missing.KEEP, TODAY)
    saved(*all_papers(), above(), handed_down(), report())
    house = Settings(inbox=tmp_path / "inbox", failed=tmp_path / "failed", archive=tmp_path / "archive")
    follow(house)
    house.failed.mkdir()
    (house.failed / "a.pdf").write_bytes(b"")
    (house.failed / "a.pdf.txt").write_text("a.pdf\nTệp hỏng.\nHãy quét lại.\n", encoding="utf-8")
    settings.VANTHU = house  # type: ignore[attr-defined]
    for group in Group:
        person(group.value.replace(" ", "."), group, units=("duk",) if group is Group.LEADER else ())
    person("tất.cả", *Group, units=("duk",))
    return house


def shot(page: Page, name: str, folder: Path) -> None:
    """The picture of the whole page, in the folder of the test, or where VANTHU_TEST_SHOTS says."""
    kept = Path(os.environ.get("VANTHU_TEST_SHOTS", folder))
    page.screenshot(path=kept / f"{name}.png", full_page=True)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_and_can_be_used_by_all(
    page: Page, live_server: LiveServer, width: str, tmp_path: Path
) -> None:
    page.set_viewport_size(WIDTHS[width])  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/nhiem-vu/")
    look_at(page, f"dang-nhap-{width}", tmp_path)
    sign_in(page, live_server.url, "tất.cả")
    addresses = page.locator(".menu a").evaluate_all("links => links.map(one => one.getAttribute('href'))")
    assert len(addresses) >= 8
    others = ["/tai-khoan/moi/", "/mat-khau/", "/khong-co/"]
    first = page.locator(".tile a[href^='/duyet/']").first
    paper = first.get_attribute("href") if first.count() else None
    papers = [paper, paper.replace("/duyet/", "/van-ban/")] if paper else []
    for address in [*addresses, *others, *papers]:
        page.goto(f"{live_server.url}{address}")
        look_at(page, f"{address.strip('/').replace('/', '-') or 'trang-chu'}-{width}", tmp_path)


def look_at(page: Page, name: str, folder: Path) -> None:
    shot(page, name, folder)
    assert page.locator("h1").count() == 1, name
    assert fits(page), name
    assert serious(page) == [], name


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("group", Group)
def test_home_of_each_group(page: Page, live_server: LiveServer, group: Group, tmp_path: Path) -> None:
    name = group.value.replace(" ", ".")
    sign_in(page, live_server.url, name)
    assert page.get_by_role("heading", level=1).inner_text() == "Việc cần làm"
    assert page.locator(".tile" if group is not Group.ADMIN else ".empty").count() > 0
    look_at(page, f"trang-chu-{name}", tmp_path)


@pytest.mark.usefixtures("office")
def test_keys_and_the_folded_navigation(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server.url, "văn.thư")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("đảng ủy/10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/so/?q=*")
    assert page.locator("#search").input_value() == "đảng ủy/10"
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.reload()
    assert not page.get_by_role("link", name="Duyệt", exact=True).is_visible()
    page.get_by_text("Các trang", exact=True).click()
    page.get_by_role("link", name="Duyệt", exact=True).click()
    page.wait_for_url("**/duyet/")
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/")


@pytest.mark.usefixtures("office")
def test_an_account_is_made_and_used(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    sign_in(page, live_server.url, "quản.trị")
    page.get_by_role("link", name="Tài khoản", exact=True).click()
    page.get_by_role("link", name="Thêm tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("an.lv")
    page.get_by_label("Họ và tên").fill("Lê Văn An")
    page.get_by_label("Lãnh đạo").check()
    page.get_by_label("Chi bộ Sở Y tế").check()
    page.get_by_role("button", name="Tạo tài khoản").click()
    given = page.locator("code.secret").inner_text()
    look_at(page, "mat-khau-moi", tmp_path)
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Tên đăng nhập").fill("an.lv")
    page.get_by_label("Mật khẩu").fill(given)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/mat-khau/")
    look_at(page, "mat-khau-dau-tien", tmp_path)
    page.get_by_label("Mật khẩu cũ").fill(given)
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Xác nhận mật khẩu mới").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url(f"{live_server.url}/")
    assert page.get_by_role("status").inner_text() == "Đã đổi mật khẩu."
    assert page.get_by_role("link", name="Tài khoản", exact=True).count() == 0

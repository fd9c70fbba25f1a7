"""The pictures of the guide, taken anew: `python -m docs.pictures [NAME…]`.

The papers of an invented office (`docs/office/`) are drawn as scans, read by the real sweep, published, shown by
`vanthu serve` and photographed in Debian's Chromium; the register lies in a folder that is gone afterwards.  Needs what
`script/setup --test` installs.  Pictures go to `docs/pictures/`, in 128 colours, which a page of text does not miss.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
OFFICE, PICTURES = HERE / "office", HERE / "pictures"
VANTHU = Path(sys.executable).parent / "vanthu"
ADDRESS = "http://127.0.0.1:8771"
CHROMIUM = "/usr/bin/chromium"
DESK, PHONE = (1366, 900), (390, 844)
#: Whoever is shown has an invented name; the password lives as long as the folder.
PASSWORD = "con thuyền qua sông 26"
CLERK, LEADER, ANALYST = "van-thu", "lanh-dao", "phan-tich"
COLOURS = 128
#: The paper that comes before anybody follows anything.
FIRST = "ct-tu"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: who looks, at which address, what is done before, the size of the window."""

    name: str
    who: str
    at: str
    size: tuple[int, int] = DESK
    before: Callable[[Page], None] | None = None


def _first_link(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


SHOWN = (
    Picture("trang-chu-van-thu", CLERK, "/"),
    Picture("hop-den", CLERK, "/hop-den/"),
    Picture("so", CLERK, "/so/"),
    Picture("duyet-mot-van-ban", CLERK, "/duyet/", before=_first_link("main tbody a")),
    Picture("van-ban", CLERK, "/so/?q=42-KH/TU", before=_first_link("main tbody a")),
    Picture("trang-chu-lanh-dao", LEADER, "/"),
    Picture("nhiem-vu", LEADER, "/nhiem-vu/"),
    Picture("mot-nhiem-vu", LEADER, "/nhiem-vu/", before=_first_link("main tbody a")),
    Picture("thang", LEADER, "/nhiem-vu/thang/"),
    Picture("do-thi", ANALYST, "/do-thi/?document=10-CT/TW&through=on"),
    Picture("hinh-ve", ANALYST, "/do-thi/hinh/?document=07-CT/TU&hops=2"),
    Picture("theo-doi", ANALYST, "/theo-doi/"),
    Picture("dien-thoai-nhiem-vu", LEADER, "/nhiem-vu/", PHONE),
)


def main(names: Sequence[str]) -> None:
    """Take them all, or those named."""
    wanted = [one for one in SHOWN if not names or one.name in names]
    with tempfile.TemporaryDirectory(prefix="vanthu-pictures-") as folder:
        home = Path(folder)
        os.environ.update(_environment(home))
        _fill(home)
        with _served(), sync_playwright() as playwright:
            language: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "vi"}
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=language)
            for one in wanted:
                page = browser.new_page(viewport={"width": one.size[0], "height": one.size[1]}, locale="vi-VN")
                _keep(one, _taken(page, one))
                page.close()
            browser.close()


def _environment(home: Path) -> dict[str, str]:
    folders = ("inbox", "archive", "failed", "duplicates", "pictures", "outputs", "prefect_home", "secret_file")
    host, _, port = ADDRESS.removeprefix("http://").partition(":")
    return {
        **{f"VANTHU_{name.upper()}": str(home / name.replace("_", "-")) for name in folders},
        "VANTHU_DATABASE_URL": f"sqlite:///{home}/vanthu.sqlite3",
        "VANTHU_SERVE_HOST": host,
        "VANTHU_SERVE_PORT": port,
        "VANTHU_STABLE_SECONDS": "0",
        "VANTHU_HTTPS": "false",
    }


def _fill(home: Path) -> None:
    """The office's units and people, its papers drawn and read, one sheet waiting and one that could not be read."""
    from corpora.render import render

    subprocess.run([VANTHU, "units", "import", OFFICE / "danh-ba.csv"], check=True)
    inbox = home / "inbox"
    inbox.mkdir()
    scans = [render(case, "office", home / "drawn") for case in sorted(OFFICE.glob("*.txt"))]
    first = next(one for one in scans if one.stem == FIRST)
    _read(inbox, [first])
    _people()
    subprocess.run([VANTHU, "follow", "10-CT/TW", "--through", "--for", ANALYST], check=True)
    (inbox / "bang-luong.xls").write_bytes(b"\xd0\xcf\x11\xe0 old workbook")
    _read(inbox, [one for one in scans if one != first])
    (inbox / f"quet-sang-nay{first.suffix}").write_bytes(first.read_bytes() + b"\n")


def _read(inbox: Path, scans: Sequence[Path]) -> None:
    for one in scans:
        (inbox / one.name).write_bytes(one.read_bytes())
    subprocess.run([VANTHU, "inbox", "--once"], check=True)


def _people() -> None:
    """A clerk, a leader and an analyst."""
    from registry.start import start
    from settings import Settings

    start(Settings())
    from registry.models import OfficeUnitRow
    from web import accounts
    from web.groups import Group

    ours = list(OfficeUnitRow.objects.filter(is_office=True))
    for name, called, group, units in (
        (CLERK, "Lan Anh", Group.CLERK, []),
        (LEADER, "Hữu Trọng", Group.LEADER, ours),
        (ANALYST, "Minh Châu", Group.ANALYST, []),
    ):
        accounts.create(name, PASSWORD, accounts.Wanted(called, frozenset({group}), units), "docs", own_password=True)


@contextmanager
def _served() -> Iterator[None]:
    """While inside, the pages are served."""
    server = subprocess.Popen([VANTHU, "serve"])
    try:
        for _ in range(120):
            with suppress(OSError), urllib.request.urlopen(f"{ADDRESS}/dang-nhap/", timeout=5):
                break
            time.sleep(0.5)
        yield
    finally:
        server.terminate()
        server.wait(30)


def _taken(page: Page, one: Picture) -> bytes:
    page.goto(f"{ADDRESS}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(one.who)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{ADDRESS}/")
    page.goto(f"{ADDRESS}{one.at}")
    if one.before:
        one.before(page)
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def _keep(one: Picture, taken: bytes) -> None:
    PICTURES.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(taken)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{one.name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])

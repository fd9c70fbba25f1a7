"""How long the pages of the desk take: `python -m benchmarks.pages --home DIR [--times 7] [--only WORD]`.

Asked through Django's test client over a folder that `benchmarks.seed` filled, as each group; once with all that is
remembered forgotten before ("first"), so many times as usual.  Milliseconds of the processor and of the clock, until
the first byte; beside each page, each time, that of signing in is asked: machines are noisy, ratios less so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import platform
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.seed import at_home

#: The groups, and who asks for them.
ASKING = {
    "văn thư": "an",
    "lãnh đạo": "lanh-dao",
    "lãnh đạo của một sở": "lanh-dao-so",
    "phân tích": "phan-tich",
    "quản trị": "quan-tri",
    "không nhóm": "khong-nhom",
}
HEADINGS = "| group | page | median ms | of the clock | p95 of it | first ms | queries | times the static page |"
#: In the seeded register: a year, an issuer, a kind, some numbers, words.
REGISTER = {
    "Sổ": "",
    "Sổ, trang 20": "trang=20",
    "Sổ, trang cuối": "trang=999999",
    "Sổ, năm": "year=2024",
    "Sổ, tên loại": "kind=công+văn",
    "Sổ, tác giả": "issuer=Tỉnh+ủy+Trà+Vinh",
    "Sổ, đơn vị": "unit=so-3",
    "Sổ, cần xem lại": "doubt=co",
    "Sổ, không nghi ngờ": "doubt=khong",
    "Sổ, năm, tên loại, tác giả": "year=2024&kind=chỉ+thị&issuer=Tỉnh+ủy+Trà+Vinh",
    "Sổ, tìm có dấu": "q=chuyển+đổi+số",
    "Sổ, tìm không dấu": "q=chuyen+doi+so+bac+lieu",
    "Sổ, tìm số liền": "q=17CTTU",
    "Sổ, tìm số cách": "q=17+-+CT/TU",
    "Sổ, tìm số": "q=17",
    "Sổ, tìm ngày": "q=ngày+4/3/2024",
    "Sổ, tìm nửa từ": "q=nghi",
    "Sổ, tìm không có": "q=khongcotunay",
    **{f"Sổ, xếp {name}": f"sort={name}" for name in ("arrived", "number", "-issuer", "symbol", "-issued", "title")},
}
SHOWS = ("chua-xong", "qua-han", "sap-den-han", "dinh-ky", "chua-ro-han", "moi", "chua-ro-don-vi", "tat-ca")


@dataclass
class Timed:
    """A page as one asked for it: seconds of each time, of the first time, queries; `static`: the static page's.

    `seconds` are the processor's, which other work on the machine does not slow; `clock` are those that passed.
    """

    group: str
    name: str
    seconds: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    static: list[float] = field(default_factory=list)
    first: float = 0.0
    queries: int = 0

    def line(self) -> str:
        """The line of the table."""
        median = statistics.median(self.seconds)
        late = sorted(self.clock)[min(len(self.clock) - 1, round(0.95 * len(self.clock)))]
        times, clock = median / statistics.median(self.static), statistics.median(self.clock)
        milliseconds = " | ".join(f"{one * 1000:.0f}" for one in (median, clock, late, self.first))
        told = f"{milliseconds} | {self.queries} | {times:.1f}"
        return f"| {self.group} | {self.name} | {told} |"


def addresses() -> Iterator[tuple[str, str]]:
    """Every list, search and document page by name; one that a group may not see answers 403 and is left out."""
    from registry.models import DispatchRow, LineRow, TaskRow

    dispatch = DispatchRow.objects.order_by("-pk").values_list("pk", flat=True)[100]
    doubtful = LineRow.objects.filter(doubtful=True).order_by("-pk").values_list("pk", flat=True).first()
    task = TaskRow.objects.order_by("-pk").values_list("pk", flat=True)[100]
    yield "Trang chủ", "/"
    yield "Hộp đến", "/hop-den/"
    yield "Hộp đến, tình hình", "/hop-den/tinh-hinh/"
    yield from ((name, f"/so/?{query}") for name, query in REGISTER.items())
    yield "Sổ ra .csv (một ngày)", "/so/so-van-ban-den.csv?q=4/3/2024"
    yield "Duyệt", "/duyet/"
    yield "Duyệt, trang 20", "/duyet/?trang=20"
    yield "Duyệt một văn bản", f"/duyet/{doubtful}/"
    yield "Duyệt, văn bản tiếp", f"/duyet/{doubtful}/tiep/"
    yield "Văn bản", f"/van-ban/{dispatch}/"
    yield from ((f"Nhiệm vụ, {one}", f"/nhiem-vu/?xem={one}") for one in SHOWS)
    yield "Nhiệm vụ, tất cả, trang 200", "/nhiem-vu/?xem=tat-ca&trang=200"
    yield "Nhiệm vụ của một đơn vị", "/nhiem-vu/?don-vi=so-0-0"
    yield "Nhiệm vụ, tháng này", "/nhiem-vu/thang/"
    yield "Nhiệm vụ, tháng này, một đơn vị", "/nhiem-vu/thang/?don-vi=so-0"
    yield "Một nhiệm vụ", f"/nhiem-vu/{task}/"
    yield "Nhiệm vụ ra .xlsx, một đơn vị", "/nhiem-vu/nhiem-vu.xlsx?xem=qua-han&don-vi=so-0-0"
    yield "Lịch", "/nhiem-vu/lich/"
    yield "Tài khoản", "/tai-khoan/"
    yield "Giao diện lập trình", "/api/"


def for_programs() -> Iterator[tuple[str, str]]:
    """What programs ask that is not of the graph."""
    yield "/api/dispatches/ (100)", "/api/dispatches/?limit=100"
    yield "/api/dispatches/ (500)", "/api/dispatches/?limit=500"
    yield "/api/dispatches/ since", f"/api/dispatches/?limit=100&since={dt.date.today() - dt.timedelta(days=30)}"


def measured(times: int, only: str) -> Iterator[Timed]:
    """Every page as every group that may see it, and what programs and calendars ask."""
    for group, name in ASKING.items():
        client, static = _signed_in(name), _static()
        for page, address in addresses():
            if only in page and client.get(address).status_code != 403:
                yield _timed(Timed(group, page), lambda at=address, by=client: by.get(at), static, times)  # type: ignore[misc]
    yield from (one for one in _outside(times, only))


def _outside(times: int, only: str) -> Iterator[Timed]:
    from django.contrib.auth.models import User
    from django.test import Client

    from registry.models import OfficeUnitRow
    from web import calendar_links, tokens

    person = User.objects.get(username="phan-tich")
    program = Client(headers={"Authorization": f"Bearer {tokens.make(person)}"})
    secret = calendar_links.make(person, OfficeUnitRow.objects.get(key="so-0"))
    asked = [*for_programs(), ("Lịch của một sở (.ics)", f"/nhiem-vu/lich/{secret}/viec.ics")]
    for name, address in asked:
        if only in name:
            yield _timed(Timed("chương trình", name), lambda at=address: program.get(at), _static(), times)  # type: ignore[misc]


def _timed(one: Timed, ask: Callable[[], Any], static: Callable[[], Any], times: int) -> Timed:
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cache.clear()
    one.first, _ = _seconds(ask)
    with CaptureQueriesContext(connection) as asked:
        ask()
    one.queries = len(asked)
    for _ in range(times):
        one.static.append(_seconds(static)[0])
        processor, clock = _seconds(ask)
        one.seconds.append(processor)
        one.clock.append(clock)
    return one


def _seconds(ask: Callable[[], Any]) -> tuple[float, float]:
    """Until the first byte is there: of the processor (on PostgreSQL: ours), of the clock."""
    begun, since = time.process_time(), time.perf_counter()
    answer = ask()
    if answer.streaming:
        next(iter(answer.streaming_content))
    taken = time.process_time() - begun, time.perf_counter() - since
    answer.close()
    return taken


def _signed_in(name: str) -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
    return client


def _static() -> Callable[[], Any]:
    from django.test import Client

    nobody = Client()
    return lambda: nobody.get("/dang-nhap/")


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table, a line a page and group."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="how long the pages take")
    parser.add_argument("--home", type=Path, required=True, help="the folder that benchmarks.seed filled")
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--only", default="", help="pages whose names hold this")
    told = parser.parse_args(arguments)
    from registry.start import start

    start(at_home(told.home))
    import django
    from django.conf import settings as django_settings
    from django.db import connection

    django_settings.ALLOWED_HOSTS.append("testserver")
    logging.disable(logging.CRITICAL)  # a page that a group may not see is no news
    versions = f"Python {platform.python_version()}, Django {django.get_version()}, SQLite {sqlite3.sqlite_version}"
    sys.stdout.write(
        f"{dt.date.today()}, {versions}, {connection.vendor}\n\n{HEADINGS}\n|---|---|---|---|---|---|---|---|\n"
    )
    for one in measured(told.times, told.only):
        sys.stdout.write(one.line() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

"""The work at hand: when the last sweep and the last backup were, which files wait for a person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from backup.last import last
from doctor.finding import Finding
from pipeline.archive import note_of
from pipeline.intake import glances
from pipeline.mend import SWEEP_LOCK
from settings import Settings

HOUR, DAY = 3600.0, 86_400.0
#: An office that backs up every night has a backup younger than this.
BACKUP = 2 * DAY
#: A watched inbox is swept every minute; a sweep of many scans takes long.
SWEEP = HOUR
NEVER_BACKED_UP = "Hãy chạy vanthu backup mỗi đêm vào một ổ đĩa khác, xem docs/SAO-LUU.md."


def findings(settings: Settings) -> Iterator[Finding]:
    """Sweeps, files that wait in the inbox or with the failed, backups."""
    yield _swept(settings)
    yield _waiting(settings)
    yield _failed(settings)
    yield _backed_up(settings)


def _swept(settings: Settings) -> Finding:
    name, remedy = "Lần quét gần nhất", "Hãy chạy vanthu watch (hoặc vanthu inbox --once) và xem nhật ký của nó."
    try:
        age = time.time() - (settings.archive / SWEEP_LOCK).stat().st_mtime
    except OSError:
        return Finding(name, True, "chưa có lần nào")
    return Finding(name, age <= SWEEP, f"{ago(age)} trước", remedy, needed=False)


def _waiting(settings: Settings) -> Finding:
    """The files of the inbox, and those that came more than an hour ago."""
    name, now = "Hộp đến", time.time()
    try:
        ages = [now - _came(path) for inbox in settings.all_inboxes for path in glances(inbox)]
    except OSError:
        ages = []  # what is wrong with the folder is told of the folder
    stuck = [one for one in ages if one > HOUR]
    if not stuck:
        return Finding(name, True, f"{len(ages)} tệp đang chờ" if ages else "trống")
    remedy = "Hãy chạy vanthu inbox --once và xem vì sao tệp chưa được đọc; nếu vanthu watch đang dừng thì chạy lại."
    found = f"{len(stuck)} tệp nằm quá một giờ chưa được đọc, lâu nhất {ago(max(stuck))}"
    return Finding(name, False, found, remedy, needed=False)


def _came(path: Path) -> float:
    """When the file came; its own date may be old, that of its entry is not."""
    try:
        return path.stat().st_ctime
    except OSError:
        return time.time()


def _failed(settings: Settings) -> Finding:
    name = "Tệp không đọc được"
    try:
        paths = [one for one in settings.failed.glob("*") if one.name[0] != "." and one.is_file()]
    except OSError:
        paths = []
    names = {one.name for one in paths}
    told = [one for one in paths if not (one.suffix == ".txt" and one.name.removesuffix(".txt") in names)]
    lone = [one for one in told if note_of(one).name not in names]
    if not told:
        return Finding(name, True, "không có")
    remedy = "Hãy xem trang Hộp đến, hoặc ghi chú .txt cạnh từng tệp, rồi đọc lại hay chuyển tệp đi."
    more = f", {len(lone)} tệp không có ghi chú" if lone else ""
    return Finding(
        name, False, f"{len(told)} tệp chờ người xem trong {settings.failed.absolute()}{more}", remedy, False
    )


def _backed_up(settings: Settings) -> Finding:
    name, found = "Sao lưu", last(settings)
    if found is None:
        return Finding(name, False, "chưa có bản nào", NEVER_BACKED_UP, needed=False)
    age = (datetime.now().astimezone() - found.at).total_seconds()
    told = f"{ago(age)} trước, {found.bag}"
    if not found.bag.exists():
        return Finding(name, age <= BACKUP, f"{told} (không còn ở đó)", NEVER_BACKED_UP, needed=False)
    return Finding(name, age <= BACKUP, told, NEVER_BACKED_UP, needed=False)


def ago(seconds: float) -> str:
    """So long, in words.

    >>> ago(90), ago(7300), ago(200_000)
    ('1 phút', '2 giờ', '2 ngày')
    """
    if seconds < HOUR:
        return f"{max(0, int(seconds // 60))} phút"
    return f"{int(seconds // HOUR)} giờ" if seconds < DAY else f"{int(seconds // DAY)} ngày"

"""The database: whether it answers, its version, whether anybody can sign in, whether a backup would find room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from backup import room
from backup.last import last
from doctor.beside import Asking
from doctor.finding import Finding
from doctor.folders import standing
from pipeline.errors import of_the_machine
from settings import Settings

NAME = "Cơ sở dữ liệu"
#: Django 5.2 needs it.
OLDEST_POSTGRESQL = 14


def _findings(settings: Settings) -> Iterator[Finding]:
    """All that is asked of it."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")  # what libpq waits for a server that is not there
    found, ready = _asked(settings)
    yield found
    if ready:
        yield from _further(settings)


findings = Asking(
    _findings, Finding(NAME, False, "không trả lời", "Hãy kiểm tra máy chủ hoặc chương trình đang giữ nó.")
)


def _asked(settings: Settings) -> tuple[Finding, bool]:
    """Whether it can be used, and whether all its tables are there."""
    from registry.health import waiting_migrations

    try:
        waiting = waiting_migrations(settings)
    except OSError as error:
        told = of_the_machine(error)
        remedy = f"Hãy kiểm tra VANTHU_DATABASE_URL. {told.at_work if told else ''}"
        return Finding(NAME, False, str(error), remedy), False
    except (ValueError, RuntimeError, ImportError) as error:
        return Finding(NAME, False, str(error), "Hãy kiểm tra VANTHU_DATABASE_URL."), False
    if waiting is None:
        return Finding(NAME, True, "chưa có, sẽ được tạo ở lần quét đầu"), False
    found = f"còn {waiting} bước nâng cấp, sẽ tự chạy" if waiting else "đã sẵn sàng"
    return Finding(NAME, True, found), not waiting


def _further(settings: Settings) -> Iterator[Finding]:
    from registry.health import accounts, postgresql_version

    try:
        if (version := postgresql_version()) is not None:
            remedy = f"Hãy nâng cấp máy chủ lên PostgreSQL {OLDEST_POSTGRESQL} trở lên."
            yield Finding("PostgreSQL", version >= OLDEST_POSTGRESQL, str(version), remedy)
        yield _accounts(accounts(), settings)
        yield _backup_room(settings)
    except OSError as error:
        yield Finding(NAME, False, str(error), "Hãy chạy vanthu verify.")


def _accounts(number: int, settings: Settings) -> Finding:
    name = "Tài khoản"
    if not number:
        return Finding(name, False, "chưa có tài khoản nào", "Hãy chạy script/serve để tạo tài khoản đầu tiên.", False)
    if settings.first_password:
        remedy = "Hãy bỏ biến này: mật khẩu đầu tiên không cần nữa và không nên nằm trong tệp."
        return Finding(name, False, f"{number}, mà VANTHU_FIRST_PASSWORD vẫn còn được đặt", remedy, needed=False)
    return Finding(name, True, str(number))


def _backup_room(settings: Settings) -> Finding:
    """Where the last backup lies, else beside the archive."""
    before = last(settings)
    folder = standing((before.bag.parent if before else Path(settings.archive)).absolute())
    wanted, free = room.needed(settings), shutil.disk_usage(folder).free
    found = f"cần khoảng {wanted / room.MEGABYTE:,.0f} MB, {folder} còn {free / room.MEGABYTE:,.0f} MB"
    remedy = "Hãy chuyển các bản sao lưu cũ đi, hoặc sao lưu vào ổ đĩa khác."
    return Finding("Chỗ cho một bản sao lưu", free >= wanted, found, remedy, needed=False)

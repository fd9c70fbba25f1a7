"""The folders: whether they can be written to, on which disk they lie, how much room there is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from doctor.finding import Finding
from settings import FOLDERS, Settings

#: Bytes that should be free: a few hundred scans and the database's log.
ROOM = 1 << 30
#: Files that can still be made: disks run out of these before they are full.
FILES = 10_000
RIGHTS = "Hãy cấp quyền ghi cho người chạy vanthu."


def findings(settings: Settings) -> Iterator[Finding]:
    """Each folder, their disks, room for bytes and for files."""
    yield from (_folder(name, getattr(settings, name).absolute()) for name in FOLDERS)
    yield _one_file_system(settings)
    yield _room(settings)
    yield _files(settings)
    yield _folder("temp", Path(tempfile.gettempdir()))


def _folder(name: str, folder: Path) -> Finding:
    shown = f"Thư mục {name}"
    if folder.exists():
        ok = folder.is_dir() and _writable(folder)
        return Finding(shown, ok, f"{folder}" if ok else f"không ghi được vào {folder}", RIGHTS)
    parent = standing(folder)
    ok = parent.is_dir() and _writable(parent)
    return Finding(shown, ok, f"{folder} (sẽ được tạo)" if ok else f"không tạo được {folder}", RIGHTS)


def _writable(folder: Path) -> bool:
    """Whether a file can really be made there: rights alone say nothing of a disk mounted for reading."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def standing(folder: Path) -> Path:
    """The folder, or the next one above that exists."""
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))


def _one_file_system(settings: Settings) -> Finding:
    devices = {standing(folder.absolute()).stat().st_dev for folder in (settings.inbox, settings.archive)}
    ok = len(devices) == 1
    found = (
        "hộp đến và kho lưu cùng một ổ đĩa" if ok else "hộp đến và kho lưu nằm trên hai ổ đĩa: chậm hơn, vẫn an toàn"
    )
    return Finding("Ổ đĩa", ok, found, "Nên đặt VANTHU_INBOX và VANTHU_ARCHIVE trên cùng một ổ đĩa.", needed=False)


def _room(settings: Settings) -> Finding:
    free = min(shutil.disk_usage(standing(getattr(settings, one).absolute())).free for one in FOLDERS)
    return Finding("Chỗ trống", free >= ROOM, f"{free / ROOM:.1f} GiB", "Hãy giải phóng chỗ trên ổ đĩa.")


def _files(settings: Settings) -> Finding:
    """How many files can still be made; some file systems know no limit and tell 0."""
    disks = [os.statvfs(standing(getattr(settings, one).absolute())) for one in FOLDERS]
    free = min((one.f_favail for one in disks if one.f_files), default=None)
    name, remedy = "Số tệp còn tạo được", "Ổ đĩa sắp hết inode: hãy dọn các tệp nhỏ không dùng, ví dụ VANTHU_PICTURES."
    return Finding(name, free is None or free >= FILES, "không giới hạn" if free is None else f"{free:,}", remedy)

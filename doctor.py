"""What `vanthu doctor` looks at: everything this computer needs, each with its remedy; nothing is changed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InstallationError, of_the_machine
from settings import FOLDERS, Settings

#: The oldest Python the project runs on.
OLDEST = (3, 11)
#: Bytes that should be free: a few hundred scans and the database's log.
ROOM = 1 << 30
#: Seconds to wait for a database; the whole examination takes less than five.
PATIENCE = 2.5
MODEL = Path("models") / "PP-OCRv6_rec_small.onnx"
SETUP = "Hãy chạy lại script/setup."
RIGHTS = "Hãy cấp quyền ghi cho người chạy vanthu."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and what to do where it is lacking.  `needed`: nothing works without it."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything, one after another."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= OLDEST, version, "Hãy cài Python 3.11 trở lên.")
    yield _tesseract(settings)
    yield _model()
    yield _graphviz()
    yield from (_folder(name, getattr(settings, name).absolute()) for name in FOLDERS)
    yield _one_file_system(settings)
    yield _room(settings)
    yield _folder("temp", Path(tempfile.gettempdir()))
    yield _database(settings)
    yield _port(settings)
    yield _encoding()


def _tesseract(settings: Settings) -> Finding:
    from pipeline.ocr import engine

    try:
        found = engine(settings)
    except InstallationError as error:
        return Finding("Tesseract", False, error.message, error.remedy)
    return Finding("Tesseract", True, f"{found.version}, dữ liệu '{settings.ocr_language}'")


def _model() -> Finding:
    """The model of handwritten digits: without it printed papers are read all the same."""
    name, remedy = "Mô hình chữ viết tay", f"{SETUP} Chữ in vẫn đọc được."
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or importlib.util.find_spec("onnxruntime") is None:
        return Finding(name, False, "chưa cài rapidocr và onnxruntime", remedy, needed=False)
    there = any((Path(folder) / MODEL).is_file() for folder in spec.submodule_search_locations or ())
    return Finding(name, there, MODEL.name if there else f"không có tệp {MODEL.name}", remedy, needed=False)


def _graphviz() -> Finding:
    """What draws documents and their neighbours; everything else works without it."""
    found = shutil.which("dot")
    remedy = f"{SETUP} Chỉ lệnh vanthu picture cần đến nó."
    return Finding("Graphviz", found is not None, found or "chưa cài", remedy, needed=False)


def _folder(name: str, folder: Path) -> Finding:
    shown = f"Thư mục {name}"
    if folder.exists():
        ok = folder.is_dir() and _writable(folder)
        return Finding(shown, ok, f"{folder}" if ok else f"không ghi được vào {folder}", RIGHTS)
    parent = _standing(folder)
    ok = parent.is_dir() and _writable(parent)
    return Finding(shown, ok, f"{folder} (sẽ được tạo)" if ok else f"không tạo được {folder}", RIGHTS)


def _writable(folder: Path) -> bool:
    """Whether a file can really be made there: rights alone say nothing of a disk mounted for reading."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _standing(folder: Path) -> Path:
    """The folder, or the next one above that exists."""
    return next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))


def _one_file_system(settings: Settings) -> Finding:
    devices = {_standing(folder.absolute()).stat().st_dev for folder in (settings.inbox, settings.archive)}
    ok = len(devices) == 1
    found = (
        "hộp đến và kho lưu cùng một ổ đĩa" if ok else "hộp đến và kho lưu nằm trên hai ổ đĩa: chậm hơn, vẫn an toàn"
    )
    return Finding("Ổ đĩa", ok, found, "Nên đặt VANTHU_INBOX và VANTHU_ARCHIVE trên cùng một ổ đĩa.", needed=False)


def _room(settings: Settings) -> Finding:
    free = min(shutil.disk_usage(_standing(getattr(settings, one).absolute())).free for one in FOLDERS)
    return Finding("Chỗ trống", free >= ROOM, f"{free / ROOM:.1f} GiB", "Hãy giải phóng chỗ trên ổ đĩa.")


def _database(settings: Settings) -> Finding:
    """The database, asked in a thread of its own: one that does not answer must not hold up the rest."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")  # what libpq waits for a server that is not there
    found: list[Finding] = []
    thread = threading.Thread(target=lambda: found.append(_asked(settings)), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    silent = Finding("Cơ sở dữ liệu", False, "không trả lời", "Hãy kiểm tra máy chủ hoặc chương trình đang giữ nó.")
    return found[0] if found else silent


def _asked(settings: Settings) -> Finding:
    from registry.health import waiting_migrations

    name = "Cơ sở dữ liệu"
    try:
        waiting = waiting_migrations(settings)
    except OSError as error:
        told = of_the_machine(error)
        return Finding(name, False, str(error), f"Hãy kiểm tra VANTHU_DATABASE_URL. {told.at_work if told else ''}")
    except (ValueError, RuntimeError, ImportError) as error:
        return Finding(name, False, str(error), "Hãy kiểm tra VANTHU_DATABASE_URL.")
    if waiting is None:
        return Finding(name, True, "chưa có, sẽ được tạo ở lần quét đầu")
    found = f"còn {waiting} bước nâng cấp, sẽ tự chạy" if waiting else "đã sẵn sàng"
    return Finding(name, True, found)


def _port(settings: Settings) -> Finding:
    """The port of our own Prefect server; a running `vanthu watch` holds it, which is as it should be."""
    name, port = "Cổng Prefect", settings.prefect_port
    if os.environ.get("PREFECT_API_URL"):
        return Finding(name, True, "dùng máy chủ ở PREFECT_API_URL")
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            remedy = "Nếu vanthu watch không đang chạy, hãy đặt VANTHU_PREFECT_PORT thành cổng khác."
            return Finding(name, False, f"cổng {port} đang được dùng", remedy, needed=False)
    return Finding(name, True, f"cổng {port} còn trống")


def _encoding() -> Finding:
    used = sys.getfilesystemencoding()
    return Finding("UTF-8", used.lower() == "utf-8", used, "Hãy đặt LANG=C.UTF-8 hoặc PYTHONUTF8=1.")

"""What is installed on this computer, and its clock."""

from __future__ import annotations

import datetime as dt
import importlib.util
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from doctor.finding import Finding
from pipeline.errors import InstallationError
from settings import Settings

#: The oldest Python the project runs on.
OLDEST = (3, 11)
MODEL = Path("models") / "PP-OCRv6_rec_small.onnx"
SETUP = "Hãy chạy lại script/setup."
OFFICE_TIME = "Asia/Ho_Chi_Minh"
SET_CLOCK = "Hãy chỉnh đồng hồ (timedatectl set-ntp true): ngày đến, hạn và nhắc việc tính theo nó."
SET_ZONE = f"Nên đặt múi giờ của máy: timedatectl set-timezone {OFFICE_TIME}; sổ vẫn tính theo giờ Việt Nam."


def findings(settings: Settings) -> Iterator[Finding]:
    """Python, Tesseract, its library, the second reader, Graphviz, UTF-8, SQLite."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= OLDEST, version, "Hãy cài Python 3.11 trở lên.")
    yield _tesseract(settings)
    yield _library()
    yield _model()
    yield _graphviz()
    yield _typeface()
    yield _encoding()
    yield _sqlite()


def _tesseract(settings: Settings) -> Finding:
    from pipeline.ocr import engine

    try:
        found = engine(settings)
    except InstallationError as error:
        return Finding("Tesseract", False, error.message, error.remedy)
    return Finding("Tesseract", True, f"{found.version}, dữ liệu '{settings.ocr_language}'")


def _library() -> Finding:
    """What reads the lines of scanned pages."""
    there = importlib.util.find_spec("tesserocr") is not None
    return Finding("Thư viện Tesseract", there, "tesserocr" if there else "chưa cài tesserocr", SETUP)


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


def _typeface() -> Finding:
    """What the books and the pages of Word files are drawn with; everything else works without it."""
    from publish.serif import BOLD, ITALIC, REGULAR, FontMissing, font_file

    try:
        found = [font_file(name) for name in (REGULAR, BOLD, ITALIC)]
    except FontMissing as error:
        return Finding("Phông chữ in sổ", False, str(error), SETUP, needed=False)
    return Finding("Phông chữ in sổ", True, f"{found[0]}")


def _encoding() -> Finding:
    used = sys.getfilesystemencoding()
    return Finding("UTF-8", used.lower() == "utf-8", used, "Hãy đặt LANG=C.UTF-8 hoặc PYTHONUTF8=1.")


def _sqlite() -> Finding:
    """Its library, whichever database is used: locks are SQLite files, and searching needs FTS5."""
    with sqlite3.connect(":memory:") as here:
        try:
            here.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.OperationalError:
            return Finding("SQLite", False, f"{sqlite3.sqlite_version}, thiếu FTS5", SETUP)
    return Finding("SQLite", True, f"{sqlite3.sqlite_version}, có FTS5")


def clock(now: dt.datetime | None = None) -> Sequence[Finding]:
    """The clock and the time zone of this computer."""
    now = now or dt.datetime.now().astimezone()
    written = dt.datetime.fromtimestamp(Path(__file__).stat().st_mtime, dt.UTC)
    right = now >= written - dt.timedelta(days=1)
    told = Finding("Đồng hồ", right, f"{now:%H:%M %d/%m/%Y}", SET_CLOCK)
    try:
        office = now.astimezone(ZoneInfo(OFFICE_TIME)).utcoffset()
    except ZoneInfoNotFoundError:
        return (told, Finding("Múi giờ", False, f"máy không biết {OFFICE_TIME}", "Hãy cài gói tzdata."))
    same = now.utcoffset() == office
    return (told, Finding("Múi giờ", same, f"{now:%z}", SET_ZONE, needed=False))

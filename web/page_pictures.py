"""The pictures of pages, drawn once from the archived original and kept under the data folder.

They lie in `pictures/<sha256>/`, named by page and width, readable by the office's own account alone.  A scan that
leaves the register takes its folder along (see `pipeline.withdraw`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings as django_settings

from registry.models import DispatchRow, ScanRow
from settings import Settings

#: Pixels across: enough to read small print on a screen.
WIDTH = 1400
#: Enough to tell pages apart.
SMALL = 320
#: Seconds for one page.
PATIENCE = 60
MISSING = "Không có bản gốc của trang này trong kho; hãy chạy vanthu verify để biết vì sao."
DAMAGED = "Không vẽ được trang này; hãy mở bản gốc trong kho lưu, hoặc quét lại."
#: Pages drawn at once by this process; others wait.
_DRAWING = threading.BoundedSemaphore(2)


class NoPicture(RuntimeError):
    """The page cannot be shown; the message is a Vietnamese sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: its file (JPEG), and the size of the paper in points, in which boxes are told."""

    path: Path
    width: float
    height: float


def page_picture(dispatch: DispatchRow, page: int) -> PagePicture:
    """The picture of a page (from 1 in the scan) of the dispatch.  Raises NoPicture."""
    if page not in dispatch.pages:
        raise NoPicture(MISSING)
    return scan_picture(dispatch.scan, page)


def scan_picture(scan: ScanRow, page: int, width: int = WIDTH) -> PagePicture:
    """The picture of a page of the scan, whatever dispatch it is of, so many pixels wide.  Raises NoPicture."""
    house: Settings = django_settings.VANTHU
    if not 1 <= page <= scan.page_count or not scan.archived or not Path(scan.archived).is_file():
        raise NoPicture(MISSING)
    turn = scan.turns[page - 1] if page <= len(scan.turns) else None
    path = house.pictures.absolute() / scan.sha256 / f"{page}-{turn}-{width}.jpg"
    kept = _kept(path)
    if kept is None:
        order = {"path": scan.archived, "sha256": scan.sha256, "media_type": scan.media_type}
        kept = _drawn(path, order | {"page": page, "turn": turn, "width": width})
    return kept


def _kept(path: Path) -> PagePicture | None:
    try:
        width, height = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return PagePicture(path, width, height) if path.is_file() else None


def _drawn(path: Path, order: dict[str, object]) -> PagePicture:
    """The picture once it is drawn; the note of its size comes last, so half a picture is never shown."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _DRAWING, tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        target, note = Path(folder) / "page.jpg", Path(folder) / "page.json"
        size = _asked(order | {"target": str(target)})
        note.write_text(json.dumps(size), encoding="utf-8")
        target.replace(path)
        note.replace(path.with_suffix(".json"))
    return PagePicture(path, *size)


def _asked(order: dict[str, object]) -> tuple[float, float]:
    """The size of the page that the other process drew."""
    command = [sys.executable, "-m", "drawing"]
    try:
        done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise NoPicture("Trang này quá nặng để vẽ; hãy mở bản gốc trong kho lưu.") from error
    if done.returncode != 0:
        raise NoPicture(done.stderr.strip().splitlines()[-1] if done.returncode == 1 and done.stderr else DAMAGED)
    width, height = json.loads(done.stdout)
    return width, height

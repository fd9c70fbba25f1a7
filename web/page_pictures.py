"""The pictures of pages, drawn once from the archived original and kept under the data folder.

They lie in `pictures/<sha256>/`, named by page and width, readable by the office's own account alone.  A scan that
leaves the register takes its folder along (see `pipeline.withdraw`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from django.conf import settings as django_settings

from registry.models import DispatchRow, ScanRow
from settings import Settings

#: Pixels across: enough to read small print on a screen.
WIDTH = 1400
#: This share of the bound is left when pictures had to go, so that they do not have to with every page.
ROOMY = 0.75
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


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    at: float


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
    if kept is not None:
        _looked_at(kept.path)
    else:
        order = {"path": scan.archived, "sha256": scan.sha256, "media_type": scan.media_type}
        kept = _drawn(path, order | {"page": page, "turn": turn, "width": width})
        make_room(house.pictures.absolute(), house.pictures_megabytes * 1_000_000, path)
    return kept


def make_room(folder: Path, most: int, but: Path) -> None:
    """Nothing; where the folder holds more bytes than `most`, the pictures looked at longest ago go, to three quarters.

    `but`, and its note, stay whatever they weigh.
    """
    found = sorted(_weighed(folder), key=lambda one: one.at)
    left = sum(one.size for one in found)
    if left <= most:
        return
    for one in found:
        if left <= most * ROOMY:
            break
        if one.path.with_suffix("") != but.with_suffix(""):
            one.path.unlink(missing_ok=True)
            left -= one.size


def _weighed(folder: Path) -> Iterator[_File]:
    """Every file of the folder, also what a killed drawing left; what goes meanwhile is passed over."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            facts = path.stat()
            if S_ISREG(facts.st_mode):
                yield _File(path, facts.st_size, facts.st_mtime)


def _looked_at(path: Path) -> None:
    """Nothing; the picture and its note are the last ones to make room."""
    for one in (path, path.with_suffix(".json")):
        with suppress(OSError):
            os.utime(one)


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

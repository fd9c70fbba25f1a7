"""The searchable copy of a scan, made when it is asked for and kept no longer than it takes to send it."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import BinaryIO

from django.conf import settings as django_settings

from publish.no_copy import NoCopy
from publish.searchable_order import write_copy
from registry.models import ScanRow
from settings import Settings

#: Seconds that one waits for another's copy to be made.
PATIENCE = 60
BUSY = "Máy đang làm một bản PDF tìm được khác; hãy thử lại sau ít phút."
#: Copies made at once by this process: each takes a processor for about a second a page.
_MAKING = threading.BoundedSemaphore(1)


def searchable_copy(scan: ScanRow) -> BinaryIO:
    """The copy, open to be sent; its file has no name any more and goes with its closing.  Raises NoCopy."""
    house: Settings = django_settings.VANTHU
    place = house.pictures.absolute() / scan.sha256  # a scan that leaves the register takes this folder along
    if not _MAKING.acquire(timeout=PATIENCE):
        raise NoCopy(BUSY)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix=".") as folder:
            made = Path(folder) / "copy.pdf"
            write_copy(scan, made)
            return made.open("rb")
    except FileNotFoundError as error:  # it had to make room for pictures at this very moment
        raise NoCopy(BUSY) from error
    finally:
        _MAKING.release()

"""The searchable copies of scans, each written as its scan comes, where the office wants them all."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from publish.no_copy import NoCopy
from publish.searchable_order import put_copy
from registry.scan_pages import scan_beginning
from settings import Settings

#: Where the copies lie, from the outputs folder.
FOLDER = "searchable"
#: How our files are called; what is called otherwise in the folder is not ours to remove.
OURS = re.compile(r"[0-9a-f]{12}\.pdf")

log = logging.getLogger(__name__)


def write(sha256: str, settings: Settings) -> Path | None:
    """Where the copy of the kept scan lies now, its words those of today.

    None where no page of it was read by OCR, so that the original is searched as it is, and where none can be made now,
    which is logged: the scan is kept all the same, and `vanthu searchable` tries again.
    """
    target = settings.outputs / FOLDER / f"{sha256[:12]}.pdf"
    scan = scan_beginning(sha256)
    if all(turn is None for turn in scan.turns):
        return None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        put_copy(scan, target)
    except (NoCopy, OSError) as error:
        log.warning("scan %s has no searchable copy: %s", sha256[:12], error)
        return None
    return target

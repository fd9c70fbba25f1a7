"""The process that makes one searchable copy: `python -m copying`, its order as JSON on the way in.

A process of its own: what a strange file does to the tools that open it, it does not do to the desk.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.enclosed import unwrapped
from pipeline.errors import PipelineError
from pipeline.lie import lie
from pipeline.sheets import Sheets, opened
from publish.about import About
from publish.laid_text import LaidWord
from publish.no_copy import TOLD, NoCopy
from publish.searchable import PDF, LaidPage, write
from records import Scan
from settings import Settings

MEMORY = 3 << 30  # bytes: 2000 pages of pictures are copied without being unpacked


def main() -> int:
    """0 with the copy in the file the order names; TOLD with a sentence why not."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    order = json.load(sys.stdin)
    path = Path(order["path"])
    scan = Scan(order["sha256"], path, path.name, datetime.now(UTC), order["media_type"], 0)
    try:
        with unwrapped(scan) as original:
            own = original.scan
            with opened(own, Settings()) as sheets:
                pages = [_page(sheets, number, told, own.media_type) for number, told in enumerate(order["pages"], 1)]
            write(own.path, own.media_type, pages, _about(order["about"]), Path(order["target"]))
    except (PipelineError, NoCopy, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return TOLD
    return 0


def _page(sheets: Sheets, number: int, told: Mapping[str, Any], media_type: str) -> LaidPage | None:
    """The page with its words; None where nothing has to be known of it: a page of a PDF without words to lay."""
    if media_type == PDF and not told["words"]:
        return None
    found = lie(sheets.picture(number), told["turn"])
    words = tuple(LaidWord(text, (left, top, right, bottom)) for text, left, top, right, bottom in told["words"])
    return LaidPage(found.width, found.height, words, found.back)


def _about(told: Mapping[str, Any]) -> About:
    day = date.fromisoformat(told["day"]) if told["day"] else None
    return About(told["title"], told["author"], told["subject"], day)


if __name__ == "__main__":
    sys.exit(main())

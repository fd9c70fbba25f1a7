"""The process that draws one page for the pages of the desk: `python -m drawing`, its order as JSON on the way in.

A process of its own: what a strange file does to the tools that open it, it does not do to the desk.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.image import jpeg
from pipeline.look_again import page_seen
from records import Scan
from settings import Settings

QUALITY = 80


def main() -> int:
    """0 with the picture drawn into the file the order names and its size in points told; 1 with a sentence why not."""
    order = json.load(sys.stdin)
    path = Path(order["path"])
    scan = Scan(order["sha256"], path, path.name, datetime.now(UTC), order["media_type"], 0)
    try:
        picture = page_seen(scan, order["page"], order["turn"], order["width"], Settings())
    except (PipelineError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    Path(order["target"]).write_bytes(jpeg(picture.pixels, QUALITY))
    sys.stdout.write(json.dumps([picture.width, picture.height]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Files that came by the pages and broke off: hidden in the inbox, told while they lie there, then swept away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

from settings import Settings

#: How a file is called while it is received, and a copy that is moved into the inbox.
PART = re.compile(r"\.[0-9a-f]{32}\.part")
#: Seconds without a byte: then nobody sends it any more; then it is swept away.
BROKEN_OFF, SWEPT_AWAY = 120, 3600


def half_sent(settings: Settings, seconds: float = BROKEN_OFF) -> tuple[Path, ...]:
    """The parts to which nothing was added for so many seconds, the oldest first."""
    now = time.time()
    found = [(at, path) for path, at in _parts(settings.inbox.absolute()) if now - at >= seconds]
    return tuple(path for _, path in sorted(found))


def _parts(inbox: Path) -> Iterator[tuple[Path, float]]:
    for path in inbox.glob(".*.part"):
        try:
            if PART.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                yield path, path.stat().st_mtime
        except OSError:
            continue  # it is whole now, and has its name

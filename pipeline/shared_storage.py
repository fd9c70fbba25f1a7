"""Whether another machine sees the same folders: a mark laid into the archive here, looked for there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from pipeline.fingerprint import Fingerprint, fingerprint
from settings import Settings

#: How the mark is called; the number is that of the process that laid it.
PATTERN = r"\.seen-(\d+)-[0-9a-f]{32}"
UNSEEN = "không thấy {0} như ở đây. Hãy gắn ổ chung vào cùng một đường dẫn ở mọi máy, cho đọc được."


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the mark lies, and the folders in which files come."""

    path: Path
    inboxes: tuple[Path, ...]


@contextmanager
def seen(settings: Settings) -> Iterator[Mark]:
    """The mark, for as long as the `with` lasts; a new name each time: no machine remembers it from before."""
    path = settings.archive.absolute() / f".seen-{os.getpid()}-{uuid4().hex}"
    path.touch()
    try:
        yield Mark(path, tuple(one.absolute() for one in settings.all_inboxes))
    finally:
        path.unlink(missing_ok=True)


def looked_at(settings: Settings, mark: Mark) -> Fingerprint:
    """What this process reads with; its `error` says also which of the folders it does not see."""
    ours = fingerprint(settings)
    unseen = [str(one) for one in (mark.path.parent, *mark.inboxes) if not _is_seen(one)]
    if not mark.path.exists() and not unseen:
        unseen = [str(mark.path.parent)]
    return replace(ours, error=UNSEEN.format(unseen[0])) if unseen and not ours.error else ours


def _is_seen(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)

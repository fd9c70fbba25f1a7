"""One sweep of the inbox: every file that stands still is handled, and a failing one is its own failure only."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pipeline.archive import set_aside_failed
from pipeline.errors import StorageFailed, of_the_machine, refused
from pipeline.intake import NOTHING_SEEN, Watch, ready_files, skipped
from pipeline.lean import lean
from pipeline.mend import SWEEP_LOCK
from pipeline.sole import sole
from pipeline.under_way import under_way
from records import Outcome, Refused, SweepReport
from settings import Settings

log = logging.getLogger(__name__)

#: Files handled at once; their pages share one pool.
FILES_AT_ONCE = 8
#: Seconds between two looks at files that may still be growing.
LOOK_AGAIN = 0.5
#: Bytes and files that one run of Prefect's takes: it costs as much as a quarter of a small file, so these share one.
HEAVY, MANY = 1_000_000, 32
UNFORESEEN = "Chương trình gặp lỗi khi đọc tệp này."
REMEDY = "Tệp gốc được giữ nguyên; hãy báo người quản trị xem nhật ký, rồi thả lại tệp vào hộp đến."


def settled(settings: Settings) -> tuple[Path, ...]:
    """The files of the inbox that stand still, waiting for those that changed a moment ago; by name.

    Waits at most three times the setting: a file that grows longer is taken by the next sweep.
    """
    seen: Watch = NOTHING_SEEN
    ready: tuple[Path, ...] = ()
    end = time.monotonic() + 3 * settings.stable_seconds + LOOK_AGAIN
    while time.monotonic() <= end:
        ready, seen = ready_files(settings.all_inboxes, settings, time.time(), seen)
        if len(ready) == len(seen):
            break
        time.sleep(min(LOOK_AGAIN, settings.stable_seconds))
    return ready


def sweep(settings: Settings, handle: Callable[[Path], Outcome], at_once: int = FILES_AT_ONCE) -> SweepReport:
    """What became of every settled file, `at_once` of them in hand at a time, in the order of the names."""
    paths = settled(settings)
    with ThreadPoolExecutor(at_once, thread_name_prefix="file") as threads:
        outcomes = threads.map(lambda path: guarded(path, handle, settings), paths)
        found = tuple(zip((path.name for path in paths), outcomes, strict=True))
    return SweepReport(found, skipped(settings.all_inboxes))


def batches(paths: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """The files in their order, small ones together; one that takes seconds to read, as scans do, stands alone."""
    batch: list[Path] = []
    weight = 0
    for path in paths:
        size = _size(path)
        if batch and (weight + size > HEAVY or len(batch) == MANY):
            yield tuple(batch)
            batch, weight = [], 0
        batch.append(path)
        weight += size
    if batch:
        yield tuple(batch)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # gone meanwhile: told when its turn comes


def guarded(path: Path, handle: Callable[[Path], Outcome], settings: Settings) -> Outcome:
    """The outcome of one file, lean; whatever goes wrong with it, the queue goes on and the file is kept."""
    try:
        with under_way(path, settings):
            return lean(handle(path))
    except Exception as error:  # the one border of the project: an unforeseen fault must not stop the other files
        log.exception("file %s", path.name)
        return _fault(path, error, settings)


def _fault(path: Path, error: Exception, settings: Settings) -> Refused:
    """The file's refusal.  It stays in the inbox where the computer is at fault, or cannot take it to the failed."""
    told = of_the_machine(error)
    if told:
        return refused(told, path.name)
    outcome = Refused(path.name, "unforeseen", UNFORESEEN, REMEDY)
    try:
        if path.exists():
            set_aside_failed(path, outcome, settings)
    except OSError as nowhere:
        log.warning("file %s stays in the inbox: %s", path.name, nowhere)
        return refused(of_the_machine(nowhere) or StorageFailed(), path.name)
    return outcome


@contextmanager
def alone(settings: Settings) -> Iterator[bool]:
    """Whether this process is the only one that sweeps the inbox; the others leave it to the first."""
    with sole(settings.archive / SWEEP_LOCK) as first:
        yield first

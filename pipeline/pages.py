"""The pool that reads pages: one worker a core for all pages of all files, so that no core waits for a file's end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from types import TracebackType
from typing import Self, TypeVar

Result = TypeVar("Result")


class PagePool:
    """Threads that read pages (Tesseract runs beside them as processes of its own).  A context manager.

    Several files may be read with one pool at once, each from a thread of its own; those threads wait and must not be
    the pool's own workers.
    """

    def __init__(self, workers: int = 0) -> None:
        """`workers` pages at once; 0 is one a core."""
        self.workers = workers or os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="page")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def each(self, work: Callable[[int], Result], numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Pairs of a number and the work's result, as they are done.

        The first exception is raised after the pages in hand are finished; those not begun are given up.
        """
        waiting: dict[Future[Result], int] = {self._threads.submit(work, number): number for number in numbers}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            _give_up(waiting)


def _give_up(futures: Iterable[Future[Result]]) -> None:
    """Cancel what has not begun and wait for the rest: the file they read is closed next."""
    begun = [future for future in futures if not future.cancel()]
    for future in as_completed(begun):
        future.exception()

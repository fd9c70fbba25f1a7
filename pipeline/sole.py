"""A lock that one process at a time holds, and that ends with it however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sole(lock: Path) -> Iterator[bool]:
    """Whether this process is the only one in the `with`; nobody waits.  Makes the file's folder where it lacks."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True

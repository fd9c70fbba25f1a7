"""Helping processes that do not hear the signals to stop: they end with the process they help.

Who stops a service, or presses Ctrl-C, often signals all its processes at once.  A helper that ended before its reader
would look like a fault of the file that is being read.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

STOPPING = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def deaf() -> Iterator[None]:
    """While inside, a process that this thread starts is born deaf to SIGTERM and SIGINT, and stays so."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

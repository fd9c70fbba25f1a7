"""The database connection of the calling thread, given back after use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def lent_connection() -> Iterator[None]:
    """The thread's connection for the length of a `with`; closed after, so that threads that end leave none open.

    Inside a transaction of the caller the connection stays, since it is the caller's.
    """
    try:
        yield
    finally:
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

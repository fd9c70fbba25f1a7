"""The database connection of the calling thread, given back after use."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import current_thread, main_thread

from django.db import DatabaseError, InterfaceError, OperationalError, connections

#: What databases say of themselves, and the number under which the system tells the same.
CAUSES = {
    "disk is full": errno.ENOSPC,
    "no space left": errno.ENOSPC,
    "could not extend": errno.ENOSPC,
    "readonly": errno.EROFS,
    "read-only": errno.EROFS,
    "unable to open": errno.EACCES,
    "permission denied": errno.EACCES,
    "locked": errno.EBUSY,
}


#: Whether whoever called keeps the connection for a whole piece of work.
_HELD: ContextVar[bool] = ContextVar("_HELD", default=False)


@contextmanager
def held_connection() -> Iterator[None]:
    """One connection for all that is asked within a `with`: PostgreSQL takes longer to open one than to answer."""
    token = _HELD.set(True)
    try:
        with lent_connection():
            yield
    finally:
        _HELD.reset(token)
        _give_back()


@contextmanager
def connection_of_request() -> Iterator[None]:
    """One connection for a request to the desk: Django gives it back when the answer has gone out."""
    token = _HELD.set(True)
    try:
        yield
    finally:
        _HELD.reset(token)


@contextmanager
def lent_connection() -> Iterator[None]:
    """The thread's connection for the length of a `with`; given back after, so that threads that end leave none open.

    Inside a transaction of the caller the connection stays, since it is the caller's.  Raises OSError, in the place of
    Django's own exception, where the database itself is at fault: full, locked, gone, closed to us or broken.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise as_oserror(error) from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a broken rule of the tables is our fault, not the database's
        raise as_oserror(error) from error
    finally:
        if not _HELD.get():
            _give_back()


def _give_back() -> None:
    """Nothing; the main thread keeps its connection for a while (`web.settings`), all others end some time."""
    stays = current_thread() is main_thread()
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete() if stays else connection.close()


def as_oserror(error: Exception) -> OSError:
    """The database's fault as the system would tell it.

    >>> as_oserror(Exception("database or disk is full")).errno == errno.ENOSPC
    True
    """
    said = str(error).lower()
    number = next((number for words, number in CAUSES.items() if words in said), errno.EIO)
    return OSError(number, f"Cơ sở dữ liệu: {error}")

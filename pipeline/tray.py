"""A page's pixels handed from the process that opens files to the one that reads them, in memory that both have open.

Through a socket they would be copied five times, and both processes woken a hundred times for a page.
"""

from __future__ import annotations

import os
import tempfile
from math import prod
from typing import IO

import numpy as np

from pipeline.picture import Pixels


def new_tray() -> IO[bytes]:
    """An empty tray, known to both processes by its number; where there are no files in memory, one without a name."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("vanthu-page"), "r+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def lay(tray: int, pixels: Pixels) -> None:
    """Put the pixels in the tray, in place of what lies there."""
    left = memoryview(np.ascontiguousarray(pixels).reshape(-1).data)
    at = 0
    while at < len(left):
        at += os.pwrite(tray, left[at:], at)


def taken(tray: int, sides: tuple[int, ...]) -> Pixels:
    """The pixels of a picture with these sides.  Raises EOFError where so many do not lie there."""
    pixels = np.empty(prod(sides), np.uint8)
    left = memoryview(pixels.data)
    at = 0
    while at < len(left):
        read = os.preadv(tray, [left[at:]], at)
        if not read:
            raise EOFError
        at += read
    return pixels.reshape(sides)


def clear(tray: int) -> None:
    """Give back the memory of what lies in the tray."""
    os.ftruncate(tray, 0)

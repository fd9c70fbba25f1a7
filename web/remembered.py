"""Answers that cost a look at every row, kept until what they follow from has changed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar, cast

from django.core.cache import cache

Answer = TypeVar("Answer")
#: Seconds; a bound for what a stamp may miss.
LONGEST = 300


def remembered(name: str, stamp: str, make: Callable[[], Answer]) -> Answer:
    """What `make` gives, or what it gave when the stamp was the same; each process of the server keeps its own."""
    key = f"{name}:{sha256(stamp.encode()).hexdigest()}"
    return cast(Answer, cache.get_or_set(key, make, LONGEST))

"""Rows by what they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Row = TypeVar("Row")


def grouped(rows: Iterable[Row], key: Callable[[Row], Any]) -> defaultdict[Any, list[Row]]:
    """The rows by their key, each group in the order in which they came.

    >>> grouped(["10-CT", "18-KL", "7-CT"], lambda symbol: symbol[-2:])["CT"]
    ['10-CT', '7-CT']
    """
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found

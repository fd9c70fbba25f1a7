"""Who came after an office or a province, and what it came from."""

from __future__ import annotations

import datetime as dt
from functools import cache

from rules import table
from rules.fold import fold, squeezed


@cache
def predecessors(province: str) -> tuple[str, ...]:
    """The provinces that ended in this one, by name; none for one that was not enlarged.

    >>> predecessors("Vĩnh Long"), predecessors("Lai Châu")
    (('Trà Vinh', 'Bến Tre'), ())
    """
    into = table("successors")["provinces"]["into"]
    return next((tuple(old) for name, old in into.items() if _same(name, province)), ())


@cache
def successor(province: str, day: dt.date) -> str:
    """The province that keeps this one's papers on that day; itself where it has not ended.

    >>> successor("Trà Vinh", dt.date(2025, 7, 1)), successor("Trà Vinh", dt.date(2022, 6, 6))
    ('Vĩnh Long', 'Trà Vinh')
    """
    provinces = table("successors")["provinces"]
    if day <= provinces["until"]:
        return province
    return next((name for name, old in provinces["into"].items() if any(_same(one, province) for one in old)), province)


@cache
def end_of(province: str) -> dt.date | None:
    """The last day of a province that was merged into another; None for one that lives on.

    >>> end_of("tỉnh Trà Vinh"), end_of("Vĩnh Long")
    (datetime.date(2025, 6, 30), None)
    """
    provinces = table("successors")["provinces"]
    gone = any(_same(one, province) for old in provinces["into"].values() for one in old)
    return provinces["until"] if gone else None


def begun_on(organ: str) -> dt.date | None:
    """The first day of an organ that came in the place of others; None for one that was always there.

    >>> begun_on("BTGDVTU"), begun_on("TU")
    (datetime.date(2025, 3, 1), None)
    """
    ends = [entry["until"] for entry in table("successors")["organ"] if organ in entry["into"]]
    return max(ends) + dt.timedelta(days=1) if ends else None


def life_of(organ: str) -> tuple[dt.date, tuple[str, ...]] | None:
    """The last day of the organ with this code and the codes that took its place; None where it has not ended."""
    entries = (entry for entry in table("successors")["organ"] if entry["code"] == organ)
    return next(((entry["until"], tuple(entry["into"])) for entry in entries), None)


def organs_before(organ: str) -> tuple[str, ...]:
    """The codes of the organs that ended in the one with this code.

    >>> organs_before("BTGDVTU")
    ('BTGTU', 'BDVTU')
    """
    return tuple(entry["code"] for entry in table("successors")["organ"] if organ in entry["into"])


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return squeezed(fold(name)).removeprefix("tinh ").removeprefix("thanh pho ")

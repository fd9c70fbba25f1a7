"""Who issued a paper, as the directory knows it: an organ of another province is not the office of the same name."""

from __future__ import annotations

import datetime as dt

from extractors.falls import fall
from extractors.unit_forms import forms_of
from records import Directory, Header
from rules.fold import fold, squeezed
from rules.successors import predecessors, successor
from rules.units import plain

#: Whose papers are no province's.
CENTRAL = "Trung ương"


def issuer_of(header: Header, directory: Directory) -> str | None:
    """The issuer as printed; with the province whose numbering it is where that is not the office's own.

    A letterhead names its province in the line above ('Đảng bộ tỉnh Lai Châu', 'Đảng ủy Khối các cơ quan tỉnh').
    """
    if header.issuer is None:
        return None
    name, place = header.issuer.value, header.jurisdiction.value if header.jurisdiction else None
    if place is None or not _elsewhere(place, directory) or fold(place) in fold(name):
        return name
    return f"{name} {place}" if fold(squeezed(name)).endswith(" tinh") else f"{name} tỉnh {place}"


def issuers(header: Header, directory: Directory) -> frozenset[str]:
    """The keys of the units that issued the paper, ours or others the directory lists; empty where it lists none."""
    name = issuer_of(header, directory)
    found = fall((name,), None, (), directory, header.issued_on.value if header.issued_on else None) if name else ()
    return frozenset(key for one in found for key in one.units)


def _elsewhere(place: str, directory: Directory) -> bool:
    """Whether the province is neither the office's nor one that was joined with it."""
    own = forms_of(directory).places
    kin = (place, *predecessors(place), successor(place, dt.date.max))
    return bool(own) and place != CENTRAL and not own & {plain(one) for one in kin}

"""What follows for the orders of one paper: the days that are counted, and on whom each order falls."""

from __future__ import annotations

import datetime as dt

from extractors.falls import fall
from extractors.working_days import counted
from pipeline.issuing import issuer_of, issuers
from records import Anchor, Directory, Fall, FallKind, Header, Obligation, Ordered, Paper, Reckoned

#: An order of which nobody can tell whom it is for.
NOBODY = Fall("", (), FallKind.UNMATCHED, 0.0, "nobody", why="Văn bản không nêu ai thực hiện việc này.")


def reckoned(paper: Paper, one: Ordered, came: dt.date, directory: Directory) -> Reckoned:
    """The day counted for the order and from when, and on whom it falls; no links yet.

    `came`: the day of the paper's arrival.
    """
    header = paper.reading.header
    told = paper.reading.obligations[one.order]
    due, since = _counted(told, header, came)
    return Reckoned(due, since, _falls(one, header, directory), own=bool(issuers(header, directory) & directory.ours))


def _falls(one: Ordered, header: Header, directory: Directory) -> tuple[Fall, ...]:
    if one.falls is not None:
        return one.falls
    issuer = issuer_of(header, directory)
    addressees = [each.value for each in header.addressees]
    return fall(one.actors, issuer, addressees, directory, _day(header)) or (NOBODY,)


def _counted(told: Obligation, header: Header, received: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The last day of so many days, and the day from which they count; None where a date is said or none is known."""
    deadline = None if told.due else next((one for one in told.deadlines if one.amount is not None), None)
    if deadline is None:
        return None, None
    issued = _date(_day(header))
    due = counted(deadline, issued, received)
    since = {Anchor.RECEIPT: received, Anchor.ISSUE: issued, Anchor.EFFECT: issued}.get(deadline.anchor or Anchor.EVENT)
    return due, since if due else None


def arrival(paper: Paper, entered: dt.date | None, received_on: dt.date) -> dt.date:
    """The day the paper came: as a clerk entered it, else as stamped, else the day its file came."""
    return entered or arrived(paper.reading.header) or received_on


def arrived(header: Header) -> dt.date | None:
    """The day on the ĐẾN stamp; None where there is none that is a whole date."""
    stamp = header.arrival
    return _date(stamp.date.value) if stamp and stamp.date else None


def _day(header: Header) -> str | None:
    return header.issued_on.value if header.issued_on else None


def _date(iso: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None

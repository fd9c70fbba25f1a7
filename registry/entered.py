"""Under which number and on which day a dispatch came in: as entered on the desk, else as stamped, else as its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from records import Found, Header
from registry.task_names import OFFICE_TIME

if TYPE_CHECKING:
    from registry.arrival_models import ArrivalRow
    from registry.models import DispatchRow


@dataclass(frozen=True, slots=True)
class Entered:
    """The number in the register of the year; `day` None: nobody wrote on which day the dispatch came."""

    number: int
    year: int
    day: dt.date | None = None


def entered(arrivals: Iterable[ArrivalRow], dispatch: DispatchRow) -> Entered | None:
    """What was entered for the dispatch, of all that was for its scan; None where nothing was."""
    place = (dispatch.position, dispatch.pages[0] if dispatch.pages else 0)
    ours = (one for one in arrivals if (one.dispatch_position, one.first_page) == place)
    return next((Entered(one.number, one.year, one.day) for one in ours), None)


def arrival_number(head: Header, given: Entered | None) -> str:
    """The number that counts: the entered one, else the stamped one; '' for none."""
    return str(given.number) if given else stamped_number(head)


def stamped_number(head: Header) -> str:
    """The number on the ĐẾN stamp, as read or corrected; '' for none."""
    return _said(head.arrival.number) if head.arrival else ""


def arrival_day(head: Header, given: Entered | None, received_at: dt.datetime) -> dt.date:
    """The day that counts: the entered one, else the stamped one, else that on which the file came to the office."""
    if given and given.day:
        return given.day
    if head.arrival is not None:
        with suppress(ValueError):  # no day, or one that is half read
            return dt.date.fromisoformat(_said(head.arrival.date))
    return received_at.astimezone(OFFICE_TIME).date()


def other_stamp(head: Header, given: Entered | None) -> str:
    """The number on the stamp where another one was entered; '' where the two agree or one is lacking."""
    stamped = stamped_number(head)
    same = given is None or stamped.lstrip("0") == str(given.number)
    return "" if same else stamped


def _said(found: Found | None) -> str:
    return " ".join(found.value.split()) if found else ""

"""The days of one unit's tasks as a calendar (iCalendar); the only module that knows icalendar.

All-day events rather than to-dos: Outlook imports no VTODO from a file, Thunderbird shows both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from icalendar import Alarm, Calendar, Event, vRecur

from publish import task_words as words
from publish.cells import text
from publish.task_words import Units
from records import Task
from registry.recurring import first_day, next_day

PRODUCT = "-//Văn Thư//Việc theo văn bản đến//VI"
#: A reminder in the morning, three days before the day.
AHEAD = dt.timedelta(days=-3, hours=8)
#: Characters of an order in the title of its event.
LONGEST_TITLE = 120


def as_ics(tasks: Iterable[Task], units: Units, title: str, note: str = "") -> bytes:
    """The open tasks that have a day, each an event under a name that stays; the same tasks give the same bytes.

    `note`: what the calendar says of itself.
    """
    return b"".join(ics_parts(tasks, units, title, note))


def ics_parts(tasks: Iterable[Task], units: Units, title: str, note: str = "") -> Iterator[bytes]:
    """The same part by part, so that a calendar can go out while its tasks are still being looked up."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    if note:
        calendar.add("x-wr-caldesc", note)
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    yield head
    for one in tasks:
        day = first_day(one)
        if one.is_open and day is not None:
            yield _event(one, day, units).to_ical()
    yield end + rest


def _event(one: Task, day: dt.date, units: Units) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@vanthu")
    event.add("dtstamp", (one.changed_at or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)).astimezone(dt.UTC))
    event.add("sequence", one.changes)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    if one.rrule and "due" not in one.settled and next_day(one.rrule, day, day):
        event.add("rrule", vRecur.from_ical(one.rrule))
    title = text(one.text) or ""
    event.add("summary", title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…")
    event.add("description", _description(one, units))
    event.add("categories", [*words.unit_names(one.units, units), one.status.value])
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Sắp đến hạn: {title}")
    alarm.add("trigger", AHEAD)
    return alarm


def _description(one: Task, units: Units) -> str:
    facts = (
        text(one.text),
        f"Theo: {words.place(one)}",
        f"Cơ quan ban hành: {text(one.paper.issuer)}" if one.paper.issuer else None,
        f"Thuộc: {words.whose(one, units)}",
        f"Hạn theo: {words.how_due(one)}" if words.how_due(one) else None,
        f"Việc số {one.number}, {words.state(one)}",
        f"Người được giao: {text(one.assignee)}" if one.assignee else None,
    )
    return "\n".join(fact for fact in facts if fact)

"""What made-up dispatches order: sentences put at the end of the text, by when, whom."""

from __future__ import annotations

import datetime as dt
from random import Random

from benchmarks.seeding.units import Office
from benchmarks.seeding.words import FIELDS, ORDERS
from benchmarks.seeding.world import Document
from records import Anchor, Deadline, Frequency, Obligation, Unit

RULE = "made"
AGAIN = (
    ("trước ngày 25 hằng tháng", Frequency.MONTHLY, "FREQ=MONTHLY;BYMONTHDAY=25"),
    ("trước ngày 15 tháng cuối quý", Frequency.QUARTERLY, "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"),
    ("trước ngày 10/12 hằng năm", Frequency.YEARLY, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"),
)


def orders(
    text: str, count: int, document: Document, office: Office, dice: Random
) -> tuple[str, tuple[Obligation, ...]]:
    """The text with so many orders behind it, and the orders."""
    found = []
    for number in range(1, count + 1):
        clause = f"{number}. "
        start = len(text) + len(clause)
        one = _order(number, start, document, office, dice)
        found.append(one)
        text += f"{clause}{one.text}.\n"
    return text, tuple(found)


def _order(number: int, start: int, document: Document, office: Office, dice: Random) -> Obligation:
    actors = office.actors(dice)
    deed = dice.choice(ORDERS).format(field=dice.choice(FIELDS))
    when = _deadline(document.day, dice)
    text = f"{', '.join(actors)}: {deed}{f', {when.text}' if when else ''}"
    return Obligation(
        text,
        start,
        start + len(text),
        str(number),
        RULE,
        0.93,
        actors,
        deadlines=(when,) if when else (),
        page=1 + start // 2500,
        box=(60.0, 300.0, 500.0, 324.0),
    )


def _deadline(issued: dt.date, dice: Random) -> Deadline | None:
    """A day, a rule, so many days, or nothing; the offsets are those within its own words."""
    luck = dice.random()
    if luck < 0.25:
        return None
    if luck < 0.29:
        text, often, rule = dice.choice(AGAIN)
        return Deadline(text, 0, len(text), RULE, 0.95, recurrence=often, rrule=rule)
    if luck < 0.4:
        text = "trong 10 ngày kể từ ngày nhận được"
        return Deadline(text, 0, len(text), RULE, 0.95, amount=10, unit=Unit.DAYS, anchor=Anchor.RECEIPT)
    day = issued + dt.timedelta(days=10 + int(dice.expovariate(1 / 50)))
    text = f"trước ngày {day.day}/{day.month}/{day.year}"
    return Deadline(text, 0, len(text), RULE, 0.95, day.isoformat())

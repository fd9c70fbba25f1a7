"""How long one dispatch more takes in a register of any size: `python -m benchmarks.one_more --home DIR [--times N]`.

DIR is a folder filled by `python -m benchmarks.seed`; with VANTHU_DATABASE_URL its database is that one.  Each dispatch
cites the most cited document and nine others, orders up to three things, and falls on units of the office.  Measured is
all that a sweep does with a reading: keeping it with its line and its words (`save`), then graph, tasks and whom it
concerns brought up to date (`follow`).  The dispatches stay in the register.  They tell no titles of what they cite:
the made-up register holds short mentions that no resolving has seen, and a new title would have these put right first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.graph_questions import nearly_all
from benchmarks.seed import at_home
from cli import SELDOM
from records import Citation, Found, Header, Reading, Recipient, Relation, Scan, ScanReading

if TYPE_CHECKING:
    from settings import Settings

#: Dispatches put in, and before them some that are not measured.
TIMES, FIRST = 40, 3
#: Documents that each of them cites, besides the most cited one.
CITED = 9
RELATIONS = (Relation.MENTIONS, Relation.IMPLEMENTS, Relation.BASED_ON, Relation.CONTINUES)
#: Symbol, kind, day and place of a document.
Named = tuple[str, str, str, str]


def known() -> tuple[Named, list[Named]]:
    """The most cited document, and others that can be cited."""
    from registry.models import DocumentRow

    columns = ("symbol", "kind", "issued_on", "jurisdiction")
    rows = DocumentRow.objects.filter(symbol__isnull=False, issued_on__isnull=False)
    (first,) = rows.order_by("-cited").values_list(*columns)[:1]
    return first, list(rows.order_by("pk").values_list(*columns)[1:20_000])


def reading(number: int, cited: Sequence[Named], dice: random.Random) -> ScanReading:
    """The reading of a dispatch that cites these documents."""
    from benchmarks.seeding.orders import orders
    from benchmarks.seeding.units import office
    from benchmarks.seeding.words import CLOSINGS, organs
    from benchmarks.seeding.world import Document
    from extractors.identity import Told, identity

    organ, day, units = next(one for one in organs() if one.place == "Trà Vinh"), dt.date(2026, 11, 20), office()
    symbol = f"{number}-CV/TU"
    told = identity(symbol, Told("công văn", organ.place, day.isoformat(), None, organ.name))
    own = Document(symbol, "công văn", day, organ, "triển khai chuyển đổi số", told)
    text, citations = f"{organ.name.upper()}\nSố {symbol}\n", []
    for one in cited:
        text += "Thực hiện "
        citations.append(_citation(one, len(text), dice.choice(RELATIONS)))
        text += f"{citations[-1].text}, {dice.choice(CLOSINGS)}.\n"
    text, obligations = orders(text, dice.randint(0, 3), own, units, dice)
    name = sha256(f"one more {number}".encode()).hexdigest()
    scan = Scan(name, Path(f"{number}.pdf"), f"{number}.pdf", dt.datetime.now(dt.UTC), "application/pdf", 90_000)
    head = _header(own.symbol, day, organ.name, organ.place, units.addressed(dice))
    return ScanReading(scan, 1, (Reading((1,), text, head, citations=tuple(citations), obligations=obligations),))


def _header(symbol: str, day: dt.date, issuer: str, place: str, units: Sequence[str]) -> Header:
    told = (symbol, "công văn", day.isoformat(), issuer, place, "về triển khai chuyển đổi số")
    symbol_, kind, issued_on, issuer_, jurisdiction, subject = (Found(one, one, 0.97, "made") for one in told)
    return Header(
        symbol=symbol_,
        kind=kind,
        issued_on=issued_on,
        issuer=issuer_,
        jurisdiction=jurisdiction,
        subject=subject,
        addressees=tuple(Found(one, one, 0.97, "made") for one in units),
        recipients=tuple(Recipient(Found(one, one, 0.97, "made"), None) for one in (*units, "Văn phòng")),
    )


def _citation(one: Named, start: int, relation: Relation) -> Citation:
    symbol, kind, issued_on, place = one
    day = dt.date.fromisoformat(issued_on)
    text = f"{kind.capitalize()} số {symbol}, ngày {day.day}/{day.month}/{day.year}"
    sure = 0.95
    return Citation(
        *(text, start, start + len(text), relation, "made", sure, symbol, kind), date=issued_on, jurisdiction=place
    )


Times = tuple[float, float]


class Clock:
    """Milliseconds by the clock and on the processor since the last look."""

    def __init__(self) -> None:
        self._last = self._now()

    def _now(self) -> Times:
        return time.perf_counter() * 1000, time.process_time() * 1000

    def look(self) -> Times:
        """What passed."""
        before, self._last = self._last, self._now()
        return self._last[0] - before[0], self._last[1] - before[1]


def put_in(one: ScanReading, settings: Settings) -> tuple[Times, ...]:
    """What it took to keep the reading, to put it into the graph, to reckon its tasks and links; and all of it."""
    from following import follow
    from graphing import bring_graph_up_to_date
    from registry.save import DjangoRegister

    clock, whole, took = Clock(), Clock(), list[Times]()

    def timed(*given: Any) -> None:
        before = clock.look()
        bring_graph_up_to_date(*given)
        took.extend((before, clock.look()))

    DjangoRegister().save(one)
    kept = clock.look()
    with patch("following.bring_graph_up_to_date", timed):
        follow(settings)
    (begun, in_graph), rest = took, clock.look()
    return kept, in_graph, (begun[0] + rest[0], begun[1] + rest[1]), whole.look()


def measured(settings: Settings, times: int) -> Iterator[tuple[Times, ...]]:
    """What each dispatch took."""
    from registry.models import ScanRow

    gc.set_threshold(*SELDOM)  # as in every command

    (most, others), before = known(), ScanRow.objects.count()
    for number in range(times + FIRST):
        dice = random.Random(before + number)
        took = put_in(reading(900_000 + before + number, [most, *dice.sample(others, CITED)], dice), settings)
        if number >= FIRST:
            yield took


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_more")
    parser.add_argument("--home", type=Path, required=True, help="the data folder")
    parser.add_argument("--times", type=int, default=TIMES)
    told = parser.parse_args(arguments)
    settings = at_home(told.home)
    from registry.start import start

    start(settings)
    from django.db import connection

    from registry.models import DocumentRow, EdgeRow

    sizes = f"{DocumentRow.objects.count():,} documents, {EdgeRow.objects.count():,} citations"
    most = DocumentRow.objects.order_by("-cited").values_list("cited", flat=True)[0]
    sys.stdout.write(f"{connection.vendor}, {sizes}, the most cited by {most:,}\n\n")
    found = list(measured(settings, told.times))
    sys.stdout.write("| what | p50 ms | p95 ms | of the processor p50 | p95 |\n|---|---|---|---|---|\n")
    for name, times in zip(
        ("kept", "put into the graph", "tasks and links", "all"), zip(*found, strict=True), strict=True
    ):
        told_ = " | ".join(f"{statistics.median(one):.0f} | {nearly_all(one):.0f}" for one in zip(*times, strict=True))
        sys.stdout.write(f"| {name} | {told_} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])

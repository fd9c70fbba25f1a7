"""How long the graph's pages take over a made-up register: `python -m benchmarks.graph_questions --home DIR`.

DIR is a folder filled by `python -m benchmarks.seed`; with VANTHU_DATABASE_URL its database is that one.  Printed: a
Markdown table with the milliseconds of each page (half of them, and nineteen of twenty, take no longer), those of this
process on the processor, which other work on the machine does not lengthen, and the most queries of one page.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.seed import at_home

#: Pages of each kind.
TIMES = 20


def pages(dice: random.Random) -> Iterator[tuple[str, Callable[[], str]]]:
    """What is asked, and the address of one page more of that kind."""
    from registry.models import DocumentRow

    keys = list(DocumentRow.objects.filter(cited__gt=0).order_by("pk").values_list("key", flat=True)[:20_000])
    (directive, symbol) = DocumentRow.objects.order_by("-cited").values_list("key", "symbol")[0]

    def at(path: str, **asked: str) -> str:
        return f"/do-thi/{path}?{urlencode(asked)}"

    def any_key() -> str:
        return dice.choice(keys)

    yield "the most cited, directly", lambda: at("", document=directive, page=str(dice.randint(1, 300)))
    yield "the most cited, through others", lambda: at("", document=directive, through="on")
    yield "the most cited, by its symbol", lambda: at("", document=symbol or "")
    yield "the most cited, of one place", lambda: at("", document=directive, of="Trà Vinh")
    yield "who cites", lambda: at("", document=any_key())
    yield "who cites, through others", lambda: at("", document=any_key(), through="on")
    yield "what it rests on", lambda: at("dua-vao/", document=any_key())
    yield "why", lambda: at("vi-sao/", one=any_key(), other=any_key())
    yield "picture, one step", lambda: at("hinh/", document=any_key())
    yield "picture, two steps", lambda: at("hinh/", document=any_key(), hops="2")
    yield "a number with a kind", lambda: at("", document=f"Chỉ thị {dice.randint(1, 400)}")
    yield "words alone", lambda: at("", document=f"kế hoạch {dice.choice(('Trà Vinh', 'Lai Châu', 'Cà Mau'))}")
    yield "missing", lambda: at("con-thieu/", page=str(dice.randint(1, 40)))
    yield "gaps", lambda: at("day-so/", page=str(dice.randint(1, 10)))


def measured(client: Any, address: Callable[[], str]) -> tuple[list[float], list[float], int]:
    """Milliseconds of each page, by the clock and on the processor, and the most queries of one.

    Raises SystemExit where a page fails.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took, worked, most = list[float](), list[float](), 0
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as queries:
            wanted, begun, work = address(), time.perf_counter(), time.process_time()
            answer = client.get(wanted)
            took.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - work) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{wanted}: {answer.status_code}")
        most = max(most, len(queries))
    return took, worked, most


def nearly_all(took: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return statistics.quantiles(took, n=20)[-1]


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graph_questions")
    parser.add_argument("--home", type=Path, required=True, help="the data folder")
    settings = at_home(parser.parse_args(arguments).home)
    from registry.start import start

    start(settings)
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from registry.models import EdgeRow

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="phan-tich"), "django.contrib.auth.backends.ModelBackend")
    sys.stdout.write(f"{connection.vendor}, {EdgeRow.objects.count():,} citations\n\n")
    sys.stdout.write("| page | p50 ms | p95 ms | of the processor p50 | p95 | queries |\n|---|---|---|---|---|---|\n")
    for name, address in pages(random.Random(1)):
        client.get(address())
        took, worked, most = measured(client, address)
        told = " | ".join(f"{statistics.median(one):.0f} | {nearly_all(one):.0f}" for one in (took, worked))
        sys.stdout.write(f"| {name} | {told} | {most} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

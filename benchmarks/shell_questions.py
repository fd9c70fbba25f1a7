"""How long the commands' questions take in a running process: `python -m benchmarks.shell_questions --home DIR`.

DIR is a folder filled by `python -m benchmarks.seed`; with VANTHU_DATABASE_URL its database is that one.  Asked is what
`vanthu cites --through`, `rests-on`, `why`, `missing` and `tasks --for` ask, as far as the first page of answers (30),
and for one unit all its open tasks.  Printed: a Markdown table with milliseconds by the clock and on the processor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.graph_questions import nearly_all
from benchmarks.seed import at_home
from cli import SELDOM

#: Questions of each kind, and answers on a page.
TIMES, PAGE = 20, 30


def questions(dice: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked, and a question of that kind."""
    from registry.missing import MissingDocuments
    from registry.models import DocumentRow
    from registry.network import RESTS, Network
    from registry.tasks import Wanted, tasks

    keys = list(DocumentRow.objects.filter(cited__gt=0).order_by("pk").values_list("key", flat=True)[:20_000])
    directive = DocumentRow.objects.get(symbol="10-CT/TW", issued_on="2007-03-30").key
    all_of_it, open_ones = (Wanted(units=frozenset({"so-0"}), open_ones=one) for one in (False, True))

    def any_key() -> str:
        return dice.choice(keys)

    yield "cites 10-CT/TW", lambda: Network(whole=True).cites(directive).part(0, PAGE)
    yield "cites 10-CT/TW --through", lambda: Network(whole=True).cites(directive, through=True).part(0, PAGE)
    yield "cites --through, any", lambda: Network(whole=True).cites(any_key(), through=True).part(0, PAGE)
    yield "rests-on, any", lambda: Network(RESTS, whole=True).rests_on(any_key()).part(0, PAGE)
    yield "why, any two", lambda: Network(whole=True).why(any_key(), any_key())
    yield "missing, first page", lambda: MissingDocuments(named=5)[0:PAGE]
    today = dt.date.today()
    yield "tasks --for of a unit", lambda: list(islice(tasks(all_of_it, today), PAGE))
    yield "tasks --for of a unit --open", lambda: list(islice(tasks(open_ones, today), PAGE))
    yield "tasks --for of a unit --open, all", lambda: list(tasks(open_ones, today))


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shell_questions")
    parser.add_argument("--home", type=Path, required=True, help="the data folder")
    settings = at_home(parser.parse_args(arguments).home)
    from registry.start import start

    start(settings)
    from django.db import connection

    from registry.connection import held_connection

    sys.stdout.write(
        f"{connection.vendor}\n\n| question | p50 ms | p95 ms | of the processor p50 | p95 |\n|---|---|---|---|---|\n"
    )
    gc.set_threshold(*SELDOM)  # as in every command
    with held_connection():
        for name, ask in questions(random.Random(1)):
            ask()
            took = list[tuple[float, float]]()
            for _ in range(TIMES):
                begun, work = time.perf_counter(), time.process_time()
                ask()
                took.append(((time.perf_counter() - begun) * 1000, (time.process_time() - work) * 1000))
            told = " | ".join(
                f"{statistics.median(one):.0f} | {nearly_all(one):.0f}" for one in zip(*took, strict=True)
            )
            sys.stdout.write(f"| {name} | {told} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

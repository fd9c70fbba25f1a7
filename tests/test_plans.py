"""How what is asked of graph, register and tasks is found: through an index, never by reading a whole table."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import following
from registry.missing import MissingDocuments
from registry.models import DocumentRow
from registry.network import RESTS, Network
from registry.tasks import Wanted, tasks
from settings import Settings
from tests.duties import above, handed_down, reminder, report, saved
from tests.office_with_units import units as units

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
#: Tables that grow with the register.
GROWING = (
    *("scanrow", "dispatchrow", "finding", "correction", "linerow", "concernrow", "arrivalrow", "readsymbolrow"),
    *("documentrow", "edgerow", "claimrow", "factrow", "paperrow", "doubtrow", "seriesrow", "scanchangerow"),
    *("taskrow", "taskfallrow", "tasklinkrow", "taskchangerow"),
)
#: A plan of SQLite that reads a table from its first row to its last.
WHOLE = re.compile(rf"SCAN (?:registry_)?(?:{'|'.join(GROWING)})\b(?! USING)")
#: How PostgreSQL calls the reading of a table, and of one in the order of an index.
READING, IN_ORDER = "Seq Scan", ("Index Scan", "Index Only Scan")


@pytest.fixture
def follow(tmp_path: Path) -> Callable[[], None]:
    settings = Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)
    saved(above(), handed_down(), report())
    following.follow(settings)
    return lambda: following.follow(settings)


def reading_whole_tables(asked: Callable[[], object]) -> list[tuple[str, str]]:
    """The plans of what is asked that read a whole table, each with its query."""
    with CaptureQueriesContext(connection) as queries:
        asked()
    told = [one["sql"] for one in queries if one["sql"].startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"))]
    plans = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    return [(plan, sql) for sql in told for plan in plans(sql)]


def _of_sqlite(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}", None)
        yield from (str(row[3]) for row in cursor.fetchall() if WHOLE.search(str(row[3])))


#: Ways that PostgreSQL is kept from: it reads short tables, whatever indexes they have.
WAYS = (("seqscan",), ("seqscan", "indexscan", "indexonlyscan"))


def _of_postgresql(sql: str) -> Iterator[str]:
    """As it is where tables are long: tables that are read whole in the order of an index too, and gathered by none."""
    read = [set(_reading(_plan(sql, without), limited=False)) for without in WAYS]
    yield from sorted(set.intersection(*read))


def _plan(sql: str, without: Sequence[str]) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        for one in without:
            cursor.execute(f"SET LOCAL enable_{one} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql.replace('%', '%%')}", None)
        (told,) = cursor.fetchone()
        for one in WAYS[-1]:
            cursor.execute(f"SET LOCAL enable_{one} = on")
    plan: dict[str, Any] = (told if isinstance(told, list) else json.loads(told))[0]["Plan"]
    return plan


def _reading(plan: dict[str, Any], limited: bool) -> Iterator[str]:
    """The tables that a plan reads whole; `limited`: no more is read than is wanted."""
    kind, table = plan["Node Type"], plan.get("Relation Name", "").removeprefix("registry_")
    is_whole = kind == READING or (kind in IN_ORDER and "Index Cond" not in plan and not limited)
    if table in GROWING and is_whole:
        yield table
    for step in plan.get("Plans", ()):
        yield from _reading(step, limited or kind == "Limit")


def test_one_more_paper_reads_no_whole_table(follow: Callable[[], None]) -> None:
    def come() -> None:
        saved(reminder())
        follow()

    assert reading_whole_tables(come) == []


def test_questions_to_the_graph_read_no_whole_table(follow: Callable[[], None]) -> None:
    one, other = DocumentRow.objects.order_by("-cited").values_list("key", flat=True)[:2]
    network = Network()
    for asked in (
        lambda: network.cites(one).part(0, 20),
        lambda: network.cites(one, through=True).part(0, 20),
        lambda: Network(RESTS).rests_on(other).part(0, 20),
        lambda: network.why(one, other),
        lambda: network.around(one),
        lambda: MissingDocuments(named=5)[0:20],
    ):
        assert reading_whole_tables(asked) == []


def test_the_tasks_of_a_unit_are_found_by_the_unit(follow: Callable[[], None]) -> None:
    wanted = Wanted(units=frozenset({"cb-noi-vu"}))
    assert reading_whole_tables(lambda: tasks(wanted, dt.date(2022, 6, 20))) == []


def test_a_question_without_an_index_would_be_seen() -> None:
    assert reading_whole_tables(lambda: list(DocumentRow.objects.filter(title="x").order_by())) != []

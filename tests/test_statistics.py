"""SQLite learns what its tables hold: after an upgrade, and each time the register has doubled."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection

from registry.models import ScanRow
from registry.statistics import SMALL, keep_statistics
from tests.test_registry_start import START_AND_COUNT, started

CAME = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def with_scans(most: int) -> None:
    have = ScanRow.objects.count()
    numbers = range(have, most)
    ScanRow.objects.bulk_create(
        ScanRow(sha256=f"{number:064}", name=f"{number}.pdf", size=1, page_count=1, received_at=CAME)
        for number in numbers
    )


def seen() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, stat FROM sqlite_stat1 WHERE idx LIKE '%scanrow%'")
        return dict(cursor.fetchall())


@pytest.fixture(autouse=True)
def nothing_is_known(db: None) -> None:
    """Other tests may have had the tables looked at."""
    if "sqlite_stat1" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_stat1")


def test_tables_are_looked_at_when_the_register_has_doubled() -> None:
    with_scans(SMALL)
    assert not keep_statistics()
    with_scans(SMALL + 1)
    assert keep_statistics()
    assert seen()["registry_scanrow"].startswith(f"{SMALL + 1} ")
    with_scans(2 * SMALL)
    assert not keep_statistics()
    with_scans(2 * SMALL + 3)
    assert keep_statistics()


def test_an_upgrade_has_them_looked_at_whatever_their_number() -> None:
    with_scans(3)
    assert keep_statistics(changed=True)
    assert seen()["registry_scanrow"].startswith("3 ")


def test_a_new_database_has_been_looked_at(tmp_path: Path) -> None:
    code = (
        START_AND_COUNT
        + "from django.db import connection\nprint('sqlite_stat1' in connection.introspection.table_names())"
    )
    said, err = started("sqlite:///new.sqlite3", tmp_path, code).communicate(timeout=120)
    assert (said, err) == ("0\nTrue\n", "")


def test_who_writes_meanwhile_does_not_stop_a_start(tmp_path: Path) -> None:
    code = """
import sqlite3, sys
from registry.start import start
from settings import Settings
url = sys.argv[1]
start(Settings(database_url=url))
from registry import start as begin
from registry import statistics
writer = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
writer.execute("BEGIN IMMEDIATE")
from django.db import connection
connection.cursor().execute("PRAGMA busy_timeout = 10")
begin._learn(changed=True)
print("started")
"""
    said, err = started("sqlite:///held.sqlite3", tmp_path, code).communicate(timeout=120)
    assert (said, err) == ("started\n", "")

"""Connections to the database: one for a page, however many questions it asks; a thread of the house leaves none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client

from office import office
from records import ScanReading
from registry.queries import count
from settings import FOLDERS, Settings
from tests.desk import signed_in
from tests.killed_office import typed_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The databases to which a connection was opened, each time."""
    told: list[str] = []

    def note(connection: object, **_: object) -> None:
        told.append(str(getattr(connection, "vendor", "")))

    connection_created.connect(note)
    yield told
    connection_created.disconnect(note)


def elsewhere(asked: Callable[[], object]) -> tuple[object, bool]:
    """What was answered in another thread, and whether that left its connection open."""

    def run() -> tuple[object, bool]:
        try:
            return asked(), connection.connection is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.fixture
def client() -> Client:
    return signed_in("an", "văn thư")


def test_a_page_asks_on_one_connection(client: Client, opened: list[str]) -> None:
    answer, left_open = elsewhere(lambda: client.get("/so/").status_code)
    assert (answer, len(opened)) == (200, 1)
    assert left_open  # Django gives it back when the answer has gone out


def test_questions_of_a_thread_leave_none_open(opened: list[str]) -> None:
    answer, left_open = elsewhere(lambda: (count(), count()))
    assert (answer, len(opened), left_open) == ((0, 0), 2, False)


def test_the_main_thread_keeps_its_own(opened: list[str]) -> None:
    connection.close()
    assert (count(), count(), len(opened)) == (0, 0, 1)
    assert connection.connection is not None


def test_a_file_of_a_sweep_asks_on_one(tmp_path: Path, opened: list[str]) -> None:
    own: dict[str, Any] = {name: tmp_path / name for name in FOLDERS}
    with office(Settings(database_url=django_settings.VANTHU_DATABASE_URL, **own)) as house:
        path = house.settings.inbox / "thu.pdf"
        path.write_bytes(typed_letter(tmp_path, 1))
        opened.clear()
        outcome, left_open = elsewhere(lambda: house.handle(path))
    assert isinstance(outcome, ScanReading)
    assert (len(opened), left_open) == (1, False)

"""Connections to the database: one for a page, however many questions it asks; a thread of the house leaves none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client

from registry.queries import count
from tests.desk import signed_in

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

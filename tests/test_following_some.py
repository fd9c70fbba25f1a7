"""Tasks reckoned after each change, by looking only at what it touches, are those reckoned anew from everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import following
from records import Paper
from registry import task_change
from registry.amend import Amendment
from registry.arrivals import Clerk, change_number
from registry.findings import FieldKey
from registry.models import DispatchRow, RelinkRow, TaskFallRow, TaskLinkRow, TaskRow
from registry.save import DjangoRegister
from settings import Settings
from tests.duties import FIRST, REPORT, above, handed_down, order, reminder, report, saved, stamped, with_orders
from tests.office_with_units import units as units

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
Follow = Callable[[bool], None]


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    settings = Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)
    return lambda anew: following.follow(settings, anew)


def reckoned() -> dict[str, list[tuple[Any, ...]]]:
    """All that is reckoned of tasks."""
    links = ("task__uid", "number", "kind", "key", "label", "score", "sure", "sentence", "upper__uid")
    falls = ("task__uid", "number", "name", "unit", "how", "confidence", "why")
    days = ("uid", "counted_due", "counted_from", "own", "due")
    return {
        "links": sorted(TaskLinkRow.objects.values_list(*links), key=repr),
        "falls": sorted(TaskFallRow.objects.values_list(*falls), key=repr),
        "days": sorted(TaskRow.objects.values_list(*days), key=repr),
    }


def held(follow: Follow) -> None:
    """What was reckoned some at a time is what is reckoned of all; and nothing waits any more."""
    some = reckoned()
    assert not RelinkRow.objects.exists()
    follow(True)
    assert some == reckoned()


@pytest.mark.parametrize("papers", list(permutations((above, handed_down, report, reminder)))[::4])
def test_in_whatever_order_papers_come(follow: Follow, papers: tuple[Callable[[], Paper], ...]) -> None:
    follow(False)
    for one in papers:
        saved(one())
        follow(False)
    assert TaskLinkRow.objects.exists()
    held(follow)


def test_an_upper_order_that_comes_last_is_linked_to_those_who_carried_it_out(follow: Follow) -> None:
    saved(handed_down(), report())
    follow(False)
    before = TaskLinkRow.objects.count()
    saved(above())
    follow(False)
    assert TaskLinkRow.objects.count() > before
    held(follow)


def test_what_a_paper_no_longer_says_links_nothing_any_more(follow: Follow) -> None:
    saved(above(), handed_down(), report())
    follow(False)
    assert TaskLinkRow.objects.exists()
    for one in (handed_down(), report()):
        saved(replace(one, reading=replace(one.reading, citations=())))
    follow(False)
    assert not TaskLinkRow.objects.exists()
    held(follow)


def test_other_orders_of_a_paper_are_linked_anew(follow: Follow) -> None:
    saved(above(), handed_down(), report())
    follow(False)
    saved(with_orders(above(), order(REPORT, FIRST)))
    follow(False)
    held(follow)


def test_a_corrected_paper_is_another_document(follow: Follow) -> None:
    saved(above(), handed_down(), report())
    follow(False)
    DjangoRegister().correct(above().sha256, Amendment(0, FieldKey("symbol"), "412-CV/TU", "Chị Lan", AT))
    follow(False)
    held(follow)


def test_what_clerks_write_is_reckoned_with(follow: Follow) -> None:
    saved(above(), handed_down(), report(), stamped(above(), "2022-06-08"))
    follow(False)
    task_change.change(TaskRow.objects.earliest("pk").pk, {"actors": [FIRST]}, "Chị Lan", AT)
    dispatch = DispatchRow.objects.get(scan__sha256=above().sha256)
    change_number(dispatch, 2022, 31, Clerk("Chị Lan", AT), dt.date(2022, 6, 9))
    follow(False)
    held(follow)


def test_a_paper_that_touches_nothing_else_is_reckoned_by_few_questions(follow: Follow) -> None:
    saved(above(), handed_down())
    follow(False)
    saved(reminder())
    with CaptureQueriesContext(connection) as queries:
        follow(False)
    assert len(queries) < 150
    assert not [one for one in queries if one["sql"].count("registry_taskrow") and "WHERE" not in one["sql"]]

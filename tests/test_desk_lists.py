"""The lists of the desk: a bounded number of questions at any size, and an index for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import F, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.seed import _fill
from benchmarks.seeding.people import directory
from benchmarks.seeding.tables import filling
from benchmarks.seeding.units import office
from benchmarks.seeding.world import World
from registry import attention, scope, start
from registry.concern_keep import units_behind
from registry.line_keep import keep_missing_lines, lacking
from registry.line_words import TABLE
from registry.lines import ORDERS, Asked, Lines, _ordered, _sorted
from registry.models import ConcernRow, LineRow, OfficeUnitRow, TaskRow
from registry.review_queue import in_order
from tests.desk import signed_in
from web.groups import Group

DAY = dt.date(2026, 6, 30)
PAGES = (
    *("/", "/so/", "/so/?q=chuyen+doi+so", "/so/?unit=so-1&doubt=khong", "/so/?year=2024&sort=title", "/duyet/"),
    *("/van-ban/90/", "/nhiem-vu/", "/nhiem-vu/?xem=tat-ca&don-vi=so-1", "/nhiem-vu/thang/?thang=2026-06"),
    *("/nhiem-vu/?xem=dinh-ky", "/nhiem-vu/?xem=sap-den-han", "/nhiem-vu/?xem=chua-ro-don-vi", "/hop-den/"),
)
MOST_QUERIES = 20


def fill(dispatches: int) -> None:
    sizes = {"documents": dispatches * 2, "citations": dispatches * 4, "tasks": dispatches * 3, "citers": 5}
    directory(office(), DAY)
    with filling():
        _fill(World(dispatches=dispatches, **sizes, seed=1, until=DAY))


def asked(client: Client) -> dict[str, int]:
    """How often each page asks the database, with nothing remembered."""
    found = {}
    for address in PAGES:
        cache.clear()
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code in (200, 403, 404), address
        found[address] = len(told)
    return found


@pytest.mark.parametrize("groups", [(Group.CLERK, Group.LEADER), (Group.LEADER,)])
@pytest.mark.parametrize("dispatches", [100, 400])
def test_pages_ask_as_often_at_any_size(transactional_db: None, dispatches: int, groups: tuple[Group, ...]) -> None:
    fill(dispatches)
    found = asked(signed_in("hà", *groups, units=("so-1",)))
    assert {address: number for address, number in found.items() if number > MOST_QUERIES} == {}


@pytest.fixture
def seeded(transactional_db: None) -> None:
    fill(100)


def plan(rows: QuerySet[Any]) -> str:
    return rows.explain()


def plans() -> Iterator[tuple[str, QuerySet[Any]]]:
    """The main lists, and the index of each."""
    rows = scope.tasks_of(None)
    yield "line_by_arrival", _ordered(Lines(None, Asked())._walked(), "-arrived")
    yield "line_by_year", _ordered(Lines(None, Asked(year=2024))._walked(), "-arrived")
    yield "line_by_kind", _ordered(Lines(None, Asked(kind="công văn"))._walked(), "-arrived")
    yield "line_by_issuer", _ordered(Lines(None, Asked(issuer="Tỉnh ủy Trà Vinh"))._walked(), "-arrived")
    yield "line_by_doubt", _ordered(Lines(None, Asked(doubt=False))._walked(), "-arrived")
    yield "line_by_title", _ordered(Lines(None, Asked())._walked(), "title")
    yield "line_by_sureness", in_order(LineRow.objects.order_by())
    yield TABLE, Lines(None, Asked(question="chuyển đổi"))._gathered()
    (concern,) = scope.concerns_of(None, "so-1")
    yield "finding_by_addressee", LineRow.objects.filter(concern.gathered())
    yield "fall_task_by_unit", LineRow.objects.filter(concern.gathered())
    yield "concern_by_arrival", Lines(None, Asked(unit="so-1"))._gathered()
    yield "autoindex_registry_concernrow", Lines(None, Asked(unit="so-1"))._walked()
    yield "task_by_state", attention.overdue_tasks(rows, DAY).values("pk")
    yield "task_by_number", attention.new_tasks(rows).values("pk")
    yield "task_by_day", rows.filter(due__gte=DAY, due__lte=DAY).order_by("due", "pk")
    yield "task_by_recurrence", attention.coming_back(rows).order_by(F("due").asc(nulls_last=True), "pk").values("pk")


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_each_list_has_its_index(seeded: None) -> None:
    missing = [(index, told) for index, rows in plans() if index not in (told := plan(rows)) and index != TABLE]
    assert missing == []
    words = next(rows for index, rows in plans() if index == TABLE)
    assert "VIRTUAL TABLE INDEX" in plan(words)


@pytest.mark.parametrize("order", [sign + name for name in ORDERS for sign in ("", "-")])
def test_few_lines_are_sorted_as_many_are_followed(seeded: None, order: str) -> None:
    """Whatever has no value, and whatever is equal; few are not looked for along the order's index."""
    LineRow.objects.filter(pk__in=LineRow.objects.order_by("pk").values("pk")[:7]).update(arrival_number=None)
    every = LineRow.objects.order_by()
    few = _sorted(every, order)
    assert list(few.values_list("pk", flat=True)) == list(_ordered(every, order).values_list("pk", flat=True))
    assert "ORDER BY" in (told := plan(few.values("pk"))) or "Sort" in told


def test_lines_are_the_same_gathered_and_walked(seeded: None) -> None:
    every = (
        Asked(question="chuyen doi so"),
        Asked(question="ke"),
        Asked(unit="so-1"),
        Asked(question="tinh uy", unit="so-0", doubt=False),
    )
    for units in (None, frozenset(("so-2", "so-2-0"))):
        for one in every:
            found = Lines(units, one)
            gathered = set(found._gathered().values_list("pk", flat=True))
            assert gathered == set(found._walked().values_list("pk", flat=True))
            assert found.count() == len(gathered)
    assert Lines(None, every[1]).count() > 0 and Lines(None, every[2]).count() > 0


def test_the_index_of_words_follows_its_lines(seeded: None) -> None:
    line = LineRow.objects.order_by("pk")[0]
    LineRow.objects.filter(pk=line.pk).update(words=" tuyetvoi")
    assert Lines(None, Asked(question="tuyet"))[0:5] == [line.pk]
    LineRow.objects.filter(pk=line.pk).delete()
    assert Lines(None, Asked(question="tuyet"))[0:5] == []


def test_lines_of_older_versions_are_made_anew(seeded: None) -> None:
    before = list(LineRow.objects.order_by("pk").values())
    LineRow.objects.filter(pk__lte=30).delete()
    LineRow.objects.filter(pk__gte=90).update(sureness=None)
    keep_missing_lines()
    assert list(LineRow.objects.order_by("pk").values()) == before
    assert lacking() == 0
    assert TaskRow.objects.exists()


def test_what_concerns_units_is_found_out_at_the_start_after_an_older_version(seeded: None) -> None:
    every = list(ConcernRow.objects.order_by("line", "unit").values_list("line", "unit"))
    before = Lines(frozenset({"so-2"}), Asked())[0:99]
    ConcernRow.objects.all().delete()
    OfficeUnitRow.objects.update(kept_names=None)
    assert before and Lines(frozenset({"so-2"}), Asked())[0:99] == before  # by the true condition
    start._fill()
    assert units_behind() == []
    assert list(ConcernRow.objects.order_by("line", "unit").values_list("line", "unit")) == every
    assert Lines(frozenset({"so-2"}), Asked())[0:99] == before


def test_a_list_of_units_is_narrowed_alike_however_it_is_looked_at(seeded: None) -> None:
    today, office = dt.date(2026, 6, 30), scope.within(("so-0", "so-1", "so-2", "so-3"))
    rows = scope.tasks_of(None)
    one_by_one, together = scope.falling_on(rows, office), scope.tasks_among(rows, office)
    for narrowed in (attention.coming_back, attention.open_tasks, lambda rows: attention.overdue_tasks(rows, today)):
        found = list(narrowed(together).order_by("pk").values_list("pk", flat=True))
        assert list(narrowed(one_by_one).order_by("pk").values_list("pk", flat=True)) == found
    assert attention.coming_back(together).exists()

"""Questions put into words once: they find what the queryset finds, for any number of values, on either database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from registry.models import DocumentRow, EdgeRow, ScanRow
from registry.often import Among, Often
from tests.papers_of_graph import all_papers
from tests.test_graph_registry import made, saved

pytestmark = pytest.mark.django_db


def by_key(keys: list[str]) -> QuerySet[DocumentRow]:
    return DocumentRow.objects.filter(key__in=keys).order_by("-key")


def told(rows: list[Any]) -> list[dict[str, Any]]:
    return [{field.name: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in rows]


@pytest.fixture
def keys() -> list[str]:
    saved(*all_papers())
    made()
    return list(DocumentRow.objects.order_by("key").values_list("key", flat=True))


def test_whole_rows_come_as_of_the_queryset(keys: list[str]) -> None:
    asked = Often(by_key, Among.TEXTS)
    for some in (keys, keys[:1], keys[2:5], []):
        assert told(asked(some)) == told(list(by_key(some)))


def test_columns_come_converted_and_alone(keys: list[str]) -> None:
    def columns(some: list[str]) -> QuerySet[DocumentRow, Any]:
        return by_key(some).values_list("papers", "received", "key")

    def names(some: list[str]) -> QuerySet[DocumentRow, Any]:
        return by_key(some).values_list("key", flat=True)

    assert Often(columns, Among.TEXTS)(keys) == list(columns(keys))
    assert Often(names, Among.TEXTS)(keys[3:]) == list(names(keys[3:]))


def test_times_and_what_is_related_come_converted(keys: list[str]) -> None:
    def times(scans: list[int]) -> QuerySet[EdgeRow, Any]:
        return EdgeRow.objects.filter(scan__in=scans).order_by("pk").values_list("scan__received_at", "box")

    some = list(ScanRow.objects.values_list("pk", flat=True))[:3]
    assert Often(times, Among.NUMBERS)(some) == list(times(some)) != []


def test_lists_are_told_apart_and_may_leave_out(keys: list[str]) -> None:
    def but(sources: list[int], scans: list[int], names: list[str]) -> QuerySet[EdgeRow]:
        aiming = EdgeRow.objects.filter(source__in=sources, target__key__in=names, confidence__gte=0.5)
        return aiming.exclude(scan__in=scans).order_by("pk")

    rows, scans = (
        list(DocumentRow.objects.values_list("pk", flat=True)),
        list(ScanRow.objects.values_list("pk", flat=True)),
    )
    asked = Often(but, Among.NUMBERS, Among.NUMBERS, Among.TEXTS)
    for left_out in ([], scans[:2], scans):
        assert told(asked(rows, left_out, keys)) == told(list(but(rows, left_out, keys)))
    assert asked(rows, [], keys) != []


def test_django_is_asked_for_the_words_once(keys: list[str]) -> None:
    asked = list[int]()

    def noted(some: list[str]) -> QuerySet[DocumentRow]:
        asked.append(len(some))
        return by_key(some)

    often = Often(noted, Among.TEXTS)
    assert [len(often(some)) for some in (keys[:2], keys[:3], keys[:3])] == [2, 3, 3]
    assert asked == [1]


def test_what_is_no_list_is_refused() -> None:
    asked = Often(lambda some: DocumentRow.objects.filter(ordinal__gt=some[0]), Among.NUMBERS)
    with pytest.raises(ValueError, match="column__in"):
        asked([1])

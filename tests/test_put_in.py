"""Rows put in, changed and removed by sentences made once: what the tables hold then is what Django would have put."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, models

from registry.alter import alter
from registry.models import (
    ConcernRow,
    CutRow,
    DispatchRow,
    DocumentRow,
    Finding,
    LineRow,
    PlacesRow,
    ScanRow,
)
from registry.planned import array, planned_cursor
from registry.put_in import overwrite, put_in
from tests.papers_of_graph import all_papers
from tests.test_graph_registry import made, saved

pytestmark = pytest.mark.django_db

#: What breaks sentences that are put together carelessly.
ODD = [
    '"',
    "\\",
    "{",
    "}",
    ",",
    "%s",
    "%",
    "'",
    "NULL",
    "null",
    "",
    "a\nb",
    'x"\\"y',
    "Đề án số 5, ngày 1/2",
    "\U0001f4c4",
]


def columns(row: models.Model) -> dict[str, Any]:
    told = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in told.items()}


def kept(model: type[models.Model]) -> list[dict[str, Any]]:
    return [columns(one) for one in model._default_manager.order_by("pk")]


def scan(name: str = "a" * 64) -> ScanRow:
    came = dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC)
    return ScanRow(
        sha256=name, name=f"{name[0]}.pdf", media_type="application/pdf", received_at=came, page_count=2, size=9
    )


def dispatch(of: ScanRow, position: int = 0, text: str = "") -> DispatchRow:
    return DispatchRow(scan=of, position=position, pages=[position + 1], text=text)


def finding(of: DispatchRow, value: str, position: int = 0) -> Finding:
    found = {
        "field": "symbol",
        "position": position,
        "value": value,
        "printed": value,
        "confidence": 1 / 3,
        "rule": "x",
    }
    return Finding(dispatch=of, box=None if position % 2 else [0.1, 2.0, 3, 4], page=position or None, **found)


def test_each_kind_of_value_is_kept_as_django_keeps_it() -> None:
    """Texts, numbers, moments, JSON with and without a value, and what may be missing."""
    (by_us,) = put_in([scan()])
    ours = columns(ScanRow.objects.get(pk=by_us.pk))
    by_us.delete()
    (by_django,) = ScanRow.objects.bulk_create([scan()])
    wanted = columns(ScanRow.objects.get(pk=by_django.pk))
    assert abs(ours.pop("saved_at") - wanted.pop("saved_at")) < dt.timedelta(minutes=1)
    assert ours == wanted


def test_odd_texts_come_back_as_they_were() -> None:
    (of,) = put_in([scan()])
    (one,) = put_in([dispatch(of, text="\n".join(ODD))])
    put_in([finding(one, value, position) for position, value in enumerate(ODD)])
    assert DispatchRow.objects.get().text == "\n".join(ODD)
    rows = list(Finding.objects.order_by("position"))
    assert [row.value for row in rows] == ODD
    assert [row.page for row in rows] == [None, *range(1, len(ODD))]
    assert [row.box for row in rows] == [None if at % 2 else [0.1, 2.0, 3, 4] for at in range(len(ODD))]
    assert {row.confidence for row in rows} == {1 / 3}


def test_odd_values_in_json_come_back_too() -> None:
    (of,) = put_in([scan()])
    told = {"citations": [{"text": one} for one in ODD], "evidence": [None, True, 1, 2.5, ["x", {}]]}
    put_in([DispatchRow(scan=of, position=0, pages=[], text="", **told)])
    row = DispatchRow.objects.get()
    assert (row.citations, row.evidence) == (told["citations"], told["evidence"])


def test_bytes_come_back() -> None:
    (of,) = put_in([scan()])
    (one,) = put_in([dispatch(of)])
    every = bytes(range(256))
    put_in([CutRow(dispatch=one, position=0, field="symbol", page=1, box=[1, 2, 3, 4], png=every)])
    put_in([PlacesRow(dispatch=one, words=every)])
    assert [bytes(row.png) for row in CutRow.objects.all()] == [bytes(row.words) for row in PlacesRow.objects.all()]
    assert bytes(CutRow.objects.get().png) == every


def test_rows_know_their_numbers_and_learn_those_of_others() -> None:
    """As of bulk_create: a row that was made beside another one before that had a number."""
    of = scan()
    dispatches = [dispatch(of, position) for position in range(3)]
    findings = [finding(one, "1-CV/TU") for one in dispatches]
    assert put_in(iter([of])) == [of]
    assert put_in(dispatches) == dispatches
    put_in(findings)
    assert [one.dispatch_id for one in findings] == [one.pk for one in dispatches]
    assert all(one.dispatch is other for one, other in zip(findings, dispatches, strict=True))
    assert [DispatchRow.objects.get(pk=one.pk).position for one in dispatches] == [0, 1, 2]
    dispatches[0].text = "khác"
    dispatches[0].save()  # which changes the row; it is not put in again
    assert DispatchRow.objects.count() == 3


def test_a_row_whose_number_is_that_of_another_one() -> None:
    (of,) = put_in([scan()])
    (one,) = put_in([dispatch(of)])
    day = dt.date(2026, 1, 2)
    line = LineRow(dispatch=one, arrived_on=day, year=2026, doubtful=False, sureness=0.5)
    (back,) = put_in([line])
    put_in([ConcernRow(line=back, unit="btc", arrived_on=day)])
    assert (back.pk, LineRow.objects.get().arrived_on) == (one.pk, day)
    assert ConcernRow.objects.get().line_id == one.pk


def test_many_rows_are_put_in_some_at_a_time() -> None:
    (of,) = put_in([scan()])
    rows = put_in(dispatch(of, position) for position in range(2500))
    assert dict(DispatchRow.objects.values_list("pk", "position")) == {row.pk: row.position for row in rows}


def test_nothing_is_put_in_of_nothing() -> None:
    assert put_in(list[ScanRow]()) == []


def test_what_the_table_refuses_is_refused() -> None:
    put_in([scan()])
    with pytest.raises(IntegrityError):
        put_in([scan()])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps texts of any length")
def test_a_text_that_is_too_long_is_refused_not_cut() -> None:
    from django.db import DataError

    with pytest.raises(DataError):
        put_in([scan("a" * 65)])


def test_rows_are_changed_in_the_columns_that_are_told() -> None:
    saved(*all_papers())
    made()
    before = kept(DocumentRow)
    rows = list(DocumentRow.objects.order_by("pk"))
    wanted = {
        row.pk: {"said": [["issuer", one, 3]], "cited": row.cited + 2} for row, one in zip(rows, ODD, strict=False)
    }
    overwrite(DocumentRow, ("cited", "said"), wanted)
    changes = [wanted.get(row.pk, {}) for row in rows]
    assert kept(DocumentRow) == [told | change for told, change in zip(before, changes, strict=True)]


def test_what_is_altered_is_counted() -> None:
    saved(*all_papers())
    made()
    table, keys = DocumentRow._meta.db_table, sorted(DocumentRow.objects.values_list("key", flat=True))
    assert alter(f"UPDATE {table} SET cited = cited + %s WHERE key {{texts}}", 100, keys[:2]) == 2
    assert set(DocumentRow.objects.filter(cited__gte=100).values_list("key", flat=True)) == set(keys[:2])
    numbers = set(DocumentRow.objects.values_list("pk", flat=True)[:3])
    assert alter(f"UPDATE {table} SET cited = %s WHERE id {{numbers}}", 7, numbers) == 3
    assert alter(f"UPDATE {table} SET cited = %s WHERE key {{texts}}", 7, ODD) == 0
    assert alter(f"UPDATE {table} SET cited = %s WHERE id {{numbers}}", 7, []) == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="lists are told so to PostgreSQL alone")
def test_lists_are_those_that_were_told() -> None:
    with planned_cursor() as cursor:
        cursor.execute("SELECT %s::text[], %s::bigint[]", [array([*ODD, None]), array([1, None, -(2**40)])])
        assert cursor.fetchone() == ([*ODD, None], [1, None, -(2**40)])
        cursor.execute("SELECT %s::jsonb[]", [array([json.dumps(ODD), None])])
        (told,) = cursor.fetchone()
        assert [one and json.loads(one) for one in told] == [ODD, None]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone plans sentences once")
def test_what_is_asked_often_is_planned_once() -> None:
    for number in range(7):
        with planned_cursor() as cursor:
            cursor.execute("SELECT count(*) FROM registry_scanrow WHERE id = ANY(%s::bigint[])", [array([number])])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%scanrow%'"
        )
        assert cursor.fetchall() == [(7, 0)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone plans sentences once")
@pytest.mark.django_db(transaction=True)
def test_what_planned_is_gone_with_its_connection() -> None:
    """After the server went, or the connection was given back, the next question goes by a new one."""
    for _ in range(2):
        with planned_cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        connection.close()

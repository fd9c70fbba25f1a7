"""Tasks in the database: one for each order, kept over re-readings with all that people wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records import DueBy, FallKind, Paper, Task, TaskStatus
from registry import task_change
from registry.models import TaskChangeRow, TaskFallRow, TaskLinkRow, TaskRow
from registry.queries import readings
from registry.save import DjangoRegister
from registry.task_keep import MACHINE
from registry.tasks import Wanted, all_tasks, history, task, tasks
from tests.duties import (
    DIRECTORY,
    FIVE_DAYS,
    LEARN,
    MONTHLY,
    OFFICE,
    REPORT,
    REVIEW,
    TODAY,
    above,
    order,
    saved,
    scanned,
    with_orders,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)


def texts() -> list[str]:
    return [one.text for one in all_tasks()]


def first() -> Task:
    return all_tasks()[0]


def change(one: Task, **wanted: Any) -> tuple[str, ...]:
    return task_change.change(one.number, wanted, "Chị Lan", AT)


def rows() -> list[dict[str, Any]]:
    return [dict(row) for row in TaskRow.objects.order_by("pk").values()]


def reread(*orders: Any) -> Paper:
    one = with_orders(above(), *orders)
    saved(one)
    return one


def test_the_orders_of_a_dispatch_come_out_as_they_were_saved() -> None:
    saved(above())
    ((kept,),) = (one.readings for one in readings())
    assert kept == above().reading


def test_each_order_has_its_task() -> None:
    saved(above())
    review, learn, again = all_tasks()
    assert (review.text, review.clause, review.due, review.due_by) == (REVIEW, "1", dt.date(2022, 6, 25), DueBy.SAID)
    assert (review.report_to, review.channel, review.page) == ("Tỉnh ủy", "Văn phòng Tỉnh ủy", 1)
    assert review.box == (50.0, 100.0, 300.0, 112.0)
    assert (review.paper.symbol, review.paper.received_on) == ("411-CV/TU", dt.date(2022, 6, 10))
    assert (learn.due, learn.due_text, learn.coordinators) == (None, FIVE_DAYS.text, ("Ban Tuyên giáo",))
    assert (again.rrule, again.since) == (MONTHLY.rrule, dt.date(2022, 6, 6))
    assert {one.status for one in all_tasks()} == {TaskStatus.NEW}


def test_saving_the_same_again_writes_nothing() -> None:
    saved(above())
    before = rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        saved(above())
    assert rows() == before
    assert not [one for one in queries if one["sql"].startswith(("INSERT", "DELETE"))]


def test_what_people_wrote_stays_with_the_order_read_a_little_otherwise() -> None:
    saved(above())
    number = first().number
    change(first(), status=TaskStatus.DOING, assignee="Anh Ba", note="đã giao", evidence="12-BC/ĐUK")
    reread(order("Rà soát bổ sung qui chế làm việc của cấp ủy, báo cáo kết quả về Tỉnh ủy", OFFICE, clause="1"))
    one = task(number)
    assert (one.status, one.assignee, one.note, one.evidence) == (TaskStatus.DOING, "Anh Ba", "đã giao", "12-BC/ĐUK")
    assert one.text.startswith("Rà soát bổ sung qui chế")
    assert (one.due, one.said_due) == (None, None)
    assert texts() == [one.text]
    told = [(each.field, each.before, each.after, each.by) for each in history(number) if not each.by_hand]
    assert told == [("said_due", "2022-06-25", "", MACHINE)]


def test_a_touched_task_whose_sentence_is_gone_stays_for_the_clerk() -> None:
    saved(above())
    number = first().number
    change(first(), note="xem lại")
    reread(order(LEARN, OFFICE, clause="2"))
    kept = task(number)
    assert (kept.gone, kept.is_open, kept.text) == (True, False, REVIEW)
    assert sorted(texts()) == sorted([REVIEW, LEARN])
    assert [each.field for each in history(number)] == ["note", "gone"]
    reread(order(REVIEW, OFFICE, clause="1"))
    assert not task(number).gone
    assert [each.field for each in history(number)][-2:] == ["said_due", "gone"]


def test_a_gone_task_is_still_shown_with_its_paper_and_not_told_twice() -> None:
    saved(above())
    change(first(), status=TaskStatus.DONE)
    reread()
    reread(order("Nộp đảng phí", clause="9"))
    (gone, _) = sorted(all_tasks(), key=lambda one: one.number)
    assert gone.paper.symbol == "411-CV/TU"
    assert [each.field for each in history(gone.number)] == ["status", "gone"]


def test_what_a_clerk_corrected_no_reading_overwrites() -> None:
    saved(above())
    number = first().number
    change(first(), due=dt.date(2022, 7, 1), actors=["Ban Tổ chức"])
    reread(order(REVIEW, "Văn phòng", clause="1", due="2022-06-30"))
    one = task(number)
    assert (one.due, one.due_by, one.said_due) == (dt.date(2022, 7, 1), DueBy.CLERK, dt.date(2022, 6, 30))
    assert (one.actors, one.said_actors) == (("Ban Tổ chức",), ("Văn phòng",))
    assert task_change.as_read(number, ("due", "actors"), "Chị Lan", AT) == ("due", "actors")
    one = task(number)
    assert (one.due, one.due_by, one.actors) == (dt.date(2022, 6, 30), DueBy.SAID, ("Văn phòng",))


def test_a_clerk_can_say_that_there_is_no_day() -> None:
    saved(above())
    change(first(), due=None)
    assert (first().due, first().due_by, first().said_due) == (None, None, dt.date(2022, 6, 25))


def test_the_history_tells_who_when_from_and_to() -> None:
    saved(above())
    assert change(first(), status=TaskStatus.DONE, note="  xong   rồi ") == ("status", "note")
    assert change(first(), status=TaskStatus.DONE) == ()
    told = [(one.field, one.before, one.after, one.by, one.at) for one in history(first().number)]
    assert told == [("status", "mới", "xong", "Chị Lan", AT), ("note", "", "xong rồi", "Chị Lan", AT)]
    assert (first().changes, first().changed_at) == (2, AT)


def test_confirming_a_day_keeps_it_too() -> None:
    saved(above())
    assert change(first(), due=dt.date(2022, 6, 25)) == ("due",)
    reread(order(REVIEW, OFFICE, clause="1", due="2022-06-26"))
    assert first().due == dt.date(2022, 6, 25)


def test_a_unit_given_by_a_clerk_is_kept() -> None:
    saved(above())
    falls = task_change.falls_on([one for one in DIRECTORY.units if one.key in ("btc", "tu")], DIRECTORY)
    assert change(first(), units=falls) == ("units",)
    assert (first().units, first().others, first().settled) == (
        ("btc",),
        ("Tỉnh ủy Trà Vinh",),
        frozenset({"units"}),
    )
    assert [fall.how for fall in first().falls] == [FallKind.OURS, FallKind.OTHERS]


@pytest.mark.parametrize(
    ("wanted", "by", "said"),
    [({"status": TaskStatus.DONE}, " ", "Thiếu tên"), ({"text": "x"}, "Chị Lan", "Không sửa được 'text'")],
)
def test_what_cannot_be_written_is_refused(wanted: dict[str, Any], by: str, said: str) -> None:
    saved(above())
    with pytest.raises(ValueError, match=said):
        task_change.change(first().number, wanted, by, AT)
    assert history(first().number) == ()


def test_no_such_task() -> None:
    with pytest.raises(LookupError, match="Không có việc số 999"):
        task(999)
    with pytest.raises(LookupError, match="Không có việc số 999"):
        task_change.change(999, {"note": "x"}, "Chị Lan", AT)


@pytest.mark.django_db(transaction=True)  # the wipe cannot run inside a transaction
def test_the_name_of_an_order_is_the_same_in_a_register_made_anew() -> None:
    saved(above())
    before = [one.uid for one in all_tasks()]
    DjangoRegister().forget(above().sha256)
    saved(above())
    assert [one.uid for one in all_tasks()] == before
    assert len(set(before)) == 3


@pytest.mark.django_db(transaction=True)  # the wipe cannot run inside a transaction
def test_of_a_forgotten_scan_no_task_is_left() -> None:
    saved(above())
    change(first(), note="xem")
    DjangoRegister().forget(above().sha256)
    for model in (TaskRow, TaskChangeRow, TaskFallRow, TaskLinkRow):
        assert not model._default_manager.exists()


def test_unstorable_words_are_kept_as_far_as_can_be() -> None:
    saved(with_orders(above(), order("Báo cáo\x00 kết quả \ud800", "Chi bộ\x00", clause="1")))
    assert (first().text, first().actors) == ("Báo cáo  kết quả ?", ("Chi bộ ",))


def test_which_tasks_are_meant() -> None:
    saved(above())
    assert [one.text for one in tasks(Wanted(before=dt.date(2022, 6, 26)), TODAY)] == [REVIEW, REPORT]
    assert [one.text for one in tasks(Wanted(recurring=True), TODAY)] == [REPORT]
    assert [one.text for one in tasks(Wanted(overdue=True), dt.date(2022, 6, 26))] == [REVIEW]
    assert list(tasks(Wanted(overdue=True), dt.date(2022, 6, 25))) == []
    change(first(), status=TaskStatus.DONE)
    assert [one.text for one in tasks(Wanted(open_ones=True), TODAY)] == [REPORT, LEARN]
    assert list(tasks(Wanted(overdue=True), dt.date(2022, 6, 26))) == []


def test_many_tasks_need_few_queries_and_an_index() -> None:
    many = tuple(order(f"Việc thứ {number} của chi bộ", clause=str(number)) for number in range(120))
    saved(with_orders(above(), *many))
    TaskFallRow.objects.bulk_create(
        TaskFallRow(task_id=row["id"], number=0, fall=0, name="x", unit="cb", how="ours", confidence=1.0, rule="t")
        for row in rows()
    )
    with CaptureQueriesContext(connection) as queries:
        assert len(list(tasks(Wanted(units=frozenset({"cb"})), TODAY))) == 120
    assert len(queries) <= 2 + 2 * 8  # the days; the first few, and all others
    if connection.vendor == "sqlite":
        asked = TaskRow.objects.filter(fall_rows__unit__in=["cb"]).distinct()
        assert "fall_task_by_unit" in asked.explain()


def test_a_scan_with_two_dispatches_keeps_each_orders_place() -> None:
    one = scanned(above())
    two = replace(one, readings=(one.readings[0], replace(one.readings[0], obligations=(order("Việc khác"),))))
    DjangoRegister().save(two)
    assert [(each.paper.position, each.order) for each in all_tasks()] == [(0, 0), (0, 1), (0, 2), (1, 0)]

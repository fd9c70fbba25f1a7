"""What follows for tasks: on whom they fall, the days that are counted, what hands them down and what answers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import following
import registry.tasks
from records import Directory, DueBy, LinkKind, Task, TaskStatus
from registry import task_change
from registry.arrivals import Clerk, change_number
from registry.models import DispatchRow, TaskRow
from registry.tasks import Wanted, all_tasks, tasks
from settings import Settings
from tests.duties import (
    FIRST,
    LEARN,
    OFFICE,
    REPORT,
    REVIEW,
    TODAY,
    above,
    handed_down,
    order,
    reminder,
    report,
    saved,
    stamped,
    with_orders,
)
from tests.office_with_units import units as units
from tests.papers_of_graph import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
Follow = Callable[[], None]


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    settings = Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)
    return lambda: following.follow(settings)


def by_text(text: str, symbol: str) -> Task:
    (found,) = (one for one in all_tasks() if one.text.startswith(text) and one.paper.symbol == symbol)
    return found


def test_on_whom_it_falls(follow: Follow) -> None:
    saved(above(), handed_down())
    follow()
    assert by_text(LEARN, "256-CV/ĐUK").units == ("cb-noi-vu", "cb-y-te")
    assert by_text(LEARN, "411-CV/TU").units == ("duk",)
    assert by_text(REPORT, "411-CV/TU").unmatched == ("Các cấp ủy trực thuộc",)
    assert [one.text for one in tasks(Wanted(unmatched=True), TODAY)] == [REPORT]


def test_an_office_of_the_same_name_in_another_province_orders_nothing_of_ours(follow: Follow) -> None:
    head = replace(handed_down().reading.header, jurisdiction=found("Lai Châu"))
    saved(replace(handed_down(), reading=replace(handed_down().reading, header=head)))
    follow()
    assert TaskRow.objects.filter(own=True).count() == 0
    assert {one.units for one in all_tasks()} == {()}


def test_an_order_for_nobody_is_listed_for_the_clerk(follow: Follow) -> None:
    saved(with_orders(above(), order(REVIEW)))
    follow()
    (one,) = tasks(Wanted(unmatched=True), TODAY)
    assert (one.unmatched, one.falls[0].why) == (("",), "Văn bản không nêu ai thực hiện việc này.")


def test_days_count_from_the_stamp_else_from_the_day_the_file_came(follow: Follow) -> None:
    saved(above())
    follow()
    learn = by_text(LEARN, "411-CV/TU")
    assert (learn.counted_from, learn.due, learn.due_by) == (dt.date(2022, 6, 10), dt.date(2022, 6, 15), DueBy.COUNTED)
    saved(stamped(above(), "2022-06-08"))
    follow()
    learn = by_text(LEARN, "411-CV/TU")
    assert (learn.counted_from, learn.due) == (dt.date(2022, 6, 8), dt.date(2022, 6, 13))


def test_days_count_from_the_day_that_a_clerk_entered(follow: Follow) -> None:
    saved(stamped(above(), "2022-06-08"))
    follow()
    dispatch = DispatchRow.objects.get()
    change_number(dispatch, 2022, 31, Clerk("Chị Lan", AT), dt.date(2022, 6, 9))
    follow()
    learn = by_text(LEARN, "411-CV/TU")
    assert (learn.counted_from, learn.due) == (dt.date(2022, 6, 9), dt.date(2022, 6, 14))
    assert (learn.paper.arrival_number, learn.paper.arrived_on) == ("31", "2022-06-09")


def test_a_clerks_words_stand_over_what_is_reckoned(follow: Follow, units: Directory) -> None:
    saved(above())
    follow()
    learn, again = by_text(LEARN, "411-CV/TU"), by_text(REPORT, "411-CV/TU")
    task_change.change(learn.number, {"due": dt.date(2022, 7, 1), "actors": [FIRST]}, "Chị Lan", AT)
    given = task_change.falls_on([one for one in units.units if one.key == "btc"], units)
    task_change.change(again.number, {"units": given}, "Chị Lan", AT)
    follow()
    learn, again = by_text(LEARN, "411-CV/TU"), by_text(REPORT, "411-CV/TU")
    assert (learn.due, learn.counted_due) == (dt.date(2022, 7, 1), dt.date(2022, 6, 15))
    assert (learn.units, again.units, again.unmatched) == (("cb-noi-vu",), ("btc",), ())
    task_change.as_read(again.number, ("units",), "Chị Lan", AT)
    follow()
    assert by_text(REPORT, "411-CV/TU").unmatched == ("Các cấp ủy trực thuộc",)


def test_reckoning_the_same_again_asks_and_writes_almost_nothing(follow: Follow) -> None:
    saved(above(), handed_down())
    follow()
    with CaptureQueriesContext(connection) as queries:
        follow()
    assert not [one for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) < 20


def test_another_directory_is_reckoned_with(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(handed_down())
    follow()
    monkeypatch.setattr("registry.directory.directory", Directory)
    follow()
    assert by_text(LEARN, "256-CV/ĐUK").units == ()


def test_an_upper_order_that_is_handed_down(follow: Follow) -> None:
    saved(above(), handed_down())
    follow()
    upper = by_text(LEARN, "411-CV/TU")
    (link,) = by_text(LEARN, "256-CV/ĐUK").upper
    assert (link.kind, link.task, link.sure) == (LinkKind.IMPLEMENTS, upper.number, True)
    assert (link.label, link.score) == ("411-CV/TU ngày 6/6/2022", 1.0)
    assert link.sentence.startswith("Thực hiện Công văn số 411-CV/TU")


def test_several_upper_orders_that_fit_are_candidates(follow: Follow) -> None:
    other = order(f"{LEARN}, nhân dân", OFFICE, clause="4")
    saved(with_orders(above(), *above().reading.obligations, other), handed_down())
    follow()
    links = by_text(LEARN, "256-CV/ĐUK").upper
    assert [link.sure for link in links] == [False, False]


def test_what_is_unanswered(follow: Follow) -> None:
    saved(above(), handed_down())
    follow()
    assert [one.text for one in tasks(Wanted(unanswered=True), TODAY)] == [REVIEW]
    task_change.change(by_text(REVIEW, "411-CV/TU").number, {"status": TaskStatus.DONE}, "Chị Lan", AT)
    assert list(tasks(Wanted(unanswered=True), TODAY)) == []


def test_a_report_is_proposed_and_never_set(follow: Follow) -> None:
    saved(above(), handed_down(), report())
    follow()
    learn, again = by_text(LEARN, "256-CV/ĐUK"), by_text(REPORT, "256-CV/ĐUK")
    ((proposal,), (other,)) = learn.proposals, again.proposals
    assert (proposal.label, learn.status) == ("3-BC/CB ngày 18/6/2022", TaskStatus.NEW)
    assert proposal.score > other.score >= 0.7
    assert [one.number for one in tasks(Wanted(proposed=True), TODAY)] == [learn.number, again.number]
    task_change.change(learn.number, {"status": TaskStatus.DONE}, "Chị Lan", AT)
    assert [one.number for one in tasks(Wanted(proposed=True), TODAY)] == [again.number]


@pytest.mark.parametrize("issuer", ["Chi bộ Sở Y tế", "Tỉnh ủy Trà Vinh"])
def test_a_report_of_others_answers_nothing_that_is_not_theirs(follow: Follow, issuer: str) -> None:
    saved(handed_down(), report(issuer))
    follow()
    proposed = {one.text for one in tasks(Wanted(proposed=True), TODAY)}
    assert proposed == ({f"{LEARN} của chi bộ"} if issuer == "Chi bộ Sở Y tế" else set())


def test_without_a_directory_any_report_is_proposed_with_less(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(handed_down(), report())
    follow()
    sure = by_text(LEARN, "256-CV/ĐUK").proposals[0].score
    monkeypatch.setattr("registry.directory.directory", Directory)
    follow()
    assert 0.5 < by_text(LEARN, "256-CV/ĐUK").proposals[0].score < sure


def test_a_paper_that_orders_a_report_on_an_earlier_one_answers_nothing(follow: Follow) -> None:
    saved(handed_down(), reminder())
    follow()
    assert list(tasks(Wanted(proposed=True), TODAY)) == []


def test_the_first_tasks_come_before_the_others_are_looked_up(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(above(), handed_down())
    follow()
    looked_up, at_once = list[int](), registry.tasks._chunk

    def noted(numbers: Sequence[int]) -> list[Task]:
        looked_up.append(len(numbers))
        return at_once(numbers)

    monkeypatch.setattr("registry.tasks._chunk", noted)
    monkeypatch.setattr("registry.tasks.PART", 1)
    found = tasks(Wanted(), TODAY)
    first = next(found)
    assert looked_up == [1]
    rest = list(found)
    assert looked_up == [1, len(rest)] and len(rest) > 1
    assert {one.number for one in (first, *rest)} == {one.number for one in all_tasks()}


def test_a_scan_that_is_withdrawn_takes_its_links_along(follow: Follow) -> None:
    saved(above(), handed_down())
    follow()
    saved(with_orders(above()))
    follow()
    assert by_text(LEARN, "256-CV/ĐUK").upper == ()

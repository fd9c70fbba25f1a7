"""What was read of a task, corrected on its page: kept, told, given back; and what follows is reckoned at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from following import follow
from registry.tasks import task
from settings import Settings
from tests.desk import signed_in
from tests.duties import OFFICE, REVIEW, SECOND, above, saved, with_orders
from tests.office_with_units import units as units
from tests.test_desk_tasks import HANDED_DOWN, named, page, write
from tests.test_desk_tasks import house as house
from tests.test_desk_tasks import kept as kept
from tests.test_desk_tasks import today as today
from web.groups import Group

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("kept")
def test_day_names_and_whom_to_report_to_are_corrected_on_the_page_and_stay() -> None:
    client, number = signed_in("an", Group.CLERK), named(REVIEW).number
    write(client, number, due="2022-07-01", actors=f"{SECOND};  Ban Tổ chức ", report_to="Ban Thường vụ Tỉnh ủy")
    again = above()
    orders = tuple(replace(one, confidence=0.5) for one in again.reading.obligations)
    saved(with_orders(again, *orders))  # read again, otherwise
    one = task(number)
    assert (one.due, one.actors) == (dt.date(2022, 7, 1), (SECOND, "Ban Tổ chức"))
    assert (one.report_to, one.said_report_to) == ("Ban Thường vụ Tỉnh ủy", "Tỉnh ủy")
    assert {"due", "actors", "report_to"} <= one.settled
    text = page(client, f"/nhiem-vu/{number}/")
    assert "Ban Thường vụ Tỉnh ủy (văn thư đã sửa; máy đọc: Tỉnh ủy)" in text
    assert f"{SECOND}; Ban Tổ chức (văn thư đã sửa; máy đọc: {OFFICE})" in text
    assert "nơi nhận báo cáo “Tỉnh ủy” → “Ban Thường vụ Tỉnh ủy”" in text
    assert "hạn “2022-06-25” → “2022-07-01”" in text
    write(client, number, given_back=["due", "report_to"])
    one = task(number)
    assert (one.due, one.report_to, one.settled) == (dt.date(2022, 6, 25), "Tỉnh ủy", frozenset({"actors"}))
    write(client, number, report_to="")
    assert task(number).report_to is None


@pytest.mark.usefixtures("kept")
def test_who_may_not_correct_writes_no_day_and_no_names() -> None:
    client, one = signed_in("an", Group.LEADER, units=("cb-noi-vu",)), named(HANDED_DOWN)
    assert 'name="due"' not in page(client, f"/nhiem-vu/{one.number}/")
    write(client, one.number, due="2022-07-01", actors="Ai đó", report_to="Ai đó", note="đã nhận")
    after = task(one.number)
    assert (after.due, after.actors, after.report_to) == (one.due, one.actors, one.report_to)
    assert (after.note, after.settled) == ("đã nhận", frozenset())


@pytest.mark.usefixtures("kept")
def test_answers_follow_at_once_when_the_unit_is_changed(monkeypatch: pytest.MonkeyPatch, house: Settings) -> None:
    client, number = signed_in("an", Group.CLERK), named(HANDED_DOWN).number
    assert "3-BC/CB" in page(client, f"/nhiem-vu/{number}/")
    write(client, number, units=["btc"])
    assert "3-BC/CB" not in page(client, f"/nhiem-vu/{number}/")  # what another unit reports answers nothing of it
    assert "chưa tính lại" not in page(client, f"/nhiem-vu/{number}/")
    monkeypatch.setattr("office.FEW_PUBLISHED", 0)
    write(client, number, units=["cb-noi-vu"])
    assert not task(number).proposals
    assert "chưa tính lại" in page(client, f"/nhiem-vu/{number}/")
    follow(house)
    assert "chưa tính lại" not in page(client, f"/nhiem-vu/{number}/")
    assert "3-BC/CB" in page(client, f"/nhiem-vu/{number}/")

"""The directory is kept: brought up to date from a newer table, never doubled, nothing deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from records import Directory, OfficeUnit
from registry.directory import Missing, TakenOver, directory, take_over
from registry.unit_file import UnitLine
from registry.unit_rows import units_of

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 7, 2)
OFFICE = OfficeUnit("so-y-te", "Sở Y tế", "Sở", None, ("SYT",), "2016-03-01", None, "a@vidu.vn", True)
DIVISION = OfficeUnit("phong-duoc", "Phòng Dược", "Phòng", "so-y-te", successors=("van-phong",))
BUREAU = OfficeUnit("van-phong", "Văn phòng", "Văn phòng", "so-y-te")
UNITS = (DIVISION, OFFICE, BUREAU)  # a unit may stand before the one it is under


def test_what_is_taken_over_is_kept_in_its_order() -> None:
    done = take_over(UNITS, Missing.KEEP, TODAY)
    assert done == TakenOver(added=("phong-duoc", "so-y-te", "van-phong"))
    assert directory() == Directory(UNITS)
    assert directory().ours == {"phong-duoc", "so-y-te", "van-phong"}


def test_the_same_again_changes_nothing() -> None:
    take_over(UNITS, Missing.KEEP, TODAY)
    assert take_over(UNITS, Missing.END, TODAY) == TakenOver(same=("phong-duoc", "so-y-te", "van-phong"))
    assert directory() == Directory(UNITS)


def test_a_changed_unit_is_updated_under_its_key() -> None:
    take_over(UNITS, Missing.KEEP, TODAY)
    newer = replace(DIVISION, email="duoc@vidu.vn", aliases=("Dược",), parent="van-phong")
    done = take_over((OFFICE, newer, BUREAU), Missing.KEEP, TODAY)
    assert (done.changed, done.same) == (("phong-duoc",), ("so-y-te", "van-phong"))
    assert directory() == Directory((OFFICE, newer, BUREAU))


def test_a_missing_unit_is_kept() -> None:
    take_over(UNITS, Missing.KEEP, TODAY)
    done = take_over((OFFICE, BUREAU), Missing.KEEP, TODAY)
    assert (done.missing, done.ended) == (("phong-duoc",), ())
    assert directory() == Directory((OFFICE, BUREAU, DIVISION))


def test_a_missing_unit_is_ended_on_the_day_before_and_only_once() -> None:
    begins_later = replace(BUREAU, valid_from="2027-01-01")
    take_over((OFFICE, DIVISION, begins_later), Missing.KEEP, TODAY)
    done = take_over((OFFICE,), Missing.END, TODAY)
    assert set(done.ended) == {"phong-duoc", "van-phong"}
    assert [one.valid_to for one in directory().units] == [None, "2026-07-01", "2027-01-01"]
    assert take_over((OFFICE,), Missing.END, TODAY + dt.timedelta(days=1)).ended == ("van-phong",)
    ended = directory().unit("phong-duoc")
    assert ended and ended.valid_to == "2026-07-01"


def test_another_office_takes_the_mark() -> None:
    take_over(UNITS, Missing.KEEP, TODAY)
    take_over((OfficeUnit("so-noi-vu", "Sở Nội vụ", "Sở", is_office=True),), Missing.KEEP, TODAY)
    assert [one.key for one in directory().units if one.is_office] == ["so-noi-vu"]


def test_a_table_without_an_office_leaves_the_mark() -> None:
    take_over(UNITS, Missing.KEEP, TODAY)
    take_over((replace(BUREAU, parent=None),), Missing.KEEP, TODAY)
    office = directory().office
    assert office and office.key == "so-y-te"


def test_a_unit_keeps_its_key_when_its_table_comes_again() -> None:
    lines = [UnitLine(2, {"name": "Sở Y tế", "kind": "Sở"}), UnitLine(3, {"name": "phòng dược", "kind": "Phòng"})]
    kept = (OFFICE, replace(DIVISION, key="duoc"))
    assert [one.key for one in units_of(lines, kept)] == ["so-y-te", "duoc"]


def test_a_new_unit_never_takes_the_key_of_another() -> None:
    lines = [UnitLine(2, {"name": "Sở Ý tế", "kind": "Sở"})]
    assert [one.key for one in units_of(lines, (OFFICE,))] == ["so-y-te-2"]

"""The published tasks: workbooks, lists, calendars that others open, the book of seven columns, the table of all."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from dateutil.rrule import rrulestr
from django.conf import settings as django_settings
from icalendar import Calendar

from office import publish
from publish import tasks, tracking, unit_files
from publish.file_names import file_names
from publish.task_words import names_of
from records import Directory, OfficeUnit, TaskStatus
from registry import task_change
from registry.save import DjangoRegister
from registry.tasks import all_tasks
from settings import Settings
from tests.duties import (
    DIRECTORY,
    LEARN,
    MONTHLY,
    REPORT,
    REVIEW,
    above,
    handed_down,
    order,
    report,
    saved,
    with_orders,
)
from tests.office_with_units import units as units
from tests.test_publish import contents, csv_rows, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
NAMES = ("chi-bo-so-noi-vu", "chi-bo-so-y-te", "dang-uy-khoi-cac-co-quan-va-doanh-nghiep-tinh", "chua-ro-don-vi")


@pytest.fixture
def settings_here(tmp_path: Path) -> Settings:
    return Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)


def folder(settings: Settings, *papers: Any) -> Path:
    saved(*(papers or (above(), handed_down(), report())))
    publish(settings)
    return settings.outputs / "tasks"


def number(text: str, symbol: str) -> int:
    return next(one.number for one in all_tasks() if one.text.startswith(text) and one.paper.symbol == symbol)


def sheet(path: Path) -> list[list[Any]]:
    lines = openpyxl.load_workbook(BytesIO(path.read_bytes())).active
    assert lines is not None
    return [[cell.value for cell in row] for row in lines]


def events(path: Path) -> list[Any]:
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_three_files_a_unit_and_one_of_each_for_all(settings_here: Settings) -> None:
    there = {path.name for path in folder(settings_here).iterdir()}
    assert there == {f"{name}{kind}" for name in NAMES for kind in unit_files.KINDS} | {"tasks.csv", "so-theo-doi.xlsx"}


def test_a_units_workbook(settings_here: Settings) -> None:
    head, *lines = sheet(folder(settings_here) / "chi-bo-so-noi-vu.xlsx")
    assert head == list(tasks.SHEET)
    assert [line[1] for line in lines] == [dt.datetime(2022, 6, 15), None]
    assert lines[1][2] == "hằng tháng: “trước ngày 25 hằng tháng”"
    assert lines[0][3:7] == [
        f"{LEARN} của chi bộ",
        "Công văn 256-CV/ĐUK ngày 9/6/2022",
        DIRECTORY.units[0].name,
        "mục 1, trang 1",
    ]
    assert str(lines[0][-1]).startswith("Có thể đã trả lời: 3-BC/CB ngày 18/6/2022 (điểm 0,")


def test_a_units_list(settings_here: Settings) -> None:
    where = folder(settings_here, with_orders(handed_down(), order("Báo cáo *gấp* <b>", "Chi bộ Sở Y tế", clause="1")))
    text = (where / "chi-bo-so-y-te.md").read_text(encoding="utf-8")
    assert text.startswith("# Chi bộ Sở Y tế\n\n1 việc, còn 1 việc phải làm.\n\n## Việc không rõ hạn\n\n")
    assert "- **không rõ hạn** — Báo cáo \\*gấp\\* \\<b\\>\n" in text


def test_what_is_done_goes_to_the_end_of_the_list_and_out_of_the_calendar(settings_here: Settings) -> None:
    where = folder(settings_here)
    task_change.change(number(LEARN, "256-CV/ĐUK"), {"status": TaskStatus.DONE}, "Chị Lan", AT)
    publish(settings_here)
    assert "## Việc đã khép lại\n\n- **15/6/2022** — Tổ chức học tập" in (where / "chi-bo-so-y-te.md").read_text(
        "utf-8"
    )
    assert events(where / "chi-bo-so-y-te.ics") == []


def test_the_calendar_is_read_back(settings_here: Settings) -> None:
    where = folder(settings_here)
    once, again = events(where / "chi-bo-so-noi-vu.ics")
    assert (once["DTSTART"].dt, once["DTEND"].dt) == (dt.date(2022, 6, 15), dt.date(2022, 6, 16))
    assert str(once["SUMMARY"]) == f"{LEARN} của chi bộ"
    assert [str(one) for one in once["CATEGORIES"].cats] == ["Chi bộ Sở Nội vụ", "Chi bộ Sở Y tế", "mới"]
    assert once["DTSTAMP"].dt == dt.datetime(2022, 6, 9, 20, 0, tzinfo=dt.UTC)
    (alarm,) = once.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(days=-3, hours=8)
    assert "RRULE" not in once
    assert again["RRULE"].to_ical().decode() == MONTHLY.rrule
    assert again["DTSTART"].dt == dt.date(2022, 6, 25)


def test_the_occurrences_are_those_of_the_order(settings_here: Settings) -> None:
    (again,) = (one for one in events(folder(settings_here) / "chi-bo-so-noi-vu.ics") if "RRULE" in one)
    start = dt.datetime.combine(again["DTSTART"].dt, dt.time())
    rule = rrulestr(again["RRULE"].to_ical().decode(), dtstart=start)
    days = [one.date() for one in islice(rule, 3)]
    assert days == [dt.date(2022, 6, 25), dt.date(2022, 7, 25), dt.date(2022, 8, 25)]


def test_a_rule_that_nobody_can_read_spoils_no_calendar(settings_here: Settings) -> None:
    strange = replace(MONTHLY, rrule="FREQ=HẰNG THÁNG", due="2022-06-30")
    where = folder(settings_here, with_orders(handed_down(), order(REPORT, "Chi bộ Sở Y tế", due=strange)))
    (event,) = events(where / "chi-bo-so-y-te.ics")
    assert ("RRULE" in event, event["DTSTART"].dt) == (False, dt.date(2022, 6, 30))


def test_vietnamese_is_folded_between_characters(settings_here: Settings) -> None:
    long = "Rà soát, bổ sung quy chế làm việc của cấp ủy; đẩy mạnh học tập và làm theo, " * 5
    where = folder(settings_here, with_orders(handed_down(), order(long, "Chi bộ Sở Y tế", due="2022-06-30")))
    raw = (where / "chi-bo-so-y-te.ics").read_bytes()
    assert all(line.decode("utf-8") and len(line) <= 75 for line in raw.split(b"\r\n")[:-1])
    assert str(events(where / "chi-bo-so-y-te.ics")[0]["DESCRIPTION"]).startswith(" ".join(long.split()))


def test_an_event_keeps_its_name_and_counts_its_changes(settings_here: Settings) -> None:
    where = folder(settings_here)
    before, *_ = events(where / "chi-bo-so-y-te.ics")
    task_change.change(number(LEARN, "256-CV/ĐUK"), {"due": dt.date(2022, 7, 1)}, "Chị Lan", AT)
    publish(settings_here)
    after, *_ = events(where / "chi-bo-so-y-te.ics")
    assert before["UID"] == after["UID"]
    assert (after["DTSTART"].dt, after["SEQUENCE"], after["DTSTAMP"].dt) == (dt.date(2022, 7, 1), 1, AT)


def test_the_book_of_seven_columns(settings_here: Settings) -> None:
    where = folder(settings_here)
    task_change.change(number(LEARN, "256-CV/ĐUK"), {"status": TaskStatus.DONE, "evidence": "3-BC/CB"}, "Chị Lan", AT)
    publish(settings_here)
    head, *lines = sheet(where / "so-theo-doi.xlsx")
    assert head == list(tracking.COLUMNS)
    first = next(line for line in lines if line[2] == "Chi bộ Sở Nội vụ")
    assert first[1] == f"Công văn 256-CV/ĐUK ngày 9/6/2022, {DIRECTORY.units[0].name}"
    assert first[3:6] == [dt.datetime(2022, 6, 15), "mới 1/2, xong 1/2", "3-BC/CB"]
    assert {line[2] for line in lines} == {
        *(DIRECTORY.units[0].name, "Các cấp ủy trực thuộc (?)", "Chi bộ Sở Nội vụ", "Chi bộ Sở Y tế"),
    }


def test_the_table_of_all_is_explained(settings_here: Settings) -> None:
    lines = csv_rows(folder(settings_here) / "tasks.csv")
    assert len(lines) == 5
    assert list(lines[0]) == list(tasks.COLUMNS) == told("tasks/tasks.csv")
    assert told("tasks/<đơn vị>.xlsx") == list(tasks.SHEET)
    assert told("tasks/so-theo-doi.xlsx") == list(tracking.COLUMNS)
    review = next(line for line in lines if line["Việc"] == REVIEW)
    assert [review[name] for name in ("Hạn", "Hạn theo", "Lời ghi hạn", "Báo cáo", "Qua", "Khung")] == [
        *("2022-06-25", "ghi trong văn bản", "trước ngày 2022-06-25", "Tỉnh ủy", "Văn phòng Tỉnh ủy"),
        "50.0 100.0 300.0 112.0",
    ]


def test_what_fits_no_unit_has_its_own_files(settings_here: Settings) -> None:
    where = folder(settings_here)
    (_, line) = sheet(where / "chua-ro-don-vi.xlsx")
    assert line[3] == REPORT


def test_the_same_register_gives_the_same_bytes(settings_here: Settings) -> None:
    where = folder(settings_here)
    first = contents(where)
    for path in where.iterdir():
        path.unlink()
    time.sleep(2.1)  # a zip archive counts in steps of two seconds
    publish(settings_here)
    assert contents(where) == first


def test_files_of_a_unit_without_tasks_are_removed_and_others_left(
    settings_here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder(settings_here)
    (where / "ghi-chu-rieng.md").write_text("của tôi", encoding="utf-8")
    (where / "lich-rieng.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:khac\r\nEND:VCALENDAR\r\n")
    saved(with_orders(handed_down()))
    publish(settings_here)
    there = {path.name for path in where.iterdir()}
    assert {"ghi-chu-rieng.md", "lich-rieng.ics"} <= there
    assert not {f"chi-bo-so-noi-vu{kind}" for kind in unit_files.KINDS} & there


@pytest.mark.django_db(transaction=True)
def test_of_a_withdrawn_scan_no_reminder_is_left(settings_here: Settings) -> None:
    where = folder(settings_here) / "reminders"
    where.mkdir()
    own, other = where / "2022-06-20-a.txt", where / "2022-06-20-b.txt"
    own.write_text(f"việc (mã tệp {handed_down().sha256[:12]})", encoding="utf-8")
    other.write_text(f"việc (mã tệp {above().sha256[:12]})", encoding="utf-8")
    DjangoRegister().forget(handed_down().sha256)
    publish(settings_here)
    assert [path.name for path in where.iterdir()] == [other.name]
    assert not any(LEARN.encode() + b" c" in content for content in contents(settings_here.outputs).values())


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_printed_becomes_a_formula(settings_here: Settings, start: str) -> None:
    text = f"{start}1+1"
    where = folder(settings_here, with_orders(handed_down(), order(text, "Chi bộ Sở Y tế")))
    cells = openpyxl.load_workbook(BytesIO((where / "chi-bo-so-y-te.xlsx").read_bytes())).active
    assert cells is not None
    assert (cells["D2"].data_type, cells["D2"].value) == ("s", text)
    assert [line["Việc"] for line in csv_rows(where / "tasks.csv")] == [f"'{text}"]


def test_units_of_one_name_are_told_apart_by_whom_they_are_under() -> None:
    units = [
        OfficeUnit("a", "Đảng bộ Sở Y tế", "dang-bo"),
        OfficeUnit("b", "Đảng bộ Sở Giáo dục", "dang-bo"),
        *(OfficeUnit(f"{parent}1", "Chi bộ 1", "chi-bo", parent=parent) for parent in "ab"),
    ]
    names = names_of(Directory(tuple(units)))
    assert [names[key] for key in ("a", "a1", "b1")] == [
        *("Đảng bộ Sở Y tế", "Chi bộ 1 (Đảng bộ Sở Y tế)", "Chi bộ 1 (Đảng bộ Sở Giáo dục)"),
    ]
    assert unit_files.stems(["a1", "gone"], names) == {"a1": "chi-bo-1-dang-bo-so-y-te", "gone": "gone"}


def test_names_of_files_are_safe_and_stay() -> None:
    names = {
        "a": "Phòng Tư pháp",
        "b": "Phòng Tự pháp",
        "c": "CON",
        "d": "../../etc/passwd",
        "e": "   ",
        "f": "Tasks",
        "g": "Ban " * 60,
        "h": "Đảng ủy Khối",
    }
    found = file_names(names, unit_files.OWN_NAMES)
    assert (found["d"], found["h"]) == ("etc-passwd", "dang-uy-khoi")
    assert len(set(found.values())) == len(names)
    assert found["c"] != "con"
    assert found["f"] != "tasks"
    assert found["e"].startswith("don-vi-")
    assert all(len(one) <= 70 and one.replace("-", "").isalnum() and one.isascii() for one in found.values())
    assert file_names(dict(reversed(names.items())), unit_files.OWN_NAMES) == found


def test_a_sheet_takes_any_name() -> None:
    directory = Directory((replace(DIRECTORY.units[1], name="Chi bộ [1]/2: *?" + "x" * 60),))
    assert len(unit_files.sheet_name(directory.units[0].name)) <= 31
    assert tasks.as_xlsx([], unit_files.sheet_name(directory.units[0].name))
    assert unit_files.sheet_name("[]") == "Việc"

"""An office with its directory, and papers that order something: made by hand, handed down from above."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from records import (
    Anchor,
    Arrival,
    Deadline,
    Directory,
    Frequency,
    Obligation,
    OfficeUnit,
    Paper,
    Relation,
    Scan,
    ScanReading,
    Unit,
)
from tests.papers_of_graph import cite, found, header, paper

OFFICE = "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"
FIRST, SECOND, THIRD = "Chi bộ Sở Nội vụ", "Chi bộ Sở Y tế", "Ban Tổ chức Đảng ủy Khối"
DIRECTORY = Directory(
    (
        OfficeUnit(
            "duk", OFFICE, "dang-uy", parent="tu", is_office=True, email="vp@duk.example", aliases=("Đảng ủy Khối",)
        ),
        OfficeUnit("cb-noi-vu", FIRST, "chi-bo", parent="duk", email="noivu@duk.example"),
        OfficeUnit("cb-y-te", SECOND, "chi-bo", parent="duk"),
        OfficeUnit("btc", THIRD, "ban", parent="duk"),
        OfficeUnit("tu", "Tỉnh ủy Trà Vinh", "tinh-uy"),
    )
)
RECEIVED_AT = dt.datetime(2022, 6, 9, 20, 0, tzinfo=dt.UTC)  # already 10 June in Vietnam
TODAY = dt.date(2022, 6, 20)


def deadline(text: str, due: str | None = None, **more: Any) -> Deadline:
    return Deadline(text, 0, len(text), "test", 0.95, due, **more)


def order(text: str, *actors: str, clause: str = "", due: str | Deadline | None = None, **more: Any) -> Obligation:
    """An obligation whose place in the text does not matter."""
    when = (deadline(f"trước ngày {due}", due),) if isinstance(due, str) else (due,) if due else ()
    return replace(
        Obligation(text, 0, len(text), clause, "test", 0.93, tuple(actors), deadlines=when, page=1),
        **{"box": (50.0, 100.0, 300.0, 112.0), **more},
    )


MONTHLY = deadline(
    "trước ngày 25 hằng tháng", recurrence=Frequency.MONTHLY, rrule="FREQ=MONTHLY;BYMONTHDAY=25", amount=None
)
FIVE_DAYS = deadline("5 ngày kể từ ngày nhận được", amount=5, unit=Unit.DAYS, anchor=Anchor.RECEIPT)

REVIEW = "Rà soát, bổ sung quy chế làm việc của cấp ủy và báo cáo kết quả về Tỉnh ủy"
LEARN = "Tổ chức học tập, quán triệt Chỉ thị số 10-CT/TW trong toàn thể đảng viên"
REPORT = "Báo cáo tình hình sinh hoạt chi bộ định kỳ"


def above() -> Paper:
    """What comes from the province: two orders for the office, one for somebody nobody knows."""
    whole = paper(
        header("411-CV/TU", "công văn", "2022-06-06", "Tỉnh ủy Trà Vinh", "Trà Vinh", "nâng cao chất lượng sinh hoạt"),
        f"1. {REVIEW}. 2. {LEARN}. 3. {REPORT}.",
    )
    orders = (
        order(REVIEW, OFFICE, clause="1", due="2022-06-25", report_to="Tỉnh ủy", channel="Văn phòng Tỉnh ủy"),
        order(LEARN, OFFICE, clause="2", due=FIVE_DAYS, coordinators=("Ban Tuyên giáo",)),
        order(REPORT, "Các cấp ủy trực thuộc", clause="3", due=MONTHLY),
    )
    return with_orders(whole, *orders)


def handed_down() -> Paper:
    """How the office hands it down to its units."""
    whole = paper(
        header("256-CV/ĐUK", "công văn", "2022-06-09", OFFICE, "Trà Vinh"),
        "Thực hiện Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy, Đảng ủy Khối đề nghị các chi bộ.",
        cite(
            "Công văn số 411-CV/TU, ngày 06/6/2022",
            Relation.IMPLEMENTS,
            "411-CV/TU",
            jurisdiction="Trà Vinh",
            date="2022-06-06",
        ),
    )
    orders = (
        order(f"{LEARN} của chi bộ", FIRST, SECOND, clause="1", due="2022-06-15"),
        order(f"{REPORT} về Ban Tổ chức", FIRST, clause="2", due=MONTHLY),
    )
    return with_orders(whole, *orders)


def report(issuer: str = FIRST) -> Paper:
    """What a unit reports."""
    return paper(
        header("3-BC/CB", "báo cáo", "2022-06-18", issuer, "Trà Vinh", "kết quả học tập, quán triệt Chỉ thị 10-CT/TW"),
        "Báo cáo kết quả thực hiện Công văn số 256-CV/ĐUK, ngày 09/6/2022.",
        cite(
            "Công văn số 256-CV/ĐUK, ngày 09/6/2022",
            Relation.MENTIONS,
            "256-CV/ĐUK",
            jurisdiction="Trà Vinh",
            date="2022-06-09",
        ),
    )


def reminder() -> Paper:
    """The office asks for the reports once more."""
    return paper(
        header("270-CV/ĐUK", "công văn", "2022-06-17", OFFICE, "Trà Vinh", "đôn đốc"),
        "Đảng ủy Khối đề nghị các chi bộ báo cáo kết quả thực hiện Công văn số 256-CV/ĐUK, ngày 09/6/2022.",
        cite(
            "Công văn số 256-CV/ĐUK, ngày 09/6/2022",
            Relation.MENTIONS,
            "256-CV/ĐUK",
            jurisdiction="Trà Vinh",
            date="2022-06-09",
        ),
    )


def with_orders(one: Paper, *orders: Obligation) -> Paper:
    return replace(one, reading=replace(one.reading, obligations=orders))


def stamped(one: Paper, day: str) -> Paper:
    """The same paper with a ĐẾN stamp of that day."""
    head = replace(one.reading.header, arrival=Arrival(found("471"), found(day), None))
    return replace(one, reading=replace(one.reading, header=head))


def scanned(one: Paper) -> ScanReading:
    """The scan in which the paper came."""
    scan = Scan(one.sha256, Path(one.file), one.file, RECEIVED_AT, "application/pdf", 1)
    return ScanReading(scan, 1, (one.reading,))


def saved(*papers: Paper) -> None:
    from registry.save import DjangoRegister

    for one in papers:
        DjangoRegister().save(scanned(one))

"""The directory of the office shown: as a tree, as a table that can be taken over again, and what a name falls on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from publish.cells import Line
from publish.sheet import xlsx
from publish.table import csv
from records import Directory, Fall, FallKind, OfficeUnit

#: The columns of the table with their widths in characters.
COLUMNS = {
    "tên": 45,
    "loại": 22,
    "trực thuộc": 40,
    "tên khác": 30,
    "từ ngày": 12,
    "đến ngày": 12,
    "thư điện tử": 24,
    "là cơ quan ta": 10,
    "đơn vị kế tiếp": 30,
    "mã định danh": 16,
    "mã": 24,
}

HOW = {FallKind.OURS: "việc của ta", FallKind.OTHERS: "của cơ quan khác", FallKind.UNMATCHED: "chưa rõ"}

#: What a first table shows: one office, what is over it, beside it and under it.
EXAMPLES = Directory(
    (
        OfficeUnit("1", "Tỉnh ủy A", "Tỉnh ủy"),
        OfficeUnit("2", "Đảng ủy Khối các cơ quan tỉnh A", "Đảng ủy Khối", "1", ("Đảng ủy Khối",), is_office=True),
        OfficeUnit("3", "Huyện ủy B", "Huyện ủy", "1", valid_to="2025-06-30"),
        OfficeUnit("4", "Ban Tổ chức Đảng ủy Khối", "Ban tham mưu", "2", email="bantochuc@vidu.vn"),
        OfficeUnit("5", "Đảng bộ Sở Y tế", "Đảng bộ cơ sở", "2"),
        OfficeUnit("6", "Chi bộ Văn phòng Sở Y tế", "Chi bộ", "5"),
    )
)


def table_lines(directory: Directory, coded: bool = True) -> list[Line]:
    """The units as lines of the table; `coded`: with their keys."""
    return [_line(unit, directory, coded) for unit in directory.units]


def as_csv(directory: Directory) -> bytes:
    """The table as CSV; it can be taken over again as it is."""
    return csv(list(COLUMNS), table_lines(directory))


def as_xlsx(directory: Directory) -> bytes:
    """The table as a workbook to fill in; with examples where no unit is kept."""
    lines = table_lines(directory) if directory.units else table_lines(EXAMPLES, coded=False)
    return xlsx("Danh bạ đơn vị", COLUMNS, lines)


def as_json(directory: Directory) -> list[dict[str, Any]]:
    """The units as JSON values, with whether they are ours."""
    ours = directory.ours
    return [
        {
            "key": one.key,
            "name": one.name,
            "kind": one.kind,
            "parent": one.parent,
            "aliases": list(one.aliases),
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "email": one.email,
            "is_office": one.is_office,
            "successors": list(one.successors),
            "organ_id": one.organ_id,
            "ours": one.key in ours,
        }
        for one in directory.units
    ]


def tree_lines(directory: Directory) -> Iterator[str]:
    """The units as a tree, each under the one it is under."""
    known = {one.key for one in directory.units}
    for one in directory.units:
        if one.parent is None or one.parent not in known:
            yield from _branch(one, directory, 0)


def _branch(unit: OfficeUnit, directory: Directory, depth: int) -> Iterator[str]:
    mark = " ← cơ quan ta" if unit.is_office else ""
    yield f"{'  ' * depth}{unit.name} ({unit.kind}){_life(unit)}{mark}"
    for child in directory.under(unit.key):
        yield from _branch(child, directory, depth + 1)


def _life(unit: OfficeUnit) -> str:
    since = f" từ {_shown(unit.valid_from)}" if unit.valid_from else ""
    until = f" đến {_shown(unit.valid_to)}" if unit.valid_to else ""
    return since + until


def _shown(iso: str) -> str:
    day = dt.date.fromisoformat(iso)
    return f"{day.day}/{day.month}/{day.year}"


def fall_lines(falls: Sequence[Fall], directory: Directory) -> Iterator[str]:
    """What each part of a name falls on, and why."""
    for one in falls:
        sure = f", độ tin cậy {one.confidence:.2f}" if one.units or one.how is FallKind.OTHERS else ""
        yield f"{one.name}: {HOW[one.how]}{sure}. {one.why} [{one.rule}]"
        yield from (f"    {_name(key, directory)}" for key in one.units)
        yield from (f"    có thể là: {_name(key, directory)}" for key in one.candidates)


def fall_json(one: Fall) -> dict[str, Any]:
    """A fall as a JSON value."""
    return {
        "name": one.name,
        "within": one.within,
        "how": str(one.how),
        "units": list(one.units),
        "candidates": list(one.candidates),
        "confidence": one.confidence,
        "rule": one.rule,
        "why": one.why,
    }


def _name(key: str, directory: Directory) -> str:
    unit = directory.unit(key)
    return f"{unit.name} ({key})" if unit else key


def _line(unit: OfficeUnit, directory: Directory, coded: bool) -> Line:
    parent = directory.unit(unit.parent) if unit.parent else None
    heirs = [heir for key in unit.successors if (heir := directory.unit(key))]

    def called(one: OfficeUnit) -> str:  # a name that several bear is told by its key
        alone = sum(other.name == one.name for other in directory.units) == 1
        return one.name if alone or not coded else one.key

    return (
        unit.name,
        unit.kind,
        called(parent) if parent else None,
        "; ".join(unit.aliases) or None,
        dt.date.fromisoformat(unit.valid_from) if unit.valid_from else None,
        dt.date.fromisoformat(unit.valid_to) if unit.valid_to else None,
        unit.email,
        "x" if unit.is_office else None,
        "; ".join(called(one) for one in heirs) or None,
        unit.organ_id,
        unit.key if coded else None,
    )

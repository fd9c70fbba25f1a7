"""What a clerk wrote instead of what was read, and how it changes a dispatch's values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from records import Found
from registry.findings import FieldKey

#: The rule that stands beside a value a clerk wrote.
CLERK = "clerk"
#: The position of a dispatch that is no more, since its scan is divided otherwise.
NOWHERE = -1

#: Places that hold a date.
DATES = ("issued_on", "arrival.date")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction: `value` at the place `key` of the dispatch at `dispatch` (from 0), by whom and when.

    `value` None says that nothing is printed there.  Several amendments of one place stand one after the other, the
    latest counts.
    """

    dispatch: int
    key: FieldKey
    value: str | None
    by: str
    at: dt.datetime


def checked(amendment: Amendment) -> Amendment:
    """The amendment with white space tidied and a blank value turned into None.

    Raises ValueError with a Vietnamese sentence for a place that no header has, a date that is none, or nobody's name.
    """
    key, by = amendment.key, amendment.by.strip()
    value = " ".join((amendment.value or "").split()) or None
    if not key.exists:
        raise ValueError(f"Không có trường '{key.name}' ở vị trí {key.position + 1}; hãy chọn một trường của văn bản.")
    if not by:
        raise ValueError("Lời sửa thiếu tên người sửa; hãy ghi tên.")
    if value is not None and key.name in DATES:
        _check_date(value)
    return replace(amendment, value=value, by=by)


def _check_date(value: str) -> None:
    try:
        dt.date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(
            f"'{value}' không phải là ngày; hãy ghi theo dạng năm-tháng-ngày, ví dụ 2022-06-06."
        ) from error


def amended(read: Mapping[FieldKey, Found], amendments: Iterable[Amendment]) -> dict[FieldKey, Found]:
    """The values as read with the amendments (oldest first) put in; each keeps the evidence of what it replaces."""
    values = dict(read)
    for one in amendments:
        if one.value is None:
            values.pop(one.key, None)
        else:
            printed = read.get(one.key, Found("", "", 1.0, CLERK))
            values[one.key] = replace(printed, value=one.value, confidence=1.0, rule=CLERK)
    return values

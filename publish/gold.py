"""A scan whose dispatches a clerk has gone through, as a gold case of the corpora: `gold/NAME.yaml` beside the scan.

Only the header is told.  What is cited and ordered nobody went through here: gold leaves it unscored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import yaml

from records import HEADER_FIELDS, Found, Reading, Recipient

DATES = frozenset({"issued_on", "date"})
HEAD = "# Văn thư đã xác nhận từng giá trị theo bản gốc; phần viện dẫn và việc được giao không chấm vì chưa xem.\n"


def as_yaml(scan_name: str, readings: Sequence[Reading], left_out: Collection[int] = ()) -> str:
    """The case; `readings` are all dispatches of the scan, in the order of reading, as clerks divided it.

    `left_out`: the pages that belong to none, as they said.
    """
    case: dict[str, Any] = {"scan": scan_name, "dispatches": [_dispatch(one) for one in readings]}
    if left_out:
        case["left_out"] = sorted(left_out)
    return HEAD + yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=120)


def _dispatch(reading: Reading) -> dict[str, Any]:
    header = reading.header
    signer, arrival = header.signer, header.arrival
    return {
        "pages": list(reading.pages),
        **{name: _value(name, getattr(header, name)) for name in HEADER_FIELDS},
        "addressees": _values(header.addressees),
        "recipients": [_recipient(one) for one in header.recipients],
        "signer": signer and _parts(signer, "name", "title", "authority"),
        "arrival": arrival and _parts(arrival, "number", "date", "office"),
        "marks": _values(header.marks),
        "attachments": _values(header.attachments),
        "citations": [],
        "asserted_edges": [],
        "obligations": None,
    }


def _recipient(one: Recipient) -> dict[str, Any]:
    return {"name": one.name.value} | ({"role": one.role.value} if one.role else {})


def _parts(record: object, *names: str) -> dict[str, Any]:
    return {name: _value(name, getattr(record, name)) for name in names}


def _values(found: Sequence[Found]) -> list[str]:
    return [one.value for one in found]


def _value(name: str, found: Found | None) -> str | dt.date | None:
    if found is None:
        return None
    return dt.date.fromisoformat(found.value) if name in DATES else found.value

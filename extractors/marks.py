"""Marks of urgency and secrecy stamped on the first page."""

from __future__ import annotations

from extractors.evidence import evidence
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Zone
from rules import first


def marks(dispatch: Dispatch) -> tuple[Found, ...]:
    """The marks ('HỎA TỐC', 'KHẨN', 'MẬT' …), each once, in reading order."""
    found: dict[str, Found] = {}
    for line in lines_in(dispatch, Zone.MARK):
        known = first("marks", line.text)
        if known is not None and known.value is not None:
            found.setdefault(known.value, evidence(line, known.value, known.id))
    return tuple(found.values())

"""The numbers that never came, as CSV: one line for each gap in a series."""

from __future__ import annotations

from collections.abc import Iterable

from publish.cells import text
from publish.table import csv
from registry.series import Series

COLUMNS = (
    *("Dãy số", "Của", "Từ số đã biết", "Đến số đã biết", "Đã nhận"),
    *("Khuyết từ số", "Khuyết đến số", "Số lượng", "Đã được nêu", "Khóa của văn bản được nêu"),
)


def gaps_csv(found: Iterable[Series]) -> bytes:
    """All gaps of these series; those of them that others speak of are named."""
    lines = [
        (
            *(text(one.name), text(one.where), one.first, one.last, one.received),
            *(gap.first, gap.last, gap.last - gap.first + 1),
            "; ".join(text(each.symbol or each.key) or "" for each in gap.cited) or None,
            "; ".join(each.key for each in gap.cited) or None,
        )
        for one in found
        for gap in one.gaps
    ]
    return csv(COLUMNS, lines)

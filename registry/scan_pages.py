"""The pages of a scan in the order of reading, each with the dispatch that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from registry import rows
from registry.connection import lent_connection
from registry.models import ScanRow


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page of a scan; `dispatch` is the position of its dispatch and `row` the number of that one's row.

    Without one the page is left out, or nothing was read on it; `goes_with` is the dispatch before it.
    """

    number: int
    dispatch: int | None
    row: int | None
    begins: bool
    left_out: bool
    goes_with: int | None


def scan_pages(scan: ScanRow) -> tuple[ScanPage, ...]:
    """Every page of the scan once; those that are left out stand where they would be read."""
    with lent_connection():
        dispatches = list(scan.dispatches.order_by("position").values_list("position", "pk", "pages"))
    home = {page: (position, pk) for position, pk, pages in reversed(dispatches) for page in pages}
    firsts = {pages[0] for _, _, pages in dispatches if pages}
    division = rows.division(scan)
    found: list[ScanPage] = []
    last: int | None = None
    for number in division.order or range(1, scan.page_count + 1):
        position, row = home.get(number, (None, None))
        last = last if position is None else position
        found.append(ScanPage(number, position, row, number in firsts, number in division.left_out, last))
    return tuple(found)


def scan_beginning(sha256: str) -> ScanRow:
    """The only scan whose sha256 begins so.  Raises LookupError where there are several, or none."""
    with lent_connection():
        found = list(ScanRow.objects.filter(sha256__startswith=sha256)[:2]) if sha256 else []
    if len(found) != 1:
        told = "Có nhiều" if found else "Không có"
        raise LookupError(f"{told} bản quét có SHA-256 bắt đầu bằng “{sha256}”; hãy ghi đúng và đủ mã hơn.")
    return found[0]

"""What clerks say of a scan's pages, kept for ever; undone by a further row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from records import Division, Say, Statement
from registry import rows
from registry.connection import lent_connection
from registry.division import checked, division_of
from registry.models import DivisionRow, ScanRow
from registry.storable import storable


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the history of a scan, and by whom and when it was taken back."""

    statement: Statement
    undone_by: str = ""
    undone_at: dt.datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it counts."""
        return self.undone_at is None


class Meanwhile(ValueError):
    """Somebody else said something of the scan in the meantime; the message is a Vietnamese sentence with a remedy."""


def history(sha256: str) -> tuple[Told, ...]:
    """All that was ever said of the scan, oldest first."""
    with lent_connection():
        return _history(DivisionRow.objects.filter(scan__sha256=sha256))


def division(sha256: str) -> Division:
    """All that stands of the scan."""
    return division_of(_standing(history(sha256)))


def state(told: Iterable[Told]) -> str:
    """A sign of all that stands, other as soon as something is said or taken back."""
    return "-".join(str(one.number) for one in _standing(told))


def waiting() -> tuple[str, ...]:
    """The sha256 of every archived scan that is read otherwise than clerks say."""
    with lent_connection():
        said = ScanRow.objects.exclude(archived=None).filter(divisions__isnull=False).distinct()
        scans = list(said.order_by("received_at", "sha256").prefetch_related("divisions"))
    return tuple(one.sha256 for one in scans if _wanted(one) != rows.division(one))


def say(sha256: str, statements: Sequence[Statement], seen: str | None = None) -> tuple[int, ...]:
    """The numbers under which the statements are kept, by which they can be taken back; all of them, or none.

    `seen` is the `state` that the clerk looked at; None where he looked at none.  Raises LookupError where there is no
    such scan, Meanwhile, and ValueError for what cannot be said (see `registry.division.checked`).
    """
    with lent_connection(), transaction.atomic():
        scan = _locked(sha256)
        standing = list(_standing(_seen(scan, seen)))
        numbers = []
        for statement in statements:
            one = checked(statement, standing, scan.page_count)
            standing.append(one)
            said = {"say": one.say.value, "pages": list(one.pages), "by": storable(one.by), "at": one.at}
            numbers.append(DivisionRow.objects.create(scan=scan, **said).pk)
    return tuple(numbers)


def take_back(sha256: str, number: int, by: str, at: dt.datetime, seen: str | None = None) -> None:
    """Take the statement back: it stays in the history and counts no more.

    Raises LookupError where none of that number stands of the scan, Meanwhile, and ValueError without a name, or where
    what was said later cannot stand without it.
    """
    by = " ".join(by.split())
    if not by:
        raise ValueError("Thiếu tên người ghi; hãy ghi tên.")
    with lent_connection(), transaction.atomic():
        scan = _locked(sha256)
        told = _seen(scan, seen)
        if number not in {one.number for one in _standing(told)}:
            raise LookupError(f"Không có lời số {number} đang có hiệu lực về bản quét này; hãy tải lại trang.")
        left = [one for one in _standing(told) if one.number != number]
        if not division_of(left).sequence(scan.page_count):
            raise ValueError("Bỏ lời này thì bản quét không còn trang nào; hãy bỏ các lời khác trước.")
        DivisionRow.objects.create(scan=scan, undoes_id=number, by=storable(by), at=at)


def _locked(sha256: str) -> ScanRow:
    scan = ScanRow.objects.select_for_update().filter(sha256=sha256).first()
    if scan is None:
        raise LookupError(f"Sổ chưa có bản quét {sha256[:12]}; hãy xem lại mã SHA-256.")
    return scan


def _seen(scan: ScanRow, seen: str | None) -> tuple[Told, ...]:
    """The history, where it is still what the clerk looked at."""
    told = _history(DivisionRow.objects.filter(scan=scan))
    if seen is not None and seen != state(told):
        raise Meanwhile("Người khác vừa chia lại bản quét này; hãy xem lại các trang rồi ghi.")
    return told


def _history(found: Iterable[DivisionRow]) -> tuple[Told, ...]:
    every = list(found)
    undone = {row.undoes_id: row for row in every if row.undoes_id}
    return tuple(_told(row, undone.get(row.pk)) for row in every if not row.undoes_id)


def _told(row: DivisionRow, undoing: DivisionRow | None) -> Told:
    one = Statement(Say(row.say), tuple(row.pages), row.by, row.at, row.pk)
    return Told(one, undoing.by, undoing.at) if undoing else Told(one)


def _standing(told: Iterable[Told]) -> Sequence[Statement]:
    return [one.statement for one in told if one.stands]


def _wanted(scan: ScanRow) -> Division:
    return division_of(_standing(_history(scan.divisions.all())))

"""What clerks rule about documents and mentions: kept for ever, undone by a further row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from records import Act, Ruling
from registry.connection import lent_connection
from registry.models import DispatchRow, DocumentRow, DoubtRow, EdgeRow, RulingRow
from registry.often import Often
from registry.storable import storable

UNDO = "undo"
#: The position of a paper that is no more, since its scan is divided otherwise.
NOWHERE = -1


def history() -> tuple[tuple[Ruling, bool], ...]:
    """Every ruling, oldest first, and whether it was undone."""
    with lent_connection():
        found = _ALL()
    undone = {row.undoes_id for row in found}
    return tuple((_ruling(row), row.pk in undone) for row in found if row.act != UNDO)


_ALL = Often(lambda: RulingRow.objects.order_by("at", "id"))


def rule(ruling: Ruling) -> int:
    """The number under which the ruling is kept, by which it can be undone.

    Raises LookupError where no such document, mention or doubt is known, ValueError where the ruling says nothing or
    nobody says it.
    """
    by = " ".join(ruling.by.split())
    if not by:
        raise ValueError("Quyết định thiếu tên người quyết định; hãy ghi tên sau --by.")
    if ruling.key == ruling.other:
        raise ValueError("Hai văn bản là một; hãy nêu hai văn bản khác nhau.")
    with lent_connection(), transaction.atomic():
        for key in _must_be_known(ruling):
            if not DocumentRow.objects.filter(key=key).exists():
                raise LookupError(f"Không có văn bản nào mang khóa “{key}”; hãy xem khóa bằng lệnh vanthu cites.")
        _check_paper(ruling)
        row = RulingRow.objects.create(
            act=str(ruling.act),
            key=storable(ruling.key),
            other=storable(ruling.other),
            sha256=ruling.sha256,
            position=ruling.position,
            pages=_pages(ruling),
            by=by,
            at=ruling.at,
        )
    return row.pk


def undo(number: int, by: str, at: dt.datetime) -> None:
    """Take the ruling back: it stays in the history and counts no more.

    Raises LookupError where there is none of that number, or it was undone before; ValueError without a name.
    """
    by = " ".join(by.split())
    if not by:
        raise ValueError("Thiếu tên người quyết định; hãy ghi tên sau --by.")
    with lent_connection(), transaction.atomic():
        row = RulingRow.objects.select_for_update().exclude(act=UNDO).filter(pk=number).first()
        if row is None or row.undone_by.exists():
            raise LookupError(f"Không có quyết định số {number} đang có hiệu lực; hãy xem lệnh vanthu rulings.")
        RulingRow.objects.create(act=UNDO, undoes=row, by=by, at=at)


def _must_be_known(ruling: Ruling) -> Iterator[str]:
    """The documents that have to be there: what is split off may be one that nobody knew."""
    if ruling.act in (Act.MERGE, Act.SPLIT, Act.SETTLE):
        yield ruling.key
    if ruling.act in (Act.MERGE, Act.LINK):
        yield ruling.other


def _check_paper(ruling: Ruling) -> None:
    """All but a merge speak of what one paper says."""
    checks = {Act.SPLIT: _says, Act.LINK: _mentions, Act.DISMISS: _mentions, Act.SETTLE: _is_doubted}
    if ruling.act in checks and not checks[ruling.act](ruling):
        said = "không có nghi ngờ" if ruling.act is Act.SETTLE else "không nêu"
        about = f"{ruling.other}” về “{ruling.key}" if ruling.act is Act.SETTLE else ruling.key
        raise LookupError(
            f"Văn bản {ruling.position + 1} của tệp {ruling.sha256[:12]} {said} “{about}”; "
            "hãy xem cột SHA-256 và Thứ tự trong tệp của citations.csv, review.csv."
        )


def _says(ruling: Ruling) -> bool:
    """Whether the paper speaks of the document, or is it."""
    said = EdgeRow.objects.filter(target__key=ruling.key, scan__sha256=ruling.sha256, position=ruling.position).exists()
    papers = DocumentRow.objects.filter(key=ruling.key).values_list("papers", flat=True).first() or []
    return said or [ruling.sha256, ruling.position] in papers


def _mentions(ruling: Ruling) -> bool:
    """Whether the words stand in the paper, however they are spaced."""
    said = EdgeRow.objects.filter(scan__sha256=ruling.sha256, position=ruling.position).values_list("text", flat=True)
    return _spaced(ruling.key) in map(_spaced, said)


def _spaced(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_doubted(ruling: Ruling) -> bool:
    """Whether the doubt is there."""
    about = {"key": ruling.key, "code": ruling.other}
    return DoubtRow.objects.filter(scan__sha256=ruling.sha256, position=ruling.position, **about).exists()


def _ruling(row: RulingRow) -> Ruling:
    position = NOWHERE if row.position is None else row.position
    return Ruling(Act(row.act), row.key, row.other, row.by, row.at, row.sha256, position, row.pk)


def _pages(ruling: Ruling) -> list[int] | None:
    """The pages of the paper that the ruling speaks of, by which it is found where the scan is divided otherwise."""
    papers = DispatchRow.objects.filter(scan__sha256=ruling.sha256, position=ruling.position)
    return papers.values_list("pages", flat=True).first()

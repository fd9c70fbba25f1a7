"""A form of a dispatch that was read again meanwhile: the dispatch it is now, found by its scan and its first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from registry.doubtful import FIRST_PAGE
from registry.models import DispatchRow

READ_AGAIN = (
    "Bản quét này vừa được đọc lại trong lúc bạn đang sửa nên lời sửa chưa được ghi. "
    "Điều bạn gõ vẫn ở trong ô; hãy xem giá trị mới rồi bấm ghi lần nữa."
)
GONE = (
    "Văn bản này không còn trong sổ: bản quét vừa được đọc lại và chia khác, hoặc đã được rút. Lời sửa chưa được ghi."
)


def now_at(form: Mapping[str, Any], visible: QuerySet[DispatchRow]) -> DispatchRow | None:
    """The dispatch that begins where the form's did, of those that are visible; None where there is none."""
    scan, first = str(form.get("scan", "")), str(form.get("first", ""))
    if len(scan) != 64 or not (first.isascii() and first.isdecimal() and len(first) < 6):
        return None
    begun = visible.annotate(first_page=FIRST_PAGE).filter(scan__sha256=scan, first_page=int(first))
    return begun.select_related("scan").order_by("position").first()


def others_of(form: Mapping[str, Any], visible: QuerySet[DispatchRow]) -> list[DispatchRow]:
    """What there is now of the form's scan; the first few."""
    scan = str(form.get("scan", ""))
    return list(visible.filter(scan__sha256=scan).select_related("scan").order_by("position")[:20]) if scan else []

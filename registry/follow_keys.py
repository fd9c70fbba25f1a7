"""Keys of followed documents: where a key has become another one, those who follow the document go along.

A document that was only cited is called otherwise once it has come; a clerk corrects a number, or merges two documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Subquery

from records import Act
from registry.models import ClaimRow, DocumentRow, EdgeRow, FollowRow, NewsRow, ScanRow
from registry.one_dispatch import HEADER
from registry.rulings import history


def carry_over() -> frozenset[int]:
    """The follows that bear another key now, that of their document of today, as far as that can be told.

    One whose document nobody names any more keeps its key: it may be named again.
    """
    there = DocumentRow.objects.filter(key=OuterRef("key"))
    merged, carried = None, set[int]()
    for one in list(FollowRow.objects.filter(~Exists(there)).order_by("pk")):
        merged = _merged() if merged is None else merged
        key = _own_key(one) or _merged_into(one.key, merged) or _on_the_shelf(one)
        if key:
            carried.add(_renamed(one, key))
    _note(FollowRow.objects.filter(Exists(there)))
    return frozenset(carried)


def known_by(document: DocumentRow) -> dict[str, object]:
    """The columns of a follow by which the document is found again."""
    sha256, position = document.papers[0] if document.papers else ("", 0)
    scan = ScanRow.objects.filter(sha256=sha256).values_list("pk", flat=True).first() if sha256 else None
    return {"shelf": document.shelf, "scan_id": scan, "position": position}


def own_key() -> Subquery:
    """Beside a dispatch: the key of the document that it is; None before the graph has taken it in."""
    own = ClaimRow.objects.filter(paper__scan=OuterRef("scan"), paper__position=OuterRef("position"), order=HEADER)
    return Subquery(own.order_by().values("target")[:1])


def _note(follows: Iterable[FollowRow]) -> None:
    every = list(follows)
    rows = {row.key: row for row in DocumentRow.objects.filter(key__in={one.key for one in every})}
    scans = dict(
        ScanRow.objects.filter(sha256__in={row.papers[0][0] for row in rows.values() if row.papers}).values_list(
            "sha256", "pk"
        )
    )
    for one in every:
        row = rows[one.key]
        place = (scans.get(row.papers[0][0]), row.papers[0][1]) if row.papers else (None, 0)
        if (one.shelf, one.scan_id, one.position) != (row.shelf, *place):
            FollowRow.objects.filter(pk=one.pk).update(shelf=row.shelf, scan=place[0], position=place[1])


def _own_key(one: FollowRow) -> str | None:
    """What its own paper is called now."""
    return _there(FollowRow.objects.filter(pk=one.pk).values_list(own_key(), flat=True).first())


def _merged() -> dict[str, str]:
    return {one.key: one.other for one, undone in history() if one.act is Act.MERGE and not undone}


def _merged_into(key: str, merged: dict[str, str]) -> str | None:
    """The document with which a clerk has merged it."""
    passed = {key}
    while (other := merged.get(key)) and other not in passed:
        passed.add(other)
        key = other
    return _there(key)


def _on_the_shelf(one: FollowRow) -> str | None:
    """The document of the same number and organ that is named where this one was; the one named there most."""
    if not one.shelf:
        return None
    known = NewsRow.objects.filter(follow=one, through=False, gone=False).order_by()
    named = set(known.values_list("scan_id", "position"))
    rows = EdgeRow.objects.filter(target__shelf=one.shelf, scan__in=known.values("scan"))
    told = set(rows.values_list("target__key", "scan_id", "position"))
    counted = Counter(key for key, scan, position in told if (scan, position) in named)
    return min(counted, key=lambda key: (-counted[key], key)) if counted else None


def _there(key: str | None) -> str | None:
    return key if key and DocumentRow.objects.filter(key=key).exists() else None


def _renamed(one: FollowRow, key: str) -> int:
    """The follow that bears the key; where the person follows that document too, the two become one."""
    other = FollowRow.objects.filter(user=one.user_id, key=key).first()
    if other is None:
        FollowRow.objects.filter(pk=one.pk).update(key=key)
        return one.pk
    taken = set(other.news.values_list("through", "scan_id", "position", "relation", "source"))
    for row in one.news.all():
        if (row.through, row.scan_id, row.position, row.relation, row.source) not in taken and not row.through:
            NewsRow.objects.filter(pk=row.pk).update(follow=other)
    if one.through and not other.through:
        FollowRow.objects.filter(pk=other.pk).update(through=True, after=one.after)
    one.delete()
    return other.pk

"""Who follows which document: begun, changed, ended; and what he has seen of the news."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet

from records import Document
from registry import graph_rows, news_keep, sayings
from registry.connection import lent_connection
from registry.follow_keys import known_by
from registry.models import DocumentRow, FollowRow, NewsRow, PaperRow

#: Documents that one person can follow.
MOST = 500


class TooMany(ValueError):
    """The person follows MOST documents already; the message says what to do."""


def follow(user: User, key: str, through: bool, at: dt.datetime) -> FollowRow:
    """The follow, begun or changed; what papers say of the document already is no news.

    Raises LookupError where no such document is known, TooMany.
    """
    with lent_connection(), transaction.atomic():
        before = FollowRow.objects.filter(user=user, key=key).first()
        if before is not None:
            return _changed(before, through)
        document = DocumentRow.objects.filter(key=key).first()
        if document is None:
            raise LookupError(f"Không có văn bản nào mang khóa “{key}”; hãy hỏi lại bằng số, ký hiệu của văn bản.")
        if FollowRow.objects.filter(user=user).count() >= MOST:
            raise TooMany(f"Bạn đang theo dõi {MOST} văn bản, mức nhiều nhất; hãy thôi theo dõi bớt rồi thử lại.")
        row = FollowRow(user=user, key=key, through=through, since=at, after=_last_scan(), **known_by(document))
        row.save()
        known = sayings.direct((key,)).get(key, ())
        news_keep.keep(row, known, row.news.all(), news_keep.Looking(None, at, after=sys.maxsize))
    return row


def unfollow(user: User, key: str) -> bool:
    """Whether the person followed it; afterwards he does not, and its news is gone."""
    with lent_connection(), transaction.atomic():
        return bool(FollowRow.objects.filter(user=user, key=key).delete()[0])


def with_documents(follows: Iterable[FollowRow]) -> list[tuple[FollowRow, Document | None]]:
    """Each follow with its document; None where the graph knows it no more."""
    every = list(follows)
    found = DocumentRow.objects.filter(key__in={one.key for one in every})
    documents = {one.key: graph_rows.document(one) for one in found}
    return [(one, documents.get(one.key)) for one in every]


def see(news: QuerySet[NewsRow], at: dt.datetime) -> int:
    """How many of these were not seen before; they are now."""
    with lent_connection():
        return NewsRow.objects.filter(pk__in=news.order_by().values("pk"), seen_at=None).update(seen_at=at)


def _changed(row: FollowRow, through: bool) -> FollowRow:
    """What comes from now on is told by way of others too, or no more."""
    if row.through != through:
        row.through, row.after = through, _last_scan()
        row.save(update_fields=["through", "after"])
        row.news.filter(through=True).delete()
    return row


def _last_scan() -> int:
    """The last scan that the graph holds."""
    return int(PaperRow.objects.aggregate(last=Max("scan_id"))["last"] or 0)

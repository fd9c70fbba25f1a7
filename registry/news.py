"""News of followed documents: looked for whenever the graph has changed; which of it a person may see; its mailing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from registry.connection import lent_connection
from registry.follow_keys import carry_over
from registry.graph_held import ONLY
from registry.models import DispatchRow, FollowRow, GraphState, NewsRow, NewsState, NewsStepRow
from registry.news_keep import Looking, keep
from registry.news_touched import Touched, last_edge, touched
from registry.sayings import Saying, later, through

#: What a person may see.
Sees = Callable[[User], QuerySet[DispatchRow]]
#: Pieces of news that one letter answers for; what is more comes with the next.
MOST_IN_LETTER = 1000


def look(sees: Sees, at: dt.datetime) -> int:
    """How many pieces of news there are that were not there before; none where the graph is the same as last time.

    Each follow is put right in a transaction of its own.  Where somebody else changes the graph meanwhile, nothing is
    noted, and the next look goes over all of it again.
    """
    with lent_connection():
        stamp, state = _stamp(), NewsState.objects.filter(pk=ONLY).first() or NewsState(pk=ONLY)
        if stamp is None or state.stamp == stamp:
            return 0
        with transaction.atomic():
            carried = carry_over()
        follows, people = list(FollowRow.objects.order_by("pk")), User.objects.in_bulk()
        last, ways = last_edge(), _ways(follows)
        changed = touched({one.key for one in follows}, state.edge)
        found = 0
        for one in follows:
            if one.user_id in people:
                looking = Looking(sees(people[one.user_id]), at, one.after if one.pk in carried else -1)
                found += _put_right(one, changed, ways.get(one.key, ()), looking, stamp)
        if _stamp() == stamp:
            NewsState.objects.update_or_create(pk=ONLY, defaults={"stamp": stamp, "edge": last})
    return found


def _ways(follows: Iterable[FollowRow]) -> dict[str, tuple[Saying, ...]]:
    """What leads to the documents that are followed by way of others, since the first of their followers began."""
    first: dict[str, int] = {}
    for one in follows:
        if one.through:
            first[one.key] = min(one.after, first.get(one.key, one.after))
    return {key: through(key, after) for key, after in first.items()}


def _put_right(follow: FollowRow, changed: Touched, ways: Iterable[Saying], looking: Looking, stamp: str) -> int:
    """The new pieces of one follow; a graph that has changed meanwhile is left to the next look."""
    said, rows = changed.compared(follow, whole=looking.after >= 0)
    led = [saying for one in ways if (saying := later(one, follow.after))] if follow.through else []
    with transaction.atomic():
        mine = FollowRow.objects.select_for_update().filter(pk=follow.pk, key=follow.key, through=follow.through)
        if not mine.exists() or _stamp() != stamp:
            return 0
        return keep(follow, said, rows, looking) + keep(follow, led, follow.news.filter(through=True), looking)


def _stamp() -> str | None:
    """What the kept graph is made from and says; None where there is none."""
    found = GraphState.objects.filter(pk=ONLY).values_list("stamp", "digest").first()
    return None if found is None else "/".join(found)


def standing(user: User, seen: QuerySet[DispatchRow]) -> QuerySet[NewsRow]:
    """The news of a person, the latest first; papers, and every step of a way, must be among those he may see."""
    return _his_to_see(NewsRow.objects.filter(follow__user=user), seen).order_by("-pk")


def unseen(user: User, seen: QuerySet[DispatchRow]) -> QuerySet[NewsRow]:
    """That of it at which he has not looked yet."""
    return standing(user, seen).filter(seen_at=None)


def follows_of(user: User, seen: QuerySet[DispatchRow]) -> QuerySet[FollowRow]:
    """What a person follows, the latest first, each with the count (`new`) of the news at which he has not looked."""
    mine = _his_to_see(NewsRow.objects.filter(follow=OuterRef("pk"), seen_at=None), seen)
    counted = mine.order_by().values("follow").annotate(count=Count("pk")).values("count")
    return FollowRow.objects.filter(user=user).annotate(new=Coalesce(Subquery(counted), 0))


def _his_to_see(rows: QuerySet[NewsRow], seen: QuerySet[DispatchRow]) -> QuerySet[NewsRow]:
    here = seen.filter(scan=OuterRef("scan"), position=OuterRef("position"))
    hidden = NewsStepRow.objects.filter(~Exists(here), news=OuterRef("pk"))
    return rows.filter(Exists(here), ~Exists(hidden), told=True, gone=False)


def claim_mail(user: User, seen: QuerySet[DispatchRow], at: dt.datetime) -> list[int]:
    """The news to be mailed to the person, the latest first; who asks first gets it, whoever asks later does not."""
    with lent_connection(), transaction.atomic():
        waiting = unseen(user, seen).filter(mailed_at=None)
        mine = NewsRow.objects.select_for_update().filter(pk__in=waiting.order_by().values("pk"))
        numbers = list(mine.order_by("-pk").values_list("pk", flat=True)[:MOST_IN_LETTER])
        NewsRow.objects.filter(pk__in=numbers).update(mailed_at=at)
    return numbers


def give_mail_back(numbers: list[int]) -> None:
    """Take the claim back: the letter did not go out."""
    with lent_connection():
        NewsRow.objects.filter(pk__in=numbers).update(mailed_at=None)


def waiting_for_mail() -> list[User]:
    """The people in use with an address of whom there is news that neither they have seen nor was mailed."""
    with lent_connection():
        news = NewsRow.objects.filter(follow__user=OuterRef("pk"), told=True, gone=False, seen_at=None, mailed_at=None)
        return list(User.objects.filter(Exists(news), is_active=True).exclude(email="").order_by("pk"))

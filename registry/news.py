"""News of followed documents: looked for whenever the graph has changed; which of it a person may see; its mailing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from registry import sayings
from registry.connection import lent_connection
from registry.follow_keys import carry_over
from registry.graph_keep import ONLY
from registry.models import FollowRow, GraphState, NewsRow, NewsState, NewsStepRow
from registry.news_keep import Units, keep
from registry.scope import dispatches_of

UnitsOf = Callable[[User], Units]
#: Pieces of news that one letter answers for; what is more comes with the next.
MOST_IN_LETTER = 1000


def look(units_of: UnitsOf, at: dt.datetime) -> int:
    """How many pieces of news there are that were not there before; none where the graph is the same as last time.

    Each follow is put right in a transaction of its own.  Where somebody else changes the graph meanwhile, nothing is
    noted, and the next look goes over all of it again.
    """
    with lent_connection():
        stamp = _stamp()
        if stamp is None or NewsState.objects.filter(pk=ONLY, stamp=stamp).exists():
            return 0
        with transaction.atomic():
            carry_over()
        follows = list(FollowRow.objects.select_related("user").order_by("pk"))
        named = sayings.direct({one.key for one in follows})
        found = sum(_put_right(one, named.get(one.key, ()), units_of, (stamp, at)) for one in follows)
        if _stamp() == stamp:
            NewsState.objects.update_or_create(pk=ONLY, defaults={"stamp": stamp})
    return found


def _put_right(
    follow: FollowRow, named: tuple[sayings.Saying, ...], units_of: UnitsOf, when: tuple[str, dt.datetime]
) -> int:
    """The new pieces of one follow; a graph that has changed meanwhile is left to the next look."""
    stamp, at = when
    ways = sayings.through(follow.key, follow.after) if follow.through else ()
    units = units_of(follow.user)
    with transaction.atomic():
        mine = FollowRow.objects.select_for_update().filter(pk=follow.pk, key=follow.key, through=follow.through)
        if not mine.exists() or _stamp() != stamp:
            return 0
        return keep(follow, (*named, *ways), units, at)


def _stamp() -> str | None:
    """What the kept graph is made from and says; None where there is none."""
    found = GraphState.objects.filter(pk=ONLY).values_list("stamp", "digest").first()
    return None if found is None else "/".join(found)


def standing(user: User, units: Units) -> QuerySet[NewsRow]:
    """The news of a person that he may see, the latest first: papers and every step of a way must be his to see."""
    rows = NewsRow.objects.filter(follow__user=user, told=True, gone=False)
    here = dispatches_of(units).filter(scan=OuterRef("scan"), position=OuterRef("position"))
    if units is not None:
        hidden = NewsStepRow.objects.filter(~Exists(here), news=OuterRef("pk"))
        rows = rows.filter(~Exists(hidden))
    return rows.filter(Exists(here)).order_by("-pk")


def unseen(user: User, units: Units) -> QuerySet[NewsRow]:
    """That of it which he has not seen yet."""
    return standing(user, units).filter(seen_at=None)


def count_unseen(user: User, units_of: UnitsOf, most: int) -> int:
    """How many pieces he has not seen, up to so many; one question where there are none."""
    mine = NewsRow.objects.filter(follow__user=user, told=True, gone=False, seen_at=None)
    return unseen(user, units_of(user))[:most].count() if mine.exists() else 0


def claim_mail(user: User, units: Units, at: dt.datetime) -> list[int]:
    """The news to be mailed to the person, the latest first; who asks first gets it, whoever asks later does not."""
    with lent_connection(), transaction.atomic():
        waiting = unseen(user, units).filter(mailed_at=None)
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

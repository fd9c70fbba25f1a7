"""What the person who asks follows, with what is new: one question a request, for navigation and buttons alike."""

from __future__ import annotations

from django.contrib.auth.models import User

from registry.models import FollowRow
from registry.news import follows_of
from web.scope import visible_dispatches


def follows(user: User) -> dict[str, FollowRow]:
    """What the person follows by the documents' keys, the latest first, each with the count of its news."""
    kept: dict[str, FollowRow] | None = getattr(user, "_desk_follows", None)
    if kept is None:
        kept = {one.key: one for one in follows_of(user, visible_dispatches(user))}
        user._desk_follows = kept  # type: ignore[attr-defined]
    return kept


def new_of(one: FollowRow) -> int:
    """The count of its news at which the person has not looked."""
    return int(getattr(one, "new", 0))


def unseen_news(user: User) -> int:
    """How many pieces of news there are at which the person has not looked."""
    return sum(map(new_of, follows(user).values()))

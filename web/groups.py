"""The groups of people, what each may do, and the decorator that lets only some of them onto a page."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.models import Group as GroupRow
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

Rest = ParamSpec("Rest")


class Group(StrEnum):
    """What a person is here for; one may be in several.  Who is in none sees what falls on his units."""

    CLERK = "văn thư"
    LEADER = "lãnh đạo"
    ANALYST = "phân tích"
    ADMIN = "quản trị"


class Right(StrEnum):
    """What one may do on a page: `may(user, Right.CORRECT)`, in templates `{% if "web.correct" in may %}`."""

    TAKE_IN = "web.take_in"
    CORRECT = "web.correct"
    SEE_ALL = "web.see_all"
    FOLLOW = "web.follow"
    ASK_GRAPH = "web.ask_graph"
    MANAGE_ACCOUNTS = "web.manage_accounts"


RIGHTS = {
    Group.CLERK: (Right.TAKE_IN, Right.CORRECT, Right.SEE_ALL, Right.FOLLOW, Right.ASK_GRAPH),
    Group.LEADER: (Right.FOLLOW,),
    Group.ANALYST: (Right.SEE_ALL, Right.ASK_GRAPH),
    Group.ADMIN: (Right.CORRECT, Right.TAKE_IN, Right.MANAGE_ACCOUNTS),
}
EVERYONE = frozenset[Group]()


class DeskRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


Page = Callable[Concatenate[DeskRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def for_group(*groups: Group) -> Callable[[Page[Rest]], View[Rest]]:
    """A decorator: the page answers people of one of these groups, and refuses (403) others.

    Without a group it is for everybody who is logged in.  Every page carries it; the navigation and the tests read from
    it whose page it is (`view.groups`).
    """
    wanted = frozenset(groups)

    def decorate(page: Page[Rest]) -> View[Rest]:
        def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not isinstance(request.user, User) or not may_enter(request.user, wanted):
                raise PermissionDenied
            return page(cast(DeskRequest, request), *args, **kwargs)

        update_wrapper(guarded, page)
        guarded.groups = wanted  # type: ignore[attr-defined]
        return guarded

    return decorate


def may_enter(user: User, groups: frozenset[Group]) -> bool:
    """Whether the person is in one of the groups; no group at all is everybody."""
    return not groups or bool(groups & groups_of(user))


def may(user: User, right: Right) -> bool:
    """Whether one of the person's groups holds the right; asks the database no more than `groups_of`."""
    return right in rights_of(user)


def rights_of(user: User) -> frozenset[Right]:
    """All that the person may do."""
    return frozenset(right for group in groups_of(user) for right in RIGHTS[group])


def groups_of(user: User) -> frozenset[Group]:
    """The person's groups; asked once a request."""
    kept: frozenset[Group] | None = getattr(user, "_desk_groups", None)
    if kept is None:
        names = set(user.groups.values_list("name", flat=True))
        kept = frozenset(Group) if user.is_superuser else frozenset(one for one in Group if one.value in names)
        user._desk_groups = kept  # type: ignore[attr-defined]
    return kept


def make_groups(**_: object) -> None:
    """Nothing; afterwards each group is there with exactly its rights.  Called after every migration."""
    for group, rights in RIGHTS.items():
        row, _made = GroupRow.objects.get_or_create(name=group.value)
        codenames = [one.partition(".")[2] for one in rights]
        row.permissions.set(Permission.objects.filter(content_type__app_label="web", codename__in=codenames))

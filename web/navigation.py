"""The navigation: which pages there are, under which heading, and which of them a person sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import resolve, reverse

from web.follows import unseen_news
from web.groups import EVERYONE, Group, may_enter, rights_of
from web.scope import NOBODY, units_of

#: Up to this number things are counted.
MOST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the navigation; `name` is that of its address."""

    name: str
    title: str


MENU = (
    (
        "Văn thư",
        (Item("inbox", "Hộp đến"), Item("register", "Sổ văn bản đến"), Item("review", "Duyệt")),
    ),
    ("Theo dõi", (Item("tasks", "Nhiệm vụ"), Item("followed", "Theo dõi văn bản"))),
    ("Tra cứu", (Item("graph", "Đồ thị viện dẫn"), Item("api", "Giao diện lập trình"))),
    ("Quản trị", (Item("accounts", "Tài khoản"),)),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: `menu`, `search_at` (where the search box leads), `may` (rights), `sees_nothing`."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"menu": [], "search_at": "", "may": frozenset(), "sees_nothing": False}
    here = request.path
    menu = [(heading, [_shown(one, here, user) for one in items if _open_to(user, one)]) for heading, items in MENU]
    seen = [(heading, items) for heading, items in menu if items]
    search_at = reverse("register") if _open_to(user, Item("register", "")) else ""
    sees_nothing = partial(_sees_nothing, user)  # asked only by the pages that tell it
    return {"menu": seen, "search_at": search_at, "may": rights_of(user), "sees_nothing": sees_nothing}


def groups_for(name: str) -> frozenset[Group]:
    """The groups whose page it is, as its view says."""
    view = resolve(reverse(name)).func
    groups: frozenset[Group] = getattr(view, "groups", EVERYONE)
    return groups


def _sees_nothing(user: User) -> bool:
    """Whether no dispatch and no task can be his to see, for want of a unit."""
    return units_of(user) == NOBODY


def _open_to(user: User, item: Item) -> bool:
    return may_enter(user, groups_for(item.name))


def _shown(item: Item, here: str, user: User) -> dict[str, Any]:
    address, count = reverse(item.name), COUNTS[item.name](user) if item.name in COUNTS else ""
    return {"title": item.title, "address": address, "current": here.startswith(address), "count": count}


def _unseen_news(user: User) -> str:
    """How many pieces of news the person has not seen; '' for none."""
    count = unseen_news(user)
    return f"{MOST - 1}+" if count >= MOST else str(count or "")


#: What is counted beside the name of a page.
COUNTS: Mapping[str, Callable[[User], str]] = {"followed": _unseen_news}

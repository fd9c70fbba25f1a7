"""Where a document is shown: whether the person follows it, whether he may, and what the button beside it needs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef

from records import Document
from registry.ledger import DjangoLedger
from registry.models import EdgeRow
from web.follows import follows
from web.groups import DeskRequest, may_enter
from web.navigation import groups_for
from web.scope import visible_dispatches
from web.sight import Sight


def button(request: DeskRequest, key: str) -> dict[str, Any]:
    """What the button beside the document needs."""
    return {"key": key, "row": follows(request.user).get(key), "back": request.get_full_path()}


def to_follow(user: User, key: str) -> Document | None:
    """The document of that key; None where there is none, or the person may not know of it.

    Who may ask the graph knows of every document, others of those that they see or that a paper names which they see.
    """
    document = next(iter(DjangoLedger().documents((key,))), None)
    if document is None or may_enter(user, groups_for("graph")) or Sight(user, (document,)).number(document):
        return document
    seen = visible_dispatches(user).filter(scan=OuterRef("scan"), position=OuterRef("position"))
    return document if EdgeRow.objects.filter(Exists(seen), target__key=key).exists() else None

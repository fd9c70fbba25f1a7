"""News and follows as their page shows them: names, sentences, where each leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from publish.answers import RELATION_NAMES, shown
from publish.cells import text
from publish.news import heading
from records import SURE, Document
from registry.follows import with_documents
from registry.models import FollowRow, NewsRow
from registry.news_told import Hop, News, news
from web.follows import new_of
from web.graph_shown import DocumentShown, HopShown, document_shown
from web.groups import may_enter
from web.navigation import groups_for
from web.sight import Sight


@dataclass(frozen=True, slots=True)
class NewsShown:
    """A piece of news; `paper` and `document` with the addresses of their pages ('' where there is none for him).

    `by`: who does it, where the paper says so of a third document; `others`: how many documents lie between.
    """

    number: int
    words: str
    paper: str
    paper_page: str
    relation: str
    by: str
    document: str
    document_page: str
    others: int
    hops: tuple[HopShown, ...]
    found_at: dt.datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class FollowShown:
    """A followed document; `document` None: nobody names it any more.  `address`: its page, or the question for it."""

    key: str
    name: str
    document: DocumentShown | None
    address: str
    through: bool
    since: dt.datetime
    new: int


def news_shown(user: User, rows: Iterable[NewsRow]) -> list[NewsShown]:
    """These pieces of news as the person may see them."""
    every = news(rows)
    sight, asks = Sight(user, [one.document for one in every if one.document]), _asks_graph(user)
    return [_news(one, _address(one.document, sight, asks)) for one in every]


def follows_shown(user: User, rows: Iterable[FollowRow]) -> list[FollowShown]:
    """These follows, each with the count of what is new."""
    every = with_documents(rows)
    sight, asks = Sight(user, [one for _, one in every if one]), _asks_graph(user)
    return [
        FollowShown(
            row.key,
            shown(one) if one else row.key,
            document_shown(one, sight) if one else None,
            _address(one, sight, asks),
            row.through,
            row.since,
            new_of(row),
        )
        for row, one in every
    ]


def _news(one: News, document_page: str) -> NewsShown:
    told = next((hop for hop in one.hops if hop.edge.asserted), None)
    return NewsShown(
        one.number,
        heading(one),
        shown(one.paper) if one.paper else "Một văn bản",
        _page(one.dispatch),
        RELATION_NAMES[one.relation],
        shown(told.source) if told and not one.through else "",
        shown(one.document) if one.document else one.key,
        document_page,
        max(len(one.hops) - 1, 0),
        tuple(_hop(hop, one) for hop in one.hops),
        one.found_at,
        one.seen_at is None,
    )


def _hop(hop: Hop, of: News) -> HopShown:
    edge = hop.edge
    by = shown(of.paper) if edge.asserted and of.paper else ""
    return HopShown(
        shown(hop.source),
        RELATION_NAMES[edge.relation],
        shown(hop.target),
        text(edge.sentence) or "",
        by,
        edge.confidence >= SURE,
        text(hop.file) or "",
        edge.page,
        _page(hop.dispatch),
    )


def _page(dispatch: int | None) -> str:
    return reverse("dispatch", args=(dispatch,)) if dispatch else ""


def _asks_graph(user: User) -> bool:
    return may_enter(user, groups_for("graph"))


def _address(one: Document | None, sight: Sight, asks_graph: bool) -> str:
    """The page of the document or, where it did not come, the question for it to whoever may ask."""
    if one is None:
        return ""
    return sight.address(one) or (document_shown(one, sight).question if asks_graph else "")

"""Theo dõi văn bản: which documents a person follows, and what papers that came later say of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from publish.answers import shown
from records import Document
from registry import follows, news
from registry.models import NewsRow
from web.follow_buttons import button, to_follow
from web.follows import follows as follows_of
from web.graph_shown import documents_shown
from web.groups import DeskRequest, for_group
from web.news_shown import follows_shown, news_shown
from web.scope import visible_dispatches

#: Pieces of news, and followed documents, on one page.
ON_PAGE = 20
#: No row has a number with more digits.
DIGITS = 18


@for_group()
def followed(request: DeskRequest) -> HttpResponse:
    """The news that is new, or (`?xem=da-xem`) that was seen, and the list of what the person follows."""
    seen = request.GET.get("xem") == "da-xem"
    every = news.standing(request.user, visible_dispatches(request.user)).filter(seen_at__isnull=not seen)
    told = Paginator(every, ON_PAGE).get_page(request.GET.get("trang"))
    kept = Paginator(list(follows_of(request.user).values()), ON_PAGE).get_page(request.GET.get("danh-sach"))
    rows = news_shown(request.user, told)
    context = {
        "seen": seen,
        "told": told,
        "news": rows,
        "newest": max((one.number for one in rows), default=0),
        "kept": kept,
        "follows": follows_shown(request.user, kept),
        "query_of_news": _query(request, "trang"),
        "query_of_list": _query(request, "danh-sach"),
    }
    return render(request, "followed/followed.html", context)


@for_group()
def about(request: DeskRequest) -> HttpResponse:
    """One document: whether it is followed, and the button."""
    document = _meant(request, request.GET.get("khoa", ""))
    (one,) = documents_shown(request.user, (document,))
    return render(request, "followed/about.html", {"document": one, "follow": button(request, document.key)})


@for_group()
@require_POST
def follow(request: DeskRequest) -> HttpResponse:
    """Back to where the person was, who follows the document from now on."""
    document = _meant(request, request.POST.get("khoa", ""))
    through = request.POST.get("qua") == "1"
    try:
        follows.follow(request.user, document.key, through, timezone.now())
    except (follows.TooMany, LookupError) as error:
        messages.error(request, str(error.args[0]))
    else:
        way = ", cả khi nó được nêu qua văn bản khác" if through else ""
        messages.success(request, f"Bạn theo dõi {shown(document)}{way}. Có văn bản mới nêu nó, bạn sẽ được báo.")
    return _back(request)


@for_group()
@require_POST
def unfollow(request: DeskRequest) -> HttpResponse:
    """Back to where the person was, who does not follow the document any more."""
    if follows.unfollow(request.user, request.POST.get("khoa", "")):
        messages.success(request, "Đã thôi theo dõi văn bản này.")
    return _back(request)


@for_group()
@require_POST
def see(request: DeskRequest) -> HttpResponse:
    """Back to the page; one piece of news (`tin`), or all up to one (`den`), is seen now.

    What came after the page was shown stays new.
    """
    one, last = _number(request.POST.get("tin")), _number(request.POST.get("den"))
    mine = news.unseen(request.user, visible_dispatches(request.user))
    rows = mine.filter(pk=one) if one else mine.filter(pk__lte=last) if last else NewsRow.objects.none()
    count = follows.see(rows, timezone.now())
    messages.success(request, f"Đã đánh dấu {count} tin là đã xem." if count else "Không còn tin nào chưa xem.")
    return redirect("followed")


def _meant(request: DeskRequest, key: str) -> Document:
    document = to_follow(request.user, key)
    if document is None:
        raise Http404
    return document


def _back(request: DeskRequest) -> HttpResponse:
    """To the page of ours on which the button was."""
    address = request.POST.get("ve", "")
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return redirect(address if ours else reverse("followed"))


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdecimal() and len(said) <= DIGITS else None


def _query(request: DeskRequest, but: str) -> str:
    query = request.GET.copy()
    query.pop(but, None)
    return query.urlencode()


urls: list[URLPattern] = [
    path("", followed, name="followed"),
    path("van-ban/", about, name="follow_about"),
    path("theo/", follow, name="follow"),
    path("thoi/", unfollow, name="unfollow"),
    path("da-xem/", see, name="news_seen"),
]

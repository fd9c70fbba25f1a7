"""Đồ thị: what documents say of one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Page as PageOf
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from publish.drawing import drawing
from records import Document
from registry.answers import Answer, Answers, Part
from registry.archive import NoOneDocument
from registry.hops import Told
from registry.missing import MissingDocuments
from registry.network import Way
from registry.series import SeriesWithGaps
from web import graph_answers as answers
from web.follow_buttons import button
from web.graph_files import download
from web.graph_forms import AroundForm, CitesForm, RestsForm, WhyForm
from web.graph_shown import DocumentShown, answers_shown, document_shown, documents_shown
from web.groups import DeskRequest, Group, for_group
from web.sight import Sight

#: Answers, missing documents and series on a page; candidates of a question that fits several.
ON_PAGE, CANDIDATES = 25, 50
#: The citers that are named of a missing document.
NAMED = 5
#: Gaps of one series that a page tells; the file has all.
GAPS = 20

Asked = Callable[[DeskRequest, Any], dict[str, Any]]


@for_group(Group.ANALYST, Group.CLERK)
def graph(request: DeskRequest) -> HttpResponse:
    """Who cites a document, with the ways and the sentences."""
    return _answer(request, "graph/cites.html", CitesForm(request.GET) if "document" in request.GET else None, _cites)


@for_group(Group.ANALYST, Group.CLERK)
def rests_on(request: DeskRequest) -> HttpResponse:
    """On what a document rests."""
    return _answer(request, "graph/rests.html", RestsForm(request.GET) if "document" in request.GET else None, _rests)


@for_group(Group.ANALYST, Group.CLERK)
def why(request: DeskRequest) -> HttpResponse:
    """How two documents hang together."""
    asked = "one" in request.GET or "other" in request.GET
    return _answer(request, "graph/why.html", WhyForm(request.GET) if asked else None, _why)


@for_group(Group.ANALYST, Group.CLERK)
def picture(request: DeskRequest) -> HttpResponse:
    """What stands around a document, drawn."""
    return _answer(
        request, "graph/picture.html", AroundForm(request.GET) if "document" in request.GET else None, _drawn
    )


@for_group(Group.ANALYST, Group.CLERK)
def missing(request: DeskRequest) -> HttpResponse:
    """The documents that most papers speak of and that are not there."""
    page = _page(request, MissingDocuments(NAMED))
    sight = Sight(request.user, [each for one in page for each in (one.document, *one.citers)])
    rows = [
        {
            "document": document_shown(one.document, sight),
            "citers": [document_shown(each, sight) for each in one.citers],
            "count": one.count,
            "more": one.count - len(one.citers),
        }
        for one in page
    ]
    return render(request, "graph/missing.html", _beside(request) | {"page": page, "rows": rows})


@for_group(Group.ANALYST, Group.CLERK)
def series(request: DeskRequest) -> HttpResponse:
    """The numbers that organs gave and that never came."""
    page = _page(request, SeriesWithGaps(told=GAPS))
    rows = [(one, one.gaps[:GAPS], len(one.gaps) - GAPS) for one in page]
    return render(request, "graph/series.html", _beside(request) | {"page": page, "rows": rows})


def _answer(request: DeskRequest, template: str, form: Any, asked: Asked) -> HttpResponse:
    """The page with the form, and the answer, the candidates or the errors where something was asked."""
    context = _beside(request)
    context["form"] = form or _EMPTY[template]()
    if form is not None and form.is_valid():
        try:
            context |= asked(request, form) | {"answered": True}
            context |= _to_follow(request, context.get("document"))
        except NoOneDocument as error:
            context |= _candidates(request, error)
    return render(request, template, context)


def _to_follow(request: DeskRequest, document: DocumentShown | None) -> dict[str, Any]:
    """What the button needs by which the document asked for is followed."""
    return {"follow": button(request, document.key)} if document else {}


_EMPTY: Mapping[str, Callable[[], Any]] = {
    "graph/cites.html": CitesForm,
    "graph/rests.html": RestsForm,
    "graph/why.html": WhyForm,
    "graph/picture.html": AroundForm,
}


def _beside(request: DeskRequest) -> dict[str, Any]:
    """What every page of the graph shows beside the answer."""
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "asked": request.GET.get("document", ""),
        "query": query.urlencode(),
        "empty": answers.empty,  # asked only by pages that show nothing else
        "behind": answers.behind(),
        "here": request.resolver_match.view_name if request.resolver_match else "",
    }


def _candidates(request: DeskRequest, error: NoOneDocument) -> dict[str, Any]:
    """The documents that the question fits, each with the same question put for it."""
    name = next((one for one in ("document", "one", "other") if request.GET.get(one, "") == error.question), "document")
    shown = documents_shown(request.user, error.found[:CANDIDATES])
    again = []
    for one in shown:
        query = request.GET.copy()
        query[name] = one.key
        query.pop("page", None)
        again.append((one, f"{request.path}?{query.urlencode()}"))
    return {"question": error.question, "candidates": again, "count": len(error.found), "more": error.more}


def _cites(request: DeskRequest, form: CitesForm) -> dict[str, Any]:
    return _found(request, *answers.citers(form))


def _rests(request: DeskRequest, form: RestsForm) -> dict[str, Any]:
    return _found(request, *answers.grounds(form))


def _found(request: DeskRequest, document: Document, found: Answers) -> dict[str, Any]:
    page = _page(request, found)
    part: Any = page.object_list  # some of the answers with all that is told of them, not a list
    rows, (asked,) = answers_shown(request.user, part, (document,))
    return {"document": asked, "page": page, "rows": rows, "direct": found.direct, "more": found.more}


def _why(request: DeskRequest, form: WhyForm) -> dict[str, Any]:
    one, other, found = answers.connection(form)
    answer = Answer(one if found.way is Way.BACK else other, found.hops) if found else None
    part = Part((answer,), found.told) if found and answer else Part((), Told())
    rows, (first, second) = answers_shown(request.user, part, (one, other))
    context: dict[str, Any] = {"one": first, "other": second}
    return context | {"row": rows[0], "across": found.way is Way.ACROSS} if found else context


def _drawn(request: DeskRequest, form: AroundForm) -> dict[str, Any]:
    document, around = answers.surroundings(form)
    near = around.graph
    sight = Sight(request.user, near.documents, near.edges)
    seen = sight.graph(near)
    rows = [document_shown(one, sight) for one in near.documents]
    drawn = drawing(seen, document.key, {one.key: _around(request, one.key) for one in near.documents})
    return {
        "document": document_shown(document, sight),
        "drawing": drawn,
        "rows": rows,
        "count": around.count,
        "more": around.more,
        "left_out": around.more or around.count > len(near.documents),
    }


def _around(request: DeskRequest, key: str) -> str:
    query = request.GET.copy()
    query["document"] = key
    return f"{request.path}?{query.urlencode()}"


def _page(request: DeskRequest, found: Any) -> PageOf[Any]:
    return Paginator(found, ON_PAGE).get_page(request.GET.get("page"))


urls: list[URLPattern] = [
    path("", graph, name="graph"),
    path("dua-vao/", rests_on, name="graph_rests"),
    path("vi-sao/", why, name="graph_why"),
    path("hinh/", picture, name="graph_picture"),
    path("con-thieu/", missing, name="graph_missing"),
    path("day-so/", series, name="graph_series"),
    path("tai/<str:what>/<str:form>/", download, name="graph_download"),
]

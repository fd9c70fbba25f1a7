"""What a page of the graph shows, as a file: CSV for a spreadsheet, GraphML and GEXF for programs that draw graphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from publish import answers as told
from publish import graph as files
from publish.gaps import gaps_csv
from records import Document, Graph
from registry.answers import Answer, Answers
from registry.archive import NoOneDocument
from registry.missing import Missing, MissingDocuments
from registry.series import SeriesWithGaps
from web import graph_answers as answers
from web.graph_forms import AroundForm, CitesForm, RestsForm
from web.groups import DeskRequest, Group, for_group
from web.sight import Sight, sight_of_answers

TYPES = {"csv": "text/csv; charset=utf-8", "graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
#: Which page has which form.
FORMS = {"cites": CitesForm, "rests": RestsForm, "around": AroundForm}
PAGES = {"cites": "graph", "rests": "graph_rests", "around": "graph_picture"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, as the person may see it, and the names of the files; `answers` None for a picture.

    `beside`: documents that speak of the others and are not shown themselves.
    """

    graph: Graph
    files: Mapping[str, str]
    answers: tuple[Answer, ...] | None = None
    beside: tuple[Document, ...] = ()


@for_group(Group.ANALYST, Group.CLERK)
def download(request: DeskRequest, what: str, form: str) -> HttpResponse:
    """The file; the page itself where its question has no one answer."""
    if what in TABLES:
        return _table(request, what, form)
    if form not in TYPES or what not in FORMS:
        raise Http404
    asked: Any = FORMS[what](request.GET)
    try:
        shown = SHOWN[what](request, asked) if asked.is_valid() else None
    except NoOneDocument:
        shown = None
    if shown is None:
        return redirect(f"{reverse(PAGES[what])}?{request.GET.urlencode()}")
    return _file(_content(shown, form), "vien-dan", form)


def _table(request: DeskRequest, what: str, form: str) -> HttpResponse:
    if form != "csv":
        raise Http404
    name, content = TABLES[what]
    return _file(content(request), name, form)


def _content(shown: Shown, form: str) -> bytes:
    if form == "csv":
        if shown.answers is None:
            return files.as_csv(Graph((*shown.graph.documents, *shown.beside), shown.graph.edges), shown.files)
        return told.as_csv(shown.answers, {one.key: one for one in shown.graph.documents}, shown.files)
    net = files.as_network(shown.graph, shown.files)
    return files.as_graphml(net) if form == "graphml" else files.as_gexf(net)


def _of_answers(request: DeskRequest, document: Document, found: Answers) -> Shown:
    part = found.part(0, answers.IN_FILE)
    graph = answers.as_graph(document, part)
    sight = sight_of_answers(request.user, part.answers, graph.documents)
    seen = tuple(Answer(sight.document(one.document), tuple(map(sight.edge, one.hops))) for one in part.answers)
    return Shown(sight.graph(graph), part.told.files, seen)


def _cites(request: DeskRequest, form: CitesForm) -> Shown:
    return _of_answers(request, *answers.citers(form))


def _rests(request: DeskRequest, form: RestsForm) -> Shown:
    return _of_answers(request, *answers.grounds(form))


def _around(request: DeskRequest, form: AroundForm) -> Shown:
    _, near = answers.surroundings(form)
    ours = {one.key for one in near.graph.documents}
    others = tuple(one for key, one in near.told.documents.items() if key not in ours)
    sight = Sight(request.user, (*near.graph.documents, *others), near.graph.edges)
    return Shown(sight.graph(near.graph), near.told.files, beside=tuple(map(sight.document, others)))


SHOWN: dict[str, Callable[[DeskRequest, Any], Shown]] = {"cites": _cites, "rests": _rests, "around": _around}


def _missing_csv(request: DeskRequest) -> bytes:
    found = MissingDocuments()[: answers.IN_FILE]
    sight = Sight(request.user, {each for one in found for each in one.citers})
    seen = (Missing(one.document, one.count, tuple(map(sight.document, one.citers))) for one in found)
    return told.missing_csv(seen)


def _gaps_csv(_: DeskRequest) -> bytes:
    return gaps_csv(SeriesWithGaps())


TABLES: dict[str, tuple[str, Callable[[DeskRequest], bytes]]] = {
    "missing": ("van-ban-con-thieu", _missing_csv),
    "series": ("so-bi-khuyet", _gaps_csv),
}


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response

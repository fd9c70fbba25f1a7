"""What a page of the graph shows, as a file: CSV for a spreadsheet, GraphML and GEXF for programs that draw graphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from publish import answers as told
from publish import graph as files
from records import Document, Graph
from registry.archive import NoOneDocument
from registry.network import Answer, Missing
from web import graph_answers as answers
from web.graph_forms import AroundForm, CitesForm, RestsForm
from web.groups import DeskRequest, Group, for_group
from web.kept_graph import KeptGraph, kept_graph
from web.sight import Sight, sight_of_answers

TYPES = {"csv": "text/csv; charset=utf-8", "graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
#: Which page has which form.
FORMS = {"cites": CitesForm, "rests": RestsForm, "around": AroundForm}
PAGES = {"cites": "graph", "rests": "graph_rests", "around": "graph_picture"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, as the person may see it; `answers` None for a picture."""

    graph: Graph
    answers: tuple[Answer, ...] | None = None


@for_group(Group.ANALYST, Group.CLERK)
def download(request: DeskRequest, what: str, form: str) -> HttpResponse:
    """The file; the page itself where its question has no one answer."""
    if form not in TYPES or (what != "missing" and what not in FORMS):
        raise Http404
    kept = kept_graph()
    if what == "missing":
        if form != "csv":
            raise Http404
        return _file(_missing_csv(request, kept), "van-ban-con-thieu", form)
    asked: Any = FORMS[what](request.GET)
    try:
        shown = SHOWN[what](request, kept, asked) if asked.is_valid() else None
    except NoOneDocument:
        shown = None
    if shown is None:
        return redirect(f"{reverse(PAGES[what])}?{request.GET.urlencode()}")
    return _file(_content(shown, kept, form), "vien-dan", form)


def _content(shown: Shown, kept: KeptGraph, form: str) -> bytes:
    if form == "csv":
        if shown.answers is None:
            return files.as_csv(shown.graph, kept.archive.files)
        return told.as_csv(shown.answers, {one.key: one for one in shown.graph.documents}, kept.archive.files)
    net = files.as_network(shown.graph, kept.archive.files)
    return files.as_graphml(net) if form == "graphml" else files.as_gexf(net)


def _of_answers(request: DeskRequest, kept: KeptGraph, document: Document, found: Sequence[Answer]) -> Shown:
    some = found[: answers.IN_FILE]
    graph = answers.as_graph(kept, document, some)
    sight = sight_of_answers(request.user, some, graph.documents)
    seen = tuple(Answer(sight.document(one.document), tuple(map(sight.edge, one.hops))) for one in some)
    return Shown(sight.graph(graph), seen)


def _cites(request: DeskRequest, kept: KeptGraph, form: CitesForm) -> Shown:
    return _of_answers(request, kept, *answers.citers(kept, form))


def _rests(request: DeskRequest, kept: KeptGraph, form: RestsForm) -> Shown:
    return _of_answers(request, kept, *answers.grounds(kept, form))


def _around(request: DeskRequest, kept: KeptGraph, form: AroundForm) -> Shown:
    _, near, _ = answers.surroundings(kept, form)
    return Shown(Sight(request.user, near.documents, near.edges).graph(near))


SHOWN: dict[str, Callable[[DeskRequest, KeptGraph, Any], Shown]] = {
    "cites": _cites,
    "rests": _rests,
    "around": _around,
}


def _missing_csv(request: DeskRequest, kept: KeptGraph) -> bytes:
    found = kept.network().missing()[: answers.IN_FILE]
    sight = Sight(request.user, {each for one in found for each in one.citers})
    seen = (Missing(one.document, tuple(map(sight.document, one.citers))) for one in found)
    return told.missing_csv(seen)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response

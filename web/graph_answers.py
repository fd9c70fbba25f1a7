"""The answers of the graph to a filled-in form, from the kept graph alone."""

from __future__ import annotations

from collections.abc import Iterable

from records import Document, Edge, Graph
from registry.archive import since
from registry.network import RESTS, Answer, Way
from web.graph_forms import AroundForm, CitesForm, RestsForm, WhyForm
from web.kept_graph import KeptGraph

#: Documents in a picture.
DRAWN = 60
#: Answers in one file.
IN_FILE = 5000


def citers(kept: KeptGraph, form: CitesForm) -> tuple[Document, tuple[Answer, ...]]:
    """The document asked for, and those that cite it.  Raises NoOneDocument."""
    data = form.cleaned_data
    document = kept.archive.document(data["document"])
    found = kept.network(form.relations()).cites(document.key, data["through"])
    return document, since(found, form.day())


def grounds(kept: KeptGraph, form: RestsForm) -> tuple[Document, tuple[Answer, ...]]:
    """The document asked for, and those it rests on.  Raises NoOneDocument."""
    document = kept.archive.document(form.cleaned_data["document"])
    return document, kept.network(form.relations() or RESTS).rests_on(document.key)


def connection(kept: KeptGraph, form: WhyForm) -> tuple[Document, Document, tuple[Way, Answer] | None]:
    """The two documents, and the way between them; None where there is none.  Raises NoOneDocument."""
    one, other = (kept.archive.document(form.cleaned_data[name]) for name in ("one", "other"))
    found = kept.network().why(one.key, other.key)
    if found is None:
        return one, other, None
    way, hops = found
    return one, other, (way, Answer(other if way is Way.BACK else one, hops))


def surroundings(kept: KeptGraph, form: AroundForm) -> tuple[Document, Graph, int]:
    """The document asked for, at most DRAWN documents around it, how many there are.  Raises NoOneDocument."""
    document = kept.archive.document(form.cleaned_data["document"])
    network, hops = kept.network(form.relations()), form.steps()
    return document, network.around(document.key, hops, DRAWN), network.near(document.key, hops)


def as_graph(kept: KeptGraph, document: Document, answers: Iterable[Answer]) -> Graph:
    """What is shown of the answers: every document and every sentence on their ways, each once."""
    hops: dict[Edge, None] = {hop: None for one in answers for hop in one.hops}
    keys = {document.key} | {key for hop in hops for key in (hop.source, hop.target, hop.said_by) if key}
    known = kept.network().documents
    return Graph(tuple(known[key] for key in sorted(keys)), tuple(hops))

"""The answers of the graph to a filled-in form, from the graph as it is kept; pages never make it."""

from __future__ import annotations

from records import Document, Edge, Graph
from registry.answers import Answers, Part
from registry.archive import document
from registry.graph import DjangoGraph
from registry.models import DocumentRow
from registry.network import RESTS, Around, Connection, Network
from web.graph_forms import AroundForm, CitesForm, RestsForm, WhyForm

#: Documents in a picture.
DRAWN = 60
#: Answers in one file.
IN_FILE = 5000


def empty() -> bool:
    """Whether there is no graph yet."""
    return not DocumentRow.objects.exists()


def behind() -> bool:
    """Whether papers, corrections or rulings changed since the graph was made."""
    return DjangoGraph().behind()


def citers(form: CitesForm) -> tuple[Document, Answers]:
    """The document asked for, and those that cite it.  Raises NoOneDocument."""
    one = document(form.cleaned_data["document"])
    return one, Network(form.relations()).cites(one.key, form.cleaned_data["through"], form.limits())


def grounds(form: RestsForm) -> tuple[Document, Answers]:
    """The document asked for, and those it rests on.  Raises NoOneDocument."""
    one = document(form.cleaned_data["document"])
    return one, Network(form.relations() or RESTS).rests_on(one.key)


def connection(form: WhyForm) -> tuple[Document, Document, Connection | None]:
    """The two documents, and the way between them; None where there is none.  Raises NoOneDocument."""
    one, other = (document(form.cleaned_data[name]) for name in ("one", "other"))
    return one, other, Network().why(one.key, other.key)


def surroundings(form: AroundForm) -> tuple[Document, Around]:
    """The document asked for, and at most DRAWN documents around it.  Raises NoOneDocument."""
    one = document(form.cleaned_data["document"])
    return one, Network(form.relations()).around(one.key, form.steps(), DRAWN)


def as_graph(one: Document, part: Part) -> Graph:
    """What is shown of the answers: every document and every sentence on their ways, each once."""
    hops: dict[Edge, None] = {hop: None for answer in part.answers for hop in answer.hops}
    keys = {key for hop in hops for key in (hop.source, hop.target, hop.said_by) if key}
    known = {one.key: one} | {key: each for key, each in part.told.documents.items() if key in keys}
    return Graph(tuple(known[key] for key in sorted(known)), tuple(hops))

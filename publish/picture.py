"""A document and its neighbours as a picture (SVG), drawn by Graphviz."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from textwrap import shorten, wrap

from publish.answers import RELATION_NAMES, date_shown
from publish.cells import text
from records import SURE, Document, Edge, Graph, Relation

#: One colour a relation, told apart also in grey: what changes a document is red, what carries it out blue or green.
COLOURS = {
    Relation.IMPLEMENTS: "#1f5fa8",
    Relation.BASED_ON: "#555555",
    Relation.CONTINUES: "#0a8a8a",
    Relation.AMENDS: "#c77700",
    Relation.REPLACES: "#b3261e",
    Relation.REPEALS: "#7a0000",
    Relation.GUIDES: "#2e7d32",
    Relation.REPLIES_TO: "#7b3fa0",
    Relation.ATTACHES: "#a0522d",
    Relation.MENTIONS: "#9aa0a6",
}
#: Seconds that Graphviz may take.
PATIENCE = 60
#: Characters of a line in a box.
WIDTH = 30


class GraphvizMissing(RuntimeError):
    """Graphviz is not on this computer, or cannot draw this; the message is a Vietnamese sentence with a remedy."""


def as_dot(graph: Graph, centre: str, links: Mapping[str, str]) -> str:
    """The picture in Graphviz' language; `links` tells for a document's key where its scan lies."""
    nodes = {one.key: f"n{number}" for number, one in enumerate(graph.documents)}
    lines = [
        "digraph vanthu {",
        'rankdir=LR; node [shape=box, style=filled, fontname="Liberation Serif", fontsize=11];',
    ]
    lines += ['edge [fontname="Liberation Serif", fontsize=9];']
    lines += [_node(one, nodes, centre, links.get(one.key)) for one in graph.documents]
    lines += [_edge(edge, nodes, links) for edge in _once(graph.edges)]
    return "\n".join([*lines, "}"]) + "\n"


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """The first edge of every pair and relation; the graph tells the best first."""
    first: dict[tuple[str, str, Relation], Edge] = {}
    for edge in edges:
        if edge.target is not None:
            first.setdefault((edge.source, edge.target, edge.relation), edge)
    return list(first.values())


def _node(one: Document, nodes: Mapping[str, str], centre: str, link: str | None) -> str:
    day = f"ngày {date_shown(one.issued_on)}" if one.issued_on else ""
    title = wrap(shorten(text(one.title) or "", 90, placeholder=" …"), WIDTH)
    label = "\n".join(part for part in (text(one.symbol) or "không số", day, text(one.jurisdiction), *title) if part)
    look = {
        "label": label,
        "fillcolor": "#fff3c4" if one.key == centre else "#ffffff" if one.received else "#eeeeee",
        "style": "filled" if one.received else "filled,dashed",
        "tooltip": one.key,
        **({"URL": link} if link else {}),
    }
    return f"{nodes[one.key]} [{_attributes(look)}];"


def _edge(edge: Edge, nodes: Mapping[str, str], links: Mapping[str, str]) -> str:
    link = links.get(edge.said_by)
    look = {
        "label": RELATION_NAMES[edge.relation],
        "color": COLOURS[edge.relation],
        "fontcolor": COLOURS[edge.relation],
        "style": "dashed" if edge.asserted or edge.confidence < SURE else "solid",
        "tooltip": text(edge.sentence) or "",
        **({"URL": link} if link else {}),
    }
    return f"{nodes[edge.source]} -> {nodes[edge.target or '']} [{_attributes(look)}];"


def _attributes(look: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in look.items())


def _quoted(value: str) -> str:
    r"""The text as Graphviz takes it; a line break in it is one in the picture.

    >>> _quoted('a "b"\nc\\d')
    '"a \\"b\\"\\nc\\\\d"'
    """
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def as_svg(dot: str) -> bytes:
    """The picture drawn.  Raises GraphvizMissing where that cannot be."""
    try:
        drawn = subprocess.run(["dot", "-Tsvg"], input=dot.encode(), capture_output=True, timeout=PATIENCE, check=True)
    except FileNotFoundError as error:
        raise GraphvizMissing("Chưa cài Graphviz; hãy chạy lại script/setup hoặc: apt-get install graphviz") from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise GraphvizMissing("Graphviz không vẽ được hình này; hãy vẽ ít bước hơn (--hops 1).") from error
    return drawn.stdout

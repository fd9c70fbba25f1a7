"""A document and its neighbours as an SVG for a page: boxes in columns by their distance, networkx's layout, links.

What it rests on stands left of it, what cites it right.  Looks are attributes, not styles, so that no policy of a page
forbids them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from publish.answers import RELATION_NAMES, date_shown, shown
from publish.cells import text
from publish.picture import COLOURS
from records import SURE, Document, Edge, Graph, Relation

#: Pixels of a box, and from one box to the next.
WIDE, HIGH, ACROSS, DOWN = 188, 46, 270, 62
#: Pixels around all; boxes above one another in a column before it is split in two.
MARGIN, MOST_IN_COLUMN = 16, 12
#: How far a line bends.
BEND = 60
#: Characters in a line of a box.
LETTERS = 24

Points = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, and which relations are in it with their colours, for the legend."""

    svg: str
    relations: tuple[tuple[str, str], ...]


def drawing(graph: Graph, centre: str, links: Mapping[str, str]) -> Drawing:
    """The graph around the document `centre`; `links`: where a box leads, by the document's key."""
    edges = _once(graph.edges)
    at = _places(graph, edges, centre)
    wide, high = (max(one[axis] for one in at.values()) for axis in (0, 1))
    if any(at[edge.source][0] == at[edge.target or ""][0] == wide for edge in edges):
        wide += BEND  # within the last column lines go out at the right and come back
    name = next(shown(one) for one in graph.documents if one.key == centre)
    parts = [
        _opening(int(wide) + WIDE + 2 * MARGIN, int(high) + HIGH + 2 * MARGIN),
        f'<title id="drawing-title">{escape(f"Đồ thị viện dẫn quanh {name}")}</title>',
        f'<desc id="drawing-desc">{escape(_told(graph, edges))}</desc>',
        *(_arrow(relation) for relation in Relation),
        *(_line(edge, at) for edge in edges),
        *(_box(one, at[one.key], one.key == centre, links.get(one.key)) for one in graph.documents),
        "</svg>",
    ]
    there = {edge.relation for edge in edges}
    return Drawing("\n".join(parts), tuple((RELATION_NAMES[one], COLOURS[one]) for one in Relation if one in there))


def _opening(wide: int, high: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'role="group" aria-labelledby="drawing-title" aria-describedby="drawing-desc" '
        'font-family="system-ui, Noto Sans, Liberation Sans, sans-serif" font-size="14">'
    )


def _told(graph: Graph, edges: Iterable[Edge]) -> str:
    """The picture in words."""
    counts = Counter(edge.relation for edge in edges)
    told = ", ".join(f"{RELATION_NAMES[one]} {counts[one]}" for one in Relation if counts[one])
    arrows = "Mũi tên đi từ văn bản nêu đến văn bản được nêu."
    return f"{len(graph.documents)} văn bản; các quan hệ: {told or 'không có'}. {arrows}"


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """The first edge of every pair and relation; the graph tells the best first."""
    first: dict[tuple[str, str, Relation], Edge] = {}
    for edge in edges:
        if edge.target is not None and edge.target != edge.source:
            first.setdefault((edge.source, edge.target, edge.relation), edge)
    return list(first.values())


def _places(graph: Graph, edges: Iterable[Edge], centre: str) -> dict[str, tuple[float, float]]:
    """The upper left corner of every box: networkx' columns in pixels."""
    net: nx.DiGraph = nx.DiGraph()
    columns = _columns(graph, edges, centre)
    for one in sorted(graph.documents, key=lambda one: (one.issued_on or "", one.key)):
        net.add_node(one.key, column=columns[one.key])
    points = nx.multipartite_layout(net, subset_key="column")
    across = sorted({round(float(x), 6) for x, _ in points.values()})
    unit = across[1] - across[0] if len(across) > 1 else _gap(float(y) for _, y in points.values())
    lowest = min(float(y) for _, y in points.values())
    return {
        key: (
            MARGIN + across.index(round(float(x), 6)) * ACROSS,
            MARGIN + round((float(y) - lowest) / unit * DOWN, 1),
        )
        for key, (x, y) in points.items()
    }


def _gap(values: Iterable[float]) -> float:
    """The distance of neighbours in a single column; 1 where one stands alone."""
    found = sorted(values)
    return found[1] - found[0] if len(found) > 1 else 1.0


def _columns(graph: Graph, edges: Iterable[Edge], centre: str) -> dict[str, tuple[int, int]]:
    """The column of every document: how far left or right, and which of several there."""
    net: nx.DiGraph = nx.DiGraph()
    net.add_nodes_from(one.key for one in graph.documents)
    net.add_edges_from((edge.source, edge.target) for edge in edges)
    left = nx.single_source_shortest_path_length(net, centre)
    right = nx.single_source_shortest_path_length(net.reverse(copy=False), centre)
    around = nx.single_source_shortest_path_length(net.to_undirected(as_view=True), centre)
    filled: dict[int, int] = defaultdict(int)
    found: dict[str, tuple[int, int]] = {}
    for one in sorted(graph.documents, key=lambda one: (one.issued_on or "", one.key)):
        far = _signed(left.get(one.key), right.get(one.key), around.get(one.key, 1))
        sub = filled[far] // MOST_IN_COLUMN
        found[one.key] = (far, -sub if far < 0 else sub)
        filled[far] += 1
    return found


def _signed(left: int | None, right: int | None, around: int) -> int:
    """The distance, below 0 for what the centre rests on; what is neither stands with those that cite."""
    if left is None and right is None:
        return around
    return -left if left is not None and (right is None or left < right) else (right or 0)


def _arrow(relation: Relation) -> str:
    return (
        f'<marker id="arrow-{relation}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{COLOURS[relation]}"/></marker>'
    )


def _line(edge: Edge, at: Points) -> str:
    """A curve from box to box, from and to the sides that face one another."""
    (x, y), (u, v) = at[edge.source], at[edge.target or ""]
    start, end = (x, u + WIDE) if u < x else (x + WIDE, u) if u > x else (x + WIDE, u + WIDE)
    bend = -BEND if u < x else BEND
    curve = f"M{start} {y + HIGH / 2}C{start + bend} {y + HIGH / 2} {end - bend if u != x else end + bend} "
    curve += f"{v + HIGH / 2} {end} {v + HIGH / 2}"
    dashes = ' stroke-dasharray="5 4"' if edge.asserted or edge.confidence < SURE else ""
    said = f": “{text(edge.sentence)}”" if edge.sentence else ""
    return (
        f'<path d="{curve}" fill="none" stroke="{COLOURS[edge.relation]}" stroke-width="1.6"{dashes} '
        f'marker-end="url(#arrow-{edge.relation})"><title>{escape(RELATION_NAMES[edge.relation] + said)}</title></path>'
    )


def _box(one: Document, place: tuple[float, float], centre: bool, link: str | None) -> str:
    x, y = place
    first = shorten(text(one.symbol) or text(one.title) or "không số", LETTERS, placeholder="…")
    day = date_shown(one.issued_on) if one.issued_on else ""
    second = shorten(" · ".join(part for part in (day, text(one.jurisdiction)) if part), LETTERS + 2, placeholder="…")
    fill = "#fff3c4" if centre else "#ffffff" if one.received else "#eef0f3"
    dashes = "" if one.received else ' stroke-dasharray="5 4"'
    drawn = (
        f'<title>{escape(shown(one))}</title><rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5" '
        f'fill="{fill}" stroke="#566072"{dashes}/>'
        f'<text x="{x + 10}" y="{y + 19}" font-weight="600" fill="#1d2430">{escape(first)}</text>'
        f'<text x="{x + 10}" y="{y + 37}" font-size="12" fill="#444c5c">{escape(second)}</text>'
    )
    return f"<a href={quoteattr(link)}>{drawn}</a>" if link else f"<g>{drawn}</g>"

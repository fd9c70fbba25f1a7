"""The graph as files: every mention as CSV, documents and edges as GraphML, GEXF and networkx's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace as replaced
from io import BytesIO
from pathlib import Path

import networkx as nx

from publish.answers import RELATION_NAMES, shown
from publish.cells import Line, text
from publish.replace import replace
from publish.table import csv
from records import SURE, Document, Edge, Graph

COLUMNS = (
    *("Từ văn bản", "Ngày", "Cơ quan", "Quan hệ", "Mã quan hệ", "Đến văn bản", "Ngày văn bản được nêu"),
    *("Hệ thống số của", "Có trong kho", "Trạng thái", "Có thể là", "Chỗ nêu", "Câu", "Theo văn bản"),
    *("Tệp", "SHA-256", "Thứ tự trong tệp", "Trang", "Khung", "Độ tin cậy", "Khóa từ", "Khóa đến"),
)
#: What the files of the graph are called; the last one is written last and bears the mark of what it was made from.
FILES = ("citations.csv", "graph.graphml", "graph.gexf", "graph.json")


def write(folder: Path, digest: str, asked: Callable[[], tuple[Graph, Mapping[str, str]]]) -> tuple[Path, ...]:
    """The four files; the graph and the files' names are asked for only where these are not those of this digest."""
    if _up_to_date(folder, digest):
        return tuple(folder / name for name in FILES)
    graph, files = asked()
    net = as_network(graph, files)
    contents = (as_csv(graph, files), as_graphml(net), as_gexf(net), as_json(net, digest))
    return tuple(replace(folder / name, content) for name, content in zip(FILES, contents, strict=True))


def _up_to_date(folder: Path, digest: str) -> bool:
    """Whether all files are there, none was touched after the last one, and that one bears the digest."""
    paths = [folder / name for name in FILES]
    if not digest or not all(path.is_file() for path in paths):
        return False
    last = paths[-1].stat().st_mtime_ns
    with paths[-1].open(encoding="utf-8") as file:
        return f'"digest": "{digest}"' in file.read(400) and all(path.stat().st_mtime_ns <= last for path in paths)


def as_csv(graph: Graph, files: Mapping[str, str]) -> bytes:
    """Every mention, one line each, in the order of scans, dispatches and places."""
    documents = {one.key: one for one in graph.documents}
    return csv(COLUMNS, [_line(edge, documents, files) for edge in graph.edges])


def open_csv(graph: Graph, files: Mapping[str, str]) -> bytes:
    """The same for the mentions alone that fit several documents or none."""
    return as_csv(replaced(graph, edges=tuple(one for one in graph.edges if one.target is None)), files)


def _line(edge: Edge, documents: Mapping[str, Document], files: Mapping[str, str]) -> Line:
    source, target = documents[edge.source], documents.get(edge.target or "")
    box = " ".join(f"{x:.1f}" for x in edge.box) if edge.box else None
    may_be = "; ".join(shown(documents[key]) for key in edge.candidates if key in documents)
    return (
        *(text(source.symbol or source.title), source.issued_on, text(source.issuer)),
        *(RELATION_NAMES[edge.relation], str(edge.relation)),
        *(
            (text(target.symbol or target.title), target.issued_on, text(target.jurisdiction))
            if target
            else (None,) * 3
        ),
        *(("có" if target.received else "không") if target else None, _state(edge), may_be or None),
        *(text(edge.text), text(edge.sentence), shown(documents[edge.said_by])),
        *(text(files.get(edge.sha256)), edge.sha256, edge.position + 1, edge.page, box),
        *(round(edge.confidence, 3), edge.source, edge.target),
    )


def _state(edge: Edge) -> str:
    if edge.target is None:
        return "còn mở"
    return "đã rõ" if edge.confidence >= SURE else "chưa chắc"


def as_network(graph: Graph, files: Mapping[str, str]) -> nx.MultiDiGraph:
    """The graph for other programs: plain texts and numbers only, open mentions left out."""
    net: nx.MultiDiGraph = nx.MultiDiGraph()
    for one in graph.documents:
        net.add_node(one.key, **_told(_node(one)))
    for number, edge in enumerate(graph.edges):
        if edge.target is not None:
            net.add_edge(edge.source, edge.target, key=number, **_told(_edge(edge, files)))
    return net


Facts = dict[str, str | float | int | bool | None]


def _node(one: Document) -> Facts:
    return {
        "label": text(one.symbol or one.title) or one.key,
        "kind": one.kind,
        "title": text(one.title),
        "issuer": text(one.issuer),
        "jurisdiction": text(one.jurisdiction),
        "issued_on": one.issued_on,
        "period": one.period,
        "received": one.received,
        "confidence": round(one.confidence, 3),
    }


def _edge(edge: Edge, files: Mapping[str, str]) -> Facts:
    return {
        "relation": str(edge.relation),
        "label": RELATION_NAMES[edge.relation],
        "said_by": edge.said_by,
        "asserted": edge.asserted,
        "dated": edge.dated,
        "text": text(edge.text),
        "sentence": text(edge.sentence),
        "file": text(files.get(edge.sha256)),
        "sha256": edge.sha256,
        "position": edge.position + 1,
        "page": edge.page,
        "confidence": round(edge.confidence, 3),
    }


def _told(facts: Facts) -> Facts:
    """Without what is not known: neither format can say None."""
    return {name: value for name, value in facts.items() if value is not None}


def as_graphml(net: nx.MultiDiGraph) -> bytes:
    """GraphML, as yEd and Gephi open it."""
    buffer = BytesIO()
    nx.write_graphml_xml(net, buffer, prettyprint=False, named_key_ids=True)
    return buffer.getvalue()


def as_gexf(net: nx.MultiDiGraph) -> bytes:
    """GEXF, as Gephi opens it; the day of writing is left out, so that the same graph gives the same bytes."""
    lines: Iterator[str] = nx.generate_gexf(net, prettyprint=False)
    whole = "\n".join(lines) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", whole).encode()


def as_json(net: nx.MultiDiGraph, digest: str) -> bytes:
    """Networkx's node-link JSON, opened again by networkx.node_link_graph(data, edges="edges")."""
    data = {
        "graph": {"digest": digest},
        **{k: v for k, v in nx.node_link_data(net, edges="edges").items() if k != "graph"},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

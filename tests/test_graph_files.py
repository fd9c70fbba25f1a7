"""The published graph: other programs open it, its columns are explained, the same graph gives the same bytes."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from pipeline.resolve import graph_of
from publish import graph as published
from publish.answers import RELATION_NAMES, as_csv, shown
from publish.picture import COLOURS, GraphvizMissing, as_dot, as_svg
from records import Document, Edge, Graph, Relation
from tests.papers_of_graph import all_papers, cv411, qd784
from tests.plain_network import Network
from tests.test_publish import told
from tests.test_resolve import CT10_KEY, KL18_XII

GRAPH = graph_of(all_papers())
FILES = {one.sha256: one.file for one in all_papers()}
DIGEST = "a" * 64


def net() -> Any:
    return published.as_network(GRAPH, FILES)


def written(folder: Path, graph: Graph = GRAPH, digest: str = DIGEST) -> tuple[Path, ...]:
    return published.write(folder, digest, lambda: (graph, FILES))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def opened() -> dict[str, Any]:
    """The three files as networkx opens them again."""
    return {
        "graphml": nx.read_graphml(BytesIO(published.as_graphml(net()))),
        "gexf": nx.read_gexf(BytesIO(published.as_gexf(net()))),
        "json": nx.node_link_graph(json.loads(published.as_json(net(), DIGEST)), edges="edges"),
    }


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_networkx_opens_it_again_with_everything_in_it(form: str) -> None:
    again, wanted = opened()[form], net()
    assert again.is_directed()
    assert set(again.nodes) == set(wanted.nodes)
    assert sorted((a, b) for a, b, *_ in again.edges) == sorted((a, b) for a, b, *_ in wanted.edges)
    for key, facts in wanted.nodes(data=True):
        assert {name: again.nodes[key][name] for name in facts} == facts
    sentences = {facts["sentence"] for _, _, facts in again.edges(data=True)}
    assert sentences == {edge.sentence for edge in GRAPH.edges if edge.target}


def test_every_mention_has_its_line() -> None:
    lines = rows(published.as_csv(GRAPH, FILES))
    assert len(lines) == len(GRAPH.edges)
    (line,) = (one for one in lines if one["Chỗ nêu"].startswith("Chỉ thị") and one["Từ văn bản"] == "411-CV/TU")
    assert [line[name] for name in ("Ngày", "Quan hệ", "Đến văn bản", "Có trong kho", "Trạng thái", "Khung")] == [
        *("2022-06-06", "thực hiện", "10-CT/TW", "không", "đã rõ", "50.0 100.0 300.0 112.0"),
    ]
    (asserted,) = (one for one in lines if one["Từ văn bản"] not in one["Theo văn bản"])
    assert (asserted["Từ văn bản"], asserted["Theo văn bản"]) == ("69-KH/TU", "411-CV/TU ngày 6/6/2022 (Trà Vinh)")


def test_an_open_mention_has_its_candidates() -> None:
    (line,) = rows(published.open_csv(graph_of([cv411()]), {}))
    assert (line["Trạng thái"], line["Đến văn bản"], line["Có thể là"], line["Độ tin cậy"]) == ("còn mở", "", "", "0.0")
    assert rows(published.open_csv(graph_of([cv411(), qd784()]), {})) == []


def test_the_readme_names_every_column_of_the_mentions() -> None:
    assert told("citations.csv") == list(published.COLUMNS)


def test_the_readme_names_all_that_nodes_and_edges_bear() -> None:
    nodes = {name for _, facts in net().nodes(data=True) for name in facts}
    edges = {name for _, _, facts in net().edges(data=True) for name in facts}
    assert (nodes, edges) == (set(told("Nút")), set(told("Cung")))


def test_every_relation_has_a_name_and_a_colour() -> None:
    assert set(RELATION_NAMES) == set(COLOURS) == set(Relation)
    assert len(set(RELATION_NAMES.values())) == len(set(COLOURS.values())) == len(Relation)


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = written(tmp_path / "one")
    again = written(tmp_path / "two", graph_of(reversed(all_papers())))
    assert [path.name for path in paths] == list(published.FILES)
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in again]


def test_an_unchanged_graph_is_not_even_written_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    monkeypatch.setattr(published, "as_network", lambda *_: pytest.fail("written out"))
    assert written(tmp_path) == tuple(tmp_path / name for name in published.FILES)


@pytest.mark.parametrize("spoil", ["removed", "edited", "another graph"])
def test_what_was_spoilt_is_written_anew(tmp_path: Path, spoil: str) -> None:
    written(tmp_path)
    table = tmp_path / "citations.csv"
    whole = table.read_bytes()
    if spoil == "removed":
        table.unlink()
    elif spoil == "edited":
        table.write_bytes(b"")
        later = (tmp_path / "graph.json").stat().st_mtime_ns + 10**9
        os.utime(table, ns=(later, later))
    else:
        written(tmp_path, Graph(), "b" * 64)
        assert rows(table.read_bytes()) == []
    written(tmp_path)
    assert table.read_bytes() == whole


def test_nothing_printed_breaks_a_file() -> None:
    bad = 'a\x01b <&>"\ufffe\n“x” =1+1'
    documents = (Document("k1", bad, title=bad, issuer=bad), Document("k2", "=2+2"))
    edge = Edge("k1", "k2", Relation.MENTIONS, "k1", "f" * 64, 0, 0, 1, bad, bad, 0.5)
    strange = Graph(documents, (edge,))
    out = published.as_network(strange, {"f" * 64: bad})
    assert nx.read_graphml(BytesIO(published.as_graphml(out))).nodes["k1"]["title"] == 'a b <&>" “x” =1+1'
    assert set(nx.read_gexf(BytesIO(published.as_gexf(out))).nodes) == {"k1", "k2"}
    (line,) = rows(published.as_csv(strange, {}))
    assert line["Đến văn bản"] == "'=2+2"
    dot = as_dot(strange, "k1", {})
    assert dot.count("\n") == 7
    if shutil.which("dot"):
        ET.fromstring(as_svg(dot))


def test_answers_as_csv() -> None:
    documents = {one.key: one for one in GRAPH.documents}
    lines = rows(as_csv(Network(GRAPH).cites(CT10_KEY, through=True), documents, FILES))
    ours = [line for line in lines if line["Văn bản"] == "256-CV/ĐUK"]
    assert [(one["Bước"], one["Số bước"], one["Quan hệ"], one["Trang"]) for one in ours] == [
        ("1", "2", "gửi kèm", "1"),
        ("2", "2", "thực hiện", "1"),
    ]
    assert ours[1]["Câu"] == "Các cấp ủy đã quán triệt Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư."


def test_a_document_as_people_name_it() -> None:
    known = {one.key: shown(one) for one in GRAPH.documents}
    assert known[KL18_XII] == "18-KL/TW ngày 22/9/2017 (Trung ương)"
    assert known["38-KL/TW|trung uong|≤XIII"] == "38-KL/TW (Trung ương)"
    assert shown(Document("x")) == "văn bản không số"


def test_the_picture_shows_the_neighbours_with_links() -> None:
    if not shutil.which("dot"):
        pytest.skip("Graphviz is not installed (Debian package graphviz)")
    near = Network(GRAPH).around(KL18_XII)
    dot = as_dot(near, KL18_XII, {KL18_XII: "../archive/2026/a b.pdf"})
    svg = as_svg(dot)
    tree = ET.fromstring(svg)
    texts = {element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"18-KL/TW", "69-KH/TU", "10-CT/TW", "ngày 22/9/2017", "tiếp tục thực hiện"} <= texts
    assert "20-KH/TU" not in texts
    links = {link for element in tree.iter() for name, link in element.items() if name.endswith("href")}
    assert links == {"../archive/2026/a b.pdf"}
    assert COLOURS[Relation.CONTINUES].encode() in svg
    assert as_svg(as_dot(Network(GRAPH).around(KL18_XII), KL18_XII, {KL18_XII: "../archive/2026/a b.pdf"})) == svg


def test_two_hops_show_more() -> None:
    one, two = (Network(GRAPH).around(KL18_XII, hops) for hops in (1, 2))
    assert {d.key for d in one.documents} < {d.key for d in two.documents}


def test_without_graphviz_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GraphvizMissing, match="apt-get install graphviz"):
        as_svg("digraph {}")


def test_the_files_bear_no_day_of_writing() -> None:
    assert re.search(rb"20\d\d-\d\d-\d\d", published.as_gexf(published.as_network(Graph(), {}))) is None

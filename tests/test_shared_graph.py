"""The graph of the real dispatches beside the project: who cites Chỉ thị 10-CT/TW, directly and through others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpus import golds, scans
from pipeline.resolve import graph_of
from records import Graph, Paper
from tests.plain_network import Network
from tests.test_network import name
from tests.test_resolve import CT10_KEY, KL18_XII, keys
from tests.test_shared_seeds import read

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def graph(shared: Path) -> Graph:
    pytest.importorskip("extractors.citations", reason="nothing finds citations in texts yet")
    files = scans(shared / "seeds", golds(shared / "seeds"))
    papers = [
        Paper(f"{number:064}", position, path.name, one)
        for number, (_, path) in enumerate(sorted(files.items()))
        for position, one in enumerate(read(path).readings)
    ]
    return graph_of(papers)


def test_the_directive_is_reached_directly_and_through_the_conclusion(graph: Graph) -> None:
    ways = {tuple(name(hop.source) for hop in one.hops) for one in Network(graph).cites(CT10_KEY, through=True)}
    direct = {way[0] for way in ways if len(way) == 1}
    assert {"1-DA/DUK", "411-CV/TU", "18-KL/TW"} <= direct
    assert len(direct) == 4  # and the web article, which bears no number
    assert {("256-CV/DUK", "411-CV/TU"), ("411-CV/TU", "18-KL/TW"), ("69-KH/TU", "18-KL/TW")} <= ways


def test_numbers_are_those_of_their_place_and_term(graph: Graph) -> None:
    known = set(keys(graph))
    assert {KL18_XII, "12-QDI/TU|lai chau|2015-2020", "784-QD/TU|tra vinh|2015-2020|quy định"} <= known
    assert [key for key in known if key.startswith("38-KL/TW")] == ["38-KL/TW|trung uong|≤XIII"]


def test_nothing_is_odd(graph: Graph) -> None:
    assert [one.message for one in graph.doubts] == []

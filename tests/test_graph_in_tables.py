"""The answers that the database gives are those of the graph held in memory, for any graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from records import Document, Edge, Graph, Relation
from registry import answers as counted
from registry import links
from registry.answers import Answer, Answers
from registry.asked import meant
from registry.document_words import telling
from registry.limits import Limits
from registry.missing import MissingDocuments
from registry.models import DocumentRow
from registry.network import Network
from registry.series import SeriesWithGaps
from tests.kept_graphs import keep
from tests.plain_network import Network as PlainNetwork

pytestmark = pytest.mark.django_db
NAMES = "abcdef"
DAYS = st.none() | st.sampled_from(["2020-01-02", "2021-03-04", "2022-05-06"])
RELATIONS = st.sampled_from([Relation.MENTIONS, Relation.IMPLEMENTS, Relation.BASED_ON])
SAID = st.tuples(*[st.sampled_from(NAMES)] * 3, RELATIONS, st.sampled_from([0.5, 0.97]))
many = tried(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def document(key: str, day: str | None, received: bool) -> Document:
    return Document(key, symbol=key, issued_on=day, papers=((f"{ord(key):064x}", 0),) if received else ())


def edge(number: int, source: str, target: str, said_by: str, *how: Any) -> Edge:
    relation, sure = how
    place = (f"{ord(said_by):064x}", 0, number, number + 1)
    return Edge(source, target, relation, said_by, *place, "x", f"{number}", sure)


GRAPHS = st.builds(
    lambda days, came, said: Graph(
        tuple(document(key, day, one) for key, day, one in zip(NAMES, days, came, strict=True)),
        tuple(sorted((edge(n, *one) for n, one in enumerate(said)), key=lambda one: (one.sha256, one.start))),
    ),
    st.lists(DAYS, min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(st.booleans(), min_size=len(NAMES), max_size=len(NAMES)),
    st.lists(SAID, max_size=9) | st.lists(SAID, min_size=9, max_size=24),
)


def told(found: Answers) -> list[Answer]:
    return [one for part in found.parts() for one in part.answers]


def in_order(found: Iterable[Answer]) -> list[Answer]:
    return sorted(found, key=lambda one: (len(one.hops), one.document.issued_on or "9", one.document.key))


def keys(answer: Answer) -> list[str]:
    return [hop.source for hop in answer.hops] + [answer.hops[-1].target or ""]


def least(graph: Graph, way: Sequence[str], from_its_end: bool) -> list[str]:
    """Of all ways as short as this one, between the same two and through others, the first in the order of keys."""
    net = nx.DiGraph([(one.source, one.target) for one in graph.edges])
    if len(way) > 2 and net.has_edge(way[0], way[-1]):
        net.remove_edge(way[0], way[-1])
    if way[0] == way[-1]:
        return list(way)
    ways: list[list[str]] = list(nx.all_shortest_paths(net, way[0], way[-1]))
    return min(ways, key=lambda one: one[::-1] if from_its_end else one)


@many
@given(GRAPHS, st.booleans())
def test_who_cites(graph: Graph, through: bool) -> None:
    keep(graph)
    plain = PlainNetwork(graph)
    for key in NAMES[:3]:
        found, wanted = told(Network(whole=True).cites(key, through)), in_order(plain.cites(key, through))
        assert [(one.document, len(one.hops)) for one in found] == [(one.document, len(one.hops)) for one in wanted]
        for one in found:
            assert keys(one) == least(graph, keys(one), from_its_end=True)
            assert one.hops == tuple(plain.hops(a, b)[0] for a, b in pairwise(keys(one)))


@many
@given(GRAPHS)
def test_on_what_a_document_rests(graph: Graph) -> None:
    keep(graph)
    for key in NAMES[:3]:
        assert told(Network(whole=True).rests_on(key)) == in_order(PlainNetwork(graph).rests_on(key))


@many
@given(GRAPHS, st.sets(RELATIONS, min_size=1))
def test_only_hops_of_the_relations_asked_for_count(graph: Graph, relations: set[Relation]) -> None:
    keep(graph)
    plain, network = PlainNetwork(graph, relations), Network(relations, whole=True)
    assert [one.document for one in told(network.cites("a", through=True))] == [
        one.document for one in in_order(plain.cites("a", through=True))
    ]
    assert told(network.rests_on("a")) == in_order(plain.rests_on("a"))
    around = network.around("a", 2)
    assert around.graph == plain.around("a", 2)
    assert (around.count, around.more) == (plain.near("a", 2), False)


@many
@given(GRAPHS)
def test_why(graph: Graph) -> None:
    keep(graph)
    for one, other in (("a", "b"), ("b", "a"), ("c", "d"), ("e", "e")):
        found, wanted = Network().why(one, other), PlainNetwork(graph).why(one, other)
        assert (found and (found.way, len(found.hops))) == (wanted and (wanted[0], len(wanted[1])))
        if found and found.way != "across" and found.hops:
            way = keys(Answer(Document("x"), found.hops))
            assert way == least(graph, way, from_its_end=False)


@many
@given(GRAPHS, st.integers(1, 4), st.integers(1, 3))
def test_the_nearest_around_a_document(graph: Graph, most: int, hops: int) -> None:
    keep(graph)
    plain, around = PlainNetwork(graph), Network(whole=True).around("a", hops, most)
    assert len(around.graph.documents) == min(most, plain.near("a", hops))
    assert around.count <= plain.near("a", hops)
    assert around.more or around.count == plain.near("a", hops)
    steps = nx.single_source_shortest_path_length(plain._both_ways, "a", cutoff=hops)
    assert sorted(steps[one.key] for one in around.graph.documents) == sorted(steps.values())[:most]


@many
@given(GRAPHS)
def test_what_is_missing(graph: Graph) -> None:
    keep(graph)
    wanted = PlainNetwork(graph).missing()
    found = list(MissingDocuments())
    assert [(one.document.key, [each.key for each in one.citers]) for one in found] == wanted
    assert [one.count for one in MissingDocuments(named=1)] == [len(citers) for _, citers in wanted]
    assert MissingDocuments().count() == len(wanted)


@many
@given(GRAPHS, st.integers(0, 9), st.integers(1, 5))
def test_any_part_of_the_answers_is_that_of_all(graph: Graph, start: int, length: int) -> None:
    keep(graph)
    every = told(Network().cites("a", through=True))
    assert list(Network().cites("a", through=True)[start : start + length].answers) == every[start : start + length]
    late = Network().cites("a", through=True, limits=Limits(since="2021-01-01"))
    assert told(late) == [one for one in every if (one.document.issued_on or "") >= "2021-01-01"]
    assert late.count() == len(told(late))


@many
@given(GRAPHS, st.integers(1, 4), st.booleans())
def test_the_first_of_many_direct_answers_are_those_of_all(graph: Graph, number: int, limited: bool) -> None:
    keep(graph)
    limits = Limits(since="2021-01-01") if limited else Limits()
    every = told(Network().cites("a", limits=limits))
    assert list(Network().cites("a", limits=limits)[0:number].answers) == every[:number]


@many
@given(GRAPHS, st.integers(0, 6), st.integers(1, 4), st.booleans())
def test_what_is_not_counted_is_said_to_be_more(graph: Graph, looked_at: int, most: int, limited: bool) -> None:
    keep(graph)
    limits = Limits(since="2021-01-01") if limited else Limits()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LOOKED_AT", "LOOKED_AT_LIMITED"):
            patch.setattr(counted, name, looked_at)
        patch.setattr(counted, "COUNTED", most)
        patch.setattr(links, "FEW", 0)
        found = Network().cites("a", through=True, limits=limits)
        count, more = found.count(), found.more
    every = told(Network().cites("a", through=True, limits=limits))
    assert count <= len(every)
    assert more or count == len(every)
    if found.direct >= most and not limited:
        assert more == (count < len(every))
    assert found.direct == sum(len(one.hops) == 1 for one in every)
    assert len(found[0:count].answers) == count


def test_long_ways_ask_seldom(django_assert_max_num_queries: Callable[..., Any]) -> None:
    names = [chr(ord("A") + n) for n in range(40)]
    said = [edge(n, one, two, one, Relation.MENTIONS, 1.0) for n, (one, two) in enumerate(pairwise(names))]
    keep(Graph(tuple(document(one, None, True) for one in names), tuple(said)))
    with django_assert_max_num_queries(16):
        (last,) = Network().cites(names[-1], through=True)[38:39].answers
    assert [hop.source for hop in last.hops] == names[:-1]


DIRECTIVES = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from("12"), st.booleans(), st.sampled_from(["2021", None])), max_size=30
)


@many
@given(DIRECTIVES)
def test_gaps(told_of: list[tuple[int, str, bool, str | None]]) -> None:
    documents = {
        f"{number}/CV{of}|x|2021": Document(
            f"{number}/CV{of}|x|2021", period=period, papers=(("0" * 64, 0),) if came else ()
        )
        for number, of, came, period in told_of
    }
    keep(Graph(tuple(documents[key] for key in sorted(documents))))
    found = {one.example.key.partition("/")[2]: one for one in SeriesWithGaps()}
    for of in "12":
        ours = [one for one in documents.values() if f"/CV{of}|" in one.key and one.period]
        numbers = {int(one.key.partition("/")[0]): one for one in ours}
        came = {number for number, one in numbers.items() if one.received}
        lacking = set(range(min(numbers, default=0), max(numbers, default=0) + 1)) - came
        series = found.get(f"CV{of}|x|2021")
        assert (series is not None) == (len(came) >= 3 and bool(lacking))
        if series:
            assert {n for gap in series.gaps for n in range(gap.first, gap.last + 1)} == lacking
            assert {one.key for gap in series.gaps for one in gap.cited} == {
                numbers[n].key for n in lacking & set(numbers)
            }
            assert (series.received, series.example) == (len(came), numbers[min(came)])


KINDS = {"CT": "chỉ thị", "KL": "kết luận", "QĐ": "quyết định"}
CALLED = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(sorted(KINDS)),
        st.sampled_from(["TW", "TTg", "TU"]),
        st.sampled_from(["Trung ương", "Trà Vinh"]),
        st.sampled_from(["2007", "2021"]),
    ),
    max_size=12,
)
PARTS = (
    *("10-CT/TW", "Chỉ thị", "chi thi", "số", "10", "3", "năm", "2021", "10/2021/CT-TTg", "Luật Đất đai", "Trà Vinh"),
    *("ngày 1/3/2021", "QĐ", "%", "_", "(", "Luật"),
)
QUESTION = st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join)


@many
@given(CALLED, QUESTION)
def test_which_document_is_meant(called: list[tuple[int, str, str, str, str]], question: str) -> None:
    from registry.archive import meant as meant_in_tables

    laws = [Document(f"luat dat dai|trung uong|{year}", kind="luật", title="Luật Đất đai") for year in (2013, 2024)]
    documents = {one.key: one for one in laws}
    for number, code, organ, place, year in called:
        symbol = f"{number}-{code}/{organ}"
        key = f"{symbol.upper()}|{place.lower()}|{year}"
        documents[key] = Document(key, symbol, KINDS[code], None, None, place, f"{year}-03-01", year)
    every = tuple(documents[key] for key in sorted(documents))
    keep(Graph(every))
    assert [one.key for one in meant_in_tables(question)] == [one.key for one in meant(question, every)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("đất đai", ["10-LUAT/QH"]),
        ("ĐẤT (đai)", []),
        ("_ đất", []),
        ("đất_đai", []),
        ("đa", []),
        ("thư gửi ông müller", ["11-CV/TW"]),
        ("thư мир", ["12-CV/TW"]),
        ("мир", ["12-CV/TW"]),
        ("ngày 2/5/2021", ["12-CV/TW"]),
        ("thư ngày 3/5/2021", []),
        ("12/2021/CV-TW", ["12-CV/TW"]),
        ("12/2020/CV-TW", []),
    ],
)
def test_documents_are_found_by_whole_words(question: str, found: list[str]) -> None:
    from registry.archive import meant as meant_in_tables

    documents = (
        Document("10-LUAT/QH", "10-LUAT/QH", title="Đất đai và nhà ở", period="2013"),
        Document("11-CV/TW", "11-CV/TW", title="Thư gửi ông Müller", period="2021"),
        Document("12-CV/TW", "12-CV/TW", title="Thư về мир", issued_on="2021-05-02", period="2021"),
    )
    keep(Graph(documents))
    assert [one.key for one in meant_in_tables(question)] == found
    assert [one.key for one in meant(question, documents)] == found


def test_the_index_of_words_follows_its_documents() -> None:
    keep(Graph((Document("1-CV/TW", "1-CV/TW", title="Đất đai"), Document("2-CV/TW", "2-CV/TW", title="Đất đai"))))
    first, second = DocumentRow.objects.order_by("key")
    DocumentRow.objects.filter(pk=first.pk).update(words=" nha o ")
    assert list(DocumentRow.objects.filter(telling(["dat", "dai"]))) == [second]
    assert list(DocumentRow.objects.filter(telling(["nha"]))) == [first]
    second.delete()
    assert list(DocumentRow.objects.filter(telling(["dat"]))) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone says so of few rows")
def test_words_alone_are_asked_of_the_index() -> None:
    assert "VIRTUAL TABLE INDEX" in DocumentRow.objects.filter(telling(["dat"])).order_by("key").explain()

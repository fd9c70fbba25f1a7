"""Questions to the graph: exact answers with their paths, circles, ghosts, ways across, and which document is meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from asking import of_organ, of_places
from pipeline.organs import organs
from pipeline.resolve import graph_of
from records import Document, Edge, Graph, Relation
from registry.archive import since
from registry.asked import meant
from registry.network import RESTS, Answer, Network, Way
from tests.papers_of_graph import all_papers, cv256, cv411, kh69, kl18_2017, qd784, report
from tests.test_resolve import CT10_KEY, KL18_XII, KL18_XIV

GRAPH = graph_of(all_papers())
CV411, KH69 = "411-CV/TU|tra vinh|2020-2025", "69-KH/TU|tra vinh|2015-2020"
CV256 = "256-CV/DUK|tra vinh|co quan doanh nghiep|2020-2025"
BC90 = "90-BC/DUK|tra vinh|co quan doanh nghiep|2020-2025"


def paths(answers: Sequence[Answer]) -> list[list[str]]:
    """Each answer as the symbols on its way, with the relation of every hop."""
    return [
        [part for hop in one.hops for part in (name(hop.source), str(hop.relation))] + [name(one.hops[-1].target or "")]
        for one in answers
    ]


def name(key: str) -> str:
    return key.partition("|")[0]


def test_who_cites_a_directive_directly() -> None:
    assert paths(Network(GRAPH).cites(CT10_KEY)) == [
        ["18-KL/TW", "continues", "10-CT/TW"],
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["6-CT/TU", "implements", "10-CT/TW"],
        ["8-CV/TU", "implements", "10-CT/TW"],
    ]


def test_who_cites_a_directive_directly_and_through_others() -> None:
    assert paths(Network(GRAPH).cites(CT10_KEY, through=True)) == [
        ["18-KL/TW", "continues", "10-CT/TW"],
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["6-CT/TU", "implements", "10-CT/TW"],
        ["8-CV/TU", "implements", "10-CT/TW"],
        ["256-CV/DUK", "attaches", "411-CV/TU", "implements", "10-CT/TW"],
        ["411-CV/TU", "mentions", "18-KL/TW", "continues", "10-CT/TW"],
        ["69-KH/TU", "implements", "18-KL/TW", "continues", "10-CT/TW"],
        ["7-CV/TU", "replies_to", "8-CV/TU", "implements", "10-CT/TW"],
        ["90-BC/DUK", "mentions", "18-KL/TW", "continues", "10-CT/TW"],
    ]


def test_every_hop_bears_its_sentence() -> None:
    (answer,) = (one for one in Network(GRAPH).cites(CT10_KEY, through=True) if one.document.key == CV256)
    assert [hop.sentence for hop in answer.hops] == [
        "Đảng ủy Khối gửi kèm Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy.",
        "Các cấp ủy đã quán triệt Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.",
    ]


def test_only_hops_of_the_relations_asked_for_count() -> None:
    carried_out = Network(GRAPH, [Relation.IMPLEMENTS, Relation.CONTINUES])
    assert [name(one.document.key) for one in carried_out.cites(CT10_KEY, through=True)] == [
        *("18-KL/TW", "411-CV/TU", "6-CT/TU", "8-CV/TU"),
        *("69-KH/TU", "411-CV/TU"),
    ]
    assert Network(GRAPH, [Relation.REPEALS]).cites(CT10_KEY, through=True) == ()


def test_the_other_document_of_the_number_has_its_own_citers() -> None:
    assert paths(Network(GRAPH).cites(KL18_XIV, through=True)) == [["20-KH/TU", "implements", "18-KL/TW"]]


def test_own_words_come_before_what_others_assert() -> None:
    edges = Network(GRAPH).hops(KH69, KL18_XII)
    assert [one.asserted for one in edges] == [False, True]
    assert edges[0].sentence == "Kế hoạch này để thực hiện Kết luận số 18-KL/TW, ngày 22/9/2017 của Ban Bí thư."


def test_what_is_only_asserted_leads_on() -> None:
    """The plan has not come, and yet what it carries out is known from the paper that tells so."""
    graph = graph_of([cv411(), kl18_2017(), report()])
    assert not next(one for one in graph.documents if one.key == KH69).received
    (edge,) = Network(graph).hops(KH69, KL18_XII)
    assert (edge.asserted, edge.said_by) == (True, CV411)


def test_what_a_document_rests_on() -> None:
    found = Network(GRAPH, RESTS).rests_on(CV411)
    assert paths(found) == [
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["411-CV/TU", "implements", "69-KH/TU"],
        ["411-CV/TU", "based_on", "784-QD/TU"],
        ["411-CV/TU", "implements", "69-KH/TU", "implements", "18-KL/TW"],
    ]


def test_why_two_documents_hang_together() -> None:
    network = Network(GRAPH)
    forth, back = network.why(BC90, CT10_KEY), network.why(CT10_KEY, BC90)
    assert forth is not None
    assert back is not None
    assert (forth[0], back[0]) == (Way.FORTH, Way.BACK)
    assert forth[1] == back[1]
    across = network.why(KH69, "6-CT/TU|quang binh|2020-2025")
    assert across is not None
    assert (across[0], [name(hop.source) for hop in across[1]]) == (Way.ACROSS, ["411-CV/TU", "411-CV/TU", "6-CT/TU"])
    assert network.why(CT10_KEY, KL18_XIV) is None


def test_circles_end() -> None:
    network = Network(GRAPH)
    seventh, eighth = "7-CV/TU|tra vinh|2020-2025", "8-CV/TU|tra vinh|2020-2025"
    assert paths(network.cites(seventh, through=True)) == [["8-CV/TU", "replies_to", "7-CV/TU"]]
    assert [name(one.document.key) for one in network.rests_on(eighth)] == ["10-CT/TW", "7-CV/TU"]


def test_what_is_missing_comes_by_the_number_of_its_citers() -> None:
    found = Network(GRAPH).missing()
    assert (found[0].document.key, len(found[0].citers)) == (CT10_KEY, 4)
    assert KL18_XII not in {one.document.key for one in found}
    without = graph_of([one for one in all_papers() if one.place != kl18_2017().place])
    assert (KL18_XII, 3) in [(one.document.key, len(one.citers)) for one in Network(without).missing()]


def test_an_arrival_changes_the_answer() -> None:
    """Before the conclusion comes, nobody knows that it continues the directive."""
    few = [kh69(), cv256()]
    before = Network(graph_of([*few, cv411()])).cites(CT10_KEY, through=True)
    after = Network(graph_of([*few, cv411(), kl18_2017()])).cites(CT10_KEY, through=True)
    assert KH69 not in {one.document.key for one in before}
    assert KH69 in {one.document.key for one in after}


def test_open_mentions_are_listed() -> None:
    assert [one.text for one in Network(graph_of([cv411()])).open] == ["Quy định 784"]
    assert Network(graph_of([cv411(), qd784()])).open == ()


def test_answers_of_a_province_and_of_those_that_ended_in_it() -> None:
    found = Network(GRAPH).cites(KL18_XII)
    assert of_places(found, GRAPH.organs, "Vĩnh Long", with_predecessors=False) == ()
    rolled = of_places(found, GRAPH.organs, "tỉnh Vĩnh Long", with_predecessors=True)
    assert {one.document.jurisdiction for one in rolled} == {"Trà Vinh"}
    assert of_places(found, GRAPH.organs, None, with_predecessors=False) == found


def test_answers_of_an_organ_and_of_those_that_ended_in_it() -> None:
    documents = [
        Document(code, symbol=f"3-KH/{code}", jurisdiction="Trà Vinh", office=f"{code}|tra vinh")
        for code in ("BTGTU", "BTGDVTU")
    ]
    known, (old, new) = organs(documents), [Answer(one, ()) for one in documents]
    assert of_organ([old, new], known, "BTGDVTU", with_predecessors=False) == (new,)
    assert of_organ([old, new], known, "BTGDVTU", with_predecessors=True) == (old, new)
    assert of_organ([old, new], known, "BTGTU", with_predecessors=True) == (old,)
    assert of_organ([old, Answer(Document("x"), ())], known, None, with_predecessors=False)[1].document.key == "x"
    assert of_places([old, new], known, "Vĩnh Long", with_predecessors=True) == (old, new)


def test_answers_since_a_day() -> None:
    found = Network(GRAPH).cites(CT10_KEY)
    assert [one.document.issued_on for one in since(found, "2021-05-28")] == ["2022-06-06", "2021-05-28", "2023-01-06"]


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("10-CT/TW", [CT10_KEY]),
        ("10 - ct/tw", [CT10_KEY]),
        ("Chỉ thị số 10-CT/TW ngày 30/3/2007", [CT10_KEY]),
        ("Chỉ thị 10", [CT10_KEY, "10/CT-TTG|trung uong|2021"]),
        ("Chỉ thị 10 năm 2007", [CT10_KEY]),
        ("10/CT-TTg", ["10/CT-TTG|trung uong|2021"]),
        ("10/2021/CT-TTg", ["10/CT-TTG|trung uong|2021"]),
        ("18-KL/TW", [KL18_XII, KL18_XIV]),
        ("18-KL/TW 2017", [KL18_XII]),
        ("Kết luận 18 khóa XIV", [KL18_XIV]),
        ("18-KL/TW ngày 02/4/2026", [KL18_XIV]),
        ("18-KL/TW ngày 02/4/2025", []),
        (KL18_XII, [KL18_XII]),
        ("12-QĐi/TU", ["12-QDI/TU|lai chau|2015-2020", "12-QDI/TU|quang tri|2015-2020"]),
        ("12-QĐi/TU Lai Châu", ["12-QDI/TU|lai chau|2015-2020"]),
        ("Quyết định 784", []),
        ("Luật Đất đai", ["luat dat dai|trung uong|2024"]),
        ("", [one.key for one in GRAPH.documents]),
    ],
)
def test_which_document_is_meant(question: str, keys: list[str]) -> None:
    assert [one.key for one in meant(question, GRAPH.documents)] == keys


def test_a_paper_without_a_number_bears_no_symbol() -> None:
    paper = Document("|@0123-1", title="Kết quả thực hiện Chỉ thị số 10-CT/TW")
    assert meant("10-CT/TW", [*GRAPH.documents, paper]) == meant("10-CT/TW", GRAPH.documents)
    assert meant("kết quả thực hiện", [paper]) == (paper,)


KEYS = st.sampled_from("abcdef")


@tried(max_examples=60, deadline=None)
@given(st.sets(st.tuples(KEYS, KEYS)))
def test_any_graph_gives_simple_paths_that_are_in_it(pairs: set[tuple[str, str]]) -> None:
    documents = tuple(Document(key) for key in "abcdef")
    edges = tuple(Edge(a, b, Relation.MENTIONS, a, "0" * 64, 0, 0, 1, "x", "x", 1.0) for a, b in sorted(pairs))
    network = Network(Graph(documents, edges))
    for answer in network.cites("a", through=True):
        way = [hop.source for hop in answer.hops] + ["a"]
        assert len(set(way)) == len(way) or way == ["a", "a"]
        assert set(pairwise(way)) <= pairs
    direct = {one.document.key for one in network.cites("a")}
    assert direct == {source for source, target in pairs if target == "a"}

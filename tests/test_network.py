"""Questions to the graph: exact answers with their paths, circles, ghosts, ways across, and which document is meant."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.organs import organs
from pipeline.resolve import graph_of
from records import Document, Graph, Relation
from registry import archive
from registry.answers import Answer, Answers
from registry.asked import meant
from registry.hops import between, by_pair, told
from registry.limits import Limits
from registry.missing import MissingDocuments
from registry.models import DocumentRow
from registry.network import RESTS, Network, Way, mentions_left_open
from tests.kept_graphs import keep
from tests.papers_of_graph import all_papers, cv256, cv411, kh69, kl18_2017, qd784, report
from tests.test_resolve import CT10_KEY, KL18_XII, KL18_XIV

GRAPH = graph_of(all_papers())
CV411, KH69 = "411-CV/TU|tra vinh|2020-2025", "69-KH/TU|tra vinh|2015-2020"
CV256 = "256-CV/DUK|tra vinh|co quan doanh nghiep|2020-2025"
pytestmark = pytest.mark.django_db
BC90 = "90-BC/DUK|tra vinh|co quan doanh nghiep|2020-2025"


@pytest.fixture
def kept() -> None:
    keep(GRAPH)


def listed(found: Answers) -> list[Answer]:
    return [one for part in found.parts() for one in part.answers]


def paths(answers: Answers) -> list[list[str]]:
    """Each answer as the symbols on its way, with the relation of every hop."""
    return [
        [part for hop in one.hops for part in (name(hop.source), str(hop.relation))] + [name(one.hops[-1].target or "")]
        for one in listed(answers)
    ]


def name(key: str) -> str:
    return key.partition("|")[0]


@pytest.mark.usefixtures("kept")
def test_who_cites_a_directive_directly() -> None:
    assert paths(Network().cites(CT10_KEY)) == [
        ["18-KL/TW", "continues", "10-CT/TW"],
        ["6-CT/TU", "implements", "10-CT/TW"],
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["8-CV/TU", "implements", "10-CT/TW"],
    ]


@pytest.mark.usefixtures("kept")
def test_who_cites_a_directive_directly_and_through_others() -> None:
    assert paths(Network().cites(CT10_KEY, through=True)) == [
        ["18-KL/TW", "continues", "10-CT/TW"],
        ["6-CT/TU", "implements", "10-CT/TW"],
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["8-CV/TU", "implements", "10-CT/TW"],
        ["69-KH/TU", "implements", "18-KL/TW", "continues", "10-CT/TW"],
        ["411-CV/TU", "mentions", "18-KL/TW", "continues", "10-CT/TW"],
        ["256-CV/DUK", "attaches", "411-CV/TU", "implements", "10-CT/TW"],
        ["90-BC/DUK", "mentions", "18-KL/TW", "continues", "10-CT/TW"],
        ["7-CV/TU", "replies_to", "8-CV/TU", "implements", "10-CT/TW"],
    ]


@pytest.mark.usefixtures("kept")
def test_every_hop_bears_its_sentence() -> None:
    (answer,) = (one for one in listed(Network().cites(CT10_KEY, through=True)) if one.document.key == CV256)
    assert [hop.sentence for hop in answer.hops] == [
        "Đảng ủy Khối gửi kèm Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy.",
        "Các cấp ủy đã quán triệt Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.",
    ]


@pytest.mark.usefixtures("kept")
def test_only_hops_of_the_relations_asked_for_count() -> None:
    carried_out = Network([Relation.IMPLEMENTS, Relation.CONTINUES])
    assert [name(one.document.key) for one in listed(carried_out.cites(CT10_KEY, through=True))] == [
        *("18-KL/TW", "6-CT/TU", "411-CV/TU", "8-CV/TU"),
        *("69-KH/TU", "411-CV/TU"),
    ]
    assert listed(Network([Relation.REPEALS]).cites(CT10_KEY, through=True)) == []


@pytest.mark.usefixtures("kept")
def test_the_other_document_of_the_number_has_its_own_citers() -> None:
    assert paths(Network().cites(KL18_XIV, through=True)) == [["20-KH/TU", "implements", "18-KL/TW"]]


def said_of(source: str, target: str) -> list[tuple[bool, str, str]]:
    rows = dict(DocumentRow.objects.values_list("key", "pk"))
    found = by_pair(told(between([(rows[source], rows[target])])).edges)
    return [(one.asserted, one.said_by, one.sentence) for one in found[(source, target)]]


@pytest.mark.usefixtures("kept")
def test_own_words_come_before_what_others_assert() -> None:
    first, second = said_of(KH69, KL18_XII)
    assert (first[0], second[0]) == (False, True)
    assert first[2] == "Kế hoạch này để thực hiện Kết luận số 18-KL/TW, ngày 22/9/2017 của Ban Bí thư."


def test_what_is_only_asserted_leads_on() -> None:
    """The plan has not come, and yet what it carries out is known from the paper that tells so."""
    graph = graph_of([cv411(), kl18_2017(), report()])
    keep(graph)
    assert not next(one for one in graph.documents if one.key == KH69).received
    ((asserted, said_by, _),) = said_of(KH69, KL18_XII)
    assert (asserted, said_by) == (True, CV411)


@pytest.mark.usefixtures("kept")
def test_what_a_document_rests_on() -> None:
    assert paths(Network(RESTS).rests_on(CV411)) == [
        ["411-CV/TU", "implements", "10-CT/TW"],
        ["411-CV/TU", "based_on", "784-QD/TU"],
        ["411-CV/TU", "implements", "69-KH/TU"],
        ["411-CV/TU", "implements", "69-KH/TU", "implements", "18-KL/TW"],
    ]


@pytest.mark.usefixtures("kept")
def test_why_two_documents_hang_together() -> None:
    network = Network()
    forth, back = network.why(BC90, CT10_KEY), network.why(CT10_KEY, BC90)
    assert forth is not None
    assert back is not None
    assert (forth.way, back.way) == (Way.FORTH, Way.BACK)
    assert forth.hops == back.hops
    across = network.why(KH69, "6-CT/TU|quang binh|2020-2025")
    assert across is not None
    assert (across.way, [name(hop.source) for hop in across.hops]) == (
        Way.ACROSS,
        ["69-KH/TU", "18-KL/TW", "6-CT/TU"],
    )
    assert network.why(CT10_KEY, KL18_XIV) is None


@pytest.mark.usefixtures("kept")
def test_circles_end() -> None:
    seventh, eighth = "7-CV/TU|tra vinh|2020-2025", "8-CV/TU|tra vinh|2020-2025"
    assert paths(Network().cites(seventh, through=True)) == [["8-CV/TU", "replies_to", "7-CV/TU"]]
    assert [name(one.document.key) for one in listed(Network().rests_on(eighth))] == ["10-CT/TW", "7-CV/TU"]


@pytest.mark.usefixtures("kept")
def test_what_is_missing_comes_by_the_number_of_its_citers() -> None:
    found = MissingDocuments()[:50]
    assert (found[0].document.key, found[0].count, len(found[0].citers)) == (CT10_KEY, 4, 4)
    assert KL18_XII not in {one.document.key for one in found}
    keep(graph_of([one for one in all_papers() if one.place != kl18_2017().place]))
    assert (KL18_XII, 3) in [(one.document.key, one.count) for one in MissingDocuments()]


def test_an_arrival_changes_the_answer() -> None:
    """Before the conclusion comes, nobody knows that it continues the directive."""
    few = [kh69(), cv256()]
    keep(graph_of([*few, cv411()]))
    before = listed(Network().cites(CT10_KEY, through=True))
    keep(graph_of([*few, cv411(), kl18_2017()]))
    after = listed(Network().cites(CT10_KEY, through=True))
    assert KH69 not in {one.document.key for one in before}
    assert KH69 in {one.document.key for one in after}


def test_open_mentions_are_listed() -> None:
    keep(graph_of([cv411()]))
    assert [one.text for one in mentions_left_open().edges] == ["Quy định 784"]
    keep(graph_of([cv411(), qd784()]))
    assert mentions_left_open().edges == ()


@pytest.mark.usefixtures("kept")
def test_answers_of_a_province_and_of_those_that_ended_in_it() -> None:
    assert listed(Network().cites(KL18_XII, limits=Limits(place="Vĩnh Long"))) == []
    rolled = listed(Network().cites(KL18_XII, limits=Limits(place="tỉnh Vĩnh Long", successors=True)))
    assert {one.document.jurisdiction for one in rolled} == {"Trà Vinh"}


def test_answers_of_an_organ_and_of_those_that_ended_in_it() -> None:
    documents = [
        Document(code, symbol=f"3-KH/{code}", jurisdiction="Trà Vinh", office=f"{code}|tra vinh")
        for code in ("BTGDVTU", "BTGTU")
    ]
    keep(Graph((*documents, Document("x")), organs=organs(documents)))

    def of(**limits: Any) -> list[str]:
        return list(DocumentRow.objects.filter(Limits(**limits).condition()).values_list("key", flat=True))

    assert of(organ="BTGDVTU") == ["BTGDVTU"]
    assert of(organ="BTGDVTU", successors=True) == ["BTGDVTU", "BTGTU"]
    assert of(organ="BTGTU", successors=True) == ["BTGTU"]
    assert of() == ["BTGDVTU", "BTGTU", "x"]
    assert of(place="Vĩnh Long", successors=True) == ["BTGDVTU", "BTGTU"]


@pytest.mark.usefixtures("kept")
def test_answers_since_a_day() -> None:
    found = listed(Network().cites(CT10_KEY, limits=Limits(since="2021-05-28")))
    assert [one.document.issued_on for one in found] == ["2021-05-28", "2022-06-06", "2023-01-06"]


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
@pytest.mark.usefixtures("kept")
def test_which_document_is_meant(question: str, keys: list[str]) -> None:
    assert [one.key for one in meant(question, GRAPH.documents)] == keys
    assert [one.key for one in archive.meant(question)] == keys


def test_a_paper_without_a_number_bears_no_symbol() -> None:
    paper = Document("|@0123-1", title="Kết quả thực hiện Chỉ thị số 10-CT/TW")
    assert meant("10-CT/TW", [*GRAPH.documents, paper]) == meant("10-CT/TW", GRAPH.documents)
    assert meant("kết quả thực hiện", [paper]) == (paper,)

"""What clerks rule of mentions and doubts: it holds over re-reading, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from records import Act, Graph, Paper, Ruling
from registry import rulings
from registry.graph import DjangoGraph
from tests.papers_of_graph import CT10, cv411, kl18_2017, qd784, quang_binh
from tests.test_ask_commands import run
from tests.test_resolve import AT, CT10_KEY, citing, edges_of, keys
from tests.test_revise import held, revised, saved

pytestmark = pytest.mark.django_db
CV411, QD784 = "411-CV/TU|tra vinh|2020-2025", "784-QD/TU|tra vinh|2015-2020|quy định"
SHORT = "Quy định 784"


@pytest.fixture
def graph() -> Graph:
    return kept(kl18_2017(), cv411(), quang_binh())


def kept(*papers: Paper) -> Graph:
    for one in papers:
        saved(one.sha256, one.reading)
    revised()
    return DjangoGraph().kept()


def ruled(act: Act, key: str, other: str, paper: Paper) -> int:
    number = rulings.rule(Ruling(act, key, other, "Chị Lan", AT, paper.sha256, 0))
    revised()
    return number


def undone(number: int) -> Graph:
    rulings.undo(number, "Anh Minh", AT)
    revised()
    return DjangoGraph().kept()


def test_an_open_mention_is_the_document_that_a_clerk_names(graph: Graph) -> None:
    number = ruled(Act.LINK, "quy định  784", CT10_KEY, cv411())
    edges = [one for one in DjangoGraph().kept().edges if one.text == SHORT]
    assert [(one.target, one.confidence) for one in edges] == [(CT10_KEY, 1.0)]
    held()
    assert undone(number) == graph
    held()


def test_a_link_outlives_a_reading_made_again_and_a_later_arrival(graph: Graph) -> None:
    ruled(Act.LINK, SHORT, CT10_KEY, cv411())
    again = cv411().reading
    spaced = replace(again.citations[3], text="Quy  định 784", confidence=0.5)
    found = kept(
        replace(cv411(), reading=replace(again, text=f"{again.text} .", citations=(*again.citations[:3], spaced))),
        qd784(),
    )
    assert [one.target for one in found.edges if one.text == spaced.text] == [CT10_KEY]
    held()


def test_what_is_no_citation_leaves_no_edge_and_no_document(graph: Graph) -> None:
    number = ruled(Act.DISMISS, "Kết luận số 38-KL/TW", "", quang_binh())
    left = DjangoGraph().kept()
    assert {one for one in keys(graph) if one.startswith("38-KL/TW")} == {"38-KL/TW|trung uong|≤XIII"}
    assert not {one for one in keys(left) if one.startswith("38-KL/TW")}
    assert [one.target for one in left.edges if one.sha256 == quang_binh().sha256] == [CT10_KEY]
    held()
    saved(quang_binh().sha256, replace(quang_binh().reading, text=quang_binh().reading.text + " ."))
    revised()
    assert not {one for one in keys(DjangoGraph().kept()) if one.startswith("38-KL/TW")}
    rulings.undo(number, "Anh Minh", AT)
    assert kept(quang_binh()) == graph
    held()


def test_what_is_no_citation_asserts_nothing(graph: Graph) -> None:
    asserted = [one.target for one in graph.edges if one.asserted]
    ruled(Act.DISMISS, "Kết luận số 18-KL/TW", "", cv411())
    assert len(asserted) == 1
    assert [one for one in DjangoGraph().kept().edges if one.asserted] == []
    held()


def test_a_settled_doubt_is_told_no_more(graph: Graph) -> None:
    odd = citing("Chỉ thị số 10-CT/TW, ngày 30/4/2007", date="2007-04-30", **CT10)
    (doubt,) = kept(odd).doubts
    number = ruled(Act.SETTLE, doubt.key, doubt.code, odd)
    assert DjangoGraph().doubts() == ()
    held()
    saved(odd.sha256, replace(odd.reading, text=odd.reading.text + " ."))
    revised()
    assert DjangoGraph().doubts() == ()
    rulings.undo(number, "Anh Minh", AT)
    assert kept(odd).doubts == (doubt,)


@pytest.mark.parametrize(
    ("act", "key", "other", "words"),
    [
        (Act.LINK, "Quy định 999", CT10_KEY, "không nêu “Quy định 999”"),
        (Act.LINK, SHORT, "không có", "Không có văn bản nào mang khóa “không có”"),
        (Act.DISMISS, "Quy định 999", "", "không nêu “Quy định 999”"),
        (Act.SETTLE, CT10_KEY, "odd-date", "không có nghi ngờ “odd-date” về"),
    ],
)
def test_what_is_not_there_cannot_be_ruled(graph: Graph, act: Act, key: str, other: str, words: str) -> None:
    with pytest.raises(LookupError, match=words):
        ruled(act, key, other, cv411())
    assert rulings.history() == ()
    assert edges_of(graph, CV411)[None].text == SHORT


def test_the_commands(graph: Graph) -> None:
    scan = ("--scan", cv411().sha256[:12], "--by", "Chị Lan")
    assert "Đã ghi quyết định số" in run("link", SHORT, CT10_KEY, *scan).output
    assert run("missing", "--open").output == "Mọi chỗ nêu đều đã rõ là văn bản nào.\n"
    told = run("rulings").output
    assert f"“{SHORT}” là “{CT10_KEY}” trong {cv411().sha256[:12]}, văn bản 1, Chị Lan" in told
    assert run("undo", told.split()[0], "--by", "Anh Minh").exit_code == 0
    assert f"“{SHORT}” trong 411-CV/TU" in run("missing", "--open").output
    assert run("dismiss", SHORT, *scan).exit_code == 0
    assert SHORT not in run("missing", "--open").output
    wrong = run("dismiss", "10-CT/TW", "--doubt", "odd-date", *scan)
    assert (wrong.exit_code, "không có nghi ngờ “odd-date”" in wrong.output) == (1, True)
    assert "Ghi rằng chỗ nêu" in run("dismiss", "--help").output

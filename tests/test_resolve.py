"""From papers to the graph: collisions, ghosts, short forms, doubts, rulings, and the order that must not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from pipeline.resolve import graph_of
from pipeline.ruled import merged, root
from records import Act, AssertedEdge, Citation, Document, Edge, Graph, Paper, Relation, Ruling
from tests.papers_of_graph import (
    CT10,
    KL18,
    all_papers,
    cite,
    ct10,
    cv411,
    header,
    kh69,
    kl18_2017,
    kl18_2026,
    lai_chau,
    paper,
    qd784,
    quang_binh,
    quang_tri,
)

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
CT10_KEY, KL18_XII, KL18_XIV = "10-CT/TW|trung uong|X", "18-KL/TW|trung uong|XII", "18-KL/TW|trung uong|XIV"


def document(graph: Graph, key: str) -> Document:
    return next(one for one in graph.documents if one.key == key)


def keys(graph: Graph) -> list[str]:
    return [one.key for one in graph.documents]


def edges_of(graph: Graph, said_by: str) -> dict[str | None, Edge]:
    return {one.target: one for one in graph.edges if one.said_by == said_by and not one.asserted}


def citing(text: str, relation: Relation = Relation.MENTIONS, on: str = "2022-03-01", **told: Any) -> Paper:
    head = header(f"{len(text)}-BC/TU", "báo cáo", on, "Tỉnh ủy Cà Mau", "Cà Mau")
    return paper(head, text, cite(str(told.pop("mention", text)), relation, **told), name=text)


def test_one_number_of_two_terms_is_two_documents() -> None:
    graph = graph_of(all_papers())
    assert (document(graph, KL18_XII).issued_on, document(graph, KL18_XIV).issued_on) == ("2017-09-22", "2026-04-02")
    assert edges_of(graph, "20-KH/TU|vinh long|2025-2030").keys() == {KL18_XIV}


def test_one_number_of_two_provinces_is_two_documents() -> None:
    graph = graph_of([lai_chau(), quang_tri()])
    assert [key for key in keys(graph) if key.startswith("12")] == [
        "12-QDI/TU|lai chau|2015-2020",
        "12-QDI/TU|quang tri|2015-2020",
    ]
    assert graph.doubts == ()


def test_a_ghost_keeps_all_that_its_citers_say() -> None:
    ghost = document(graph_of(all_papers()), CT10_KEY)
    assert not ghost.received
    assert (ghost.symbol, ghost.issued_on, ghost.title) == (
        "10-CT/TW",
        "2007-03-30",
        "về nâng cao chất lượng sinh hoạt chi bộ",
    )
    dates = {one.value: one.papers for one in ghost.said if one.field == "issued_on"}
    assert dates == {"2007-03-30": 4}


def test_a_ghost_becomes_the_document_that_arrives() -> None:
    before, after = graph_of(all_papers()), graph_of((*all_papers(), ct10()))
    assert keys(before) == keys(after)
    assert document(after, CT10_KEY).papers == (ct10().place,)
    assert [one.target for one in before.edges] == [one.target for one in after.edges]


def test_every_edge_bears_its_sentence_and_its_place() -> None:
    edge = edges_of(graph_of([cv411(), kh69()]), "411-CV/TU|tra vinh|2020-2025")[CT10_KEY]
    assert edge.sentence == "Các cấp ủy đã quán triệt Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư."
    assert (edge.relation, edge.dated, edge.page, edge.box) == (
        Relation.IMPLEMENTS,
        "2022-06-06",
        1,
        (50.0, 100.0, 300.0, 112.0),
    )
    assert cv411().reading.text[edge.start : edge.end] == edge.text


def test_an_asserted_edge_bears_who_asserts_it() -> None:
    graph = graph_of([cv411()])
    (edge,) = (one for one in graph.edges if one.asserted)
    assert (edge.source, edge.relation, edge.said_by) == (
        "69-KH/TU|tra vinh|2015-2020",
        Relation.IMPLEMENTS,
        "411-CV/TU|tra vinh|2020-2025",
    )
    assert edge.target == "18-KL/TW|trung uong|≤XIII"  # undated, and no other paper tells more


def test_a_short_form_waits_for_the_document_it_means() -> None:
    open_edge = edges_of(graph_of([cv411()]), "411-CV/TU|tra vinh|2020-2025")[None]
    assert (open_edge.text, open_edge.confidence) == ("Quy định 784", 0.0)
    settled = edges_of(graph_of([cv411(), qd784()]), "411-CV/TU|tra vinh|2020-2025")
    assert settled["784-QD/TU|tra vinh|2015-2020|quy định"].confidence < 0.9
    assert None not in settled


def test_a_short_form_is_not_resolved_in_another_province_or_before_its_day() -> None:
    elsewhere = citing("Theo Quy định 784, cấp ủy dự họp.", mention="Quy định 784", short=True, kind="quy định")
    assert edges_of(graph_of([elsewhere, qd784()]), own(elsewhere)).keys() == {None}
    early = paper(
        header("1-CV/TU", "công văn", "2016-01-04", "Tỉnh ủy Trà Vinh", "Trà Vinh"),
        "Theo Quy định 784, cấp ủy dự họp.",
        cite("Quy định 784", short=True, kind="quy định", jurisdiction="Trà Vinh"),
    )
    assert edges_of(graph_of([early, qd784()]), own(early)).keys() == {None}


def own(one: Paper) -> str:
    return next(document.key for document in graph_of([one]).documents if document.received)


def test_an_undated_number_of_two_terms_is_told_by_topic_or_stays_open() -> None:
    both = [kl18_2017(), kl18_2026()]
    topical = citing(
        "Theo Kết luận số 18-KL/TW về tiếp tục thực hiện Chỉ thị 10-CT/TW.",
        on="2026-06-01",
        mention="Kết luận số 18-KL/TW",
        **KL18,
    )
    bare = citing(
        "Thực hiện Kết luận số 18-KL/TW về công tác cán bộ.", on="2026-06-02", mention="Kết luận số 18-KL/TW", **KL18
    )
    assert edges_of(graph_of([*both, topical]), own(topical)).keys() == {KL18_XII}
    edge = edges_of(graph_of([*both, bare]), own(bare))[None]
    assert set(edge.candidates) == {KL18_XII, KL18_XIV}


def test_an_undated_number_is_of_the_citers_own_term_where_nothing_else_tells() -> None:
    late = citing("Thực hiện Kết luận số 18-KL/TW.", on="2026-06-02", mention="Kết luận số 18-KL/TW", **KL18)
    edge = edges_of(graph_of([kl18_2017(), kl18_2026(), late]), own(late))[KL18_XIV]
    assert edge.confidence < 0.7
    early = citing("Thực hiện Kết luận số 18-KL/TW.", on="2020-06-02", mention="Kết luận số 18-KL/TW", **KL18)
    assert edges_of(graph_of([kl18_2017(), kl18_2026(), early]), own(early)).keys() == {KL18_XII}


def test_an_undated_number_of_the_state_is_of_the_citers_year_or_stays_open() -> None:
    told: dict[str, Any] = {"symbol": "16/NQ-CP", "kind": "nghị quyết"}
    dated = citing("Nghị quyết số 16/NQ-CP ngày 27/02/2007", date="2007-02-27", **told)
    late = citing("Nghị quyết số 16/NQ-CP", on="2022-03-01", **told)
    same = citing("Theo Nghị quyết số 16/NQ-CP", on="2007-03-01", mention="Nghị quyết số 16/NQ-CP", **told)
    graph = graph_of([dated, late, same])
    assert edges_of(graph, own(late))[None].candidates == ("16/NQ-CP|trung uong|2007",)
    assert edges_of(graph, own(same)).keys() == {"16/NQ-CP|trung uong|2007"}


def test_a_law_by_its_day_is_the_law_by_its_number() -> None:
    numbered = citing(
        "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024.",
        symbol="31/2024/QH15",
        name="Luật Đất đai",
        kind="luật",
        date="2024-01-18",
    )
    by_day = citing("Luật Đất đai ngày 18 tháng 01 năm 2024", name="Luật Đất đai", kind="luật", date="2024-01-18")
    bare = citing("Luật Đất đai", on="2024-06-01", name="Luật Đất đai", kind="luật")
    graph = graph_of([numbered, by_day, bare])
    assert {one.target for one in graph.edges} == {"31/QH15|trung uong|2024"}
    assert {one.target for one in graph_of([bare]).edges} == {None}


def test_a_law_by_its_year_is_not_the_law_of_another_year() -> None:
    told: dict[str, Any] = {"name": "Bộ luật Hình sự", "kind": "bộ luật"}
    today = citing("Bộ luật Hình sự số 100/2015/QH13", symbol="100/2015/QH13", **told)
    before, by_year = (
        citing("Bộ luật Hình sự năm 1999", **told),
        citing("Theo Bộ luật Hình sự năm 2015", mention="Bộ luật Hình sự năm 2015", **told),
    )
    by_day = citing("Bộ luật Hình sự ngày 21/12/1999", date="1999-12-21", **told)
    graph = graph_of([today, before, by_year, by_day])
    old, new = "bo luat hinh su|trung uong|1999", "100/QH13|trung uong|2015"
    assert [next(iter(edges_of(graph, own(one)))) for one in (before, by_year, by_day)] == [old, new, old]
    assert graph.doubts == ()


def test_offices_of_one_code_are_kept_apart() -> None:
    told: dict[str, Any] = {"symbol": "9-KH/HU", "kind": "kế hoạch", "jurisdiction": "Cà Mau", "date": "2021-06-01"}
    one = citing("Kế hoạch số 9-KH/HU của Huyện ủy Cái Nước", issuer="Huyện ủy Cái Nước", **told)
    two = citing("Kế hoạch số 9-KH/HU của Huyện ủy Đầm Dơi", issuer="Huyện ủy Đầm Dơi", **told)
    untold = citing("Kế hoạch số 9-KH/HU ngày 01/6/2021", **told)
    assert edges_of(graph_of([one, untold]), own(untold)).keys() == {"9-KH/HU|ca mau|huyen cai nuoc|2020-2025"}
    assert edges_of(graph_of([one, two, untold]), own(untold)).keys() == {None}


def test_an_office_that_is_not_told_is_the_citers_own_or_the_provinces() -> None:
    told: dict[str, Any] = {"kind": "kế hoạch", "jurisdiction": "Cà Mau", "date": "2021-06-01"}
    text, mention = "Thực hiện Kế hoạch số 9-KH/HU ngày 01/6/2021.", "Kế hoạch số 9-KH/HU ngày 01/6/2021"

    def in_district(name: str) -> Paper:
        head = header(f"{len(name)}-BC/HU", "báo cáo", "2021-09-09", f"Huyện ủy {name}", "Cà Mau")
        return paper(head, text, cite(mention, Relation.IMPLEMENTS, "9-KH/HU", **told))

    plan = paper(header("9-KH/HU", "kế hoạch", "2021-06-01", "Huyện ủy Cái Nước", "Cà Mau"), "Kế hoạch.")
    same, other, third = in_district("Cái Nước"), in_district("Đầm Dơi"), in_district("Thới Bình")
    graph = graph_of([plan, same, other, third])
    assert edges_of(graph, own(same)).keys() == {own(plan)}
    assert edges_of(graph, own(other)).keys() == {"9-KH/HU|ca mau|?huyen dam doi|2021-06-01"}
    assert edges_of(graph, own(third)).keys() == {"9-KH/HU|ca mau|?huyen thoi binh|2021-06-01"}


def test_an_odd_date_is_a_doubt_with_the_likely_document() -> None:
    odd = citing("Chỉ thị số 10-CT/TW, ngày 30/4/2007", date="2007-04-30", **CT10)
    (doubt,) = graph_of([kl18_2017(), cv411(), quang_binh(), odd]).doubts
    assert (doubt.code, doubt.key, doubt.proposed, doubt.page) == ("odd-date", CT10_KEY, CT10_KEY, 1)
    assert "ghi ngày 30/4/2007, nhưng 3 văn bản khác ghi ngày 30/3/2007" in doubt.message


def test_a_date_of_another_term_makes_no_silent_merge() -> None:
    odd = citing("Chỉ thị số 10-CT/TW, ngày 30/3/2017", date="2017-03-30", **CT10)
    graph = graph_of([kl18_2017(), cv411(), quang_binh(), odd])
    assert edges_of(graph, own(odd)).keys() == {"10-CT/TW|trung uong|XII"}
    (doubt,) = graph.doubts
    assert (doubt.code, doubt.key, doubt.proposed) == ("likely-same", "10-CT/TW|trung uong|XII", CT10_KEY)


def test_a_wrong_kind_is_a_doubt() -> None:
    slip = citing("Kế hoạch số 18-KH/TW, ngày 22/9/2017", symbol="18-KH/TW", kind="kế hoạch", date="2017-09-22")
    (doubt,) = graph_of([kl18_2017(), slip]).doubts
    assert (doubt.key, doubt.proposed) == ("18-KH/TW|trung uong|XII", KL18_XII)


def test_a_number_given_to_the_merged_province_is_a_doubt() -> None:
    told: dict[str, Any] = {
        "symbol": "784-QĐ/TU",
        "kind": "quy định",
        "jurisdiction": "Vĩnh Long",
        "date": "2016-05-10",
    }
    late = citing("Quy định số 784-QĐ/TU, ngày 10/5/2016", **told)
    (doubt,) = graph_of([qd784(), late]).doubts
    assert doubt.proposed == "784-QD/TU|tra vinh|2015-2020|quy định"
    assert "tỉnh này nay thuộc tỉnh kia" in doubt.message


def test_a_date_after_the_end_of_the_province_is_a_doubt() -> None:
    told: dict[str, Any] = {"symbol": "9-KH/TU", "kind": "kế hoạch", "jurisdiction": "tỉnh Trà Vinh"}
    late = citing("Kế hoạch số 9-KH/TU, ngày 01/7/2025", on="2026-01-05", date="2025-07-01", **told)
    on_time = citing("Kế hoạch số 9-KH/TU, ngày 30/6/2025", on="2026-01-05", date="2025-06-30", **told)
    (doubt,) = graph_of([late]).doubts
    assert (doubt.code, "đã nhập vào Vĩnh Long" in doubt.message) == ("after-its-end", True)
    assert graph_of([on_time]).doubts == ()


def test_two_received_papers_of_one_number_are_a_doubt() -> None:
    again = replace(kh69(), sha256="f" * 64)
    other = paper(header("69-KH/TU", "kế hoạch", "2019-01-02", "Tỉnh ủy Trà Vinh", "Trà Vinh"), "Kế hoạch khác.")
    assert graph_of([kh69(), again]).doubts == ()
    assert [one.code for one in graph_of([kh69(), other]).doubts] == ["same-number"]


def test_a_merge_and_a_split() -> None:
    odd = citing("Chỉ thị số 10-CT/TW, ngày 30/3/2017", date="2017-03-30", **CT10)
    papers = [kl18_2017(), cv411(), quang_binh(), odd]
    merge = Ruling(Act.MERGE, "10-CT/TW|trung uong|XII", CT10_KEY, "Chị Lan", AT)
    merged = graph_of(papers, [merge])
    assert "10-CT/TW|trung uong|XII" not in keys(merged)
    assert edges_of(merged, own(odd)).keys() == {CT10_KEY}
    split = Ruling(Act.SPLIT, CT10_KEY, "10-CT/TW khác", "Chị Lan", AT, *quang_binh().place)
    apart = graph_of(papers, [split])
    assert "10-CT/TW khác" in edges_of(apart, own(quang_binh()))
    assert CT10_KEY in edges_of(apart, own(cv411()))
    assert graph_of(papers, []) == graph_of(papers)


@pytest.mark.parametrize(
    ("pairs", "stays"),
    [
        (["ab", "bc"], "c"),
        (["bc", "ab"], "c"),
        (["ab", "ba"], "a"),
        (["ab", "bc", "ca"], "a"),
        (["ab", "bc", "cb"], "b"),
        (["ab", "cb", "bd"], "d"),
        (["ab", "ab"], "b"),
    ],
)
def test_merges_in_any_order_leave_one_document(pairs: list[str], stays: str) -> None:
    rulings = [Ruling(Act.MERGE, pair[0], pair[1], "Lan", AT) for pair in pairs]
    into = merged(rulings)
    assert {root(key, into) for key in set("".join(pairs))} == {stays}


def test_a_merge_settles_what_was_open_between_the_two() -> None:
    mention = "Kết luận số 18-KL/TW"
    bare = citing(f"Thực hiện {mention} về công tác cán bộ.", on="2026-06-02", mention=mention, **KL18)
    papers = [kl18_2017(), kl18_2026(), bare]
    assert edges_of(graph_of(papers), own(bare)).keys() == {None}
    merge = Ruling(Act.MERGE, KL18_XIV, KL18_XII, "Chị Lan", AT)
    assert edges_of(graph_of(papers, [merge]), own(bare)).keys() == {KL18_XII}


def test_papers_without_a_number_stand_for_themselves() -> None:
    web = paper(
        header(None, "", None, "", ""),
        "Bài báo nêu Chỉ thị số 10-CT/TW, ngày 30/3/2007.",
        cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", date="2007-03-30", **CT10),
    )
    graph = graph_of([web])
    assert keys(graph) == [CT10_KEY, f"|@{web.sha256[:12]}-1"]


ANY = st.none() | st.text(max_size=12)
NEAR = st.sampled_from(
    ["10-CT/TW", "18-KL/TW", "9-KH/HU", "12/QĐ-UBND", "31/2024/QH15", "784-QĐ/TU", "x", "-", "5/", "7-"]
)
DATES = st.sampled_from([None, "2017", "2017-09-22", "2026-04-02", "2017-13-45", "không rõ", "0001-01-01"])
CITED = st.builds(
    Citation,
    text=st.text(max_size=20),
    start=st.integers(0, 40),
    end=st.integers(0, 60),
    relation=st.sampled_from(Relation),
    rule=st.just("x"),
    confidence=st.floats(0, 1),
    symbol=st.none() | NEAR | st.text(max_size=9),
    kind=st.sampled_from([None, "chỉ thị", "quy định", "quyết định", "gì đó"]),
    name=ANY,
    date=DATES,
    issuer=st.sampled_from([None, "UBND huyện A", "Huyện ủy", "tỉnh", "(", "Đảng ủy Khối"]),
    term=st.sampled_from([None, "XII", "XX"]),
    jurisdiction=st.sampled_from([None, "Trung ương", "Trà Vinh", "tỉnh ", ""]),
)
SAID = st.builds(AssertedEdge, NEAR, st.sampled_from(Relation), NEAR, st.integers(0, 40), st.integers(0, 60))


@tried(max_examples=80, deadline=None)
@given(st.lists(st.tuples(NEAR, DATES, st.lists(CITED, max_size=4), st.lists(SAID, max_size=2)), max_size=4))
def test_no_reading_breaks_the_graph(told: list[tuple[str, str | None, list[Citation], list[AssertedEdge]]]) -> None:
    papers = [
        Paper(
            f"{number:064}",
            0,
            "x.pdf",
            replace(
                paper(header(symbol, "công văn", date, "Huyện ủy A", "Trà Vinh"), "Căn cứ văn bản số 5. " * 3).reading,
                citations=tuple(cited),
                asserted_edges=tuple(edges),
            ),
        )
        for number, (symbol, date, cited, edges) in enumerate(told)
    ]
    graph = graph_of(papers)
    known = set(keys(graph))
    assert graph == graph_of(reversed(papers))
    assert {place for one in graph.documents for place in one.papers} == {one.place for one in papers}
    assert {one.source for one in graph.edges} | {one.target for one in graph.edges if one.target} <= known
    assert {key for one in graph.edges for key in one.candidates} <= known
    assert all(0 <= one.confidence <= 1 for one in graph.edges)


def test_nothing_gives_nothing() -> None:
    assert graph_of([]) == Graph()


@tried(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(all_papers()), st.integers(0, 14))
def test_the_order_of_arrival_does_not_matter(papers: list[Paper], some: int) -> None:
    assert graph_of(papers) == graph_of(all_papers())
    part = papers[:some]
    assert graph_of(part) == graph_of(reversed(part))


@tried(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(all_papers()), unique_by=lambda one: one.place), st.sampled_from(all_papers()))
def test_one_more_paper_takes_no_document_away(papers: list[Paper], more: Paper) -> None:
    """What is known of a symbol can grow; only what was not known in full gives way to what is."""
    before = {key for key in keys(graph_of(papers)) if "≤" not in key and "?" not in key}
    assert before <= set(keys(graph_of([*papers, more])))

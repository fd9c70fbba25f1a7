"""Documents named, held against gold: what counts as right, and what counts neither way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.cited_verdicts import cited, is_scored
from records import AssertedEdge, Citation, Relation


def read(symbol: str | None, relation: str = "mentions", date: str | None = None, name: str | None = None) -> Citation:
    text = symbol or name or "?"
    return Citation(text, 0, 1, Relation(relation), "test", 0.95, symbol=symbol, date=date, name=name)


def gold(symbol: str | None, relation: str = "mentions", **more: Any) -> dict[str, Any]:
    return {"text": symbol or "?", "symbol": symbol, "relation": relation, **more}


def wrong(
    golds: list[dict[str, Any]], found: list[Citation], edges: list[Any] | None = None
) -> list[tuple[str, Any, Any]]:
    want = {"citations": golds, "asserted_edges": edges or [], "citations_scored": True}
    return [(one.field, one.want, one.got) for one in cited(want, found, ()) if one.want != one.got]


@pytest.mark.parametrize(
    ("want", "scored"),
    [
        pytest.param({}, False, id="nothing said"),
        pytest.param({"citations": []}, False, id="empty says nothing either"),
        pytest.param({"citations": [], "citations_scored": True}, True, id="named to be empty"),
        pytest.param({"citations": [gold("1-CT/TU")]}, True, id="some"),
    ],
)
def test_when_a_dispatch_is_scored(want: dict[str, Any], scored: bool) -> None:
    assert is_scored(want) is scored
    assert bool(list(cited(want, [read("9-KH/TU")], ()))) is scored


@pytest.mark.parametrize(
    ("golds", "found"),
    [
        pytest.param([gold("1-CT/TU")], [read("1 - ct/tu")], id="blanks and case"),
        pytest.param([gold("1-CT/TU"), gold("1-CT/TU")], [read("1-CT/TU"), read("1-CT/TU")], id="twice"),
        pytest.param([gold("1-CT/TU", optional=True)], [], id="optional and missed"),
        pytest.param([gold("1-CT/TU", optional=True)], [read("1-CT/TU", date="2020-01-01")], id="optional and found"),
        pytest.param([gold(None, name="Luật Lưu trữ")], [read(None, name="Luật Lưu trữ ngày 21/6/2024")], id="name"),
        pytest.param([gold(None, name="Luật A", symbol_known="1/2020/QH14")], [read("1/2020/QH14")], id="known number"),
        pytest.param([gold("1-CT/TU", "implements", relation_also=["mentions"])], [read("1-CT/TU")], id="as good"),
        pytest.param([gold("1-CT/TU")], [read("1-CT/TU", date="2020-01-01")], id="the gold knows no year"),
        pytest.param(
            [gold("1-CT/TU", date=dt.date(2025, 2, 19), date_true=dt.date(2026, 2, 18))],
            [read("1-CT/TU", date="2026-02-18")],
            id="a misprinted day put right",
        ),
        pytest.param(
            [gold("1-CT/TU", "implements"), gold("1-CT/TU", "mentions")],
            [read("1-CT/TU", "mentions"), read("1-CT/TU", "implements")],
            id="relations in another order",
        ),
    ],
)
def test_what_is_right(golds: list[dict[str, Any]], found: list[Citation]) -> None:
    assert wrong(golds, found) == []


def test_a_missed_mention_is_missed_as_document_too() -> None:
    assert wrong([gold("1-CT/TU", date=dt.date(2020, 1, 1))], []) == [
        ("citations", "1-CT/TU", None),
        ("relations", "1-CT/TU mentions", None),
        ("documents", "1-CT/TU 2020", None),
    ]


def test_an_invented_one_is_wrong_as_well() -> None:
    assert wrong([], [read("9-KH/TU")]) == [
        ("citations", None, "9-KH/TU"),
        ("relations", None, "9-KH/TU mentions"),
        ("documents", None, "9-KH/TU "),
    ]


def test_another_year_is_another_document() -> None:
    own = wrong([gold("1-CT/TU", date=dt.date(2020, 1, 1))], [read("1-CT/TU", date="2015-01-01")])
    assert own == [("documents", "1-CT/TU 2020", None), ("documents", None, "1-CT/TU 2015")]


def test_another_relation_is_wrong_by_itself() -> None:
    assert wrong([gold("1-CT/TU", "implements")], [read("1-CT/TU")]) == [
        ("relations", "1-CT/TU implements", "1-CT/TU mentions")
    ]


def test_edges_are_held_as_triples() -> None:
    want = {"citations": [gold("1-CT/TU")], "asserted_edges": [["1-CT/TU", "implements", "2-KL/TW"]]}
    edge = AssertedEdge("1-CT/TU", Relation.IMPLEMENTS, "2-KL/TW", 0, 1)
    assert [one.want == one.got for one in cited(want, [read("1-CT/TU")], [edge]) if one.field == "edges"] == [True]
    assert [one.got for one in cited(want, [read("1-CT/TU")], []) if one.field == "edges"] == [None]

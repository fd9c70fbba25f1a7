"""People who follow documents, and papers that come later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from following import follow as graph_and_tasks
from records import Paper, Relation
from settings import Settings
from tests.papers_of_graph import CT10, cite, header, paper, reading
from tests.test_graph_registry import saved

AT = dt.datetime(2026, 5, 1, 8, 0, tzinfo=dt.UTC)
MENTION = "Chỉ thị số 10-CT/TW, ngày 30/3/2007"


def citing(symbol: str, relation: Relation = Relation.IMPLEMENTS, day: str = "2026-04-20") -> Paper:
    """A dispatch of Trà Vinh that does this to 10-CT/TW."""
    head = header(symbol, "công văn", day, "Tỉnh ủy Trà Vinh", "Trà Vinh")
    return paper(head, f"Thực hiện {MENTION} của Ban Bí thư.", cite(MENTION, relation, date="2007-03-30", **CT10))


def carrying_out(symbol: str, of: str, day: str = "2026-04-20") -> Paper:
    """A dispatch of Trà Vinh that carries out the one of this number and day."""
    mention = f"Công văn số {of}, ngày {dt.date.fromisoformat(day):%d/%m/%Y}"
    head = header(symbol, "công văn", "2026-04-21", "Tỉnh ủy Trà Vinh", "Trà Vinh")
    said = cite(mention, Relation.IMPLEMENTS, of, jurisdiction="Trà Vinh", date=day)
    return paper(head, f"Thực hiện {mention} của Tỉnh ủy.", said)


def without_citations(one: Paper) -> Paper:
    """The same paper as it is read where the citation was not seen."""
    head = one.reading.header
    return replace(one, reading=reading(head, one.reading.text))


def came(*papers: Paper) -> int:
    """How many new pieces of news there are once these papers came and the graph was made."""
    from telling import look

    saved(*papers)
    graph_and_tasks(Settings())
    return look()

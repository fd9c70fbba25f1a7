"""Several that put dispatches into the graph at the same time: none puts in what another one's change makes untrue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from graphing import bring_graph_up_to_date
from records import Paper
from registry.graph import DjangoGraph
from registry.models import DocumentRow
from tests.papers_of_graph import all_papers
from tests.test_graph_registry import saved
from tests.test_resolve import CT10_KEY, citing
from tests.test_revise import held

#: As many as put in at once, and what each of them puts in, one after another.
SEVERAL, EACH = 4, 3
DIRECTIVE = "Chỉ thị số 10-CT/TW, ngày 30/3/2007"


def citers() -> list[Paper]:
    told: dict[str, Any] = {"symbol": "10-CT/TW", "kind": "chỉ thị", "date": "2007-03-30", "mention": DIRECTIVE}
    return [citing(f"Căn cứ {DIRECTIVE}{'.' * number}", **told) for number in range(SEVERAL * EACH)]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_leave_the_graph_made_anew() -> None:
    saved(*all_papers())
    bring_graph_up_to_date(DjangoGraph())
    before = DocumentRow.objects.get(key=CT10_KEY).cited
    papers, barrier = citers(), Barrier(SEVERAL)

    def put_in(first: int) -> None:
        barrier.wait()
        for one in papers[first::SEVERAL]:
            saved(one)
            bring_graph_up_to_date(DjangoGraph())

    with ThreadPoolExecutor(SEVERAL) as pool:
        list(pool.map(put_in, range(SEVERAL)))
    bring_graph_up_to_date(DjangoGraph())
    assert DocumentRow.objects.get(key=CT10_KEY).cited == before + len(papers)
    held()

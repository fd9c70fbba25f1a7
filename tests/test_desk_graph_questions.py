"""The pages of the graph over a made-up register: a bounded number of questions, whatever is asked."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import DocumentRow
from tests.desk import signed_in
from tests.test_desk_lists import MOST_QUERIES, fill
from web.groups import Group

DIRECTIVE = "10-CT/TW|trung uong|X"


def addresses() -> list[str]:
    keys = list(DocumentRow.objects.filter(cited__gt=0).order_by("pk").values_list("key", flat=True))
    asked = [(path, {"document": key}) for path in ("", "dua-vao/", "hinh/") for key in (keys[7], keys[-7])]
    asked += [("", {"document": DIRECTIVE, "through": "on"}), ("", {"document": keys[9], "through": "on"})]
    asked += [("", {"document": DIRECTIVE, "through": "on", "of": "Trà Vinh"}), ("", {"document": "kế hoạch"})]
    asked += [("hinh/", {"document": DIRECTIVE, "hops": "3"}), ("con-thieu/", {}), ("day-so/", {})]
    asked += [("vi-sao/", {"one": one, "other": other}) for one, other in zip(keys[::9], keys[::-11], strict=False)]
    return [f"/do-thi/{path}?{urlencode(told)}" for path, told in asked]


@pytest.mark.parametrize("dispatches", [100, 400])
def test_pages_of_the_graph_ask_as_often_at_any_size(transactional_db: None, dispatches: int) -> None:
    fill(dispatches)
    client, found = signed_in("phân tích", Group.ANALYST), {}
    for address in addresses():
        cache.clear()
        with CaptureQueriesContext(connection) as told:
            assert client.get(address).status_code == 200, address
        found[address] = len(told)
    assert len(found) > 20
    assert {address: number for address, number in found.items() if number > MOST_QUERIES} == {}

"""Names of private persons are found as names.toml says, and nothing else is taken for one."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from publish.analysts.names import TOLD, masked

RULES = tomllib.loads(TOLD.read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", RULES["examples"], ids=lambda one: one["text"][:30])
def test_examples(one: dict[str, Any]) -> None:
    assert masked(one["text"]) == one["masked"]


@pytest.mark.parametrize("one", RULES["counter_examples"], ids=lambda one: one["text"][:30])
def test_counter_examples(one: dict[str, Any]) -> None:
    assert masked(one["text"]) == one["text"]


def test_lists_and_what_is_no_text() -> None:
    assert masked(["ông Trần Văn Mẫu", "Sở Nội vụ"]) == ["ông [tên riêng]", "Sở Nội vụ"]
    assert masked(None) is None
    assert masked("đồng chí Nguye\u0302\u0303n Văn Mẫu") == "đồng chí [tên riêng]"


def test_everybody_known_stands_by_a_name_that_would_be_masked() -> None:
    assert [name for name in RULES["known"] if masked(name) != name] == []

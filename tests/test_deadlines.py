"""What dispatches say about time is read as a clerk reads it, and what sets no deadline sets none."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.deadlines import deadlines
from records import Deadline

HERE = Path(__file__).parent
FIELDS = ("due", "since", "recurrence", "rrule", "amount", "unit", "anchor", "event", "assumed")


def phrases(name: str) -> list[Any]:
    content = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [(group, one) for group in content["group"] for one in group["phrases"]]


def told(found: Deadline) -> dict[str, Any]:
    return {
        name: str(value) if name != "amount" and value is not True else value
        for name in FIELDS
        if (value := getattr(found, name))
    }


PHRASES = [pytest.param(one, id=one["say"]) for _, one in phrases("deadline_phrases")]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_means_what_a_clerk_says(phrase: dict[str, Any]) -> None:
    found = deadlines(phrase["say"], phrase.get("issued"))
    expected = [phrase, *phrase.get("more", [])]
    answers = [
        {name: str(one[name]) if isinstance(one[name], dt.date) else one[name] for name in FIELDS if name in one}
        for one in expected
    ]
    assert [told(one) for one in found] == answers
    assert all(phrase["say"][one.start : one.end] == one.text for one in found)
    for one, answer in zip(found, expected, strict=True):
        assert one.text == answer.get("words", one.text)


FRIENDS = [pytest.param(group["issued"], one, id=one) for group, one in phrases("deadline_false_friends")]


@pytest.mark.parametrize(("issued", "phrase"), FRIENDS)
def test_a_false_friend_sets_no_deadline(issued: dt.date, phrase: str) -> None:
    assert deadlines(phrase, issued) == ()

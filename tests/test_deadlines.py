"""What dispatches say about time is read as a clerk reads it, and what sets no deadline sets none."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from extractors.deadlines import deadlines, period
from records import Deadline
from rules import rules
from rules.fold import nfc

HERE = Path(__file__).parent
FIELDS = ("due", "since", "recurrence", "rrule", "amount", "unit", "anchor", "event", "assumed")
#: Characters a second on one core below which deadlines would hold up a sweep; about 900,000 are usual.
FASTEST_ALLOWED = 300_000
#: Seconds that no text may take, however it is made.
HOSTILE = 2.0


def phrases(name: str) -> list[tuple[dict[str, Any], Any]]:
    content = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [(group, one) for group in content["group"] for one in group["phrases"]]


def plain(value: Any) -> Any:
    return value if isinstance(value, bool | int) else str(value)


def told(found: Deadline) -> dict[str, Any]:
    return {name: plain(value) for name in FIELDS if (value := getattr(found, name))}


PHRASES = [pytest.param(one, id=one["say"]) for _, one in phrases("deadline_phrases")]
FRIENDS = [pytest.param(group["issued"], one, id=one) for group, one in phrases("deadline_false_friends")]


def test_the_tables_are_long_enough() -> None:
    assert len(PHRASES) >= 300
    assert len(FRIENDS) >= 120


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_means_what_a_clerk_says(phrase: dict[str, Any]) -> None:
    found = deadlines(phrase["say"], phrase.get("issued"))
    expected = [phrase, *phrase.get("more", [])]
    answers = [{name: plain(one[name]) for name in FIELDS if name in one} for one in expected]
    assert [told(one) for one in found] == answers
    assert all(phrase["say"][one.start : one.end] == one.text for one in found)
    assert [answer.get("words", one.text) for one, answer in zip(found, expected, strict=True)] == [
        one.text for one in found
    ]


@pytest.mark.parametrize(("issued", "phrase"), FRIENDS)
def test_a_false_friend_sets_no_deadline(issued: dt.date, phrase: str) -> None:
    assert deadlines(phrase, issued) == ()


def test_every_rule_of_recurrence_is_one_and_comes_again() -> None:
    said = [
        one["rrule"]
        for _, phrase in phrases("deadline_phrases")
        for one in [phrase, *phrase.get("more", [])]
        if "rrule" in one
    ]
    for written in sorted(set(said)):
        begun = dt.datetime(2025, 2, 10)
        days = list(itertools.islice(rrulestr(written, dtstart=begun), 4))
        assert len(days) == 4, written


@pytest.mark.parametrize(
    ("say", "days"),
    [
        ("Hằng quý", ["2025-03-31", "2025-06-30", "2025-09-30"]),
        ("trước ngày 30 hằng tháng", ["2025-02-28", "2025-03-30", "2025-04-30"]),
        ("trước ngày 15 tháng 11 hằng năm", ["2025-11-15", "2026-11-15", "2027-11-15"]),
        ("Định kỳ 6 tháng", ["2025-06-30", "2025-12-31", "2026-06-30"]),
        ("trước ngày 20 của tháng cuối quý", ["2025-03-20", "2025-06-20", "2025-09-20"]),
        ("ngày làm việc cuối cùng của tháng", ["2025-02-28", "2025-03-31", "2025-04-30"]),
    ],
)
def test_a_recurrence_falls_on_its_days_from_whatever_day_it_is_counted(say: str, days: list[str]) -> None:
    (found,) = deadlines(say, None)
    assert found.rrule
    falling = itertools.islice(rrulestr(found.rrule, dtstart=dt.datetime(2025, 2, 10)), 3)
    assert [day.date().isoformat() for day in falling] == days


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("06 tháng cuối năm 2022", "2022-12-31"),
        ("II. NHIỆM VỤ TRỌNG TÂM 06 THÁNG CUỐI NĂM 2022", "2022-12-31"),
        ("Quý I/2024", "2024-03-31"),
        ("Quý III, IV năm 2022:", "2022-12-31"),
        ("I. Kết quả 6 tháng đầu năm; nhiệm vụ 6 tháng cuối năm 2022", "2022-12-31"),
        ("tập trung thực hiện một số nhiệm vụ trong 06 tháng cuối năm như sau:", "2022-12-31"),
        ("Nhiệm vụ tháng 7/2022", "2022-07-31"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023", "2023-12-31"),
        ("Giai đoạn 2022 - 2025", "2025-12-31"),
        ("3. Hoàn thành trước ngày 30/9/2022:", "2022-09-30"),
        ("KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM", None),
        ("Đánh giá tình hình thực hiện nhiệm vụ quý III/2022", None),
        ("KẾ HOẠCH Tổ chức Festival năm 2026", None),
        ("nhiệm kỳ 2020 - 2025", None),
        ("Kế hoạch 5 năm 2021 - 2025", None),
        ("năm học 2022 - 2023", None),
        ("Quý I/2022", None),
        ("1. Công tác xây dựng Đảng", None),
    ],
)
def test_a_heading_sets_its_period_for_what_it_heads(heading: str, due: str | None) -> None:
    found = period(heading, dt.date(2022, 6, 28))
    assert (found.due if found else None) == due


def test_a_heading_can_say_how_often() -> None:
    found = period("Hằng quý:", dt.date(2022, 6, 28))
    assert found
    assert found.recurrence == "quarterly"


def test_a_day_before_the_issue_is_no_deadline_and_an_unknown_issue_lowers_the_confidence() -> None:
    words = "gửi trước ngày 10/6/2022"
    assert deadlines(words, dt.date(2022, 6, 11)) == ()
    (sure,) = deadlines(words, dt.date(2022, 6, 10))
    (unsure,) = deadlines(words, None)
    assert (sure.due, unsure.due) == ("2022-06-10", "2022-06-10")
    assert unsure.confidence < 0.9 <= sure.confidence


def test_what_is_assumed_or_mended_is_never_sure() -> None:
    for _, phrase in phrases("deadline_phrases"):
        for one in deadlines(phrase["say"], phrase.get("issued")):
            assert not one.assumed or one.confidence < 0.9, phrase["say"]
    (mended,) = deadlines("gửi trước ngày 1O tháng l2 năm 2019", dt.date(2019, 11, 20))
    assert mended.confidence < 0.9


def test_deadlines_come_in_reading_order_and_do_not_overlap() -> None:
    text = " ".join(phrase["say"] + "." for _, phrase in phrases("deadline_phrases"))
    found = deadlines(text, dt.date(2022, 1, 1))
    assert len(found) > 150
    assert all(one.end <= later.start for one, later in itertools.pairwise(found))
    assert {one.rule for one in found} <= {rule.id for rule in rules("deadlines")} | {"lead.cell"}


@pytest.mark.parametrize(
    "text",
    [
        *(piece * 20_000 for piece in ("1", "12/", "ngày ", "hằng ", "trước ngày ", "tháng 1 ", "6 tháng ", "quý I ")),
        *(
            piece * 5_000
            for piece in ("kể từ ngày nhận ", "trong thời hạn 5 ngày ", "đến hết ngày ", "thời gian ", "báo cáo ")
        ),
        "trước ngày" + " " * 100_000 + "10/11/2018",
        "trong thời hạn 5 ngày kể từ ngày " + "a" * 100_000,
    ],
    ids=lambda text: text[:24],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    deadlines(text, dt.date(2018, 10, 24))
    assert time.process_time() - begun < HOSTILE


@pytest.mark.shared
def test_deadlines_are_found_in_all_texts_fast_enough(shared: Path) -> None:
    with (shared / "vbpl" / "texts.jsonl").open(encoding="utf-8") as file:
        texts = [nfc(json.loads(line)["text"]) for line in file]
    begun = time.process_time()
    found = [deadlines(text, dt.date(2026, 1, 1)) for text in texts]
    assert sum(map(len, texts)) / (time.process_time() - begun) > FASTEST_ALLOWED
    assert sum(map(len, found)) > 1500
    assert all(text[one.start : one.end] == one.text for text, each in zip(texts, found, strict=True) for one in each)

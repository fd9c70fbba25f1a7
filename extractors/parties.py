"""Who else takes part in an act: those to act with, who is reported to and through whom, for whom it is drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.actors import Words, named_at

WITH = re.compile(r"(?<!\w)phoi\s+hop\s+(?:chat\s+che\s+)?(?:cung\s+)?(?:voi\s+|cung\s+)?")
#: Words of reporting; the receiver stands behind them at once, or behind 'về', 'cho' and what is reported.
REPORT = re.compile(r"(?<!\w)(?:bao\s+cao|gui|nop|trinh|phan\s+anh|bao|thong\s+bao)\s+(?:(?:ngay|lai|truc\s+tiep)\s+)?")
RECEIVER = re.compile(r"(?:(?!ve\s|cho\s|voi\s)[^\s;:]+\s+){0,22}?(?:ve|cho|voi|den|toi)\s+")
#: Of these the receiver stands only behind 'cho' ('thông báo cho Sở').
TELLING = "thong"
#: Those who lead an organ are named with it.
LEADERS = re.compile(r"lanh\s+dao\s+(?:cac\s+)?")
THROUGH = re.compile(r"(?<!\w)(?:thong\s+)?qua\s+")
FOR = re.compile(r"(?<!\w)tham\s+muu(?:\s*,?\s*giup(?:\s+viec)?)?\s+(?:cho\s+|giup\s+)?")

#: Where a name is over though no act follows it: what is reported, when, and through whom.
ENDS = re.compile(
    r"\s*[()]|\s+(?:để|trong|về|nhằm|trước|theo|khi|khẩn|qua|vào|đúng|kết quả|tiến độ|những|kế hoạch|danh sách|số liệu|"
    r"các vụ|các nội dung|chậm nhất|h[ằà]ng (?:năm|quý|tháng|tuần|ngày)|định kỳ|việc|tình hình|phương án|bằng|"
    r"biến động|dự thảo|khó khăn|vướng mắc|sau đó|lịch (?:vận hành|họp|công tác|tiếp)|nhu cầu|hai lần|bảng|kèm|"
    r"đối với|các (?:việc|lô|trường hợp)|"
    r"tại (?:hội nghị|các kỳ|buổi|phiên|cuộc)|số (?:thừa|lượng|liệu))(?:\s|\Z)"
    # behind the word for the level only some words go on with a name ('UBND các huyện ven biển')
    r"|(?:(?<=\bhuyện)|(?<=\bphường)|(?<=\btỉnh))\s(?=[a-zà-ỹ])"
    r"(?!(?:và|cùng|có|liên|trực|thuộc|nơi|ven|miền|biên|giáp|thị|thành|xã|trên|bạn)\s)"
)

#: The first of the names in a list; one of them has commas itself: 'Phòng Kinh tế, Hạ tầng và Đô thị'.
FIRST = re.compile(
    r"(?:Phòng|Sở|Bộ|Ban|Vụ)\s[^,]+,\s(?!Ủy|Ban|Bộ|Sở|Phòng|Hội|Văn phòng|Chi |Cục|Vụ|Đảng|Công an|Thường)"
    r"[A-ZĐÀ-Ỹ][^,]*?\svà\s[^,]+|[^,]*"
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Those named in an act beside its actor."""

    coordinators: tuple[str, ...] = ()
    report_to: str | None = None
    channel: str | None = None
    drafts_for: str | None = None


def parties(words: Words, start: int, end: int) -> Parties:
    """The parties of the act that stands at `start`..`end`."""
    return Parties(
        coordinators=tuple(dict.fromkeys(_all(words, WITH, start, end))),
        report_to=next((_first(name) for name in _receivers(words, start, end)), None),
        channel=next(iter(_all(words, THROUGH, start, end)), None),
        drafts_for=next(iter(_all(words, FOR, start, end)), None),
    )


def _receivers(words: Words, start: int, end: int) -> Iterator[str]:
    """Those to whom something is reported, sent or handed in, in reading order."""
    for match in REPORT.finditer(words.folded, start, end):
        direct = None if match[0].startswith(TELLING) else _led(words, match.end(), end)
        behind = RECEIVER.match(words.folded, match.end(), end) if direct is None else None
        name = direct or (_led(words, behind.end(), end) if behind else None)
        if name:
            yield name


def _led(words: Words, at: int, end: int) -> str | None:
    """The name at the place, with those who lead it ('lãnh đạo Chi cục')."""
    leaders = LEADERS.match(words.folded, at, end)
    named = named_at(words, leaders.end() if leaders else at, end)
    if named is None:
        return None
    return (words.text[at : leaders.end()] if leaders else "") + ENDS.split(named.name)[0].strip(" ,;:.")


def _first(names: str) -> str:
    match = FIRST.match(names)
    return match[0] if match else names


def _all(words: Words, cue: re.Pattern[str], start: int, end: int) -> list[str]:
    found = []
    for match in cue.finditer(words.folded, start, end):
        named = named_at(words, match.end(), end)
        if named is not None:
            found.append(ENDS.split(named.name)[0].strip(" ,;:."))
    return found

"""Who else takes part in an act: those to act with, who is reported to and through whom, for whom it is drafted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.actors import Words, named_at

WITH = re.compile(r"(?<!\w)phoi\s+hop\s+(?:chat\s+che\s+)?(?:cung\s+)?(?:voi\s+|cung\s+)?")
REPORT = re.compile(
    r"(?<!\w)(?:bao\s+cao|gui|nop|trinh|phan\s+anh)(?:\s+(?!ve\s|cho\s|voi\s)[\w()]+,?){0,11}?\s+(?:ve|cho|voi|den|toi)\s+"
    r"|(?<!\w)(?:bao\s+cao|gui|nop|trinh)\s+"
)
THROUGH = re.compile(r"(?<!\w)(?:thong\s+)?qua\s+")
FOR = re.compile(r"(?<!\w)tham\s+muu(?:\s*,?\s*giup(?:\s+viec)?)?\s+(?:cho\s+|giup\s+)?")

#: Where a name is over though no act follows it: what is reported, when, and through whom.
ENDS = re.compile(
    r"\s*[()]|\s+(?:để|trong|về|nhằm|trước|theo|khi|khẩn|qua|vào|đúng|kết quả|tiến độ|những|kế hoạch|danh sách|số liệu|"
    r"các vụ|các nội dung|chậm nhất|h[ằà]ng (?:năm|quý|tháng|tuần|ngày)|định kỳ|việc|tình hình|phương án|bằng|"
    r"biến động|dự thảo|khó khăn|vướng mắc|tại (?:hội nghị|các kỳ|buổi|phiên|cuộc)|số (?:thừa|lượng|liệu))(?:\s|\Z)"
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
        report_to=next((_first(name) for name in _all(words, REPORT, start, end)), None),
        channel=next(iter(_all(words, THROUGH, start, end)), None),
        drafts_for=next(iter(_all(words, FOR, start, end)), None),
    )


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

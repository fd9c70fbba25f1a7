"""The words around a mention: the sentence it stands in, and the title that follows it."""

from __future__ import annotations

import re

from rules import rule

SMALL = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
#: A sentence ends where a capital, a quote or a new paragraph follows; 'TP. Hồ', 'TM. Ban' and dates do not end one.
#: So does a line of its own (letterhead, heading, item), unless the next goes on in small letters.
END = re.compile(rf"(?<=[.!?;])(?<!\b(?:TP|TM|KT|TL|Tp|CT|ĐC)\.)\s+(?=[A-ZĐÀ-Ỹ\"“(\-+\d])|\n\s*\n|\n(?![\s{SMALL}])")
#: A longer one is cut: nobody reads more, and a page without full stops would be quoted whole.
LONGEST = 600


def sentence(text: str, start: int, end: int) -> str:
    r"""The sentence around `text[start:end]` on one line; the mention itself is always whole in it.

    >>> sentence("Thực hiện Chỉ thị 10. Căn cứ Kết luận 18-KL/TW; Căn cứ điều lệ.", 31, 39)
    'Căn cứ Kết luận 18-KL/TW;'
    >>> sentence("Số 256-CV/ĐUK\nVề việc quán triệt\nCông văn số 411-CV/TU\nKính gửi: Các chi bộ.", 33, 54)
    'Về việc quán triệt Công văn số 411-CV/TU'
    """
    ends = (one for one in END.finditer(text, max(0, start - LONGEST), start) if not _wrapped(text, one, start))
    first = max((one.end() for one in ends), default=None)
    last = END.search(text, end, min(len(text), end + LONGEST))
    before, after = text[first or 0 : start], text[end : last.start() if last else len(text)]
    if first is None and start > LONGEST:
        before = f"… {before[-LONGEST // 2 :].partition(' ')[2]}"
    if last is None and len(after) > LONGEST:
        after = f"{after[: LONGEST // 2].rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def _wrapped(text: str, gap: re.Match[str], start: int) -> bool:
    """Whether the line break right before the mention stands inside a sentence: nothing ended the line above."""
    return gap.group() == "\n" and gap.end() == start and text[gap.start() - 1 : gap.start()] not in ".;:!?"


def title_after(text: str, end: int) -> str | None:
    """What the document named before `end` is about, as the text tells it: 'về nâng cao …'; None where it does not."""
    match = rule("titles", "title.after").pattern.match(text[end : end + 400])
    return " ".join(match["title"].split()) if match else None

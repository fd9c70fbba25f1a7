"""News of followed documents in words: a line of it, and the letter to one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from publish import answers
from publish.answers import RELATION_NAMES, shown
from publish.cells import text
from records import SURE, Document, Edge

if TYPE_CHECKING:
    from registry.models import FollowRow
    from registry.news_told import Hop, News

#: Pieces of news written out in one letter; the page has all.
WRITTEN = 30


def subject(count: int) -> str:
    """'Theo dõi văn bản: 3 tin mới'."""
    return f"Theo dõi văn bản: {count} tin mới"


def message(name: str, news: Sequence[News], count: int, page: str) -> str:
    """The letter to the person of this name; `count` pieces are new, `page` is where they are shown ('': not told)."""
    lines = [f"Kính gửi: {name}", "", f"Có {count} tin mới về các văn bản bạn theo dõi.", ""]
    for one in news[:WRITTEN]:
        lines += [*whole(one), ""]
    if count > WRITTEN:
        lines += [f"Còn {count - WRITTEN} tin nữa trên trang Theo dõi văn bản.", ""]
    where = f": {page}" if page else " của Văn Thư"
    lines += [f"Xem nguyên văn, đánh dấu đã xem hoặc thôi theo dõi trên trang Theo dõi văn bản{where}"]
    return "\n".join(lines) + "\n"


def whole(one: News) -> Iterator[str]:
    """What happened in a line, and under it every step with its sentence."""
    yield f"- {heading(one)}"
    for hop in one.hops:
        yield f"  {step(hop)}: “{text(hop.edge.sentence)}” ({where(hop)})"


def heading(one: News) -> str:
    """'411-CV/TU ngày 6/6/2022 (Trà Vinh) thực hiện 10-CT/TW ngày 30/3/2007 (Trung ương)'."""
    paper = shown(one.paper) if one.paper else "Một văn bản"
    document = shown(one.document) if one.document else one.key
    told = next((hop for hop in one.hops if hop.edge.asserted), None)
    if one.through:
        return f"{paper} dẫn đến {document} qua {len(one.hops) - 1} văn bản khác"
    if told is not None:
        return f"{paper} cho biết {shown(told.source)} {RELATION_NAMES[one.relation]} {document}"
    return f"{paper} {RELATION_NAMES[one.relation]} {document}"


def step(hop: Hop) -> str:
    """'A thực hiện B', with a word of doubt where that is not sure."""
    return f"{shown(hop.source)} {RELATION_NAMES[hop.edge.relation]} {shown(hop.target)}{_doubt(hop.edge)}"


def where(hop: Hop) -> str:
    """The file and the page."""
    page = f", trang {hop.edge.page}" if hop.edge.page else ""
    return f"{text(hop.file)}{page}"


def _doubt(edge: Edge) -> str:
    return "" if edge.confidence >= SURE else " (chưa chắc)"


def as_json(follows: Iterable[tuple[FollowRow, Document | None]], news: Iterable[News]) -> dict[str, Any]:
    """What a person follows and the news he has not seen, as JSON."""
    return {
        "followed": [
            {
                "key": row.key,
                "document": one and answers.document(one),
                "through": row.through,
                "since": row.since.isoformat(),
            }
            for row, one in follows
        ],
        "news": [_as_json(one) for one in news],
    }


def _as_json(one: News) -> dict[str, Any]:
    return {
        "number": one.number,
        "document": one.key,
        "by": one.paper and answers.document(one.paper),
        "relation": str(one.relation),
        "through": one.through,
        "found_at": one.found_at.isoformat(),
        "path": [answers.hop(hop.edge, {hop.edge.sha256: hop.file}) for hop in one.hops],
    }

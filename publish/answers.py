"""Answers to questions about documents: as lines for a person, as CSV, as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from publish.cells import text
from publish.table import csv
from records import SURE, Document, Edge, Relation

if TYPE_CHECKING:
    from registry.answers import Answer
    from registry.missing import Missing

#: What a relation is called, between the document that acts and the one it acts on.
RELATION_NAMES = {
    Relation.IMPLEMENTS: "thực hiện",
    Relation.BASED_ON: "căn cứ",
    Relation.CONTINUES: "tiếp tục thực hiện",
    Relation.AMENDS: "sửa đổi, bổ sung",
    Relation.REPLACES: "thay thế",
    Relation.REPEALS: "bãi bỏ",
    Relation.GUIDES: "hướng dẫn",
    Relation.REPLIES_TO: "trả lời",
    Relation.ATTACHES: "gửi kèm",
    Relation.MENTIONS: "nêu",
}

COLUMNS = (
    *("Văn bản", "Ngày", "Cơ quan", "Khóa", "Số bước", "Bước"),
    *("Từ", "Quan hệ", "Đến", "Câu", "Theo văn bản", "Tệp", "Trang", "Độ tin cậy"),
)
MISSING_COLUMNS = (
    "Văn bản",
    "Tên loại",
    "Ngày",
    "Hệ thống số của",
    "Trích yếu",
    "Số văn bản nêu",
    "Các văn bản nêu",
    "Khóa",
)

#: Characters of a title that stands for a document without a number.
LONGEST_NAME = 80

Documents = Mapping[str, Document]


def shown(one: Document) -> str:
    """The document as people name it: '18-KL/TW ngày 22/9/2017 (Trung ương)'."""
    name = text(one.symbol) or shorten(text(one.title) or "văn bản không số", LONGEST_NAME, placeholder=" …")
    day = f" ngày {date_shown(one.issued_on)}" if one.issued_on else ""
    place = f" ({text(one.jurisdiction)})" if one.jurisdiction else ""
    return f"{name}{day}{place}"


def state(one: Document) -> str:
    """Whether it is in the archive, and how surely it is known to be the one there."""
    if not one.received:
        return "chưa có trong kho, chỉ được nêu"
    return "đã nhận" if one.symbol is None or one.confidence >= SURE else "đã nhận, số hoặc ngày chưa chắc"


def date_shown(date: str) -> str:
    """The date as people here write it; what is no whole date stays.

    >>> date_shown("2017-09-22")
    '22/9/2017'
    """
    try:
        day = dt.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day}/{day.month}/{day.year}"


def candidate_lines(question: str, found: Sequence[Document], more: bool = False) -> Iterator[str]:
    """Why a question has no one answer, and how to ask so that it has; `more`: there are others beside those found."""
    if not found:
        yield f"Không thấy văn bản nào là “{question}” trong sổ hay trong các văn bản được nêu."
        return
    count = f"hơn {len(found)}" if more else len(found)
    yield f"“{question}” có thể là {count} văn bản; hãy hỏi lại kèm năm, địa phương, hoặc khóa trong ngoặc vuông:"
    for one in found:
        title = f" {text(one.title)}" if one.title else ""
        yield f"  {one.kind or 'văn bản'} {shown(one)}{title} — {state(one)} [{one.key}]"


def answer_lines(answers: Iterable[Answer], documents: Documents, files: Mapping[str, str]) -> Iterator[str]:
    """Each document with the hops that lead there, each with its sentence."""
    for one in answers:
        yield shown(one.document)
        yield from hop_lines(one.hops, documents, files)


def hop_lines(hops: Iterable[Edge], documents: Documents, files: Mapping[str, str]) -> Iterator[str]:
    """One line a hop: who does what to whom, in which sentence, where."""
    for hop in hops:
        target = shown(documents[hop.target]) if hop.target else "?"
        by = f"; theo {shown(documents[hop.said_by])}" if hop.asserted else ""
        sure = "" if hop.confidence >= SURE else " (chưa chắc)"
        said = f"{shown(documents[hop.source])} —{RELATION_NAMES[hop.relation]}→ {target}{sure}"
        yield f"    {said}: “{text(hop.sentence)}” ({_where(hop, files)}{by})"


def open_lines(mentions: Iterable[Edge], documents: Documents, files: Mapping[str, str]) -> Iterator[str]:
    """One line for each mention whose document is not known: where it stands, and what it can be."""
    for one in mentions:
        may_be = "; ".join(shown(documents[key]) for key in one.candidates if key in documents)
        yield f"“{text(one.text)}” trong {shown(documents[one.said_by])} ({_where(one, files)}): “{text(one.sentence)}”"
        yield f"    có thể là: {may_be or 'chưa biết'}"


def _where(hop: Edge, files: Mapping[str, str]) -> str:
    page = f", trang {hop.page}" if hop.page else ""
    return f"{text(files.get(hop.sha256, hop.sha256[:12]))}{page}"


def as_csv(answers: Iterable[Answer], documents: Documents, files: Mapping[str, str]) -> bytes:
    """One line for each hop of each answer."""
    lines = [
        (
            *(text(one.document.symbol), one.document.issued_on, text(one.document.issuer), one.document.key),
            *(len(one.hops), number, shown(documents[hop.source]), RELATION_NAMES[hop.relation]),
            *(shown(documents[hop.target]) if hop.target else None, text(hop.sentence)),
            *(shown(documents[hop.said_by]), text(files.get(hop.sha256)), hop.page, round(hop.confidence, 3)),
        )
        for one in answers
        for number, hop in enumerate(one.hops, 1)
    ]
    return csv(COLUMNS, lines)


def missing_csv(found: Iterable[Missing]) -> bytes:
    """One line for each document that is cited and not there."""
    lines = [
        (
            *(text(one.document.symbol), one.document.kind, one.document.issued_on, text(one.document.jurisdiction)),
            *(text(one.document.title), one.count, "; ".join(map(shown, one.citers)), one.document.key),
        )
        for one in found
    ]
    return csv(MISSING_COLUMNS, lines)


def missing_lines(found: Iterable[Missing]) -> Iterator[str]:
    """How often each is cited, and by whom."""
    for one in found:
        title = f" {text(one.document.title)}" if one.document.title else ""
        yield f"{one.count:4}  {one.document.kind or 'văn bản'} {shown(one.document)}{title} [{one.document.key}]"
        yield f"      được nêu trong: {'; '.join(map(shown, one.citers))}"


def document(one: Document) -> dict[str, Any]:
    """The document as JSON."""
    return {
        "key": one.key,
        "symbol": one.symbol,
        "kind": one.kind,
        "title": one.title,
        "issuer": one.issuer,
        "jurisdiction": one.jurisdiction,
        "issued_on": one.issued_on,
        "period": one.period,
        "received": one.received,
        "confidence": round(one.confidence, 3),
        "said": [{"field": each.field, "value": each.value, "papers": each.papers} for each in one.said],
    }


def hop(one: Edge, files: Mapping[str, str]) -> dict[str, Any]:
    """What is said of two documents, as JSON."""
    return {
        "source": one.source,
        "relation": str(one.relation),
        "target": one.target,
        "said_by": one.said_by,
        "asserted": one.asserted,
        "dated": one.dated,
        "text": one.text,
        "sentence": one.sentence,
        "confidence": round(one.confidence, 3),
        "file": files.get(one.sha256),
        "sha256": one.sha256,
        "position": one.position + 1,
        "page": one.page,
        "box": one.box and [round(x, 1) for x in one.box],
        "start": one.start,
        "end": one.end,
        "candidates": list(one.candidates),
    }


def answer(one: Answer, files: Mapping[str, str]) -> dict[str, Any]:
    """An answer as JSON: the document and its hops."""
    return {"document": document(one.document), "path": [hop(each, files) for each in one.hops]}


def missing(one: Missing) -> dict[str, Any]:
    """A document that is not there, and who cites it, as JSON."""
    return {"document": document(one.document), "cited_by": [document(each) for each in one.citers]}

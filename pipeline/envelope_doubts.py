"""What an edXML envelope tells that a clerk must act upon or compare: recalls, days, recipients."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from extractors.envelope import recipients_untold
from records import Business, Envelope, Header, Obligation, Problem

BUSINESS = {
    Business.RECALL: "Gói edXML báo thu hồi văn bản{0}{1}; hãy tìm văn bản ấy trong sổ, dừng thực hiện và trả lại.",
    Business.UPDATE: "Gói edXML báo cập nhật văn bản{0}{1}; hãy đối chiếu với bản đã nhận và dùng bản mới.",
    Business.REPLACE: "Gói edXML báo thay thế văn bản{0}{1}; hãy tìm văn bản cũ trong sổ và ghi là đã được thay thế.",
}
CODES = {Business.RECALL: "edxml-recall", Business.UPDATE: "edxml-update", Business.REPLACE: "edxml-replace"}
DUE = (
    "Gói edXML ghi hạn xử lý {0}, nhưng chưa đọc được việc nào trong văn bản có hạn ấy; hãy xem lại các việc được giao."
)
PLACES = "Gói edXML ghi nơi nhận '{0}' mà trang không ghi; hãy so với bản giấy."
#: More than these are not told one by one.
MOST = 5
#: Characters of one of them.
LONGEST = 200


def notices(envelope: Envelope, header: Header, ordered: Sequence[Obligation]) -> tuple[Problem, ...]:
    """A Problem for each thing that only the envelope tells."""
    return (*_business(envelope), *_due(envelope, ordered), *_places(envelope, header))


def _business(envelope: Envelope) -> Iterator[Problem]:
    if envelope.business is Business.NEW:
        return
    named = f" {'; '.join(map(_short, envelope.concerns[:MOST]))}" if envelope.concerns else ""
    reason = f" (lý do: {_short(envelope.reason)})" if envelope.reason else ""
    yield Problem(CODES[envelope.business], BUSINESS[envelope.business].format(named, reason))


def _due(envelope: Envelope, ordered: Sequence[Obligation]) -> Iterator[Problem]:
    days = {deadline.due for one in ordered for deadline in one.deadlines}
    if envelope.due and envelope.due not in days:
        yield Problem("edxml-due", DUE.format(f"{dt.date.fromisoformat(envelope.due):%d/%m/%Y}"))


def _places(envelope: Envelope, header: Header) -> Iterator[Problem]:
    if missing := recipients_untold(header, envelope):
        yield Problem("disputed-recipients", PLACES.format("; ".join(map(_short, missing[:MOST]))), field="recipients")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

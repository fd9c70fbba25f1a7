"""What fields of a task are called, and how the history tells their values."""

from __future__ import annotations

from zoneinfo import ZoneInfo

#: The day a file came in is that of the office, wherever the server's clock stands.
OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")

#: What a person may write, with the names the history tells.
SETTABLE = {
    "status": "trạng thái",
    "assignee": "người được giao",
    "note": "ghi chú",
    "evidence": "văn bản trả lời",
    "due": "hạn",
    "actors": "người thực hiện",
    "report_to": "nơi nhận báo cáo",
    "units": "đơn vị",
    "done_until": "đã làm đến kỳ",
}
#: What was read and then written by a clerk, and can be given back to the reading.
READ = ("due", "actors", "report_to", "units")


def as_text(value: object) -> str:
    """A value as the history tells it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)

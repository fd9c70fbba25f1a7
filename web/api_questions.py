"""What programs can ask, for the page that tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """An address under /api/, what it answers, what it takes (name and meaning), an example of its query."""

    address: str
    answers: str
    takes: tuple[tuple[str, str], ...]
    example: str


_DOCUMENT = ("document", "văn bản như người ta gọi, hoặc khóa (cột key) của nó")
_RELATION = ("relation", "chỉ tính quan hệ này; lặp lại được: implements, based_on, continues, amends, replaces, …")
_PART = (
    "limit, offset",
    "số câu trả lời (nhiều nhất 5000) và bắt đầu từ đâu; tổng số ở tiêu đề X-Total-Count, có dấu + khi còn hơn thế",
)

QUESTIONS = (
    Question(
        "cites/",
        "Những văn bản nêu văn bản này; mỗi bước một dòng, kèm câu trích.",
        (
            _DOCUMENT,
            ("through", "1: cả những văn bản nêu nó qua văn bản khác"),
            _RELATION,
            ("since", "chỉ văn bản ban hành từ ngày này, như 2022-01-31"),
            ("of", "chỉ văn bản của tỉnh, thành phố này"),
            ("organ", "chỉ văn bản của cơ quan có mã này, như BTGDVTU"),
            ("successors", "1: với of, organ, cả văn bản của nơi đã nhập vào nơi ấy"),
            _PART,
        ),
        "document=10-CT/TW&through=1",
    ),
    Question(
        "rests-on/",
        "Những văn bản mà văn bản này dựa vào, trực tiếp hay qua nhau; mỗi bước một dòng.",
        (_DOCUMENT, _RELATION, _PART),
        "document=411-CV/TU",
    ),
    Question(
        "why/",
        "Con đường ngắn nhất giữa hai văn bản; mỗi bước một dòng, không dòng nào nếu không liên quan.",
        (("one", "văn bản này"), ("other", "văn bản kia")),
        "one=411-CV/TU&other=10-CT/TW",
    ),
    Question(
        "missing/",
        "Những văn bản được nêu mà kho chưa có, nhiều nhất trước; mỗi văn bản kể tên nhiều nhất 50 văn bản nêu nó.",
        (_PART,),
        "limit=100",
    ),
    Question(
        "lookup/",
        "Mỗi văn bản được nêu trong đoạn chữ là văn bản nào; đoạn dài gửi bằng POST, chữ UTF-8 trong thân yêu cầu.",
        (("text", "đoạn chữ"), ("of", "đoạn chữ lấy từ văn bản của tỉnh, thành phố này")),
        "text=Chỉ thị 10-CT/TW, ngày 30/3/2007",
    ),
    Question(
        "dispatches/",
        "Sổ văn bản đến theo thứ tự nhận; mỗi văn bản một dòng.",
        (
            ("since", "chỉ văn bản nhận từ ngày này"),
            ("limit, offset", "như trên, nhiều nhất 500 văn bản một lần"),
        ),
        "since=2026-01-01",
    ),
)

"""Fifteen papers made by hand, modelled on how real directives of the Party are handed down, and what they cite."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from records import AssertedEdge, Citation, Found, Header, Paper, Reading, Relation


def found(value: str, sure: float = 0.98) -> Found:
    return Found(value, value, sure, "test")


def header(symbol: str | None, kind: str, date: str | None, *of: str) -> Header:
    """The header; `of` are issuer, jurisdiction and, where there is one, the subject."""
    issuer, place, subject = (*of, "")[:3]
    return Header(
        symbol=found(symbol) if symbol else None,
        kind=found(kind),
        issued_on=found(date) if date else None,
        issuer=found(issuer),
        jurisdiction=found(place),
        subject=found(subject) if subject else None,
    )


def cite(text: str, relation: Relation = Relation.MENTIONS, symbol: str | None = None, **told: Any) -> Citation:
    """A citation whose place in the text `reading` finds."""
    whole = Citation(text, 0, 0, relation, "test", 0.97, symbol, page=1, box=(50.0, 100.0, 300.0, 112.0))
    return replace(whole, **told)


def reading(
    head: Header, text: str, *citations: Citation, edges: tuple[tuple[str, Relation, str], ...] = ()
) -> Reading:
    placed, at = [], 0
    for one in citations:
        start = text.index(one.text, at)
        at = start + len(one.text)
        placed.append(replace(one, start=start, end=at))
    asserted = tuple(AssertedEdge(source, relation, target, 0, len(text), 0.95) for source, relation, target in edges)
    return Reading((1,), text, head, citations=tuple(placed), asserted_edges=asserted)


def paper(head: Header, text: str, *citations: Citation, name: str = "", **more: Any) -> Paper:
    known = name or (head.symbol.value if head.symbol else text[:20])
    date = head.issued_on.value if head.issued_on else ""
    place = head.jurisdiction.value if head.jurisdiction else ""
    digest = sha256(f"{known}{date}{place}".encode("utf-8", "replace")).hexdigest()
    return Paper(digest, 0, f"{known.replace('/', '_')}.pdf", reading(head, text, *citations, **more))


CT10: dict[str, Any] = {"symbol": "10-CT/TW", "kind": "chỉ thị", "jurisdiction": "Trung ương"}
KL18: dict[str, Any] = {"symbol": "18-KL/TW", "kind": "kết luận", "jurisdiction": "Trung ương"}


def kl18_2017() -> Paper:
    return paper(
        header(
            "18-KL/TW", "kết luận", "2017-09-22", "Ban Bí thư", "Trung ương", "về tiếp tục thực hiện Chỉ thị 10-CT/TW"
        ),
        "Ban Bí thư yêu cầu tiếp tục đẩy mạnh thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư (khóa X) về "
        "nâng cao chất lượng sinh hoạt chi bộ.",
        cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", Relation.CONTINUES, date="2007-03-30", **CT10),
    )


def kl18_2026() -> Paper:
    return paper(
        header(
            "18-KL/TW", "kết luận", "2026-04-02", "Ban Chấp hành Trung ương", "Trung ương", "về kế hoạch phát triển"
        ),
        "Kết luận về kế hoạch phát triển kinh tế - xã hội 2026-2030.",
    )


def kh69() -> Paper:
    return paper(
        header(
            "69-KH/TU", "kế hoạch", "2017-11-27", "Ban Thường vụ Tỉnh ủy Trà Vinh", "Trà Vinh", "thực hiện Kết luận 18"
        ),
        "Kế hoạch này để thực hiện Kết luận số 18-KL/TW, ngày 22/9/2017 của Ban Bí thư.",
        cite("Kết luận số 18-KL/TW, ngày 22/9/2017", Relation.IMPLEMENTS, date="2017-09-22", **KL18),
    )


def cv411() -> Paper:
    return paper(
        header(
            "411-CV/TU", "công văn", "2022-06-06", "Ban Thường vụ Tỉnh ủy Trà Vinh", "Trà Vinh", "nâng cao chất lượng"
        ),
        "Thực hiện Kế hoạch số 69-KH/TU, ngày 27/11/2017 về thực hiện Kết luận số 18-KL/TW. Các cấp ủy đã quán triệt "
        "Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư. Theo Quy định 784, cấp ủy viên dự sinh hoạt chi bộ.",
        cite("Kế hoạch số 69-KH/TU, ngày 27/11/2017", Relation.IMPLEMENTS, "69-KH/TU", **of_tra_vinh("2017-11-27")),
        cite("Kết luận số 18-KL/TW", Relation.MENTIONS, **KL18),
        cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", Relation.IMPLEMENTS, date="2007-03-30", **CT10),
        cite("Quy định 784", Relation.BASED_ON, kind="quy định", jurisdiction="Trà Vinh", short=True),
        edges=(("69-KH/TU", Relation.IMPLEMENTS, "18-KL/TW"),),
    )


def of_tra_vinh(date: str) -> dict[str, Any]:
    return {"jurisdiction": "Trà Vinh", "date": date}


def qd784() -> Paper:
    return paper(
        header(
            "784-QĐ/TU", "quy định", "2016-05-10", "Ban Thường vụ Tỉnh ủy Trà Vinh", "Trà Vinh", "dự sinh hoạt chi bộ"
        ),
        "Quy định về việc cấp ủy viên tham dự sinh hoạt định kỳ.",
    )


def cv256() -> Paper:
    return paper(
        header("256-CV/ĐUK", "công văn", "2022-06-09", "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "Trà Vinh"),
        "Đảng ủy Khối gửi kèm Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy.",
        cite("Công văn số 411-CV/TU, ngày 06/6/2022", Relation.ATTACHES, "411-CV/TU", **of_tra_vinh("2022-06-06")),
    )


def quang_binh() -> Paper:
    return paper(
        header("06-CT/TU", "chỉ thị", "2021-05-28", "Ban Thường vụ Tỉnh ủy Quảng Bình", "Quảng Bình"),
        "Tiếp tục thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007; Kết luận số 38-KL/TW của Ban Bí thư.",
        cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", Relation.IMPLEMENTS, date="2007-03-30", **CT10),
        cite("Kết luận số 38-KL/TW", Relation.MENTIONS, "38-KL/TW", kind="kết luận", jurisdiction="Trung ương"),
    )


def lai_chau() -> Paper:
    return paper(
        header("03-HD/TU", "hướng dẫn", "2018-10-08", "Ban Thường vụ Tỉnh ủy Lai Châu", "Lai Châu"),
        "Hướng dẫn thực hiện Quy định số 12-QĐi/TU, ngày 08/10/2018 của Ban Thường vụ Tỉnh ủy.",
        cite(
            "Quy định số 12-QĐi/TU, ngày 08/10/2018",
            Relation.GUIDES,
            "12-QĐi/TU",
            jurisdiction="Lai Châu",
            date="2018-10-08",
        ),
    )


def quang_tri() -> Paper:
    return paper(
        header("05-HD/TU", "hướng dẫn", "2018-11-01", "Ban Thường vụ Tỉnh ủy Quảng Trị", "Quảng Trị"),
        "Hướng dẫn thực hiện Quy định số 12-QĐi/TU, ngày 20/10/2018 của Ban Thường vụ Tỉnh ủy.",
        cite(
            "Quy định số 12-QĐi/TU, ngày 20/10/2018",
            Relation.GUIDES,
            "12-QĐi/TU",
            jurisdiction="Quảng Trị",
            date="2018-10-20",
        ),
    )


def thu_tuong() -> Paper:
    return paper(
        header("15/QĐ-UBND", "quyết định", "2022-02-01", "Ủy ban nhân dân tỉnh Trà Vinh", "Trà Vinh"),
        "Căn cứ Chỉ thị số 10/CT-TTg ngày 20 tháng 4 năm 2021; Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024.",
        cite("Chỉ thị số 10/CT-TTg ngày 20 tháng 4 năm 2021", Relation.BASED_ON, "10/CT-TTg", date="2021-04-20"),
        cite("Luật Đất đai ngày 18 tháng 01 năm 2024", Relation.BASED_ON, None, name="Luật Đất đai", date="2024-01-18"),
    )


def plan_of_2026() -> Paper:
    return paper(
        header("20-KH/TU", "kế hoạch", "2026-05-04", "Ban Thường vụ Tỉnh ủy Vĩnh Long", "Vĩnh Long"),
        "Thực hiện Kết luận số 18-KL/TW, ngày 02/4/2026 về kế hoạch phát triển kinh tế.",
        cite("Kết luận số 18-KL/TW, ngày 02/4/2026", Relation.IMPLEMENTS, date="2026-04-02", **KL18),
    )


def report() -> Paper:
    return paper(
        header("90-BC/ĐUK", "báo cáo", "2022-12-01", "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "Trà Vinh"),
        "Báo cáo kết quả thực hiện Công văn số 256-CV/ĐUK, ngày 09/6/2022 và Kết luận số 18-KL/TW, ngày 22/9/2017.",
        cite("Công văn số 256-CV/ĐUK, ngày 09/6/2022", Relation.IMPLEMENTS, "256-CV/ĐUK", **of_tra_vinh("2022-06-09")),
        cite("Kết luận số 18-KL/TW, ngày 22/9/2017", Relation.MENTIONS, date="2017-09-22", **KL18),
    )


def circle() -> tuple[Paper, Paper]:
    """Two offices that answer one another without end."""
    first = header("7-CV/TU", "công văn", "2023-01-05", "Tỉnh ủy Trà Vinh", "Trà Vinh")
    second = header("8-CV/TU", "công văn", "2023-01-06", "Tỉnh ủy Trà Vinh", "Trà Vinh")
    return (
        paper(
            first,
            "Trả lời Công văn số 8-CV/TU, ngày 06/01/2023.",
            cite("Công văn số 8-CV/TU, ngày 06/01/2023", Relation.REPLIES_TO, "8-CV/TU", **of_tra_vinh("2023-01-06")),
        ),
        paper(
            second,
            "Trả lời Công văn số 7-CV/TU, ngày 05/01/2023; thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007.",
            cite("Công văn số 7-CV/TU, ngày 05/01/2023", Relation.REPLIES_TO, "7-CV/TU", **of_tra_vinh("2023-01-05")),
            cite("Chỉ thị số 10-CT/TW, ngày 30/3/2007", Relation.IMPLEMENTS, date="2007-03-30", **CT10),
        ),
    )


def ct10() -> Paper:
    return paper(
        header(
            "10-CT/TW", "chỉ thị", "2007-03-30", "Ban Bí thư", "Trung ương", "về nâng cao chất lượng sinh hoạt chi bộ"
        ),
        "Chỉ thị về nâng cao chất lượng sinh hoạt chi bộ.",
    )


def all_papers() -> tuple[Paper, ...]:
    """Fourteen papers; 10-CT/TW itself has not come."""
    return (
        *(kl18_2017(), kl18_2026(), kh69(), cv411(), qd784(), cv256(), quang_binh(), lai_chau(), quang_tri()),
        *(thu_tuong(), plan_of_2026(), report(), *circle()),
    )

"""The words of the made-up office: organs, kinds, subjects, names, orders."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "Trà Vinh"
PLACES = (
    *("An Giang", "Bạc Liêu", "Bến Tre", "Bình Định", "Cà Mau", "Cao Bằng", "Đắk Lắk", "Đồng Tháp", "Hà Giang"),
    *("Hậu Giang", "Kiên Giang", "Lâm Đồng", "Long An", "Nghệ An", "Quảng Nam", "Sóc Trăng", "Tây Ninh", "Vĩnh Long"),
)
DISTRICTS = ("Càng Long", "Cầu Kè", "Cầu Ngang", "Châu Thành", "Duyên Hải", "Tiểu Cần", "Trà Cú")
PARTY = (
    *(("chỉ thị", "CT"), ("kết luận", "KL"), ("nghị quyết", "NQ"), ("kế hoạch", "KH"), ("quy định", "QĐ")),
    *(("công văn", "CV"), ("thông báo", "TB"), ("báo cáo", "BC"), ("hướng dẫn", "HD"), ("công văn", "CV")),
)
STATE = (
    *(("quyết định", "QĐ"), ("kế hoạch", "KH"), ("chỉ thị", "CT"), ("báo cáo", "BC"), ("thông báo", "TB")),
    *(("công văn", ""), ("tờ trình", "TTr"), ("công văn", ""), ("hướng dẫn", "HD"), ("giấy mời", "GM")),
)
DEEDS = (
    *("tăng cường công tác", "nâng cao chất lượng", "triển khai thực hiện", "sơ kết, tổng kết", "chấn chỉnh"),
    *("kiểm tra, giám sát", "đổi mới phương thức", "phân công nhiệm vụ về", "tuyên truyền", "báo cáo tình hình"),
)
FIELDS = (
    *("sinh hoạt chi bộ", "chuyển đổi số", "cải cách hành chính", "phòng, chống tham nhũng", "quản lý đất đai"),
    *("bảo vệ môi trường", "giáo dục phổ thông", "y tế cơ sở", "phát triển đảng viên", "dân vận khéo"),
    *("xây dựng nông thôn mới", "an toàn giao thông", "quốc phòng địa phương", "giảm nghèo bền vững", "tiếp công dân"),
    *("văn thư, lưu trữ", "bầu cử", "thi đua, khen thưởng", "phòng cháy, chữa cháy", "an toàn thực phẩm"),
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Thạch", "Kim", "Sơn", "Bùi", "Ngô")
MIDDLES = ("Văn", "Thị", "Minh", "Thanh", "Hoàng", "Quốc", "Ngọc", "Hữu")
GIVEN = ("An", "Bình", "Dũng", "Hạnh", "Hòa", "Lan", "Long", "Mai", "Nam", "Phúc", "Sang", "Thảo", "Tuấn", "Yến")
ORDERS = (
    "Rà soát, bổ sung quy chế làm việc và báo cáo kết quả {field} về Thường trực Tỉnh ủy",
    "Xây dựng kế hoạch {field} của cơ quan, đơn vị và tổ chức thực hiện nghiêm túc, hiệu quả",
    "Chủ trì, phối hợp các cơ quan liên quan tham mưu giải pháp về {field}",
    "Tổ chức học tập, quán triệt nội dung {field} trong toàn thể cán bộ, đảng viên",
    "Cử cán bộ tham dự hội nghị về {field} đúng thành phần",
    "Tổng hợp số liệu về {field}, gửi Văn phòng để theo dõi, đôn đốc",
)
CLOSINGS = (
    "các cơ quan, đơn vị tổ chức thực hiện nghiêm túc, kịp thời báo cáo khó khăn, vướng mắc",
    "Ban Thường vụ yêu cầu các cấp ủy trực thuộc tập trung lãnh đạo, chỉ đạo",
    "đề nghị thủ trưởng các sở, ngành phối hợp chặt chẽ trong quá trình triển khai",
    "giao Văn phòng theo dõi, đôn đốc, tổng hợp kết quả thực hiện",
)


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that issues: its code, its name, whose numbering it is; `weight`: how often it writes, beside others."""

    code: str
    name: str
    place: str
    party: bool
    weight: int


def organs() -> tuple[Organ, ...]:
    """All organs; those of the home province write most."""
    central = (
        Organ("TW", "Ban Bí thư", "Trung ương", True, 4),
        Organ("TTg", "Thủ tướng Chính phủ", "Trung ương", False, 4),
        Organ("CP", "Chính phủ", "Trung ương", False, 2),
        *(Organ(code, name, "Trung ương", False, 2) for code, name in (("BNV", "Bộ Nội vụ"), ("BTC", "Bộ Tài chính"))),
    )
    districts = tuple(Organ("HU", f"Huyện ủy {one}", HOME, True, 2) for one in DISTRICTS)
    return (*central, *_province(HOME, 8), *districts, *(one for place in PLACES for one in _province(place, 1)))


def _province(place: str, weight: int) -> tuple[Organ, ...]:
    return (
        Organ("TU", f"Tỉnh ủy {place}", place, True, weight),
        Organ("UBND", f"Ủy ban nhân dân tỉnh {place}", place, False, weight),
        Organ("BTCTU", f"Ban Tổ chức Tỉnh ủy {place}", place, True, max(1, weight // 2)),
        Organ("SNV", f"Sở Nội vụ tỉnh {place}", place, False, max(1, weight // 2)),
    )

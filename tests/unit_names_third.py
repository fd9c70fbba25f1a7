"""A third answer key of names: written when the rules stood, put to them once; since looked at and corrected."""

from __future__ import annotations

from tests.unit_names import (
    BAN,
    BESIDE,
    DISTRICTS,
    GRASSROOTS,
    KHOI,
    OFFICE,
    PHUONG,
    SO,
    UBND,
    UNIONS,
    XA,
    Key,
    Said,
    nobody,
)

THIRD = (
    Said(
        KHOI,
        "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
        "2021-09-20",
        (
            Key("Cấp uỷ các chi, đảng bộ cơ sở trực thuộc Đảng uỷ Khối", GRASSROOTS),
            Key(
                "Các đảng bộ cơ sở: Sở Y tế, Trường Đại học Trà Vinh", "dang-bo-so-y-te dang-bo-truong-dai-hoc-tra-vinh"
            ),
            Key("Chi bộ: Sở Nội vụ, Sở Tư pháp", "chi-bo-so-noi-vu chi-bo-so-tu-phap"),
            Key("Đồng chí Bí thư Chi bộ Báo Trà Vinh", "chi-bo-bao-tra-vinh"),
            Key("Phó Bí thư Đảng ủy Khối", OFFICE),
            Key("Ban Tuyên giáo phối hợp Văn phòng", unmatched=("Ban Tuyên giáo phối hợp Văn phòng",)),
            Key("Ủy ban Kiểm tra và Ban Tổ chức Đảng ủy Khối", "uy-ban-kiem-tra-dang-uy-khoi ban-to-chuc-dang-uy-khoi"),
            Key("Đoàn Thanh niên Khối, Hội Cựu chiến binh Khối", UNIONS),
            Key(
                "Các chi bộ trực thuộc Đảng bộ Sở Giáo dục và Đào tạo",
                "chi-bo-van-phong-so-giao-duc-va-dao-tao chi-bo-truong-trung-hoc-pho-thong-pham-thai-buong",
            ),
            Key("các tổ chức cơ sở đảng thuộc Đảng bộ Khối", GRASSROOTS),
            Key("Đảng ủy, chi ủy cơ sở", GRASSROOTS),
            Key("Chi bộ Ban Dân Tộc", "chi-bo-ban-dan-toc"),
            Key("Đảng bộ Cty Điện lực Trà Vinh", unmatched=("Đảng bộ Cty Điện lực Trà Vinh",)),
            Key("Đảng ủy Bộ Chỉ huy Quân sự tỉnh", outside=("Đảng ủy Bộ Chỉ huy Quân sự tỉnh",)),
            Key(
                "Sở Thông tin và Truyền thông, Báo Trà Vinh",
                outside=("Sở Thông tin và Truyền thông",),
                unmatched=("Báo Trà Vinh",),
            ),
            Key("Ban Dân vận Tỉnh ủy, Mặt trận Tổ quốc tỉnh", outside=("Ban Dân vận Tỉnh ủy", "Mặt trận Tổ quốc tỉnh")),
            Key("Bí thư cấp ủy, thủ trưởng cơ quan", unmatched=("Bí thư cấp ủy", "thủ trưởng cơ quan")),
            Key("Toàn thể đảng viên trong Đảng bộ Khối", unmatched=("Toàn thể đảng viên trong Đảng bộ Khối",)),
            Key("Các đồng chí Ủy viên Ban Chấp hành Đảng bộ Khối", OFFICE),
        ),
    ),
    Said(
        UBND,
        "Chủ tịch UBND tỉnh Lai Châu",
        "2025-10-10",
        (
            Key(
                "Giám đốc các sở, Thủ trưởng các ban, ngành, Chủ tịch UBND các xã, phường",
                f"{SO} {BAN} {XA} {PHUONG}",
                unmatched=("Thủ trưởng các ban",),
            ),
            Key("Sở Tài chính; Sở Xây dựng; UBND phường Tân Phong", "so-tai-chinh so-xay-dung ubnd-phuong-tan-phong"),
            Key(
                "Văn phòng UBND tỉnh, Thanh tra tỉnh, Công an tỉnh",
                "van-phong-uy-ban-nhan-dan-tinh thanh-tra-tinh",
                "cong-an-tinh",
            ),
            Key("UBND xã Mường Than, xã Than Uyên", "ubnd-xa-muong-than ubnd-xa-than-uyen"),
            Key("UBND các xã Mường Than, Than Uyên, Khun Há", "ubnd-xa-muong-than ubnd-xa-than-uyen ubnd-xa-khun-ha"),
            Key("Sở Giáo dục & Đào tạo", "so-giao-duc-va-dao-tao"),
            Key("Trung tâm Kiểm soát bệnh tật tỉnh", "trung-tam-kiem-soat-benh-tat-tinh"),
            Key(
                "Bệnh viện Đa khoa tỉnh và Trung tâm Kiểm soát bệnh tật tỉnh (Sở Y tế)",
                "benh-vien-da-khoa-tinh trung-tam-kiem-soat-benh-tat-tinh",
            ),
            Key("Phòng Tổng hợp, Văn phòng UBND tỉnh", "phong-tong-hop van-phong-uy-ban-nhan-dan-tinh"),
            Key(
                "Các sở: Công Thương, Khoa học và Công nghệ, Văn hóa, Thể thao và Du lịch, Dân tộc và Tôn giáo",
                "so-cong-thuong so-khoa-hoc-va-cong-nghe so-van-hoa-the-thao-va-du-lich so-dan-toc-va-ton-giao",
            ),
            Key("Đồng chí Chủ tịch UBND xã Khun Há", "ubnd-xa-khun-ha"),
            Key("Chi cục trưởng Chi cục Kiểm lâm", "chi-cuc-kiem-lam"),
            Key("Hạt Kiểm lâm liên xã", unmatched=("Hạt Kiểm lâm liên xã",)),
            Key("Các xã biên giới", unmatched=("Các xã biên giới",)),
            Key("Ủy ban nhân dân huyện Sìn Hồ", unmatched=("Ủy ban nhân dân huyện Sìn Hồ",)),
            Key("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", unmatched=("Đề nghị Ủy ban MTTQ Việt Nam tỉnh",)),
            Key(
                "Ủy ban MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội",
                others="uy-ban-mat-tran-to-quoc-viet-nam-tinh",
                unmatched=("các tổ chức chính trị - xã hội",),
            ),
            Key("Kho bạc Nhà nước khu vực VIII", outside=("Kho bạc Nhà nước khu vực VIII",)),
            Key("UBND tỉnh Sơn La, UBND tỉnh Điện Biên", outside=("UBND tỉnh Sơn La", "UBND tỉnh Điện Biên")),
            nobody("Các nhà thầu, đơn vị tư vấn"),
            Key("Ban Chỉ huy Phòng thủ dân sự tỉnh", unmatched=("Ban Chỉ huy Phòng thủ dân sự tỉnh",)),
            Key("Sở Nộl vụ", unmatched=("Sở Nộl vụ",)),
            Key("Sở Nông nghiệp và Môi trưởng", "so-nong-nghiep-va-moi-truong"),
        ),
    ),
    Said(
        KHOI,
        "Tỉnh ủy Trà Vinh",
        "2024-04-01",
        (
            Key("các huyện uỷ, thị uỷ, thành uỷ, đảng uỷ trực thuộc Tỉnh uỷ", OFFICE, DISTRICTS + " " + BESIDE),
            Key("Đảng ủy Khối các cơ quan và doanh nghiệp", OFFICE),
            Key("Ban Thường vụ các huyện ủy, thị ủy, thành ủy", others=DISTRICTS),
            Key("Bí thư Huyện ủy Tiểu Cần", others="huyen-uy-tieu-can"),
            Key("Các đảng bộ trực thuộc Tỉnh ủy (trừ Đảng bộ Quân sự tỉnh)", OFFICE, "dang-uy-cong-an-tinh"),
            Key(
                "Văn phòng Tỉnh ủy chủ trì, phối hợp với Ban Tổ chức Tỉnh ủy",
                outside=("Văn phòng Tỉnh ủy chủ trì, phối hợp với Ban Tổ chức Tỉnh ủy",),
            ),
        ),
    ),
)

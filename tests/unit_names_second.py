"""A second answer key of names: most written before they were first put to the rules; since looked at and corrected."""

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
    UNDER_COMMITTEES,
    XA,
    Key,
    Said,
    nobody,
)

SECOND_OWN = Said(
    KHOI,
    "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Trà Vinh",
    "2023-03-10",
    (
        Key("Cấp ủy cơ sở trực thuộc Đảng ủy Khối", GRASSROOTS),
        Key("Các đảng bộ, chi bộ cơ sở", GRASSROOTS),
        Key("Đồng chí Bí thư cấp ủy cơ sở", GRASSROOTS),
        Key("Các đồng chí Trưởng ban Đảng ủy Khối", unmatched=("Các đồng chí Trưởng ban Đảng ủy Khối",)),
        Key("Văn phòng Đảng ủy Khối và Ban Tổ chức Đảng ủy Khối", "van-phong-dang-uy-khoi ban-to-chuc-dang-uy-khoi"),
        Key(
            "Văn phòng, Ban Tổ chức, Ủy ban Kiểm tra",
            "van-phong-dang-uy-khoi ban-to-chuc-dang-uy-khoi uy-ban-kiem-tra-dang-uy-khoi",
        ),
        Key("Chủ nhiệm Ủy ban Kiểm tra Đảng ủy Khối", "uy-ban-kiem-tra-dang-uy-khoi"),
        Key("Bí thư Đoàn Khối", "doan-khoi-cac-co-quan-va-doanh-nghiep-tinh"),
        Key("Chủ tịch Hội Cựu chiến binh Khối", "hoi-cuu-chien-binh-khoi-cac-co-quan-tinh"),
        Key("Chi bộ Sở Tư pháp (cơ quan thường trực)", "chi-bo-so-tu-phap"),
        Key("Đảng ủy Trường Đại học Trà Vinh", "dang-bo-truong-dai-hoc-tra-vinh"),
        Key(
            "Đảng ủy Sở Nông nghiệp và Phát triển nông thôn, Chi bộ Bưu điện tỉnh",
            "dang-bo-so-nong-nghiep-va-phat-trien-nong-thon chi-bo-buu-dien-tinh",
        ),
        Key(
            "Toàn thể các chi bộ trực thuộc Đảng bộ Trường Đại học Trà Vinh",
            "chi-bo-1-dang-bo-truong-dai-hoc-tra-vinh chi-bo-2",
        ),
        Key("Các tổ chức đảng trực thuộc", GRASSROOTS),
        Key("Ủy viên Ban Thường vụ Đảng ủy Khối", OFFICE),
        Key("Thường trực Đảng ủy Khối", OFFICE),
        Key("Đảng bộ Khối", OFFICE),
        nobody("Đảng uỷ Khối CCQ&DN tỉnh"),
        nobody("Chi bộ Sở Xây dựng"),
        nobody("Tổ giúp việc"),
        nobody("Ban Chỉ đạo 35 Đảng ủy Khối"),
        nobody("Ban Biên tập trang thông tin điện tử"),
        nobody("Công đoàn viên chức tỉnh"),
        Key("Các phòng ban chuyên môn", unmatched=("Các phòng ban chuyên môn",)),
        Key("Chính quyền, đoàn thể các cơ quan", unmatched=("Chính quyền", "đoàn thể các cơ quan")),
        Key("Huyện ủy Châu Thành", outside=("Huyện ủy Châu Thành",)),
        Key("Ban Dân vận Tỉnh ủy", outside=("Ban Dân vận Tỉnh ủy",)),
        Key("Chánh Văn phòng", "van-phong-dang-uy-khoi"),
    ),
)

SECOND_PROVINCE_PARTY = Said(
    KHOI,
    "Ban Thường vụ Tỉnh ủy Trà Vinh",
    "2023-03-10",
    (
        Key("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", OFFICE),
        Key("Cấp ủy, tổ chức đảng các cấp", f"{OFFICE} {GRASSROOTS} {UNDER_COMMITTEES}", BESIDE),
        Key("Các ban xây dựng Đảng, Văn phòng Tỉnh ủy", outside=("Văn phòng Tỉnh ủy",), others="ban-to-chuc-tinh-uy"),
        Key("Ban Tổ chức Tỉnh ủy chủ trì", outside=("Ban Tổ chức Tỉnh ủy chủ trì",)),
        Key("Huyện ủy: Cầu Kè, Cầu Ngang", others="huyen-uy-cau-ke huyen-uy-cau-ngang"),
        Key(
            "Đảng đoàn HĐND tỉnh, Ban cán sự đảng UBND tỉnh",
            unmatched=("Đảng đoàn HĐND tỉnh",),
            outside=("Ban cán sự đảng UBND tỉnh",),
        ),
        Key("Đảng ủy Công an tỉnh, Đảng ủy Quân sự tỉnh và Đảng ủy Khối", OFFICE, BESIDE),
        Key("Các huyện ủy, thị ủy, thành ủy và tương đương", others=DISTRICTS, unmatched=("và tương đương",)),
        Key(
            "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tỉnh",
            unmatched=("các tổ chức chính trị - xã hội tỉnh",),
            outside=("Mặt trận Tổ quốc",),
        ),
    ),
    ("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",),
)

SECOND_PROVINCE_OFFICE = Said(
    KHOI,
    "Ban Tổ chức Tỉnh ủy",
    "2023-03-10",
    (
        Key("Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy", OFFICE, DISTRICTS + " " + BESIDE),
        nobody("Phòng Tổ chức cán bộ"),
        Key(
            "Ban Tổ chức các huyện ủy, thị ủy, thành ủy",
            outside=("Ban Tổ chức các huyện ủy", "thị ủy", "thành ủy"),
        ),
        Key("Ban Tổ chức Đảng ủy Khối", "ban-to-chuc-dang-uy-khoi"),
    ),
    ("Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",),
)

SECOND_STATE = Said(
    UBND,
    "UBND tỉnh Lai Châu",
    "2026-05-05",
    (
        Key(
            "Các Sở, ban, ngành, đoàn thể tỉnh; UBND các xã, phường",
            f"{SO} {BAN} {XA} {PHUONG}",
            others="uy-ban-mat-tran-to-quoc-viet-nam-tinh cong-an-tinh bo-chi-huy-quan-su-tinh thue-tinh-lai-chau",
        ),
        Key(
            "Giám đốc, Thủ trưởng các sở, ban, ngành tỉnh",
            f"{SO} {BAN}",
            others="cong-an-tinh bo-chi-huy-quan-su-tinh thue-tinh-lai-chau",
            unmatched=("Giám đốc",),
        ),
        Key(
            "Sở Y tế, Sở Công Thương, Sở Nông nghiệp và Môi trường và Công an tỉnh",
            "so-y-te so-cong-thuong so-nong-nghiep-va-moi-truong",
            "cong-an-tinh",
        ),
        Key(
            "Sở Nông nghiệp và Môi trường; các Sở: Xây dựng, Tư pháp",
            "so-nong-nghiep-va-moi-truong so-xay-dung so-tu-phap",
        ),
        Key("UBND phường Tân Phong, UBND phường Đoàn Kết và UBND xã Bình Lư", PHUONG + " ubnd-xa-binh-lu"),
        Key("Uỷ ban nhân dân phường Đoàn Kết", "ubnd-phuong-doan-ket"),
        Key("Chủ tịch UBND xã Mường Than", "ubnd-xa-muong-than"),
        Key("Trưởng Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng", "ban-quan-ly-khu-kinh-te-cua-khau-ma-lu-thang"),
        Key("Chánh Thanh tra tỉnh", "thanh-tra-tinh"),
        Key("Giám đốc Công an tỉnh", others="cong-an-tinh"),
        Key("Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh", others="bo-chi-huy-quan-su-tinh"),
        Key("Hiệu trưởng Trường Cao đẳng Lai Châu", "truong-cao-dang-lai-chau"),
        nobody("Sở Văn hóa, TT&DL"),
        Key("Sở Dân tộc và Tôn giáo, Sở Khoa học và Công nghệ", "so-dan-toc-va-ton-giao so-khoa-hoc-va-cong-nghe"),
        Key("Bảo hiểm xã hội tỉnh", outside=("Bảo hiểm xã hội tỉnh",)),
        nobody("UBND phường Tân Phương"),
        nobody("Sở Ngoại vụ"),
        nobody("Văn phòng Đăng ký đất đai"),
        nobody("Các doanh nghiệp trên địa bàn tỉnh"),
        nobody("UBND xã Than Uyến"),
        Key("Bộ Tài chính, Ngân hàng Nhà nước Việt Nam", outside=("Bộ Tài chính", "Ngân hàng Nhà nước Việt Nam")),
        Key("UBND các xã biên giới", unmatched=("UBND các xã biên giới",)),
        Key("Các xã, phường", f"{XA} {PHUONG}"),
        Key(
            "Văn phòng UBND tỉnh, Sở Tài chính, các xã, phường",
            "van-phong-uy-ban-nhan-dan-tinh so-tai-chinh " + XA + " " + PHUONG,
        ),
        Key("Các đơn vị sự nghiệp công lập thuộc Sở Y tế", "benh-vien-da-khoa-tinh trung-tam-kiem-soat-benh-tat-tinh"),
    ),
)

FROM_A_MINISTRY = Said(
    UBND,
    "Bộ Khoa học và Công nghệ",
    "2026-03-02",
    (
        Key(
            "Chánh Văn phòng, Cục trưởng Cục Viễn thông, Thủ trưởng các cơ quan, đơn vị thuộc Bộ",
            unmatched=("Chánh Văn phòng",),
            outside=("Cục trưởng Cục Viễn thông", "Thủ trưởng các cơ quan", "đơn vị thuộc Bộ"),
        ),
        Key("Giám đốc Sở Khoa học và Công nghệ các tỉnh, thành phố", "so-khoa-hoc-va-cong-nghe"),
        Key("Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương", "uy-ban-nhan-dan-tinh-lai-chau"),
        Key("Các Bộ, cơ quan thuộc Chính phủ", outside=("Các Bộ", "cơ quan thuộc Chính phủ")),
        nobody("Thủ trưởng các đơn vị có liên quan thuộc Bộ Tư pháp"),
        nobody("Các đơn vị thuộc Quỹ"),
        Key("tổ chức, cá nhân có liên quan", unmatched=("tổ chức", "cá nhân có liên quan")),
    ),
)

LOOK_ALIKES = Said(
    UBND,
    "UBND tỉnh Lai Châu",
    "2026-03-02",
    (
        Key("Bộ Khoa học và Công nghệ", outside=("Bộ Khoa học và Công nghệ",)),
        Key("Chi cục Thuế các huyện, thành phố", unmatched=("Chi cục Thuế các huyện", "thành phố")),
        Key("UBND các xã, phường có rừng", unmatched=("UBND các xã", "phường có rừng")),
        Key("Các sở, ban, ngành khác", unmatched=("Các sở", "ban", "ngành khác")),
        Key(
            "Cục Kỹ thuật an toàn và Môi trường công nghiệp",
            outside=("Cục Kỹ thuật an toàn và Môi trường công nghiệp",),
        ),
        nobody("Phòng Quản lý, bảo vệ rừng"),
        nobody("Phòng Kiểm tra thuế"),
        nobody("Ủy ban nhân dân"),
        nobody("Công an"),
        nobody("Trưởng các phòng chuyên môn"),
        nobody("Các đơn vị đóng quân trên địa bàn"),
    ),
)

SECOND = (SECOND_OWN, SECOND_PROVINCE_PARTY, SECOND_PROVINCE_OFFICE, SECOND_STATE, FROM_A_MINISTRY, LOOK_ALIKES)

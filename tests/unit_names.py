"""Names as dispatches print them, and on whom they fall: an answer key made by hand for the two model directories."""

from __future__ import annotations

from dataclasses import dataclass

KHOI, UBND = "dang-uy-khoi", "ubnd-tinh"
OFFICE = "dang-uy-khoi-cac-co-quan-va-doanh-nghiep-tinh-tra-vinh"
CELLS = (  # chi bộ cơ sở
    "chi-bo-so-noi-vu chi-bo-so-tu-phap chi-bo-so-ngoai-vu chi-bo-ban-dan-toc chi-bo-lien-doan-lao-dong-tinh "
    "chi-bo-tinh-doan chi-bo-buu-dien-tinh chi-bo-bao-tra-vinh"
)
COMMITTEES = (  # đảng bộ cơ sở
    "dang-bo-so-giao-duc-va-dao-tao dang-bo-so-y-te dang-bo-so-nong-nghiep-va-phat-trien-nong-thon "
    "dang-bo-truong-dai-hoc-tra-vinh dang-bo-van-phong-uy-ban-nhan-dan-tinh dang-bo-cong-ty-dien-luc-tra-vinh"
)
UNDER_COMMITTEES = (  # chi bộ trực thuộc đảng bộ cơ sở
    "chi-bo-van-phong-so-giao-duc-va-dao-tao chi-bo-truong-trung-hoc-pho-thong-pham-thai-buong "
    "chi-bo-van-phong-so-y-te chi-bo-trung-tam-kiem-soat-benh-tat chi-bo-1-dang-bo-truong-dai-hoc-tra-vinh "
    "chi-bo-2 chi-bo-1-dang-bo-cong-ty-dien-luc-tra-vinh"
)
GRASSROOTS = f"{CELLS} {COMMITTEES}"
ADVISING = "ban-to-chuc-dang-uy-khoi ban-tuyen-giao-dang-uy-khoi uy-ban-kiem-tra-dang-uy-khoi van-phong-dang-uy-khoi"
UNIONS = "doan-khoi-cac-co-quan-va-doanh-nghiep-tinh hoi-cuu-chien-binh-khoi-cac-co-quan-tinh"
HUYEN_UY = "huyen-uy-cang-long huyen-uy-cau-ke huyen-uy-cau-ngang huyen-uy-tieu-can"
DISTRICTS = f"{HUYEN_UY} thi-uy-duyen-hai thanh-uy-tra-vinh"
BESIDE = "dang-uy-quan-su-tinh dang-uy-cong-an-tinh"
SO = (
    "so-noi-vu so-tai-chinh so-y-te so-tu-phap so-xay-dung so-cong-thuong so-khoa-hoc-va-cong-nghe "
    "so-giao-duc-va-dao-tao so-van-hoa-the-thao-va-du-lich so-nong-nghiep-va-moi-truong so-dan-toc-va-ton-giao"
)
BAN = "thanh-tra-tinh ban-quan-ly-khu-kinh-te-cua-khau-ma-lu-thang"
XA = "ubnd-xa-binh-lu ubnd-xa-khun-ha ubnd-xa-than-uyen ubnd-xa-muong-than"
PHUONG = "ubnd-phuong-tan-phong ubnd-phuong-doan-ket"
HUYEN = "ubnd-huyen-tam-duong ubnd-huyen-than-uyen"
BQLDA = "ban-quan-ly-du-an-dau-tu-xay-dung-cac-cong-trinh-dan-dung-va-cong-nghiep-tinh"


@dataclass(frozen=True, slots=True)
class Key:
    """A name, and who it is: keys that are ours, keys that are not, parts outside the directory, parts unmatched."""

    name: str
    ours: str = ""
    others: str = ""
    outside: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Names said in one paper: whose directory, who issues it, on which day, to whom."""

    directory: str
    issuer: str | None
    on: str
    keys: tuple[Key, ...]
    to: tuple[str, ...] = ()


def nobody(name: str) -> Key:
    """A name that must stay unmatched."""
    return Key(name, unmatched=(name,))


OWN = Said(
    KHOI,
    "Đảng ủy Khối các cơ quan và doanh nghiệp",
    "2022-06-14",
    (
        Key("Các tổ chức cơ sở đảng trực thuộc", GRASSROOTS),
        Key("các chi, đảng bộ cơ sở", GRASSROOTS),
        Key("Cấp uỷ các chi bộ cơ sở", CELLS),
        Key("Đảng ủy các đảng bộ cơ sở", COMMITTEES),
        Key("Ban Thường vụ các đảng ủy cơ sở trực thuộc Đảng ủy Khối", COMMITTEES),
        Key("Bí thư đảng ủy, chi bộ cơ sở", GRASSROOTS),
        Key("Các đồng chí bí thư chi bộ, bí thư đảng bộ cơ sở", GRASSROOTS + " " + UNDER_COMMITTEES),
        Key("Các chi bộ trực thuộc các đảng ủy cơ sở", UNDER_COMMITTEES),
        Key("Các chi bộ thuộc Đảng bộ Sở Y tế", "chi-bo-van-phong-so-y-te chi-bo-trung-tam-kiem-soat-benh-tat"),
        Key("Các cơ quan tham mưu giúp việc Đảng uỷ Khối", ADVISING),
        Key("Trưởng các ban, Chánh Văn phòng Đảng ủy Khối", ADVISING.replace(" uy-ban-kiem-tra-dang-uy-khoi", "")),
        Key("Ban Tổ chức, Ban Tuyên giáo", "ban-to-chuc-dang-uy-khoi ban-tuyen-giao-dang-uy-khoi"),
        Key("Trưởng Ban Tổ chức Đảng ủy Khối", "ban-to-chuc-dang-uy-khoi"),
        Key("UBKT Đảng ủy Khối", "uy-ban-kiem-tra-dang-uy-khoi"),
        Key("Cơ quan UBKT ĐUK", "uy-ban-kiem-tra-dang-uy-khoi"),
        Key("VĂN PHÒNG ĐẢNG ỦY KHỐI", "van-phong-dang-uy-khoi"),
        Key("Văn phòng của Đảng uỷ Khối các cơ quan và doanh nghiệp tỉnh", "van-phong-dang-uy-khoi"),
        Key("BTV Đảng ủy Khối", OFFICE),
        Key("Ban Chấp hành Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", OFFICE),
        Key("Đoàn Khối và Hội Cựu chiến binh Khối", UNIONS),
        Key("Đảng bộ Sở Y tế; Đảng bộ Điện lực", "dang-bo-so-y-te dang-bo-cong-ty-dien-luc-tra-vinh"),
        Key("Đảng ủy Sở Giáo dục và Đào tạo và Đảng ủy Sở Y tế", "dang-bo-so-giao-duc-va-dao-tao dang-bo-so-y-te"),
        Key("Chi ủy Chi bộ Sở Nội vụ", "chi-bo-so-noi-vu"),
        Key("Chi bộ Trường THPT Phạm Thái Bường", "chi-bo-truong-trung-hoc-pho-thong-pham-thai-buong"),
        Key("Chi bộ 1 thuộc Đảng bộ Công ty Điện lực Trà Vinh", "chi-bo-1-dang-bo-cong-ty-dien-luc-tra-vinh"),
        Key("Chi bộ Sở Nội vụ, Sở Tư pháp và Tỉnh đoàn", "chi-bo-so-noi-vu chi-bo-so-tu-phap chi-bo-tinh-doan"),
        Key(
            "Các chi bộ: Sở Ngoại vụ, Ban Dân tộc, Bưu điện tỉnh",
            "chi-bo-so-ngoai-vu chi-bo-ban-dan-toc chi-bo-buu-dien-tinh",
        ),
        Key("Các chi bộ cơ sở (trừ Chi bộ Bưu điện tỉnh)", CELLS.replace(" chi-bo-buu-dien-tinh", "")),
        Key("Các chi, đảng bộ cơ sở trực thuộc, không gồm Đảng bộ Sở Y tế", GRASSROOTS.replace(" dang-bo-so-y-te", "")),
        Key("Tỉnh ủy", others="tinh-uy-tra-vinh"),
        Key("Thường trực Tỉnh uỷ, Ban Tổ chức Tỉnh uỷ", others="tinh-uy-tra-vinh ban-to-chuc-tinh-uy"),
        Key("Sở Nội vụ", outside=("Sở Nội vụ",)),
        Key("UBND tỉnh", outside=("UBND tỉnh",)),
        Key("Ban Tổ chức Trung ương", outside=("Ban Tổ chức Trung ương",)),
        Key("Tỉnh ủy Bến Tre", outside=("Tỉnh ủy Bến Tre",)),
        Key("Văn phòng Tỉnh ủy", outside=("Văn phòng Tỉnh ủy",)),
        Key("Ban Tố chức Đảng ủy Khối", "ban-to-chuc-dang-uy-khoi"),
        Key("Văn phòng Đảng úy Khối", "van-phong-dang-uy-khoi"),
        nobody("Chi bộ 1"),
        nobody("Chi bộ 3 Đảng bộ Trường Đại học Trà Vinh"),
        nobody("Chi bộ Sở Tài chính"),
        nobody("Ban Dân vận Đảng ủy Khối"),
        nobody("Ban Nội chính Đảng ủy Khối"),
        nobody("Đảng ủy Khối Doanh nghiệp tỉnh"),
        nobody("Đồng chí Nguyễn Văn An"),
        nobody("Cấp ủy"),
        nobody("Các đơn vị có liên quan"),
        Key("cán bộ, đảng viên", unmatched=("cán bộ", "đảng viên")),
        nobody("Các câu lạc bộ"),
        nobody("Đảng bộ Công ty Cổ phần Điện lực"),
        nobody("Các đồng chí được phân công"),
    ),
)

FROM_PROVINCE = Said(
    KHOI,
    "Tỉnh ủy Trà Vinh",
    "2022-06-06",
    (
        Key("Các huyện ủy, thị ủy và thành ủy", others=DISTRICTS),
        Key("Các đảng ủy trực thuộc Tỉnh ủy", OFFICE, BESIDE),
        Key("Các huyện, thị, thành ủy và đảng ủy trực thuộc Tỉnh ủy", OFFICE, DISTRICTS + " " + BESIDE),
        Key("Cấp ủy các huyện, thị xã, thành phố", others=DISTRICTS),
        Key("Thành ủy Trà Vinh, Huyện ủy Càng Long", others="thanh-uy-tra-vinh huyen-uy-cang-long"),
        Key("Huyện ủy Càng Long, Cầu Kè, Tiểu Cần", others="huyen-uy-cang-long huyen-uy-cau-ke huyen-uy-tieu-can"),
        Key("Đảng ủy Khối, Đảng ủy Công an tỉnh", OFFICE, "dang-uy-cong-an-tinh"),
        Key("Bí thư Đảng ủy Khối", OFFICE),
        Key("Ban Tổ chức", others="ban-to-chuc-tinh-uy"),
        Key("Ban Thường vụ", others="tinh-uy-tra-vinh"),
        Key("Các sở, ban, ngành tỉnh", outside=("Các sở", "ban", "ngành tỉnh")),
        Key("UBND các huyện, thị xã, thành phố", outside=("UBND các huyện", "thị xã", "thành phố")),
        Key("Các huyện ủy (trừ Huyện ủy Tiểu Cần)", others=HUYEN_UY.replace(" huyen-uy-tieu-can", "")),
        Key("các chi, đảng bộ cơ sở trực thuộc", GRASSROOTS),
        nobody("Ban Tuyên giáo"),
        Key("Các phòng, đơn vị", outside=("Các phòng",), unmatched=("đơn vị",)),
        nobody("Đảng ủy các cơ quan Đảng tỉnh"),
    ),
    ("Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",),
)

PROVINCE = Said(
    UBND,
    "Ủy ban nhân dân tỉnh Lai Châu",
    "2026-03-02",
    (
        Key("Các sở, ban, ngành; UBND các xã, phường", f"{SO} {BAN} {XA} {PHUONG}"),
        Key("Giám đốc các Sở: Nội vụ, Tài chính và Y tế", "so-noi-vu so-tai-chinh so-y-te"),
        Key("Thủ trưởng các sở, ban, ngành", f"{SO} {BAN}"),
        Key(
            "Sở Nông nghiệp và Môi trường, Sở Khoa học và Công nghệ",
            "so-nong-nghiep-va-moi-truong so-khoa-hoc-va-cong-nghe",
        ),
        Key("Sở Văn hoá, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        Key("Giám đốc Sở Giáo dục và Đào tạo, Giám đốc Sở Y tế", "so-giao-duc-va-dao-tao so-y-te"),
        Key("Chủ tịch UBND các xã, phường", f"{XA} {PHUONG}"),
        Key("Chủ tịch Ủy ban nhân dân cấp xã", f"{XA} {PHUONG}"),
        Key(
            "UBND các xã: Bình Lư, Khun Há và phường Tân Phong", "ubnd-xa-binh-lu ubnd-xa-khun-ha ubnd-phuong-tan-phong"
        ),
        Key("UBND các phường Tân Phong, Đoàn Kết", PHUONG),
        Key("Ban Quản lý Khu kinh tế cửa khẩu và Thanh tra tỉnh", BAN),
        Key(
            "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh, Sở Xây dựng",
            f"{BQLDA} so-xay-dung",
        ),
        Key("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", others="cong-an-tinh bo-chi-huy-quan-su-tinh"),
        Key("Thuế tỉnh", others="thue-tinh-lai-chau"),
        Key("Chủ tịch UBND tỉnh", "uy-ban-nhan-dan-tinh-lai-chau"),
        Key(
            "Thường trực HĐND tỉnh; Ủy ban MTTQ tỉnh",
            others="hoi-dong-nhan-dan-tinh-lai-chau uy-ban-mat-tran-to-quoc-viet-nam-tinh",
        ),
        Key("Chánh Văn phòng UBND tỉnh", "van-phong-uy-ban-nhan-dan-tinh"),
        Key("Sở Nội vụ tỉnh Lai Châu", "so-noi-vu"),
        Key("SỞ NỘI VỤ", "so-noi-vu"),
        Key("CDC tỉnh", "trung-tam-kiem-soat-benh-tat-tinh"),
        Key("Phòng Tổ chức cán bộ của Sở Giáo dục và Đào tạo", "phong-to-chuc-can-bo-so-giao-duc-va-dao-tao"),
        Key("Các phòng thuộc Sở Y tế", "phong-to-chuc-can-bo-so-y-te"),
        Key(
            "Bệnh viện Đa khoa tỉnh Lai Châu, Trường Cao đẳng Lai Châu",
            "benh-vien-da-khoa-tinh truong-cao-dang-lai-chau",
        ),
        Key("Các sở, ban, ngành (trừ Sở Y tế)", f"{SO} {BAN}".replace("so-y-te ", "")),
        nobody("Sở Tài chính chủ trì, phối hợp Sở Nội vụ"),
        Key("Bộ Nội vụ", outside=("Bộ Nội vụ",)),
        Key("Sở Nội vụ tỉnh Điện Biên", outside=("Sở Nội vụ tỉnh Điện Biên",)),
        Key("UBND tỉnh Lào Cai", outside=("UBND tỉnh Lào Cai",)),
        Key("Sở Giáo dục vả Đào tạo", "so-giao-duc-va-dao-tao"),
        nobody("UBND huyện Tam Đường"),
        nobody("Sở Nông nghiệp và Phát triển nông thôn"),
        nobody("Sở Thông tin và Truyền thông"),
        nobody("UBND xã Mường So"),
        nobody("UBND xã Bình Lữ"),
        nobody("Phòng Tổ chức cán bộ"),
        Key("Các cơ quan, đơn vị liên quan", unmatched=("Các cơ quan", "đơn vị liên quan")),
        nobody("Sở Y dược"),
        nobody("Ban Chỉ đạo 389 tỉnh"),
        Key("UBND các huyện, thành phố", unmatched=("UBND các huyện", "thành phố")),
    ),
)

BEFORE_THE_MERGER = Said(
    UBND,
    "UBND tỉnh Lai Châu",
    "2024-01-15",
    (
        Key("UBND các huyện, thành phố", f"{HUYEN} ubnd-thanh-pho-lai-chau"),
        Key("UBND huyện Tam Đường và UBND thành phố Lai Châu", "ubnd-huyen-tam-duong ubnd-thanh-pho-lai-chau"),
        Key("Sở Nông nghiệp và PTNT", unmatched=("Sở Nông nghiệp và PTNT",)),
        Key("Sở Nông nghiệp và Phát triển nông thôn", "so-nong-nghiep-va-phat-trien-nong-thon"),
        nobody("UBND xã Bình Lư"),
        nobody("Sở Nông nghiệp và Môi trường"),
    ),
)

FROM_THE_CENTRE = Said(
    UBND,
    "Bộ Nội vụ",
    "2026-03-02",
    (
        Key("UBND các tỉnh, thành phố trực thuộc Trung ương", "uy-ban-nhan-dan-tinh-lai-chau"),
        Key("Sở Nội vụ các tỉnh, thành phố trực thuộc Trung ương", "so-noi-vu"),
        Key("Các bộ, cơ quan ngang bộ", outside=("Các bộ", "cơ quan ngang bộ")),
        Key("Các tỉnh ủy, thành ủy trực thuộc Trung ương", others="tinh-uy-lai-chau"),
    ),
)

FROM_ANOTHER_PROVINCE = Said(
    UBND,
    "UBND tỉnh Điện Biên",
    "2026-03-02",
    (
        nobody("Sở Nội vụ"),
        Key("Các sở, ngành", unmatched=("Các sở", "ngành")),
        Key("UBND tỉnh Lai Châu", "uy-ban-nhan-dan-tinh-lai-chau"),
    ),
)

ALL = (OWN, FROM_PROVINCE, PROVINCE, BEFORE_THE_MERGER, FROM_THE_CENTRE, FROM_ANOTHER_PROVINCE)

"""The same names in other offices: a department, a commune, a district committee, a commune's committee."""

from __future__ import annotations

import pytest

from extractors.falls import fall
from records import Directory, Fall, FallKind, OfficeUnit

SO = Directory(
    (
        OfficeUnit("so", "Sở Y tế tỉnh Lai Châu", "Sở", is_office=True),
        OfficeUnit("vp", "Văn phòng Sở", "Văn phòng", "so"),
        OfficeUnit("tc", "Phòng Tổ chức cán bộ", "Phòng", "so"),
        OfficeUnit("bv", "Bệnh viện Đa khoa tỉnh", "Đơn vị sự nghiệp", "so"),
    )
)
XA = Directory(
    (
        OfficeUnit("xa", "UBND xã Bình Lư", "UBND xã", is_office=True),
        OfficeUnit("kt", "Phòng Kinh tế", "Phòng", "xa"),
        OfficeUnit("vp", "Văn phòng HĐND và UBND xã", "Văn phòng", "xa"),
        OfficeUnit("th", "Trường Tiểu học Bình Lư", "Trường", "xa"),
    )
)
HUYEN = Directory(
    (
        OfficeUnit("hu", "Huyện ủy Càng Long", "Huyện ủy", is_office=True),
        OfficeUnit("tc", "Ban Tổ chức Huyện ủy", "Ban tham mưu", "hu"),
        OfficeUnit("bp", "Đảng ủy xã Bình Phú", "Đảng ủy xã", "hu"),
        OfficeUnit("tt", "Đảng ủy thị trấn Càng Long", "Đảng ủy xã", "hu"),
        OfficeUnit("ca", "Đảng bộ Công an huyện", "Đảng bộ cơ sở", "hu"),
        OfficeUnit("ks", "Chi bộ Kiểm sát", "Chi bộ cơ sở", "hu"),
    )
)
DANG_UY = Directory(
    (
        OfficeUnit("du", "Đảng ủy xã Bình Lư", "Đảng ủy xã", is_office=True),
        OfficeUnit("c1", "Chi bộ bản Thèn Thầu", "Chi bộ", "du"),
        OfficeUnit("db", "Đảng bộ Công an xã", "Đảng bộ cơ sở", "du"),
        OfficeUnit("xd", "Ban Xây dựng Đảng", "Ban tham mưu", "du"),
        OfficeUnit("kt", "Ủy ban Kiểm tra Đảng ủy", "Ủy ban Kiểm tra", "du"),
    )
)

#: Whose directory, who issues the paper, the name, the keys that are ours ('-': of others, '?': nobody knows).
NAMES = (
    (SO, "UBND tỉnh Lai Châu", "Các sở, ban, ngành tỉnh", "so - -"),
    (SO, "UBND tỉnh Lai Châu", "Giám đốc Sở Y tế", "so"),
    (SO, "UBND tỉnh Lai Châu", "Sở Nội vụ", "-"),
    (SO, "UBND tỉnh Lai Châu", "Các đơn vị thuộc UBND tỉnh", "so"),
    (SO, "UBND tỉnh Lai Châu", "Các sở (trừ Sở Y tế)", "-"),
    (SO, "UBND tỉnh Lai Châu", "Văn phòng UBND tỉnh", "-"),
    (SO, "UBND tỉnh Lai Châu", "Phòng Tổ chức cán bộ", "?"),
    (SO, "Sở Y tế", "Các phòng chuyên môn thuộc Sở", "tc"),
    (SO, "Sở Y tế", "Văn phòng Sở", "vp"),
    (SO, "Sở Y tế", "Trưởng các phòng, Giám đốc các đơn vị sự nghiệp", "tc bv"),
    (SO, "Sở Y tế", "Thủ trưởng các đơn vị trực thuộc", "vp tc bv"),
    (SO, "Bộ Y tế", "Sở Y tế các tỉnh, thành phố trực thuộc Trung ương", "so"),
    (SO, "Bộ Y tế", "Các đơn vị trực thuộc Bộ", "-"),
    (XA, "UBND tỉnh Lai Châu", "UBND các xã, phường", "xa -"),
    (XA, "UBND tỉnh Lai Châu", "UBND các phường", "-"),
    (XA, "UBND tỉnh Lai Châu", "UBND các xã: Bình Lư, Khun Há", "xa -"),
    (XA, "UBND tỉnh Lai Châu", "Chủ tịch UBND cấp xã", "xa"),
    (XA, "UBND tỉnh Lai Châu", "Phòng Kinh tế", "?"),
    (XA, "UBND xã Bình Lư", "Văn phòng HĐND và UBND xã; Phòng Kinh tế", "vp kt"),
    (XA, "UBND xã Bình Lư", "Các trường học trên địa bàn xã", "?"),
    (XA, "UBND xã Bình Lư", "UBND xã", "xa"),
    (XA, "UBND xã Bình Lư", "Trưởng các bản", "?"),
    (HUYEN, "Tỉnh ủy Trà Vinh", "Các huyện ủy, thị ủy, đảng ủy trực thuộc Tỉnh ủy", "hu - -"),
    (HUYEN, "Tỉnh ủy Trà Vinh", "Huyện ủy Cầu Kè", "-"),
    (HUYEN, "Tỉnh ủy Trà Vinh", "Cấp ủy cấp huyện", "hu"),
    (HUYEN, "Tỉnh ủy Trà Vinh", "Ban Tổ chức", "?"),
    (HUYEN, "Huyện ủy Cầu Kè", "Ban Tổ chức Huyện ủy", "?"),
    (SO, "Sở Nội vụ", "Văn phòng Sở", "?"),
    (DANG_UY, "Đảng ủy xã Khun Há", "Ủy ban Kiểm tra Đảng ủy", "?"),
    (DANG_UY, "Đảng ủy xã Khun Há", "Ủy ban Kiểm tra Đảng ủy xã Bình Lư", "kt"),
    (HUYEN, "Huyện ủy Càng Long", "Đảng ủy các xã, thị trấn", "bp tt"),
    (HUYEN, "Huyện ủy Càng Long", "Các đảng ủy xã và chi, đảng bộ cơ sở trực thuộc Huyện ủy", "bp ca ks"),
    (HUYEN, "Huyện ủy Càng Long", "Ban Tổ chức, Thường trực Huyện ủy", "tc hu"),
    (DANG_UY, "Tỉnh ủy Lai Châu", "Các đảng ủy trực thuộc Tỉnh ủy", "du"),
    (DANG_UY, "Tỉnh ủy Lai Châu", "Đảng ủy các xã, phường", "du -"),
    (DANG_UY, "Tỉnh ủy Lai Châu", "Đảng ủy xã Khun Há", "-"),
    (DANG_UY, "Đảng ủy xã Bình Lư", "Các chi bộ, đảng bộ trực thuộc", "c1 db"),
    (DANG_UY, "Đảng ủy xã Bình Lư", "Các cơ quan tham mưu, giúp việc Đảng ủy", "xd kt"),
)


def shown(found: tuple[Fall, ...]) -> str:
    signs = {FallKind.OTHERS: "-", FallKind.UNMATCHED: "?"}
    return " ".join(" ".join(one.units) if one.how is FallKind.OURS else signs[one.how] for one in found)


@pytest.mark.parametrize(("directory", "issuer", "name", "keys"), NAMES)
def test_a_name_falls_on(directory: Directory, issuer: str, name: str, keys: str) -> None:
    assert shown(fall([name], issuer, (), directory, "2022-03-01")) == keys

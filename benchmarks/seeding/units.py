"""The made-up office: itself, its departments and branches, the bodies around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.seeding.words import DISTRICTS, HOME
from records import Fall, FallKind, OfficeUnit

OFFICE, ABOVE = "dang-uy-khoi", "tinh-uy"
DEPARTMENTS = ("Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận", "Văn phòng", "Ủy ban Kiểm tra", "Đoàn Thanh niên")
SECTORS = (
    *("Nội vụ", "Tài chính", "Y tế", "Giáo dục và Đào tạo", "Tư pháp", "Xây dựng", "Công Thương", "Giao thông vận tải"),
    *("Khoa học và Công nghệ", "Tài nguyên và Môi trường", "Văn hóa, Thể thao và Du lịch", "Kế hoạch và Đầu tư"),
    *("Lao động - Thương binh và Xã hội", "Thông tin và Truyền thông", "Nông nghiệp và Phát triển nông thôn"),
)
CELLS = ("Văn phòng Sở", "Thanh tra Sở", "Phòng Kế hoạch", "Trung tâm trực thuộc")


@dataclass(frozen=True)
class Office:
    """Its directory, and who is meant by what."""

    units: tuple[OfficeUnit, ...]

    @cached_property
    def inner(self) -> tuple[OfficeUnit, ...]:
        """The units under the office."""
        return tuple(one for one in self.units if one.parent and one.parent != ABOVE)

    @cached_property
    def bodies(self) -> tuple[OfficeUnit, ...]:
        """The bodies outside."""
        return tuple(one for one in self.units if one not in self.inner and not one.is_office)

    def addressed(self, dice: Random) -> tuple[str, ...]:
        """Whom a dispatch goes to, by name: the office, or some of its units, now and then others."""
        luck = dice.random()
        if luck < 0.4:
            return (self.units[1].name,)
        some = self.inner if luck < 0.9 else self.bodies
        return tuple(one.name for one in dice.sample(some, dice.randint(1, 3)))

    def actors(self, dice: Random) -> tuple[str, ...]:
        """Who shall do something: units of ours, a body outside, or some whom the directory does not know."""
        luck = dice.random()
        if luck < 0.05:
            return ("Các tổ chức có liên quan",)
        if luck < 0.15:
            return (dice.choice(self.bodies).name,)
        return tuple(one.name for one in dice.sample(self.inner, 1 if luck < 0.75 else 3))

    def fall(self, name: str) -> Fall:
        """On whom that name falls."""
        one = self._named.get(name)
        if one is None:
            return Fall(name, (), FallKind.UNMATCHED, 0.0, "", why="Danh bạ không có tên này.")
        how = FallKind.OTHERS if one in self.bodies else FallKind.OURS
        return Fall(name, (one.key,), how, 0.95, "unit.name")

    @cached_property
    def _named(self) -> dict[str, OfficeUnit]:
        return {one.name: one for one in self.units}


def office() -> Office:
    """The office with some hundred units."""
    units = [
        OfficeUnit(ABOVE, f"Tỉnh ủy {HOME}", "Tỉnh ủy"),
        OfficeUnit(OFFICE, "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "Đảng ủy Khối", ABOVE, is_office=True),
    ]
    units += [OfficeUnit(f"ban-{at}", f"{one} Đảng ủy Khối", "Ban", OFFICE) for at, one in enumerate(DEPARTMENTS)]
    for at, sector in enumerate(SECTORS):
        units.append(OfficeUnit(f"so-{at}", f"Đảng bộ Sở {sector}", "Đảng bộ cơ sở", OFFICE))
        units += [
            OfficeUnit(f"so-{at}-{cell}", f"Chi bộ {name} Sở {sector}", "Chi bộ", f"so-{at}")
            for cell, name in enumerate(CELLS)
        ]
    units += [OfficeUnit(f"huyen-{at}", f"Huyện ủy {one}", "Huyện ủy", ABOVE) for at, one in enumerate(DISTRICTS)]
    return Office(tuple(units))

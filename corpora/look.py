"""How a dispatch looks: margins, type, spacing within Nghị định 30/2020, Phụ lục I, by chance seeded from its name."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.case import Case
from corpora.fonts import SERIFS, Face, mm
from corpora.seeds import chance
from corpora.sheet import A4, INKS, Colour
from corpora.typeset import Column, Setting
from records import Zone


@dataclass(frozen=True, slots=True)
class Look:
    """Lengths in pixels of the master, sizes in points; `leading` is the distance of baselines in type sizes."""

    family: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    head: float
    leading: float
    indent: float
    paragraph: float
    aligned: bool
    pen: Colour
    dispatch: int

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.right - self.left

    @property
    def column(self) -> Column:
        """The whole width as a column for centred lines."""
        return Column((self.left + self.right) / 2, self.width - mm(12))

    def setting(self, zone: Zone, size: float | None = None, bold: bool = False, italic: bool = False) -> Setting:
        """A setting in this dispatch's family, in the body's size unless another is given."""
        face = Face(self.family, self.size if size is None else size, bold, italic)
        return Setting(face, zone, pen=self.pen, dispatch=self.dispatch)


def look(case: Case, dispatch: int) -> Look:
    """The look of the case's n-th dispatch (from 1); 0 stands for what is no dispatch."""
    family = case.font or chance("font", case.name).choice(SERIFS)
    rng = chance("look", case.name, dispatch)
    size = rng.choice((13.0, 13.5, 14.0, 14.0))
    return Look(
        family=family,
        top=mm(rng.uniform(20, 25)),
        bottom=A4[1] - mm(rng.uniform(20, 25)),
        left=mm(rng.uniform(30, 35)),
        right=A4[0] - mm(rng.uniform(15, 20)),
        size=size,
        head=rng.choice((12.5, 13.0, 13.0, 13.5)),
        leading=rng.uniform(1.15, 1.32),
        indent=mm(rng.choice((10.0, 12.7, 12.7))),
        paragraph=mm(rng.uniform(1.4, 2.4)),
        aligned=rng.random() < 0.6,
        pen=rng.choice((INKS["blue"], INKS["blue"], INKS["black"])),
        dispatch=dispatch,
    )

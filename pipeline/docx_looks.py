"""How paragraphs and letters of a .docx look, through the styles they are made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.docx_file import Element, W

TWIPS = 20.0  # in a point
#: More styles based on one another are a circle.
DEEPEST = 30
SIZES = (6.0, 36.0)  # points: what is set smaller or larger is taken for that
FARTHEST = 400.0  # points of an indent


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look: points, bold, italic; printed as capitals, not printed at all, raised; and in which font."""

    size: float = 13.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    raised: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop in points from the column's left edge: `left`, `center` or `right`."""

    at: float
    kind: str = "left"


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph is set, in points; `number`: its list and level; `new_page`: it begins one."""

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    tabs: tuple[Tab, ...] = ()
    number: tuple[str, int] | None = None
    new_page: bool = False


ALIGNS = {"center": "center", "right": "right", "end": "right", "both": "both", "distribute": "both"}


class Looks:
    """The styles of a file.  Every method takes the element that may override them."""

    def __init__(self, styles: Element | None) -> None:
        found = [] if styles is None else styles.findall(f"{W}style")
        self._styles = {one.get(f"{W}styleId"): one for one in found}
        self._default = next((one.get(f"{W}styleId") for one in found if _is_default(one)), None)
        defaults = None if styles is None else styles.find(f"{W}docDefaults")
        self._letters = letters_in(_deep(defaults, "rPrDefault", "rPr"), Letters(10.0))
        self._set = set_in(_deep(defaults, "pPrDefault", "pPr"), Set())
        self._known: dict[str | None, tuple[Set, Letters]] = {}

    def paragraph(self, properties: Element | None) -> tuple[Set, Letters]:
        """How a paragraph with these properties is set, and how its letters look by themselves."""
        own = value(properties, "pStyle") or self._default
        made, letters = self._style(own)
        return set_in(properties, made), letters

    def run(self, properties: Element | None, around: Letters) -> Letters:
        """How letters with these properties look in a paragraph with that look."""
        style = value(properties, "rStyle")
        for one in self._chain(style):
            around = letters_in(one.find(f"{W}rPr"), around)
        return letters_in(properties, around)

    def borders(self, properties: Element | None) -> dict[str, bool]:
        """Which edges of a table are drawn ('insideV' …), by its own properties over those of its style."""
        edges: dict[str, bool] = {}
        for one in self._chain(value(properties, "tblStyle")):
            edges |= edges_of(_deep(one, "tblPr", "tblBorders"))
        return edges | edges_of(_deep(properties, "tblBorders"))

    def _style(self, name: str | None) -> tuple[Set, Letters]:
        if name not in self._known:
            made, letters = self._set, self._letters
            for one in self._chain(name):
                made, letters = set_in(one.find(f"{W}pPr"), made), letters_in(one.find(f"{W}rPr"), letters)
            self._known[name] = made, letters
        return self._known[name]

    def _chain(self, name: str | None) -> list[Element]:
        """The style and those it is based on, the deepest first."""
        chain: list[Element] = []
        while name in self._styles and len(chain) < DEEPEST:
            chain.append(self._styles[name])
            name = value(chain[-1], "basedOn")
        return chain[::-1]


def letters_in(properties: Element | None, look: Letters) -> Letters:
    """The look with what the run properties say."""
    if properties is None:
        return look
    told: dict[str, Any] = {}
    for name, key in (("b", "bold"), ("i", "italic"), ("caps", "caps"), ("smallCaps", "caps"), ("vanish", "hidden")):
        found = properties.find(W + name)
        if found is not None:
            told[key] = is_on(found)
    size = number(properties.find(f"{W}sz"), "val", 0.0)
    if size:
        told["size"] = min(max(size / 2, SIZES[0]), SIZES[1])
    raised = value(properties, "vertAlign")
    if raised is not None:
        told["raised"] = raised == "superscript"
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None:
        told["font"] = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or look.font
    return replace(look, **told)


def set_in(properties: Element | None, made: Set) -> Set:
    """The setting with what the paragraph properties say."""
    if properties is None:
        return made
    told: dict[str, Any] = {}
    align = value(properties, "jc")
    if align is not None:
        told["align"] = ALIGNS.get(align, "left")
    indent = properties.find(f"{W}ind")
    if indent is not None:
        told |= _indents(indent, made)
    spacing = properties.find(f"{W}spacing")
    for key in ("before", "after"):
        told[key] = min(points(spacing, key, getattr(made, key)), 60.0)
    tabs = properties.find(f"{W}tabs")
    if tabs is not None:
        told["tabs"] = tuple(sorted((*made.tabs, *_tabs(tabs)), key=lambda tab: tab.at))
    listed = properties.find(f"{W}numPr")
    if listed is not None:
        told["number"] = _listed(listed, made.number)
    breaks = properties.find(f"{W}pageBreakBefore")
    if breaks is not None:
        told["new_page"] = is_on(breaks)
    return replace(made, **told)


def _indents(indent: Element, made: Set) -> dict[str, float]:
    left = points(indent, "left", points(indent, "start", made.left))
    hanging = points(indent, "hanging", 0.0)
    first = -hanging if hanging else points(indent, "firstLine", made.first)
    sides = {"left": left, "right": points(indent, "right", points(indent, "end", made.right)), "first": first}
    return {key: max(-FARTHEST, min(size, FARTHEST)) for key, size in sides.items()}


def _tabs(tabs: Element) -> list[Tab]:
    found = [(number(one, "pos", 0.0) / TWIPS, one.get(f"{W}val") or "left") for one in tabs.findall(f"{W}tab")]
    kinds = {"center": "center", "right": "right", "end": "right", "decimal": "right"}
    return [Tab(at, kinds.get(kind, "left")) for at, kind in found if kind != "clear" and at > 0]


def _listed(listed: Element, before: tuple[str, int] | None) -> tuple[str, int] | None:
    name = value(listed, "numId") or (before[0] if before else "0")
    level = number(listed.find(f"{W}ilvl"), "val", float(before[1] if before else 0))
    return None if name == "0" else (name, min(max(int(level), 0), 8))


def edges_of(borders: Element | None) -> dict[str, bool]:
    """Which of the edges that the borders tell of are drawn."""
    if borders is None:
        return {}
    return {one.tag.rpartition("}")[2]: one.get(f"{W}val") not in ("none", "nil", None) for one in borders}


def value(parent: Element | None, name: str) -> str | None:
    """What the child of that name says; None where it is missing."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else found.get(f"{W}val")


def number(element: Element | None, name: str, otherwise: float) -> float:
    """The attribute as a number."""
    try:
        return otherwise if element is None else float(element.get(W + name, otherwise))
    except ValueError:
        return otherwise


def points(element: Element | None, name: str, otherwise: float) -> float:
    """The attribute, told in twentieths of a point, in points."""
    return number(element, name, otherwise * TWIPS) / TWIPS


def is_on(element: Element) -> bool:
    """Whether a switch is on: it is where nothing else is said."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _deep(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = None if element is None else element.find(W + name)
    return element

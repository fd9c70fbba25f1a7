"""The lists by which Word numbers the paragraphs of a case: their numbers are not in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(
    r"(?P<bold>\*\*)?(?P<lead>Điều )?(?P<count>\d{1,3}|[a-z]|[IVX]{1,5})(?P<end>[.)])(?P<close>\*\*)? "
)
_DASH = re.compile(r"[-–+] ")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph of a list: the list's number in the file, and the text without what Word puts before it."""

    list: int
    rest: str


@dataclass
class Lists:
    """The lists of a file; a new one begins where the numbers do not go on."""

    _forms: list[tuple[str, str, int, bool]] = field(default_factory=list)
    _last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def begin(self, line: str) -> Listed | None:
        """The paragraph as one of a list; None where it begins like none, or like one that Word cannot count."""
        dash = _DASH.match(line)
        if dash:
            return Listed(self._list("bullet", dash[0].strip(), 1, False), line[dash.end() :])
        found = _OPENING.match(line)
        kind, count = _counted(found["count"]) if found else ("", 0)
        if found is None or not kind:
            return None
        text = f"{found['lead'] or ''}%1{found['end']}"
        bold = found["bold"] is not None
        rest = line[found.end() :]
        if bold and not found["close"]:
            rest = f"**{rest}"
        return Listed(self._list(kind, text, count, bold), rest)

    def part(self, spaces: str) -> str:
        """The part of the file that tells its lists."""
        forms = "".join(_form(number, *one) for number, one in enumerate(self._forms, 1))
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in range(1, len(self._forms) + 1)
        )
        return f"<w:numbering {spaces}>{forms}{lists}</w:numbering>"

    def _list(self, kind: str, text: str, count: int, bold: bool) -> int:
        name = f"{kind}{text}"
        number, last = self._last.get(name, (0, 0))
        if not number or (kind != "bullet" and count != last + 1):
            self._forms.append((kind, text, count, bold))
            number = len(self._forms)
        self._last[name] = (number, count)
        return number


def _form(number: int, kind: str, text: str, start: int, bold: bool) -> str:
    """How one list is written."""
    look = f'<w:lvlText w:val="{text}"/><w:rPr>{"<w:b/>" if bold else ""}</w:rPr>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{look}</w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'


def _counted(text: str) -> tuple[str, int]:
    """The kind of number and its count; ('', 0) where Word would write another letter."""
    if text.isdigit():
        return ("decimal", int(text)) if not text.startswith("0") else ("", 0)
    if text in _ROMANS:
        return "upperRoman", _ROMANS.index(text) + 1
    return ("lowerLetter", ord(text) - ord("a") + 1) if text.islower() else ("", 0)

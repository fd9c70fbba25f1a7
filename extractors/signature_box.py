"""The boxes that programs print on the page when they sign, line by line: captions and what stands behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.moment import Moment, moment
from records import Line
from rules import rules
from rules.fold import fold

#: The tallest box seen has four captions, two of them over two lines.
LONGEST = 10
#: A name runs over two lines more at most.
LONGEST_WRAP = 2
#: Of a line's height: what stands further below belongs to another part of the page.
FAR = 1.2
#: Captions of boxes alone: dispatches and web pages write 'Người ký:' and 'Ngày ký:' in lists too.
TELLING = ("ky boi", "ky so boi", "signed by")


@dataclass(frozen=True, slots=True)
class Part:
    """What a line says, from `start` to `end`, for a caption: `kind` is signer, email, organisation, time or other."""

    kind: str
    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.line.text[self.start : self.end].strip(" .,;:|*")


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One box: the indexes of its lines among those given, and the values behind its captions."""

    indexes: range
    parts: tuple[Part, ...]

    def parts_of(self, kind: str) -> tuple[Part, ...]:
        """The stretches that make the value of a caption."""
        return tuple(part for part in self.parts if part.kind == kind and part.text)

    def text_of(self, kind: str) -> str:
        """The value of a caption, its lines joined; empty where there is none."""
        return " ".join(part.text for part in self.parts_of(kind))

    @property
    def moment(self) -> Moment | None:
        """When it was signed."""
        return moment(self.text_of("time"))


def signature_boxes(lines: Sequence[Line]) -> tuple[SignatureBox, ...]:
    """The boxes in reading order; captions that make no whole box are left alone."""
    return tuple(box for box in _boxes(lines) if _is_whole(box))


def _boxes(lines: Sequence[Line]) -> Iterator[SignatureBox]:
    at = 0
    while at < len(lines):
        if not _captions(lines[at]):
            at += 1
            continue
        box = _with_rest(_box(lines, at), lines)
        yield box
        at = box.indexes.stop


def _box(lines: Sequence[Line], start: int) -> SignatureBox:
    """The box whose first caption stands on the line at `start`: up to the last caption that goes with it."""
    parts: list[Part] = []
    wrapped: list[Part] = []
    stop = start
    for at in range(start, min(start + LONGEST, len(lines))):
        own = _captions(lines[at])
        again = {part.kind for part in own} & {part.kind for part in parts} - {"other"}
        if again or len(wrapped) > LONGEST_WRAP or (at > start and not _follows(lines[at - 1], lines[at])):
            break
        if own:
            parts += [*wrapped, *own]
            wrapped, stop = [], at + 1
        else:
            wrapped.append(Part(parts[-1].kind, lines[at], 0, len(lines[at].text)))
    return SignatureBox(range(start, stop), tuple(parts))


def _with_rest(box: SignatureBox, lines: Sequence[Line]) -> SignatureBox:
    """The box with the line below it where that one has the hour, or the date, that the last caption lacks."""
    last, below = box.parts[-1], box.indexes.stop
    whole = box.moment is not None and box.moment.has_hour
    if last.kind != "time" or whole or below == len(lines) or not _follows(last.line, lines[below]):
        return box
    rest = Part("time", lines[below], 0, len(lines[below].text))
    longer = SignatureBox(range(box.indexes.start, below + 1), (*box.parts, rest))
    return longer if longer.moment is not None and longer.moment.has_hour else box


def _captions(line: Line) -> list[Part]:
    """The values on the line, each up to the next caption; none where the line has no caption."""
    folded = fold(line.text)
    found = [
        (match.start(), match.end(), rule.value or "other")
        for rule in rules("e_signature")
        if rule.id.startswith("caption.")
        for match in rule.pattern.finditer(folded)
    ]
    found.sort()
    ends = [*(start for start, _, _ in found[1:]), len(line.text)]
    return [Part(kind, line, start, end) for (_, start, kind), end in zip(found, ends, strict=False)]


def _follows(above: Line, line: Line) -> bool:
    """Whether a line can go on with the box above it: on the same page, close under it."""
    if above.page != line.page:
        return False
    if above.box is None or line.box is None:
        return not line.gap
    tall = max(above.box[3] - above.box[1], line.box[3] - line.box[1])
    beside = line.box[0] < above.box[2] and above.box[0] < line.box[2]
    return beside and above.box[1] < line.box[3] and line.box[1] - above.box[3] < FAR * tall


def _is_whole(box: SignatureBox) -> bool:
    """Whether it says who signed, and shows in one more way that a program wrote it."""
    if not box.text_of("signer"):
        return bool(box.text_of("organisation")) and box.moment is not None and box.moment.has_hour
    signer = box.parts_of("signer")[0]
    telling = any(caption in fold(signer.line.text[: signer.start]) for caption in TELLING)
    timed = box.moment is not None and (box.moment.has_hour or telling)
    return timed or bool(box.text_of("email"))

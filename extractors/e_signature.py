"""Electronic signatures as their boxes are printed on the page: signer, organisation and time."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.evidence import evidence
from extractors.signature_box import SignatureBox, signature_boxes
from records import Box, Dispatch, ESignature, Line
from rules import table
from rules.fold import capitals
from rules.spelling import known_word, marks_mended

SOURCE = "printed"
#: Words of a person's name, family name first.
PERSON = range(2, 6)
#: Of a name's letters: more are an organ's name as boxes print it; the rest may be small by a slip of the OCR.
CAPITALS = 0.7


def e_signatures(dispatch: Dispatch) -> tuple[ESignature, ...]:
    """The printed signatures in reading order."""
    return tuple(_signature(box, dispatch.lines) for box in signature_boxes(dispatch.lines))


def is_person(name: str) -> bool:
    """Whether a signer's name is a person's, not an organ's.

    >>> is_person("Vũ Đại Thắng"), is_person("VĂN PHÒNG CHÍNH PHỦ"), is_person("LÊ VĂN MẪU")
    (True, False, True)
    """
    words = name.split()
    if len(words) not in PERSON or words[0].capitalize() not in table("names")["family_names"]:
        return False
    opening = " ".join(words[:2]).lower()
    return not any(phrase.lower().startswith(opening) for phrase in table("names")["phrases"])


def _signature(box: SignatureBox, lines: Sequence[Line]) -> ESignature:
    own = [lines[index] for index in box.indexes]
    at = box.moment
    sure = [_sureness(box, kind) for kind in ("signer", "organisation", "time")]
    return ESignature(
        signer=_name(box, "signer"),
        organisation=_name(box, "organisation"),
        time=at.value if at else None,
        page=own[0].page,
        box=_around(own),
        source=SOURCE,
        printed="\n".join(line.text for line in own),
        confidence=min([*sure, at.confidence if at else 1.0]),
    )


def _name(box: SignatureBox, kind: str) -> str | None:
    """The name behind a caption; marks that an OCR lost are mended where every word is one of letterheads.

    Elsewhere mending does harm: persons and places bear marks that letterheads do not ('TRÀ CÚ', 'LÊ THỊ HÀ').
    """
    text = box.text_of(kind)
    drawn = any(word.confidence < 1.0 for part in box.parts_of(kind) for word in part.line.words)
    mend = drawn and capitals(text) > CAPITALS and all(map(known_word, text.split()))
    return (marks_mended(text) if mend else text) or None


def _sureness(box: SignatureBox, kind: str) -> float:
    """How surely the value was read (0..1); 1.0 where there is none."""
    parts = box.parts_of(kind)
    return min((evidence(part.line, "", kind, 1.0, (part.start, part.end)).confidence for part in parts), default=1.0)


def _around(lines: Sequence[Line]) -> Box | None:
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)

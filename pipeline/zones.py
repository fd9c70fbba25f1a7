"""Every line of a dispatch gets its zone: head, title, addressees, body, foot, in the order they stand on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.signature_box import signature_boxes
from pipeline.foot import foot_zones
from pipeline.head import head_zones
from pipeline.title import title_zones
from records import Line, Zone

#: Zones that the ink or the size of the line told before its words were looked at.
INKED = frozenset({Zone.STAMP, Zone.MARK, Zone.FOOTNOTE})


def zoned(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one dispatch, each with its zone; stamps read apart and footnotes stand behind all others.

    The box of an electronic signature is a note wherever it stands.
    """
    stamps = tuple(line for line in lines if line.zone in INKED)
    inner = [line for line in lines if line.zone not in INKED]
    boxed = {index for box in signature_boxes(inner) for index in box.indexes}
    others = iter(_zoned([line for index, line in enumerate(inner) if index not in boxed]))
    notes = (replace(line, zone=Zone.NOTE) if index in boxed else next(others) for index, line in enumerate(inner))
    return (*notes, *stamps)


def _zoned(lines: Sequence[Line]) -> tuple[Line, ...]:
    head = head_zones(lines)
    title = title_zones(lines[len(head) :], found_subject=Zone.SUBJECT in head)
    start = len(head) + len(title)
    rest = foot_zones(lines[start:])
    return tuple(
        line if line.zone is Zone.TABLE else replace(line, zone=zone)
        for line, zone in zip(lines, (*head, *title, *rest), strict=True)
    )

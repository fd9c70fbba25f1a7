"""The lines of one zone of a dispatch."""

from __future__ import annotations

from records import Dispatch, Line, Zone


def lines_in(dispatch: Dispatch, *zones: Zone) -> tuple[Line, ...]:
    """The dispatch's lines of these zones, in reading order."""
    return tuple(line for line in dispatch.lines if line.zone in zones)


def is_drawn(dispatch: Dispatch) -> bool:
    """Whether the text was read from a picture, so that its marks and digits may have slipped."""
    return any(word.confidence < 1.0 for line in dispatch.lines for word in line.words)

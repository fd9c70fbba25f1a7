"""To whom a dispatch is addressed: 'Kính gửi', with 'Như trên' and 'Như kính gửi' of 'Nơi nhận' pointing here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.evidence import evidence_of
from extractors.items import is_marked, items, rest_of, sure_of, unmarked_text
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule


def addressees(dispatch: Dispatch) -> tuple[Found, ...]:
    """The addressees, one an item of the list; a line without marks is one addressee, or several parted by ';'."""
    return tuple(found for block in _blocks(dispatch) for own in items(block) for found in _parts(own))


def _blocks(dispatch: Dispatch) -> list[list[Line]]:
    """The lines behind each opening ('Kính gửi:', 'Đồng kính gửi:')."""
    blocks: list[list[Line]] = []
    for line in lines_in(dispatch, Zone.ADDRESSEE):
        rest = _without_opening(line)
        if rest is not line or not blocks:
            blocks.append([])
        if rest.text:
            blocks[-1].append(rest)
    return blocks


def _without_opening(line: Line) -> Line:
    """The line behind 'Kính gửi:'."""
    opening = rule("zones", "addressee.opening").search(line.text)
    match = opening or rule("zones", "addressee.telegram").search(line.text)
    if match is None:
        return line
    colon = re.match(r"\s*[:;.,]?\s*", line.text[match.end() :])
    return rest_of(line, match.end() + (colon.end() if colon else 0))


def _parts(own: Sequence[Line]) -> list[Found]:
    text = unmarked_text(own)
    names = [text] if is_marked(own[0].text) else [part.strip(" .,") for part in text.split(";")]
    return [evidence_of(own, name, "addressee", sure_of(own, name)) for name in names if re.search(r"\w{2}", name)]

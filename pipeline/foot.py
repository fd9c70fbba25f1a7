"""The zones from the body to the end: body, 'Nơi nhận', signature, and what is annexed behind them."""

from __future__ import annotations

from collections.abc import Sequence

from records import Column, Line, Zone
from rules import rule
from rules.fold import capitals

#: A line of 'Nơi nhận' or of a signature is shorter than this.
LONGEST_ITEM = 140
#: 'Nơi nhận' has at most this many printed lines.
LONGEST_LIST = 40
#: A signature block has at most this many lines: three of authority and title over two, name, notes.
LONGEST_BLOCK = 9


def foot_zones(lines: Sequence[Line]) -> tuple[Zone, ...]:
    """The zones of the lines behind the title: BODY, RECIPIENTS, SIGNATURE."""
    zones = [Zone.BODY] * len(lines)
    opening = _opening(lines)
    if opening is not None:
        for i in _list(lines, opening):
            zones[i] = Zone.RECIPIENTS
    for i in _signature(lines, zones, opening):
        zones[i] = Zone.SIGNATURE
    return tuple(zones)


def _opening(lines: Sequence[Line]) -> int | None:
    """The index of the first line that opens 'Nơi nhận' at the left."""
    found = (i for i, line in enumerate(lines) if rule("zones", "recipients.opening").finds(line.text))
    return next((i for i in found if lines[i].column is not Column.RIGHT and lines[i].zone is not Zone.TABLE), None)


def _list(lines: Sequence[Line], opening: int) -> list[int]:
    """The indexes of 'Nơi nhận' and its items."""
    own = [opening]
    for i in range(opening + 1, min(opening + LONGEST_LIST, len(lines))):
        if lines[i].column is Column.RIGHT:
            continue
        if _ends_list(lines[i], lines[opening]):
            break
        own.append(i)
    return own


def _ends_list(line: Line, opening: Line) -> bool:
    if line.column is not opening.column or line.page != opening.page or len(line.text) > LONGEST_ITEM:
        return True
    marked = line.text[:1] in "-–•+*"
    return not marked and (_begins_block(line) or rule("zones", "annex.opening").finds(line.text) or _is_name(line))


def _begins_block(line: Line) -> bool:
    """Whether the line begins a signature: an authority, or a title in capitals."""
    titled = rule("signature", "title").finds(line.text) and capitals(line.text) > 0.7
    return rule("signature", "authority").finds(line.text) or rule("signature", "acting").finds(line.text) or titled


def _is_name(line: Line) -> bool:
    """Whether the line is a person's name: two to six words with capital initials and nothing else."""
    words = line.text.split()
    plain = [word.replace("'", "").replace("’", "") for word in words]  # K'Brêm, Y'Thuân
    return 2 <= len(words) <= 6 and all(word[:1].isupper() and word.isalpha() for word in plain)


def _signature(lines: Sequence[Line], zones: Sequence[Zone], opening: int | None) -> list[int]:
    """The indexes of the signature block."""
    right = [i for i, line in enumerate(lines) if line.column is Column.RIGHT and zones[i] is Zone.BODY]
    if right:
        page = lines[right[-1] if opening is None else opening].page
        own = [i for i in right if lines[i].page == page]
        start = next((i for i in own if _begins_block(lines[i])), own[0] if own else 0)
        return [i for i in own if i >= start][: LONGEST_BLOCK + 3]
    return _plain_signature(lines, zones, opening)


def _plain_signature(lines: Sequence[Line], zones: Sequence[Zone], opening: int | None) -> list[int]:
    """The block in a text without layout: behind 'Nơi nhận', or before it, or at the end of the text."""
    begins = [i for i, line in enumerate(lines) if zones[i] is Zone.BODY and _alone(line) and _begins_block(line)]
    if opening is None:
        start = next((i for i in begins if _named(lines, i) is not None), None)
    else:
        last = max(i for i, zone in enumerate(zones) if zone is Zone.RECIPIENTS)
        near = [i for i in begins if last < i <= last + 4] or [
            i for i in begins if opening - LONGEST_BLOCK <= i < opening
        ]
        start = near[0] if near else None
    end = None if start is None else _named(lines, start)
    return [] if start is None or end is None else list(range(start, end + 1))


def _alone(line: Line) -> bool:
    return len(line.text) <= 80 and not line.text.endswith((";", ":", "."))


def _named(lines: Sequence[Line], start: int) -> int | None:
    """The index of the line that names the signer, in the block that begins at `start`."""
    for i in range(start + 1, min(start + LONGEST_BLOCK, len(lines))):
        bare = rule("signature", "degree").pattern.sub("", lines[i].text)
        if _is_name(Line(bare, lines[i].page)) and not _begins_block(lines[i]):
            return i
        if len(lines[i].text) > 80:
            return None
    return None

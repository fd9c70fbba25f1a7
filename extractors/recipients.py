"""'Nơi nhận': who gets the dispatch and what for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.evidence import evidence_of
from extractors.items import items, sure_of, unmarked_text
from extractors.zone_lines import lines_in
from records import Dispatch, Line, Recipient, Zone
from rules import first, rule

BRACKET = re.compile(r"\s*\((?P<inside>[^()]*)\)?\s*$")
FILED = "lưu"


def recipients(dispatch: Dispatch) -> tuple[Recipient, ...]:
    """The recipients in printed order, each with its role spelt out; the office's own file has the role 'lưu'."""
    lines = [line for line in lines_in(dispatch, Zone.RECIPIENTS) if not _is_opening(line)]
    found = (_recipient(own) for own in items(lines))
    return tuple(one for one in found if one is not None)


def _is_opening(line: Line) -> bool:
    return rule("zones", "recipients.opening").finds(line.text)


def _recipient(own: Sequence[Line]) -> Recipient | None:
    text = unmarked_text(own)
    if not re.search(r"\w{2}", text):
        return None
    if rule("recipients", "file").finds(text):
        return _filed(own, text)
    name, role = _parted(text)
    sure = sure_of(own, name)
    return Recipient(
        evidence_of(own, name, "recipient", sure), evidence_of(own, role, "recipient.role") if role else None
    )


def _filed(own: Sequence[Line], text: str) -> Recipient:
    """The file's entry without the drafter's initials behind it."""
    match = rule("recipients", "drafter").search(text)
    name = text[: match.start()] if match else text
    return Recipient(
        evidence_of(own, name.rstrip(" .,;"), "recipient.file", sure_of(own, name)),
        evidence_of(own, FILED, "recipient.file"),
    )


def _parted(text: str) -> tuple[str, str | None]:
    """The name and the role in the bracket behind it, where the bracket tells a purpose."""
    match = BRACKET.search(text)
    role = _role(match["inside"]) if match else None
    return (text[: match.start()].rstrip(" .,;"), role) if match and role else (text, None)


def _role(inside: str) -> str | None:
    known = first("recipients", inside)
    if known is None or not known.id.startswith("role."):
        return None
    return known.value or inside[:1].lower() + inside[1:]

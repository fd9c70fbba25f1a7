"""To whom an order falls: the names of a dispatch put to the directory of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from records import Directory, Fall, FallKind


def fall(  # noqa: PLR0913  (what a name means hangs on all of these)
    names: Sequence[str],
    issuer: str | None,
    addressees: Sequence[str],
    directory: Directory,
    on: str | None,
    defined: Mapping[str, str] | None = None,
) -> tuple[Fall, ...]:
    """On whom each name falls, in the order of the names; every name gives at least one Fall.

    `issuer` and `addressees` as printed; `on`: the day of the paper (ISO).  `defined`: what the paper itself calls
    somebody, short name to full ('cấp ủy cấp huyện' → 'Các huyện ủy, thị ủy và thành ủy').
    """
    return tuple(Fall(name, (), FallKind.UNMATCHED, 0.0, "unknown", within=name) for name in names)

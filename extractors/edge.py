"""What a dispatch says of two documents that it names."""

from __future__ import annotations

from dataclasses import dataclass

from records import Relation


@dataclass(frozen=True, slots=True)
class Edge:
    """Document `source` does `relation` to document `target` (both by their place in the list of mentions)."""

    source: int
    relation: Relation
    target: int

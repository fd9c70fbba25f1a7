"""Laws whose own name says which law they amend ('Luật sửa đổi, bổ sung một số điều của Luật Giáo dục')."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.completion import Meant
from extractors.cues import form
from extractors.edge import Edge
from records import Relation
from rules.fold import fold, squeezed

#: Between the laws that one law amends.
BETWEEN = re.compile(r"\s*(?:,|;|(?<!\w)va(?!\w))\s*(?=(?:bo\s+)?luat|phap\s+lenh)")


def amended_laws(documents: Sequence[Meant]) -> Iterator[Edge]:
    """One edge from each amending law with a printed number to each law of that name in the same text."""
    names = {i: fold(squeezed(one.mention.name)) for i, one in enumerate(documents) if one.mention.name and one.symbol}
    for i, name in names.items():
        match = form("amending-law").match(name) if documents[i].mention.symbol else None
        if match is None:
            continue
        for amended in BETWEEN.split(match["laws"]):
            target = next((j for j, other in names.items() if other == amended), None)
            if target is not None:
                yield Edge(i, Relation.AMENDS, target)

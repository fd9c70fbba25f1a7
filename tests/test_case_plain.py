"""A case as plain text: what a person would type from the paper."""

from __future__ import annotations

from corpora.case import parse_text
from corpora.plain import text_of

CASE = """@case turn=90
@dispatch
@left
UBND TỈNH A
**SỞ B**
---
Số: {gap}/SB-VP
@right
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
*A, ngày {hand:05} tháng 4 năm 2023*
@body
**1.** Một.
2. Hai(1).
@footnote
(1) Ba.
@page
@table
TT | Việc
1 | *Rà soát*
"""

TEXT = """UBND TỈNH A
SỞ B
Số:       /SB-VP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
A, ngày 05 tháng 4 năm 2023

1. Một.

2. Hai(1).

(1) Ba.

TT\tViệc
1\tRà soát
"""


def test_text_stands_in_the_order_of_the_paper_without_markup_and_rules() -> None:
    assert text_of(parse_text(CASE, "x")) == TEXT

"""What is doubtful in the documents a dispatch names, told in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.codes import first_code, kind_codes
from extractors.symbol import symbol_in
from records import Citation, Problem
from rules.fold import squeezed


def misprints(cited: Sequence[Citation]) -> tuple[Problem, ...]:
    """A Problem for each symbol whose code is not that of the kind in front of it, every form once."""
    wrong = {(one.kind, one.symbol): one for one in reversed(cited) if one.misprint}
    return tuple(_misprint(one) for one in reversed(wrong.values()))


def _misprint(one: Citation) -> Problem:
    printed = symbol_in(one.text)
    kinds = kind_codes().get(first_code(printed), ())
    of = f" là của {kinds[0]}" if kinds else ""
    likely = f", có thể là '{one.symbol}'" if one.symbol != printed else ""
    message = (
        f"Viện dẫn '{squeezed(one.text)}': ký hiệu '{printed}'{of} nhưng tên loại ghi '{one.kind}'{likely}; "
        f"hãy so với văn bản được viện dẫn."
    )
    return Problem("misprinted-citation", message, one.page, one.box, "citations")

"""The finder of citations, as `vanthu lookup` calls it: the one seam to `extractors.citations.citations_in`."""

from __future__ import annotations

from importlib import import_module

from records import Citation


def citations_in(text: str) -> tuple[Citation, ...]:
    """The documents that the text names, in reading order.

    Raises NotImplementedError, with a sentence, where this installation has no finder.
    """
    try:
        finder = import_module("extractors.citations")
    except ModuleNotFoundError as error:
        raise NotImplementedError("Bản cài đặt này chưa có phần tìm văn bản được nêu.") from error
    found, _ = finder.citations_in(text)
    return tuple(found)

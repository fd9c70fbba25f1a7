"""pytesseract without pandas, which it imports to give tables of its kind: half a second that no page needs."""

from __future__ import annotations

import sys
from threading import Lock
from types import ModuleType
from typing import cast

_one_thread = Lock()


def _imported() -> ModuleType:
    with _one_thread:
        there = sys.modules.get("pandas")
        sys.modules["pandas"] = cast("ModuleType", None)  # an import of it fails, as where it is not installed
        try:
            import pytesseract
        finally:
            del sys.modules["pandas"]
            if there is not None:
                sys.modules["pandas"] = there
    return cast("ModuleType", pytesseract)


pytesseract = _imported()

"""The Tesseract of this computer, asked by its command: what it says of itself, where its data lies.

pytesseract comes without pandas, which it imports to give tables of its kind: half a second that no page needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import cast

from pipeline.errors import TesseractMissing

PATIENCE = 30.0  # seconds: Tesseract says at once what it is
_FOLDER = re.compile(r'"([^"]+)"')

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


def said(word: str) -> list[str]:
    """The lines that the command answers to `--version` or `--list-langs`; none where it is not there."""
    command = [pytesseract.pytesseract.tesseract_cmd, word]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return (done.stdout or done.stderr).splitlines()


def data_folder() -> Path:
    """Where the data of its languages lies.  Raises TesseractMissing."""
    program = shutil.which(pytesseract.pytesseract.tesseract_cmd)
    if program is None:
        raise TesseractMissing()
    return _folder(program, os.environ.get("TESSDATA_PREFIX", ""))


@cache
def _folder(_program: str, _prefix: str) -> Path:
    """The folder that this program names with this setting."""
    folder = _FOLDER.search("\n".join(said("--list-langs")))
    if folder is None:
        raise TesseractMissing()
    return Path(folder[1])

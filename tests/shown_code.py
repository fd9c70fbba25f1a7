"""The code that a Markdown file shows, and what it says comes out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: A fenced block of Python, and the block of text right below it.
SHOWN = re.compile(r"^```python\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A block of code, the line it begins on, and what it is said to print."""

    code: str
    line: int
    printed: str


def shown(path: Path) -> Iterator[Shown]:
    """All blocks of the file, in order."""
    text = path.read_text(encoding="utf-8")
    for one in SHOWN.finditer(text):
        yield Shown(one[1], text.count("\n", 0, one.start()) + 2, one[2] or "")


def run(one: Shown, names: dict[str, Any]) -> str:
    """What the block prints, run among these names, to which its own are added; lines are those of the file."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile("\n" * (one.line - 1) + one.code, "shown code", "exec"), names)
    return printed.getvalue()

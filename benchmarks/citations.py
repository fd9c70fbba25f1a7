"""How fast the documents named in a text are found and related: `python -m benchmarks.citations FILE.jsonl [ROUNDS]`.

FILE.jsonl holds one object with `text` a line.  Where eyecite is installed in the same environment, its finder of legal
citations is timed on the same texts in the same run; it knows the citations of American courts only, so that its
speed is comparable and its finds are not.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.citations import citations_in
from rules.fold import nfc

#: The best of so many rounds counts: other work on the machine only ever slows.
ROUNDS = 3


def texts_of(path: Path) -> list[str]:
    """The texts in the file, composed as the reading composes them."""
    with path.open(encoding="utf-8") as file:
        return [nfc(json.loads(line)["text"]) for line in file]


def timed(finder: Callable[[str], Sequence[Any]], texts: Sequence[str], rounds: int) -> tuple[float, int]:
    """Seconds of the processor in the best round, and how many mentions were found."""
    best, found = float("inf"), 0
    for _ in range(rounds):
        begun = time.process_time()
        found = sum(len(finder(text)) for text in texts)
        best = min(best, time.process_time() - begun)
    return best, found


def finders() -> Iterator[tuple[str, Callable[[str], Sequence[Any]]]]:
    """The finders to time: our own, and eyecite's where it is installed."""
    yield "vanthu", lambda text: citations_in(text)[0]
    try:
        from eyecite import get_citations  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return
    yield "eyecite", get_citations


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table: finder, mentions, seconds, signs a second."""
    path, *rest = arguments
    texts = texts_of(Path(path))
    signs = sum(map(len, texts))
    sys.stdout.write(
        f"{len(texts)} texts, {signs:,} signs\n\n| finder | mentions | seconds | signs a second |\n|---|---|---|---|\n"
    )
    for name, finder in finders():
        finder(texts[0])  # patterns and lists are made once
        seconds, found = timed(finder, texts, int(rest[0]) if rest else ROUNDS)
        sys.stdout.write(f"| {name} | {found:,} | {seconds:.2f} | {signs / seconds:,.0f} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])

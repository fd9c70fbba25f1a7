"""A bag held against the running register: table by table, the graph, and the originals by place and size."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from backup.check import about
from backup.layout import ARCHIVE
from backup.places import place
from settings import Settings

SAME, OTHER, NOT_COMPARED = "giống", "khác", "không so được"
GRAPH, ORIGINALS = "mạng viện dẫn", "bản gốc"


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing compared: its name, what a reader calls it, whether it is the same, what each side has."""

    name: str
    title: str
    verdict: str
    bag: str
    here: str


def compared(folder: Path, settings: Settings) -> Iterator[Compared]:
    """Every table, the graph, the originals.  Raises NoBag, OSError."""
    told = about(folder)
    from registry.start import start

    start(settings)
    from registry.compare import digests
    from registry.snapshot import graph_digest

    for one, found in digests(told["tables"], place):
        there = f"{one['rows']} hàng, {one['sha256'][:12]}"
        if found is None:
            yield Compared(one["name"], one["title"], NOT_COMPARED, there, "bảng có các cột khác")
        else:
            same = (found.rows, found.sha256) == (one["rows"], one["sha256"])
            here = f"{found.rows} hàng, {found.sha256[:12]}"
            yield Compared(one["name"], one["title"], SAME if same else OTHER, there, here)
    graph = graph_digest()
    yield Compared(GRAPH, GRAPH, SAME if graph == told["graph"] else OTHER, told["graph"][:12], graph[:12])
    yield _originals(folder, settings)


def _originals(folder: Path, settings: Settings) -> Compared:
    there, here = _sizes(folder / "data" / ARCHIVE), _sizes(settings.archive.absolute())
    same = there == here
    told = [f"{len(one)} tệp, {sum(one.values()):,} byte" for one in (there, here)]
    return Compared(ORIGINALS, ORIGINALS, SAME if same else OTHER, *told)


def _sizes(folder: Path) -> dict[str, int]:
    paths = (path for path in folder.glob("[0-9]*/[0-9]*/*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}


def as_json(found: Sequence[Compared]) -> str:
    """One JSON array on one line."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False)

"""The folder of tables for analysts; those of the graph are made only where the graph changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from publish.analysts import dispatches, graph_lines, obligations
from publish.analysts.dictionary import tables
from publish.analysts.files import KINDS, Line, TableFiles, made_from
from publish.task_words import Units
from records import Task
from registry.register_row import RegisterRow

#: Where the tables lie, from the outputs folder.
FOLDER = "data"


class Tables:
    """The eight files of one publishing.

    `hidden`: names of private persons are masked; `written`: the paths so far.
    """

    def __init__(self, outputs: Path, hidden: bool) -> None:
        self.folder, self.written = outputs / FOLDER, list[Path]()
        self._hidden = hidden

    @contextmanager
    def dispatches(self) -> Iterator[Callable[[Iterable[RegisterRow]], None]]:
        """A `with` that gives a function which takes rows of the register, at whose end their table is in place."""
        from registry.graph_in_parts import keys_of_dispatches  # the tables can be imported only now

        keys = keys_of_dispatches()
        with self._files("dispatches") as files:

            def take(rows: Iterable[RegisterRow]) -> None:
                for line in dispatches.lines(rows, keys):
                    files.take(line)

            yield take

    def graph(self, digest: str) -> None:
        """Nothing; documents and citations are those of the kept graph, whose content this digest stands for."""
        from registry import graph_in_parts

        self._whole("documents", lambda: graph_lines.documents(graph_in_parts.documents()), digest)
        self._whole("citations", lambda: graph_lines.citations(graph_in_parts.edges()), digest)

    def obligations(self, tasks: Iterable[Task], units: Units) -> None:
        """Nothing; the obligations are these tasks."""
        self._whole("obligations", lambda: obligations.lines(tasks, units))

    def _whole(self, name: str, lines: Callable[[], Iterable[Line]], digest: str = "") -> None:
        mark = self._mark(digest)
        parquet, csv = (self.folder / f"{name}{kind}" for kind in KINDS)
        if mark and _up_to_date(parquet, csv, mark):
            self.written += (parquet, csv)
            return
        with self._files(name, mark) as files:
            for line in lines():
                files.take(line)

    @contextmanager
    def _files(self, name: str, mark: str = "") -> Iterator[TableFiles]:
        files = TableFiles(self.folder, tables()[name], self._hidden, mark)
        with files:
            yield files
        self.written += files.paths

    def _mark(self, digest: str) -> str:
        """What the files are made from: the graph's content, whether names are hidden, the way it is done."""
        return sha256(f"{digest} {self._hidden} {_way()}".encode()).hexdigest() if digest else ""


@cache
def _way() -> str:
    """Another text whenever columns, names or code of these tables are others: after an upgrade all is made anew."""
    room = Path(__file__).parent
    ours = sorted(path for kind in ("*.py", "*.toml") for path in room.glob(kind))
    return sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()


def _up_to_date(parquet: Path, csv: Path, mark: str) -> bool:
    """Whether both are there, the one bears the mark, and nobody wrote into the other since."""
    there = parquet.is_file() and csv.is_file()
    return there and made_from(parquet) == mark and csv.stat().st_mtime_ns <= parquet.stat().st_mtime_ns


def take_away(outputs: Path) -> None:
    """Nothing; none of the tables is left, nor half of one that was being written."""
    folder = outputs / FOLDER
    _remove_halves(folder)
    for path in (folder / f"{name}{kind}" for name in tables() for kind in KINDS):
        path.unlink(missing_ok=True)


def _remove_halves(folder: Path) -> None:
    for path in folder.glob(".*.tmp"):
        path.unlink(missing_ok=True)

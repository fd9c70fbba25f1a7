"""The folder of tasks: three files a unit, the same for what fits no unit, the book, and the table of all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from publish import task_list, tasks, tracking
from publish.calendar import PRODUCT, as_ics
from publish.file_names import file_names
from publish.replace import replace
from publish.task_words import Units, names_of, unit_names
from records import Directory, Task

FOLDER = "tasks"
#: Where reminders lie that no e-mail took along.
REMINDERS = "reminders"
#: The files of what fits no unit of the directory, and those of no unit.
UNMATCHED, BOOK, ALL = "chua-ro-don-vi", "so-theo-doi", "tasks"
OWN_NAMES = (UNMATCHED, BOOK, ALL, REMINDERS)
UNMATCHED_TITLE = "Việc chưa rõ đơn vị"
KINDS = (".xlsx", ".md", ".ics")


def write(folder: Path, all_of_them: Sequence[Task], directory: Directory, kept: Iterable[str]) -> tuple[Path, ...]:
    """The files; those of units without tasks, and reminders of scans that are not kept any more, are removed.

    `kept`: the sha256 of every scan.
    """
    units = names_of(directory)
    written = [
        replace(folder / f"{ALL}.csv", tasks.as_csv(all_of_them, units)),
        replace(folder / f"{BOOK}.xlsx", tracking.as_xlsx(all_of_them, units)),
        *_of_units(folder, all_of_them, units),
    ]
    _remove_others(folder, frozenset(path.stem for path in written))
    remove_reminders(folder / REMINDERS, frozenset(one[:12] for one in kept))
    return tuple(written)


def stems(keys: Iterable[str], units: Units) -> dict[str, str]:
    """What the files of each of these units are called."""
    every = file_names({**{key: key for key in keys}, **units}, OWN_NAMES)
    return {key: every[key] for key in keys}


def _of_units(folder: Path, all_of_them: Sequence[Task], units: Units) -> Iterator[Path]:
    by_unit: dict[str, list[Task]] = defaultdict(list)
    for one in all_of_them:
        for key in one.units:
            by_unit[key].append(one)
    named = stems(sorted(by_unit), units)
    for key, stem in named.items():
        (title,) = unit_names([key], units)
        yield from _three(folder, stem, by_unit[key], units, title)
    yield from _three(folder, UNMATCHED, [one for one in all_of_them if one.unmatched], units, UNMATCHED_TITLE)


def _three(folder: Path, stem: str, own: Sequence[Task], units: Units, title: str) -> Iterator[Path]:
    yield replace(folder / f"{stem}.xlsx", tasks.as_xlsx(own, sheet_name(title)))
    yield replace(folder / f"{stem}.md", task_list.as_markdown(own, title))
    yield replace(folder / f"{stem}.ics", as_ics(own, units, title))


def sheet_name(title: str) -> str:
    """The title as Excel takes it for a sheet: at most 31 characters, none of those it forbids.

    >>> sheet_name("Đảng ủy / Khối [1]")
    'Đảng ủy   Khối  1'
    """
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '") or "Việc"


def _remove_others(folder: Path, stems_: frozenset[str]) -> None:
    """Take away the three files of a unit that has none any more: its calendar tells that it is ours."""
    for path in folder.glob("*.ics"):
        if path.stem not in stems_ and PRODUCT.encode() in path.read_bytes()[:400]:
            for kind in KINDS:
                path.with_suffix(kind).unlink(missing_ok=True)


def take_away(folder: Path, begun: str) -> None:
    """Nothing; all lists of tasks are gone, and the reminders that tell of the scan whose sha256 begins so."""
    for name in (f"{ALL}.csv", f"{BOOK}.xlsx"):
        (folder / name).unlink(missing_ok=True)
    _remove_others(folder, frozenset())
    for path in (folder / REMINDERS).glob("*.txt"):
        if begun in _told_of(path):
            path.unlink(missing_ok=True)


def remove_reminders(folder: Path, kept: frozenset[str]) -> None:
    """Take away reminders that tell of a scan which is not kept any more: its words must not stay behind."""
    for path in folder.glob("*.txt"):
        if _told_of(path) - kept:
            path.unlink(missing_ok=True)


def _told_of(reminder: Path) -> set[str]:
    """The scans that a reminder tells of, by the first digits of their sha256."""
    return set(re.findall(r"mã tệp ([0-9a-f]{12})\b", reminder.read_text(encoding="utf-8", errors="replace")))

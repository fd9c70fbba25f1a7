"""Reminding: what is overdue or due soon, one message a unit, by e-mail or as a file; nothing twice on one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from following import follow
from mailing import Letter, MailServer, NotSent, mail_server
from publish import reminders
from publish.replace import replace
from publish.task_words import names_of
from publish.unit_files import FOLDER, REMINDERS, UNMATCHED, UNMATCHED_TITLE, stems
from records import Directory, Task
from settings import Settings

#: Under which key that is remembered which fits no unit; no unit has it.
NO_UNIT = ""


@dataclass
class Reminded:
    """What went out: `sent` names units and addresses, `written` the files, `failed` sentences on what did not.

    `before`: how many units had their reminder of the day already.
    """

    sent: list[tuple[str, str]] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    before: int = 0

    def lines(self) -> Iterator[str]:
        """A sentence for each, for the person who asked."""
        yield from (f"Đã gửi thư nhắc {name} ({address})." for name, address in self.sent)
        yield from (f"Đã ghi lời nhắc vào {path}." for path in self.written)
        if self.before:
            yield f"{self.before} đơn vị đã được nhắc hôm nay, không nhắc lại."
        yield from self.failed


@dataclass(frozen=True, slots=True)
class Reminder:
    """One unit's message."""

    key: str
    name: str
    stem: str
    email: str | None
    tasks: tuple[Task, ...]


def remind(settings: Settings, today: dt.date, days: int) -> Reminded:
    """What went out for what is overdue today or due within so many days."""
    follow(settings)
    from registry.directory import directory
    from registry.tasks import Wanted, tasks

    due = tuple(tasks(Wanted(before=today + dt.timedelta(days=days + 1), open_ones=True), today))
    found = reminders_of(due, directory())
    done = Reminded()
    by_mail = [one for one in found if settings.smtp_host and one.email]
    for one in found:
        if one not in by_mail:
            _write(settings, one, today, done)
    _send(settings, by_mail, today, done)
    return done


def reminders_of(due: Sequence[Task], directory: Directory) -> list[Reminder]:
    """One reminder for each unit, in the directory's order; at the end one for what fits no unit, for the office."""
    units, names = {one.key: one for one in directory.units}, names_of(directory)
    by_unit: dict[str, list[Task]] = defaultdict(list)
    for one in due:
        for key in one.units or ((NO_UNIT,) if one.unmatched else ()):
            by_unit[key].append(one)
    named = stems(sorted(by_unit.keys() - {NO_UNIT}), names)
    known = [key for key in units if key in named] + sorted(named.keys() - units.keys())
    found = [
        Reminder(key, names[key], named[key], units[key].email, tuple(by_unit[key]))
        if key in units
        else Reminder(key, key, named[key], None, tuple(by_unit[key]))
        for key in known
    ]
    if NO_UNIT in by_unit:
        email = directory.office.email if directory.office else None
        found.append(Reminder(NO_UNIT, UNMATCHED_TITLE, UNMATCHED, email, tuple(by_unit[NO_UNIT])))
    return found


def _write(settings: Settings, one: Reminder, today: dt.date, done: Reminded) -> None:
    """The reminder as a file, unless the day's is there already."""
    path = settings.outputs / FOLDER / REMINDERS / f"{today.isoformat()}-{one.stem}.txt"
    if path.is_file():
        done.before += 1
        return
    done.written.append(replace(path, reminders.message(one.name, one.tasks, today).encode()))


def _send(settings: Settings, by_mail: Sequence[Reminder], today: dt.date, done: Reminded) -> None:
    """The reminders by e-mail; the server is asked only where there is one to send."""
    with ExitStack() as stack:
        server: MailServer | None = None
        for one in by_mail:
            if not _claimed(one, today, done):
                continue
            try:
                server = server or stack.enter_context(mail_server(settings))
                _post(server, one, today, done)
            except NotSent as error:
                _given_back(one, today)
                done.failed.append(str(error))
                if server is None:  # it takes nobody's
                    return


def _claimed(one: Reminder, today: dt.date, done: Reminded) -> bool:
    from registry.reminded import claim

    new = claim(one.key, today)
    done.before += not new
    return new


def _given_back(one: Reminder, today: dt.date) -> None:
    from registry.reminded import give_back

    give_back(one.key, today)


def _post(server: MailServer, one: Reminder, today: dt.date, done: Reminded) -> None:
    title, text = reminders.subject(one.tasks, today), reminders.message(one.name, one.tasks, today)
    server.send(Letter(one.email or "", title, text, f"nhac-viec-{today.isoformat()}-{one.stem}"))
    done.sent.append((one.name, one.email or ""))

"""The commands of `vanthu` about tasks: who must do what by when, how far it is; what is heavy is imported inside."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands import echo, settings_here

if TYPE_CHECKING:
    from records import Directory, OfficeUnit, Task

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
ON = click.option("--on", type=DAY, help="Tính như hôm nay là ngày này (mặc định: hôm nay).")
JSON = click.option("--json", "form", flag_value="json", help="In một mảng JSON.")
CSV = click.option("--csv", "form", flag_value="csv", help="In CSV, mỗi việc một dòng.")
#: What a clerk may give back to the reading, as the option calls it.
AS_READ = {"due": "due", "actors": "actors", "report-to": "report_to", "unit": "units"}


Command = TypeVar("Command", bound=Callable[..., Any])


def _flag(name: str, told: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", name, is_flag=True, help=told)


@click.command()
@click.option("--for", "unit", help="Việc của đơn vị này và các đơn vị trực thuộc (tên, tên khác hoặc mã).")
@click.option("--due-before", type=DAY, help="Việc có hạn trước ngày này.")
@_flag("overdue", "Việc quá hạn chưa xong.")
@_flag("open", "Việc chưa xong.")
@_flag("recurring", "Việc định kỳ.")
@_flag("unmatched", "Việc có tên chưa rõ là đơn vị nào.")
@_flag("proposed", "Việc có văn bản có thể đã trả lời.")
@_flag("unanswered", "Việc cấp trên giao ta mà chưa văn bản nào của ta triển khai hay trả lời.")
@ON
@JSON
@CSV
def tasks(
    unit: str | None, due_before: dt.datetime | None, on: dt.datetime | None, form: str | None, **limits: bool
) -> None:
    """Việc phải làm theo các văn bản đến: ai, việc gì, trước ngày nào, đến đâu."""
    directory = _up_to_date()
    from registry.tasks import Wanted
    from registry.tasks import tasks as asked

    meant = _unit(unit, directory) if unit else None
    wanted = Wanted(
        units=directory.within(meant.key) if meant else None,
        before=due_before.date() if due_before else None,
        open_ones=limits.pop("open"),
        **limits,
    )
    day = _day(on)
    _show(asked(wanted, day), directory, day, form)


@click.command()
@click.argument("number", type=int)
@click.option("--status", help="Trạng thái: mới, đang làm, xong, không phải việc của ta (viết không dấu cũng được).")
@click.option("--assign", multiple=True, help="Giao cho đơn vị hoặc người này (có thể nêu nhiều lần).")
@click.option("--note", help="Ghi chú.")
@click.option("--evidence", help="Số, ký hiệu văn bản trả lời.")
@click.option("--due", help="Sửa hạn: ngày 2022-06-25 hoặc 25/6/2022; “không” là không có hạn.")
@click.option("--actor", "actors", multiple=True, help="Sửa người thực hiện (có thể nêu nhiều lần).")
@click.option("--report-to", help="Sửa nơi nhận báo cáo; “không” là không phải báo cáo ai.")
@click.option("--done-until", type=DAY, help="Việc định kỳ: đã làm đến hết kỳ này.")
@click.option("--as-read", multiple=True, type=click.Choice(list(AS_READ)), help="Bỏ lời sửa, lấy lại như đã đọc.")
@click.option("--by", help="Tên người ghi (mặc định: tên đăng nhập).")
@click.option("--history", is_flag=True, help="In lịch sử thay đổi.")
@ON
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def task(number: int, on: dt.datetime | None, history: bool, as_json: bool, **wishes: Any) -> None:
    """Xem việc số NUMBER, hoặc ghi trạng thái, người được giao, ghi chú, hạn; mọi thay đổi được giữ trong lịch sử."""
    directory = _up_to_date()
    by, given_back = wishes.pop("by") or _user(), wishes.pop("as_read")
    wanted = _wanted(wishes, directory)
    try:
        if wanted or given_back:
            _write(number, wanted, [AS_READ[one] for one in given_back], by)
            directory = _up_to_date()
        _tell(number, directory, _day(on), (history, as_json))
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error.args[0])) from error


def _user() -> str:
    """Who is signed in to this computer; nobody where it does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _write(number: int, wanted: dict[str, Any], given_back: Sequence[str], by: str) -> None:
    from registry.task_change import as_read, change

    now = dt.datetime.now(dt.UTC)
    if wanted:
        change(number, wanted, by, now)
    if given_back:
        as_read(number, given_back, by, now)


def _tell(number: int, directory: Directory, day: dt.date, how: tuple[bool, bool]) -> None:
    import json

    from publish import task_words
    from publish.tasks import as_json
    from registry.tasks import history, task

    one, (with_history, in_json) = task(number), how
    units = task_words.names_of(directory)
    if in_json:
        click.echo(json.dumps(as_json(one, units, day), ensure_ascii=False, indent=2))
        return
    for line in task_words.whole(one, units, day):
        click.echo(line)
    for changed in history(number) if with_history else ():
        click.echo(f"  {task_words.change(changed)}")


def _wanted(wishes: dict[str, Any], directory: Directory) -> dict[str, Any]:
    """What the registry is to write."""
    wanted: dict[str, Any] = {name: wishes[name] for name in ("note", "evidence") if wishes[name] is not None}
    if wishes["status"] is not None:
        wanted["status"] = _status(wishes["status"])
    if wishes["due"] is not None:
        wanted["due"] = _date(wishes["due"])
    if wishes["done_until"] is not None:
        wanted["done_until"] = wishes["done_until"].date()
    if wishes["report_to"] is not None:
        wanted["report_to"] = None if _is_none(wishes["report_to"]) else wishes["report_to"]
    if wishes["actors"]:
        wanted["actors"] = list(wishes["actors"])
    return wanted | _assigned(wishes["assign"], directory)


def _assigned(names: Sequence[str], directory: Directory) -> dict[str, Any]:
    """Units of the directory take the task over; whoever is none of them is a person it is given to."""
    from registry.asked_unit import units_meant
    from registry.task_change import falls_on

    meant = [(name, units_meant(name, directory)) for name in names]
    clear = [found[0] for _, found in meant if len(found) == 1]
    open_ones = next((pair for pair in meant if len(pair[1]) > 1), None)
    if open_ones:
        _candidates(*open_ones, directory)
    people = [name for name, found in meant if not found]
    given = {"units": falls_on(clear, directory)} if clear else {}
    return given | ({"assignee": "; ".join(people)} if people else {})


def _status(said: str) -> Any:
    from records import TaskStatus
    from registry.asked_unit import unmarked

    wanted = " ".join(unmarked(said).replace("-", " ").split())
    found = next((one for one in TaskStatus if unmarked(one.value) == wanted), None)
    if found is None:
        known = ", ".join(TaskStatus)
        raise click.ClickException(f"Không có trạng thái “{said}”; hãy chọn một trong: {known}.")
    return found


def _is_none(said: str) -> bool:
    return said.strip().casefold() in ("không", "khong", "")


def _date(said: str) -> dt.date | None:
    if _is_none(said):
        return None
    try:
        return DAY.convert(said.strip(), None, None).date()
    except click.BadParameter as error:
        raise click.ClickException(f"“{said}” không phải là ngày; hãy ghi như 2022-06-25 hoặc 25/6/2022.") from error


def _unit(question: str, directory: Directory) -> OfficeUnit:
    """The one unit that is meant; where there are several or none, says so and ends with code 1."""
    from registry.asked_unit import units_meant

    found = units_meant(question, directory)
    if len(found) != 1:
        _candidates(question, found, directory)
    return found[0]


def _candidates(question: str, found: Sequence[OfficeUnit], directory: Directory) -> None:
    from publish.task_words import names_of

    names = names_of(directory)
    if found:
        click.echo(f"“{question}” có thể là {len(found)} đơn vị; hãy ghi rõ tên hoặc mã:")
        for one in found:
            click.echo(f"  {names[one.key]} [{one.key}]")
    else:
        click.echo(f"Danh bạ đơn vị không có “{question}”; hãy xem tên và mã bằng lệnh vanthu units.")
    sys.exit(1)


def _up_to_date() -> Directory:
    """The directory; graph and tasks are up to date."""
    from following import follow

    follow(settings_here())
    from registry.directory import directory

    return directory()


def _day(on: dt.datetime | None) -> dt.date:
    from registry.task_names import OFFICE_TIME

    return on.date() if on else dt.datetime.now(OFFICE_TIME).date()


def _show(found: Iterator[Task], directory: Directory, day: dt.date, form: str | None) -> None:
    """The tasks in the form asked for; lines come as they are found."""
    import json

    from publish import task_words

    units = task_words.names_of(directory)
    if form is None:
        lines = (line for one in found for line in task_words.lines(one, units, day))
        return echo(lines, "Không có việc nào.")
    from publish.tasks import as_csv, as_json  # which need pandas

    if form == "json":
        click.echo(json.dumps([as_json(one, units, day) for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo(as_csv(found, units, day), nl=False)
    return None


@click.command()
@click.option("--days", type=click.IntRange(0, 366), help="Nhắc việc đến hạn trong bấy nhiêu ngày.")
@ON
def remind(days: int | None, on: dt.datetime | None) -> None:
    """Nhắc mỗi đơn vị những việc quá hạn và sắp đến hạn: qua thư điện tử, hoặc thành tệp khi chưa đặt máy chủ thư."""
    from reminding import remind as remind_all
    from telling import tell

    settings = settings_here()
    done = remind_all(settings, _day(on), settings.remind_days if days is None else days)
    echo(done.lines(), "Không có việc nào phải nhắc.")
    told = tell(settings)
    for line in told.lines():
        click.echo(line)
    if done.failed or told.failed:
        sys.exit(1)


COMMANDS: tuple[click.Command, ...] = (tasks, task, remind)

"""`vanthu`: one short function a command; what is heavy is imported inside."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

import cli_backup
import cli_books
import cli_desk
import cli_division
import cli_edxml
import cli_follow
import cli_graph
import cli_machines
import cli_mail
import cli_searchable
import cli_tasks
import cli_units
from commands import Told, machines, settings_here

if TYPE_CHECKING:
    from records import Outcome, SweepReport
    from settings import Settings

WITHDRAWN = (
    "{0} bản quét có dấu chỉ độ mật: bản đọc và lời sửa đã xóa khỏi sổ, tệp gốc và bản sao đã chuyển vào {1}. "
    "Hãy chuyển ngay cho người quản lý tài liệu mật và xóa các bản sao lưu có chứa chúng."
)
OLDER = (
    "{0} bản quét có chữ do bộ nhận dạng hoặc cách đọc trang trước đây đọc, hoặc có trang chưa đọc được; "
    "muốn nhận dạng lại các trang ấy (lâu), hãy chạy vanthu reread --pages."
)
#: When Python looks for what nobody holds any more: by its own numbers that takes a fiftieth of all reading, in vain.
SELDOM = (50_000, 20, 50)
CORPORA = Path(__file__).parent / "corpora"

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
DRAWN = ("clean", "office", "copy", "bad", "fax")
LEVELS = ("text", "docx", *DRAWN)


@click.group(cls=Told, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--office", metavar="TÊN", help="Làm việc cho cơ quan này (một thư mục trong VANTHU_OFFICES).")
def main(office: str | None) -> None:
    """Văn Thư: đọc văn bản đến từ bản quét, lập sổ đăng ký."""
    # Pages are what runs side by side: threads of numpy's would wait, and in waiting take a core from them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*SELDOM)
    if office:
        from offices import enter

        enter(office, settings_here())


@main.command()
@FILES
@click.option("--json", "as_json", is_flag=True, help="In mỗi tệp một dòng JSON.")
@click.option(
    "--together", "as_one", is_flag=True, help="Các tệp bổ sung cho nhau: ngày, số mà tệp này bỏ ngỏ tệp kia nêu."
)
def read(files: tuple[Path, ...], as_json: bool, as_one: bool) -> None:
    """Đọc các tệp PDF, TIFF, JPEG, PNG, DOCX, TXT và in kết quả; không cần cơ sở dữ liệu."""
    from pipeline.openers import openers

    openers.begin(min(sum(path.suffix != ".txt" for path in files), os.cpu_count() or 1))
    from pipeline.reading import read_files
    from pipeline.together import together

    found = read_files(files, settings_here())
    for outcome in together(tuple(found)) if as_one else found:
        for line in _lines(outcome, as_json):
            click.echo(line)


@main.command()
@click.option("--once", is_flag=True, help="Chỉ quét hộp đến một lần rồi dừng.")
@click.option("--prefect/--no-prefect", default=False, help="Chạy qua Prefect (có nhật ký, lịch sử).")
def inbox(once: bool, prefect: bool) -> None:
    """Đọc các tệp trong hộp đến, ghi vào sổ, xuất kết quả."""
    import time

    settings = settings_here()
    _sweep(settings, prefect)
    while not once:
        time.sleep(settings.rescan_seconds)
        _sweep(settings, prefect)


@main.command()
def watch() -> None:
    """Trực hộp đến qua Prefect: quét ngay khi có tệp mới và ít nhất mỗi phút một lần, cho đến khi có lệnh dừng."""
    import watching

    watching.watch(settings_here(), lambda sentence: click.echo(sentence, err=True))


@main.command()
@click.argument("sha256", nargs=-1)
@click.option("--pages", is_flag=True, help="Nhận dạng lại cả các trang mà chữ được giữ là của bộ đọc trước đây.")
def reread(sha256: tuple[str, ...], pages: bool) -> None:
    """Hiểu lại các bản quét đã lưu (tất cả, hoặc theo mã sha256) từ các chữ đã giữ; lời sửa của văn thư còn nguyên."""
    from office import office
    from office import publish as publish_all

    settings = settings_here()
    with machines(settings) as away, office(settings, away) as open_office:
        done = open_office.read_again(sha256 or None, pages)
    publish_all(settings)
    click.echo(f"Đã đọc lại {done.done} bản quét.")
    if done.older:
        click.echo(OLDER.format(done.older))
    if done.withdrawn:
        click.echo(WITHDRAWN.format(done.withdrawn, settings.failed.absolute()))


@main.command()
def publish() -> None:
    """Xuất sổ đăng ký, danh sách cần xem lại, các bản đọc, mạng viện dẫn và việc phải làm vào thư mục outputs."""
    from office import publish as publish_all
    from publish.serif import FontMissing

    try:
        for path in publish_all(settings_here(), anew=True):
            click.echo(path)
    except FontMissing as error:  # all but the books is there
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--level", default="office", show_default=True, type=click.Choice(DRAWN), help="Mức chất lượng.")
@click.option("--only", multiple=True, help="Chỉ vẽ các văn bản có tên này.")
def render(target: Path, level: str, only: tuple[str, ...]) -> None:
    """Vẽ các văn bản mẫu trong corpora/ thành bản quét ở thư mục TARGET."""
    from corpora.render import render_all
    from corpora.trial import cases_named

    cases = cases_named(CORPORA, only)
    if strange := sorted(set(only) - {one.stem for one in cases}):
        raise click.ClickException(f"Không có văn bản mẫu {', '.join(strange)}; các tên ở {CORPORA / 'cases'}.")
    for path in render_all(cases, level, target):
        click.echo(path)


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Mức chất lượng (mặc định: text).")
@click.option("--accept", is_flag=True, help="Lấy lần chạy này làm mốc so sánh; lệnh luôn kết thúc với mã 1.")
@click.option("--errors", is_flag=True, help="Liệt kê từng giá trị sai.")
def evaluate(corpus: Path, levels: tuple[str, ...], accept: bool, errors: bool) -> None:
    """So kết quả đọc với đáp án của CORPUS: từng trường, được và mất so với mốc."""
    from corpora.trial import trial
    from pipeline import corpus as kept
    from pipeline.evaluate import change
    from terminal import page_bar, print_evaluation

    settings = settings_here()
    for level in levels or LEVELS[:1]:
        with page_bar() as progress:
            found = trial(corpus, level, settings, progress)
        last = corpus / "accepted" / f"{level}.json"
        print_evaluation(level, found, change(found, kept.accepted(last)), errors)
        if accept:
            kept.accept(last, found)
    if accept:
        sys.exit(1)


@main.command()
@click.option("--repair", is_flag=True, help="Sửa những gì sửa được mà không mất gì, và nói rõ đã sửa gì.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def verify(repair: bool, as_json: bool) -> None:
    """Đối chiếu kho lưu với sổ theo sha256, kiểm tra cơ sở dữ liệu; mã 1 nếu có điều không đúng."""
    from checking import checked
    from terminal import print_check

    check = checked(settings_here(), repair)
    if as_json:
        click.echo(check.as_json())
    else:
        print_check(check)
    if check.open_faults:
        sys.exit(1)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="In một mảng JSON.")
def doctor(as_json: bool) -> None:
    """Xem máy này đã đủ điều kiện chạy chưa: mỗi dòng một điều, kèm cách khắc phục; mã 1 nếu thiếu điều cần thiết."""
    from doctor import as_json as told
    from doctor import findings
    from terminal import finding_lines

    found = []
    for one in findings(settings_here()):
        found.append(one)
        for line in () if as_json else finding_lines(one):
            click.echo(line)
    if as_json:
        click.echo(told(found))
    if any(one.needed and not one.ok for one in found):
        sys.exit(1)


def _lines(outcome: Outcome, as_json: bool) -> Iterator[str]:
    """What is printed of one file."""
    import json

    import contract
    from records import Duplicate
    from terminal import reading_lines

    if as_json and not isinstance(outcome, Duplicate):
        yield json.dumps(contract.scan(outcome), ensure_ascii=False)
    else:
        yield from reading_lines(outcome)


def _sweep(settings: Settings, prefect: bool) -> None:
    """One sweep with a bar while pages are read, and its table."""
    import time

    from office import PROGRESS
    from terminal import page_bar, print_sweep

    begun = time.monotonic()
    with page_bar() as progress:
        PROGRESS.set(progress)
        report = _swept_by_prefect() if prefect else _swept(settings)
    print_sweep(report, settings.outputs, time.monotonic() - begun)


def _swept(settings: Settings) -> SweepReport:
    from ending import at_once
    from office import office, publish
    from pipeline.sweep import alone, sweep
    from pipeline.undone import done_with, unpublished
    from records import SweepReport
    from telling import tell

    with at_once(), alone(settings) as first:
        if not first:
            return SweepReport(busy=True)
        with machines(settings) as away, office(settings, away) as open_office:
            open_office.mend()
            report = sweep(settings, open_office.handle, open_office.files_at_once)
        with done_with(unpublished(settings)):  # also what a stopped watch left, and the desk wrote
            publish(settings)
    for line in tell(settings).lines():  # a mail server that keeps us waiting keeps no sweep waiting
        click.echo(line)
    return report


def _swept_by_prefect() -> SweepReport:
    from flows import sweep_inbox

    return sweep_inbox()


for _command in (
    *cli_graph.COMMANDS,
    *cli_follow.COMMANDS,
    *cli_tasks.COMMANDS,
    *cli_books.COMMANDS,
    cli_units.units,
    cli_mail.mail,
    cli_machines.scheduler,
    cli_machines.worker,
    cli_desk.serve,
    cli_division.divide,
    cli_edxml.edxml,
    cli_searchable.searchable,
    cli_backup.backup,
    cli_backup.restore,
):
    main.add_command(_command)

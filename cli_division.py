"""The command of `vanthu` that divides a scan: where dispatches begin, in which order, which pages belong to none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from commands import echo, settings_here

if TYPE_CHECKING:
    from records import Statement
    from registry.division_keep import Told
    from registry.models import ScanRow

NEEDS_BY = "Thiếu tên người ghi; hãy ghi tên sau --by."


@click.command()
@click.argument("sha256")
@click.option("--begins", multiple=True, type=int, metavar="N", help="Văn bản mới bắt đầu ở trang N.")
@click.option("--join", multiple=True, type=int, metavar="N", help="Trang N nối tiếp văn bản trước nó.")
@click.option("--order", metavar="3,1,2", help="Các trang theo thứ tự này; 4-1 là 4, 3, 2, 1.")
@click.option("--leave-out", "left_out", multiple=True, type=int, metavar="N", help="Trang N không thuộc văn bản nào.")
@click.option("--undo", type=int, metavar="SỐ", help="Bỏ lời số này; lời ấy vẫn được giữ trong lịch sử.")
@click.option("--by", default="", help="Tên người ghi.")
def divide(sha256: str, undo: int | None, by: str, **said: Any) -> None:
    """Chia bản quét có mã SHA256 (hoặc phần đầu của mã) thành các văn bản; không kèm gì thì in các trang và các lời."""
    from registry.start import start

    settings = settings_here()
    start(settings)
    try:
        scan, statements = _scan(sha256), _statements(by, **said)
        if undo is not None or statements:
            _said(scan, statements, undo, by)
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if undo is not None or statements:
        _divide(scan)
    echo(_lines(_scan(scan.sha256)), "Bản quét không có trang nào.")


def _scan(sha256: str) -> ScanRow:
    from registry.scan_pages import scan_beginning

    return scan_beginning(sha256)


def _statements(
    by: str,
    begins: tuple[int, ...] = (),
    join: tuple[int, ...] = (),
    order: str | None = None,
    left_out: tuple[int, ...] = (),
) -> list[Statement]:
    """The statements of the command; the order first, since the others may depend on it."""
    from records import Say, Statement
    from registry.division import pages_in

    now = dt.datetime.now(dt.UTC)
    pages = [(Say.ORDER, pages_in(order))] if order is not None else []
    for say, numbers in ((Say.LEFT_OUT, left_out), (Say.BEGINS, begins), (Say.GOES_ON, join)):
        pages += [(say, (number,)) for number in numbers]
    return [Statement(say, numbers, by, now) for say, numbers in pages]


def _said(scan: ScanRow, statements: Sequence[Statement], undo: int | None, by: str) -> None:
    from registry.division_keep import say, take_back

    if not by.strip():
        raise ValueError(NEEDS_BY)
    if undo is not None:
        take_back(scan.sha256, undo, by, dt.datetime.now(dt.UTC))
    say(scan.sha256, statements)


def _divide(scan: ScanRow) -> None:
    """The scan divided anew and published; what was said stays kept where that cannot be done."""
    from dividing import divide as divide_now
    from office import publish

    settings = settings_here()
    done = divide_now(scan.sha256, settings, wait=True)
    if not done.done:
        raise click.ClickException(done.told)
    publish(settings)
    click.echo(done.told)


def _lines(scan: ScanRow) -> Iterator[str]:
    """The pages in the order of reading, and all that was said of them."""
    from registry.division_keep import history
    from registry.scan_pages import scan_pages

    yield f"{scan.name}  {scan.sha256}"
    for page in scan_pages(scan):
        of = "bỏ ra" if page.left_out else "chưa thuộc văn bản nào"
        if page.dispatch is not None:
            of = f"văn bản {page.dispatch + 1}{', bắt đầu' if page.begins else ''}"
        yield f"  trang {page.number:3}  {of}"
    yield from map(_told, history(scan.sha256))


def _told(one: Told) -> str:
    from registry.division import in_words

    said = one.statement
    undone = f" ({one.undone_by} đã bỏ, {one.undone_at:%Y-%m-%d})" if one.undone_at else ""
    return f"{said.number:4}  {in_words(said)}, {said.by}, {said.at:%Y-%m-%d}{undone}"

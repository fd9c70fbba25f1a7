"""The commands of `vanthu` that make, check, compare and restore backups."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backup.layout import ASIDE
from commands import settings_here

if TYPE_CHECKING:
    from backup.check import Checked
    from backup.made import Made
    from backup.restore import Restored

LACKING = (
    "{0} bản gốc không tìm thấy hoặc đã bị thay đổi nên không có trong bản sao lưu (hàng của chúng vẫn có): {1}. "
    "Hãy chạy vanthu verify."
)
MADE = (
    "{0}: {1} bản quét, {2} văn bản, {3} hàng, {4} tệp, {5:,.1f} MB. "
    "Khóa bí mật và mật khẩu máy chủ thư không nằm trong đó."
)
SHOWN = 5


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--with", "aside", multiple=True, type=click.Choice(ASIDE), help="Chép cả thư mục này (trừ tệp có mật).")
@click.option("--check", "check_it", is_flag=True, help="Không ghi gì: kiểm tra từng byte của bản sao lưu FOLDER.")
@click.option("--against", is_flag=True, help="Không ghi gì: so sổ đang chạy với bản sao lưu FOLDER, từng bảng.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def backup(folder: Path, aside: tuple[str, ...], check_it: bool, against: bool, as_json: bool) -> None:
    """Ghi một bản sao lưu mới vào thư mục FOLDER; hoặc kiểm tra, so một bản đã ghi. Mã 1 nếu có điều không đúng."""
    if check_it or against:
        well = _check(folder, as_json) if check_it else True
        well = (_compare(folder, as_json) if against and well else True) and well
    else:
        well = _make(folder, aside, as_json)
    if not well:
        sys.exit(1)


@click.command()
@click.argument("bag", type=click.Path(file_okay=False, exists=True, path_type=Path))
def restore(bag: Path) -> None:
    """Phục hồi bản sao lưu BAG vào máy trống: kiểm tra mọi tệp trước, rồi nạp sổ, kho lưu, rồi đối chiếu."""
    from backup.restore import restore as restore_all
    from checking import checked
    from terminal import print_check

    settings = settings_here()
    done = restore_all(bag, settings)
    found = checked(settings)
    _tell_restored(done)
    if found.open_faults:
        print_check(found)
        sys.exit(1)
    click.echo("Đã đối chiếu: sổ và kho lưu khớp nhau. Mọi người cần đăng nhập lại; mật khẩu vẫn như cũ.")


def _make(folder: Path, aside: tuple[str, ...], as_json: bool) -> bool:
    """Whether all originals are in the backup that was made."""
    from registry.start import start

    settings = settings_here()
    start(settings)
    from backup.made import make

    made = make(folder, settings, aside)
    click.echo(made.as_json() if as_json else _made(made))
    if made.lacking and not as_json:
        named = ", ".join(made.lacking[:SHOWN]) + (" …" if len(made.lacking) > SHOWN else "")
        click.echo(LACKING.format(len(made.lacking), named), err=True)
    return not made.lacking


def _made(made: Made) -> str:
    return MADE.format(made.bag, made.scans, made.dispatches, made.rows, made.files, made.size / 1e6)


def _check(folder: Path, as_json: bool) -> bool:
    """Whether every byte of the bag is as it was written."""
    from backup.check import check

    found = check(folder)
    click.echo(_checked_json(found) if as_json else _checked(found))
    return not found.faults


def _checked(found: Checked) -> str:
    if not found.faults:
        return f"{found.folder}: nguyên vẹn, {found.files} tệp, {found.size / 1e6:,.1f} MB."
    lines = "\n".join(map(str, found.faults))
    return f"{found.folder}: KHÔNG nguyên vẹn.\n{lines}\nHãy dùng một bản sao lưu khác, hoặc chép lại bản này."


def _checked_json(found: Checked) -> str:
    faults = [{"name": one.name, "message": one.sentence} for one in found.faults]
    return json.dumps({"bag": str(found.folder), "files": found.files, "faults": faults}, ensure_ascii=False)


def _compare(folder: Path, as_json: bool) -> bool:
    """Whether the running register is that of the bag."""
    from backup.against import SAME, compared
    from backup.against import as_json as told

    found = list(compared(folder, settings_here()))
    other = [one for one in found if one.verdict != SAME]
    if as_json:
        click.echo(told(found))
    else:
        for one in other:
            click.echo(f"{one.verdict:14} {one.name} ({one.title}): bản sao lưu {one.bag}; ở đây {one.here}")
        click.echo(f"{len(found) - len(other)} mục giống hệt, {len(other)} mục khác.")
    return not other


def _tell_restored(done: Restored) -> None:
    click.echo(f"Đã phục hồi {done.originals} bản gốc, {done.rows} hàng (bản sao lưu do Văn Thư {done.vanthu} ghi).")

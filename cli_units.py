"""The commands of `vanthu` about the office's directory: bring it in, show it, ask on whom a name falls."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import settings_here

if TYPE_CHECKING:
    from records import Directory, OfficeUnit

FORM_JSON = click.option("--json", "form", flag_value="json", help="In một mảng JSON.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group(invoke_without_command=True)
@FORM_JSON
@click.option("--csv", "form", flag_value="csv", help="In CSV, mỗi đơn vị một dòng; nhận lại được bằng units import.")
@click.pass_context
def units(context: click.Context, form: str | None) -> None:
    """Danh bạ đơn vị của cơ quan: xem (dạng cây), nhận từ tệp, hỏi một tên gọi chỉ những đơn vị nào."""
    if context.invoked_subcommand is None:
        _show(_kept(), form)


@units.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--missing",
    default="keep",
    show_default=True,
    type=click.Choice(["keep", "end"]),
    help="Đơn vị đã có mà tệp không nêu: giữ nguyên, hay cho kết thúc từ hôm qua.",
)
def take_over(file: Path, missing: str) -> None:
    """Nhận danh bạ từ tệp FILE (.xlsx hoặc .csv); nhận lại thì cập nhật, không thêm trùng."""
    kept = _kept()
    from registry import directory
    from registry.unit_file import UnitFileError, unit_lines
    from registry.unit_rows import units_of

    try:
        given = units_of(unit_lines(file), kept.units)
    except UnitFileError as error:
        raise click.ClickException(f"Chưa nhận đơn vị nào từ {file.name}.\n{error}") from error
    done = directory.take_over(given, directory.Missing(missing), dt.date.today())
    click.echo(
        f"Đã nhận {len(given)} đơn vị: {len(done.added)} mới, {len(done.changed)} thay đổi, {len(done.same)} như cũ; "
        f"{len(done.ended)} đơn vị không có trong tệp đã kết thúc, {len(done.missing)} được giữ."
    )
    for sentence in _doubts(given):
        click.echo(sentence, err=True)


@units.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Ghi tệp Excel FILE để điền: danh bạ đang có, hoặc vài dòng ví dụ khi chưa có."""
    from publish.replace import replace
    from publish.units import as_xlsx

    if file.suffix.casefold() != ".xlsx":
        raise click.ClickException(f"{file.name}: tên tệp mẫu phải kết thúc bằng .xlsx.")
    click.echo(replace(file, as_xlsx(_kept())))


@units.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--on", type=DAY, help="Ngày của văn bản (mặc định: hôm nay).")
@click.option("--by", "issuer", help="Cơ quan ban hành văn bản.")
@click.option("--to", "addressees", multiple=True, help="Nơi kính gửi (có thể nêu nhiều lần).")
@FORM_JSON
def match(
    names: tuple[str, ...], on: dt.datetime | None, issuer: str | None, addressees: tuple[str, ...], form: str | None
) -> None:
    """Các tên gọi NAMES chỉ những đơn vị nào, và vì sao: vanthu units match "Các huyện ủy, thị ủy và thành ủy"."""
    from extractors.falls import fall
    from publish.units import fall_json, fall_lines

    kept = _kept()
    day = (on.date() if on else dt.date.today()).isoformat()
    found = fall(names, issuer, addressees, kept, day)
    if form == "json":
        click.echo(json.dumps([fall_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for line in fall_lines(found, kept):
            click.echo(line)


def _kept() -> Directory:
    """The directory as it is kept, the registry made ready."""
    from registry.start import start

    start(settings_here())
    from registry.directory import directory

    return directory()


def _show(kept: Directory, form: str | None) -> None:
    from publish import units as shown

    if form == "json":
        click.echo(json.dumps(shown.as_json(kept), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(shown.as_csv(kept), nl=False)
    elif kept.units:
        for line in shown.tree_lines(kept):
            click.echo(line)
    else:
        click.echo("Danh bạ còn trống; hãy lấy mẫu bằng vanthu units template, điền rồi nhận bằng vanthu units import.")


def _doubts(given: Sequence[OfficeUnit]) -> list[str]:
    """What the table leaves open: no office marked, kinds that no rule knows."""
    from rules.units import kind_called, unit_kinds

    told = []
    if not any(one.is_office for one in given):
        told.append(
            "Chưa dòng nào đánh dấu “là cơ quan ta”: chưa biết việc nào là của ta. Hãy ghi x ở dòng cơ quan ta."
        )
    strange = sorted({one.kind for one in given if kind_called(one.kind) is None})
    if strange:
        known = ", ".join(one.names[0] for one in unit_kinds().values())
        told.append(f"Loại chưa biết, chỉ đối chiếu theo tên: {', '.join(strange)}. Các loại đã biết: {known}.")
    return told

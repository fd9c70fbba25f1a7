"""The command of `vanthu` that writes the printed books of a year or a month; what is heavy is imported inside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import settings_here

if TYPE_CHECKING:
    from publish.metadata import Told

KINDS = ("dang-ky", "theo-doi", "du-lieu")
NO_YEAR = "Sổ chưa có văn bản nào; hãy thêm --year để in sổ trống của một năm."


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--year", type=click.IntRange(dt.MINYEAR, dt.MAXYEAR), help="Năm đến (mặc định: mọi năm có văn bản).")
@click.option("--month", type=click.IntRange(1, 12), help="Chỉ tháng này của năm ấy.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Chỉ sổ này (có thể nêu nhiều lần).")
def books(folder: Path, year: int | None, month: int | None, kinds: Sequence[str]) -> None:
    """Ghi sổ đăng ký, sổ theo dõi (xlsx, pdf để in) và dữ liệu văn bản đến (csv) vào thư mục FOLDER."""
    if month and not year:
        raise click.ClickException("Có --month thì phải có --year; hãy ghi cả hai, ví dụ --year 2026 --month 1.")
    from publish.serif import FontMissing

    try:
        told = _write(folder, year, month, kinds or KINDS)
    except FontMissing as error:
        raise click.ClickException(str(error)) from error
    if told.cut or told.doubtful:
        click.echo(
            f"Dữ liệu: {told.cut} giá trị quá dài đã cắt, {told.doubtful} giá trị chưa chắc để trống; "
            "xem cột cuối của tệp csv, sửa trên trang duyệt rồi ghi lại."
        )


def _write(folder: Path, year: int | None, month: int | None, kinds: Sequence[str]) -> Told:
    """Write the files and say where they are; what the data could not hold."""
    from following import follow

    settings = settings_here()
    follow(settings)
    from publish.book_dates import Wanted
    from publish.book_files import Kind
    from publish.books import Library
    from publish.letterhead import letterhead
    from publish.task_words import names_of
    from registry.book_rows import years
    from registry.directory import directory

    library, every = Library(letterhead(settings), names_of(directory())), [year] if year else years()
    if not every:
        raise click.ClickException(NO_YEAR)
    for one in every:
        for kind in kinds:
            for path in library.write(folder, Kind(kind), Wanted(one, month)):
                click.echo(path)
    return library.told


COMMANDS: tuple[click.Command, ...] = (books,)

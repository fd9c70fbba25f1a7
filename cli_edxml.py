"""The command of `vanthu` that writes the edXML envelope of a kept dispatch."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import settings_here

if TYPE_CHECKING:
    from registry.models import DispatchRow

NOT_THE_ORIGINAL = "{0} là bản gốc trong kho lưu nên không ghi đè được; hãy ghi tên tệp khác."
WHICH = "Bản quét có {0} văn bản; hãy ghi thứ tự của văn bản (1 đến {0}) giữa mã và tên tệp."
NO_SUCH = "Bản quét có {0} văn bản, không có văn bản thứ {1}; hãy ghi số từ 1 đến {0}."


@click.command()
@click.argument("sha256")
@click.argument("position", nargs=-1, type=click.IntRange(min=1), metavar="[POSITION]")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def edxml(sha256: str, position: tuple[int, ...], file: Path) -> None:
    """Ghi gói edXML (bản nháp, chưa ký số) của văn bản thứ POSITION trong bản quét có mã SHA256 vào FILE."""
    from publish.edxml_draft import NoEnvelope
    from registry.start import start

    settings = settings_here()
    start(settings)
    try:
        row = _dispatch(sha256, position)
        if row.scan.archived and file.resolve() == Path(row.scan.archived).resolve():
            raise NoEnvelope(NOT_THE_ORIGINAL.format(file))
        click.echo(f"{file}: {_written(row, file) / 1000:,.0f} kB; bản nháp, chưa ký số.")
    except (LookupError, NoEnvelope) as error:
        raise click.ClickException(str(error)) from error


def _dispatch(sha256: str, position: tuple[int, ...]) -> DispatchRow:
    """The dispatch at that place (from 1), the only one where none is named.  Raises LookupError."""
    from registry.scan_pages import scan_beginning

    rows = list(scan_beginning(sha256).dispatches.select_related("scan").order_by("position"))
    if len(position) > 1 or (not position and len(rows) != 1):
        raise LookupError(WHICH.format(len(rows)))
    number = position[0] if position else 1
    if number > len(rows):
        raise LookupError(NO_SUCH.format(len(rows), number))
    return rows[number - 1]


def _written(row: DispatchRow, file: Path) -> int:
    """The bytes of the envelope; the file is there whole or not at all."""
    from publish.edxml_file import write_envelope

    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".") as folder:
        made = Path(folder) / "envelope.edxml"
        with made.open("wb") as out:
            write_envelope(row, settings_here(), out)
        made.replace(file)
    return file.stat().st_size

"""The command of `vanthu` that writes the searchable copy of a scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import settings_here

if TYPE_CHECKING:
    from registry.models import ScanRow

NOT_THE_ORIGINAL = "{0} là bản gốc trong kho lưu nên không ghi đè được; hãy ghi tên tệp khác."


@click.command()
@click.argument("sha256")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def searchable(sha256: str, file: Path) -> None:
    """Ghi bản PDF tìm được của bản quét có mã SHA256 (hoặc phần đầu của mã) vào FILE; bản gốc không đổi."""
    from publish.no_copy import NoCopy
    from registry.start import start

    start(settings_here())
    from registry.scan_pages import scan_beginning

    try:
        scan = scan_beginning(sha256)
        if scan.archived and file.resolve() == Path(scan.archived).resolve():
            raise NoCopy(NOT_THE_ORIGINAL.format(file))
        click.echo(f"{file}: {_written(scan, file) / 1000:,.0f} kB, bản gốc {scan.size / 1000:,.0f} kB.")
    except (LookupError, NoCopy) as error:
        raise click.ClickException(str(error)) from error


def _written(scan: ScanRow, file: Path) -> int:
    """The bytes of the copy."""
    from publish.searchable_order import put_copy

    put_copy(scan, file)
    return file.stat().st_size

"""The two commands of machines that read for others: the scheduler, and a worker on each machine."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from commands import settings_here

if TYPE_CHECKING:
    from settings import Settings

#: Where a scheduler listens; machines and their guards that watch over them: known numbers, for firewalls.
PORT, WORKER_PORTS, NANNY_PORTS = 8786, "8800:8899", "8900:8999"
NO_ADDRESS = "Chưa biết bộ điều phối ở đâu. Hãy ghi địa chỉ (vanthu worker tls://10.0.0.5:8786) hoặc đặt VANTHU_DASK."
NO_WAY = "Không tìm được đường tới bộ điều phối {0}. Hãy xem lại địa chỉ và mạng của máy này."
OPEN_LINES = (
    "Lưu ý: {0} không dùng chứng thư, nên văn bản đi trần trên mạng và ai gọi được cổng này cũng chạy được lệnh "
    "trên các máy đọc. Hãy đặt VANTHU_DASK_TLS."
)
#: Dask as it is run here: nobody looks in by a page, and a machine that was cut off is known soon.
QUIET = {
    "DASK_DISTRIBUTED__SCHEDULER__HTTP__ROUTES": "[]",
    "DASK_DISTRIBUTED__WORKER__HTTP__ROUTES": "[]",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "2 minutes",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "false",
}
UNSEEN = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ của máy này trong mạng.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Cổng.")
def scheduler(host: str, port: int) -> None:
    """Chạy bộ điều phối Dask, nơi các máy đọc nhận việc, cho đến khi có lệnh dừng."""
    settings = settings_here()
    protocol = "tls" if settings.dask_tls else "tcp"
    if protocol == "tcp" and not host.startswith(("127.", "localhost", "::1")):
        click.echo(OPEN_LINES.format(host), err=True)
    _become("scheduler", ["--host", f"{protocol}://{host}", "--port", str(port), *UNSEEN, *_tls(settings)])


@click.command()
@click.argument("address", required=False)
@click.option("--processes", type=click.IntRange(min=1), help="Số tệp đọc cùng lúc (mặc định: mỗi nhân một tệp).")
@click.option("--host", help="Địa chỉ của máy này trong mạng (mặc định: địa chỉ nhìn về bộ điều phối).")
def worker(address: str | None, processes: int | None, host: str | None) -> None:
    """Đọc bản quét cho máy khác, cho đến khi có lệnh dừng; không cần cơ sở dữ liệu, không ghi vào hộp đến, kho lưu."""
    settings = settings_here()
    where = address or settings.dask
    if not where:
        raise click.ClickException(NO_ADDRESS)
    files = processes or os.cpu_count() or 1
    pages = settings.workers or max(1, (os.cpu_count() or 1) // files)
    arguments = [
        where,
        "--nworkers",
        str(files),
        "--nthreads",
        "1",
        "--memory-limit",
        "0",
        "--preload",
        "reading_for_others",
    ]
    arguments += ["--worker-port", WORKER_PORTS, "--nanny-port", NANNY_PORTS, *UNSEEN, *_tls(settings)]
    arguments += ["--host", host or _own_address(where)]
    _become("worker", arguments, {"VANTHU_WORKERS": str(pages)})


def _own_address(where: str) -> str:
    """The address by which the scheduler sees this machine: only there is listened.  Nothing is sent for that."""
    there = urlsplit(where)
    try:
        (family, *_, address) = socket.getaddrinfo(there.hostname, there.port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.connect(address)
            return str(line.getsockname()[0])
    except (OSError, ValueError) as error:
        raise click.ClickException(NO_WAY.format(where)) from error


def _tls(settings: Settings) -> Sequence[str]:
    """The options that name the certificates; none where the lines are open."""
    if not settings.dask_tls:
        return ()
    from machines import tls_files

    files = tls_files(settings)
    return ("--tls-ca-file", files["ca"], "--tls-cert", files["cert"], "--tls-key", files["key"])


def _become(role: str, arguments: Sequence[str], more: Mapping[str, str] | None = None) -> None:
    """Go on as Dask's own program, which takes the signals to stop."""
    from importlib.util import find_spec

    from pipeline.errors import DaskMissing

    if find_spec("distributed") is None:
        raise DaskMissing()
    sys.stdout.flush()
    environment = {**QUIET, **os.environ, **(more or {})}
    os.execve(sys.executable, [sys.executable, "-P", "-m", f"distributed.cli.dask_{role}", *arguments], environment)

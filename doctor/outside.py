"""What other programs hold: mail server, mailbox, the machines that read, the port of Prefect, systemd's units."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from doctor.beside import Asking
from doctor.finding import Finding
from settings import Settings

#: Seconds to wait for a mail server, and for systemd.
SHORT = 1.5
MAIL, POSTBOX, READERS, UNITS = "Máy chủ thư", "Hộp thư đến", "Máy đọc", "systemd"
UNIT_FOLDERS = tuple(Path(one) for one in ("/etc/systemd/system", "/usr/lib/systemd/system", "~/.config/systemd/user"))
CHECK_POSTBOX = "Hãy kiểm tra mạng và các biến VANTHU_IMAP_…; thư chưa lấy sẽ được lấy ở lần sau."
CHECK_READERS = "Hãy kiểm tra mạng, VANTHU_DASK, và xem 'vanthu scheduler' còn chạy không."
CLOSE_LINES = "Hãy dùng tls:// với VANTHU_DASK_TLS: ai gọi được cổng ấy cũng chạy được lệnh trên các máy đọc."
CHECK_MAIL = "Hãy kiểm tra mạng và VANTHU_SMTP_HOST, VANTHU_SMTP_PORT; thư chưa gửi sẽ được gửi ở lần sau."


def _mail(settings: Settings) -> Iterator[Finding]:
    """Whether the mail server takes a connection; nothing is said to it."""
    if not settings.smtp_host:
        yield Finding(MAIL, True, "không đặt; nhắc việc là các tệp trong outputs/tasks/reminders")
        return
    address = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        socket.create_connection((settings.smtp_host, settings.smtp_port), SHORT).close()
    except OSError as error:
        yield Finding(
            MAIL, False, f"{address} không nhận kết nối ({error.strerror or error})", CHECK_MAIL, needed=False
        )
        return
    yield Finding(MAIL, True, f"{address} nhận kết nối")


mail = Asking(_mail, Finding(MAIL, False, "không trả lời", CHECK_MAIL, needed=False))


def _postbox(settings: Settings) -> Iterator[Finding]:
    """Whether the mailbox lets us in, where one is set; without it files come by the inbox folder and the pages."""
    from postbox.server import PostboxAway
    from postbox.server import postbox as opened

    if not settings.imap_host:
        return
    try:
        with opened(settings, SHORT):
            yield Finding(POSTBOX, True, f"{settings.imap_user}, thư mục {settings.imap_folder}")
    except PostboxAway as error:
        yield Finding(POSTBOX, False, error.message, error.remedy, needed=False)


postbox = Asking(_postbox, Finding(POSTBOX, False, "không trả lời", CHECK_POSTBOX, needed=False))


def _scheduler(settings: Settings) -> Iterator[Finding]:
    """Whether the scheduler of the machines that read takes a connection, and whether the lines to it are closed."""
    if not settings.dask:
        return
    there = urlsplit(settings.dask)
    try:
        socket.create_connection((there.hostname or "", there.port or 0), SHORT).close()
    except OSError as error:
        found = f"{settings.dask} không nhận kết nối ({error.strerror or error}); máy này tự đọc"
        yield Finding(READERS, False, found, CHECK_READERS, needed=False)
        return
    if there.scheme == "tcp" and there.hostname not in ("localhost", "127.0.0.1", "[::1]", "::1"):
        yield Finding(READERS, False, f"{settings.dask}: văn bản đi trần trên mạng", CLOSE_LINES, needed=False)
        return
    yield Finding(READERS, True, f"{settings.dask} nhận kết nối")


scheduler = Asking(_scheduler, Finding(READERS, False, "không trả lời", CHECK_READERS, needed=False))


def port(settings: Settings) -> Finding:
    """The port of our own Prefect server; a running `vanthu watch` holds it, which is as it should be."""
    name, number = "Cổng Prefect", settings.prefect_port
    if os.environ.get("PREFECT_API_URL"):
        return Finding(name, True, "dùng máy chủ ở PREFECT_API_URL")
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", number))
        except OSError:
            remedy = "Nếu vanthu watch không đang chạy, hãy đặt VANTHU_PREFECT_PORT thành cổng khác."
            return Finding(name, False, f"cổng {number} đang được dùng", remedy, needed=False)
    return Finding(name, True, f"cổng {number} còn trống")


def _units(_: Settings) -> Iterator[Finding]:
    """Each unit of ours that systemd knows of, and whether it runs; nothing where none is installed."""
    services = (
        path for folder in UNIT_FOLDERS for path in folder.expanduser().glob("vanthu*.service") if "@" not in path.name
    )
    found = {path.name: path for path in map(_always_on, services)}
    systemctl = shutil.which("systemctl")
    for name, path in sorted(found.items()):
        if systemctl is None:
            return
        own = ("--user",) if ".config" in path.parts else ()
        yield _unit(name, (systemctl, *own, "is-active", name))


def _always_on(service: Path) -> Path:
    """The unit that should always be active: the timer of a service that has one, such as the backup's, else itself."""
    timer = service.with_suffix(".timer")
    return timer if timer.exists() else service


def _unit(name: str, command: tuple[str, ...]) -> Finding:
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=SHORT, check=False)
        said = asked.stdout.strip() or asked.stderr.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        said = str(error)
    remedy = f"Hãy chạy: systemctl enable --now {name}; nguyên nhân: journalctl -u {name} -n 50"
    return Finding(f"{UNITS} {name}", said == "active", said, remedy, needed=False)


units = Asking(_units, Finding(UNITS, False, "không trả lời", "Hãy xem systemctl status.", needed=False))

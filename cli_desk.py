"""The command of `vanthu` that serves the pages: readies tables, key and first account, then a WSGI server."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from commands import settings_here

if TYPE_CHECKING:
    from settings import Settings

#: Requests answered at once: SQLite has one writer, and most of a page is waiting for it.
WORKERS, THREADS = 2, 4
#: Seconds after which a request that hangs is given up, and with it its worker.
TIMEOUT = 120
NO_ACCOUNT = (
    "Chưa có tài khoản nào và không có ai ở bàn phím. Hãy đặt VANTHU_FIRST_USER và VANTHU_FIRST_PASSWORD, "
    "hoặc chạy script/serve trong một cửa sổ lệnh."
)


@click.command()
def serve() -> None:
    """Mở các trang cho trình duyệt; lần đầu hỏi tên và mật khẩu của tài khoản đầu tiên."""
    settings = settings_here()
    ready(settings)
    address = f"{settings.serve_host}:{settings.serve_port}"
    click.echo(f"Văn Thư đang mở tại {_shown(settings)} (Ctrl-C để dừng).")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *gunicorn(address)])


def ready(settings: Settings) -> None:
    """Nothing; afterwards the tables, the key and an account are there.  Raises ClickException with a remedy."""
    from web.secret_key import keep_one

    keep_one(settings)
    from registry.start import start

    start(settings)
    from django.core.management import call_command

    from web import first_account

    call_command("clearsessions")

    if first_account.wanted():
        _first_account(settings)


def gunicorn(address: str) -> tuple[str, ...]:
    """Its words on the command line; requests are not logged, since addresses hold what people search for."""
    return (
        *("-m", "gunicorn", "web.wsgi:application", "--bind", address, "--worker-class", "gthread"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--timeout", str(TIMEOUT)),
        *("--graceful-timeout", "20", "--log-level", "warning", "--no-control-socket"),
    )


def _first_account(settings: Settings) -> None:
    """The account from the settings, or from whoever sits at the prompt."""
    from web.first_account import Refused, make

    if settings.first_user or settings.first_password:
        made = make(settings.first_user, settings.first_password)
        if isinstance(made, Refused):
            told = " ".join(made.sentences)
            raise click.ClickException(f"VANTHU_FIRST_USER hoặc VANTHU_FIRST_PASSWORD chưa dùng được: {told}")
    elif not sys.stdin.isatty():
        raise click.ClickException(NO_ACCOUNT)
    else:
        click.echo("Chưa có tài khoản nào. Tài khoản đầu tiên vào được mọi trang và tạo các tài khoản khác.")
        while isinstance(made := make(click.prompt("Tên đăng nhập"), _asked_password()), Refused):
            for sentence in made.sentences:
                click.echo(sentence, err=True)
    click.echo(f"Đã tạo tài khoản {made.get_username()}.")


def _asked_password() -> str:
    return str(click.prompt("Mật khẩu (ít nhất 10 ký tự)", hide_input=True, confirmation_prompt="Gõ lại mật khẩu"))


def _shown(settings: Settings) -> str:
    """The address to type into a browser."""
    anywhere = settings.serve_host in ("0.0.0.0", "::")
    host = settings.hosts.split(",")[0].strip() if anywhere else settings.serve_host
    return f"https://{host}" if settings.https else f"http://{host}:{settings.serve_port}"

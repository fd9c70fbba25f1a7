"""The command of `vanthu` that asks the office's mailbox; what is heavy is imported inside."""

from __future__ import annotations

import sys

import click

from commands import echo, settings_here

NOT_SET = "Chưa đặt hộp thư nào. Hãy đặt VANTHU_IMAP_HOST, VANTHU_IMAP_USER và VANTHU_IMAP_PASSWORD."


@click.command()
@click.option("--once", is_flag=True, help="Chỉ hỏi hộp thư một lần rồi dừng; mã 1 nếu không hỏi được.")
@click.option("--days", type=click.IntRange(min=1), help="Xem cả thư đến trong ngần ấy ngày (mặc định: theo cài đặt).")
def mail(once: bool, days: int | None) -> None:
    """Lấy tệp kèm các thư mới trong hộp thư của cơ quan vào hộp đến; thư được giữ nguyên."""
    import time

    from pipeline.reading import now
    from registry.start import start

    settings = settings_here()
    if not settings.imap_host:
        raise click.ClickException(NOT_SET)
    start(settings)
    from postbox.fetch import fetch

    while True:
        done = fetch(settings, now, days)
        echo(done.lines(), "Không có thư mới nào kèm văn bản.")
        if once:
            sys.exit(1 if done.failed else 0)
        time.sleep(settings.imap_minutes * 60)

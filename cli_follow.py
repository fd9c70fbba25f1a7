"""The commands of `vanthu` by which following is begun, ended and looked at; what is heavy is imported inside."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from commands import echo, settings_here

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from records import Document
    from registry.models import FollowRow
    from registry.news_told import News

ACCOUNT = click.option("--for", "account", required=True, help="Tên đăng nhập của người theo dõi.")


@click.command()
@click.argument("question")
@ACCOUNT
@click.option("--through", is_flag=True, help="Cả khi văn bản đến sau nêu nó qua văn bản khác.")
def follow(question: str, account: str, through: bool) -> None:
    """Theo dõi văn bản QUESTION: có văn bản đến sau nêu, sửa đổi, thay thế, bãi bỏ … nó thì người theo dõi được báo."""
    document, user = _meant(question), _user(account)
    from publish.answers import shown
    from registry import follows

    try:
        follows.follow(user, document.key, through, dt.datetime.now(dt.UTC))
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error.args[0])) from error
    way = ", cả qua văn bản khác" if through else ""
    click.echo(f"{user.get_username()} theo dõi {shown(document)}{way}.")


@click.command()
@click.argument("question")
@ACCOUNT
def unfollow(question: str, account: str) -> None:
    """Thôi theo dõi văn bản QUESTION; tin về nó không còn nữa."""
    document, user = _meant(question), _user(account)
    from publish.answers import shown
    from registry.follows import unfollow as end

    if not end(user, document.key):
        raise click.ClickException(f"{account} không theo dõi {shown(document)}; hãy xem lệnh vanthu followed.")
    click.echo(f"{user.get_username()} thôi theo dõi {shown(document)}.")


@click.command()
@ACCOUNT
@click.option("--seen", is_flag=True, help="Sau khi in thì đánh dấu mọi tin là đã xem.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def followed(account: str, seen: bool, as_json: bool) -> None:
    """Những văn bản một người theo dõi, và các tin người ấy chưa xem, mỗi tin kèm câu trích."""
    import json

    from following import follow as up_to_date
    from publish.news import as_json as told
    from telling import look

    up_to_date(settings_here())
    look()
    user = _user(account)
    rows, news = _kept(user)
    if as_json:
        click.echo(json.dumps(told(rows, news), ensure_ascii=False, indent=2))
    else:
        echo(_lines(rows, news), f"{account} chưa theo dõi văn bản nào.")
    if seen:
        _see(news)


def _kept(user: User) -> tuple[list[tuple[FollowRow, Document | None]], list[News]]:
    """What the person follows, and what he has not seen of the news."""
    from registry.follows import with_documents
    from registry.news import unseen
    from registry.news_told import news
    from web.scope import visible_dispatches

    return with_documents(user.follows.all()), news(unseen(user, visible_dispatches(user)))


def _see(news: Sequence[News]) -> None:
    from registry.follows import see
    from registry.models import NewsRow

    see(NewsRow.objects.filter(pk__in=[one.number for one in news]), dt.datetime.now(dt.UTC))


def _lines(rows: Sequence[tuple[FollowRow, Document | None]], news: Sequence[News]) -> Iterator[str]:
    from publish.answers import shown, state
    from publish.news import whole

    for row, document in rows:
        way = ", cả qua văn bản khác" if row.through else ""
        name = f"{shown(document)} — {state(document)}" if document else f"{row.key} — kho không còn biết văn bản này"
        yield f"{name}; theo dõi từ {row.since:%Y-%m-%d}{way} [{row.key}]"
    if rows:
        yield f"Tin chưa xem: {len(news)}"
    for one in news:
        yield from whole(one)


def _meant(question: str) -> Document:
    """The one document that is meant; where there are several or none, says so and ends with code 1."""
    from graphing import bring_up_to_date
    from publish.answers import candidate_lines

    bring_up_to_date(settings_here())
    from registry.archive import NoOneDocument, document  # the tables can be imported only now

    try:
        return document(question)
    except NoOneDocument as error:
        for line in candidate_lines(error.question, error.found):
            click.echo(line)
        sys.exit(1)


def _user(name: str) -> User:
    from django.contrib.auth.models import User

    found = User.objects.filter(username=name).first()
    if found is None:
        raise click.ClickException(f"Không có tài khoản “{name}”; hãy xem tên đăng nhập ở trang Tài khoản.")
    return found


COMMANDS: tuple[click.Command, ...] = (follow, unfollow, followed)

"""Telling followers: what later papers say of the documents they follow, found in the graph, and sent by e-mail.

Everybody has the page; whoever has an address gets a letter too, each piece of news in one letter only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mailing import Letter, MailServer, NotSent, mail_server
from settings import Settings

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass
class Told:
    """What went out: `sent` names people with the count of news, `failed` holds sentences on what did not."""

    sent: list[tuple[str, int]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """A sentence for each, for the person who asked."""
        yield from (f"Đã gửi {count} tin về văn bản theo dõi cho {name}." for name, count in self.sent)
        yield from self.failed


def look() -> int:
    """How many new pieces of news the graph as it is kept holds for those who follow documents."""
    from registry import news
    from web.scope import visible_dispatches

    return news.look(visible_dispatches, _now())


def tell(settings: Settings) -> Told:
    """What went out by e-mail of all the news that nobody has seen yet; without a mail server nothing does.

    A letter that fails stops no other; its news waits for the next time.
    """
    from following import follow

    follow(settings)
    look()
    from registry.news import waiting_for_mail

    done = Told()
    if settings.smtp_host:
        _send(settings, waiting_for_mail(), done)
    return done


def _send(settings: Settings, people: list[User], done: Told) -> None:
    """One letter a person; the server is asked only where there is one to send."""
    from registry.news import claim_mail, give_mail_back
    from web.scope import visible_dispatches

    with ExitStack() as stack:
        server: MailServer | None = None
        for user in people:
            numbers = claim_mail(user, visible_dispatches(user), _now())
            if not numbers:
                continue
            try:
                server = server or stack.enter_context(mail_server(settings))
                server.send(_letter(settings, user, numbers))
                done.sent.append((user.first_name or user.get_username(), len(numbers)))
            except NotSent as error:
                give_mail_back(numbers)
                done.failed.append(str(error))
                if server is None:  # it takes nobody's
                    return


def _letter(settings: Settings, user: User, numbers: list[int]) -> Letter:
    from publish import news as words
    from registry.models import NewsRow
    from registry.news_told import news

    written = news(NewsRow.objects.filter(pk__in=numbers[: words.WRITTEN]))
    page = f"{settings.pages_at}/theo-doi/" if settings.pages_at else ""
    name = user.first_name or user.get_username()
    return Letter(
        user.email,
        words.subject(len(numbers)),
        words.message(name, written, len(numbers), page),
        f"theo-doi-{user.pk}-{numbers[-1]}-{numbers[0]}",
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

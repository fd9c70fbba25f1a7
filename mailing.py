"""Letters handed to a mail server of the office; the only module that knows smtplib."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from settings import Settings

#: Seconds for each answer of the server.
PATIENCE = 20.0


class NotSent(Exception):
    """A letter that did not go out; the message is a sentence with its remedy."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: to whom, about what, the words, and a name by which a mail program knows the same letter again."""

    to: str
    subject: str
    text: str
    name: str


@contextmanager
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """The mail server of the settings, signed in to.  Raises NotSent where it does not answer or refuses us."""
    try:
        connection = _connected(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            f"Máy chủ thư {settings.smtp_host}:{settings.smtp_port} không nhận kết nối ({_short(error)}). "
            "Hãy kiểm tra mạng và các biến VANTHU_SMTP_…; thư chưa gửi sẽ được gửi ở lần chạy sau."
        ) from error
    try:
        yield MailServer(settings, connection)
    finally:
        with suppress(OSError, smtplib.SMTPException):  # whatever it says now, the letters are out
            connection.quit()


@dataclass(frozen=True, slots=True)
class MailServer:
    """A connection that takes letters."""

    settings: Settings
    connection: smtplib.SMTP

    def send(self, letter: Letter) -> None:
        """Nothing; the server has taken the letter.  Raises NotSent where it refuses this one."""
        try:
            self.connection.send_message(_message(letter, self.settings.smtp_from))
        except (OSError, ValueError, smtplib.SMTPException) as error:
            with suppress(OSError, smtplib.SMTPException):
                self.connection.rset()
            raise NotSent(
                f"Máy chủ thư {self.settings.smtp_host} không nhận thư gửi {letter.to} ({_short(error)}). "
                "Hãy kiểm tra địa chỉ thư ấy; thư sẽ được gửi ở lần chạy sau."
            ) from error


def _connected(settings: Settings) -> smtplib.SMTP:
    place = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=PATIENCE, context=ssl.create_default_context())
    else:
        connection = smtplib.SMTP(*place, timeout=PATIENCE)
    try:
        if settings.smtp_tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            connection.login(settings.smtp_user, settings.smtp_password)
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise
    return connection


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Message-ID"] = f"<{letter.name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _short(error: Exception) -> str:
    """What the server said, on one line."""
    refused = [each for _, each in getattr(error, "recipients", {}).values()]
    said = refused[0] if refused else getattr(error, "smtp_error", None) or error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:200] or type(error).__name__

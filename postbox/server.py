"""The office's mailbox on its IMAP server, looked into and never changed; the only module that knows imap-tools."""

from __future__ import annotations

import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.query import AND

from pipeline.errors import PipelineError
from settings import Settings

#: Seconds for each answer of the server.
PATIENCE = 20.0
#: Mails whose sizes are asked for at once.
_MANY = 500
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")
_FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)

T = TypeVar("T")


class PostboxAway(PipelineError):
    """The server does not answer, or breaks off: (address, what it said)."""

    code = "postbox_away"
    sentence = "Máy chủ thư đến {0} không trả lời hoặc ngắt giữa chừng ({1})."
    remedy = "Hãy kiểm tra mạng và các biến VANTHU_IMAP_…; thư chưa lấy sẽ được lấy ở lần sau."


class PostboxUntrusted(PostboxAway):
    """The server shows a certificate that this computer does not trust: (address, why)."""

    code = "postbox_untrusted"
    sentence = "Chứng thư của máy chủ thư đến {0} không được máy này tin ({1})."
    remedy = (
        "Hãy kiểm tra VANTHU_IMAP_HOST; nếu cơ quan dùng chứng thư tự cấp, hãy đặt SSL_CERT_FILE trỏ đến chứng thư ấy."
    )


class PostboxClosed(PostboxAway):
    """The server refuses name or password: (address, user, what it said)."""

    code = "postbox_closed"
    sentence = "Máy chủ thư đến {0} không nhận tên hoặc mật khẩu của hộp thư {1} ({2})."
    remedy = "Hãy kiểm tra VANTHU_IMAP_USER và VANTHU_IMAP_PASSWORD; thư chưa lấy sẽ được lấy ở lần sau."


class FolderMissing(PostboxAway):
    """The mailbox has no such folder: (user, folder, what the server said)."""

    code = "postbox_folder"
    sentence = "Hộp thư {0} không có thư mục “{1}” ({2})."
    remedy = "Hãy đặt VANTHU_IMAP_FOLDER thành tên một thư mục có trong hộp thư, ví dụ INBOX."


class Postbox:
    """A folder of the mailbox, opened for reading only: no mail is marked by being looked at.

    Every method raises PostboxAway.
    """

    def __init__(self, connection: BaseMailBox, address: str) -> None:
        self._connection = connection
        self._address = address
        told = connection.client.response("UIDVALIDITY")[1]
        #: While the server tells the same number here, a mail's UID names the same mail.
        self.validity = int(told[0]) if told and told[0] else 0

    def uids(self, since: dt.date) -> list[int]:
        """The UIDs of the mails that came to the mailbox on that day or later, the oldest first."""
        wanted = AND(deleted=False, date_gte=since)
        return sorted(int(uid) for uid in self._asked(lambda: self._connection.uids(wanted, charset=None)))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The size in bytes of each mail that is still there, by its UID."""
        found: dict[int, int] = {}
        for start in range(0, len(uids), _MANY):
            for item in self._fetched(uids[start : start + _MANY], "(UID RFC822.SIZE)"):
                line = item[0] if isinstance(item, tuple) else item
                uid, size = _UID.search(line or b""), _SIZE.search(line or b"")
                if uid and size:
                    found[int(uid[1])] = int(size[1])
        return found

    def mail(self, uid: int) -> bytes | None:
        """The mail as it lies there; None where it is gone meanwhile."""
        return self._part(uid, "(BODY.PEEK[])")

    def head(self, uid: int) -> bytes | None:
        """The mail's headers only; None where it is gone meanwhile."""
        return self._part(uid, "(BODY.PEEK[HEADER])")

    def _part(self, uid: int, what: str) -> bytes | None:
        found = (item[1] for item in self._fetched([uid], what) if isinstance(item, tuple))
        return next(found, None)

    def _fetched(self, uids: Sequence[int], what: str) -> list[bytes | tuple[bytes, bytes]]:
        named = ",".join(map(str, uids))
        state, found = self._asked(lambda: self._connection.client.uid("FETCH", named, what))
        if state != "OK":
            raise PostboxAway(self._address, _short(str(found)))
        return [item for item in found if item is not None]

    def _asked(self, question: Callable[[], T]) -> T:
        try:
            return question()
        except _FAULTS as error:
            raise PostboxAway(self._address, _short(error)) from error


@contextmanager
def postbox(settings: Settings, patience: float = PATIENCE) -> Iterator[Postbox]:
    """The folder that the settings name, signed in to; `patience` in seconds for each answer.  Raises PostboxAway."""
    address = f"{settings.imap_host}:{settings.imap_port}"
    connection = _connected(settings, address, patience)
    try:
        _sign_in(connection, settings, address)
        yield Postbox(connection, address)
    finally:
        with suppress(*_FAULTS):
            connection.logout()
        with suppress(*_FAULTS):  # the server may have gone before it could say goodbye
            connection.client.shutdown()


def _connected(settings: Settings, address: str, patience: float) -> BaseMailBox:
    place = (settings.imap_host, settings.imap_port)
    try:
        if settings.imap_tls == "tls":
            return MailBox(*place, timeout=patience, ssl_context=ssl.create_default_context())
        if settings.imap_tls == "starttls":
            return MailBoxStartTls(*place, timeout=patience, ssl_context=ssl.create_default_context())
        return MailBoxUnencrypted(*place, timeout=patience)
    except ssl.SSLCertVerificationError as error:
        raise PostboxUntrusted(address, error.verify_message) from error
    except _FAULTS as error:
        raise PostboxAway(address, _short(error)) from error


def _sign_in(connection: BaseMailBox, settings: Settings, address: str) -> None:
    user, password = settings.imap_user, settings.imap_password
    sign_in = connection.login if (user + password).isascii() else connection.login_utf8
    try:
        sign_in(user, password, initial_folder=None)
    except (imaplib.IMAP4.abort, OSError) as error:
        raise PostboxAway(address, _short(error)) from error
    except _FAULTS as error:
        raise PostboxClosed(address, user, _short(error)) from error
    try:
        connection.folder.set(settings.imap_folder, readonly=True)
    except (imaplib.IMAP4.abort, OSError) as error:
        raise PostboxAway(address, _short(error)) from error
    except _FAULTS as error:
        raise FolderMissing(user, settings.imap_folder, _short(error)) from error


def _short(error: Exception | str) -> str:
    """What the server said, on one line."""
    said = getattr(error, "command_result", None)
    data = said[1] if said else error.args[0] if isinstance(error, Exception) and len(error.args) == 1 else error
    data = data[-1] if isinstance(data, list) and data else data
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)
    return " ".join(text.split())[:200] or type(error).__name__

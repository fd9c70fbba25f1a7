"""What a mail encloses: the files that may be dispatches, and a sentence for each that cannot be taken from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath

from postbox.small_pictures import is_small
from postbox.words import file_name, sent_at, words
from records import Mail

#: A forwarded mail in a forwarded mail …: so many deep is looked at.
DEEPEST = 20
#: More parts than any person's mail has; such a mail would take minutes and gigabytes.
MOST_PARTS = 2000
#: Parts that say something about the mail and are no files for a person.
_ABOUT = ("text/calendar", "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_OUTLOOK = ("application/ms-tnef", "application/vnd.ms-tnef")

ENCRYPTED = (
    "Thư được mã hóa nên không lấy được tệp bên trong; hãy mở thư bằng chương trình thư rồi lưu tệp vào hộp đến."
)
WRAPPED = (
    "Outlook của nơi gửi đã gói tệp thành winmail.dat nên không lấy được; "
    "hãy nhờ nơi gửi gửi lại dạng thư thường, hoặc mở bằng Outlook rồi lưu tệp vào hộp đến."
)
ODD = "Thư có cấu trúc lạ nên không mở được; hãy mở bằng chương trình thư rồi lưu tệp vào hộp đến."
TOO_DEEP = "Thư chuyển tiếp lồng quá nhiều lớp nên phần trong cùng chưa được xem; hãy mở bằng chương trình thư."
SMALL = "Ảnh đính kèm quá nhỏ để là một trang văn bản nên không lấy; nếu là văn bản thì hãy xin bản quét rõ hơn."


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a mail: its name as the mail gives it, and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The sha256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail, the files it encloses, and a sentence for each that could not be taken from it: (name, sentence)."""

    mail: Mail
    enclosures: tuple[Enclosure, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def opened(raw: bytes) -> OpenedMail:
    """What the mail says of itself and encloses; one not built as mails are encloses nothing, and is told."""
    nameless = Mail(f"sha256:{hashlib.sha256(raw).hexdigest()}")
    if raw.count(b"\n--") > 2 * MOST_PARTS:
        return OpenedMail(nameless, (), (("", ODD),))
    try:
        mail = message_from_bytes(raw)
        said = Mail(
            words(mail, "message-id") or nameless.message_id,
            words(mail, "from"),
            words(mail, "subject"),
            sent_at(mail),
        )
        found = list(_enclosed(mail, said.subject, 0))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):  # what the library trips over
        return OpenedMail(nameless, (), (("", ODD),))
    files: dict[str, Enclosure] = {}
    for one in found:
        if isinstance(one, Enclosure):
            files.setdefault(one.sha256, one)  # the same bytes twice are one file
    return OpenedMail(said, tuple(files.values()), tuple(one for one in found if isinstance(one, tuple)))


def _enclosed(part: Message, subject: str, depth: int) -> Iterator[Enclosure | tuple[str, str]]:
    """The files of this part and all parts below it, in order; a pair where one cannot be taken."""
    if depth > DEEPEST:
        yield ("", TOO_DEEP)
        return
    kind, held = part.get_content_type(), part.get_payload()
    if kind == "multipart/encrypted" or (kind in _ENCRYPTED and not _only_signed(part)):
        yield (file_name(part), ENCRYPTED)
    elif isinstance(held, list):
        for one in held:
            if isinstance(one, Message):
                yield from _enclosed(one, subject, depth + 1)
    elif kind not in _ABOUT:
        yield from _leaf(part, subject, depth)


def _only_signed(part: Message) -> bool:
    return str(part.get_param("smime-type", "")).lower() == "signed-data"


def _leaf(part: Message, subject: str, depth: int) -> Iterator[Enclosure | tuple[str, str]]:
    name, kind = file_name(part), part.get_content_type()
    if kind in _OUTLOOK or name.lower() == "winmail.dat":
        yield (name, WRAPPED)
        return
    decoded = part.get_payload(decode=True)
    data = decoded if isinstance(decoded, bytes) else b""
    if not name and (not data or kind.startswith(("text/", "message/", "multipart/"))):
        return  # the words of the mail
    if name.lower().endswith(".eml"):
        yield from _enclosed(message_from_bytes(data), subject, depth + 1)
    elif is_small(data):
        if part.get_content_disposition() == "attachment" and not part.get("content-id"):
            yield (name, SMALL)
    else:
        yield Enclosure(_named(name, subject), data)


def _named(name: str, subject: str) -> str:
    r"""The file's own name without folders; that of the mail's subject where it has none.

    >>> _named("C:\\Users\\a\\411.pdf", ""), _named("", "V/v báo cáo"), _named("../../etc/x.pdf", "")
    ('411.pdf', 'V/v báo cáo', 'x.pdf')
    """
    own = PurePosixPath(name.replace("\\", "/")).name if name else ""
    return own or subject or "tep-dinh-kem"

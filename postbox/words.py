"""The words of a mail's headers, however its program wrote them: RFC 2047, RFC 2231, bare UTF-8, or wrongly."""

from __future__ import annotations

import datetime as dt
import unicodedata
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

#: Longer headers are cut: nobody reads them to the end.
LONGEST = 500


def words(mail: Message, name: str) -> str:
    """What the header says, on one line, at most 500 signs; '' where it is missing."""
    found = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    return " ".join(decoded(str(found)).split())[:LONGEST]


def decoded(raw: str) -> str:
    """The text of a header value as it came, in NFC.

    >>> decoded("=?utf-8?B?Q8O0bmcgdsSDbg==?=")
    'Công văn'
    """
    readable = _utf8(raw)
    try:
        parts = decode_header(readable)
    except (MessageError, ValueError):
        return unicodedata.normalize("NFC", readable)
    text = "".join(part if isinstance(part, str) else _in(part, charset) for part, charset in parts)
    return unicodedata.normalize("NFC", text)


def file_name(part: Message) -> str:
    """The name that the mail gives to the file of this part, as written; '' where it gives none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        raw = next((str(value) for key, value in part.raw_items() if key.lower() == header), None)
        if raw is None:
            continue
        plain = Message()
        plain[header] = " ".join(_utf8(raw).splitlines())
        found = plain.get_param(parameter, None, header)
        if found:
            return decoded(collapse_rfc2231_value(found)).strip()
    return ""


def sent_at(mail: Message) -> dt.datetime | None:
    """When it was sent by its own account, with its offset from UTC; None where it does not tell."""
    try:
        at = parsedate_to_datetime(words(mail, "date"))
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _utf8(raw: str) -> str:
    """The text where bytes beyond ASCII stand bare, as older programs put them."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _in(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8", "replace")
    except LookupError:
        return part.decode("utf-8", "replace")

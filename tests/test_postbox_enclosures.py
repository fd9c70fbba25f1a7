"""What is taken from a mail: names as mail programs write them, pictures of pages and of logos, mails within mails."""

from __future__ import annotations

import base64
import struct
import time
from email.message import EmailMessage

import pytest

from postbox import enclosures
from postbox.enclosures import Enclosure, opened

PDF = b"%PDF-1.4\n%%EOF\n"
HEAD = "From: Van thu <vt@tinhuy.vn>\r\nSubject: Bao cao\r\nMessage-ID: <1@tinhuy.vn>\r\n"
NAME = "Báo cáo số 12.pdf"


def raw(*parts: str, kind: str = "mixed") -> bytes:
    """A mail of these parts."""
    body = "".join(f"--xx\r\n{part}\r\n" for part in parts)
    head = f'{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="xx"\r\n\r\n'
    return f"{head}{body}--xx--\r\n".encode()


def part(headers: str, data: bytes = PDF) -> str:
    return f"{headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(data).decode()}"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04JF\xff\xc2\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03"


def names(mail: bytes) -> list[str]:
    return [one.name for one in opened(mail).enclosures]


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Disposition: attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20s%E1%BB%91%2012.pdf",
        "Content-Disposition: attachment;\r\n filename*0*=UTF-8''B%C3%A1o%20c%C3%A1o;\r\n "
        "filename*1*=%20s%E1%BB%91%2012.pdf",
        f'Content-Disposition: attachment; filename="=?UTF-8?B?{b64(NAME)}?="',
        'Content-Disposition: attachment; filename="=?utf-8?Q?B=C3=A1o_c=C3=A1o_s=E1=BB?=\r\n =?utf-8?Q?=91_12.pdf?="',
        f'Content-Disposition: attachment; filename="{NAME}"',
        f'Content-Type: application/pdf; name="=?UTF-8?B?{b64(NAME)}?="\r\nContent-Disposition: attachment',
        "Content-Disposition: attachment; filename*=nobody''B%C3%A1o%20c%C3%A1o%20s%E1%BB%91%2012.pdf; filename=\""
        + NAME
        + '"',
    ],
)
def test_a_vietnamese_name_is_read_however_it_is_written(headers: str) -> None:
    told = headers if headers.startswith("Content-Type") else f"Content-Type: application/octet-stream\r\n{headers}"
    (name,) = names(raw(part(told)))
    assert name == NAME or "nobody" in headers


def test_a_name_in_pieces_of_unicode_comes_in_one() -> None:
    cut = "Báo cáo".encode() + b"\xcc\x81"
    assert names(raw(part(f'Content-Disposition: attachment; filename="=?utf-8?B?{base64.b64encode(cut).decode()}?="')))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.pdf", "C:\\\\Windows\\\\x.pdf", "/x.pdf"])
def test_folders_of_a_name_are_left_out(name: str) -> None:
    assert names(raw(part(f'Content-Disposition: attachment; filename="{name}"'))) == ["x.pdf"]


def test_a_file_without_a_name_bears_the_subject() -> None:
    assert names(raw(part("Content-Type: application/pdf"))) == ["Bao cao"]


def test_the_mail_says_whence() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Văn phòng Tỉnh ủy <vp@tinhuy.vn>", "Gửi công văn"
    mail["Date"], mail["Message-ID"] = "Thu, 26 Nov 2026 09:00:00 +0700", "<a@b>"
    said = opened(mail.as_bytes()).mail
    assert (said.sender, said.subject, said.message_id) == ("Văn phòng Tỉnh ủy <vp@tinhuy.vn>", "Gửi công văn", "<a@b>")
    assert said.sent_at is not None and said.sent_at.isoformat() == "2026-11-26T02:00:00+00:00"


def test_a_mail_without_an_identity_is_known_by_its_bytes() -> None:
    first, second = opened(b"Subject: a\r\n\r\nx").mail, opened(b"Subject: b\r\n\r\nx").mail
    assert first.message_id.startswith("sha256:")
    assert first.message_id != second.message_id
    assert opened(b"Date: nonsense\r\n\r\n").mail.sent_at is None


def test_words_and_signatures_are_no_files() -> None:
    mail = raw(
        "Content-Type: text/plain\r\n\r\nKính gửi",
        "Content-Type: text/html\r\n\r\n<p>Kính gửi",
        part('Content-Type: application/pkcs7-signature; name="smime.p7s"'),
        part('Content-Type: text/calendar; name="invite.ics"'),
    )
    assert (opened(mail).enclosures, opened(mail).left_out) == ((), ())


@pytest.mark.parametrize("picture", [png(300, 90), png(2400, 400), jpeg(699, 900), b"GIF89a" + bytes(20)])
def test_logos_become_no_dispatches_and_are_not_told(picture: bytes) -> None:
    logo = part(
        'Content-Type: image/png; name="logo.png"\r\nContent-ID: <logo>\r\nContent-Disposition: inline', picture
    )
    found = opened(raw(logo, kind="related"))
    assert (found.enclosures, found.left_out) == ((), ())


@pytest.mark.parametrize("picture", [png(1240, 1754), jpeg(900, 700)])
def test_a_photographed_page_is_taken_also_from_between_the_words(picture: bytes) -> None:
    page = part('Content-Type: image/png; name="trang.png"\r\nContent-ID: <p>\r\nContent-Disposition: inline', picture)
    assert names(raw(page, kind="related")) == ["trang.png"]


def test_a_small_picture_sent_as_a_file_is_told() -> None:
    small = part('Content-Disposition: attachment; filename="cv.png"', png(400, 600))
    assert opened(raw(small)).left_out == (("cv.png", enclosures.SMALL),)


def test_what_a_forwarded_mail_encloses_is_taken() -> None:
    inner = raw(part('Content-Disposition: attachment; filename="411.pdf"')).decode()
    assert names(raw(f"Content-Type: message/rfc822\r\n\r\n{inner.replace('xx', 'yy')}")) == ["411.pdf"]
    saved = part('Content-Disposition: attachment; filename="thu.eml"', inner.encode())
    assert names(raw(saved)) == ["411.pdf"]


def test_the_same_file_twice_in_a_mail_is_one() -> None:
    one = part('Content-Disposition: attachment; filename="a.pdf"')
    other = part('Content-Disposition: attachment; filename="b.pdf"')
    assert opened(raw(one, other)).enclosures == (Enclosure("a.pdf", PDF),)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ('Content-Type: application/ms-tnef; name="winmail.dat"', enclosures.WRAPPED),
        ('Content-Type: application/octet-stream; name="WINMAIL.DAT"', enclosures.WRAPPED),
        ('Content-Type: application/pkcs7-mime; name="smime.p7m"', enclosures.ENCRYPTED),
    ],
)
def test_what_cannot_be_opened_is_told(headers: str, told: str) -> None:
    found = opened(raw(part(headers)))
    assert found.enclosures == ()
    assert [sentence for _, sentence in found.left_out] == [told]


def test_an_encrypted_mail_is_told() -> None:
    found = opened(raw(part("Content-Type: application/pgp-encrypted"), kind="encrypted"))
    assert [sentence for _, sentence in found.left_out] == [enclosures.ENCRYPTED]


@pytest.mark.parametrize(
    "mail",
    [
        raw(*["Content-Type: text/plain\r\n\r\nx"] * 5000),
        HEAD.encode()
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(1500)),
    ],
    ids=["many parts", "deep"],
)
def test_a_mail_built_to_break_readers_is_told_soon(mail: bytes) -> None:
    begun = time.process_time()
    found = opened(mail)
    assert found.enclosures == ()
    assert [sentence for _, sentence in found.left_out] in ([enclosures.ODD], [enclosures.TOO_DEEP])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "mail", [b"", b"\0\xff\xfe", b"Subject: =?utf-8?B?!!!?=\r\n\r\n", b"Content-Type: multipart/mixed\r\n\r\nx"]
)
def test_broken_mails_enclose_nothing(mail: bytes) -> None:
    assert opened(mail).enclosures == ()

"""The signatures a PDF embeds: who signed, when, where, and whether it still holds.  The only room of pyHanko.

It runs as a process of its own (`python -m pipeline.pdf_signatures FILE SECONDS MOST`) with bounds of memory, processor
time and number: a file made to do harm can hold up pyHanko for ever.  What goes to standard output is JSON:
first a line with the list of all signatures as `signer`, `organisation`, `time`, `page` and `box`, then for each of
them, in the same order, a line `[integrity, reason]`.

Only integrity is told.  No chain of certificates is built, no list of trust is read and no network is asked.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from pipeline.pdf_places import Place, places
from records import Integrity

#: What pyHanko and the libraries under it raise on broken signatures besides their own: seen on garbage in the place of
#: the CMS, on fields that are no dictionaries, and on bytes changed at random.
DAMAGE = (
    PdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
UNSUPPORTED = (UnsupportedAlgorithm, NotImplementedError)

MOST_MEMORY = 1 << 30  # bytes: a scan of 300 pages and 150 MB, signed four times, needs a fifth
LONGEST_NAME = 300  # characters

#: The forms of signature whose digest is that of the file's own bytes.
DETACHED = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
#: A timestamp over the file: it tells when, not who.
TIMESTAMP = "/DocTimeStamp"
#: Moments without an offset, or told in UTC alone, are given in the office's time.
VIETNAM = dt.timezone(dt.timedelta(hours=7))

DAMAGED = "dữ liệu chữ ký bị hỏng hoặc không theo chuẩn"
OTHER_FORM = "kiểu chữ ký hoặc thuật toán ký không được hỗ trợ"
TOO_LARGE = "tệp quá lớn để kiểm tra"
OTHER_CONTENT = "nội dung tệp không còn khớp với chữ ký"
OTHER_VALUE = "giá trị chữ ký không khớp với chứng thư kèm theo"
NOT_COVERED = "chữ ký không bao trọn phần tệp đã ký"
CHANGED_LATER = "sau khi ký, tệp còn bị thay đổi ngoài việc ký thêm hay điền biểu mẫu"


@dataclass(frozen=True, slots=True)
class _Signed:
    """A field that was signed: its reference, the signature's dictionary, and pyHanko's view where it has one."""

    field: Any
    dictionary: Any
    embedded: Any

    @property
    def revision(self) -> int:
        """The revision of the file that was signed; a broken signature counts as the last."""
        return sys.maxsize if self.embedded is None else int(self.embedded.signed_revision)


def main(path: Path, seconds: int, most: int) -> None:
    """At most so many of the file's signatures on standard output; an exception means that it could not be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with path.open("rb") as file:
        for line in told(file, most):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()


def told(file: BinaryIO, most: int) -> Iterator[object]:
    """The lines of the answer, each as soon as it is known."""
    reader = _opened(file)
    if reader is None:
        yield []
        return
    signed = sorted(_signed(reader, most), key=lambda one: one.revision)
    shown = _shown(reader, signed)
    yield [_identity(one, shown.get(index)) for index, one in enumerate(signed)]
    for one in signed:
        yield _state(one.embedded)


def _shown(reader: PdfFileReader, signed: Sequence[_Signed]) -> dict[int, Place]:
    """The places of the signatures that show; none where the tree of pages is broken."""
    try:
        return places(reader, [one.field for one in signed])
    except DAMAGE:
        return {}


def _opened(file: BinaryIO) -> PdfFileReader | None:
    """The file as pyHanko reads it; None where it opens with a password only."""
    reader = PdfFileReader(file, strict=False)
    if reader.encrypted and reader.decrypt("").status is AuthStatus.FAILED:
        return None
    return reader


def _signed(reader: PdfFileReader, most: int) -> Iterator[_Signed]:
    """The first fields of the form that hold a signature, timestamps left out."""
    for name, value, field in islice(enumerate_sig_fields(reader, filled_status=True), most):
        told = value.get_object()
        if isinstance(told, generic.DictionaryObject) and told.get("/Type") != TIMESTAMP:
            yield _Signed(field, told, _embedded(reader, field, name))


def _embedded(reader: PdfFileReader, field: Any, name: str) -> EmbeddedPdfSignature | None:
    try:
        return EmbeddedPdfSignature(reader, field, name)
    except DAMAGE:
        return None


def _identity(one: _Signed, place: Place | None) -> dict[str, object]:
    subject = _subject(one.embedded)
    units = _values(subject, "organizational_unit_name")[::-1]  # certificates name the larger unit first
    bodies = dict.fromkeys([*units, *_values(subject, "organization_name")])
    names = _values(subject, "common_name") or [_clean(one.dictionary.get("/Name"))]
    return {
        "signer": names[0] or None,
        "organisation": ", ".join(bodies) or None,
        "time": _time(one),
        "page": place and place.page,
        "box": place and place.box,
    }


def _subject(embedded: Any) -> dict[str, Any]:
    """Whom the signer's certificate names; nothing where there is none to be read."""
    try:
        return {} if embedded is None else dict(embedded.signer_cert.subject.native)
    except DAMAGE:
        return {}


def _values(subject: dict[str, Any], name: str) -> list[str]:
    told = subject.get(name, [])
    cleaned = [_clean(value) for value in (told if isinstance(told, list) else [told])]
    return [value for value in cleaned if value]


def _clean(value: object) -> str:
    """The text composed, on one line, without signs that no output can take."""
    if value is None or isinstance(value, bytes):  # bytes are what pyHanko gives for a text in no known code
        return ""
    text = unicodedata.normalize("NFC", str(value))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_NAME]


def _time(one: _Signed) -> str | None:
    """When it was signed: as the dictionary says, else by the timestamp in it, else as the signer's program says.

    The last comes last: a program in wide use writes its local hour there as if it were UTC.
    """
    for told in (_dictionary_time, _stamped_time, _program_time):
        try:
            moment = told(one)
        except DAMAGE:
            continue
        if moment is not None:
            return moment.isoformat(timespec="seconds")
    return None


def _dictionary_time(one: _Signed) -> dt.datetime:
    moment = generic.parse_pdf_date(str(one.dictionary["/M"]), strict=False)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _stamped_time(one: _Signed) -> dt.datetime:
    stamp = find_unique_cms_attribute(one.embedded.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    moment: dt.datetime = stamp["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return moment.astimezone(VIETNAM)


def _program_time(one: _Signed) -> dt.datetime | None:
    moment = extract_self_reported_ts(one.embedded.signer_info)
    return moment and moment.astimezone(VIETNAM)


def _state(embedded: Any) -> tuple[Integrity, str]:
    """The integrity and, where it is not intact, why."""
    if embedded is None:
        return Integrity.UNCHECKED, DAMAGED
    try:
        return _checked(embedded)
    except UNSUPPORTED:
        return Integrity.UNCHECKED, OTHER_FORM
    except MemoryError:
        return Integrity.UNCHECKED, TOO_LARGE
    except DAMAGE:
        return Integrity.UNCHECKED, DAMAGED


def _checked(embedded: Any) -> tuple[Integrity, str]:
    if embedded.sig_object.get("/SubFilter") not in DETACHED:
        return Integrity.UNCHECKED, OTHER_FORM
    digest = embedded.compute_digest()
    same, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data", digest)
    if not (same and valid):
        return Integrity.BROKEN, OTHER_VALUE if same else OTHER_CONTENT
    embedded.compute_integrity_info()
    if not _closes(embedded) or embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Integrity.UNCHECKED, NOT_COVERED
    if not embedded.summarise_integrity_info()["docmdp_ok"]:
        return Integrity.BROKEN, CHANGED_LATER
    return Integrity.INTACT, ""


def _closes(embedded: Any) -> bool:
    """Whether all bytes up to the end of the signed part are signed, but for the signature's own digits.

    pyHanko only counts them, two for each byte of the signature: one written as text instead of digits takes half of
    that, and as many bytes added at the end would count as signed.
    """
    start, before, after, rest = map(int, embedded.byte_range)
    digits = 2 * len(embedded.pkcs7_content) + len("<>")
    return start == 0 and before > 0 and rest > 0 and after == before + digits


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

"""What makes two machines read alike: the program, its rules, the libraries and Tesseract, each as a short word."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

import rules
from pipeline.errors import PipelineError
from pipeline.ocr import engine
from pipeline.provenance import HOUSE, installed
from pipeline.provenance import engine as read_by
from settings import Settings

ROOMS = ("pipeline", "extractors", "records", "rules")
#: The libraries that words and pictures come from; another release may read otherwise.
LIBRARIES = (
    *("numpy", "onnxruntime", "opencv-python-headless", "pdfplumber", "pillow", "pyhanko", "pypdfium2"),
    *("python-docx", "rapidocr", "rapidfuzz", "spacy", "tesserocr", "underthesea"),
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a machine reads with; `error` says why it cannot read at all."""

    program: str = ""
    rules: str = ""
    libraries: str = ""
    tesseract: str = ""
    error: str = ""


#: How each part is told to people, and what makes it the same again.
PARTS = {
    "program": ("Văn Thư", "cài cùng một bản chương trình"),
    "rules": ("quy tắc đọc", "cài cùng một bản chương trình, kể cả thư mục rules"),
    "libraries": ("thư viện Python", "chạy lại script/setup"),
    "tesseract": ("Tesseract", "cài cùng bản tesseract-ocr và tesseract-ocr-vie"),
}


def fingerprint(settings: Settings) -> Fingerprint:
    """What this process reads with."""
    try:
        read_by = _tesseract(settings.ocr_language, engine(settings).version)
    except PipelineError as error:
        return Fingerprint(_program(), rules.version(), _libraries(), error=str(error))
    return Fingerprint(_program(), rules.version(), _libraries(), read_by)


def differences(here: Fingerprint, there: Fingerprint) -> str:
    """What the other machine has otherwise, with the remedy, as a part of a sentence; '' where it reads as we do."""
    if there.error:
        return there.error
    other = [
        one.name for one in fields(here) if one.name in PARTS and getattr(here, one.name) != getattr(there, one.name)
    ]
    if not other:
        return ""
    told = ", ".join(f"{PARTS[name][0]} ({getattr(there, name)}, ở đây {getattr(here, name)})" for name in other)
    return f"khác {told}. Hãy {'; '.join(dict.fromkeys(PARTS[name][1] for name in other))} ở máy ấy."


@cache
def _program() -> str:
    """The release, with a hash of the code that reads."""
    code = (path for room in ROOMS for path in (HOUSE / room).glob("*.py"))
    return f"{installed('vanthu').removeprefix('vanthu ')}+{_hash(path.read_bytes() for path in sorted(code))}"


@cache
def _libraries() -> str:
    python = ".".join(platform.python_version_tuple()[:2])
    return f"Python {python}+{_hash(installed(one).encode() for one in LIBRARIES)}"


@cache
def _tesseract(languages: str, release: str) -> str:
    """Its release, with a hash of the data of the languages: those of one release come in several qualities."""
    return f"{release}+{_hash([read_by(languages).encode()])}"


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:8]

"""What makes two machines read alike: the program, its rules, the libraries and Tesseract, each as a short word."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import rules
from pipeline.errors import PipelineError, TesseractMissing
from pipeline.ocr import engine
from settings import Settings

HOUSE = Path(__file__).parent.parent
ROOMS = ("pipeline", "extractors", "records", "rules")
#: The libraries that words and pictures come from; another release may read otherwise.
LIBRARIES = (
    *("numpy", "onnxruntime", "opencv-python-headless", "pdfplumber", "pillow", "pyhanko", "pypdfium2"),
    *("python-docx", "rapidocr", "rapidfuzz", "spacy", "underthesea"),
)
_WHERE_DATA_LIES = re.compile(r'"([^"]+)"')


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
    return f"{_release('vanthu')}+{_hash(path.read_bytes() for path in sorted(code))}"


@cache
def _libraries() -> str:
    python = ".".join(platform.python_version_tuple()[:2])
    told = [f"{name} {_release(name)}" for name in LIBRARIES]
    return f"Python {python}+{_hash(one.encode() for one in told)}"


@cache
def _tesseract(languages: str, release: str) -> str:
    """Its release, with a hash of the data of the languages: those of one release come in several qualities."""
    return f"{release}+{_hash(_data(languages))}"


def _data(languages: str) -> Iterator[bytes]:
    try:
        said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TesseractMissing() from error
    where = _WHERE_DATA_LIES.search(said.stdout + said.stderr)
    for language in languages.split("+"):
        path = Path(where[1] if where else "", f"{language}.traineddata")
        yield path.read_bytes() if path.is_file() else b""


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0"


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:8]

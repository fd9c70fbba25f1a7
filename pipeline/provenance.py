"""By what the words of a scan were read: the OCR of this computer, and our own code and rules that make words of pages.

Kept beside the words, it tells whether reading the pages again could give others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.errors import TesseractMissing
from pipeline.tesseract import data_folder, said
from records import Page, Provenance, ReadScan
from rules import ROOM
from settings import Settings

HOUSE = Path(__file__).parents[1]
#: Where pages become words: opened and drawn, read by OCR, looked at for marks.
BEGINNINGS = ("pipeline.opener", "pipeline.scanned", "pipeline.page_marks", "pipeline.embedded")
#: Modules that word sentences for people or name nouns; they change no word of a page.
SAYING = frozenset({"pipeline.errors", "pipeline"})
#: Imports of the rooms that read, one name a match after the first group.
_IMPORT = re.compile(r"^\s*from ((?:pipeline|extractors|rules)[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_RULES = re.compile(r"\b(?:table|rules?|first)\(\s*\"(\w+)\"")
#: The reader of lines; the second reader of digits and stamps, and what runs its model.
READERS = ("tesserocr", "rapidocr", "onnxruntime")
#: What opens, draws and straightens pages.
TOOLS = ("pdfplumber", "pypdfium2", "opencv-python-headless", "pillow", "numpy")


def with_provenance(read: ReadScan, settings: Settings) -> ReadScan:
    """The words read just now with what read them; without, where a page could not be: trying again may help."""
    if any(map(_unread, read.pages)):
        return read
    by_ocr = any(page.source == "ocr" for page in read.pages)
    return replace(read, provenance=Provenance(engine(settings.ocr_language) if by_ocr else "", preparation()))


def provenance_now(settings: Settings) -> Provenance:
    """By what words of pictures would be read today; the engine is '' where Tesseract is not there."""
    return Provenance(engine(settings.ocr_language), preparation())


def _unread(page: Page) -> bool:
    return page.source == "ocr" and page.grade is None


@cache
def preparation() -> str:
    """A short hash of all our code and rules that words of pages come from, and of the tools under them."""
    content = hashlib.sha256()
    for path in sources():
        content.update(path.read_bytes())
    content.update("".join(map(installed, TOOLS)).encode())
    return content.hexdigest()[:12]


def sources() -> tuple[Path, ...]:
    """Those modules and files of rules, in order."""
    seen: dict[str, str] = {}
    waiting = list(BEGINNINGS)
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if path is not None and name not in seen and name not in SAYING:
            seen[name] = path.read_text(encoding="utf-8")
            waiting += _imported(seen[name])
    tables = {ROOM / f"{name}.toml" for text in seen.values() for name in _RULES.findall(text)}
    modules = (path for name in seen if (path := _path(name)) is not None)
    return tuple(sorted({*modules, *(path for path in tables if path.is_file())}))


def _imported(text: str) -> Iterator[str]:
    for room, names in _IMPORT.findall(text):
        yield room
        yield from (f"{room}.{name}" for name in re.findall(r"\w+", names))


def _path(name: str) -> Path | None:
    place = HOUSE.joinpath(*name.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


@cache
def engine(language: str) -> str:
    """Tesseract's version, its data of these languages, and the second reader; '' where Tesseract is not there."""
    version, *_ = said("--version") or ("",)
    if not version:
        return ""
    try:
        data = _data(data_folder(), language.split("+"))
    except TesseractMissing:
        return ""
    return "; ".join((version, *data, *map(installed, READERS)))


def _data(folder: Path, languages: Iterable[str]) -> Iterator[str]:
    for name in languages:
        path = folder / f"{name}.traineddata"
        yield f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else '?'}"


def installed(package: str) -> str:
    """The package with its release, as it is installed here."""
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"no {package}"

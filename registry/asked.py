"""Which known documents a person means: by symbol, by a short form, with a year, a day or words beside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from records import Document

#: A symbol in a question, spaces around its dashes taken away: 10-CT/TW, 183/2010/TTLT-BTC.
SYMBOL = re.compile(r"0*(\d[\d.]*[a-z]?)((?:[-/][a-z\d]+)+)")
DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)-(\d\d)")
#: Words that people put between the others and that tell nothing.
FILLERS = frozenset(("so", "ngay", "cua", "nam", "ve", "khoa", "van", "ban", "tinh"))


def meant(question: str, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents that fit all parts of the question, by key; one whose key is the question stands alone."""
    every = tuple(documents)
    exact = tuple(one for one in every if one.key == question.strip())
    return exact or tuple(sorted((one for one in every if _fits(one, plain(question))), key=lambda one: one.key))


def plain(text: str) -> str:
    """The text in lower case, without marks, without spaces around dashes and strokes between codes.

    >>> plain("Chỉ thị 10 - CT/TW")
    'chi thi 10-ct/tw'
    """
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"(?<=\w)\s*([-/])\s*(?=\w)", r"\1", " ".join(kept.replace("–", "-").split()))


def _fits(one: Document, question: str) -> bool:
    """Whether every part of the question is true of the document."""
    question, days = _without_days(question)
    symbol = SYMBOL.search(question)
    if symbol:
        question = f"{question[: symbol.start()]} {question[symbol.end() :]}"
    elif not _named(one, question):
        question, number = _without_number(question)
        if number is not None and number != _number(one):
            return False
    return (
        (not symbol or _is(one, symbol[0]))
        and all(day == one.issued_on for day in days)
        and all(_tells(one, word) for word in question.split() if word not in FILLERS)
    )


def _is(one: Document, symbol: str) -> bool:
    """Whether the document bears the symbol, whichever strokes stand in it, with or without its year."""
    year = re.match(r"([^/]+)/((?:19|20)\d\d)/(.+)", symbol)
    if year and one.period == year[2] and _codes(f"{year[1]}/{year[3]}") == _codes(_series(one)):
        return True
    return _codes(symbol) == _codes(_series(one))


def _without_days(question: str) -> tuple[str, list[str]]:
    days = [
        f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}" if m[3] else f"{m[4]}-{m[5]}-{m[6]}" for m in DATE.finditer(question)
    ]
    return DATE.sub(" ", question), days


def _without_number(question: str) -> tuple[str, str | None]:
    """The first number of a question without a symbol is the document's ('Chỉ thị 10 năm 2007')."""
    match = re.search(r"(?<![\w-])0*(\d{1,5})(?![\w-])", question)
    return (f"{question[: match.start()]} {question[match.end() :]}", match[1]) if match else (question, None)


def _named(one: Document, question: str) -> bool:
    """Whether the document bears no number and its name is in the question."""
    return _number(one) is None and _series(one) != "" and _series(one) in question


def _series(one: Document) -> str:
    return plain(one.key.partition("|")[0])


def _number(one: Document) -> str | None:
    match = re.match(r"(\d[\d.]*[a-z]?)[-/]", _series(one))
    return match[1] if match else None


def _codes(symbol: str) -> list[str]:
    """The parts of a symbol, whichever strokes stand between them."""
    first, *codes = re.split(r"[-/]", symbol)
    return [first.lstrip("0"), *codes]


def _tells(one: Document, word: str) -> bool:
    """Whether the word is said of the document: kind, place, issuer, title, year or term."""
    year = one.issued_on[:4] if one.issued_on else ""
    said = (one.key, one.symbol, one.kind, one.jurisdiction, one.issuer, one.title, one.period, year)
    return word in re.findall(r"\w+", plain(" ".join(part for part in said if part)))

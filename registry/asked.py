"""Which known documents a person means: by symbol, by a short form, with a year, a day or words beside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from records import Document

#: A symbol in a question, spaces around its dashes taken away: 10-CT/TW, 183/2010/TTLT-BTC.
SYMBOL = re.compile(r"0*(\d[\d.]*[a-z]?)((?:[-/][a-z\d]+)+)")
DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)-(\d\d)")
#: Words that people put between the others and that tell nothing.
FILLERS = frozenset(("so", "ngay", "cua", "nam", "ve", "khoa", "van", "ban", "tinh"))
#: Words of the name of a law.
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a question: the codes of a symbol in all their ways, or a number and the words beside it; days.

    `whole`: the question without its days.  `words` are those beside symbol and number; where the question is the name
    of a document without a number, what looks like one is one more word: `name_words`.
    """

    symbol: str | None
    number: str | None
    days: tuple[str, ...]
    whole: str
    words: tuple[str, ...]
    name_words: tuple[str, ...]


def asked(question: str) -> Asked:
    """The parts of the question.

    >>> one = asked("Chỉ thị 10 năm 2007")
    >>> one.number, one.words
    ('10', ('chi', 'thi', '2007'))
    """
    whole, days = _without_days(plain(question))
    symbol = SYMBOL.search(whole)
    if symbol:
        words = _telling(f"{whole[: symbol.start()]} {whole[symbol.end() :]}")
        return Asked(symbol[0], None, tuple(days), whole, words, words)
    rest, number = _without_number(whole)
    return Asked(None, number, tuple(days), whole, _telling(rest), _telling(whole))


def meant(question: str, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents that fit all parts of the question, by key; one whose key is the question stands alone."""
    every, parts = tuple(documents), asked(question)
    exact = tuple(one for one in every if one.key == question.strip())
    return exact or tuple(sorted((one for one in every if fits(one, parts)), key=lambda one: one.key))


def plain(text: str) -> str:
    """The text in lower case, without marks, without spaces around dashes and strokes between codes.

    >>> plain("Chỉ thị 10 - CT/TW")
    'chi thi 10-ct/tw'
    """
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"(?<=\w)\s*([-/])\s*(?=\w)", r"\1", " ".join(kept.replace("–", "-").split()))


def fits(one: Document, question: Asked) -> bool:
    """Whether every part of the question is true of the document."""
    words = question.words
    if question.symbol:
        if not _is(one, question.symbol):
            return False
    elif _named(one, question.whole):
        words = question.name_words
    elif question.number is not None and question.number != number_of(one):
        return False
    told = set(words_of(one))
    return all(day == one.issued_on for day in question.days) and all(word in told for word in words)


def codes_of(symbol: str) -> str:
    """The parts of a symbol or name, whichever strokes stand between them.

    >>> codes_of("06-ct/tu")
    '6 ct tu'
    """
    first, *codes = re.split(r"[-/]", symbol)
    return " ".join((first.lstrip("0"), *codes))


def codes_meant(symbol: str) -> tuple[str, ...]:
    """The codes that a document with this symbol can bear: with the year in it, and without."""
    year = re.match(r"([^/]+)/(?:19|20)\d\d/(.+)", symbol)
    return (codes_of(symbol), *((codes_of(f"{year[1]}/{year[2]}"),) if year else ()))


def names_in(whole: str) -> set[str]:
    """The runs of words of the question, one of which can be the name of a document without a number."""
    words = whole.split()
    return {" ".join(words[a : b + 1]) for a in range(len(words)) for b in range(a, min(len(words), a + LONGEST_NAME))}


def _telling(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if word not in FILLERS)


def _is(one: Document, symbol: str) -> bool:
    """Whether the document bears the symbol, whichever strokes stand in it, with or without its year."""
    whole, *shorter = codes_meant(symbol)
    own = codes_of(name_of(one))
    year = re.match(r"[^/]+/((?:19|20)\d\d)/", symbol)
    return own == whole or (own in shorter and year is not None and one.period == year[1])


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
    name = name_of(one)
    return number_of(one) is None and name != "" and f" {name} " in f" {question} "


def name_of(one: Document) -> str:
    """The number and codes of the document, or its name, without marks."""
    return plain(one.key.partition("|")[0])


def number_of(one: Document) -> str | None:
    """The number of the document; None where it bears none."""
    match = re.match(r"(\d[\d.]*[a-z]?)[-/]", name_of(one))
    return match[1] if match else None


def words_of(one: Document) -> list[str]:
    """The words by which the document is asked for, without marks."""
    year = one.issued_on[:4] if one.issued_on else ""
    said = (one.key, one.symbol, one.kind, one.jurisdiction, one.issuer, one.title, one.period, year)
    return re.findall(r"\w+", plain(" ".join(part for part in said if part)))

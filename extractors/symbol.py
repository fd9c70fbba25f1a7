"""The dispatch's own number and symbol ('256-CV/ĐUK', '3722/VPCP-CN', '05/2026/TT-BXD').

The grammar is Nghị định 30/2020 (number/kind-organ, or number/organ-unit for a công văn), Hướng dẫn 36-HD/VPTW
(number-kind/organ) and the laws' number/year/kind-organ; spaces stand anywhere on real paper (seed 000: '256 -CV/ĐUK').
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.codes import is_listed, kind_codes, mended_kind, mended_organ, organ_levels
from extractors.evidence import SURE_WORD, evidence
from extractors.second_reading import AGREED, DISPUTED, is_alone, weighed
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule
from rules.fold import unmarked

DIGITS = str.maketrans("OoDØIl|SB", "000011158")
NUMBER = re.compile(r"(?P<number>[\dOoØlI|](?:\s?[\dOoØlI|]){0,4}(?:\.\d)?[a-z]?(?![\w]))")
YEAR = re.compile(r"\s*[/-]\s*(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d)(?=\s*[/-])")
#: What a number is worth that was printed with a blank inside: two numbers may stand side by side.
BLANK_INSIDE = 0.85
#: What a symbol read from a picture is worth with a code that no list has: it may be another code misread.
UNLISTED = 0.92
TOKEN = re.compile(r"(?P<joint>\s*[-–/.:,_~=&+]*\s*)(?P<code>[^\W\d_][^\W_]*)")
#: In running text, where 'ngày' may have been typed against the code ('TT-BYTngày').
RUNNING_TOKEN = re.compile(
    r"(?P<joint>\s{0,2}[-–/&]\s{0,2}|\s|(?<=\w)_(?=\w))(?P<code>[^\W\d_]+?(?=ngày\s)|[^\W\d_]+\d{0,2})(?!\d)"
)
#: The National Assembly's term apart from its code ('54/2014/QH -13').
TERM_APART = re.compile(r"\s?[-–]?\s?(?P<term>1[0-9]|[2-9])(?![\d/])")
#: Longer runs of capitals inside a sentence are words.
LONGEST_CODE = 18


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in its parts: number, year, joints and codes as they should read; `sure` is the grammar's doubt."""

    number: str
    year: str
    codes: tuple[str, ...]
    joints: tuple[str, ...]
    sure: float

    @property
    def text(self) -> str:
        """The symbol without white space."""
        year = f"/{self.year}" if self.year else ""
        return self.number + year + "".join(joint + code for joint, code in zip(self.joints, self.codes, strict=True))


def symbol(dispatch: Dispatch) -> Found | None:
    """The dispatch's number and symbol, or None where none was written or read."""
    for line in lines_in(dispatch, Zone.SYMBOL):
        found = _on_line(line, is_party(dispatch))
        if found is not None:
            return found
    return None


def parsed(text: str, party: bool, doubted: bool = False, running: bool = False) -> tuple[Symbol, int] | None:
    """The symbol that the text begins with and where it ends, or None; `doubted` lets its codes be mended.

    `running`: other words follow, so that only what can be a code goes on with it.

    >>> parsed("256 -CV/ĐUK", party=True)[0].text
    '256-CV/ĐUK'
    """
    number = NUMBER.match(text)
    if number is None:
        return None
    year = YEAR.match(text, number.end())
    at = year.end() if year else number.end()
    tokens = _running_tokens(text, at) if running else _tokens(text, at)
    if not tokens:
        return None
    printed, end = re.sub(r"\s", "", number["number"]), tokens[-1].end()
    end = term.end() if (term := TERM_APART.match(text, end)) and running and tokens[-1]["code"].endswith("QH") else end
    digits = printed.translate(DIGITS) if re.search(r"\d", printed) or len(printed) > 1 else printed
    codes, joints, sure = _read_codes(tokens, party and year is None, doubted)
    if end > tokens[-1].end() and term:
        codes = (*codes[:-1], codes[-1] + term["term"])
    sure *= (1.0 if digits == printed else 0.6) * (1.0 if printed == number["number"] else BLANK_INSIDE)
    years = re.sub(r"\s", "", year["year"]) if year else ""
    return Symbol(digits, years, codes, joints, sure), end


def symbol_in(text: str) -> str:
    """The first symbol in a mention ('Kết luận số 18-KH/TW, ngày …'), as it is printed there; '' for none."""
    number = re.search(r"\d", text)
    found = parsed(text[number.start() :], party=True, running=True) if number else None
    return found[0].text if found else ""


def _on_line(line: Line, party: bool) -> Found | None:
    """What the line says, held against its second reading: surer where both tell the same, else the second's number."""
    printed, strip = printed_symbol(line, party), line.strip
    if printed is not None and is_alone(line):
        return replace(printed, confidence=min(printed.confidence, DISPUTED))
    if strip is None or len(strip.digits) != 1:
        return printed
    if printed is not None and number_of(printed.value) == strip.digits[0]:
        same = symbol_letters(printed.value) == symbol_letters(strip.text)
        return weighed(printed, strip, AGREED if same else printed.confidence)
    told = traced_symbol(line, party) or printed
    return told and weighed(told, strip, min(told.confidence, DISPUTED))


def printed_symbol(line: Line, party: bool) -> Found | None:
    """The symbol as the line's own words tell it."""
    return _printed(line, line.text, party)


def traced_symbol(line: Line, party: bool) -> Found | None:
    """The number of the line's second reading with the codes of the first, which knows all letters."""
    if line.strip is None or len(line.strip.digits) != 1:
        return None
    codes = re.search(r"[-/–]\s*[^\W\d_]{1,6}.*", line.text)
    told = codes and _printed(line, f"Số: {line.strip.digits[0]}{codes[0]}", party)
    return weighed(told, line.strip, min(told.confidence, DISPUTED)) if told else None


def number_of(symbol: str) -> str:
    """The digits that a symbol begins with."""
    return "".join(itertools.takewhile(str.isdigit, symbol))


def symbol_letters(text: str) -> str:
    """The capitals and digits of a symbol without marks, as a reader without Vietnamese tells them too.

    >>> symbol_letters("Só: 729 /QD-TTg") == symbol_letters("729/QĐ-TTg")
    True
    """
    start = re.search(r"\d", text)
    return re.sub(r"[^a-z\d]", "", unmarked(text[start.start() :] if start else "").lower())


def _printed(line: Line, text: str, party: bool) -> Found | None:
    opening = rule("zones", "symbol.opening").search(text)
    if opening is None:
        return None
    start = opening.end()
    found = parsed(text[start:], party, any(word.confidence < SURE_WORD for word in line.words))
    if found is None:
        return None
    own, length = found
    drawn = any(word.confidence < 1.0 for word in line.words)
    sure = own.sure * (UNLISTED if drawn and not all(map(is_listed, own.codes)) else 1.0)
    return evidence(line, own.text, "symbol.line", sure, (start, start + length) if text == line.text else None)


def is_party(dispatch: Dispatch) -> bool:
    """Whether the dispatch bears the Party's motto."""
    return any("cong san" in unmarked(line.text).lower() for line in lines_in(dispatch, Zone.MOTTO))


def _tokens(text: str, at: int) -> list[re.Match[str]]:
    """The runs of letters behind the number as long as they are codes joined by strokes, dashes or slips of them."""
    tokens: list[re.Match[str]] = []
    while token := TOKEN.match(text, at):
        if not _is_code(token, first=not tokens):
            break
        tokens.append(token)
        at = token.end()
    return tokens


def _running_tokens(text: str, at: int) -> list[re.Match[str]]:
    """The codes behind a number inside a sentence: a blank beside a joint is a slip only where a code has to follow."""
    tokens: list[re.Match[str]] = []
    while token := RUNNING_TOKEN.match(text, at):
        if not _runs_on(token, tokens):
            break
        tokens.append(token)
        at = token.end()
    return tokens


def _runs_on(token: re.Match[str], before: Sequence[re.Match[str]]) -> bool:
    joint, code = token["joint"], token["code"]
    if not is_running_code(code):
        return False
    if not joint.strip():
        return not before and code in kind_codes() and token.string[token.end() : token.end() + 1] in {"/", "-"}
    if not before or joint == joint.strip():
        return True
    spaced = before[-1]["joint"] != before[-1]["joint"].strip()
    return before[-1]["code"] in kind_codes() or (spaced and (is_listed(code) or len(code) > 3)) or joint[0] in "-–/"


@lru_cache(maxsize=4096)
def is_running_code(code: str) -> bool:
    """Whether letters inside a sentence can be a code: listed, all in capitals, or with a small letter or two ('BNNg').

    >>> is_running_code("UBND"), is_running_code("TTr"), is_running_code("Ban"), is_running_code("QH15")
    (True, True, False, True)
    """
    if is_listed(code):
        return True
    letters = re.sub(r"\d+$", "", code)
    capitals = sum(char.isupper() for char in letters)
    if len(letters) > LONGEST_CODE or not letters or capitals + sum(map(str.islower, letters)) < len(letters):
        return False
    small = len(letters) - capitals
    return small == 0 or (capitals >= 2 and small <= 2 and letters[0].isupper())


def _is_code(token: re.Match[str], first: bool) -> bool:
    code, joined = token["code"], bool(token["joint"].strip())
    if not joined:
        return first and (
            code in kind_codes() or unmarked(code).upper() in {unmarked(one).upper() for one in kind_codes()}
        )
    if token["joint"].strip(" ") in {",", ".", ":"} and not first and not code.isupper():
        return False
    return code[:1].isupper() or code.isupper() or _known(code)


def _known(code: str) -> bool:
    return code in kind_codes() or code.upper() in organ_levels() or code in {"ttg", "qđ", "qd"}


def _read_codes(
    tokens: Sequence[re.Match[str]], party: bool, doubted: bool
) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """The codes mended against the lists, the joints as they should read, how sure both are."""
    codes: list[str] = []
    joints: list[str] = []
    sure = 1.0
    for i, token in enumerate(tokens):
        mended, certain = _mended(token["code"], i > 0 or len(tokens) == 1, doubted)
        joint, clear = _joint(token["joint"], i, party)
        codes.append(mended)
        joints.append(joint)
        sure *= certain * clear
    return tuple(codes), tuple(joints), sure


def _mended(code: str, organ: bool, doubted: bool) -> tuple[str, float]:
    """The code mended: the first of several is a kind's or, in a công văn, an organ's; then organs and units."""
    if organ:
        return mended_organ(code, doubted)
    kind, sure = mended_kind(code, doubted)
    return (kind, sure) if kind in kind_codes() else mended_organ(code, doubted)


def _joint(printed: str, i: int, party: bool) -> tuple[str, float]:
    """The joint as it should read: the one printed, else what the form wants at that place."""
    strokes = re.sub(r"[\s]", "", printed).replace("–", "-")
    wanted = ("-" if party else "/") if i == 0 else ("/" if party and i == 1 else "-")
    if strokes in {"-", "/", "&"}:
        return strokes, 1.0
    return wanted, 0.8 if strokes else 0.9

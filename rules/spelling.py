"""How the words of letterheads are spelt and capitalised: marks mended against known words, names in sentence case."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from rules import table
from rules.fold import fold, letters, nfc, squeezed
from rules.gazetteer import exact_names, place_syllables, spelt_place

#: How alike (0..100) the letters of a badly read title must be to those of a known one.
ALIKE = 86.0
#: A word of a letterhead of fewer letters is never mended by one letter.
SHORTEST_MENDED = 5
#: The same for the few titles that can stand under a superior's.
DEPUTY_ALIKE = 65.0
#: A line with so many letters more than a title names something else too ('Giám đốc Sở Y tế').
MORE = 5
CLASSES = (
    r"(?:(?:tỉnh|thành|huyện|thị|quận) (?:ủy|uỷ|đoàn)|tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu"
    r"|tp\.?|t\.)"
)
#: What stands behind such a word where it is none: an organ, 'xã hội' ('Bảo hiểm xã hội tỉnh', but 'xã Hội Sơn').
NO_PLACE = r"(?!ủy|uỷ|đoàn|hội(?:$|[,;]| (?:tỉnh|thành phố|huyện|quận|thị xã|khu vực|cơ sở|việt nam)))"
#: A Roman number behind what is numbered so ('Vùng I').
NUMBERED = r"(?<=vùng )[ivx]{1,4}(?!\w)|(?<=khu vực )[ivx]{1,4}(?!\w)|(?<=hạng )[ivx]{1,4}(?!\w)"


def sentence_case(text: str) -> str:
    """An organ's or title's name out of capitals into the capitals that offices give it.

    >>> sentence_case("ỦY BAN NHÂN DÂN HUYỆN TUY ĐỨC")
    'Ủy ban nhân dân huyện Tuy Đức'
    """
    lower = squeezed(text).lower()
    cased = _with_phrases(lower)
    cased = re.sub(rf"(?<!\w)({CLASSES}) {NO_PLACE}([^\W\d_][^,;()]*)$", _place, cased, flags=re.IGNORECASE)
    cased = re.sub(NUMBERED, lambda match: match[0].upper(), cased)
    cased = _with_codes(cased, text)
    return cased[:1].upper() + cased[1:]


def misspelt_place(name: str) -> bool:
    """Whether an organ's name ends with a place that no province, district or commune is spelt like.

    >>> misspelt_place("Đảng ủy xã Dục Hóa"), misspelt_place("Huyện ủy Càng Long"), misspelt_place("Sở Nội vụ")
    (True, False, False)
    """
    match = re.search(rf"(?<!\w){CLASSES} {NO_PLACE}([^\W\d_][^,;()]*)$", name, flags=re.IGNORECASE)
    return match is not None and nfc(match[1]) not in exact_names() and spelt_place(match[1]) != match[1]


def marks_mended(text: str) -> str:
    """The words of a letterhead line with the marks they have in letterheads, where only one spelling is known.

    >>> marks_mended("ĐẢNG UỶ KHÓI CÁC CO QUAN")
    'ĐẢNG UỶ KHỐI CÁC CƠ QUAN'
    """
    line = " ".join(nearest_word(word) for word in text.split())
    for pattern, phrase in _folded_phrases():
        for match in pattern.finditer(fold(line)):
            line = line[: match.start()] + _worded(line[slice(*match.span())], phrase) + line[match.end() :]
    return " ".join(_mended(word) for word in line.split())


@cache
def _folded_phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Phrases of several words without marks, the shortest first, so that the longest have the last word."""
    several = sorted((phrase for phrase in table("names")["phrases"] if " " in phrase), key=len)
    return tuple((re.compile(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)"), phrase) for phrase in several)


def _worded(printed: str, phrase: str) -> str:
    """The phrase's words in the case of the printed ones; a word that differs only in the place of its tone stays."""
    pairs = zip(printed.split(), phrase.split(), strict=True)
    return " ".join(old if _same_letters(old.lower(), new.lower()) else _in_case_of(old, new) for old, new in pairs)


def _in_case_of(printed: str, right: str) -> str:
    return right.upper() if printed.isupper() else right.lower() if printed.islower() else right[:1].upper() + right[1:]


@cache
def _spellings() -> dict[str, frozenset[str]]:
    seen: dict[str, set[str]] = defaultdict(set)
    for phrase in table("names")["phrases"]:
        for word in re.findall(r"\w+", phrase):
            seen[fold(word)].add(word.lower())
    return {word: frozenset(forms) for word, forms in seen.items()}


def known_word(word: str) -> bool:
    """Whether letterheads and titles use this word.

    >>> known_word("BAN"), known_word("xxx")
    (True, False)
    """
    return fold(re.sub(r"^\W+|\W+$", "", word)) in _spellings()


def nearest_word(word: str) -> str:
    """The word, or the only one of letterheads that is one letter away from it.

    Where that one is spelt in two ways ('đảng', 'đẳng') it comes without marks, for its phrase to give them.

    >>> nearest_word("KHHỐI"), nearest_word("ĐẢẲNG"), nearest_word("CHÂU")
    ('KHỐI', 'DANG', 'CHÂU')
    """
    bare = re.sub(r"^\W+|\W+$", "", word)
    if known_word(bare) or len(bare) < SHORTEST_MENDED or fold(bare) in place_syllables():
        return word
    near = [known for known in _spellings() if Levenshtein.distance(known, fold(bare), score_cutoff=1) <= 1]
    if len(near) != 1:
        return word
    forms = _spellings()[near[0]]
    return word.replace(bare, _in_case_of(bare, next(iter(forms)) if len(forms) == 1 else near[0]))


def _mended(word: str) -> str:
    bare = re.sub(r"^\W+|\W+$", "", word)
    known = _spellings().get(fold(bare), frozenset())
    if len(known) != 1 or len(bare) < 2 or _same_letters(bare.lower(), next(iter(known))):
        return word
    return word.replace(bare, _in_case_of(bare, next(iter(known))))


def _same_letters(a: str, b: str) -> bool:
    """Whether only the place of the tone differs (uỷ, ủy): then the printed form stays."""
    return sorted(fold(a)) == sorted(fold(b)) and _tones(a) == _tones(b)


def _tones(word: str) -> list[str]:
    return sorted(char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return whole_words(sorted(table("names")["phrases"], key=len))


def whole_words(phrases: Iterable[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What finds each of the phrases in small letters, with the phrase as it is capitalised."""
    return tuple((re.compile(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)"), phrase) for phrase in phrases)


def _with_phrases(lower: str) -> str:
    """The text with every known phrase as it is capitalised, longer ones over shorter ones; its letters stay."""
    cased = lower
    for pattern, phrase in _phrases():
        for match in pattern.finditer(new_tones(lower)):
            cased = with_capitals(cased, match.start(), phrase, lower)
    return cased


def with_capitals(text: str, start: int, phrase: str, letters_of: str | None = None) -> str:
    """The text, in which the phrase stands from there on, with the phrase's capitals; its letters stay.

    `letters_of`: the same text whose letters count there, where that is another one.
    """
    printed = (letters_of or text)[start : start + len(phrase)]
    worded = "".join(a.upper() if b.isupper() else a for a, b in zip(printed, phrase, strict=True))
    return text[:start] + worded + text[start + len(phrase) :]


def new_tones(lower: str) -> str:
    """The text with tones where they are put now ('uỷ' as 'ủy', 'hoá' as 'hóa'), letter for letter as long."""
    return re.sub(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)", _tone_before, lower)


def _tone_before(match: re.Match[str]) -> str:
    first, second = unicodedata.normalize("NFD", match[0][0]), unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", first + second[1:]) + second[0]


def _place(match: re.Match[str]) -> str:
    return f"{match[1]} {place_case(match[2])}"


def place_case(name: str) -> str:
    """A place's name with capital initials: the gazetteer's spelling, else every syllable with a capital."""
    known = spelt_place(name)
    return known if known else " ".join(word[:1].upper() + word[1:] for word in name.split())


def _with_codes(cased: str, printed: str) -> str:
    """Abbreviations ('UBND', 'TP.', 'HCM') keep their capitals: words without a vowel."""
    return as_printed(cased, printed, _is_code)


def as_printed(cased: str, printed: str, stays: Callable[[str], bool]) -> str:
    """The text, in which the printed words that stay are as they are printed."""
    words, parts = printed.split(), cased.split()
    if len(words) != len(parts):
        return cased
    return " ".join(word if stays(word) else part for word, part in zip(words, parts, strict=True))


def _is_code(word: str) -> bool:
    bare = re.sub(r"\W", "", word)
    return bare.isupper() and len(bare) > 1 and not re.search(r"[aeiouy]", fold(bare))


def deputy_title(text: str, superior: str) -> str | None:
    """The title of one who signs for a superior ('KT. BỘ TRƯỞNG'), read off a line under seal and ink, or None.

    >>> deputy_title("Ứ TRƯỞNG", "BỘ TRƯỞNG"), deputy_title("HÓ CHỦ TỊCH", "Chủ tịch")
    ('Thứ trưởng', 'Phó Chủ tịch')
    """
    above = letters(superior)
    if not above:
        return None
    deputies = [title for title in table("names")["titles"] if letters(title).startswith("pho" + above)]
    deputies += [title for head, title in table("names")["deputies"].items() if letters(head) == above]
    ranked = [(fuzz.ratio(letters(text), letters(title)), title) for title in deputies]
    best = max(ranked, default=(0.0, ""))
    return best[1] if best[0] >= DEPUTY_ALIKE else None


def known_title(text: str) -> str | None:
    """The signer's title that the words of a line hold, found through slips of the OCR, or None.

    A line that says more than the title is none.

    >>> known_title("ÁNH VĂN PHÒNG"), known_title("t PHÓ BÍ THƯ"), known_title("Lâm Minh Đăng")
    ('Chánh Văn phòng', 'Phó Bí thư', None)
    """
    words = text.split()
    runs = {letters("".join(words[a:b])) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
    ranked = [
        (fuzz.ratio(run, letters(title)), len(title), title) for run in runs for title in table("names")["titles"]
    ]
    best = max(ranked, default=(0.0, 0, ""))
    more = sum(len(letters(word)) for word in words if len(letters(word)) > 1) - len(letters(best[2]))
    return best[2] if best[0] >= ALIKE and more < MORE else None


def title_starts(end: str) -> frozenset[str]:
    """The beginnings, in capitals, of the titles that end with these words, and of those under a sign of authority.

    >>> sorted(title_starts("NHIỆM"))[:3], title_starts("Phó")
    (['CHỦ', 'K/T CHỦ', 'K/T PHÓ CHỦ'], frozenset())
    """
    wanted = letters(end)
    words = [title.split() for title in table("names")["titles"]]
    found = {
        " ".join(one[:at]).upper() for one in words for at in range(len(one)) if letters("".join(one[at:])) == wanted
    }
    signed = {f"{sign} {start}".strip() for sign in table("names")["signs"] for start in found}
    return frozenset((found | signed) - {""})


@cache
def family_names() -> frozenset[str]:
    """The family names of more than one letter."""
    return frozenset(name for name in table("names")["family_names"] if len(name) > 1)


@cache
def common_family_names() -> frozenset[str]:
    """The few family names that most people bear."""
    return frozenset(table("names")["common_family_names"])

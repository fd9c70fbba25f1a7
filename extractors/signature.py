"""Who signed: name, title and the body signed for ('TM. Ủy ban nhân dân, KT. Chủ tịch')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.evidence import evidence, evidence_of
from extractors.zone_lines import is_drawn, lines_in
from records import Dispatch, Found, Line, Signer, Zone
from rules import rule, table
from rules.fold import capitals, squeezed
from rules.spelling import deputy_title, known_title, known_word, marks_mended, sentence_case

#: Without authority or title above it a name read from a picture must be this sure.
SURE_NAME = 0.85
#: A name read from a picture that begins with no family name, or has two words only, may have lost its first.
NO_FAMILY = 0.6
#: What an authority over two lines is worth when read from a picture: the second may be a title's.
WRAPPED = 0.85
#: What a signature is worth in which seal or pen hid a line.
IN_INK = 0.6


def signer(dispatch: Dispatch) -> Signer | None:
    """The signer, or None where no signature is printed."""
    drawn = is_drawn(dispatch)
    lines = [line for line in lines_in(dispatch, Zone.SIGNATURE) if _tells(line)]
    lines = _titles_mended(lines) if drawn else lines
    block = _block(lines)
    name = _name([line for line in lines if line not in block], SURE_NAME if drawn and not block else 0.0)
    authority, title = _authority(block, drawn), _title(block, drawn)
    return None if name is None and authority is None and title is None else Signer(name, title, authority)


def _tells(line: Line) -> bool:
    return not rule("signature", "signed").finds(line.text) and re.search(r"[^\W\d_]{2}", line.text) is not None


def _titles_mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with the titles given back the letters that seal and ink took; a deputy's by whom he signs for."""
    mended: list[Line] = []
    for line in lines:
        sign = _prefix(mended[-1]) if mended else None
        title = None
        if _shouted(line.text) and not _prefix(line):
            superior = mended[-1].text[sign.end() :] if sign and sign["for"].startswith("K") else ""
            title = deputy_title(line.text, superior) or known_title(line.text)
        mended.append(replace(line, text=title.upper()) if title else line)
    return mended


def _shouted(text: str) -> bool:
    return sum(char.isupper() for char in text) >= 4


def _block(lines: Sequence[Line]) -> list[Line]:
    """The lines in capitals from the first authority or title on: what stands above the name."""
    start = next((i for i, line in enumerate(lines) if _opens(line)), None)
    if start is None:
        return []
    ends = [i for i in range(start, len(lines)) if i == start or _opens(lines[i])]
    wrapped = ends[-1] + 1
    while wrapped < len(lines) and _goes_on(lines[wrapped]):
        wrapped += 1
    return [line for line in lines[start:wrapped] if capitals(line.text) > 0.7]


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the title above: capitals close under it, and no name printed in capitals."""
    words = line.text.split()
    person = words[0].capitalize() in table("names")["family_names"] and 2 <= len(words) <= 5
    return capitals(line.text) > 0.9 and not line.gap and not (person and not all(map(known_word, words)))


def _opens(line: Line) -> bool:
    return _prefix(line) is not None or (rule("signature", "title").finds(line.text) and capitals(line.text) > 0.7)


def _prefix(line: Line) -> re.Match[str] | None:
    return rule("signature", "authority").search(line.text)


def _authority(block: Sequence[Line], drawn: bool) -> Found | None:
    """The stacked authorities joined by commas; None where the signer signs in his own right."""
    own = block[: _titles_from(block)]
    parts: list[str] = []
    sure = 1.0
    for line in own:
        match = _prefix(line)
        if match:
            parts.append(f"{_sign(match['for'])} {_said(line.text[match.end() :], drawn)}")
        elif parts and (not drawn or _is_organ(line.text)):
            parts[-1] = f"{parts[-1]} {_said(line.text, drawn)}"
            sure = min(sure, WRAPPED if drawn else 1.0)
        else:
            sure = IN_INK
    joined = ", ".join(_joined_case(part) for part in parts)
    return evidence_of(own, joined, "signature.authority", sure) if joined else None


def _is_organ(text: str) -> bool:
    """Whether a line read under an authority can go on with its name: two words or more that letterheads know."""
    words = text.split()
    return len(words) > 1 and all(known_word(word) for word in words)


def _joined_case(part: str) -> str:
    sign, _, body = part.partition(" ")
    return f"{sign} {sentence_case(body)}"


def _sign(printed: str) -> str:
    """The sign of authority as it is written: 'T/M', 'K/T' with a stroke, 'TM.', 'TUQ.' with a dot.

    >>> _sign("T/M"), _sign("KT"), _sign("T/ L"), _sign("T.M")
    ('T/M', 'KT.', 'T/L', 'T.M')
    """
    tight = re.sub(r"[\s|]", "", printed.replace("I", "/") if "UQ" not in printed else printed)
    return tight if re.search(r"[/.]", tight) else f"{tight}."


def _said(text: str, drawn: bool) -> str:
    bare = squeezed(text).strip(" .,;:*|")
    return marks_mended(bare) if drawn else bare


def _titles_from(block: Sequence[Line]) -> int:
    """The index of the first line that is the signer's own title: behind the last authority and its wrapped lines."""
    signs = [i for i, line in enumerate(block) if _prefix(line)]
    if not signs:
        return 0
    after = range(signs[-1] + 1, len(block))
    return next((i for i in after if rule("signature", "title").finds(block[i].text)), len(block))


def _title(block: Sequence[Line], drawn: bool) -> Found | None:
    own = block[_titles_from(block) :]
    if not own:
        return None
    text = " ".join(_said(line.text, drawn) for line in own)
    sure = 1.0 if not drawn or known_title(text) is not None else IN_INK
    return evidence_of(own, _title_case(text), "signature.title", sure)


def _title_case(text: str) -> str:
    acting = re.match(r"Q\s?\.\s*", text)
    return f"Q. {sentence_case(text[acting.end() :])}" if acting else sentence_case(text)


#: A word of a name; peoples of the Central Highlands write apostrophes in theirs.
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?[.,]?")


#: Words of one letter in names.
SINGLE = "YÝÁÀẤẢẠỞỔỒỀÊÂƯÚÙ"


def _name(lines: Sequence[Line], least: float) -> Found | None:
    """The name: the last line that can be one, without degrees and without ink that was read as letters.

    A name less sure than `least` is none.
    """
    for line in reversed(lines):
        bare = rule("signature", "degree").pattern.sub("", line.text)
        words = [word for word in bare.split() if NAME_WORD.fullmatch(word)]
        kept = _capitalised(words, typed=line.typed)
        if 2 <= len(kept) <= 6:
            value = " ".join(word.strip(".,") for word in kept)
            at = line.text.find(kept[0])
            whole = kept[0] in table("names")["family_names"] and len(kept) > 2
            sure = 1.0 if whole or line.typed else NO_FAMILY
            found = evidence(line, _person_case(value), "signature.name", sure, (max(at, 0), len(line.text)))
            return found if found.confidence >= least else None
    return None


def _capitalised(words: Sequence[str], typed: bool) -> list[str]:
    """The longest run of words with capital initials: strokes of the pen read as letters stand beside the name.

    Peoples of the mountains have names of one letter ('Vàng A Páo'); read from a picture an A may be a stroke.
    """
    runs: list[list[str]] = [[]]
    for word in words:
        if word[:1].isupper() and (len(word) > 1 or word in SINGLE + ("A" if typed else "")):
            runs[-1].append(word)
        else:
            runs.append([])
    return max(runs, key=len)


def _person_case(name: str) -> str:
    """The name with capital initials, also behind the apostrophe of names of the Central Highlands ('K'Brêm')."""
    return " ".join(
        "'".join(part[:1] + part[1:].lower() for part in word.replace("’", "'").split("'")) for word in name.split()
    )

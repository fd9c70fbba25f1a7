"""Names of those who must act, cut into their parts: 'Sở Nội vụ, UBND các xã, phường' is one body and two classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.unit_forms import Forms
from rules import rule
from rules.fold import fold, nfc, squeezed
from rules.units import abbreviations, family, first_of, head_of, long_form

#: No name holds so many words before another begins; what is longer is a sentence and is not looked through further.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """One body, or one class of bodies.

    `printed`: as it stands; `text`: written out, without what stands before a name (đồng chí, các, Bí thư …) and with
    what it takes over from its neighbours in the list.  `plural`: of 'các …'; `opens`: its own 'các' says so.
    `persons`: an office of a person was taken off.  `carrier`: what stands before the place in 'UBND các xã'.
    """

    printed: str
    text: str
    plural: bool = False
    opens: bool = False
    persons: bool = False
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators, and the separator before it: as printed, and written out."""

    printed: str
    text: str
    before: str
    before_text: str


def parts(name: str, forms: Forms) -> tuple[Part, ...]:
    """The parts in the order they stand in; at least one for a name that is not blank."""
    found: list[Part] = []
    lead = _Lead()
    for piece in _pieces(squeezed(nfc(name))[:LONGEST], forms):
        part = _carried(piece, lead) or _listed(piece, lead, forms) or _own(piece, forms) or _headed(piece, lead)
        if part is None and found:
            found[-1] = _glued(found[-1], piece)
        else:
            found.append(part or Part(piece.printed, piece.text))
        lead = lead.after(found[-1])
    return tuple(_with_what_follows(found))


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the parts of a list so far lend to the next: the carrier of 'UBND các xã', the head of 'các sở: Nội vụ'."""

    carrier: str = ""
    head: str = ""
    plural: bool = False

    def after(self, part: Part) -> _Lead:
        carried = rule("units", "carried-place").search(part.text)
        head = head_of(part.text)
        carrier = part.carrier or (part.text[: carried.start("place")].strip() if carried else "")
        plural = part.plural and (part.opens or self.plural)
        return _Lead(carrier, head[1] if head else "", plural)


def _own(piece: Piece, forms: Forms) -> Part | None:
    """The part that a piece begins by itself; None where its first words begin no name."""
    left, colon, right = (text.strip() for text in piece.text.partition(":"))
    if colon:
        listed = _first_of_list(piece, left, right, forms)
        if listed:
            return listed
    text = right if colon and _begins(right, forms) and not _is_class(left, forms) else piece.text
    if not _begins(text, forms):
        return None
    part = _stripped(Part(piece.printed, text), forms)
    inside = rule("units", "inside-plural").search(part.text)
    if inside:
        carrier = part.text[slice(*inside.span("carrier"))]
        text = f"{carrier} {part.text[inside.end() :]}"
        part = replace(part, text=text, plural=True, opens=True, carrier=carrier)
    everywhere = rule("units", "of-all-provinces").search(part.text)
    text = part.text[: everywhere.start()] if everywhere and not inside else part.text
    return replace(part, text=squeezed(text.replace(":", " ")))


def _first_of_list(piece: Piece, left: str, right: str, forms: Forms) -> Part | None:
    """The first body of 'Các chi bộ: Sở Nội vụ, …', where the directory has it; None where it has not."""
    part = _stripped(Part(piece.printed, left), forms)
    for head in (part.text, " ".join(part.text.split()[:2])):  # 'đảng bộ cơ sở: Sở Y tế' is Đảng bộ Sở Y tế
        if forms.find(f"{head} {right}"):
            return replace(part, text=f"{head} {right}")
    return None


def _is_class(left: str, forms: Forms) -> bool:
    """Whether the words before a colon are a class of certain kinds, which what is listed must then be of."""
    found = first_of(family("class"), _stripped(Part(left, left), forms).text)
    return found is not None and found.value != "@children"


def _begins(text: str, forms: Forms) -> bool:
    """Whether the text begins the name of a body, or of a class of bodies."""
    single = (rule("units", one) for one in ("inside-plural", "board", "bare-carrier", "vague"))
    known = (*family("strip"), *family("class"), *family("head"), *single)
    return bool(forms.find(text)) or any(one.finds(text) for one in known)


def _stripped(part: Part, forms: Forms) -> Part:
    """The part without what stands before the name, as long as the directory has no such name."""
    while not forms.find(part.text):
        found = first_of(family("strip"), part.text)
        if found is None:
            break
        match = found.search(part.text)
        assert match  # it was found
        rest = part.text[match.end() :]
        if not rest:
            break
        part = replace(
            part,
            text=rest,
            plural=part.plural or found.value == "plural",
            opens=part.opens or found.value == "plural",
            persons=part.persons or found.value == "person",
        )
    return part


def _carried(piece: Piece, lead: _Lead) -> Part | None:
    """The part of a piece that goes on with the carrier of the list: 'phường' after 'UBND các xã'."""
    if lead.carrier and rule("units", "place-noun").finds(piece.text):
        text = f"{lead.carrier} {piece.text.replace(':', '')}"
        return Part(piece.printed, text, lead.plural, carrier=lead.carrier)
    return None


def _listed(piece: Piece, lead: _Lead, forms: Forms) -> Part | None:
    """The part that is listed under the head of the list before it and not without: 'Chi bộ Sở Nội vụ, Sở Tư pháp'."""
    named = f"{lead.head} {piece.text}"
    listed = lead.head and forms.find(named) and not forms.find(piece.text)
    return Part(piece.printed, named, lead.plural) if listed else None


def _headed(piece: Piece, lead: _Lead) -> Part | None:
    """The part of a piece that goes on with the head of the list: 'Tài chính' after 'các sở: Nội vụ'."""
    return Part(piece.printed, f"{lead.head} {piece.text}", lead.plural) if lead.head and lead.plural else None


def _glued(part: Part, piece: Piece) -> Part:
    return replace(
        part,
        printed=f"{part.printed}{piece.before}{piece.printed}",
        text=f"{part.text}{piece.before_text}{piece.text}",
    )


def _with_what_follows(found: list[Part]) -> list[Part]:
    """The parts with what the list says once, at its end: 'chi bộ, đảng bộ cơ sở trực thuộc', 'HĐND, UBND các xã'."""
    found = _all_plural(found)
    for number in range(len(found) - 2, -1, -1):
        here, after = found[number], found[number + 1]
        place = rule("units", "carried-place").search(after.text)
        if place and rule("units", "bare-carrier").finds(here.text):
            words = after.text[slice(*place.span("place"))]
            found[number] = replace(here, text=f"{here.text} {words}", plural=after.plural)
        elif _goes_on(here, after):
            found[number] = replace(here, text=squeezed(f"{here.text} {_said_of_all(here, after)}"))
    return found


def _goes_on(here: Part, after: Part) -> bool:
    """Whether what stands behind `after` may be meant of `here` too: one list, under one 'các'."""
    if after.opens:
        return False
    if not here.plural:
        return _bare_party(here) and not after.persons
    return after.plural or rule("units", "concerned").finds(after.text)


def _bare_party(part: Part) -> bool:
    """Whether it is 'đảng ủy' or 'chi bộ' without more: 'bí thư đảng ủy, chi bộ cơ sở'."""
    return re.fullmatch("(?:chi|dang) (?:bo|uy)", fold(part.text)) is not None


def _all_plural(found: list[Part]) -> list[Part]:
    """The parts, those plural too that follow in a list of classes opened by 'các'."""
    told, plural = list[Part](), False
    for part in found:
        plural = part.plural or (plural and not part.persons and first_of(family("class"), part.text) is not None)
        told.append(replace(part, plural=plural))
    return told


def _said_of_all(here: Part, after: Part) -> str:
    """What stands behind the class `after` and is meant of the class `here` too; '' where it is not."""
    noun, own = first_of(family("class"), after.text), first_of(family("class"), here.text)
    match, mine = noun and noun.search(after.text), own and own.search(here.text)
    narrowed = rule("units", "place-class").search(after.text)
    if here.carrier and narrowed:
        return after.text[slice(*narrowed.span("rest"))]
    if not mine or here.text[mine.end() :].strip():
        return ""
    concerned = rule("units", "concerned").search(after.text)
    if concerned:
        return after.text[concerned.start() :]
    if not (noun and match):
        return ""
    grassroots = (
        "cơ sở" if noun.id.endswith("co-so") and re.fullmatch("(?:chi|dang) (?:bo|uy)", fold(here.text)) else ""
    )
    return f"{grassroots} {after.text[match.end() :]}".strip()


def _pieces(name: str, forms: Forms) -> Iterator[Piece]:
    """The name cut at every separator that is not part of a name."""
    text, origin = _written(name)
    folded, begin, before = fold(text), 0, slice(0, 0)
    spans = tuple(_whole(folded, forms))
    for match in (*rule("units", "separator").pattern.finditer(folded), None):
        if match and _within_a_name(match.span(), name[origin[match.start()] : origin[match.end()]], spans):
            continue
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            printed = name[origin[begin] : origin[end]].strip()
            yield Piece(
                printed, text[begin:end].strip(), name[origin[before.start] : origin[before.stop]], text[before]
            )
        if match:
            begin, before = match.end(), slice(*match.span())


def _within_a_name(span: tuple[int, int], printed: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a separator is part of a name: inside a name that is known, or an '&'."""
    return "&" in printed or any(start < span[1] and span[0] < end for start, end in spans)


def _whole(folded: str, forms: Forms) -> Iterator[tuple[int, int]]:
    """Where names stand that hold a comma or an 'và' of their own."""
    for pattern in (*(one.pattern for one in family("whole")), *forms.joined):
        yield from (match.span() for match in pattern.finditer(folded))


def _written(name: str) -> tuple[str, tuple[int, ...]]:
    """The name written out, and for every place in it (and its end) the place in the printed name."""
    out, origin, begin = "", list[int](), 0
    for match in abbreviations().finditer(name):
        long = long_form(match[0])
        out += name[begin : match.start()] + long
        origin += [*range(begin, match.start()), *([match.start()] * len(long))]
        begin = match.end()
    return out + name[begin:], (*origin, *range(begin, len(name) + 1))

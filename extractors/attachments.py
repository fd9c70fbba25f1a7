"""What a dispatch says it encloses: the symbols named with 'đính kèm', 'gửi kèm', 'kèm theo … số'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.evidence import evidence
from extractors.mentions import mentions
from extractors.zone_lines import lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule, rules
from rules.fold import fold

#: A mention is the nearest before a bare '(đính kèm)' when it stands in the same sentence, so many characters back.
NEAR = 400


def attachments(dispatch: Dispatch, symbol: Found | None) -> tuple[Found, ...]:
    """The symbols of the documents enclosed, each once, in reading order; never the dispatch's own."""
    own = symbol.value if symbol else None
    found: dict[str, Found] = {}
    for line in _sentences(dispatch):
        for one in _enclosed(line):
            if one.value != own:
                found.setdefault(one.value, one)
    return tuple(found.values())


def _sentences(dispatch: Dispatch) -> Iterator[Line]:
    """The body's paragraphs, each as one line with its offset in the text."""
    body = lines_in(dispatch, Zone.BODY, Zone.SUBJECT)
    if not body:
        return
    gathered: list[Line] = []
    for line in body:
        joined = gathered and dispatch.text[line.start - 1 : line.start] == " "
        if gathered and not joined:
            yield _joined(gathered)
            gathered = []
        gathered.append(line)
    yield _joined(gathered)


def _joined(lines: Sequence[Line]) -> Line:
    first = lines[0]
    words = tuple(word for line in lines for word in line.words)
    return Line(
        " ".join(line.text for line in lines), first.page, first.zone, box=first.box, words=words, start=first.start
    )


def _enclosed(line: Line) -> Iterator[Found]:
    for one in (one for one in rules("attachments") if one.id != "enclosed.under"):
        for match in one.pattern.finditer(_matchable(one.folded, line.text)):
            start, end = match.span("names") if "names" in match.re.groupindex else (match.start(), match.end())
            inside = list(_symbols(line, start, end, one.id))
            yield from inside or _last_before(line, match.start(), one.id)


def _matchable(folded: bool, text: str) -> str:
    return fold(text) if folded else text


def _last_before(line: Line, at: int, rule_id: str) -> list[Found]:
    """The nearest document named before a bare '(đính kèm)' in the same sentence, or the one that carries it out."""
    start = max(line.text.rfind(". ", 0, at), at - NEAR, 0)
    named = list(_symbols(line, start, at, rule_id))
    while len(named) > 1 and _carried_out(line, named[-1]):
        named.pop()
    return named[-1:]


def _carried_out(line: Line, found: Found) -> bool:
    """Whether the words before the document say that another one carries it out."""
    before = line.text[: (found.start or 0) - line.start]
    return rule("attachments", "enclosed.under").finds(before)


def _symbols(line: Line, start: int, end: int, rule_id: str) -> Iterator[Found]:
    for one in mentions(line.text, start, end):
        yield evidence(line, one.symbol or "", rule_id, 0.95 * one.sure, (one.symbol_start, one.symbol_end))

"""A case drawn as the sheets of paper that came out of the printer, with stamps, seals and pen; no scanner yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from corpora import foot, head
from corpora.address import draw_addressees
from corpora.case import Block, Case
from corpora.flow import Flow
from corpora.fonts import mm
from corpora.look import look
from corpora.markup import Piece, tokens
from corpora.plain import is_rule
from corpora.sheet import Sheet
from corpora.table import draw_table
from corpora.typeset import Row, Setting, rows_height, set_rows, space, wrap
from records import Zone

_BOLD = Piece("", bold=True)
_TITLE_RULE = 0.45  # of the line above


def draw(case: Case) -> list[Sheet]:
    """The pages of the case in order, at 300 dpi.  The same case gives the same pages."""
    return [sheet for number, blocks in _dispatches(case.blocks) for sheet in _pages(case, number, blocks)]


def _dispatches(blocks: Sequence[Block]) -> Iterator[tuple[int, list[Block]]]:
    """The blocks of each dispatch with its number; 0 has what stands before the first @dispatch."""
    number, part = 0, list[Block]()
    for block in blocks:
        if block.name == "dispatch":
            if part:
                yield number, part
            number, part = number + 1, []
        else:
            part.append(block)
    if part:
        yield number, part


def _pages(case: Case, number: int, blocks: Sequence[Block]) -> list[Sheet]:
    """The pages of one dispatch."""
    flow = Flow(look(case, number), case.name)
    for group, members in groupby(blocks, _group):
        if group == "head":
            head.draw_head(flow, list(members))
        elif group == "foot":
            foot.draw_foot(flow, list(members))
        else:
            for block in members:
                _DRAWN[group](flow, block)
    return flow.close()


def _group(block: Block) -> str:
    """The name under which neighbouring blocks are drawn together."""
    if block.name in head.BLOCKS:
        return "head"
    return "foot" if block.name in foot.BLOCKS else block.name


def _page(flow: Flow, block: Block) -> None:
    """A forced page break."""
    flow.turn_page()


def _title(flow: Flow, block: Block) -> None:
    """The kind in bold capitals, the subject in bold below it."""
    _centred(flow, [Zone.KIND, *[Zone.SUBJECT] * (len(block.lines) - 1)], block.lines)


def _organ(flow: Flow, block: Block) -> None:
    """The organ that decides, and the words by which it does."""
    _centred(flow, [Zone.BODY] * len(block.lines), block.lines)


def _annex(flow: Flow, block: Block) -> None:
    """A new page with the annex's heading."""
    flow.turn_page()
    _centred(flow, [Zone.BODY] * len(block.lines), block.lines)


def _centred(flow: Flow, zones: Sequence[Zone], lines: Sequence[str]) -> None:
    """Centred bold lines with some air around them."""
    look = flow.look
    rows = [_title_row(line, look.setting(zone, max(look.size, 14.0))) for line, zone in zip(lines, zones, strict=True)]
    flow.skip(mm(2))
    flow.need(rows_height(rows, look.column) + mm(10))
    flow.clear(look.left)
    flow.y = set_rows(flow.sheet, rows, look.column, flow.y) + mm(4)


def _title_row(line: str, setting: Setting) -> Row:
    """One line of a title; `---` is a rule."""
    return Row((), setting, _TITLE_RULE) if is_rule(line) else Row(tokens(line, _BOLD), setting)


def _body(flow: Flow, block: Block) -> None:
    """Justified paragraphs; a heading stays with the lines that follow it."""
    setting = flow.look.setting(Zone.BODY)
    for line in block.lines:
        words = tokens(line)
        if all(piece.bold for token in words for piece in token):
            flow.need(3 * flow.height(setting))
        flow.paragraph(words, setting)


def _footnote(flow: Flow, block: Block) -> None:
    """Notes at the foot of the page."""
    for line in block.lines:
        flow.footnote(tokens(line))


def _plain(flow: Flow, block: Block) -> None:
    """Lines as typed, from the left margin or as far in as they were typed."""
    setting = flow.look.setting(Zone.BODY)
    for line in block.lines:
        x = flow.look.left + (len(line) - len(line.lstrip())) * space(setting.face)
        for part in wrap(tokens(line), setting.face, flow.look.right - x):
            flow.line(part, x, setting)


_DRAWN: dict[str, Callable[[Flow, Block], None]] = {
    "title": _title,
    "organ": _organ,
    "to": draw_addressees,
    "body": _body,
    "table": draw_table,
    "footnote": _footnote,
    "page": _page,
    "annex": _annex,
    "plain": _plain,
}

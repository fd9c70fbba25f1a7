"""The foot of a dispatch: Nơi nhận on the left; authority, title, seal, signature and name on the right."""

from __future__ import annotations

from collections.abc import Sequence

from corpora import hand
from corpora.case import Block
from corpora.flow import Flow
from corpora.fonts import mm
from corpora.look import Look
from corpora.markup import Piece, tokens, unmarked
from corpora.seal import seal
from corpora.seeds import chance
from corpora.sheet import A4, INKS, Ink
from corpora.typeset import Column, Row, leading, rows_height, set_rows, wrap
from records import Zone

#: The blocks that make a foot, where they follow one another.
BLOCKS = frozenset({"recipients", "signature"})

_SIGNATURE = Column(A4[0] * 0.70, mm(84))
_ROOM = 27.0  # millimetres for seal and signature
_NAMES_END = 0.49  # of the page's width: there the list of recipients breaks its lines
_BOLD = Piece("", bold=True)
_HEADING = Piece("", bold=True, italic=True)


def draw_foot(flow: Flow, blocks: Sequence[Block]) -> None:
    """Draw recipients and signature side by side, on a new page where they do not fit; move the flow below them."""
    signatures = [block for block in blocks if block.name == "signature"]
    recipients = [line for block in blocks if block.name == "recipients" for line in block.lines]
    flow.skip(mm(3))
    flow.need(max(_signature_height(flow.look, signatures[:1]), mm(20)))
    page, top = len(flow.sheets), flow.y
    for number, block in enumerate(signatures):
        if number:
            flow.need(_signature_height(flow.look, [block]))
        _sign(flow, block, number)
    below = (len(flow.sheets), flow.y)
    if len(flow.sheets) == page:
        flow.y = top
    _name(flow, recipients)
    flow.y = max(flow.y, below[1]) if len(flow.sheets) == below[0] else flow.y
    flow.skip(mm(4))


def _upper(look: Look, block: Block) -> list[Row]:
    """Authority and titles."""
    lines = [line for line in block.lines[:-1] if not unmarked(line).startswith("(")]
    return [Row(tokens(line, _BOLD), look.setting(Zone.SIGNATURE)) for line in lines]


def _signed(look: Look, block: Block) -> list[Row]:
    """What stands in brackets in place of a signature, as (đã ký)."""
    lines = [line for line in block.lines[:-1] if unmarked(line).startswith("(")]
    return [Row(tokens(line, Piece("", italic=True)), look.setting(Zone.SIGNATURE)) for line in lines]


def _signature_height(look: Look, blocks: Sequence[Block]) -> float:
    """How high the signature stands."""
    name = leading(look.setting(Zone.SIGNATURE).face)
    return sum(rows_height(_upper(look, block), _SIGNATURE) + mm(_ROOM) + 2 * name for block in blocks)


def _sign(flow: Flow, block: Block, number: int) -> None:
    """Draw one signature from the flow's place down."""
    rng = chance("signature", flow.name, flow.look.dispatch, number)
    upper = set_rows(flow.sheet, _upper(flow.look, block), _SIGNATURE, flow.y)
    lower = upper + mm(_ROOM)
    signed = _signed(flow.look, block)
    set_rows(flow.sheet, signed, _SIGNATURE, (upper + lower) / 2 - mm(3))
    name = Row(tokens(block.lines[-1], _BOLD), flow.look.setting(Zone.SIGNATURE))
    flow.y = set_rows(flow.sheet, [name], _SIGNATURE, lower)
    middle = (upper + lower) / 2
    if block.options["seal"] != "none":
        # The seal covers the left third of the signature (Nghị định 30/2020, Phụ lục I).
        place = (_SIGNATURE.centre - mm(rng.uniform(15, 20)), middle + mm(rng.uniform(-2, 3)))
        _press(flow, block, place)
    if block.options["hand"] != "none" and not signed:
        place = (_SIGNATURE.centre + mm(rng.uniform(-2, 6)), middle + mm(rng.uniform(-2, 3)))
        box = hand.sign(flow.sheet, place, INKS[block.options["hand"]], rng)
        flow.sheet.inks.append(Ink("signature", box))


def _press(flow: Flow, block: Block, place: tuple[float, float]) -> None:
    """Press the seal there; a hard one slips up over the title or down over the name, as on much real paper."""
    ink, hard = INKS[block.options["seal"]], block.options["press"] == "hard"
    if hard:
        rng = chance("press", flow.name, flow.look.dispatch)
        place = place[0] + mm(rng.uniform(0, 6)), place[1] + mm(rng.choice((-3.0, 1.0, 4.0)))
    flow.sheet.press(seal(flow.organ, ink, flow.state, hard), place)


def _name(flow: Flow, lines: Sequence[str]) -> None:
    """Set the list of recipients line by line, going over to the next page where it must."""
    for number, line in enumerate(lines):
        heading = number == 0 and "nhận" in unmarked(line).lower()
        setting = flow.look.setting(Zone.RECIPIENTS, 12.0 if heading else 11.0)
        words = tokens(line, _HEADING if heading else None)
        for part in wrap(words, setting.face, A4[0] * _NAMES_END - flow.look.left):
            flow.line(part, flow.look.left, setting)

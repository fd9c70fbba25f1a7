"""What a dispatch orders: who must do what by when (GOLD.md, 'Obligations')."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.actors import spelt_out, words_of
from extractors.acts import Form, act_of
from extractors.deadlines import deadlines
from extractors.outline import TITLE, Item, outline
from extractors.parties import parties
from extractors.pieces import ACTING, ENDED, Piece, pieces
from extractors.recurring import OF_A_NOUN
from extractors.scopes import MAJOR, SILENT, Kind, Scope, decides, heads_tasks, is_opening, is_organ, opened
from extractors.sheet import Sheet, place_of
from extractors.task_rows import Columns, columns_of, row_of
from records import Deadline, Dispatch, Frequency, Header, Obligation
from rules import rule
from rules.fold import fold

#: Kinds whose requests go upwards or that only tell.
TELLING = frozenset({"tờ trình", "giấy giới thiệu", "thông cáo", "hợp đồng"})
#: Kinds that tell of the past; what they set others to do counts where it names them.
REPORTING = frozenset({"báo cáo", "biên bản"})
#: Kinds that are nothing but tasks, their reviews and aims aside.
PLANNING = frozenset(
    {"kế hoạch", "chương trình", "chương trình hành động", "chỉ thị", "thông tri", "phương án", "hướng dẫn", "kết luận"}
)
#: Kinds that order through their articles, or set who prepares what.
DECIDING = frozenset({"quyết định", "nghị quyết", "lệnh", "giấy mời"})
#: Kinds that set norms: of these only duties count, with a term, a rhythm or the word for it.
NORMATIVE = frozenset({"quy chế", "quy định", "nội quy", "nghị định", "thông tư", "luật", "quy trình"})
#: How sure an act is: asked of someone, said of its subject, begun with, told of results, a table's row, only stated.
SURE = {Form.ASKED: 0.88, Form.SUBJECT: 0.85, Form.BARE: 0.85, Form.TOLD: 0.8, Form.STATED: 0.6}
ROW = 0.85
#: A lead-in that ends so has said nothing yet of what is to be done.
EMPTY = ("sau", "yêu cầu", "đề nghị")
#: Deadlines less sure are the names of things ('kế hoạch kiểm tra hằng năm').
TOLD = 0.76
#: A constant is one where an act follows that is done again and again ("thường xuyên tuần tra").
ACTED = 0.9
#: Titles of what a decision issues; below them stands what it is about.
PAPERS = frozenset(
    {"quy che", "quy dinh", "dieu le", "noi quy", "ke hoach", "de an", "chuong trinh", "phuong an", "quy trinh"}
)


def obligations(dispatch: Dispatch, header: Header) -> tuple[Obligation, ...]:
    """What the dispatch orders, in reading order; nothing where it only tells or asks upwards."""
    kind = header.kind.value if header.kind else ""
    if not dispatch.is_dispatch or kind in TELLING:
        return ()
    issued = dt.date.fromisoformat(header.issued_on.value) if header.issued_on else None
    root = Kind.ARTICLES if kind in DECIDING else Kind.TASKS if kind in PLANNING else Kind.PLAIN
    scope = Scope(root, tuple(one.value for one in header.addressees))
    sheet = Sheet(dispatch.placed)
    return tuple(_on_paper(one, sheet) for one in _Reader(dispatch, kind, issued, scope).read())


def _on_paper(one: Obligation, sheet: Sheet) -> Obligation:
    """The obligation with its page and box; what a scan shows badly is less sure."""
    words = sheet.under(one.start, one.end)
    page, box = place_of(words)
    read = sum(word.confidence for word in words) / len(words) if words else 1.0
    return replace(one, page=page, box=box, confidence=one.confidence * read)


class _Reader:
    """Goes through the outline with the scope that holds at each item."""

    def __init__(self, dispatch: Dispatch, kind: str, issued: dt.date | None, root: Scope) -> None:
        self.text = dispatch.text
        self.items = outline(dispatch)
        self.kind, self.issued, self.root = kind, issued, root
        self.quoted = frozenset(_quoted(self.text, self.items))
        self.scopes: list[Scope] = []
        self.columns: Columns | None = None
        titled = (i for i, one in enumerate(self.items) if decides(self.text[one.body : one.end], one))
        self.begins = max(next(titled, 0), _bases(self.text, self.items))  # above a decision's title stand its bases

    def read(self) -> Iterator[Obligation]:
        """The orders of all items; `scopes` grows by one with each."""
        for index, item in enumerate(self.items):
            outer = self.scopes[item.parent] if item.parent >= 0 else self.root
            if item.cells:
                self.scopes.append(outer)
                yield from self._row(item, outer)
                continue
            self.columns = None
            scope, own = self._item(index, item, self._reopened(index, item, outer))
            self.scopes.append(scope)
            yield from own

    def _reopened(self, index: int, item: Item, outer: Scope) -> Scope:
        """The scope of a closing paragraph: what ends the dispatch orders anew, though the last section only told."""
        if item.parent < 0 or outer.kind not in SILENT | {Kind.CONCLUSION} or self.kind in REPORTING:
            return outer
        closing = not any(one.kind or one.cells for one in self.items[index:])
        return replace(self.root, kind=Kind.TASKS) if closing else outer

    def _item(self, index: int, item: Item, outer: Scope) -> tuple[Scope, list[Obligation]]:
        """What an item orders, and the scope under it; a lead-in whose list is but its matter is an order itself."""
        if not is_opening(self.text, self.items, index):
            own = list(self._points(index, item, outer))
            return (replace(outer, actors=own[-1].actors) if own and item.kind else outer), own
        scope = opened(self.text, item, outer, self.issued)
        if item.kind != TITLE and self._is_act(index, outer, scope):
            return replace(outer, kind=Kind.DETAILS), list(self._points(index, item, outer))
        return scope, []

    def _is_act(self, index: int, outer: Scope, scope: Scope) -> bool:
        """Whether a lead-in is the act itself: what is listed under it are things, no acts."""
        item = self.items[index]
        own = self.text[item.body : item.end]
        if own.isupper() or is_organ(own):
            return False
        under = [one for one in self.items[index + 1 :] if one.parent == index and not one.cells]
        if any(one.kind in MAJOR for one in under) or (item.parent < 0 and any(map(self._heads_tasks, under))):
            return False
        if self._heads_acts(under):
            return False
        listed = [self._form(one) for one in under]
        things = bool(listed) and sum(form in ACTING for form in listed) * 2 <= len(listed)
        if rule("orders", "sub.list").pattern.search(fold(own)):
            if sum(form is Form.SUBJECT for form in listed) * 2 > len(listed):
                return False
            inside = item.parent >= 0 and outer.kind in {Kind.ORDERS, Kind.TASKS}
            return (inside or things) and self._form(item) in ACTING
        empty = own.strip().rstrip(":").endswith(EMPTY)
        return scope.kind is Kind.ORDERS and things and not empty and bool(pieces(self.text, item, outer))

    def _heads_acts(self, under: Sequence[Item]) -> bool:
        """Whether the listed items are headings of acts ('1. Về kinh tế' / 'a) Chỉ đạo gieo cấy …')."""
        heads = [one for one in under if not self.text[one.body : one.end].rstrip().endswith(ENDED)]
        if not heads or len(heads) * 2 < len(under):
            return False
        below = [one for one in self.items if one.parent >= 0 and self.items[one.parent] in heads]
        return bool(below) and sum(self._form(one) in ACTING for one in below) * 2 > len(below)

    def _heads_tasks(self, item: Item) -> bool:
        """Whether a listed item heads tasks: it names who is to act, or says so ('Tổ chức thực hiện')."""
        own = self.text[item.body : item.end]
        return is_organ(own) or (not own.rstrip().endswith(ENDED) and heads_tasks(own))

    def _form(self, item: Item) -> Form:
        own = self.text[item.body : item.end]
        return act_of(words_of(own), 0, len(own), alone=True).form

    def _row(self, item: Item, outer: Scope) -> Iterator[Obligation]:
        head = columns_of(self.text, item)
        if head is not None:
            self.columns = head
            return
        row = row_of(self.text, item, self.columns, self.issued) if self.columns else None
        if row is None or outer.kind in SILENT:
            return
        own = Obligation(
            self.text[row.start : row.end], row.start, row.end, item.clause, "obligation.row", ROW, row.actors
        )
        when = row.deadlines or ((outer.deadline,) if outer.deadline else ())
        own = replace(own, coordinators=row.coordinators, deadlines=when)
        yield own if row.actors else replace(own, actors=outer.actors, inherited=True)

    def _points(self, index: int, item: Item, outer: Scope) -> Iterator[Obligation]:
        if outer.kind in SILENT or self._is_aside(index):
            return
        running = outer.actors
        for piece in pieces(self.text, item, outer):
            if not self._counts(piece, outer):
                continue
            own = piece.act.subject if not self._hands_out(piece, outer) else None
            if own is not None:
                running = _meant(spelt_out(own.name), outer.actors)
            asks = piece.act.form is Form.ASKED and self.root.actors and not self._hands_out(piece, outer)
            said = running is not outer.actors
            unnamed = self.root.actors if asks else running if said else self._closing(item, piece) or running
            yield self._obligation(item, piece, running if own else unnamed, outer)

    def _is_aside(self, index: int) -> bool:
        """Whether the item is a decision's basis, quoted, in brackets, or names an annex."""
        bracket = self.text[self.items[index].body] == "("
        return index < self.begins or index in self.quoted or bracket or self._names_annex(index)

    def _names_annex(self, index: int) -> bool:
        """Whether the paragraph says what the paper above it is about ('QUY CHẾ' / 'Phối hợp quản lý bến khách …')."""
        above = self.items[index - 1] if index and not self.items[index].kind else None
        return above is not None and above.kind == TITLE and fold(self.text[above.body : above.end]).strip() in PAPERS

    def _closing(self, item: Item, piece: Piece) -> tuple[str, ...]:
        """Who reports by a closing paragraph that names nobody: all who were asked, not those of the last point."""
        if item.kind or item.parent < 0 or piece.act.form is not Form.TOLD:
            return ()
        outer = self.items[item.parent].parent
        return self.scopes[outer].actors if outer >= 0 else self.root.actors

    def _hands_out(self, piece: Piece, outer: Scope) -> bool:
        """Whether those whom the heading names are to assign someone ('Trách nhiệm của X: … Phân công cán bộ …')."""
        assigns = fold(self.text[piece.start : piece.start + 12]).startswith(("phan cong", "don doc", "moi "))
        return assigns and outer.kind in {Kind.ORDERS, Kind.TASKS} and bool(outer.actors)

    def _counts(self, piece: Piece, outer: Scope) -> bool:
        """Whether the act is an order in a dispatch of this kind."""
        if self.kind in REPORTING:
            forms = ACTING if outer.commanded else {Form.SUBJECT}
            return piece.act.form in forms and outer.kind is not Kind.PLAIN
        if self.kind in NORMATIVE and outer.kind is not Kind.ORDERS:
            text = self.text[piece.start : piece.end]
            return rule("orders", "duty").finds(text) or bool(deadlines(text, self.issued))
        return True

    def _obligation(self, item: Item, piece: Piece, actors: tuple[str, ...], outer: Scope) -> Obligation:
        text = self.text[piece.start : piece.end]
        others = parties(words_of(text), 0, len(text))
        form = piece.act.form
        return Obligation(
            text,
            piece.start,
            piece.end,
            item.clause,
            f"obligation.{form.value}",
            SURE[form],
            actors,
            others.coordinators,
            others.report_to,
            others.channel,
            others.drafts_for,
            _by_when(text, piece.start, outer, self.issued),
            piece.act.subject is None,
        )


def _bases(text: str, items: Sequence[Item]) -> int:
    """How many paragraphs tell at the beginning on what the paper rests: what they say leads on to its own sentence.

    "- Căn cứ Hướng dẫn 12-HD/BTCTW;" / "- Thực hiện Chỉ thị 07-CT/TU," / "Ban Tổ chức Tỉnh ủy hướng dẫn như sau:"
    """
    said = [text[one.body : one.end].strip() for one in items]
    rests = rule("orders", "rests").finds
    ends = [
        own.endswith((",", ";")) or (one.kind == "dash" and rests(own)) for one, own in zip(items, said, strict=True)
    ]
    run = said[: ends.index(False)] if False in ends else []
    told = run and (run[-1].endswith(",") or rests(run[0]))
    return len(run) if told and said[len(run)].endswith(":") else 0


def _quoted(text: str, items: Sequence[Item]) -> Iterator[int]:
    """The items inside a quotation that begins an item and runs over several: new wording of another paper."""
    inside = False
    for index, item in enumerate(items):
        own = text[item.start : item.end]
        inside = inside or (own.lstrip().startswith("“") and own.count("“") > own.count("”"))
        if inside:
            yield index
        inside = inside and own.count("”") <= own.count("“")


def _meant(names: tuple[str, ...], scope: tuple[str, ...]) -> tuple[str, ...]:
    """The names; a short one for those whom the heading names ('chi bộ' under 'Các chi bộ cơ sở') means them."""
    if len(names) > 1 or len(scope) != 1 or "," in scope[0]:
        return names
    short, full = fold(names[0]), fold(scope[0])
    return scope if short != full and short in full else names


def _by_when(text: str, at: int, outer: Scope, issued: dt.date | None) -> tuple[Deadline, ...]:
    """The deadlines of an act, else that of what it stands under; 'thường xuyên' within a term is but a manner."""
    reports = rule("orders", "reports").finds(text)
    told_of = [one for one in deadlines(text, issued) if _is_told(one, reports)]
    within = not reports and (outer.deadline is not None or any(one.due for one in told_of))
    own = [one for one in told_of if not (within and _is_constant(one)) and not _is_torn(one, told_of)]
    placed = tuple(replace(one, start=one.start + at, end=one.end + at) for one in own)
    told = any(one.due or one.recurrence or one.amount for one in own)
    return (*placed, outer.deadline) if outer.deadline and not told else placed


def _is_told(one: Deadline, reports: bool) -> bool:
    """Whether it is a deadline of the act: a count of days always, a constant of reports and of acts done again."""
    if one.amount is not None:
        return True
    return one.confidence >= TOLD and (reports or one.confidence >= ACTED or not _is_constant(one))


def _is_torn(one: Deadline, told: Sequence[Deadline]) -> bool:
    """Whether it is but a noun's period beside a different one ('xếp loại hằng năm và sinh hoạt hằng tháng')."""
    nouns = {each.recurrence for each in told if each.rule == "again.every" and each.confidence <= OF_A_NOUN}
    return len(nouns) > 1 and one.rule == "again.every" and one.confidence <= OF_A_NOUN


def _is_constant(one: Deadline) -> bool:
    return one.recurrence is Frequency.REGULARLY and fold(one.text).startswith("thuong xuyen")

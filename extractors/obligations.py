"""What a dispatch orders: who must do what by when (GOLD.md, 'Obligations')."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.actors import Words, spelt_out
from extractors.acts import Act, Form, act_of
from extractors.deadlines import deadlines
from extractors.language import sentences
from extractors.outline import TITLE, Item, outline
from extractors.parties import parties
from extractors.scopes import SILENT, Kind, Scope, is_opening, is_organ, opened
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
#: Kinds that set norms: of these only duties count, with a term, a rhythm or the word for it.
NORMATIVE = frozenset({"quy chế", "quy định", "nội quy", "nghị định", "thông tư", "luật", "quy trình"})
#: Kinds that order through their articles.
DECIDING = frozenset({"quyết định", "nghị quyết", "lệnh", "giấy mời"})
#: How sure an act is: asked of someone, said of its subject, begun with under a lead-in, only stated there.
SURE = {Form.ASKED: 0.88, Form.SUBJECT: 0.85, Form.BARE: 0.85, Form.TOLD: 0.8, Form.STATED: 0.6}
#: Forms that count by what they stand under.
COUNTS = {
    Kind.ORDERS: frozenset(Form) - {Form.PART, Form.NONE},
    Kind.TASKS: frozenset({Form.ASKED, Form.SUBJECT, Form.BARE, Form.TOLD}),
    Kind.CONCLUSION: frozenset({Form.ASKED, Form.SUBJECT, Form.BARE, Form.TOLD}),
    Kind.ARTICLES: frozenset({Form.ASKED, Form.SUBJECT, Form.TOLD}),
    Kind.MATTER: frozenset({Form.ASKED, Form.TOLD}),
    Kind.PLAIN: frozenset({Form.ASKED, Form.TOLD}),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an item that orders one act: its offsets in the clean text, the act, and whether it is stated only."""

    start: int
    end: int
    act: Act


def obligations(dispatch: Dispatch, header: Header) -> tuple[Obligation, ...]:
    """What the dispatch orders, in reading order; nothing where it only tells or asks upwards."""
    kind = header.kind.value if header.kind else None
    if not dispatch.is_dispatch or kind in TELLING:
        return ()
    issued = dt.date.fromisoformat(header.issued_on.value) if header.issued_on else None
    return tuple(_Reader(dispatch, header, issued).read())


class _Reader:
    """Goes through the outline with the scope that holds at each item."""

    def __init__(self, dispatch: Dispatch, header: Header, issued: dt.date | None) -> None:
        self.text = dispatch.text
        self.items = outline(dispatch)
        self.issued = issued
        addressees = tuple(one.value for one in header.addressees)
        self.kind = header.kind.value if header.kind else ""
        root = Kind.ARTICLES if self.kind in DECIDING else Kind.TASKS if self.kind in PLANNING else Kind.PLAIN
        self.root = Scope(root, addressees)
        self.scopes: list[Scope] = []
        self.columns: Columns | None = None

    def read(self) -> Iterator[Obligation]:
        for index, item in enumerate(self.items):
            outer = self.scopes[item.parent] if item.parent >= 0 else self.root
            if item.cells:
                self.scopes.append(outer)
                yield from self._row(item, outer)
                continue
            self.columns = None
            if is_opening(self.text, self.items, index):
                scope, own = self._open(index, item, outer)
            else:
                own = list(self._points(item, outer))
                scope = replace(outer, actors=own[-1].actors) if own and item.kind else outer
            self.scopes.append(scope)
            yield from own

    def _open(self, index: int, item: Item, outer: Scope) -> tuple[Scope, list[Obligation]]:
        """The scope under a heading or lead-in; one whose list is but the matter of its act is an order itself."""
        scope = opened(self.text, item, outer, self.issued)
        if item.kind != TITLE and self._is_act(index, item, outer, scope):
            return replace(outer, kind=Kind.DETAILS), list(self._points(item, outer))
        return scope, []

    def _is_act(self, index: int, item: Item, outer: Scope, scope: Scope) -> bool:
        """Whether a lead-in is the act itself: what is listed under it are things, no acts."""
        own = self.text[item.body : item.end]
        if own.isupper() or is_organ(own):
            return False
        if rule("orders", "sub.list").pattern.search(fold(own)):
            return outer.kind in {Kind.ORDERS, Kind.TASKS} and self._form(item) in ACTING
        if scope.kind is not Kind.ORDERS:
            return False
        under = [one for one in self.items[index + 1 :] if one.parent == index and not one.cells]
        acts = [self._form(one) for one in under]
        if not acts or sum(form in ACTING for form in acts) * 2 > len(acts):
            return False
        return bool(_pieces(self.text, item, outer)) and not own.strip().rstrip(":").endswith(
            ("sau", "yêu cầu", "đề nghị")
        )

    def _form(self, item: Item) -> Form:
        own = self.text[item.body : item.end]
        return act_of(Words(own), 0, len(own), alone=True).form

    def _row(self, item: Item, outer: Scope) -> Iterator[Obligation]:
        head = columns_of(self.text, item)
        if head is not None:
            self.columns = head
            return
        row = row_of(self.text, item, self.columns, self.issued) if self.columns else None
        if row is None or outer.kind in SILENT:
            return
        when = row.deadlines or ((outer.deadline,) if outer.deadline else ())
        actors, inherited = (row.actors, False) if row.actors else (outer.actors, True)
        yield Obligation(
            self.text[row.start : row.end],
            row.start,
            row.end,
            item.clause,
            "obligation.row",
            0.85,
            actors,
            row.coordinators,
            deadlines=tuple(when),
            inherited=inherited,
        )

    def _points(self, item: Item, outer: Scope) -> Iterator[Obligation]:
        if outer.kind in SILENT or self._is_quoted(item) or self.text[item.body] == "(":
            return
        running = outer.actors
        for piece in _pieces(self.text, item, outer):
            own = piece.act.subject
            if not self._counts(piece, outer):
                continue
            actors = _meant(spelt_out(own.name), outer.actors) if own else running
            inherited = own is None
            if own:
                running = actors
            yield self._obligation(item, piece, actors, inherited, outer)

    def _counts(self, piece: _Piece, outer: Scope) -> bool:
        """Whether the act is an order in a dispatch of this kind."""
        if self.kind in REPORTING:
            return piece.act.form is Form.SUBJECT and outer.kind is not Kind.PLAIN
        if self.kind in NORMATIVE and outer.kind is not Kind.ORDERS:
            text = self.text[piece.start : piece.end]
            return rule("orders", "duty").finds(text) or bool(deadlines(text, self.issued))
        return True

    def _is_quoted(self, item: Item) -> bool:
        """Whether the item stands inside a quotation that runs over several: new wording of another paper."""
        before = self.text[: item.start]
        return before.count("“") > before.count("”")

    def _obligation(
        self, item: Item, piece: _Piece, actors: tuple[str, ...], inherited: bool, outer: Scope
    ) -> Obligation:
        text = self.text[piece.start : piece.end]
        words = Words(text)
        when = _by_when(text, piece.start, outer, self.issued)
        others = parties(words, 0, len(text))
        return Obligation(
            text,
            piece.start,
            piece.end,
            item.clause,
            f"obligation.{piece.act.form.value}",
            SURE[piece.act.form],
            actors,
            others.coordinators,
            others.report_to,
            others.channel,
            others.drafts_for,
            tuple(when),
            inherited,
        )


def _meant(names: tuple[str, ...], scope: tuple[str, ...]) -> tuple[str, ...]:
    """The names; a short one for those whom the heading names ('chi bộ' under 'Các chi bộ cơ sở') means them."""
    short = fold(names[0])
    return (
        scope if len(names) == 1 and len(scope) == 1 and short != fold(scope[0]) and short in fold(scope[0]) else names
    )


def _by_when(text: str, at: int, outer: Scope, issued: dt.date | None) -> tuple[Deadline, ...]:
    """The deadlines of an act, else that of what it stands under; 'thường xuyên' tells one of reports only."""
    reports = rule("orders", "reports").finds(text)
    own = [one for one in deadlines(text, issued) if one.recurrence is not Frequency.REGULARLY or reports]
    told = any(one.due or one.recurrence or one.amount for one in own)
    return (*_placed(own, at), *((outer.deadline,) if outer.deadline and not told else ()))


def _placed(found: Sequence[Deadline], at: int) -> tuple[Deadline, ...]:
    """The deadlines with their offsets in the clean text."""
    return tuple(replace(one, start=one.start + at, end=one.end + at) for one in found)


def _pieces(text: str, item: Item, outer: Scope) -> list[_Piece]:
    """The acts of an item, each with the sentences that belong to it."""
    own = text[item.body : item.end]
    words = Words(own)
    found: list[_Piece] = []
    for start, end in _cut(words, own):
        act = act_of(words, start, end, alone=not found)
        at, last = item.body + start, item.body + end
        if act.form is Form.PART and found:
            found[-1] = replace(found[-1], end=last)
        elif act.form in _counting(item, outer) and not act.humble:
            if act.form is Form.STATED and found:
                continue
            found.append(_Piece(at, last, act))
    return found


#: What must stand before a cut: an act whose actor is named.
ACTING = frozenset({Form.ASKED, Form.SUBJECT, Form.BARE})


def _begins(words: Words, act: Act, at: int) -> bool:
    """Whether another act begins there: someone is asked, or another acts; 'được phân công' only tells who he is."""
    if act.form is Form.ASKED:
        return True
    own = act.subject
    return (
        act.form is Form.SUBJECT and own is not None and act.at == at and "được" not in words.text[own.end : own.after]
    )


def _counting(item: Item, outer: Scope) -> frozenset[Form]:
    """The forms that count for an item: prose between the points of a list must say who, or begin with the act."""
    forms = COUNTS.get(outer.kind, frozenset())
    if item.kind:
        return forms
    told = frozenset({Form.ASKED, Form.TOLD})
    return forms & (told if item.parent < 0 or outer.kind is Kind.CONCLUSION else told | {Form.SUBJECT, Form.BARE})


def _cut(words: Words, own: str) -> list[tuple[int, int]]:
    """The sentences, cut again where another is asked or another acts behind a semicolon."""
    cut: list[tuple[int, int]] = []
    for start, end in sentences(own):
        edges = [start]
        for match in re.finditer(r"[;,]\s+(?=(?:đồng thời )?(?:yêu cầu|đề nghị|giao)\s)|;\s+", own[start:end]):
            at = start + match.end()
            act = act_of(words, at, end)
            before = words.folded[edges[-1] : start + match.start()]
            adverbial = rule("orders", "opening.adverbial").pattern.match(before)
            acted = act_of(words, edges[-1], start + match.start())
            if _begins(words, act, at) and acted.form in ACTING and not (adverbial and acted.subject is None):
                edges.append(at)
        cut += list(zip(edges, [*edges[1:], end], strict=True))
    return cut

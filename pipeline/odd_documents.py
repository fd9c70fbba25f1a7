"""What looks odd between documents: one date among many, a ghost that is likely a misprint of a known document."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.identity import as_day, parts, place_key
from pipeline.claims import Claim, Place
from pipeline.matching import alike
from pipeline.organs import last_day
from records import Document, Doubt
from rules.successors import predecessors, successor

#: So many papers have to agree on a date before another one is odd.
ENOUGH = 2
#: How like two titles have to be to propose that a ghost is another document.
SAME_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class About:
    """A document and claims that mean it, in order; of them all own ones, and those of another date.

    The first of all is among them where a doubt hangs on it, see `shows_first`.
    """

    document: Document
    claims: tuple[Claim, ...]


def doubts_of(about: About, others: Iterable[Document]) -> Iterator[Doubt]:
    """Every doubt about the document; `others` are those on its shelf, by key."""
    yield from _odd_dates(about.document, about.claims)
    yield from _twice_received(about.document, about.claims)
    yield from _after_its_end(about.document, about.claims)
    yield from _likely_another(about, others)


def may_be_another(document: Document) -> bool:
    """Whether it can be a slip for what stands beside it: one paper alone tells of it, or tells no day."""
    return not (document.received and document.issued_on) and document.spoken_by == 1


def shows_first(document: Document) -> bool:
    """Whether a doubt can show where the document is spoken of first."""
    return may_be_another(document) or _ended(document) is not None


def on_shelves(documents: Iterable[Document]) -> Mapping[str, Sequence[Document]]:
    """Documents with a symbol by their shelf; the shelf '' is empty."""
    shelves: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.shelf:
            shelves[document.shelf].append(document)
    return shelves


def _odd_dates(document: Document, claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Papers that give the document another date than its own, or than most of its citers."""
    votes = Counter({one.value: one.papers for one in document.said if one.field == "issued_on"})
    right = document.issued_on
    if right is None or not (document.received or (votes[right] >= ENOUGH and votes[right] > 1.5 * _second(votes))):
        return
    told: set[tuple[Place, str]] = set()
    for claim in claims:
        date = claim.told.date
        if (
            date
            and not right.startswith(date)
            and not date.startswith(right)
            and not claim.own
            and (claim.paper, date) not in told
        ):
            told.add((claim.paper, date))
            message = (
                f"“{_mention(claim)}” ghi ngày {shown(date)}, nhưng {_who(document, votes[right])} "
                f"ghi ngày {shown(right)}; hãy đối chiếu với bản gốc."
            )
            yield _doubt("odd-date", message, document.key, document.key, claim)


def _second(votes: Counter[str]) -> int:
    counts = sorted(votes.values(), reverse=True)
    return counts[1] if len(counts) > 1 else 0


def _who(document: Document, count: int) -> str:
    return "chính văn bản ấy" if document.received else f"{count} văn bản khác"


def _twice_received(document: Document, claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Received papers that bear one number and differ in their day: two documents, or a misread date."""
    own = [claim for claim in claims if claim.own]
    dates = {claim.told.date for claim in own}
    for claim in own[1:] if len(dates) > 1 else ():
        message = (
            f"Hai văn bản đã nhận cùng mang số {claim.symbol} nhưng khác ngày ({_days(dates)}); nếu là hai văn bản "
            f"khác nhau, hãy tách bằng lệnh vanthu split."
        )
        yield _doubt("same-number", message, document.key, document.key, claim)


def _after_its_end(document: Document, claims: Sequence[Claim]) -> Iterator[Doubt]:
    """A document dated when its organ or province was no more: a misread date, or the new one's paper."""
    last, day, place = _ended(document), as_day(document.issued_on), document.jurisdiction
    if last is None or day is None or place is None:
        return
    name, ended = document.symbol or document.title, place_key(successor(place, day)) != place_key(place)
    then = f"{place} đã nhập vào {successor(place, day)}" if ended else f"cơ quan ấy đã kết thúc ngày {_shown(last)}"
    message = (
        f"{name} ghi ngày {shown(document.issued_on)} của {place}, nhưng khi ấy {then}; "
        f"hãy xem lại ngày và cơ quan ban hành."
    )
    yield _doubt("after-its-end", message, document.key, None, claims[0])


def _ended(document: Document) -> dt.date | None:
    """The last day of its organ or province where the document is dated after it."""
    day, place, found = as_day(document.issued_on), document.jurisdiction, parts(document.symbol or "")
    last = last_day(found.organ if found else "", place)
    return last if day is not None and place is not None and last is not None and last < day else None


def _shown(day: dt.date) -> str:
    return shown(day.isoformat())


def _days(dates: Iterable[str | None]) -> str:
    return ", ".join(shown(date) for date in sorted(date for date in dates if date))


def _likely_another(about: About, others: Iterable[Document]) -> Iterator[Doubt]:
    """A document of one citer that differs in one respect from a better known one; a paper without a day likewise."""
    ghost = about.document
    if ghost.shelf is None or not may_be_another(ghost):
        return
    for other in others:
        why = why_same(ghost, other) if other.key != ghost.key else None
        if why and _better_known(other):
            known = f"{other.symbol} ngày {shown(other.issued_on)}" if other.issued_on else f"{other.symbol}"
            place = f" ({other.jurisdiction})" if other.jurisdiction else ""
            message = (
                f"“{_mention(about.claims[0])}” có thể chính là {known}{place}: {why}. Nếu đúng, hãy gộp bằng lệnh "
                f'vanthu merge "{ghost.key}" "{other.key}".'
            )
            yield _doubt("likely-same", message, ghost.key, other.key, about.claims[0])


def _better_known(document: Document) -> bool:
    return document.received or document.spoken_by >= ENOUGH


def why_same(mine: Document, theirs: Document) -> str | None:
    """In what a ghost and a known document differ while all else is the same; None where too much differs."""
    a, b = parts(mine.symbol or ""), parts(theirs.symbol or "")
    if a is None or b is None:
        return None
    here, there = place_key(mine.jurisdiction), place_key(theirs.jurisdiction)
    same_place, same_kind = None in (here, there) or here == there, a.kind == b.kind
    same_day = mine.issued_on is not None and mine.issued_on == theirs.issued_on
    if same_place and not same_kind and same_day:
        return "cùng số, cùng ngày, cùng cơ quan, chỉ khác tên loại"
    if a.series != b.series:
        return None
    if same_place and mine.kind != theirs.kind and same_day:
        return "cùng số, cùng ngày, cùng cơ quan, chỉ khác tên loại"
    if same_place and _near_days(mine, theirs):
        return "cùng số, cùng cơ quan, ngày chỉ lệch một chỗ"
    if same_place and mine.title and theirs.title and alike(mine.title, theirs.title) >= SAME_TITLE:
        return "cùng số, cùng cơ quan, cùng trích yếu"
    if same_day and here and there and _one_became_other(mine, theirs):
        return "cùng số, cùng ngày, tỉnh này nay thuộc tỉnh kia"
    return None


def _near_days(one: Document, other: Document) -> bool:
    """Whether two dates differ in only one of day, month and year, and there in one digit."""
    if not (as_day(one.issued_on) and as_day(other.issued_on)):
        return False
    mine, theirs = (one.issued_on or "").split("-"), (other.issued_on or "").split("-")
    unlike = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(unlike) == 1 and sum(a != b for a, b in zip(*unlike[0], strict=True)) == 1


def _one_became_other(one: Document, other: Document) -> bool:
    here, there = one.jurisdiction or "", other.jurisdiction or ""
    return here in predecessors(there) or there in predecessors(here)


def _mention(claim: Claim) -> str:
    return " ".join(claim.citation.text.split()) if claim.citation else str(claim.symbol or claim.title or "văn bản")


def _doubt(code: str, message: str, key: str, proposed: str | None, claim: Claim) -> Doubt:
    page, box = (claim.citation.page, claim.citation.box) if claim.citation else (None, None)
    return Doubt(code, message, key, proposed, *claim.paper, page, box)


def shown(date: str | None) -> str:
    """A date as people here write it: 22/9/2017.

    >>> shown("2017-09-22")
    '22/9/2017'
    """
    day = as_day(date)
    return f"{day.day}/{day.month}/{day.year}" if day else (date or "")

"""What clerks say of a scan's pages, put together: the division that stands, and what cannot be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from records import UNDIVIDED, Division, Say, Statement


def division_of(statements: Iterable[Statement]) -> Division:
    """What stands of these statements, oldest first: of the beginning on a page and of the order the last one said."""
    found = UNDIVIDED
    for one in statements:
        found = _with(found, one)
    return found


def _with(found: Division, one: Statement) -> Division:
    pages = frozenset(one.pages)
    match one.say:
        case Say.BEGINS:
            return replace(found, begins=found.begins | pages, goes_on=found.goes_on - pages)
        case Say.GOES_ON:
            return replace(found, begins=found.begins - pages, goes_on=found.goes_on | pages)
        case Say.LEFT_OUT:
            return replace(found, left_out=found.left_out | pages)
        case Say.ORDER:
            natural = one.pages == tuple(sorted(one.pages))
            return replace(found, order=() if natural else one.pages)


def checked(one: Statement, standing: Sequence[Statement], pages: int) -> Statement:
    """The statement with its name tidied; `standing` are those it comes after, `pages` how many the scan has.

    Raises ValueError with a Vietnamese sentence for one that cannot be, or that changes nothing.
    """
    by = " ".join(one.by.split())
    if not by:
        raise ValueError("Thiếu tên người ghi; hãy ghi tên.")
    _check_pages(one, pages)
    before = division_of(standing)
    _check_place(one, before, pages)
    after = division_of((*standing, one))
    if after == before:
        raise ValueError("Lời này không thay đổi gì so với hiện nay; hãy xem các lời đã ghi.")
    if not after.sequence(pages):
        raise ValueError("Bỏ hết các trang thì bản quét không còn văn bản nào; hãy giữ lại ít nhất một trang.")
    return replace(one, by=by)


def _check_pages(one: Statement, pages: int) -> None:
    """The pages are there, each once, and an order names them all."""
    beyond = sorted(page for page in one.pages if not 1 <= page <= pages)
    if beyond:
        raise ValueError(f"Bản quét có {pages} trang, không có trang {_listed(beyond)}; hãy xem lại số trang.")
    twice = sorted(page for page, count in Counter(one.pages).items() if count > 1)
    if twice:
        raise ValueError(f"Trang {_listed(twice)} được nêu hai lần; hãy nêu mỗi trang một lần.")
    if one.say is Say.ORDER:
        lacking = sorted(set(range(1, pages + 1)) - set(one.pages))
        if lacking:
            raise ValueError(
                f"Thứ tự còn thiếu trang {_listed(lacking)}; hãy nêu đủ mọi trang, "
                "trang nào không thuộc văn bản nào thì ghi riêng là bỏ ra."
            )
    elif len(one.pages) != 1:
        raise ValueError("Mỗi lời nói về một trang; hãy nêu đúng một trang.")


def _check_place(one: Statement, before: Division, pages: int) -> None:
    """A page that is left out begins nothing, and the first page has nothing before it."""
    if one.say is Say.ORDER:
        return
    (page,) = one.pages
    if page in before.left_out:
        raise ValueError(f"Trang {page} đã được bỏ ra; hãy lấy lại trang ấy trước.")
    if one.say is Say.LEFT_OUT:
        return
    if page == before.sequence(pages)[0]:
        told = "vốn đã mở đầu văn bản đầu tiên" if one.say is Say.BEGINS else "đứng đầu, trước nó không có gì để nối"
        raise ValueError(f"Trang {page} {told}; hãy chọn trang khác.")


def pages_in(text: str) -> tuple[int, ...]:
    """The pages that a text lists, with commas or blanks between them; '2-4' is 2, 3, 4 and '3-1' is 3, 2, 1.

    Raises ValueError with a Vietnamese sentence.

    >>> pages_in("3, 1-2"), pages_in("3-1")
    ((3, 1, 2), (3, 2, 1))
    """
    found: list[int] = []
    for part in text.replace(",", " ").replace(";", " ").split():
        first, _, last = part.partition("-")
        ends = (first, last or first)
        if not all(end.isdecimal() and len(end) < 6 for end in ends):
            raise ValueError(f"“{part}” không phải là số trang; hãy ghi các số cách nhau bằng dấu phẩy, ví dụ 3, 1, 2.")
        a, b = map(int, ends)
        found += range(a, b + 1) if a <= b else range(a, b - 1, -1)
        if len(found) > MOST_PAGES:
            raise ValueError("Danh sách trang dài quá; hãy nêu mỗi trang của bản quét một lần.")
    if not found:
        raise ValueError("Chưa nêu trang nào; hãy ghi các số trang, ví dụ 3, 1, 2.")
    return tuple(found)


#: Scans have fewer pages (VANTHU_MAX_PAGES).
MOST_PAGES = 100_000


def in_words(one: Statement) -> str:
    """The statement as a Vietnamese sentence."""
    if one.say is Say.ORDER:
        return f"Các trang theo thứ tự {_listed(one.pages)}"
    said = {
        Say.BEGINS: "Văn bản mới bắt đầu ở trang {}",
        Say.GOES_ON: "Trang {} nối tiếp văn bản trước",
        Say.LEFT_OUT: "Trang {} không thuộc văn bản nào",
    }
    return said[one.say].format(_listed(one.pages))


def _listed(pages: Iterable[int]) -> str:
    return ", ".join(map(str, pages))

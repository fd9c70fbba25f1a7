"""From a file to the words of its pages: by the text layer where it is sound, by OCR where it is not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pipeline.apart import sheets
from pipeline.embedded import with_embedded
from pipeline.enclosed import unwrapped
from pipeline.errors import InstallationError, NotText, PipelineError
from pipeline.layout import lay_out
from pipeline.page_marks import begins_dispatch, with_drawn_marks
from pipeline.pages import PagePool
from pipeline.scanned import scanned_page
from pipeline.secrecy import without_secrets
from pipeline.segment import segment
from pipeline.sheets import Sheets
from pipeline.sniff import TEXT
from records import Grade, Page, Problem, Progress, ReadScan, Scan
from settings import Settings

A4 = (595.0, 842.0)  # points: what a page is said to measure that could not be opened
POOR_MESSAGE = (
    "Trang {0} mờ hoặc không phải chữ in nên đọc không chắc; hãy đối chiếu với bản giấy hoặc quét lại ở 300 dpi."
)
UNSEEN_MESSAGE = "Không xem được hình trang {0} nên có thể sót dấu chỉ độ mật, độ khẩn; hãy xem bản gốc. {1}"
PAGE_MESSAGE = "Trang {0} không đọc được. {1}"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A page as read, with what was doubtful, or what kept it from being read."""

    page: Page
    problems: tuple[Problem, ...] = ()
    error: PipelineError | None = None


#: Where nobody says on which pages dispatches begin.
NO_HEADS: frozenset[int] = frozenset()


def read_scan(
    scan: Scan,
    settings: Settings,
    pool: PagePool,
    progress: Progress | None = None,
    heads: frozenset[int] = NO_HEADS,
) -> ReadScan:
    """All pages of the scan in order, and the signatures a PDF embeds.

    A page that cannot be read is empty and a Problem; the others are read.  `heads`: pages on which a clerk says that a
    dispatch begins.

    Raises SecretMark as soon as the first page bears such a mark, the PipelineError of the file, or of its first page
    where no page could be read, and an InstallationError where OCR is needed and Tesseract is not there.
    """
    if scan.media_type == TEXT:
        return ReadScan(scan, (_plain_page(scan),))
    with unwrapped(scan) as original:
        read = _read(original.scan, settings, pool, progress, heads)
    return replace(read, scan=scan, envelope=original.envelope)


def _read(scan: Scan, settings: Settings, pool: PagePool, progress: Progress | None, heads: frozenset[int]) -> ReadScan:
    """The pages of a file that is no envelope."""
    with sheets(scan, settings) as opened:
        done: dict[int, _Outcome] = {}
        work: Callable[[int], _Outcome] = partial(_page, opened, settings, heads)
        for number, outcome in _first_then_rest(work, pool, opened.count):
            done[number] = outcome
            if number == 1:
                without_secrets(segment((lay_out(outcome.page),)))
            if progress is not None:
                progress(scan.name, len(done), opened.count)
    whole = _whole(scan, [done[number] for number in sorted(done)])
    return with_embedded(replace(whole, heads=heads))


def with_heads(read: ReadScan, settings: Settings, pool: PagePool, heads: frozenset[int]) -> ReadScan:
    """What was read before, with those of the pages read again whose heads nobody looked at; the same without any.

    Raises what `read_scan` raises.
    """
    known = {page.number for page in read.pages if begins_dispatch(page)} | read.heads
    wanted = [page.number for page in read.pages if page.number in heads - known]
    if not wanted or read.scan.media_type == TEXT:
        return read
    with sheets(read.scan, settings) as opened:
        again = dict(pool.each(partial(_page, opened, settings, heads), wanted))
    pages = tuple(again[page.number].page if page.number in again else page for page in read.pages)
    told = (one for one in read.problems if one.page not in again)
    problems = (*told, *(one for outcome in again.values() for one in outcome.problems))
    return replace(read, pages=pages, problems=problems, heads=read.heads | heads)


def _first_then_rest(work: Callable[[int], _Outcome], pool: PagePool, count: int) -> Iterator[tuple[int, _Outcome]]:
    """The first page by itself: where it bears a mark of secrecy no other is looked at."""
    yield from pool.each(work, range(1, min(count, 1) + 1))
    yield from pool.each(work, range(2, count + 1))


def _whole(scan: Scan, outcomes: list[_Outcome]) -> ReadScan:
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    if errors and len(errors) == len(outcomes):
        raise errors[0]
    pages = tuple(outcome.page for outcome in outcomes)
    return ReadScan(scan, pages, tuple(problem for outcome in outcomes for problem in outcome.problems))


def _page(opened: Sheets, settings: Settings, heads: Collection[int], number: int) -> _Outcome:
    try:
        page = opened.text_page(number)
        if page is not None:
            found = _typed(page, opened, settings, number in heads)
            return replace(found, problems=(*opened.doubts(number), *found.problems))
        said = {"begins": True} if number in heads else {}
        page = scanned_page(opened.picture(number), number, opened.field_words(number), settings, **said)
    except InstallationError:
        raise
    except PipelineError as error:
        problem = Problem(error.code, PAGE_MESSAGE.format(number, error), number)
        return _Outcome(Page(number, *A4, words=(), source="ocr"), (problem,), error)
    return _Outcome(page, _doubts(page))


def _typed(page: Page, opened: Sheets, settings: Settings, begins: bool) -> _Outcome:
    """The page of a text layer, which is good: nothing had to be recognised.

    Where a dispatch begins on it, it has the marks that are drawn over it.
    """
    page = replace(page, grade=Grade.GOOD) if page.source == "text" else page
    if not (begins or begins_dispatch(page)):
        return _Outcome(page)
    try:
        return _Outcome(with_drawn_marks(page, opened.drawn_head(page.number), settings))
    except InstallationError:
        raise
    except PipelineError as error:
        problem = Problem("marks-unseen", UNSEEN_MESSAGE.format(page.number, error), page.number, field="marks")
        return _Outcome(page, (problem,))


def _doubts(page: Page) -> tuple[Problem, ...]:
    if page.grade is not Grade.POOR:
        return ()
    return (Problem("poor_page", POOR_MESSAGE.format(page.number), page.number),)


def _plain_page(scan: Scan) -> Page:
    """The text as one page without layout."""
    try:
        text = scan.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText() from error
    return Page(1, *A4, words=(), source="plain", plain=unicodedata.normalize("NFC", text))

"""What the commands show in a terminal: a bar while pages are read, tables of sweeps and evaluations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from checking import Check
from doctor import Finding
from pipeline.errors import withholds_name
from pipeline.evaluate import Change, Score, scores, trusted
from pipeline.verdicts import Verdict
from records import Duplicate, ESignature, Found, Grade, Outcome, Reading, Refused, ScanReading, SweepReport
from records import Progress as PageProgress
from registry.register_row import GRADE_NAMES

FIELD_NAMES = {
    "symbol": "số, ký hiệu",
    "issued_on": "ngày",
    "issuer": "cơ quan",
    "kind": "tên loại",
    "subject": "trích yếu",
    "place": "địa danh",
    "parent_body": "cơ quan chủ quản",
    "jurisdiction": "địa phương",
    "arrival.number": "số đến",
    "arrival.date": "ngày đến",
    "signer.name": "người ký",
}
NOT_A_FIELD = {
    "not-a-dispatch": "không phải văn bản",
    "signature-broken": "chữ ký số đã bị sửa",
    "signature-unchecked": "chữ ký số không kiểm tra được",
    "many-signatures": "quá nhiều chữ ký số",
}
#: Wide enough for the table where the output goes into a file.
FILE_WIDTH = 160
#: As the status column names the three outcomes.
BUSY = "Một lần quét khác đang chạy trên hộp đến này; các tệp được để cho lần quét đó."
#: In the place of a secret paper's name: what is printed may be kept, in a journal or by Prefect.
NAMELESS = "(tệp có dấu mật)"
READ, KNOWN, FAILED = "đã đọc", "trùng", "không đọc được"


@contextmanager
def page_bar() -> Iterator[PageProgress]:
    """A bar that counts pages as they are read; the pages of a file are added when its first is done."""
    columns = (TextColumn("Đang đọc"), BarColumn(), MofNCompleteColumn(), TextColumn("trang"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield _counter(bar, task)


def _counter(bar: Progress, task: TaskID) -> PageProgress:
    totals: dict[str, int] = {}
    lock = Lock()

    def advance(name: str, done: int, total: int) -> None:
        with lock:
            totals[name] = total
            bar.update(task, total=sum(totals.values()), advance=1)

    return advance


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=FILE_WIDTH)


def row_of(name: str, outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """The rows of a file in the sweep's table: file, status, symbol, date, issuer, kind, what to look at."""
    name = printable(name)
    if isinstance(outcome, Duplicate):
        yield (name, KNOWN, "", "", "", "", f"đã có: {printable(outcome.of)}")
    elif isinstance(outcome, Refused):
        name = NAMELESS if withholds_name(outcome) else name
        yield (name, FAILED, "", "", "", "", f"{outcome.message} {outcome.remedy}")
    else:
        yield from (_reading_row(name, one) for one in outcome.readings)


def printable(name: str) -> str:
    r"""A file's name as every terminal takes it, on one line.

    >>> printable("a\n\udcff.pdf")
    'a??.pdf'
    """
    plain = "".join(sign if sign.isprintable() or "\ud800" <= sign <= "\udfff" else "?" for sign in name)
    return plain.encode("utf-8", "replace").decode("utf-8")


def _reading_row(name: str, reading: Reading) -> tuple[str, ...]:
    header = reading.header
    cells = (header.symbol, header.issued_on, header.issuer, header.kind)
    return (name, READ, *(_value(one) for one in cells), doubts_of(reading))


def doubts_of(reading: Reading) -> str:
    """What a clerk should look at, in a few words: the fields in doubt, or that the paper is no dispatch."""
    fields = (FIELD_NAMES.get(one.field or "") or NOT_A_FIELD.get(one.code, one.code) for one in reading.problems)
    return ", ".join(dict.fromkeys(fields))


def _value(found: Found | None) -> str:
    return found.value if found else ""


def print_sweep(report: SweepReport, outputs: Path, seconds: float) -> None:
    """The table of a sweep, what became of the files and how fast, and where the outputs lie."""
    console = _console()
    if report.busy:
        console.print(BUSY)
        return
    outcomes = report.outcomes
    table = Table("Tệp", "Kết quả", "Số, ký hiệu", "Ngày", "Cơ quan ban hành", "Loại", "Cần xem lại", show_lines=False)
    for name, outcome in outcomes:
        for row in row_of(name, outcome):
            table.add_row(*(escape(cell) for cell in row))
    if outcomes:
        console.print(table)
    console.print(summary(outcomes), pace(outcomes, seconds))
    if report.skipped:
        names = ", ".join(printable(name) for name in report.skipped)
        console.print(f"Bỏ qua {len(report.skipped)} mục không phải tệp trong hộp đến: {names}.", markup=False)
    console.print(f"Kết quả nằm trong thư mục {outputs.absolute()} (giải thích: outputs/README.md).")


def finding_lines(one: Finding) -> Iterator[str]:
    """What the examination found of one thing, and below it the remedy where it is lacking."""
    status = "OK" if one.ok else ("thiếu" if one.needed else "lưu ý")
    yield printable(f"{status:6} {one.name}: {one.found}")
    if not one.ok:
        yield f"       → {one.remedy}"


def print_check(check: Check) -> None:
    """The table of what is wrong with the archive or the database, and one sentence."""
    console, told = _console(), dict(check.done)
    if check.faults:
        table = Table("Tệp", "Điều không đúng", "Việc cần làm")
        for one in check.faults:
            table.add_row(
                *(escape(printable(cell)) for cell in (str(one.path), one.message, told.get(one, one.remedy)))
            )
        console.print(table)
        console.print(f"{check.originals} bản gốc: {len(check.faults)} điều không đúng, đã sửa {len(check.done)}.")
    else:
        console.print(f"{check.originals} bản gốc đều còn nguyên và khớp với sổ; cơ sở dữ liệu lành.")


def summary(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    """One sentence: how many files were read, known before, or not readable."""
    if not outcomes:
        return "Hộp đến không có tệp nào."
    read = sum(isinstance(one, ScanReading) for _, one in outcomes)
    known = sum(isinstance(one, Duplicate) for _, one in outcomes)
    failed = len(outcomes) - read - known
    if known == len(outcomes):
        return f"Cả {known} tệp đều trùng với tệp đã đọc; sổ không thay đổi."
    return f"{len(outcomes)} tệp: {read} đã đọc, {known} trùng với tệp đã có, {failed} không đọc được."


def pace(outcomes: Sequence[tuple[str, Outcome]], seconds: float) -> str:
    """How many pages were read in how many seconds; '' where none was."""
    pages = sum(one.page_count for _, one in outcomes if isinstance(one, ScanReading))
    if not pages or seconds <= 0:
        return ""
    return f"{pages} trang trong {seconds:.0f} giây ({60 * pages / seconds:.0f} trang một phút)."


def reading_lines(outcome: Outcome) -> Iterator[str]:
    """A reading in words, for a person at a terminal."""
    for number, row in enumerate(row_of("", outcome)):
        _, status, symbol, date, issuer, kind, doubt = row
        yield "  ".join(part for part in (status, symbol, date, kind, issuer) if part)
        if doubt:
            yield f"    cần xem lại: {doubt}"
        if isinstance(outcome, ScanReading):
            own = outcome.readings[number]
            yield from (f"    chữ ký số: {signature_line(one)}" for one in own.e_signatures)
            yield from page_lines(outcome, own.pages)


def signature_line(one: ESignature) -> str:
    """Who signed, for whom, when, and whether what was signed still stands."""
    state = one.integrity or "chỉ thấy khung in trên trang"
    told = [part for part in (one.signer, one.organisation, one.time) if part]
    return printable(f"{', '.join(told) or 'không rõ người ký'}: {state}{f' ({one.reason})' if one.reason else ''}")


def page_lines(outcome: ScanReading, pages: Sequence[int]) -> Iterator[str]:
    """Which of these pages are not good: 'chất lượng trang: 1, 3 kém; 2 khá'; nothing where all are."""
    told: dict[Grade, list[str]] = {Grade.POOR: [], Grade.FAIR: []}
    for number, grade in enumerate(outcome.grades, start=1):
        if grade in told and number in pages:
            told[grade].append(str(number))
    parts = [f"{', '.join(numbers)} {GRADE_NAMES[grade]}" for grade, numbers in told.items() if numbers]
    if parts:
        yield f"    chất lượng trang: {'; '.join(parts)}"


def print_evaluation(level: str, found: Sequence[Verdict], moved: Change, errors: bool) -> None:
    """The figures of one level per field, how far confidence can be believed, gains and losses."""
    console = _console()
    table = Table("Trường", "P", "R", "F1", "n", title=f"Mức {level}")
    for one in scores(found):
        table.add_row(*_figures(one))
    console.print(table)
    right, sure = trusted(found)
    share = f"{right / sure:.2%}" if sure else "không có"
    console.print(f"Giá trị có độ tin ≥ 0,9: {sure}, đúng {right} ({share}).")
    console.print(f"So với mốc: được {len(moved.gains)}, mất {len(moved.losses)}.")
    for key in moved.losses:
        console.print(f"  mất: {key}", highlight=False)
    for line in wrong(found) if errors else ():
        console.print(line, highlight=False)


def _figures(score: Score) -> tuple[str, ...]:
    return (score.field, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.want))


def wrong(found: Iterable[Verdict]) -> Iterator[str]:
    """One line a wrong value: case, field, what was wanted, what was read, how sure it was."""
    for one in found:
        if not one.right:
            sure = "" if one.confidence is None else f" ({one.confidence:.2f})"
            yield f"  {one.case} {one.field}: {one.want!r} ≠ {one.got!r}{sure}"

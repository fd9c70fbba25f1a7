"""How long one more paper takes to put into the graph, beside making it anew: `python -m benchmarks.graph [PAPERS]`.

The archive is made here: long papers of forty provinces, each naming documents of which a few are named by very many,
some without their day, some by their bare number.  Both ways run in one process over one SQLite file, and the outcome
of the one is held to that of the other.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractors.citations import citations_in
from extractors.completion import Citing
from pipeline.resolve import resolve
from pipeline.revise import revise
from records import Found, Header, Reading, Scan, ScanReading
from settings import Settings

#: Papers, and papers put in afterwards one by one.
PAPERS, ADDED = 2000, 20
#: Documents that can be named, and how many of them a paper names.
DOCUMENTS, NAMED = 3000, 20
#: Words between two that are named.
BETWEEN = (
    "Các cấp ủy, chính quyền và đoàn thể tiếp tục tổ chức thực hiện nghiêm túc, hiệu quả các nhiệm vụ được giao. " * 12
)
PLACES = (
    *("An Giang", "Bắc Giang", "Bạc Liêu", "Bến Tre", "Bình Định", "Cà Mau", "Cao Bằng", "Đắk Lắk", "Điện Biên"),
    *("Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Hậu Giang", "Hòa Bình", "Hưng Yên"),
    *("Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lâm Đồng", "Lạng Sơn", "Lào Cai", "Long An", "Nam Định"),
    *("Nghệ An", "Ninh Bình", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Trị", "Sơn La"),
    *("Tây Ninh", "Thái Bình", "Trà Vinh", "Vĩnh Long"),
)
KINDS = (("Chỉ thị", "CT"), ("Kết luận", "KL"), ("Nghị quyết", "NQ"), ("Kế hoạch", "KH"), ("Quy định", "QĐ"))
FIRST = dt.date(2011, 3, 1)


def _mention(number: int, dice: random.Random) -> str:
    """The document of that number, as papers name it: mostly whole, now and then without its day or its codes."""
    kind, code = KINDS[number % len(KINDS)]
    day = FIRST + dt.timedelta(days=number * 13 % 4800)
    organ, of = ("TW", "Ban Bí thư") if number % 3 == 0 else ("TU", "Tỉnh ủy")
    form = dice.random()
    if form < 0.1:
        return f"{kind} {number % 400 + 1} của {of}"
    date = f", ngày {day.day}/{day.month}/{day.year}" if form > 0.25 else ""
    about = f" về công tác {dice.choice(('cán bộ', 'dân vận', 'kiểm tra', 'tuyên giáo'))}" if form > 0.6 else ""
    return f"{kind} số {number % 400 + 1:02}-{code}/{organ}{date} của {of}{about}"


def _paper(number: int) -> ScanReading:
    dice = random.Random(number)
    place = PLACES[number % len(PLACES)]
    day = (FIRST + dt.timedelta(days=4800 + number % 600)).isoformat()
    named = [int(DOCUMENTS * dice.random() ** 4) for _ in range(NAMED)]
    text = "".join(f"{BETWEEN}Thực hiện {_mention(one, dice)}. " for one in named)
    told = (f"{number}-BC/TU", "báo cáo", day, f"Ban Thường vụ Tỉnh ủy {place}", place)
    symbol, kind, issued_on, issuer, of = (Found(value, value, 0.98, "made") for value in told)
    header = Header(symbol=symbol, kind=kind, issued_on=issued_on, issuer=issuer, jurisdiction=of)
    cited, edges = citations_in(text, Citing(symbol.value, kind.value, dt.date.fromisoformat(day), place))
    scan = Scan(f"{number:064x}", Path("x.pdf"), "x.pdf", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "application/pdf", 1)
    return ScanReading(scan, 1, (Reading((1,), text, header, citations=cited, asserted_edges=edges),))


def _seconds(work: Callable[[], None]) -> float:
    """Of the processor: other work on the machine only slows the clock."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _measured(papers: int) -> Iterator[tuple[str, float]]:
    """What is measured, and seconds."""
    from registry.graph import DjangoGraph
    from registry.save import DjangoRegister

    def anew() -> None:
        kept = DjangoGraph()
        now = kept.snapshot()
        kept.keep(resolve(kept), now)

    def put_in() -> None:
        kept = DjangoGraph()
        with kept.at_once():
            now = kept.snapshot()
            kept.revise(revise(kept, kept.changed(now.versions)), now)

    for number in range(papers):
        DjangoRegister().save(_paper(number))
    yield "made anew", _seconds(anew)
    times = []
    for number in range(papers, papers + ADDED):
        DjangoRegister().save(_paper(number))
        times.append(_seconds(put_in))
    yield "one more paper, median", statistics.median(times)
    yield "one more paper, slowest", max(times)
    digest = DjangoGraph().digest()
    yield "made anew", _seconds(anew)
    if digest != DjangoGraph().digest():
        raise SystemExit("the outcomes differ")


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table: what, seconds, and how many times quicker than making anew."""
    from registry.start import start

    papers = int(arguments[0]) if arguments else PAPERS
    with tempfile.TemporaryDirectory() as folder:
        start(Settings(database_url=f"sqlite:///{folder}/graph.sqlite3"))
        found = list(_measured(papers))
    whole = found[-1][1]
    sys.stdout.write(f"{papers} papers\n\n| what | seconds | times quicker |\n|---|---|---|\n")
    for name, seconds in found:
        sys.stdout.write(f"| {name} | {seconds:.3f} | {whole / seconds:.1f} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])

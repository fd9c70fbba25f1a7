"""A case rendered as a scan: NAME.pdf (or .tiff, .png, .jpeg) as scanners make them, and NAME.json with every word.

NAME.json has `case`, `level` and `pages`, each with `page` (from 1), `width` and `height` in points, `dpi`, `angle`
(skew in degrees, counter-clockwise), `turn` (the clockwise quarter turn in which the page lies in the file), `blank`,
`words` (`text`, `box`, `zone`, `hand` where it is handwritten, `dispatch`) and `inks` (`what`, `box`).  Boxes are in
points from the top left of the page as it is read, that is with the quarter turn undone.
"""

from __future__ import annotations

import functools
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import gmtime
from typing import Any

import cv2
from PIL import Image

from corpora.case import Case, CaseError, parse
from corpora.degrade import LEVELS, Scanned, degrade
from corpora.draw import draw
from corpora.sheet import Drawn, Sheet

#: Every scan claims to have been made then: the same case gives the same bytes.
_MADE_ON = gmtime(0)

Progress = Callable[[str, int, int], None]


def render(case_path: Path, level: str, out_dir: Path) -> Path:
    """The scan of the case at one of LEVELS (as `office`, `copy`), written into `out_dir` with its JSON beside it.

    The same case and level give the same bytes.  Raises CaseError, FontMissing, and KeyError for an unknown level.
    """
    case = parse(case_path)
    sheets = list(_with_blank(draw(case), case.blank))
    pages = [_scanned(case, sheets, number, level) for number in range(len(sheets))]
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / f"{case.name}.{case.format}"
    _save([_turned(page.image, case.turn) for page in pages], path, case, level)
    described = [_described(case, sheets[number], page, number) for number, page in enumerate(pages)]
    truth = {"case": case.name, "level": level, "pages": described}
    path.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def render_all(cases: Sequence[Path], level: str, out: Path, progress: Progress | None = None) -> list[Path]:
    """The scans of all cases in their order, drawn by as many processes as the machine has cores.

    `progress` is told the name of each case that is finished, how many are, and how many there are.
    """
    work = functools.partial(render, level=level, out_dir=out)
    done: list[Path] = []
    # Not by fork: a child would inherit OpenCV's threads as locks that nobody holds, and wait for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_one_thread) as pool:
        for path in pool.map(work, cases):
            done.append(path)
            if progress:
                progress(path.stem, len(done), len(cases))
    return done


def _one_thread() -> None:
    """Keep OpenCV from starting a thread a core in every process."""
    cv2.setNumThreads(1)


def _with_blank(sheets: Sequence[Sheet], after: int) -> Iterator[Sheet]:
    """The sheets with an empty one after the given page, 0 for none."""
    for number, sheet in enumerate(sheets, start=1):
        yield sheet
        if number == after:
            yield Sheet.blank()


def _scanned(case: Case, sheets: Sequence[Sheet], number: int, level: str) -> Scanned:
    """One page scanned; what shows through is the next page, or the one before where it is the last."""
    behind = number + 1 if number + 1 < len(sheets) else number - 1
    back = sheets[behind].image if behind >= 0 else None
    return degrade(sheets[number].image, back, level, case.name, number)


def _turned(image: Image.Image, turn: int) -> Image.Image:
    """The picture turned clockwise by that many quarter turns' degrees."""
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(turns[turn]) if turn else image


def _save(images: Sequence[Image.Image], path: Path, case: Case, level: str) -> None:
    """Write the pictures in the case's format.  Raises CaseError where it holds one page and the case has more."""
    options: dict[str, Any] = {} if images[0].mode == "1" else {"quality": LEVELS[level].quality}
    dpi = LEVELS[level].dpi
    if case.format in {"png", "jpeg"} and len(images) > 1:
        raise CaseError(f"{case.name}.txt:1: format={case.format} holds one page, the case has {len(images)}")
    if case.format == "pdf":
        options |= {"resolution": dpi, "creationDate": _MADE_ON, "modDate": _MADE_ON}
    else:
        options |= {"dpi": (dpi, dpi)}
    if case.format == "png":
        options["compress_level"] = 1  # grain does not shrink, it only takes time
    if case.format == "tiff":
        options |= {"compression": "group4" if images[0].mode == "1" else "jpeg"}
    if case.format == "jpeg" and images[0].mode == "1":
        images = [image.convert("L") for image in images]
    if case.format in {"pdf", "tiff"}:
        options |= {"save_all": True, "append_images": images[1:]}
    images[0].save(path, **options)


def _described(case: Case, sheet: Sheet, page: Scanned, number: int) -> dict[str, Any]:
    """What stands on the page and where, for the JSON."""
    return {
        "page": number + 1,
        "width": round(page.image.width * 72 / page.dpi, 1),
        "height": round(page.image.height * 72 / page.dpi, 1),
        "dpi": page.dpi,
        "angle": round(page.angle, 3),
        "turn": case.turn,
        "blank": not sheet.words and not sheet.inks,
        "words": [_word(word, page) for word in sheet.words],
        "inks": [asdict(ink) | {"box": page.place(ink.box)} for ink in sheet.inks],
    }


def _word(word: Drawn, page: Scanned) -> dict[str, Any]:
    """One word for the JSON; `hand` stands only where it is true."""
    entry = {"text": word.text, "box": page.place(word.box), "zone": word.zone.value, "dispatch": word.dispatch}
    return entry | ({"hand": True} if word.hand else {})

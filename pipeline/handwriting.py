"""Strips of a page read letter by letter by a second engine, which also knows digits written by hand.

The only room of onnxruntime.  The recogniser is PP-OCRv6's small one, which the package rapidocr carries.  It reads one
line of writing at a time and lacks most Vietnamese letters, so it is asked for digits, separators and plain letters.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from pipeline import image
from pipeline.errors import InstallationError
from pipeline.picture import Picture

HEIGHT = 48  # pixels: what the recogniser was made for
LEAST_WIDTH = 96
MOST_WIDTH = 1600
BLANK = 0  # the recogniser's sign for 'no letter here'
MODEL = Path("models", "PP-OCRv6_rec_small.onnx")

Likely = npt.NDArray[np.float32]

_LOADING = threading.Lock()


class RecogniserMissing(InstallationError):
    """The package that carries the recogniser of handwriting is not there, or without its model."""

    code = "recogniser_missing"
    sentence = "Chưa cài bộ nhận dạng chữ số viết tay."


@dataclass(frozen=True, slots=True)
class Traced:
    """One line of writing as the recogniser saw it: by step from left to right, how likely each letter is there.

    `letters` names the columns of `likely` (the first is no letter); the steps part the line, widened to the
    recogniser's least width, into equal shares.
    """

    letters: str
    likely: Likely

    def text(self, allowed: str | None = None) -> str:
        """The likeliest text, out of the `allowed` letters only where such are given."""
        best = self._best(allowed)
        return "".join(self.letters[i] for i, _ in _runs(best))

    def confidence(self, allowed: str | None = None) -> float:
        """The likelihood of the least likely letter, each at its surest step; 0.0 for no letter at all."""
        best = self._best(allowed)
        peaks = [max(float(self.likely[step, i]) for step in steps) for i, steps in _runs(best)]
        return min(peaks, default=0.0)

    def places(self) -> list[tuple[str, float]]:
        """Each letter of the likeliest text with the middle of its place, as a share of the line's width."""
        steps = len(self.likely)
        return [(self.letters[i], (run.start + run.stop) / 2 / steps) for i, run in _runs(self._best(None))]

    def _best(self, allowed: str | None) -> npt.NDArray[np.int64]:
        if allowed is None:
            return cast("npt.NDArray[np.int64]", self.likely.argmax(axis=1))
        open_ = np.array([i == BLANK or letter in allowed for i, letter in enumerate(self.letters)])
        return cast("npt.NDArray[np.int64]", np.where(open_, self.likely, -1.0).argmax(axis=1))


def _runs(best: npt.NDArray[np.int64]) -> list[tuple[int, range]]:
    """Pairs of a letter's index and the steps it holds, blanks left out."""
    runs: list[tuple[int, range]] = []
    start = 0
    for step in range(1, len(best) + 1):
        if step == len(best) or best[step] != best[start]:
            if best[start] != BLANK:
                runs.append((int(best[start]), range(start, step)))
            start = step
    return runs


def traced(pictures: Iterable[Picture]) -> list[Traced]:
    """Each line's trace, in the order given.  Raises RecogniserMissing."""
    session, letters = _recogniser()
    return [Traced(letters, _likely(session, picture)) for picture in pictures]


def _likely(session: Any, picture: Picture) -> Likely:
    grey = image.grey(picture.pixels)
    sized = image.enlarged(grey, HEIGHT / grey.shape[0])[:HEIGHT, :MOST_WIDTH]
    line = np.zeros((HEIGHT, max(LEAST_WIDTH, sized.shape[1])), np.float32)
    line[: sized.shape[0], : sized.shape[1]] = sized.astype(np.float32) / 127.5 - 1.0
    return cast("Likely", session.run(None, {"x": np.broadcast_to(line, (1, 3, *line.shape))})[0][0])


def model() -> Path:
    """Where the recogniser's model lies.  Raises RecogniserMissing."""
    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        raise RecogniserMissing()
    path = Path(package.origin).parent / MODEL
    if not path.is_file():
        raise RecogniserMissing()
    return path


def _recogniser() -> tuple[Any, str]:
    with _LOADING:
        return _loaded(model())


@cache
def _loaded(path: Path) -> tuple[Any, str]:
    """The session, which several threads may use at once, and its letters by index."""
    # Its Linux builds report their use to their maker over the network and leave a number of theirs in the temp folder
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # pages, not layers, are what runs side by side
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    letters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return session, "\0" + "".join(letters[:-1] if letters[-1] == "" else letters) + " "

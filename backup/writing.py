"""A bag as it is written: every file is hashed while it is copied, the manifests come last (BagIt 1.0, RFC 8493)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ALGORITHMS = ("sha256", "sha512")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the bag: its bytes and lines, and its hashes in hexadecimal by their name."""

    size: int
    lines: int
    hashes: Mapping[str, str]


@dataclass
class Bag:
    """A bag that grows in a folder; `closed` makes it whole."""

    folder: Path
    size: int = 0
    files: int = 0
    _manifests: dict[str, list[str]] = field(default_factory=lambda: {one: [] for one in ALGORITHMS})

    def put(self, name: str, blocks: Iterable[bytes]) -> Written:
        """The file `name` of the payload, written from these blocks.  Raises OSError; the bag then lacks it."""
        return self.noted(name, self.tried(name, blocks))

    def tried(self, name: str, blocks: Iterable[bytes]) -> Written:
        """The same, not yet told in the manifests."""
        path = self.folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return _written(path, blocks)

    def copied(self, name: str, source: Path) -> Written:
        """The file `name` of the payload, with the bytes and the time of another one.  Raises OSError."""
        return self.noted(name, self.tried_copy(name, source))

    def tried_copy(self, name: str, source: Path) -> Written:
        """The same, not yet told in the manifests."""
        written = self.tried(name, blocks_of(source))
        before = source.stat()
        os.utime(self.folder / "data" / name, ns=(before.st_atime_ns, before.st_mtime_ns))
        return written

    def noted(self, name: str, written: Written) -> Written:
        """What was written, now told in the manifests."""
        for algorithm, digest in written.hashes.items():
            self._manifests[algorithm].append(f"{digest}  {escaped(f'data/{name}')}\n")
        self.size += written.size
        self.files += 1
        return written

    def found(self, name: str) -> Written:
        """A file that lies in the payload already, hashed and told."""
        return self.noted(name, _hashed(blocks_of(self.folder / "data" / name)))

    def closed(self, info: Mapping[str, str]) -> None:
        """Nothing; the bag is whole: declaration, info, manifests, and the manifests of these."""
        told = {**info, "Payload-Oxum": f"{self.size}.{self.files}"}
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in told.items()),
            **{f"manifest-{one}.txt": "".join(sorted(lines)) for one, lines in self._manifests.items()},
        }
        hashed = {name: _written(self.folder / name, [text.encode()]).hashes for name, text in tags.items()}
        for one in ALGORITHMS:
            lines = "".join(f"{hashes[one]}  {name}\n" for name, hashes in sorted(hashed.items()))
            _written(self.folder / f"tagmanifest-{one}.txt", [lines.encode()])


def blocks_of(path: Path) -> Iterator[bytes]:
    """The file's bytes, some at a time.  Raises OSError."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def escaped(name: str) -> str:
    r"""The name as a manifest holds it; '%' stays as it is, since bagit-python reads it so.

    >>> escaped("data/hai\ndòng.pdf")
    'data/hai%0Adòng.pdf'
    """
    return name.replace("\r", "%0D").replace("\n", "%0A")


@contextmanager
def lasting(folder: Path) -> Iterator[None]:
    """A `with` after which a new name in the folder outlasts a power cut, and all that was written before it."""
    os.sync()
    yield
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(path: Path, blocks: Iterable[bytes]) -> Written:
    with path.open("wb") as file:
        return _hashed(_through(blocks, file.write))


def _through(blocks: Iterable[bytes], write: Callable[[bytes], object]) -> Iterator[bytes]:
    for block in blocks:
        write(block)
        yield block


def _hashed(blocks: Iterable[bytes]) -> Written:
    digests = {one: hashlib.new(one) for one in ALGORITHMS}
    size = lines = 0
    for block in blocks:
        for digest in digests.values():
            digest.update(block)
        size += len(block)
        lines += block.count(b"\n")
    return Written(size, lines, {name: digest.hexdigest() for name, digest in digests.items()})

"""A zip that is written piece by piece, in the same memory for any number of files.

The standard library writes the files of a zip as they come, but keeps a description of each until
the end, for the directory: 400 bytes a file, and the libraries for streams keep 200. Here the
descriptions wait in a file.
"""

import pickle
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Final, NamedTuple, Self

PIECE: Final = 64 * 1024
"""bytes, about"""
IN_MEMORY: Final = 1024 * 1024
"""bytes of descriptions that need no file yet"""
UNIX: Final = 3
READABLE: Final = 0o644 << 16
FAST: Final = 1
Moment = tuple[int, int, int, int, int, int]


class ZippedFile(NamedTuple):
    """A file, the moment of its last change (from 1980 to 2107), and what is in it."""

    name: str
    changed_at: Moment
    content: bytes


def zipped(files: Iterable[ZippedFile]) -> Iterator[bytes]:
    """The bytes of a zip of these files: always the same ones for the same files."""
    with _Outlet() as outlet, _Directory() as directory:
        archive = zipfile.ZipFile(outlet, "w")
        archive.filelist, archive.NameToInfo = directory, _Nothing()
        try:
            for file in files:
                archive.writestr(_described(file), file.content, zipfile.ZIP_DEFLATED, FAST)
                if outlet.held > PIECE:
                    yield from outlet.taken()
            archive.close()
            yield from outlet.taken()
        finally:
            archive.fp = None  # given up: or it would still write its directory when it is deleted


def _described(file: ZippedFile) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(file.name, file.changed_at)
    described.create_system = UNIX  # whatever this one is: the bytes shall be the same
    described.external_attr = READABLE
    return described


class _Spool:
    """A file that stays in memory while it is small."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # closed at the exit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()


class _Outlet(_Spool):
    """What was written, until it is taken. It can't be read or gone back in: the archive sees."""

    held = 0
    """bytes"""

    def write(self, piece: bytes) -> int:
        self.held += len(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> Iterator[bytes]:
        self._file.seek(0)
        yield from iter(partial(self._file.read, PIECE), b"")
        self._file.seek(0)
        self._file.truncate()
        self.held = 0


class _Directory(_Spool, list[zipfile.ZipInfo]):
    """A list that lies in a file: it is added to, and read once from its beginning."""

    _length = 0

    def append(self, described: zipfile.ZipInfo) -> None:
        pickle.dump(described, self._file)
        self._length += 1

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self._file.seek(0)
        for _ in range(self._length):
            yield pickle.load(self._file)  # noqa: S301  # what was written above


class _Nothing(dict[str, zipfile.ZipInfo]):
    """Keeps nothing: names are looked up only in archives that are read."""

    def __setitem__(self, name: str, described: zipfile.ZipInfo) -> None:
        """Forget it."""

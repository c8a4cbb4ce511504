"""A zip that is written piece by piece."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator

from api.zip_stream import PIECE, ZippedFile, zipped
from tests.live import ROOT

MOMENT = (2026, 11, 22, 19, 39, 54)
MANY = 70_000
"""more than a zip of the old kind can have"""


def files(count: int) -> Iterator[ZippedFile]:
    return (ZippedFile(f"{number}.md", MOMENT, b"body" * number) for number in range(count))


def test_it_is_a_zip_of_the_files_in_their_order() -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(files(100)))))

    assert archive.testzip() is None
    assert archive.namelist() == [file.name for file in files(100)]
    assert all(archive.read(file.name) == file.content for file in files(100))
    assert archive.infolist()[7].date_time == MOMENT


def test_it_comes_in_pieces_also_where_the_directory_is_large() -> None:
    small = (ZippedFile(f"{number}.md", MOMENT, b"") for number in range(MANY))

    pieces = list(zipped(small))

    assert max(map(len, pieces)) <= PIECE
    assert all(pieces)
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(pieces))).namelist()) == MANY


def test_the_same_files_make_the_same_bytes() -> None:
    assert list(zipped(files(50))) == list(zipped(files(50)))


def test_one_that_is_given_up_says_nothing() -> None:
    """`ZipFile` would write its directory when it is deleted, into a file that is closed."""
    script = (
        "from tests.api.test_zip_stream import *; pieces = zipped(files(2000)); next(pieces);"
        "pieces.close(); del pieces"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""

"""A zip that is written piece by piece."""

import io
import itertools
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from stream_unzip import stream_unzip

from api.transfers.writers.zip import PIECE, ZippedFile, zipped

MOMENT: Final = datetime(2026, 11, 22, 19, 39, 54)  # noqa: DTZ001  # a zip knows no zones
MANY: Final = 70_000
"""more than a zip of the old kind can have"""
ZIP64: Final = b"PK\x06\x06"
"""what begins the end of a directory that is of the new kind"""


def files(count: int) -> Iterator[ZippedFile]:
    return (ZippedFile(f"{number}.md", MOMENT, b"body" * number) for number in range(count))


def empty(count: int) -> Iterator[ZippedFile]:
    return (ZippedFile(f"{number}.md", MOMENT, b"") for number in range(count))


def test_a_zip_has_the_files_in_their_order() -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zipped(files(100)))))

    assert archive.testzip() is None
    assert archive.namelist() == [file.name for file in files(100)]
    assert all(archive.read(file.name) == file.content for file in files(100))


def test_a_file_has_its_time_and_can_be_read_by_all() -> None:
    described = zipfile.ZipFile(io.BytesIO(b"".join(zipped(files(1))))).infolist()[0]

    assert described.date_time == MOMENT.timetuple()[:6]
    assert described.external_attr >> 16 == 0o100644


@pytest.mark.parametrize("year", [1980, 2107])
def test_the_first_and_the_last_year_of_a_zip_can_be_told(year: int) -> None:
    file = ZippedFile("a.md", MOMENT.replace(year=year), b"")

    described = zipfile.ZipFile(io.BytesIO(b"".join(zipped([file])))).infolist()[0]

    assert described.date_time[0] == year


def test_a_name_is_utf8() -> None:
    written = b"".join(zipped([ZippedFile("Äpfel 🍎.md", MOMENT, b"a")]))

    assert zipfile.ZipFile(io.BytesIO(written)).namelist() == ["Äpfel 🍎.md"]


@pytest.mark.skipif(not shutil.which("zipinfo"), reason="Info-ZIP is not installed")
@pytest.mark.parametrize("count", [0, 100, MANY])
def test_the_programs_people_have_read_it(tmp_path: Path, count: int) -> None:
    file = tmp_path / "notes.zip"
    file.write_bytes(b"".join(zipped(empty(count))))

    told = subprocess.run(["zipinfo", "-t", file], capture_output=True, text=True, check=False)

    assert told.stdout.startswith(f"{count} file" if count else "Empty zipfile"), told


def test_a_zip_is_zip64_only_above_65535_files() -> None:
    assert ZIP64 not in b"".join(zipped(empty(65_535)))
    assert ZIP64 in b"".join(zipped(empty(65_536)))


def test_a_zip_can_be_read_as_a_stream() -> None:
    read = [(name.decode(), b"".join(body)) for name, _, body in stream_unzip(zipped(files(100)))]

    assert read == [(file.name, file.content) for file in files(100)]


def test_a_large_directory_comes_in_pieces_too() -> None:
    pieces = list(zipped(empty(MANY)))

    assert max(map(len, pieces)) < 2 * PIECE
    assert min(map(len, pieces[:-1])) >= PIECE
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(pieces))).namelist()) == MANY


def test_a_zip_begins_before_its_last_file_is_made() -> None:
    numbers = itertools.count()

    assert next(zipped(ZippedFile(f"{number}.md", MOMENT, b"body") for number in numbers))


def test_the_same_files_make_the_same_bytes() -> None:
    assert list(zipped(files(50))) == list(zipped(files(50)))

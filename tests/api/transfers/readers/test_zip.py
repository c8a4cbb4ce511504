"""Zips of Markdown files, as any program makes them and as nobody should."""

import io
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.transfers.errors import ImportTooLarge, ImportUnreadable
from api.transfers.readers.line import LONGEST, Line
from api.transfers.readers.zip import zip_lines
from api.transfers.writers.zip import ZippedFile, zipped

LARGEST = 4 * LONGEST
MILK = b"---\ntitle: milk\n---\ntwo litres"
ROW = {"title": "milk", "description": "two litres"}
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]


def read(content: bytes, largest: int = LARGEST) -> list[Line]:
    return list(zip_lines(io.BytesIO(content), largest))


def archive_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def streamed(files: dict[str, bytes]) -> bytes:
    """A zip that was written where its writer could not go back, and packs nothing."""

    class Pipe(io.BytesIO):
        def tell(self) -> int:
            raise OSError

    made = Pipe()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def encrypted(content: bytes) -> bytes:
    """The same zip, saying that its first file is encrypted."""
    return content[:6] + bytes([content[6] | 1]) + content[7:]


@pytest.mark.parametrize("method", METHODS)
def test_files_are_read_in_their_order_with_their_names(method: int) -> None:
    content = archive_of({"a.md": MILK, "folder/": b"", "folder/é.MD": MILK}, method)

    assert read(content) == [Line(1, ROW, "a.md"), Line(3, ROW, "folder/é.MD")]


def test_file_names_that_are_not_utf_8_stay_distinct() -> None:
    content = archive_of({"aa.md": MILK, "bb.md": MILK})
    content = content.replace(b"aa.md", b"\x81a.md").replace(b"bb.md", b"\x82a.md")

    assert [line.entry for line in read(content)] == [r"\x81a.md", r"\x82a.md"]


def test_our_own_zips_are_read() -> None:
    content = b"".join(zipped([ZippedFile("1.md", datetime(1980, 1, 1, tzinfo=UTC), MILK)]))

    assert read(content) == [Line(1, ROW, "1.md")]
    assert read(b"".join(zipped([]))) == []


def test_a_file_that_is_no_note_is_refused_alone() -> None:
    files = {"a.txt": MILK, "long.md": MILK + b"x" * LONGEST, "no.md": b"# Milk", "b.md": MILK}

    text, long, front, milk = read(archive_of(files))

    assert "not end in .md" in str(text.refusal)
    assert "longer than" in str(long.refusal)
    assert "front matter" in str(front.refusal)
    assert milk == Line(4, ROW, "b.md")


@pytest.mark.parametrize(
    "name", ["../../etc/a.md", "/tmp/a.md", "C:\\a.md", "a\r\nb.md", "\x1b.md"]
)
def test_file_names_are_never_used_as_paths(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert read(archive_of({name: MILK})) == [Line(1, ROW, name)]

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_bomb_is_not_unpacked_further_than_may_be(method: int) -> None:
    bomb = archive_of({"a.md": bytes(100 * LONGEST)}, method)
    assert len(bomb) < LONGEST

    with pytest.raises(ImportTooLarge):
        read(bomb)


def test_many_small_bombs_are_refused_together() -> None:
    bombs = archive_of({f"{number}.md": bytes(LONGEST) for number in range(5)})

    with pytest.raises(ImportTooLarge):
        read(bombs)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a zip"),
        (b"title,done\r\n", "not a zip"),
        (archive_of({"a.md": MILK})[:50], "not a zip"),
        (archive_of({"a.md": MILK}, zipfile.ZIP_LZMA), "Make it again with the method deflate"),
        (streamed({"a.md": MILK}), "Make it again with the method deflate"),
        (encrypted(archive_of({"a.md": MILK})), "encrypted"),
    ],
    ids=["empty", "csv", "cut off", "lzma", "streamed", "encrypted"],  # a zip holds the time
)
def test_an_unreadable_zip_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(ImportUnreadable, match=words):
        read(content)


@pytest.mark.parametrize("method", METHODS)
def test_a_zip_with_any_byte_broken_is_read_or_refused(method: int) -> None:
    content = archive_of({"a.md": MILK, "b.md": MILK * 20}, method)
    chance = random.Random(4)
    for place in range(len(content)):
        broken = bytearray(content)
        broken[place] = chance.randrange(256)
        try:
            read(bytes(broken))
        except (ImportUnreadable, ImportTooLarge):
            continue

"""The Markdown files of a zip, one after the other, as they come: nothing is written anywhere."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, Final

from stream_unzip import MissingPasswordError, UnsupportedFeatureError, stream_unzip

from api.transfers.errors import ImportTooLarge, ImportUnreadable
from api.transfers.markdown import fields
from api.transfers.readers.line import LONGEST, TOO_LONG, Line

PIECE: Final = 64 * 1024
UNUSUAL: Final = "The zip can't be read piece by piece. Make it anew, with the method deflate."
ENCRYPTED: Final = "The zip is encrypted. Send one without a password."


def zip_lines(file: BinaryIO, largest: int) -> Iterator[Line]:
    """The files of a zip, without its folders. What they are called leads nowhere.

    :param largest: how many bytes may come out of it
    :raises ImportUnreadable: if it is no zip, or broken, encrypted or packed in an unusual way
    :raises ImportTooLarge: if more comes out of it
    """
    room = _Room(largest)
    pieces = iter(partial(file.read, PIECE), b"")
    try:
        for number, (name, _, unpacked) in enumerate(stream_unzip(pieces), 1):
            content = room.taken_in(unpacked)
            if not name.endswith(b"/"):
                yield _line(number, name.decode(errors="backslashreplace"), content)
    except MissingPasswordError as error:
        raise ImportUnreadable(ENCRYPTED) from error
    except UnsupportedFeatureError as error:
        raise ImportUnreadable(UNUSUAL) from error
    except ValueError as error:  # UnzipValueError, and what the inflating below it raises
        reason = type(error).__name__
        raise ImportUnreadable(f"This is no zip, or a broken one: {reason}.") from error


def _line(number: int, name: str, content: bytes) -> Line:
    if not name.lower().endswith(".md"):
        return Line(number, entry=name, refusal="This is no Markdown file: its name has no .md.")
    if len(content) > LONGEST:
        return Line(number, entry=name, refusal=TOO_LONG)
    try:
        return Line(number, fields(content), name)
    except ValueError as error:
        return Line(number, entry=name, refusal=str(error))


class _Room:
    """Room for what comes out of a zip, however little went into it."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._taken = 0

    def taken_in(self, pieces: Iterable[bytes]) -> bytes:
        """A file, of which no more is kept than shows that it is too long."""
        content = bytearray()
        for piece in pieces:
            self._taken += len(piece)
            if self._taken > self._largest:
                raise ImportTooLarge("What the zip holds", self._largest)
            content += piece[: LONGEST + 1 - len(content)]
        return bytes(content)

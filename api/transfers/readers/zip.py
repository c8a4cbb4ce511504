"""Reads the Markdown files of a zip as a stream, without unpacking them to disk."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, Final

from stream_unzip import MissingPasswordError, UnsupportedFeatureError, stream_unzip

from api.transfers.errors import ImportTooLarge, ImportUnreadable
from api.transfers.markdown import fields
from api.transfers.readers.line import LONGEST, TOO_LONG, Line

PIECE: Final = 64 * 1024
UNUSUAL: Final = "The zip can't be read as a stream. Make it again with the method deflate."
ENCRYPTED: Final = "The zip is encrypted. Send a zip without a password."


def zip_lines(file: BinaryIO, largest: int) -> Iterator[Line]:
    """The files of a zip, without its folders. Their names are never used as paths.

    :param largest: the maximum number of unpacked bytes
    :raises ImportUnreadable: if it is not a zip, or is broken, encrypted or compressed unusually
    :raises ImportTooLarge: if it unpacks to more
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
    except ValueError as error:  # UnzipValueError, and the errors of the decompression below it
        reason = type(error).__name__
        raise ImportUnreadable(f"This is not a zip, or it is broken: {reason}.") from error


def _line(number: int, name: str, content: bytes) -> Line:
    if not name.lower().endswith(".md"):
        return Line(
            number, entry=name, refusal="This is not a Markdown file: its name does not end in .md."
        )
    if len(content) > LONGEST:
        return Line(number, entry=name, refusal=TOO_LONG)
    try:
        return Line(number, fields(content), name)
    except ValueError as error:
        return Line(number, entry=name, refusal=str(error))


class _Room:
    """Limits the unpacked size of a zip, however small the zip is."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._taken = 0

    def taken_in(self, pieces: Iterable[bytes]) -> bytes:
        """The content of a file, truncated just above the longest row."""
        content = bytearray()
        for piece in pieces:
            self._taken += len(piece)
            if self._taken > self._largest:
                raise ImportTooLarge("The unpacked zip", self._largest)
            content += piece[: LONGEST + 1 - len(content)]
        return bytes(content)

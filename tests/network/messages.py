"""What the bytes of a WebSocket say (RFC 6455), compressed (RFC 7692) or not."""

import zlib
from collections.abc import Callable, Iterator
from typing import Final

COMPRESSED: Final = 0x40
LENGTH: Final = 0x7F
LONGER: Final = {126: 2, 127: 8}
"""how many bytes hold the length, by the number that stands in its place"""


def says(words: str) -> Callable[[bytes], bool]:
    """Return a function that tells whether a server's message with these words is in a piece."""
    return lambda piece: any(words.encode() in message for message in messages(piece))


def messages(piece: bytes) -> Iterator[bytes]:
    """The messages of a piece that begins with one, each in one frame, unmasked as a server's."""
    while len(piece) > 1:
        size, start = piece[1] & LENGTH, 2
        if more := LONGER.get(size):
            size, start = int.from_bytes(piece[2 : 2 + more]), 2 + more
        said = piece[start : start + size]
        if piece[0] & COMPRESSED:
            said = zlib.decompressobj(-zlib.MAX_WBITS).decompress(said)
        yield said
        piece = piece[start + size :]

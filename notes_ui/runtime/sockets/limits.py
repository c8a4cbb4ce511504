"""How much the socket server takes at once: a setting that NiceGUI does not hand on."""

from typing import Final

from engineio.payload import Payload

HELD_BACK: Final = 10_000
"""messages, such as letters, that one request may contain when a browser has held them back

The limit of python-engineio 4.15.1 is lower. It then loses the whole request, and still answers
"OK". The size of a request is also limited.
"""


def take_what_was_held_back() -> None:
    """Take up to `HELD_BACK` messages in one request."""
    Payload.max_decode_packets = HELD_BACK

"""What the socket server takes, and from whom: settings that NiceGUI does not hand on."""

from typing import Final

from engineio.payload import Payload
from nicegui import core

HELD_BACK: Final = 10_000
"""messages, such as letters, that one request may contain when a browser has held them back

The limit of python-engineio 4.15.1 is lower. It then loses the whole request, and still answers
"OK". The size of a request is also limited.
"""


def take_what_was_held_back() -> None:
    """Take up to `HELD_BACK` messages in one request."""
    Payload.max_decode_packets = HELD_BACK


def refuse_other_origins() -> None:
    """Let only pages of this origin open a socket; NiceGUI lets all."""
    core.sio.eio.cors_allowed_origins = None

"""Compresses large messages to a page, and only these: a Uvicorn protocol for WebSockets.

The first message to a page holds its cards: 100 kB, or 10 kB compressed. Most other messages are
below 1 kB. To compress all of them, as Uvicorn can, takes 40 kB of memory for each page, because a
message refers to the ones before it. Here each compressed message stands alone
(RFC 7692, section 7.1.1), so nothing is kept between two messages.
"""

from collections.abc import Sequence
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.base import Extension
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.frames import Frame, Opcode
from websockets.typing import ExtensionParameter

WORTH_IT: Final = 4096
"""bytes of a message from which on it is compressed"""


class LargeMessageDeflate(PerMessageDeflate):
    """Leaves small messages as they are, which RFC 7692 allows for each message (section 6)."""

    def encode(self, frame: Frame) -> Frame:
        """Compress the frame, unless it is a whole message that is small."""
        is_whole = frame.fin and frame.opcode is not Opcode.CONT
        if is_whole and len(frame.data) < WORTH_IT:
            return frame
        return super().encode(frame)


class LargeMessageDeflateFactory(ServerPerMessageDeflateFactory):
    """Negotiates the extension with a browser: nothing is kept from one message to the next."""

    def __init__(self) -> None:
        super().__init__(server_no_context_takeover=True, client_no_context_takeover=True)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        """Agree on parameters; see `ServerPerMessageDeflateFactory`."""
        agreed, made = super().process_request_params(params, accepted_extensions)
        return agreed, LargeMessageDeflate(
            made.remote_no_context_takeover,
            made.local_no_context_takeover,
            made.remote_max_window_bits,
            made.local_max_window_bits,
            made.compress_settings,
        )


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's protocol, with compression of large messages; for `uvicorn.Config(ws=…)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [LargeMessageDeflateFactory()]

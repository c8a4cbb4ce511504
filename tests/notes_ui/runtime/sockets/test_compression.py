"""A large message to a page is compressed, a small one is not, and nothing is kept between them."""

from pathlib import Path
from typing import Final

import pytest
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
    PerMessageDeflate,
)
from websockets.frames import Frame
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol
from websockets.sync.client import connect
from websockets.uri import parse_uri

from notes_ui.runtime.sockets.compression import WORTH_IT, LargeMessageDeflateFactory
from tests.support.live import serving

LARGE: Final = b"bread and milk, " * WORTH_IT
SMALL: Final = b"bread and milk, " * 10


class Connected:
    """A browser that offers compression, and a server that may use it."""

    def __init__(self) -> None:
        self.client = ClientProtocol(
            parse_uri("ws://localhost/"), extensions=[ClientPerMessageDeflateFactory()]
        )
        self.server = ServerProtocol(extensions=[LargeMessageDeflateFactory()])
        self.client.send_request(self.client.connect())
        self.to_server()
        (request,) = self.server.events_received()
        assert isinstance(request, Request)
        self.server.send_response(self.server.accept(request))
        self.to_client()
        (response,) = self.client.events_received()
        assert isinstance(response, Response)

    def to_server(self) -> int:
        sent = b"".join(self.client.data_to_send())
        self.server.receive_data(sent)
        return len(sent)

    def to_client(self) -> int:
        """Return how many bytes were on the wire."""
        sent = b"".join(self.server.data_to_send())
        self.client.receive_data(sent)
        return len(sent)


def received(protocol: ClientProtocol | ServerProtocol) -> bytes:
    (frame,) = protocol.events_received()
    assert isinstance(frame, Frame)
    return bytes(frame.data)


def test_a_large_message_takes_a_fraction_and_arrives_whole() -> None:
    line = Connected()
    for _ in range(2):
        line.server.send_text(LARGE)
        assert line.to_client() < len(LARGE) / 50
        assert received(line.client) == LARGE


def test_a_small_message_is_sent_as_it_is() -> None:
    line = Connected()
    line.server.send_text(SMALL)
    assert len(SMALL) <= line.to_client() < len(SMALL) + 10
    assert received(line.client) == SMALL


@pytest.mark.parametrize("text", [SMALL, LARGE], ids=["small", "large"])
def test_the_server_reads_compressed_messages(text: bytes) -> None:
    line = Connected()
    line.client.send_text(text)
    assert line.to_server() < len(text)
    assert received(line.server) == text


def test_a_message_in_pieces_arrives_whole() -> None:
    line = Connected()
    line.server.send_text(SMALL, fin=False)
    line.server.send_continuation(LARGE, fin=True)
    line.to_client()
    pieces = [bytes(piece.data) for piece in line.client.events_received()]  # type: ignore[union-attr]
    assert b"".join(pieces) == SMALL + LARGE


def test_the_server_keeps_no_state_between_messages(tmp_path: Path) -> None:
    with serving(tmp_path / "notes.db") as server:
        url = server.url.replace("http", "ws", 1)
        with connect(f"{url}/front/_nicegui_ws/socket.io/?EIO=4&transport=websocket") as socket:
            assert str(socket.recv()).startswith('0{"sid"')
            (compression,) = socket.protocol.extensions
    assert isinstance(compression, PerMessageDeflate)
    assert compression.local_no_context_takeover
    assert compression.remote_no_context_takeover

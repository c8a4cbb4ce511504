"""A browser that connects again has left the socket before: nothing more is taken from that.

What a slow or broken line has held back of it arrives late, after what the browser has said since:
an old text over a newer one, or a press that meant another text. The browser tells what its fields
hold when it connects, so no text is lost with it.
"""

from collections.abc import Iterator

from nicegui import Client, core


async def close_replaced(socket: str) -> None:
    """Close the sockets that the same document of a browser had before this one."""
    for before in list(_replaced_by(socket)):
        await core.sio.disconnect(before)


def _replaced_by(socket: str) -> Iterator[str]:
    for room in core.sio.rooms(socket):  # NiceGUI puts a socket into the room of its page
        if client := Client.instances.get(room):
            documents: dict[str, str] = vars(client)["_socket_to_document_id"]
            for other, document in documents.items():
                if other != socket and document == documents.get(socket):
                    yield other

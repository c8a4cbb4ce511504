"""Closes the previous socket of a browser that has connected again.

A slow or broken line delivers messages of the previous socket late, after those of the new one: an
old text would replace a newer one, or a press would act on another text. No text is lost: after
each reconnect the server asks the browser for the texts of its fields.
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

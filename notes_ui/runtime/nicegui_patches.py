"""What makes pages cheaper without changing what they do. Each step is measured in the README."""

import inspect
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from engineio.packet import MESSAGE
from engineio.packet import Packet as Message
from nicegui import core
from nicegui.classes import Classes
from nicegui.event_listener import EventListener
from nicegui.props import Props
from nicegui.style import Style
from socketio.async_manager import AsyncManager
from socketio.packet import EVENT, Packet

from notes_ui.runtime import outbox_hold

_describe: Final = EventListener.to_dict
_of_each: Final = {
    field.name: attrgetter(field.name)
    for field in fields(EventListener)
    if field.name not in {"id", "element_id", "type", "handler", "request"}
}
"""what a browser is told of each listener, however many are of its type"""
_of_types: Final[dict[str, dict[str, Any]]] = {}
"""as many as there are kinds of events in the program"""


def remember_signatures() -> None:
    """Have `inspect` find at once what NiceGUI asks it thrice for each element it makes.

    NiceGUI looks at the signature of the same three methods again and again: a third of what an
    element costs. A function may carry its signature along (PEP 362).
    """
    for collection in (Classes, Props, Style):
        method = vars(collection)["_update"]
        method.__signature__ = inspect.signature(method)


def share_descriptions() -> None:
    """Have what a browser is told of a kind of event worked out once, and not with each message.

    It is a third of the time, and a quarter of the objects: messages are kept until a browser has
    received them, and the garbage collector walks through all that is in them.
    """
    setattr(EventListener, "to_dict", _described)  # noqa: B010  # a method, to a type checker


def _described(listener: EventListener) -> dict[str, Any]:
    of_type = _of_types.get(listener.type)
    if of_type is None:
        told = _describe(listener)
        of_type = {name: told[name] for name in told.keys() - _of_each.keys() - {"listener_id"}}
        _of_types[listener.type] = of_type
    own = {name: value_of(listener) for name, value_of in _of_each.items()}
    return {"listener_id": listener.id, **of_type, **own}


class TextPacket(Packet):  # type: ignore[misc]  # python-socketio has no types
    """A Socket.IO packet that is known to hold no bytes, and is not searched for any."""

    uses_binary_events = False


def send_text_only() -> None:
    """Spare each message to each page a walk through all it holds in search of bytes."""
    core.sio.packet_class = TextPacket


class DirectManager(AsyncManager):  # type: ignore[misc]  # python-socketio has no types
    """Sends to the one socket of a page without a task of its own for each message.

    What is sent only goes into the socket's queue, so there is nothing to wait for side by side.
    """

    async def emit(  # noqa: PLR0913, PLR0917  # the library's own signature
        self,
        event: str,
        data: Any,
        namespace: str,
        room: str | None = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Send an event to a room; see `socketio.AsyncManager.emit`."""
        if outbox_hold.is_held(to or room):
            await outbox_hold.released(to or room)
        members = self.rooms.get(namespace, {}).get(to or room, {})
        if len(members) != 1 or callback or skip_sid or not isinstance(data, dict):
            await super().emit(event, data, namespace, room, skip_sid, callback, to, **kwargs)
            return
        packet = self.server.packet_class(EVENT, namespace=namespace, data=[event, data])
        (socket,) = members.values()
        await self.server._send_eio_packet(socket, Message(MESSAGE, packet.encode()))  # noqa: SLF001


def send_directly() -> None:
    """Have a message to one page sent by `DirectManager`; it holds text only, see above."""
    if isinstance(core.sio.manager, DirectManager):
        return  # who is connected is known to it
    manager = DirectManager()
    manager.set_server(core.sio)
    core.sio.manager = manager

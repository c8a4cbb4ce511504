"""Patches that make pages cheaper and change nothing else. The README has the measurements."""

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
"""the fields of a description that can differ between listeners of one type"""
_of_types: Final[dict[str, dict[str, Any]]] = {}
"""the other fields, by the type of event; as many entries as the program has types"""


def remember_signatures() -> None:
    """Store the signatures of three methods that NiceGUI inspects for each new element.

    Computing them is a third of the cost of an element. `inspect.signature` returns the attribute
    ``__signature__`` of a function that has one (PEP 362).
    """
    for collection in (Classes, Props, Style):
        method = vars(collection)["_update"]
        method.__signature__ = inspect.signature(method)


def share_descriptions() -> None:
    """Compute the description of each type of event once, and not for each message.

    This saves a third of the time, and a quarter of the objects: messages are kept until a browser
    has received them, and the garbage collector visits all that they hold.
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
    """A Socket.IO packet without `bytes`, which is not searched for any."""

    uses_binary_events = False


def send_text_only() -> None:
    """Use `TextPacket` for all messages: Socket.IO would search each one for `bytes`."""
    core.sio.packet_class = TextPacket


class DirectManager(AsyncManager):  # type: ignore[misc]  # python-socketio has no types
    """Sends to a page with one socket without a task for each message.

    A message only goes into the queue of the socket, so tasks would have nothing to wait for. The
    messages to a held page wait; see `outbox_hold`.
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
    """Send all messages through `DirectManager`; it relies on `send_text_only`."""
    if isinstance(core.sio.manager, DirectManager):
        return  # it is in use, and knows the sockets that are connected
    manager = DirectManager()
    manager.set_server(core.sio)
    core.sio.manager = manager

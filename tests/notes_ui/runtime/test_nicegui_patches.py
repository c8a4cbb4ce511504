"""What makes pages cheaper changes nothing that they do."""

import inspect
import time
from dataclasses import fields
from typing import Any

import pytest
from engineio.async_socket import AsyncSocket
from nicegui import core
from nicegui.classes import Classes
from nicegui.event_listener import EventListener
from nicegui.helpers import expects_arguments
from nicegui.props import Props
from nicegui.style import Style
from socketio import AsyncManager, AsyncServer

from notes_ui.runtime import nicegui_patches
from notes_ui.runtime.nicegui_patches import (
    DirectManager,
    TextPacket,
    remember_signatures,
    share_descriptions,
)
from tests.notes_ui.conftest import OpenPage


@pytest.mark.parametrize("collection", [Classes, Props, Style])
def test_a_remembered_signature_is_the_true_one(collection: type) -> None:
    remember_signatures()
    method = vars(collection)["_update"]
    remembered = method.__signature__
    del method.__signature__
    try:
        assert inspect.signature(method) == remembered
        assert not expects_arguments(method.__get__(object()))
    finally:
        method.__signature__ = remembered


async def test_messages_are_not_searched_for_bytes(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    assert core.sio.packet_class is TextPacket
    packet = TextPacket(data=["update", {"1": {"tag": "li", "text": "milk"}}])
    assert packet.encode() == '2["update",{"1":{"tag":"li","text":"milk"}}]'
    await first.add("milk")
    await second.sees("milk")


def test_a_browser_is_told_of_a_listener_what_nicegui_tells() -> None:
    share_descriptions()
    for kind, throttle in [("click.self.prevent", 0.0), ("keydown.enter", 0.3), ("click", 0.0)] * 2:
        listener = EventListener(
            element_id=1,
            type=kind,
            args=[["value"]],
            handler=None,
            throttle=throttle,
            leading_events=False,
            trailing_events=True,
            request=None,
            **{field.name: None for field in fields(EventListener) if "js" in field.name},
        )
        assert listener.to_dict() == nicegui_patches._describe(listener)


@pytest.mark.parametrize("sockets", [0, 1, 2])
@pytest.mark.parametrize("data", [{"1": {"text": "milk"}}, "milk", None, ("milk", 3)])
async def test_direct_sending_equals_that_of_socket_io(sockets: int, data: Any) -> None:
    sent = [await _sent(manager, sockets, data) for manager in (DirectManager(), AsyncManager())]
    assert sent[0] == sent[1]
    assert len(sent[0]) == sockets


async def test_an_event_for_another_room_or_a_skipped_socket_is_not_sent() -> None:
    assert await _sent(DirectManager(), 1, {}, room="another") == []
    assert await _sent(DirectManager(), 1, {}, skip_sid="socket 0") == []


@pytest.mark.parametrize("gone", ["closed", "silent for a minute"])
async def test_a_browser_that_has_just_gone_away_is_no_error(gone: str) -> None:
    manager = DirectManager()
    server = AsyncServer(async_mode="asgi", client_manager=manager)
    socket = server.eio.sockets["connection"] = AsyncSocket(server.eio, "connection")
    socket.closed = gone == "closed"
    socket.last_ping = time.time() - 60
    manager.basic_enter_room("socket", "/", None, "connection")
    manager.basic_enter_room("socket", "/", "page")
    await server.emit("update", {"1": {"text": "milk"}}, room="page")
    assert socket.closed
    assert socket.queue.empty()


async def _sent(
    manager: AsyncManager, sockets: int, data: Any, *, room: str = "page", skip_sid: Any = None
) -> list[tuple[str, str]]:
    """What goes to which socket when an event is sent to a room with so many."""
    server = AsyncServer(async_mode="asgi", client_manager=manager)
    sent: list[tuple[str, str]] = []

    async def send(socket: str, packet: Any) -> None:
        sent.append((socket, packet.encode()))

    server._send_eio_packet = send
    for number in range(sockets):
        manager.basic_enter_room(f"socket {number}", "/", None, f"connection {number}")
        manager.basic_enter_room(f"socket {number}", "/", "page")
    await server.emit("update", data, room=room, skip_sid=skip_sid)
    return sorted(sent)

"""What makes pages cheaper changes nothing that they do."""

import inspect
from dataclasses import fields

import pytest
from nicegui import core
from nicegui.classes import Classes
from nicegui.event_listener import EventListener
from nicegui.helpers import expects_arguments
from nicegui.props import Props
from nicegui.style import Style

from notes_ui import speed
from notes_ui.speed import TextPacket, remember_signatures, share_descriptions
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
        assert listener.to_dict() == speed._describe(listener)

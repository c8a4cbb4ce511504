"""What makes pages cheaper changes nothing that they do."""

import inspect

import pytest
from nicegui import core
from nicegui.classes import Classes
from nicegui.helpers import expects_arguments
from nicegui.props import Props
from nicegui.style import Style

from notes_ui.speed import TextPacket, remember_signatures
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

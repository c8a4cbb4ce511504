"""The pointer: what is a press, what selects text, and that nothing moves away under a finger."""

import asyncio
from typing import Any

import pytest

from notes_ui import theme
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.runtime import outbox_hold
from tests.notes_ui.support.reader import Reader, eventually, part
from tests.support.waiting import PATIENCE

AT = {"clientX": 100, "clientY": 100}


def point(reader: Reader, event: str, **where: float) -> None:
    reader.send(reader.styled(theme.SHELL), event, AT | where)


def click(reader: Reader, title: str, *, clicks: int = 1, **more: Any) -> None:
    """Press and let go at another place perhaps, as a browser tells it."""
    point(reader, "pointerdown")
    point(reader, "pointerup")
    event = AT | {"detail": clicks, "pointerType": "mouse"} | more
    reader.send(part(reader.card(title), CardBody), "click.self", event)


def edited(reader: Reader) -> bool:
    return any(theme.EDITOR in one.classes for one in reader.elements())


@pytest.mark.parametrize("more", [{}, {"pointerType": "touch"}, {"clientX": 103}])
async def test_a_click_edits(pair: tuple[Reader, Reader], more: dict[str, Any]) -> None:
    first, second = pair
    click(first, "Milk", **more)
    await eventually(lambda: edited(first))
    await eventually(lambda: second.marked("data-edited") == ["Milk"])


@pytest.mark.parametrize("more", [{"clientX": 160}, {"clientY": 130}])
async def test_a_click_that_ends_a_selection_of_text_edits_nothing(
    pair: tuple[Reader, Reader], more: dict[str, Any]
) -> None:
    first, second = pair
    click(first, "Milk", **more)
    click(first, "Bread")
    await eventually(lambda: second.marked("data-edited") == ["Bread"])


async def test_a_double_click_selects_a_word_and_edits_nothing(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for clicks in (1, 2, 3):
        click(first, "Milk", clicks=clicks)
    click(first, "Bread")
    await eventually(lambda: second.marked("data-edited") == ["Bread"])


async def test_two_clicks_on_two_notes_edit_the_second(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    click(first, "Milk")
    click(first, "Bread")
    await eventually(lambda: second.marked("data-edited") == ["Bread"])


async def test_a_page_is_sent_nothing_while_a_finger_is_down(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    point(first, "pointerdown")
    assert outbox_hold.is_held(first.client.id)
    assert not outbox_hold.is_held(second.client.id)
    point(first, "pointercancel")
    await outbox_hold.released(first.client.id)


async def test_held_messages_are_sent_when_the_finger_is_lifted() -> None:
    outbox_hold.hold("page")
    waiting = asyncio.create_task(outbox_hold.released("page"))
    await asyncio.sleep(0)
    assert not waiting.done()
    outbox_hold.release("page")
    await waiting
    await outbox_hold.released("page")


async def test_a_finger_whose_lifting_is_missed_holds_nothing_up_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox_hold, "LONGEST", 0.05)
    outbox_hold.hold("page")
    outbox_hold.hold("page")
    async with asyncio.timeout(PATIENCE):
        await outbox_hold.released("page")
    outbox_hold.release("page")

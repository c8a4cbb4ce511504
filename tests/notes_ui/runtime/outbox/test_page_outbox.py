"""What goes from a page to its browser is what NiceGUI sends, in the same order."""

import asyncio
import gc
from typing import Final

import pytest
from nicegui import core, ui
from nicegui.outbox import Outbox

from notes_ui.runtime.lean_elements import Bare
from notes_ui.runtime.outbox import PageOutbox
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.runtime.outbox.wire import Listener, Wire, outbox_of
from tests.support.waiting import eventually

OUTBOXES: Final = [PageOutbox, Outbox]


async def test_pages_have_an_outbox_of_their_own(open_page: OpenPage) -> None:
    page = await open_page()
    assert type(page.client.outbox) is PageOutbox


async def test_the_outbox_sends_the_same_messages_as_niceguis(
    open_page: OpenPage, wire: Wire
) -> None:
    page = await open_page()
    with page.client:
        elements = [Bare("li", "milk"), ui.code("bread"), ui.code("butter"), ui.label("tea")]
    gone = elements.pop()
    sent, kept = [], []
    for kind in OUTBOXES:
        wire.sent = []
        with outbox_of(kind, listener := Listener(page.client)) as outbox:
            outbox.enqueue_message("open", {"path": "/"}, listener.id)
            for element in elements:
                outbox.enqueue_update(element)
            outbox.enqueue_delete(gone)
            await eventually(lambda: len(wire.sent) == 3)
            outbox.enqueue_message("first", {}, listener.id)
            outbox.enqueue_message("second", {}, "another")
            outbox.enqueue_update(elements[1])
            await eventually(lambda: len(wire.sent) == 6)
            sent.append(wire.sent)
            kept.append([(number, message) for number, _, message in outbox.message_history])
    assert [kind for kind, *_ in sent[0]] == [
        "load_js_components", "update", "open", "update", "first", "second"
    ]  # fmt: skip
    assert sent[0] == sent[1]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("kind", OUTBOXES)
async def test_a_message_that_fails_delays_no_other_message(
    open_page: OpenPage, wire: Wire, kind: type[Outbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page()
    failures: list[Exception] = []
    monkeypatch.setattr(core.app, "handle_exception", failures.append)
    wire.loses = "lost"
    with outbox_of(kind, listener := Listener(page.client)) as outbox:
        for message in ("first", "lost", "second"):
            outbox.enqueue_message(message, {}, listener.id)
        await eventually(lambda: len(wire.sent) == 2)
        outbox.enqueue_message("third", {}, listener.id)
        await eventually(lambda: len(wire.sent) == 3)
    assert [name for name, *_ in wire.sent] == ["first", "second", "third"]
    assert [str(failure) for failure in failures] == ["the wire is cut"]


async def test_a_stopped_outbox_of_a_client_that_is_gone_reports_nothing(
    open_page: OpenPage, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So is that of a page that was not found, and whose browser has gone elsewhere."""
    page = await open_page()
    failures: list[Exception] = []
    monkeypatch.setattr(core.app, "handle_exception", failures.append)
    outbox = PageOutbox(listener := Listener(page.client))  # type: ignore[arg-type]
    outbox.enqueue_message("first", {}, listener.id)
    await eventually(lambda: len(wire.sent) == 1)
    del listener
    gc.collect()
    outbox.stop()
    loop = "outbox loop the page"
    await eventually(lambda: loop not in [task.get_name() for task in asyncio.all_tasks()])
    assert failures == []


@pytest.mark.parametrize("kind", OUTBOXES)
async def test_an_element_without_a_description_delays_no_later_update(
    open_page: OpenPage, wire: Wire, kind: type[Outbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page()
    failures: list[Exception] = []
    monkeypatch.setattr(core.app, "handle_exception", failures.append)
    with page.client:
        element = ui.label("milk")
    broken = pytest.MonkeyPatch()
    broken.setattr(element, "_to_dict", dict.popitem)
    with outbox_of(kind, Listener(page.client)) as outbox:
        outbox.enqueue_update(element)
        await eventually(lambda: bool(failures))
        broken.undo()
        outbox.enqueue_update(element)
        await eventually(lambda: len(wire.sent) == 1)
    assert wire.sent[0][1][element.id]["text"] == "milk"


@pytest.mark.parametrize("kind", OUTBOXES)
async def test_the_outbox_waits_for_the_browser(
    open_page: OpenPage, wire: Wire, kind: type[Outbox]
) -> None:
    page = await open_page()
    listener = Listener(page.client)
    listener.has_socket_connection = False
    with outbox_of(kind, listener) as outbox:
        outbox.enqueue_message("first", {}, listener.id)
        looked = 0

        def looks() -> bool:
            nonlocal looked
            looked += 1
            return looked > 20

        await eventually(looks)
        assert not wire.sent
        listener.has_socket_connection = True
        await eventually(lambda: len(wire.sent) == 1)


@pytest.mark.parametrize("kind", OUTBOXES)
@pytest.mark.parametrize("end", ["stopped", "cancelled"])
async def test_the_outbox_ends_with_its_page(
    open_page: OpenPage, wire: Wire, kind: type[Outbox], end: str
) -> None:
    page = await open_page()
    before = asyncio.all_tasks()
    with outbox_of(kind, Listener(page.client)) as outbox:
        outbox.enqueue_message("first", {}, "the page")
        await eventually(lambda: len(wire.sent) == 1)
        (task,) = [
            each for each in asyncio.all_tasks() - before if each.get_name().startswith("outbox")
        ]
        task.cancel() if end == "cancelled" else outbox.stop()
        await eventually(task.done)
    assert not task.cancelled()

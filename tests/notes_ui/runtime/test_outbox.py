"""What goes from a page to its browser is what NiceGUI and Engine.IO send, in the same order."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Final

import pytest
from engineio.async_socket import AsyncSocket
from engineio.exceptions import QueueEmpty
from nicegui import Client, core, ui
from nicegui.outbox import Outbox

from notes_ui import theme
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from notes_ui.runtime.lean_elements import Bare
from notes_ui.runtime.outbox import PageOutbox, PatientSocket
from tests.notes_ui.conftest import OpenPage
from tests.support.waiting import eventually

OUTBOXES: Final = [PageOutbox, Outbox]
SOCKETS: Final = [PatientSocket, PatientSocket.__bases__[0]]


class Wire:
    """Takes what outboxes send, and loses what it is told to lose."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any, str]] = []
        self.loses = ""

    async def emit(self, kind: str, data: Any, *, room: str) -> None:
        if kind == self.loses:
            raise ConnectionError("the wire is cut")
        if room in {"the page", "another"}:  # the open page itself goes on sending, too
            self.sent.append((kind, dict(data), room))


class Listener:
    """A client as an outbox sees it, whose browser comes and goes."""

    def __init__(self, client: Client) -> None:
        self.id = "the page"
        self.page = client.page
        self.has_socket_connection = True

    def check_existence(self) -> None: ...


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(core, "sio", SimpleNamespace(emit=made.emit, eio=core.sio.eio))
    return made


@contextmanager
def outbox_of(kind: type[Outbox], listener: Listener) -> Iterator[Outbox]:
    made = kind(listener)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.stop()


async def test_pages_have_it(open_page: OpenPage) -> None:
    page = await open_page()
    assert type(page.client.outbox) is PageOutbox


async def test_it_sends_what_niceguis_sends(open_page: OpenPage, wire: Wire) -> None:
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
async def test_what_can_not_be_sent_keeps_nothing_else(
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


@pytest.mark.parametrize("kind", OUTBOXES)
async def test_what_a_page_can_not_say_keeps_nothing_else(
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
async def test_it_waits_for_the_browser(
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
async def test_it_ends_with_its_page(
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


def opened(kind: Callable[..., AsyncSocket], *, patience: float = 10.0) -> AsyncSocket:
    half = patience / 2
    server = SimpleNamespace(ping_interval=half, ping_timeout=half, create_queue=asyncio.Queue)
    return kind(server, "socket")


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_hands_out_all_that_waits(kind: Callable[..., AsyncSocket]) -> None:
    socket = opened(kind)
    for packet in ("first", "second", "third"):
        socket.queue.put_nowait(packet)
    assert await socket.poll() == ["first", "second", "third"]
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    socket.queue.put_nowait("fourth")
    assert await waiting == ["fourth"]
    await socket.queue.join()


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_that_is_closed_hands_out_what_waits_and_then_nothing(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind)
    for packet in ("first", None):
        socket.queue.put_nowait(packet)
    assert await socket.poll() == ["first"]
    assert await socket.poll() == []


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_gives_up_when_nothing_comes_for_long(
    kind: Callable[..., AsyncSocket],
) -> None:
    loop = asyncio.get_running_loop()
    socket = opened(kind, patience=0.2)
    waiting = asyncio.create_task(socket.poll())
    half_way = loop.time() + 0.1
    await eventually(lambda: loop.time() > half_way)
    socket.queue.put_nowait("first")
    assert await waiting == ["first"]
    for _ in range(2):
        began = loop.time()
        waiting = asyncio.create_task(socket.poll())
        await eventually(waiting.done)
        assert isinstance(waiting.exception(), QueueEmpty)
        assert loop.time() - began >= 0.19
    assert socket.queue.empty()


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_that_is_not_waiting_does_not_give_up(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind, patience=0.05)
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    socket.queue.put_nowait("first")
    await waiting
    later = asyncio.get_running_loop().call_later(0.15, lambda: None)
    await eventually(lambda: asyncio.get_running_loop().time() > later.when())
    socket.queue.put_nowait("second")
    assert await socket.poll() == ["second"]


@pytest.mark.parametrize("kind", SOCKETS)
async def test_a_socket_whose_wait_is_cancelled_gives_up(
    kind: Callable[..., AsyncSocket],
) -> None:
    socket = opened(kind)
    waiting = asyncio.create_task(socket.poll())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(QueueEmpty):
        await waiting
    socket.queue.put_nowait("first")
    assert await socket.poll() == ["first"]


async def test_what_a_field_was_to_show_is_not_sent_again_over_what_was_typed_since(
    open_page: OpenPage, wire: Wire
) -> None:
    page = await open_page()
    composer = page.styled(theme.COMPOSER)
    text = page.field(messages.DESCRIPTION, composer)
    assert isinstance(text, TypedField)
    with page.client, outbox_of(PageOutbox, listener := Listener(page.client)) as outbox:
        label = ui.label("milk")
        text.write("bread")
        for element in (text, label):
            outbox.enqueue_update(element)
        code = (
            f'return runMethod({page.field(messages.TITLE, composer).id}, "updateInputValue", [])'
        )
        outbox.enqueue_message("run_javascript", {"code": code}, listener.id)
        outbox.enqueue_message("run_javascript", {"code": "return 1"}, listener.id)
        await eventually(lambda: len(wire.sent) == 4)  # the first has the browser load a component
        outbox.try_rewind(1)
        await eventually(lambda: len(wire.sent) == 6)
    (_, first, _), (_, again, _), (_, asked, _) = wire.sent[1], *wire.sent[4:]
    assert first[text.id]["preserved_props"] == []
    assert again[text.id]["preserved_props"] == ["value"]
    assert again[label.id] == first[label.id]
    assert asked["code"] == "return 1"

"""One simulated browser tab: it sends what a real one sends, and keeps its history."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import uuid4

import httpx
from nicegui import Client, ui
from nicegui.functions.notify import notify
from nicegui.testing import User

from notes_ui.components.fields.entry_field import ENTRIES, TEXT, EntryField
from tests.support.waiting import eventually

MOUNTED: Final = "/front"
PUSHED: Final = re.compile(r'history\.pushState\(\{\}, "", (".*")\)')
REPLACED: Final = re.compile(r'history\.replaceState\(\{\}, "", (".*")\)')
NAVIGATED: Final = re.compile(r"fullPath = \(window\.path_prefix \|\| ''\) \+ (\".*\");")
METHOD: Final = re.compile(r'runMethod\((\d+), "(\w+)"')
COMPUTED: Final = re.compile(r'getComputedProp\((\d+), "(modelValue|inputValue)"')
CONTROLS: Final = frozenset({"button", "q-btn"})


class Browser:
    """A tab with the page open. Reloading it, and reopening it elsewhere, keeps its tab id.

    :param idle: whether the server has nothing left to write
    :param tab: the id of a tab that was open before
    """

    def __init__(
        self, http: httpx.AsyncClient, idle: Callable[[], bool], tab: str | None = None
    ) -> None:
        self.user = User(http)
        self._idle = idle
        if tab:
            self.user.tab_id = tab
        self.user.notify = notify  # type: ignore[assignment]  # NiceGUI's own mixes users up
        self.notified: list[str] = []
        self.history: list[str] = []
        self.methods: list[tuple[int, str]] = []
        """what the page has had its elements do, such as to take the focus: ids and names"""
        self._received: int | None = None
        """how many messages it had received when it went away"""
        self.questions: dict[str, str] = {}
        """the questions that it was asked meanwhile: their ids, by what was asked"""
        self.ran: list[str] = []
        """the code that it was sent to run, in order"""
        self.entries: dict[int, object] = {}
        """what a line that empties itself keeps, by its id: the list before, and one entry"""

    @property
    def tab(self) -> str:
        return self.user.tab_id

    @property
    def client(self) -> Client:
        assert self.user.client is not None
        return self.user.client

    @property
    def is_away(self) -> bool:
        """Whether it receives nothing and answers no question, as over a dead line."""
        return self._received is not None

    @is_away.setter
    def is_away(self, is_away: bool) -> None:
        self._received = self.client.outbox.next_message_id if is_away else None

    def receive(self) -> None:
        """Receive, while it is away, all that was sent by now; what it says of it is lost."""
        self._received = self.client.outbox.next_message_id

    @property
    def address(self) -> str:
        """What stands in the address bar."""
        return self.history[-1]

    async def open(self, address: str) -> None:
        self.history.append(address)
        self._watch(await self.user.open(address))

    async def reload(self) -> None:
        """Leave the page and open it anew, with the same tab id, as a browser's reload does.

        It takes a browser longer than what is still to be written takes the server.
        """
        self.disconnect()
        await asyncio.sleep(0)
        await eventually(self._idle)
        self._watch(await self.user.open(self.address))

    def disconnect(self) -> None:
        """Lose the connection."""
        for socket in tuple(self.client._socket_to_document_id):
            self.client.handle_disconnect(socket)

    async def reconnect(self) -> None:
        """Come back to the very page, and say what has arrived of its messages."""
        await self.client.handle_handshake(
            f"test-{uuid4()}", self.tab, None, "document", self._received
        )

    async def comes_back(self) -> None:
        """Lose the connection, and come back to the very page: what its fields hold is in doubt."""
        self.disconnect()
        await self.reconnect()

    async def navigate(self, href: str) -> None:
        """Follow a link of the page to the page, as NiceGUI's sub pages do it."""
        with self.client:
            await self.client.sub_pages_router._handle_navigate(href.removeprefix(MOUNTED))

    async def back(self) -> None:
        """The browser's Back."""
        self.history.pop()
        with self.client:
            await self.client.sub_pages_router._handle_open(self.address.removeprefix(MOUNTED))

    def send(self, element: ui.element, event: str, args: object = None) -> None:
        """Have an event happen at an element: its listeners are sent what they have asked for."""
        heard = [one for one in element._event_listeners.values() if one.type == event]
        assert heard, f"{element.tag} does not listen for {event}"
        for listener in heard:
            given = [] if listener.args == [] else [_asked_for(args, listener.args)]
            written = [json.dumps(one) for one in given]
            message = {"id": element.id, "listener_id": listener.id, "args": written}
            self.client.handle_event(message)

    def focused(self) -> ui.element | None:
        """What the page has given the keyboard's focus to, last of all."""
        ids = [element_id for element_id, name in self.methods if name == "focus"]
        return self.client.elements.get(ids[-1]) if ids else None

    def elements(self, within: ui.element | None = None) -> Iterator[ui.element]:
        """The elements that can be seen, from top to bottom."""
        root = within or self.client.layout
        closed = isinstance(root, ui.dialog) and not root.value
        if root.visible and "hidden" not in root.props and not closed:
            yield root
            for slot in root.slots.values():
                for child in slot.children:
                    yield from self.elements(child)

    def texts(self, within: ui.element | None = None) -> list[str]:
        """What can be read, notifications too."""
        found = [text for one in self.elements(within) for text in _texts(one)]
        return found if within else [*found, *self.notified]

    async def reads(self, text: str) -> None:
        """Wait until it can be read somewhere."""
        await eventually(lambda: any(text in shown for shown in self.texts()))

    async def reads_no_more(self, text: str) -> None:
        """Wait until it is nowhere to be read."""
        await eventually(lambda: not any(text in shown for shown in self.texts()))

    def press(self, text: str, within: ui.element | None = None) -> None:
        """Click on the one button that bears the text."""
        (button,) = (
            one for one in self.elements(within) if one.tag in CONTROLS and text in _texts(one)
        )
        self.send(button, "click", {"detail": 1})

    def write(self, field: ui.input, text: str) -> None:
        """Have a field hold the text, as if it was typed."""
        event = TEXT if isinstance(field, EntryField) else f"update:{field.VALUE_PROP}"
        self.send(field, event, text)

    def enter(self, field: ui.input, *, composing: bool = False, code: int = 13) -> None:
        """Press Enter in a line that empties itself, as Quasar's `q-select` does it."""
        self.send(field, "keydown.enter", {"isComposing": composing, "keyCode": code})
        if field.value and not composing and code == 13:
            entries = [*([self.entries[field.id]] if field.id in self.entries else []), field.value]
            self.entries[field.id] = entries
            self.send(field, TEXT, "")
            self.send(field, ENTRIES, entries)

    def answer_question(self, element: ui.element, result: object) -> None:
        """Answer what it was asked last of an element while it was away."""
        asked = [code for code in self.questions if f"({element.id}, " in code]
        self._answer(self.questions.pop(asked[-1]), result)

    def _reply(self, request: str, code: str) -> None:
        """Answer with what it shows by then: no answer overtakes a report."""
        self._answer(request, self._computed(code))

    def _answer(self, request: str, result: object) -> None:
        told = {"request_id": request, "client_id": self.client.id, "result": result}
        self.client.handle_javascript_response(told)

    def _watch(self, client: Client) -> None:
        enqueue = client.outbox.enqueue_message

        def watched(message_type: str, data: Any, target_id: str) -> None:
            if message_type == "run_javascript":
                self.ran.append(data["code"])
                self._run(data["code"])
                if (request := data.get("request_id")) and self.is_away:
                    self.questions[data["code"]] = request
                elif request:
                    asyncio.get_running_loop().call_soon(self._reply, request, data["code"])
            elif message_type == "notify":
                self.notified.append(data["message"])
            enqueue(message_type, data, target_id)

        client.outbox.enqueue_message = watched  # type: ignore[method-assign]
        self._watch_fields(client)

    def _watch_fields(self, client: Client) -> None:
        """Put the focus into a field that is made with it."""
        enqueue, made = client.outbox.enqueue_update, set[int]()

        def watched(element: ui.element) -> None:
            if isinstance(element, ui.input) and element.props.get("autofocus"):
                if element.id not in made:
                    self.methods.append((element.id, "focus"))
                    asyncio.get_running_loop().call_soon(self.take_focus, element.id)
                made.add(element.id)
            enqueue(element)

        client.outbox.enqueue_update = watched  # type: ignore[method-assign]

    def _computed(self, code: str) -> object:
        found = COMPUTED.search(code)
        if not found:
            return None
        if found[2] == "modelValue":
            return self.entries.get(int(found[1]))
        field = self.client.elements[int(found[1])]
        return str(field.value or "") if isinstance(field, ui.input) else None

    def _run(self, code: str) -> None:
        if found := METHOD.search(code):
            self.methods.append((int(found[1]), found[2]))
            if found[2] == "focus":
                asyncio.get_running_loop().call_soon(self.take_focus, int(found[1]))
        if (found := NAVIGATED.search(code)) and MOUNTED + json.loads(found[1]) != self.address:
            self.history.append(MOUNTED + json.loads(found[1]))
        elif found := PUSHED.search(code):
            self.history.append(json.loads(found[1]))
        elif found := REPLACED.search(code):
            self.history[-1] = json.loads(found[1])

    def take_focus(self, element_id: int) -> None:
        """What got the focus tells of it, and all that it is in."""
        element = self.client.elements.get(element_id)
        heard = {"focus", "focusin"}
        while element:
            for event in heard & {one.type for one in element._event_listeners.values()}:
                self.send(element, event, {})
            heard = {"focusin"}
            slot = element.parent_slot
            element = slot.parent if slot else None


def _asked_for(args: object, asked: Any) -> object:
    """The parts of an event that a listener has asked for, as NiceGUI's browser side sends them."""
    if isinstance(args, dict) and asked and asked[0] is not None:
        return {name: args[name] for name in asked[0] if name in args}
    return args


def _texts(element: ui.element) -> list[str]:
    shown = element._displayed_contents(only_visible=True)
    return [str(text) for text in shown if text not in {None, ""}]

"""What the page has a simulated tab do, and what the tab answers."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any, Final

import httpx
from nicegui import Client, ui
from nicegui.functions.notify import notify
from nicegui.testing import User

MOUNTED: Final = "/front"
PUSHED: Final = re.compile(r'history\.pushState\(\{\}, "", (".*")\)')
REPLACED: Final = re.compile(r'history\.replaceState\(\{\}, "", (".*")\)')
NAVIGATED: Final = re.compile(r"fullPath = \(window\.path_prefix \|\| ''\) \+ (\".*\");")
METHOD: Final = re.compile(r'runMethod\((\d+), "(\w+)"')
COMPUTED: Final = re.compile(r'getComputedProp\((\d+), "(modelValue|inputValue)"')


class Tab:
    """A tab's side of the connection: it keeps what it is sent, and answers as a real one.

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

    def send(self, element: ui.element, event: str, args: object = None) -> None:
        """Have an event happen at an element: its listeners are sent what they have asked for."""
        heard = [one for one in element._event_listeners.values() if one.type == event]
        assert heard, f"{element.tag} does not listen for {event}"
        for listener in heard:
            given = [] if listener.args == [] else [_asked_for(args, listener.args)]
            written = [json.dumps(one) for one in given]
            message = {"id": element.id, "listener_id": listener.id, "args": written}
            self.client.handle_event(message)

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

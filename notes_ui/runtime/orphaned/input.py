"""Input of pages that this process does not know: what was typed or ticked during a restart.

Without a connection, Socket.IO's client keeps all events, and sends them first when it connects
(https://socket.io/docs/v4/client-offline-behavior/). NiceGUI refuses the connection of a page that
it does not know, because an earlier process made it, or because it was deleted. The browser then
reloads the page, and the events are lost. Here such a connection is accepted, and the typed texts
go to the drafts of the tab, where the reloaded page finds them.
"""

import asyncio
import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final
from urllib.parse import parse_qs

from nicegui import Client, background_tasks, core, ui
from socketio.exceptions import ConnectionRefusedError as RefusedError

from notes_ui.ports.errors import DatabaseUnusable, NoteNotFound
from notes_ui.ports.notes import HIGHEST, LOWEST
from notes_ui.runtime.browser_cookie import browser_in
from notes_ui.runtime.orphaned.notes import OrphanedNotes, Typist
from notes_ui.runtime.presence import OpenTabs
from notes_ui.runtime.sockets.replaced import close_replaced
from notes_ui.text.merge import TEXTS

ANSWERED: Final = 0.05
"""seconds after which the browser knows that its connection was accepted"""
PAUSE: Final = 5.0
"""seconds without input, after which a page may be reloaded: longer than a thought between words,
because the letters that are typed while the new page is being shown are lost"""
LONGEST: Final = 600.0
"""seconds after which a page is reloaded in any case"""
GONE: Final = 10.0
"""seconds after the request to reload, in which the page may still send input"""
TYPED: Final = "typed"
ADD: Final = "add"
ENTERED: Final = "entered"
TICK: Final = "ticked"
TICKED, UNTICKED = "done", "open"
_connect: Final = core.sio.handlers["/"]["connect"]
_event: Final = core.sio.handlers["/"]["event"]
logger = logging.getLogger(__name__)


def name_field(field: ui.input, note_id: int, name: str, *, event: str = "update:value") -> None:
    """Name a field's typing event after its note and field, so that every process understands it.

    :param note_id: the note that is edited; 0 for a new one
    :param name: title or description
    :param event: the event that has the typed text
    """
    name_listener(field, f"{TYPED}:{note_id}:{name}", event=event)


def name_entries(field: ui.input) -> None:
    """Name the event of an entered title of a new note, so that every process understands it."""
    name_listener(field, ENTERED, event="update:modelValue")


def name_add(element: ui.element, event: str) -> None:
    """Name the event of a press that adds a new note, so that every process understands it."""
    name_listener(element, f"{ADD}:{event}", event=event)


def name_listener(element: ui.element, name: str, *, event: str = "update:modelValue") -> None:
    """Give an element's listener for an event a fixed name as its id.

    NiceGUI's ids are random: another process could not tell what a message of the browser is about.
    """
    listeners = vars(element)["_event_listeners"]
    for listener in [each for each in listeners.values() if each.type == event]:
        del listeners[listener.id]
        listener.id = name
        listeners[name] = listener


def read_tick(value: str) -> tuple[int, bool]:
    """The id of the note that a checkbox's value names, and whether it is ticked.

    :raises ValueError: if the value is not an id and a state
    :raises KeyError: if the state is neither `TICKED` nor `UNTICKED`
    """
    note_id, meant = value.split()
    return _id(note_id), {TICKED: True, UNTICKED: False}[meant]


def _id(told: str) -> int:
    """The id in a browser's message.

    :raises ValueError: if it is not a number, or too large for a database
    """
    number = int(told)
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(told)
    return number


class OrphanedInput:
    """Accepts input of pages that this process does not know, and has these pages reloaded.

    :param notes: stores what was typed
    :param tick: called with a note's id and whether somebody has ticked it
    :param tabs: counts the tabs of these pages as open
    """

    def __init__(
        self,
        notes: OrphanedNotes,
        tick: Callable[[int, bool], Awaitable[object]],
        tabs: OpenTabs,
    ) -> None:
        self._notes = notes
        self._tick = tick
        self._tabs = tabs
        self._typists: dict[str, Typist] = {}
        """who types, by the id of the socket, until the page is reloaded"""
        self._typed_at: dict[str, float] = {}

    def listen(self) -> None:
        """Handle the events of NiceGUI's sockets before NiceGUI; the last call replaces others."""
        core.sio.on("connect", handler=self._connected)
        core.sio.on("event", handler=self._told)

    async def _connected(self, socket: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            await _connect(socket, environ, auth)
            await close_replaced(socket)
        except RefusedError:
            asked = parse_qs(environ.get("QUERY_STRING", ""))
            known = asked.get("client_id", [""])[0] in Client.instances
            if known or not asked.get("tab_id"):
                raise
            browser = browser_in(environ.get("HTTP_COOKIE", ""))
            self._typists[socket] = who = Typist(asked["tab_id"][0], browser)
            self._tabs.open(who.tab)
            background_tasks.create(self._load_anew(socket, who), name="load a page anew")

    async def _load_anew(self, socket: str, who: Typist) -> None:
        """Have the page reloaded when nobody types in it."""
        try:
            await self._reload(socket)
        finally:
            self._tabs.close(who.tab)

    async def _reload(self, socket: str) -> None:
        await asyncio.sleep(ANSWERED)  # the browser ignores messages that come before the answer
        until = time.monotonic() + LONGEST
        while (now := time.monotonic()) < until:
            due = self._typed_at.get(socket, -math.inf) + PAUSE
            if due <= now:
                break
            await asyncio.sleep(due - now)
        await core.sio.emit("try_reconnect", to=socket)
        await asyncio.sleep(GONE)  # until then it still sends what is typed
        self._typists.pop(socket, None)
        self._typed_at.pop(socket, None)

    def _told(self, socket: str, message: dict[str, Any]) -> None:
        if message["client_id"] in Client.instances:
            _event(socket, message)
        elif act := self._act(socket, message):
            background_tasks.create(act, name="take what was done meanwhile")

    def _act(self, socket: str, message: dict[str, Any]) -> Coroutine[Any, Any, None] | None:
        """The coroutine that carries out a message; None if there is nothing to do."""
        if ticked := _ticked(message):
            return self._take(*ticked)
        if (who := self._typists.get(socket)) is None:
            return None
        self._typed_at[socket] = time.monotonic()
        listener = str(message.get("listener_id"))
        if listener.startswith(f"{ADD}:"):
            return self._notes.add(who)
        if listener == ENTERED:
            title = _entered(message)
            return self._notes.enter(who, title) if title else None
        typed = _typed(message)
        return self._notes.keep(who, *typed) if typed else None

    async def _take(self, note_id: int, ticked: bool) -> None:
        try:
            await self._tick(note_id, ticked)
        except (DatabaseUnusable, NoteNotFound) as error:
            logger.warning("What was ticked meanwhile could not be kept: %s", error)


def _ticked(message: dict[str, Any]) -> tuple[int, bool] | None:
    """The note's id and whether it was ticked; None if the message is of another kind."""
    try:
        return read_tick(json.loads(message["args"][0])) if message["listener_id"] == TICK else None
    except (AttributeError, ValueError, TypeError, LookupError):
        return None


def _entered(message: dict[str, Any]) -> str | None:
    """The title that was entered last; None if the message has none."""
    try:
        entries = json.loads(message["args"][0])
        return entries[-1] if isinstance(entries[-1], str) else None
    except (ValueError, TypeError, LookupError):
        return None


def _typed(message: dict[str, Any]) -> tuple[int, str, str] | None:
    """The note's id, the name of the field and its text; None if the message is of another kind."""
    try:
        _, note_id, name = message["listener_id"].split(":")
        text = json.loads(message["args"][0]) or ""
        number = _id(note_id)
    except (AttributeError, ValueError, TypeError, LookupError):
        return None
    # Of any length: the field says that a text is too long, and its author shortens it.
    return (number, name, text) if isinstance(text, str) and name in TEXTS else None

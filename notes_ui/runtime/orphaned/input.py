"""What is typed, and ticked, while the server is being restarted.

A browser holds back what its person does while there is no connection, and sends it as soon as
there is one again: before anything else, as Socket.IO's client does. NiceGUI refuses the connection
of a page that it does not know, one of an earlier process or one that was given up, and the browser
loads the page anew, without what it held back. Here such a connection is taken, what was typed goes
to the drafts of its tab, where the page that is loaded then finds it.
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
from notes_ui.runtime.replaced_sockets import close_replaced
from notes_ui.text.merge import TEXTS

ANSWERED: Final = 0.05
"""seconds after which a connection that was taken has been told so"""
PAUSE: Final = 1.0
"""seconds without a letter, after which a page may be loaded anew"""
LONGEST: Final = 60.0
"""seconds after which it is loaded anew in any case"""
GONE: Final = 10.0
"""seconds after which a page that is loaded anew has nothing more to say"""
TYPED: Final = "typed"
ADD: Final = "add"
ENTERED: Final = "entered"
TICK: Final = "ticked"
TICKED, UNTICKED = "done", "open"
_connect: Final = core.sio.handlers["/"]["connect"]
_event: Final = core.sio.handlers["/"]["event"]
logger = logging.getLogger(__name__)


def name_field(field: ui.input, note_id: int, name: str, *, event: str = "update:value") -> None:
    """Have what is typed in the field say where it belongs, to whatever process it comes.

    :param note_id: the note that is edited; 0 for a new one
    :param name: title or description
    :param event: the event that tells what was typed
    """
    name_listener(field, f"{TYPED}:{note_id}:{name}", event=event)


def name_entries(field: ui.input) -> None:
    """Have a title that was entered for a new note say so, to whatever process it comes."""
    name_listener(field, ENTERED, event="update:modelValue")


def name_add(element: ui.element, event: str) -> None:
    """Have a press that adds the new note say so, to whatever process it comes."""
    name_listener(element, f"{ADD}:{event}", event=event)


def name_listener(element: ui.element, name: str, *, event: str = "update:modelValue") -> None:
    """Have what an element tells in an event bear a name that every process knows."""
    listeners = vars(element)["_event_listeners"]
    for listener in [each for each in listeners.values() if each.type == event]:
        del listeners[listener.id]
        listener.id = name
        listeners[name] = listener


def read_tick(value: str) -> tuple[int, bool]:
    """The note that a checkbox's value names, and whether it is ticked.

    :raises ValueError: if it is no such value
    """
    note_id, meant = value.split()
    return _id(note_id), {TICKED: True, UNTICKED: False}[meant]


def _id(told: str) -> int:
    """An id that a database can be asked for; whatever a browser sends.

    :raises ValueError: if it is none
    """
    number = int(told)
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(told)
    return number


class OrphanedInput:
    """Takes what pages that are not known here have still to say, and has them loaded anew.

    :param notes: takes what was typed
    :param tick: called with a note and whether somebody has ticked it
    """

    def __init__(
        self, notes: OrphanedNotes, tick: Callable[[int, bool], Awaitable[object]]
    ) -> None:
        self._notes = notes
        self._tick = tick
        self._typists: dict[str, Typist] = {}
        """who types at which socket, until the page is loaded anew"""
        self._typed_at: dict[str, float] = {}

    def listen(self) -> None:
        """Stand before NiceGUI at its socket; the one that does so last is the one that counts."""
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
            self._typists[socket] = Typist(asked["tab_id"][0], browser)
            background_tasks.create(self._load_anew(socket), name="load a page anew")

    async def _load_anew(self, socket: str) -> None:
        """Have the page loaded anew at a pause: who types meanwhile would lose a letter or two."""
        await asyncio.sleep(ANSWERED)  # what came before the answer would not be listened to
        until = time.monotonic() + LONGEST
        while (now := time.monotonic()) < until:
            due = self._typed_at.get(socket, -math.inf) + PAUSE
            if due <= now:
                break
            await asyncio.sleep(due - now)
        await core.sio.emit("try_reconnect", to=socket)
        await asyncio.sleep(GONE)  # until then it still tells what is typed
        self._typists.pop(socket, None)
        self._typed_at.pop(socket, None)

    def _told(self, socket: str, message: dict[str, Any]) -> None:
        if message["client_id"] in Client.instances:
            _event(socket, message)
        elif act := self._act(socket, message):
            background_tasks.create(act, name="take what was done meanwhile")

    def _act(self, socket: str, message: dict[str, Any]) -> Coroutine[Any, Any, None] | None:
        """What is to be done with a message, if anything is."""
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
    """The note and whether it was ticked, if the message says so."""
    try:
        return read_tick(json.loads(message["args"][0])) if message["listener_id"] == TICK else None
    except (AttributeError, ValueError, TypeError, LookupError):
        return None


def _entered(message: dict[str, Any]) -> str | None:
    """The title that was entered last, if the message says so."""
    try:
        entries = json.loads(message["args"][0])
        return entries[-1] if isinstance(entries[-1], str) else None
    except (ValueError, TypeError, LookupError):
        return None


def _typed(message: dict[str, Any]) -> tuple[int, str, str] | None:
    """The note, the name of the field and what is in it, if the message says so."""
    try:
        _, note_id, name = message["listener_id"].split(":")
        text = json.loads(message["args"][0]) or ""
        number = _id(note_id)
    except (AttributeError, ValueError, TypeError, LookupError):
        return None
    # However long: the fields say what is too much, and whoever typed it shortens it.
    return (number, name, text) if isinstance(text, str) and name in TEXTS else None

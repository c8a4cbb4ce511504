"""Sends the messages of a page to its browser: the same as NiceGUI's, with less work."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any, Final

from engineio import async_socket
from engineio.async_socket import AsyncSocket
from engineio.exceptions import QueueEmpty
from engineio.packet import NOOP, Packet
from nicegui import client as of_client
from nicegui import core
from nicegui.client import Client
from nicegui.dependencies import JsComponent
from nicegui.outbox import Deleted, Message, MessageId, Outbox

from notes_ui.runtime.field_values import ToldOnce

AGAIN: Final = 0.1
"""seconds until the next attempt, without a browser or after a failure; the same as NiceGUI's"""
WRITES: Final = re.compile(r'runMethod\((\d+), "(?:updateInputValue|updateValue)"')
"""the call that sets the text of a `q-select`, or of a field that is no `ToldOnce`"""
FIELD: Final = "nicegui-input"
"""the tag of a text field; with `preserved_props: []` a message replaces the text of the field"""
NOTHING: Final = Packet(NOOP)
"""stands for the end of a wait in which there was nothing to send"""


class PageOutbox(Outbox):
    """Waits for messages without a task or a timer for each of them."""

    async def loop(self) -> None:
        """Send the queued messages until stopped; see `nicegui.outbox.Outbox.loop`."""
        filled = self._enqueue_event = asyncio.Event()
        filled.set()
        while not self._should_stop:
            try:
                await filled.wait()  # `stop` sets it, too; then the client may be gone
                if not self._should_stop:
                    await self._send_all(filled)
            except asyncio.CancelledError:
                break
            except Exception as error:
                core.app.handle_exception(error)
                await asyncio.sleep(AGAIN)

    def try_rewind(self, target_message_id: MessageId) -> None:
        """Queue the messages again that a browser missed; see `nicegui.outbox.Outbox.try_rewind`.

        They leave out the texts of fields: somebody may have typed since, and the server has not
        heard of it. Each field gets to know, asks the browser for its text, and writes afterwards.
        """
        super().try_rewind(target_message_id)
        missed = list(self.messages)
        self.messages.clear()
        self.messages.extend(message for message in missed if not self._loses_text(message))
        for waiting in list(self.updates.values()):
            if isinstance(waiting, ToldOnce):
                waiting.keep_back()

    def _loses_text(self, message: Message) -> bool:
        """Take the texts of fields out of a message; return whether nothing is left of it."""
        _, kind, data = message
        if found := WRITES.search(data.get("code", "")):
            if field := self._field(int(found[1])):
                field.lose_value()
            return True
        if kind == "update":
            for element_id, told in data.items():
                if _writes(told):
                    kept = {name: told[name] for name in told if name != "update_method"}
                    data[element_id] = {**kept, "preserved_props": ["value"]}
                    if field := self._field(element_id):
                        field.lose_value()
        return False

    def _field(self, element_id: int) -> ToldOnce | None:
        field = self.client.elements.get(element_id)
        return field if isinstance(field, ToldOnce) else None

    async def _send_all(self, filled: asyncio.Event) -> None:
        client = self.client
        if not client.has_socket_connection:
            await asyncio.sleep(AGAIN)
            return
        filled.clear()
        for message in self._taken_out(client):
            try:
                await self._emit(message)
            except Exception as error:
                core.app.handle_exception(error)

    def _taken_out(self, client: Client) -> list[Message]:
        """Empty the queues; return their messages in the order in which to send them."""
        taken: list[Message] = []
        if self.updates:
            told: dict[int, Any] = {}
            components: list[JsComponent] = []
            for element_id, element in self.updates.items():
                if isinstance(element, Deleted):
                    told[element_id] = None
                else:
                    told[element_id] = element._to_dict()  # noqa: SLF001
                    if isinstance(element.component, JsComponent):
                        components.append(element.component)
            taken += self._needed(components, client)
            taken.append((client.id, "update", told))
            self.updates.clear()
        taken += self.messages
        self.messages.clear()
        return taken

    def _needed(self, components: Sequence[JsComponent], client: Client) -> list[Message]:
        """The message that has the browser load the components that are new to it, if any are."""
        new = [each for each in components if each.name not in self._loaded_components]
        if not new:
            return []
        self._loaded_components.update(each.name for each in new)
        told = [{"key": each.key, "tag": each.tag} for each in new]
        return [(client.id, "load_js_components", {"components": told})]


def _writes(told: Any) -> bool:
    """Whether the description of an element replaces the text of a field."""
    is_field = isinstance(told, dict) and told["tag"] == FIELD
    return is_field and told.get("preserved_props") == []


def send_from_our_outbox() -> None:
    """Have each page made from now on use `PageOutbox`."""
    setattr(of_client, Outbox.__name__, PageOutbox)  # a class, to a type checker


class PatientSocket(AsyncSocket):  # type: ignore[misc]  # python-engineio has no types
    """Waits for packets without a task or a timer for each of them.

    One timer serves many waits: when it fires, it checks how long the current wait takes.
    """

    _waits_until: float | None = None
    _timer: asyncio.TimerHandle | None = None

    async def close(
        self, wait: bool = True, abort: bool = False, reason: str | None = None
    ) -> None:
        """Close, and unregister from the server; see `engineio.async_socket.AsyncSocket.close`.

        Engine.IO fails if a browser still sends to a closed socket that is registered.
        """
        is_open = not (self.closed or self.closing)
        await super().close(wait=False, abort=abort, reason=reason)
        if is_open:
            self.server.sockets.pop(self.sid, None)
            if wait:
                await self.queue.join()

    async def poll(self) -> list[Packet]:
        """Wait for packets; see `engineio.async_socket.AsyncSocket.poll`.

        :raises QueueEmpty: if none comes within the ping interval and the ping timeout together, or
            the wait is cancelled
        """
        packet = await self._next()
        if packet is NOTHING:
            raise QueueEmpty
        if packet is None:
            return []
        packets = [packet]
        while not self.queue.empty():
            packet = self.queue.get_nowait()
            self.queue.task_done()
            if packet is None:
                self.queue.put_nowait(None)
                break
            packets.append(packet)
        return packets

    async def _next(self) -> Packet | None:
        """The next packet; `NOTHING` if none comes in time, or the wait is cancelled."""
        if self.queue.empty():
            loop = asyncio.get_running_loop()
            patience = self.server.ping_interval + self.server.ping_timeout
            self._waits_until = loop.time() + patience
            if self._timer is None:
                self._timer = loop.call_at(self._waits_until, self._look)
        try:
            packet = await self.queue.get()
        except asyncio.CancelledError:
            return NOTHING
        finally:
            self._waits_until = None
        self.queue.task_done()
        return packet

    def _look(self) -> None:
        """End the current wait if its time is over; otherwise check again when it is."""
        self._timer = None
        if self._waits_until is None or not self.queue.empty():
            return
        loop = asyncio.get_running_loop()
        if self._waits_until <= loop.time():
            self.queue.put_nowait(NOTHING)
        else:
            self._timer = loop.call_at(self._waits_until, self._look)


def wait_patiently() -> None:
    """Have each socket that is opened from now on be a `PatientSocket`."""
    async_socket.AsyncSocket = PatientSocket

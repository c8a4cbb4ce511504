"""What goes from a page to its browser: the same messages as NiceGUI sends, for less work."""

import asyncio
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

AGAIN: Final = 0.1
"""seconds until NiceGUI looks again for a browser, and goes on after a failure"""
WRITES: Final = '"updateInputValue"'
"""the method by which a `q-select` is made to show a text"""
FIELD: Final = "nicegui-input"
"""the tag of text fields; those that are written into say of their value `preserved_props: []`"""
NOTHING: Final = Packet(NOOP)
"""what stands for that there was nothing to send"""


class PageOutbox(Outbox):
    """Waits for something to send without a task, and without a timer, for each message."""

    async def loop(self) -> None:
        """Send what is put in; see `nicegui.outbox.Outbox.loop`."""
        filled = self._enqueue_event = asyncio.Event()
        filled.set()
        while not self._should_stop:
            try:
                await filled.wait()  # `stop` ends it, too
                await self._send_all(filled)
            except asyncio.CancelledError:
                break
            except Exception as error:
                core.app.handle_exception(error)
                await asyncio.sleep(AGAIN)

    def try_rewind(self, target_message_id: MessageId) -> None:
        """Send again what a browser has not received; see `nicegui.outbox.Outbox.try_rewind`.

        But for what its fields were to show: somebody may have typed in them since, and nothing was
        heard of it. A field asks what it shows, and is written into afterwards, if need be.
        """
        super().try_rewind(target_message_id)
        kept = [message for message in map(_without_texts, self.messages) if message]
        self.messages.clear()
        self.messages.extend(kept)

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
        """All that is to be sent, in its order."""
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
        """What has the browser load those that it does not know."""
        new = [each for each in components if each.name not in self._loaded_components]
        if not new:
            return []
        self._loaded_components.update(each.name for each in new)
        told = [{"key": each.key, "tag": each.tag} for each in new]
        return [(client.id, "load_js_components", {"components": told})]


def _without_texts(message: Message) -> Message | None:
    """A message that leaves the texts of fields as they are; None if nothing else is in it."""
    target, kind, data = message
    if WRITES in data.get("code", ""):
        return None
    if kind == "update":
        told = {element_id: _keeping_its_text(told) for element_id, told in data.items()}
        return target, kind, told
    return message


def _keeping_its_text(told: Any) -> Any:
    """What is told of an element, or the number of the message, which stands beside them."""
    if isinstance(told, dict) and told["tag"] == FIELD and told.get("preserved_props") == []:
        return {**told, "preserved_props": ["value"]}
    return told


def send_from_our_outbox() -> None:
    """Have each page made from now on use `PageOutbox`."""
    setattr(of_client, Outbox.__name__, PageOutbox)  # a class, to a type checker


class PatientSocket(AsyncSocket):  # type: ignore[misc]  # python-engineio has no types
    """Waits for what it is to send without a task, and without a timer, for each message.

    There is one timer for many waits: when it goes off, it looks how long the last one takes.
    """

    _waits_until: float | None = None
    _timer: asyncio.TimerHandle | None = None

    async def close(
        self, wait: bool = True, abort: bool = False, reason: str | None = None
    ) -> None:
        """Close, and be known no more; see `engineio.async_socket.AsyncSocket.close`.

        Engine.IO fails at what a browser still sends to a closed socket that is known.
        """
        is_open = not (self.closed or self.closing)
        await super().close(wait=False, abort=abort, reason=reason)
        if is_open:
            self.server.sockets.pop(self.sid, None)
            if wait:
                await self.queue.join()

    async def poll(self) -> list[Packet]:
        """Wait for packets; see `engineio.async_socket.AsyncSocket.poll`."""
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
        """The next packet, or `NOTHING` if there was none for long."""
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
        """End the wait that has taken too long, or look again when it would have."""
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

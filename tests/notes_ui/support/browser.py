"""One simulated browser tab: it sends what a real one sends, and keeps its history."""

import asyncio
from collections.abc import Iterator
from typing import Final
from uuid import uuid4

from nicegui import ui

from notes_ui.components.fields.entry_field import ENTRIES, TEXT, EntryField
from tests.notes_ui.support.tab import MOUNTED, Tab
from tests.support.waiting import eventually

CONTROLS: Final = frozenset({"button", "q-btn"})


class Browser(Tab):
    """A tab with the page open. Reloading it, and reopening it elsewhere, keeps its tab id."""

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


def _texts(element: ui.element) -> list[str]:
    shown = element._displayed_contents(only_visible=True)
    return [str(text) for text in shown if text not in {None, ""}]

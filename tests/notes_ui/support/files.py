"""The dialog for export and import, and what a browser does there."""

import asyncio
import json
from pathlib import Path
from typing import Any

from nicegui import ui
from nicegui.elements.upload_files import FileUpload, SmallFileUpload

from notes_ui import theme
from notes_ui.i18n import messages
from tests.notes_ui.support.reader import Reader, eventually


class SlowUpload(SmallFileUpload):
    """A file that takes its time: until it is told to go on."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(name, "", content)
        self.go_on = asyncio.Event()

    async def save(self, path: str | Path) -> None:
        await super().save(path)
        await self.go_on.wait()


class Files:
    """The dialog, once it is open."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    async def of(cls, reader: Reader) -> "Files":
        """Open it."""
        say = reader.language.say
        reader.press(say(messages.FILES))
        await reader.reads(say(messages.CHOOSE_FILE))
        return cls(reader)

    @property
    def upload(self) -> ui.upload:
        """What sends a file, whether it is seen or not."""
        elements = self._reader.client.elements.values()
        return next(one for one in elements if isinstance(one, ui.upload))

    async def choose(self, *rows: dict[str, Any], name: str = "notes.ndjson") -> None:
        """Choose a file with these rows, which arrives at once."""
        await self.send(name, "".join(json.dumps(row) + "\n" for row in rows).encode())

    async def send(self, name: str, content: bytes) -> None:
        """Choose a file with this content."""
        await self.take(SmallFileUpload(name, "", content))

    async def take(self, *files: FileUpload) -> None:
        """Have files arrive."""
        await self.upload.handle_uploads(list(files))

    def press(self, text: str) -> None:
        """Press a button of it."""
        self._reader.press(text, self._reader.styled(theme.FILES))

    def progress(self) -> list[float]:
        """What the progress bar shows from now on."""
        shown: list[float] = []
        elements = self._reader.client.elements.values()
        bar = next(one for one in elements if isinstance(one, ui.linear_progress))
        bar.on_value_change(lambda event: shown.append(event.value))
        return shown

    def texts(self) -> list[str]:
        """What can be read in it."""
        return self._reader.texts(self._reader.styled(theme.FILES))

    async def tells(self, text: str) -> None:
        """Wait until it tells this."""
        await eventually(lambda: any(text in told for told in self.texts()))

"""What a person does on a page: written through `Notes`, failures told in words."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import Client, ui

from api.database import DatabaseUnusable
from api.models import NoteCreate, NotePublic, NoteUpdate
from api.notes import NoteNotFound, Notes
from notes_ui import theme


class Actions:
    """The changes that one page asks for. It learns of them like everyone else, by announcement."""

    def __init__(self, notes: Notes, client: Client) -> None:
        self._notes = notes
        self._client = client

    async def create(self, new: NoteCreate) -> bool:
        """Make a note; return whether that succeeded."""
        with self._told():
            await self._notes.create(new)
            return True
        return False

    async def set_done(self, note: NotePublic, done: bool) -> None:
        """Tick or untick: what was seen and meant, not the opposite of what is stored."""
        with self._told():
            await self._notes.update(note.id, NoteUpdate(done=done))

    async def delete(self, note: NotePublic) -> bool:
        """Delete the note; return whether that succeeded."""
        with self._told():
            await self._notes.delete(note.id)
            return True
        return False

    def ask_again(self) -> None:
        """Say that a press was not taken, since it may have been meant for another note."""
        self._tell("The list has just changed. Look, and press again.")

    async def start_before(self, start: int, count: int) -> int | None:
        """Where a view starts that shows ``count`` more; see `Notes.start_before`."""
        with self._told():
            return await self._notes.start_before(start, count)
        return start

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except NoteNotFound:
            self._tell("Someone has already deleted this note.")
        except DatabaseUnusable as error:
            self._tell(f"This was not saved. {error}")

    def _tell(self, message: str) -> None:
        if not self._client.is_deleted:
            with self._client:  # the card that was pressed may be gone by now
                ui.notify(message, close_button="Close", timeout=8000, classes=theme.NOTICE)

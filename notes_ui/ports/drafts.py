"""Drafts: texts that are being typed, and the interface by which they are stored."""

from collections.abc import Collection, Sequence
from typing import Protocol

from api.notes.values import NEW, OLDEST, Draft, DraftWrite

__all__ = ["NEW", "OLDEST", "Draft", "DraftStore", "DraftWrite"]


class DraftStore(Protocol):
    """Stores the drafts of each browser tab.

    Writes take effect in the order of the calls, together with those of `NotesGateway`.
    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    async def of(self, tab: str) -> Sequence[Draft]:
        """Return the drafts of a tab, including those that are being written."""
        ...

    async def left_by(self, browser: str, *, open_tabs: Collection[str]) -> Sequence[Draft]:
        """Return the drafts with new text of a browser's closed tabs, newest first.

        :param open_tabs: the ids of all open tabs
        """
        ...

    async def keep(self, tab: str, draft: Draft, *, browser: str = "") -> None:
        """Store the draft; it replaces the tab's draft for the same note."""
        ...

    async def amend(
        self, tab: str, note_id: int, field: str, text: str, *, browser: str = ""
    ) -> None:
        """Store the text of one field, and keep the other field.

        Without a draft, this creates one for a new note only: the base of an edit would be unknown.
        It creates none without a browser id, and none above the limit of drafts in all.
        """
        ...

    async def move(
        self, draft: Draft, tab: str, *, aside: Draft | None = None, browser: str = ""
    ) -> Draft | None:
        """Move the draft to another tab; it replaces that tab's draft for the same note.

        :param aside: what was typed there; in the same transaction it becomes a closed tab's draft,
            of the tab that it names if it names one
        :return: the draft as it was stored last; None if it is gone, and then nothing was written
        """
        ...

    async def discard(self, tab: str, note_id: int) -> bool:
        """Delete the tab's draft for a note; return whether there was one."""
        ...

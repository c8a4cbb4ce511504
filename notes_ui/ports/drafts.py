"""Drafts: texts that are being typed, and the interface by which they are stored."""

from collections.abc import Collection, Sequence
from typing import Protocol

from api.notes.values import NEW, OLDEST, Draft

__all__ = ["NEW", "OLDEST", "Draft", "DraftStore"]


class DraftStore(Protocol):
    """Stores what is being typed, for each browser tab.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the drafts can't be
    reached.
    """

    async def of(self, tab: str) -> Sequence[Draft]:
        """Return the drafts of a tab, with those that are just being written."""
        ...

    async def left_by(self, browser: str, *, open_tabs: Collection[str]) -> Sequence[Draft]:
        """Return the drafts of a browser's closed tabs, the newest first."""
        ...

    async def keep(self, tab: str, draft: Draft, *, browser: str = "") -> None:
        """Store the draft in place of the one that the tab had for the same note."""
        ...

    async def amend(
        self, tab: str, note_id: int, field: str, text: str, *, browser: str = ""
    ) -> None:
        """Store the text of one field, and keep the other field.

        Without a draft, this creates one for a new note only: the base of an edit would be unknown.
        It creates none without a browser id, and none above the limit of drafts in all.
        """
        ...

    async def move(self, draft: Draft, tab: str) -> None:
        """Give the draft to another tab, in place of what that had for the same note."""
        ...

    async def discard(self, tab: str, note_id: int) -> None:
        """Delete the tab's draft for a note, if there is one."""
        ...

"""Notifications that notes have changed, and the rounds in which pages are repainted."""

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

Moved = Callable[[Collection[int] | None], None]
"""takes the ids of the notes that have changed; None if that is not known"""
Repaint = Callable[[], Awaitable[None]]


class Changes(Protocol):
    """The changes of the notes, whoever made them."""

    def on_move(self, listener: Moved) -> None:
        """Call the listener on the event loop whenever notes change, before the next round."""
        ...


class Rounds(Protocol):
    """Repaints the pages of this process, one after the other, in rounds."""

    @property
    def rounds(self) -> int:
        """The number of rounds begun so far."""
        ...

    @property
    def at_work(self) -> bool:
        """Whether a round is under way."""
        ...

    def __len__(self) -> int:
        """How many pages follow the notes."""
        ...

    def subscribe(self, listener: Repaint) -> None:
        """Call the listener, which repaints one page, in each round from now on."""
        ...

    def unsubscribe(self, listener: Repaint) -> None:
        """Stop calling the listener, if it is subscribed."""
        ...

    def announce(self) -> None:
        """Request a round for all pages."""
        ...

    def announce_to(self, listener: Repaint) -> None:
        """Request a repaint of one page only."""
        ...

    async def breathe(self) -> None:
        """Let other tasks run in the middle of a long repaint, if they have waited long enough."""
        ...

"""How a page learns that notes have changed, and when it is its turn to be repainted."""

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

Moved = Callable[[Collection[int] | None], None]
"""takes the ids of the notes that have changed; None if that is not known"""
Repaint = Callable[[], Awaitable[None]]


class Changes(Protocol):
    """The changes of the notes, whoever made them."""

    def on_move(self, listener: Moved) -> None:
        """Call this at each change, before any page is repainted."""
        ...


class Rounds(Protocol):
    """Repaints the pages of this process, one after the other, in rounds."""

    @property
    def rounds(self) -> int:
        """The number of the round."""
        ...

    @property
    def at_work(self) -> bool:
        """Whether a round is under way."""
        ...

    def __len__(self) -> int:
        """How many pages follow the notes."""
        ...

    def subscribe(self, listener: Repaint) -> None:
        """Repaint this page in each round from now on."""
        ...

    def unsubscribe(self, listener: Repaint) -> None:
        """Repaint this page no more."""
        ...

    def announce(self) -> None:
        """Have all pages repainted soon."""
        ...

    def announce_to(self, listener: Repaint) -> None:
        """Have one page repainted soon."""
        ...

    async def breathe(self) -> None:
        """Let others have their turn in the middle of a long repaint."""
        ...

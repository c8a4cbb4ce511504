"""The pages of other processes that show the same notes."""

from collections.abc import Callable, Collection
from typing import Protocol


class Elsewhere(Protocol):
    """Who is on the pages of other processes, as far as this process is told."""

    @property
    def pages(self) -> int:
        """How many of these pages are open."""
        ...

    @property
    def editing(self) -> Collection[int]:
        """The ids of the notes that are edited on them."""
        ...

    def tell(self, pages: int, editing: Collection[int]) -> None:
        """Tell the other processes how many pages are open here, and what is edited on them."""
        ...

    def on_change(self, listener: Callable[[], object]) -> None:
        """Call the listener whenever the pages or notes of other processes may have changed."""
        ...

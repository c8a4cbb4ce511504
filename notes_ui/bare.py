"""An element with a text and nothing else: what a page has hundreds of."""

from typing import Any, Final

from nicegui import ui

NONE: Final[dict[str, str]] = {}


class Bare(ui.element):
    """A tag with a text.

    Beside `ui.label` it has no bindings: those are a registry entry for each text, of which a page
    with 50 notes would have 200.
    """

    def __init__(self, tag: str, text: str) -> None:
        super().__init__(tag)
        self._text = text
        # The old names of props, by which nothing here goes: 300 bytes for each element.
        self._props._renames = self._props._warnings = NONE  # noqa: SLF001

    @property
    def text(self) -> str:
        """What it shows, as text and never as HTML."""
        return self._text or ""

    @text.setter
    def text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.update()

    def _displayed_contents(self, *, only_visible: bool) -> list[Any]:
        """What simulated users find it by."""
        return [*super()._displayed_contents(only_visible=only_visible), self._text]

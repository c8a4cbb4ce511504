"""Cheap elements with a text, of which a page has hundreds.

They set NiceGUI's private attributes directly: NiceGUI's own setters watch for changes, which is
most of the cost of a new card. A test compares the messages about these elements with NiceGUI's.
"""

from typing import Any, ClassVar, Final

from nicegui import ui
from nicegui.classes import Classes
from nicegui.functions.refreshable import RefreshableContainer
from nicegui.style import Style

NONE: Final[dict[str, str]] = {}


class Bare(ui.element):
    """A tag with a text.

    Unlike `ui.label` it has no bindings: each text would be an entry in their registry, and a page
    with 50 notes has 200 texts.
    """

    def __init__(self, tag: str | None, text: str | None = None) -> None:
        super().__init__(tag)
        self._text = text
        # Deprecated names of props, which nothing here uses: 300 bytes for each element.
        self._props._renames = self._props._warnings = NONE  # noqa: SLF001

    @property
    def text(self) -> str:
        """The text that the element shows, never as HTML; empty if it has none."""
        return self._text or ""

    @text.setter
    def text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.update()

    def drop_text(self) -> None:
        """Remove the text without an update: the caller adds children in its place, and updates."""
        self._text = None

    def attach(self, name: str, value: object) -> None:
        """Set an attribute, or remove it if the value is None; send an update if it has changed."""
        if self._props.get(name) != value:
            self.put(name, value)
            self.update()

    def put(self, name: str, value: object) -> None:
        """Set or remove an attribute without an update; the next update sends it.

        :raises KeyError: if the value is None, and there is no such attribute
        """
        # Without the observer of the props, which is a tenth of the cost of a new card.
        if value is None:
            dict.pop(self._props, name)
        else:
            dict.__setitem__(self._props, name, value)

    def _to_dict(self) -> dict[str, Any]:
        """The message about the element, as NiceGUI builds it if there is only the default slot."""
        told: dict[str, Any] = {"tag": self.tag}
        if self._classes:
            told["class"] = self._classes
        if self._style:
            told["style"] = self._style
        if self._props:
            told["props"] = self._props
        if children := self.default_slot.children:
            told["children"] = [child.id for child in children]
        if self._text is not None:
            # Not as a text node of Vue: a translator in the browser replaces such nodes.
            told["props"] = {**self._props, "textContent": self._text}
        if listeners := self._event_listeners:
            told["events"] = [listener.to_dict() for listener in listeners.values()]
        return told

    def _displayed_contents(self, *, only_visible: bool) -> list[Any]:
        """The texts by which the simulated users of tests find the element."""
        return [*super()._displayed_contents(only_visible=only_visible), self._text]


class Lean(Bare):
    """A tag whose classes and style are the same for all elements of its class, and never change.

    The elements share these objects, which saves a third of the memory of each. Attributes change
    the look of a single element; see `attach`.
    """

    _shared: ClassVar[dict[type, tuple[Classes[Any], Style[Any]]]] = {}

    def __init__(self, tag: str | None, text: str | None = None) -> None:
        super().__init__(tag, text)
        self._classes, self._style = self._shared.setdefault(
            type(self), (self._classes, self._style)
        )


class Boundary(RefreshableContainer, Lean):
    """A group of elements that the browser can render without the rest; nothing is seen of it.

    When an element changes, NiceGUI's client renders everything again up to the next Vue component
    around it: without boundaries, nearly the whole page. A change inside a boundary renders nothing
    outside; a change outside still renders what is inside. `ui.refreshable` has such a component
    for its own use.
    """

    def __init__(self) -> None:
        Lean.__init__(self, None)

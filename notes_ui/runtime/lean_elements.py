"""Elements with a text and nothing else: what a page has hundreds of.

They set NiceGUI's own attributes, past what watches them: that is most of what a new card costs.
A test compares what a browser is told of them with what NiceGUI tells.
"""

from typing import Any, ClassVar, Final

from nicegui import ui
from nicegui.classes import Classes
from nicegui.style import Style

NONE: Final[dict[str, str]] = {}


class Bare(ui.element):
    """A tag with a text.

    Beside `ui.label` it has no bindings: those are a registry entry for each text, of which a page
    with 50 notes would have 200.
    """

    def __init__(self, tag: str, text: str | None = None) -> None:
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

    def drop_text(self) -> None:
        """Have no text, and tell nobody yet: the caller puts something in its place."""
        self._text = None

    def attach(self, name: str, value: object) -> None:
        """Set an attribute, or remove it when there is no value; the same again costs nothing."""
        if self._props.get(name) != value:
            self.put(name, value)
            self.update()

    def put(self, name: str, value: object) -> None:
        """The same, to be told together with what changes next."""
        # Past what watches the props: that is this element alone, and a tenth of a new card's cost.
        if value is None:
            dict.pop(self._props, name)
        else:
            dict.__setitem__(self._props, name, value)

    def _to_dict(self) -> dict[str, Any]:
        """What a browser is told: as NiceGUI has it, of an element that has but its own slot."""
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
            # Not as a node that the browser side keeps hold of: a translator puts others there.
            told["props"] = {**self._props, "textContent": self._text}
        if listeners := self._event_listeners:
            told["events"] = [listener.to_dict() for listener in listeners.values()]
        return told

    def _displayed_contents(self, *, only_visible: bool) -> list[Any]:
        """What simulated users find it by."""
        return [*super()._displayed_contents(only_visible=only_visible), self._text]


class Lean(Bare):
    """A tag whose classes and style are those of its kind, now and for ever: look is data here.

    All elements of a kind share them, which saves a third of what each takes. What changes the
    look of one is an attribute, see `attach`.
    """

    _shared: ClassVar[dict[type, tuple[Classes[Any], Style[Any]]]] = {}

    def __init__(self, tag: str, text: str | None = None) -> None:
        super().__init__(tag, text)
        self._classes, self._style = self._shared.setdefault(
            type(self), (self._classes, self._style)
        )

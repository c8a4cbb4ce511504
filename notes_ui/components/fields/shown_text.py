"""What a browser shows in a field, and what the person means: they differ on a slow connection.

The server can only ask a browser to show a text. Until the browser shows it, the person goes on
typing over the previous text, and the browser drops those letters. But the browser has sent all of
them, in order, so the server knows them. The text that the person means has those letters in it.
"""

from notes_ui.text.change import change
from notes_ui.text.overlay import Overlay


class ShownText:
    """The text of one field. It knows no sockets: its caller says what was sent and received."""

    def __init__(self, text: str = "") -> None:
        self._now = Overlay(text)
        """what the browser shows, as far as it has reported that, and what the person means"""
        self._then: Overlay | None = None
        """the same after the browser has done what it was asked; None if it was asked nothing"""
        self._sent: str | None = None
        """the text that the server has asked the browser to show, until the browser confirms it"""
        self._landed = False
        """whether the browser shows that text, as far as its reports tell"""
        self._heard = False
        """whether the browser has reported anything since it was asked"""
        self._arrived: bool | None = None
        """whether the browser has received the text, if the connection was lost; None if unknown"""
        self._gone = False
        """whether the browser has shown the text, and has emptied the field since"""
        self.sends = 0
        """how often the browser was asked to show a text"""

    @property
    def text(self) -> str:
        """The text that the person means."""
        return self._now.meant

    @text.setter
    def text(self, text: str) -> None:
        self._now.mean(text)
        if self._then:
            self._then.mean(text)

    @property
    def shown(self) -> str:
        """The text that the browser shows, as far as it has reported that."""
        return self._now.shown

    @property
    def owed(self) -> bool:
        """Whether the browser shows another text than is meant, and no text is on its way to it."""
        return self._sent is None and self.shown != self.text

    @property
    def is_sent(self) -> bool:
        """Whether the browser was asked to show a text, and has not yet confirmed it."""
        return self._sent is not None

    def mean(self, text: str) -> bool:
        """Set the text that the person means; return whether to ask the browser to show it now.

        Only one text is on its way at a time. With two, the server could not tell over which of
        them the person has typed.
        """
        self.text = text
        if self._sent is not None or text == self.shown:
            return False
        self._sent, self._landed, self._heard = text, False, False
        self._arrived, self._gone = None, False
        self.sends += 1
        self._then = Overlay(text)
        return True

    def hear(self, value: str) -> None:
        """Take in a text of the field that the browser reports."""
        self._heard = True
        if self._sent is not None and not self._landed and self._is_typed_over(value, self._sent):
            self._land(self._sent)
        for step in self._now.type(value):
            if self._then:
                self._then.edit(step)

    def confirm(self, value: str | None) -> None:
        """Take in the browser's answer to the question what it shows.

        :param value: what the browser shows; None if the answer does not contain it
        """
        sent, self._sent = self._sent, None
        if sent is not None and not self._landed and self._is_shown(sent, value):
            self._land(sent)
        if value is not None and value != self.shown:
            self.hear(value)
        self._then = None

    def empty(self) -> None:
        """Note that the browser has emptied the field by itself, and that nothing is meant now.

        A text that the server sent before may still be on its way. The browser shows it when it
        arrives.
        """
        self._now = Overlay()
        self.text = ""
        self._gone = self._gone or self._landed
        self._landed, self._heard = False, True

    def lose(self, *, arrived: bool | None) -> None:
        """Note that the connection was lost while a text was on its way, and is there again.

        Reports of letters may have been lost, too. So the next report may differ much from the text
        over which the person has typed.

        :param arrived: whether the browser has received the text; None if that is not known
        """
        self._heard = True
        self._arrived = arrived
        if arrived and self._sent is not None and not (self._landed or self._gone):
            self._land(self._sent)

    def take_over(self, other: "ShownText") -> None:
        """Take the shown and the meant text from another reading of the same field."""
        self._now = other.overlay()
        self.text = other.text

    def overlay(self) -> Overlay:
        """What is shown and meant at this moment, as a copy."""
        return self._now.copy()

    def _land(self, sent: str) -> None:
        """Note that the browser shows the text that was sent. This may turn out to be wrong."""
        self._now, self._landed = self._then or self._now, True
        self._then = Overlay(sent, meant=self.text)

    def _is_shown(self, sent: str, value: str | None) -> bool:
        """Whether the browser shows what was sent, or did so until the person typed over it.

        If the answer does not contain the text, the browser shows what was sent, unless it has
        reported something since it was asked.
        """
        if value is None:
            return not self._gone if self._arrived else not self._heard
        return value == sent or (self._heard and self._is_typed_over(value, sent))

    def _is_typed_over(self, value: str, sent: str) -> bool:
        """Whether the value was typed over what was sent.

        A field that still holds its old text counts as not yet changed, and not as one in which
        the person has typed the old text once more. The smaller change decides, unless it is known
        since the connection was lost whether the text has arrived.
        """
        if sent == self.shown or self._arrived is not None:
            return False
        return change(sent, value).size < change(self.shown, value).size

"""What a browser shows in a field, and what the person means: the two differ on a slow line.

The server can only ask a browser to show a text; until it does, the person goes on typing over the
text before, and the browser drops that. All of it has been sent, in order, so it is known: the text
that is meant is the one with those letters in it.
"""

from notes_ui.text.change import change
from notes_ui.text.overlay import Overlay


class ShownText:
    """One field's text. Knows nothing of sockets: it is told what is sent and what is heard."""

    def __init__(self, text: str = "") -> None:
        self._now = Overlay(text)
        """what the browser shows, as far as it has told, and what the person means"""
        self._then: Overlay | None = None
        """the same when it has done what it is asked; None if it is asked nothing"""
        self._sent: str | None = None
        """what the browser is asked to show, and has not yet confirmed"""
        self._landed = False
        """whether it was heard to show it"""
        self._heard = False
        """whether anything was heard since it was asked"""
        self._arrived: bool | None = None
        """whether it has arrived, as far as that is known when the connection was lost"""
        self._gone = False
        """whether it was shown, and the browser has emptied the field since"""
        self.sends = 0
        """how often the browser was asked to show a text"""

    @property
    def text(self) -> str:
        """What the person means."""
        return self._now.meant

    @text.setter
    def text(self, text: str) -> None:
        self._now.mean(text)
        if self._then:
            self._then.mean(text)

    @property
    def shown(self) -> str:
        """What the browser shows, as far as it has told."""
        return self._now.shown

    @property
    def owed(self) -> bool:
        """Whether the browser shows something else than what is meant, and nobody has asked it."""
        return self._sent is None and self.shown != self.text

    @property
    def is_sent(self) -> bool:
        """Whether the browser was asked for a text, and has not yet said that it shows it."""
        return self._sent is not None

    def mean(self, text: str) -> bool:
        """Have another text meant, and say whether the browser is to be asked for it now.

        One text is under way at a time: of two it could not be told over which one was typed.
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
        """Take in what the browser says that the field holds."""
        self._heard = True
        if self._sent is not None and not self._landed and self._is_typed_over(value, self._sent):
            self._land(self._sent)
        for step in self._now.type(value):
            if self._then:
                self._then.edit(step)

    def confirm(self, value: str | None) -> None:
        """Take in what the browser shows after it has been asked; None if it does not say."""
        sent, self._sent = self._sent, None
        if sent is not None and not self._landed and self._is_shown(sent, value):
            self._land(sent)
        if value is not None and value != self.shown:
            self.hear(value)
        self._then = None

    def empty(self) -> None:
        """Note that the browser has emptied the field by itself, and that nothing is meant now.

        What it was asked to show before may still be on its way, and is shown when it arrives.
        """
        self._now = Overlay()
        self.text = ""
        self._gone = self._gone or self._landed
        self._landed, self._heard = False, True

    def lose(self, *, arrived: bool | None) -> None:
        """Note that the connection was lost while a text was under way, and is there again.

        Letters may be lost: what is heard next may be far from the text that it was typed over.

        :param arrived: whether the browser had received the text; None if it received a part of
            what shows it
        """
        self._heard = True
        self._arrived = arrived

    def take_over(self, other: "ShownText") -> None:
        """Take what is shown and meant from another reading of the same field."""
        self._now = other.overlay()
        self.text = other.text

    def overlay(self) -> Overlay:
        """What is shown and meant at this moment."""
        return self._now.copy()

    def _land(self, sent: str) -> None:
        """Note that the browser shows what it was sent. It may prove to be a mistake."""
        self._now, self._landed = self._then or self._now, True
        self._then = Overlay(sent, meant=self.text)

    def _is_shown(self, sent: str, value: str | None) -> bool:
        """Whether the browser shows what was sent, or did until somebody typed over it.

        If it does not say, it has said so otherwise.
        """
        if value is None:
            return not self._gone if self._arrived else not self._heard
        return value == sent or (self._heard and self._is_typed_over(value, sent))

    def _is_typed_over(self, value: str, sent: str) -> bool:
        """Whether the value was typed over what was sent.

        Where the same is shown already, nothing tells whether what was sent is still to come. So a
        field that holds its old text is not taken for one with that text typed once more.
        """
        if sent == self.shown or self._arrived is False:
            return False
        if self._arrived:
            return value != self.shown
        return change(sent, value).size < change(self.shown, value).size

"""What a browser shows in a field, and what the person means: the two differ on a slow line.

The server can only ask a browser to show a text; until it does, the person goes on typing over the
text before, and the browser drops that. All of it has been sent, in order, so it is known: the text
that is meant is the one with those letters in it.
"""

from notes_ui.text.rebase import change, rebase


class ShownText:
    """One field's text. Knows nothing of sockets: it is told what is sent and what is heard."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        """what the person means"""
        self.shown = text
        """what the browser shows, as far as it has told"""
        self._sent: str | None = None
        """what the browser is asked to show, and has not yet confirmed"""
        self._landed = False
        """whether it was heard to show it"""
        self._heard = False
        """whether anything was heard since it was asked"""

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
        return True

    def hear(self, value: str) -> None:
        """Take in what the browser says that the field holds."""
        self._heard = True
        if self._sent is not None and not self._landed and self._follows(value, self._sent):
            self.shown, self._landed = self._sent, True
        self.text = rebase(self.shown, value, self.text)
        self.shown = value

    def confirm(self, value: str | None) -> None:
        """Take in what the browser shows after it has been asked; None if it does not say."""
        sent, self._sent = self._sent, None
        if sent is not None and not self._landed and self._is_shown(sent, value):
            self.shown = sent
        elif value is not None and value != self.shown:
            self.hear(value)

    def empty(self) -> None:
        """Note that the browser has emptied the field by itself, and that nothing is meant now.

        What it was asked to show before may still be on its way, and is shown when it arrives.
        """
        self.text = self.shown = ""
        self._landed, self._heard = False, True

    def _is_shown(self, sent: str, value: str | None) -> bool:
        """Whether the browser shows what was sent; if it does not say, it has said so otherwise."""
        return value == sent or (value is None and not self._heard)

    def _follows(self, value: str, sent: str) -> bool:
        """Whether the value was typed over what was sent: it is the smaller step from there."""
        return sent == self.shown or change(sent, value).size < change(self.shown, value).size

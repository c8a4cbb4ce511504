"""Browsers' fields and the server's sides of them, with messages on the way between them."""

from collections import deque

from notes_ui.components.fields.shown_text import ShownText


class Line:
    """A browser's field and the server's side of it, with messages on the way between them."""

    def __init__(self, text: str) -> None:
        self.field = text
        self.server = ShownText(text)
        self.up: deque[tuple[str, str]] = deque()
        self.down: deque[tuple[str, str]] = deque()

    def type(self, letter: str) -> None:
        self.field += letter
        self.up.append(("typed", self.field))

    def write(self, text: str) -> None:
        if self.server.mean(text):
            self.down += [("show", text), ("ask", "")]

    def arrive_up(self) -> None:
        if self.up:
            kind, value = self.up.popleft()
            if kind == "typed":
                self.server.hear(value)
            else:
                self.server.confirm(value)

    def arrive_down(self) -> None:
        if self.down:
            kind, value = self.down.popleft()
            if kind == "show":
                self.field = value
            else:
                self.up.append(("shown", self.field))

    def settle(self) -> None:
        """Nobody types any more."""
        while self.up or self.down or self.server.owed:
            self.arrive_up()
            self.arrive_down()
            if not (self.up or self.down) and self.server.owed:
                self.write(self.server.text)


class CutLine(Line):
    """A line whose connection gets lost. It tells what it is made to show, as a `q-select` does."""

    @property
    def is_owed(self) -> bool:
        """Whether a text is on its way to the browser."""
        return any(kind == "show" for kind, _ in self.down)

    def arrive_down(self) -> None:
        if self.down and self.down[0][0] == "show":
            self.up.append(("typed", self.down[0][1]))
        super().arrive_down()

    def cut(self) -> None:
        """Lose what is on the way; the browser says which texts it was shown, and what it holds."""
        self.server.lose(arrived=not self.is_owed)
        self.up.clear()
        self.down.clear()
        self.up.append(("shown", self.field))


class EntryLine(Line):
    """A line that the browser empties at Enter; it tells what it is made to show, but not when."""

    def __init__(self) -> None:
        super().__init__("")
        self.taken = ""

    def enter(self) -> None:
        self.up.append(("entered", self.field))
        self.field = ""

    def arrive_up(self) -> None:
        kind, value = self.up[0] if self.up else ("", "")
        if kind == "entered":
            self.up.popleft()
            left = self.server.overlay()
            left.type(value)
            self.taken += left.meant
            self.server.hear("")  # the browser tells both, one after the other
            self.server.empty()
        elif kind == "shown":
            self.up.popleft()
            self.server.confirm(None)
        else:
            super().arrive_up()

    def arrive_down(self) -> None:
        before = self.field
        super().arrive_down()
        if self.field != before:
            self.up.append(("typed", self.field))

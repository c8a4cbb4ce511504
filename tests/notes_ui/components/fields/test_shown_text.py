"""A server writes into a field while somebody types in it: no letter is lost between them."""

from collections import deque
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from notes_ui.components.fields.shown_text import ShownText
from notes_ui.text.change import change
from notes_ui.text.lists import continued

TEXTS = st.text("ab\n-", max_size=8)


@given(TEXTS, TEXTS)
def test_a_change_makes_one_text_of_the_other(before: str, after: str) -> None:
    start, removed, inserted = change(before, after)
    assert before[start : start + len(removed)] == removed
    assert before[:start] + inserted + before[start + len(removed) :] == after


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


STEPS = st.lists(st.sampled_from(["type", "up", "down", "clear"]), max_size=60)


@given(STEPS)
def test_each_letter_arrives_once_and_in_order_despite_delays(steps: list[str]) -> None:
    line = Line("")
    letters = iter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    typed, taken = "", ""
    for step in steps:
        if step == "type":
            letter = next(letters)
            typed += letter
            line.type(letter)
        elif step == "clear":  # as Add does: what is known is taken off the field
            taken += line.server.text
            line.write("")
        else:
            line.arrive_up() if step == "up" else line.arrive_down()
    line.settle()
    assert line.field == line.server.text
    assert taken + line.server.text == typed


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


WORDS: Final = ("a", "ab", "abc", "b", "ba")


@given(st.lists(st.sampled_from([*WORDS, "up", "down", "clear", "cut"]), max_size=60))
def test_a_cut_loses_no_text_that_begins_like_another(steps: list[str]) -> None:
    line = CutLine("")
    typed, taken = "", ""
    for step in steps:
        if step == "cut":
            line.cut()
            line.arrive_up()
        elif step == "clear":
            while line.up:  # a press comes behind the letters, or is lost with them
                line.arrive_up()
            taken += line.server.text
            line.write("")
        elif step in WORDS:
            if not line.is_owed:  # else the browser drops what may get lost on the way as well
                typed += step
                line.type(step)
        else:
            line.arrive_up() if step == "up" else line.arrive_down()
    line.settle()
    assert line.field == line.server.text
    assert taken + line.server.text == typed


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


@given(st.lists(st.sampled_from(["type", "enter", "up", "down", "clear"]), max_size=80))
def test_a_line_that_empties_itself_loses_nothing_typed_meanwhile(steps: list[str]) -> None:
    line = EntryLine()
    letters = iter(map(chr, range(0x100, 0x200)))
    typed = ""
    for step in steps:
        if step == "type":
            letter = next(letters)
            typed += letter
            line.type(letter)
        elif step == "enter" and line.field:
            line.enter()
        elif step == "clear":
            line.taken += line.server.text
            line.write("")
        elif step == "up":
            line.arrive_up()
        elif step == "down":
            line.arrive_down()
    line.settle()
    assert line.taken + line.server.text == typed


@given(st.lists(st.sampled_from(["type", "enter", "up", "down"]), max_size=60))
def test_a_list_goes_on_whatever_is_typed_meanwhile(steps: list[str]) -> None:
    line = Line("- milk")
    letters = iter("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    typed = "milk"
    for step in steps:
        if step == "type":
            letter = next(letters)
            typed += letter
            line.type(letter)
        elif step == "enter":
            line.type("\n")
        elif step == "up":
            before = line.server.text
            line.arrive_up()
            if (text := continued(before, line.server.text)) is not None:
                line.write(text)
        else:
            line.arrive_down()
    line.settle()
    assert line.field == line.server.text
    assert "".join(filter(str.isalnum, line.field)) == typed


def test_a_text_that_arrives_after_enter_removes_no_later_letters() -> None:
    """Over a dead connection it is resent when that is back: over what was typed meanwhile."""
    field = ShownText()
    field.hear("ilk")
    field.mean("Milk")
    field.hear("")
    field.empty()
    for value in ("B", "Br", "Bread"):
        field.hear(value)
    field.hear("Milk")  # arrives only now
    field.confirm(None)
    assert (field.text, field.shown, field.owed) == ("Bread", "Milk", True)


def test_a_text_that_has_come_and_gone_takes_nothing_of_the_next_one() -> None:
    """The connection was lost before the browser had confirmed the text; then came an Enter."""
    field = ShownText("Call Buy milk")
    field.mean("Buy milk")
    field.lose(arrived=True)
    left = field.overlay()
    left.type("Buy milk, two")
    field.empty()
    field.hear("Buy bread")
    assert (left.meant, field.text) == ("Buy milk, two", "Buy bread")


def test_letters_that_both_texts_end_with_by_chance_stay_in_order() -> None:
    field = ShownText("Milk 9csts")  # the caret is before the 9
    field.text = ""  # it is taken out, and still shown
    for value in ("Milk v9csts", "Milk vs9csts", "Milk vsw9csts", "Milk vswq9csts"):
        field.hear(value)
    assert field.text == "vswq"


def test_a_letter_like_its_neighbour_stays_before_the_next_one() -> None:
    field = ShownText("Milk ymio")  # the caret is before the y
    field.text = ""
    for value in ("Milk tymio", "Milk tyymio", "Milk ty ymio", "Milk ty oymio"):
        field.hear(value)
    assert field.text == "ty o"

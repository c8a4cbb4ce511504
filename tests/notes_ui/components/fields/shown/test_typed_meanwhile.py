"""A server writes into a field while somebody types in it: no letter is lost between them."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from notes_ui.text.lists import continued
from tests.notes_ui.components.fields.shown.lines import CutLine, EntryLine, Line

STEPS = st.lists(st.sampled_from(["type", "up", "down", "clear"]), max_size=60)
WORDS: Final = ("a", "ab", "abc", "b", "ba")


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

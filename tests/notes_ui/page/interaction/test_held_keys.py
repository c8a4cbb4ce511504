"""What is typed behind a press that leads into a field is no command, until the focus is there."""

import httpx
import pytest

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.page.interaction import shortcuts, text_clicks
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually, part

PLACE = {"clientX": 1, "clientY": 1}


@pytest.fixture
async def first(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> Reader:
    """Somebody far away whose focus is on B, and of whose browser nothing is heard meanwhile."""
    first, _ = await two_who_see(open_page, rest, *"CBA")
    first.focus("B")
    monkeypatch.setattr(Reader, "take_focus", lambda *_: None)
    first.is_away = True
    return first


def selects(first: Reader) -> bool:
    """Press X, and tell whether the note is selected."""
    first.key("x")
    return first.marked("data-selected") == ["B"]


async def is_asked(first: Reader, css: str) -> None:
    """Wait until the browser is asked whether it has told all."""
    asked = f"({first.styled(css).id}, "
    await eventually(lambda: any(asked in code for code in first.questions))


@pytest.mark.parametrize("title", ["Milk", ""])
async def test_keys_pressed_right_after_add_note_are_no_commands(
    first: Reader, rest: httpx.AsyncClient, title: str
) -> None:
    first.write(first.field(messages.TITLE, first.styled(theme.COMPOSER)), title)
    first.press("Add note")
    for key in "pxe":
        first.key(key)
    await is_asked(first, theme.COMPOSER)
    assert not selects(first)
    first.answer_question(first.styled(theme.COMPOSER), 0)
    await eventually(lambda: selects(first))
    assert not Editor(first).is_open
    assert not any(note["pinned"] for note in (await rest.get("/api/notes")).json())


@pytest.mark.parametrize(
    ("css", "event"),
    [
        (theme.COMPOSER, "focusin"),
        (theme.SHELL, "focusin"),
        (theme.SHELL, "pointerdown"),
    ],
    ids=["the focus arrives", "the focus goes elsewhere", "a press elsewhere"],
)
async def test_keys_are_commands_again_after_a_focus_or_a_press(
    first: Reader, css: str, event: str
) -> None:
    first.press("Add note")
    assert not selects(first)
    first.send(first.styled(css), event, PLACE)
    assert selects(first)


async def test_a_question_asked_before_the_focus_has_moved_ends_nothing(first: Reader) -> None:
    first.write(first.field(messages.TITLE, first.styled(theme.COMPOSER)), "Milk")
    first.press("Add note")
    first.press("Add note")  # the other half of a double click
    await is_asked(first, theme.COMPOSER)
    moved = next(place for place, code in enumerate(first.ran) if '"focus"' in code)
    asked = [place for place, code in enumerate(first.ran) if "tabIndex" in code]
    assert asked
    assert min(asked) > moved


async def test_a_hold_whose_answer_is_lost_ends_when_the_line_is_back(first: Reader) -> None:
    first.press("Add note")
    await is_asked(first, theme.COMPOSER)
    first.receive()
    first.questions.clear()  # the line dies with the answer
    await first.comes_back()
    await is_asked(first, theme.COMPOSER)
    assert not selects(first)
    first.answer_question(first.styled(theme.COMPOSER), 0)
    await eventually(lambda: selects(first))


async def test_keys_before_the_search_has_the_focus_are_no_commands(
    first: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcuts, "HELD", 0.0)  # the line is slower than that
    first.key("/")
    assert not selects(first)
    await is_asked(first, theme.SEARCH)
    assert not selects(first)
    first.answer_question(first.search_field(), 0)
    await eventually(lambda: selects(first))


async def test_keys_before_an_editor_has_the_focus_are_no_commands(first: Reader) -> None:
    first.card_key("B", "Enter")
    await eventually(lambda: Editor(first).is_open)
    await is_asked(first, theme.EDITOR)
    first.key("u")
    assert first.snackbar() == []
    first.answer_question(first.styled(theme.EDITOR), 0)

    def undoes() -> bool:
        first.key("u")
        return first.snackbar() == [messages.NOTHING_TO_UNDO]

    await eventually(undoes)


@pytest.mark.parametrize("pointer", ["mouse", "touch"])
async def test_keys_right_after_a_click_on_a_text_are_no_commands(
    first: Reader, monkeypatch: pytest.MonkeyPatch, pointer: str
) -> None:
    """A click of a mouse may be the first of two, so the editor opens a moment later."""
    monkeypatch.setattr(text_clicks, "DOUBLE_CLICK", 0.2)
    click = {"detail": 1, "pointerType": pointer, **PLACE, "offsetX": 1, "offsetY": 1}
    first.send(part(first.card("B"), CardBody), "click.self", click)
    assert not selects(first)
    await eventually(lambda: first.marked("data-editing") == ["B"])
    assert not selects(first)


async def test_a_double_click_on_the_text_leaves_the_keys_alone(first: Reader) -> None:
    click = {"detail": 1, "pointerType": "mouse", **PLACE, "offsetX": 1, "offsetY": 1}
    for detail in (1, 2):
        first.send(part(first.card("B"), CardBody), "click.self", click | {"detail": detail})
    await eventually(lambda: selects(first))
    assert first.marked("data-editing") == []

"""The keyboard: which key does what, and when it does nothing."""

import httpx
import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.page.interaction.shortcuts import KEYS
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see three notes, from C at the top to A."""
    return await two_who_see(open_page, rest, *"CBA")


async def test_n_and_slash_go_to_the_new_note_and_to_the_search(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.key("n")
    composer = first.styled(theme.COMPOSER)
    await eventually(lambda: first.focused() is first.field(messages.TITLE, composer))
    first.key("/")
    await eventually(lambda: first.focused() is first.search_field())
    assert second.focused() is None


async def test_j_and_k_and_arrows_go_from_card_to_card(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    for key, title in (
        *(("j", "C"), ("j", "B"), ("ArrowDown", "A"), ("j", "A")),
        *(("k", "B"), ("ArrowUp", "C"), ("k", "C")),
    ):
        first.key(key)
        await eventually(lambda title=title: first.focused() is first.card(title))  # type: ignore[misc]
    await second.add("D")
    await first.sees(*"DCBA")
    first.key("k")
    await eventually(lambda: first.focused() is first.card("D"))


async def test_each_key_does_its_work_on_the_note_with_the_focus(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.focus("B")
    first.key("x")
    assert first.marked("data-selected") == ["B"]
    first.key("Escape")
    assert first.marked("data-selected") == []
    first.key("p")
    await second.sees(*"BCA")
    first.key("P")  # Caps Lock
    await second.sees(*"CBA")
    first.card_key("B", " ")
    await eventually(lambda: second.shown()[1] == ("B", "", True))
    await first.sees(*"CBA")
    first.key("e")
    editor = Editor(first)
    await eventually(lambda: editor.is_open and editor.typed()[0] == "B")
    editor.key("esc.stop")
    await editor.closes()
    first.card_key("B", "Enter")
    await eventually(lambda: editor.is_open)
    editor.key("esc.stop")
    first.key("Delete")
    await second.sees(*"CA")
    first.key("u")
    await second.sees(*"CBA")


@pytest.mark.parametrize("held", ["ctrlKey", "altKey", "metaKey"])
async def test_keys_of_the_browser_and_keys_let_go_do_nothing(
    pair: tuple[Reader, Reader], held: str
) -> None:
    first, second = pair
    first.focus("B")
    for key in ("x", "p", "Delete", "n"):
        first.key(key, held)
        first.key(key, action="keyup")
    await second.add("D")
    await first.sees(*"DCBA")
    await second.sees(*"DCBA")
    assert first.marked("data-selected") == []
    assert first.focused() is None


async def test_a_key_held_down_deletes_one_note_and_walks_through_many(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.focus("C")
    first.key("Delete")
    await second.sees(*"BA")
    await first.sees(*"BA")
    await eventually(lambda: first.focused() is first.card("B"))
    first.key("Delete", repeat=True)
    first.key("p", repeat=True)
    first.card_key("B", " ", repeat=True)
    first.key("k", repeat=True)
    first.key("j", repeat=True)
    await eventually(lambda: first.focused() is first.card("A"))
    await second.add("D")
    for reader in pair:
        await reader.sees(*"DBA")
        assert reader.marked("data-pinned") == []
        assert not any(done for _, _, done in reader.shown())


async def test_no_key_is_taken_while_somebody_types(pair: tuple[Reader, Reader]) -> None:
    """That is the browser's part: it is told in which elements."""
    for reader in pair:
        (keyboard,) = (
            one for one in reader.client.elements.values() if isinstance(one, ui.keyboard)
        )
        assert set(keyboard.props["ignore"]) >= {"input", "select", "textarea"}


async def test_question_mark_shows_the_list_and_the_keys_rest_meanwhile(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.focus("B")
    first.key("?", "shiftKey")
    said = [text for _, text in KEYS]
    await first.reads(messages.KEY_HELP)
    shown = first.texts(first.styled(theme.HELP))
    assert set(said) <= set(shown)
    assert {key for keys, _ in KEYS for key in keys} <= set(shown)
    assert messages.KEY_HELP not in second.texts()
    first.key("Delete")
    await second.add("D")
    await first.sees(*"DCBA")
    first.press("Close")
    first.key("Delete")
    await second.sees(*"DCA")


async def test_keys_pressed_before_a_field_has_the_focus_command_nothing(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, rest: httpx.AsyncClient
) -> None:
    """A browser takes a moment to put the focus where it is told to."""
    first, second = pair
    first.focus("B")
    with monkeypatch.context() as far_away:
        far_away.setattr(Reader, "take_focus", lambda *_: None)
        for opening in "n/e":
            first.key(opening)
            first.key("p")
            first.key("x")
    assert first.marked("data-selected") == []
    assert not any(note["pinned"] for note in (await rest.get("/api/notes")).json())
    await second.sees(*"CBA")


async def test_a_reload_returns_the_focus_to_the_field_typed_in(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    composer = first.styled(theme.COMPOSER)
    first.write(first.field(messages.DESCRIPTION, composer), "half a")
    await first.reload()
    first.key("p")
    composer = first.styled(theme.COMPOSER)
    await eventually(lambda: first.focused() is first.field(messages.DESCRIPTION, composer))
    await second.reload()
    await second.sees(*"CBA")
    assert second.focused() is None, "nobody was typing there"
    assert not any(note["pinned"] for note in (await rest.get("/api/notes")).json())
    first.focus("B")
    first.key("p")
    await second.sees(*"BCA")

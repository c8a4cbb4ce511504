"""What was pressed stays a beat: a second press means it, and never what would have moved there."""

from collections.abc import Callable

import httpx
import pytest

from notes_ui.page.cards import removal_delay
from notes_ui.page.cards.card_parts import DeleteButton, DoneCheckbox
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually, part

LEAVING = "data-leaving"


@pytest.fixture
def long_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A beat that is not over before a test has looked."""
    monkeypatch.setattr(removal_delay, "BEAT", 3.0)


async def two_before(
    open_page: OpenPage, rest: httpx.AsyncClient, suffix: str
) -> tuple[Reader, Reader]:
    """One with a view of open, done or trashed notes, and one who sees Milk and Bread."""
    first, second = await open_page(suffix), await open_page()
    for title in ("Bread", "Milk"):
        await rest.post("/api/notes", json={"title": title})
    await second.sees("Milk", "Bread")
    return first, second


async def test_a_deleted_note_goes_a_beat_later_where_it_was_deleted(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    first.delete("Milk")
    await second.sees("Bread")
    await eventually(lambda: first.marked(LEAVING) == ["Milk"])
    assert first.titles() == ["Milk", "Bread"]
    await first.sees("Bread")
    assert first.marked(LEAVING) == []


@pytest.mark.usefixtures("long_beat")
async def test_a_second_press_on_the_cross_takes_the_deletion_back(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    card = first.card("Milk")
    first.press_cross(card)
    await second.sees("Bread")
    first.press_cross(card, again=True)
    for reader in (first, second):
        await reader.sees("Milk", "Bread")
    await eventually(lambda: first.marked(LEAVING) == [])
    await eventually(lambda: first.snackbar() == ["Undone"])


async def test_two_presses_on_the_cross_that_come_together_leave_the_note(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    card = first.card("Milk")
    first.press_cross(card)
    first.press_cross(card, again=True)
    await eventually(lambda: first.snackbar() == ["Undone"])
    await second.add("Afterwards")
    for reader in (first, second):
        await reader.sees("Afterwards", "Milk", "Bread")


@pytest.mark.usefixtures("long_beat")
async def test_a_note_ticked_in_the_open_view_can_be_unticked_for_a_beat(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_before(open_page, rest, "?done=false")
    await first.sees("Milk", "Bread")
    first.tick("Milk")
    await eventually(lambda: second.shown()[0] == ("Milk", "", True))
    await eventually(lambda: first.marked(LEAVING) == ["Milk"])
    assert first.shown() == [("Milk", "", True), ("Bread", "", False)]
    first.tick("Milk")
    await eventually(lambda: second.shown() == [("Milk", "", False), ("Bread", "", False)])
    await eventually(lambda: first.marked(LEAVING) == [])
    assert first.shown() == second.shown()


async def test_a_note_that_is_ticked_among_the_open_ones_goes_after_a_beat(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_before(open_page, rest, "?done=false")
    await first.sees("Milk", "Bread")
    first.tick("Milk")
    await first.sees("Bread")
    await eventually(lambda: second.shown()[0] == ("Milk", "", True))


@pytest.mark.usefixtures("long_beat")
async def test_restore_that_is_pressed_twice_restores_one(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    trash, second = await two_before(open_page, rest, "?trashed=true")
    for note_id in (1, 2):
        await rest.delete(f"/api/notes/{note_id}")
    await trash.sees("Milk", "Bread")
    card = trash.card("Milk")
    trash.press("Restore", card)
    await second.sees("Milk")
    await eventually(lambda: trash.marked(LEAVING) == ["Milk"])
    trash.press("Restore", card)
    await second.add("Afterwards")
    await second.sees("Afterwards", "Milk")


@pytest.mark.usefixtures("long_beat")
async def test_nothing_moves_meanwhile_but_changes_in_place_are_shown(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    first.delete("Milk")
    await second.sees("Bread")
    await second.add("New")
    second.tick("Bread")
    await eventually(lambda: first.shown() == [("Milk", "", False), ("Bread", "", True)])
    assert first.titles() == ["Milk", "Bread"]
    await first.sees("New", "Bread")
    await eventually(lambda: first.count() == second.count() == "2 notes")


@pytest.mark.usefixtures("long_beat")
async def test_another_view_is_shown_at_once_meanwhile(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    first.delete("Milk")
    await second.sees("Bread")
    await first.follow("Open")
    await first.sees("Bread")
    await first.follow("All")
    await first.sees("Bread")
    assert first.marked(LEAVING) == []


@pytest.mark.usefixtures("long_beat")
async def test_keys_mean_no_note_that_is_leaving(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    first.focus("Milk")
    first.delete("Milk")
    await eventually(lambda: first.marked(LEAVING) == ["Milk"])
    for key in ("Delete", "e", "x", "p"):
        first.key(key)
    first.card_key("Milk", " ")
    first.click("Milk")
    await second.add("Afterwards")
    await second.sees("Afterwards", "Bread")
    assert first.bar() == []
    assert (await rest.get("/api/notes/1")).json()["version"] == 1


async def test_a_note_that_could_not_be_deleted_stays_to_be_pressed_again(
    open_page: OpenPage,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    button = part(first.card("Milk"), DeleteButton)
    pressed = button.props["innerHTML"]
    with monkeypatch.context() as patch:
        patch.setattr(gateway, "apply", busy)
        first.delete("Milk")
        await first.reads("Another program is writing to the database.")
    await eventually(lambda: button.props["innerHTML"] != pressed)
    assert first.marked(LEAVING) == []
    first.delete("Milk")
    for reader in (first, second):
        await reader.sees("Bread")


def tick_both_ways(first: Reader, box: DoneCheckbox) -> None:
    for value in ("true-value", "false-value"):
        first.send(box, "update:modelValue", box.props[value])


def tick_what_is_ticked(first: Reader, box: DoneCheckbox) -> None:
    first.send(box, "update:modelValue", box.props["false-value"])


@pytest.mark.parametrize("press", [tick_both_ways, tick_what_is_ticked])
async def test_a_checkbox_that_waits_is_always_answered(
    open_page: OpenPage,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    press: Callable[[Reader, DoneCheckbox], None],
) -> None:
    """The browser shows it as neither ticked nor open until it is sent again."""
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    box = part(first.card("Milk"), DoneCheckbox)
    outbox = first.client.outbox
    await eventually(lambda: not outbox.updates)
    sent: list[object] = []
    monkeypatch.setattr(outbox, "enqueue_update", sent.append)
    press(first, box)
    await eventually(lambda: box in sent)
    await second.add("Afterwards")
    await first.sees("Afterwards", "Milk", "Bread")
    assert first.shown()[1] == ("Milk", "", False)


async def test_a_checkbox_is_taken_back_by_a_press_while_it_waits(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """What Quasar does from neither value on: an open note comes back to open, a done to done."""
    first, second = await two_who_see(open_page, rest, "Milk", "Bread")
    second.tick("Bread")
    await eventually(lambda: first.shown()[1] == ("Bread", "", True))
    boxes = [part(first.card(title), DoneCheckbox) for title in ("Milk", "Bread")]
    assert [box.props["toggle-order"] for box in boxes] == ["ft", "tf"]
    assert [box.props["loopback"] for box in boxes] == [False, False]

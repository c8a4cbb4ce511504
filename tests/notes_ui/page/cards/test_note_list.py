"""Reconciling: what does not differ is not touched; and the window never grows beyond its bound."""

import httpx
import pytest
from nicegui import ui

from api.events.broadcaster import Broadcaster
from api.notes.models import NotePublic
from api.notes.reading.views import NoteWindow
from notes_ui.page.browse.view_state import MOST_CARDS, STEP
from notes_ui.page.cards.card_parts import DoneCheckbox
from notes_ui.page.cards.note_card import CardActions, NoteCard
from notes_ui.page.cards.note_list import CARDS_AT_A_TIME, NoteList
from notes_ui.rendering.card_html import Look
from notes_ui.runtime.shared_windows import Difference
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually, part
from tests.support.foreign import another_program


def fill(url: str, count: int) -> None:
    """Have another program make notes in one transaction."""
    with another_program(url) as foreign:
        foreign.execute("begin")
        foreign.executemany(
            "insert into note (title) values (?)", [(f"Note {n}",) for n in range(1, count + 1)]
        )
        foreign.execute("commit")


async def test_unchanged_cards_keep_their_elements(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    for title in ("One", "Two", "Three"):
        await rest.post("/api/notes", json={"title": title, "description": "same"})
    for reader in (first, second):
        await reader.sees("Three", "Two", "One")
    before = {
        title: (card, [*card]) for title, card in zip(first.titles(), first.cards(), strict=True)
    }
    second.tick("Two")
    await second.add("Four")
    await rest.delete("/api/notes/1")
    await rest.patch("/api/notes/3", json={"title": "Third"})
    await first.sees("Four", "Third", "Two")
    for title, was in (("Third", "Three"), ("Two", "Two")):
        card, parts = before[was]
        assert first.card(title) is card
        assert [*card] == parts


async def test_only_the_card_that_differs_is_sent(
    open_page: OpenPage, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await open_page(), await open_page()
    for title in ("One", "Two"):
        await rest.post("/api/notes", json={"title": title})
    await first.sees("Two", "One")
    outbox = first.client.outbox
    await eventually(lambda: not outbox.updates)
    sent: list[ui.element] = []
    monkeypatch.setattr(outbox, "enqueue_update", sent.append)
    second.tick("One")
    await eventually(lambda: ("One", "", True) in first.shown())
    assert [one for one in sent if first.list in one.ancestors()] == [
        part(first.card("One"), DoneCheckbox)
    ]
    await eventually(lambda: len(sent) == 3)
    assert sorted(text for one in sent[1:] for text in first.texts(one)) == ["Done 1", "Open 1"]


@pytest.mark.in_process_only(reason="the stream may bring one commit in two pieces")
async def test_a_burst_of_500_changes_costs_each_page_one_repaint(
    open_page: OpenPage, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[NoteWindow] = []
    show = NoteList.show

    async def counted(
        self: NoteList, window: NoteWindow, look: Look, *, at_once: bool
    ) -> Difference | None:
        shown.append(window)
        return await show(self, window, look, at_once=at_once)

    monkeypatch.setattr(NoteList, "show", counted)
    first, second = await open_page(), await open_page()
    await eventually(lambda: len(shown) == 2)
    fill(database_url, 500)
    for reader in (first, second):
        await eventually(lambda reader=reader: reader.count() == "500 notes")  # type: ignore[misc]
    assert len(shown) == 4


async def test_the_page_shows_50_notes_and_the_way_to_the_others(
    open_page: OpenPage, database_url: str
) -> None:
    reader, other = await open_page(), await open_page()
    fill(database_url, 230)
    await reader.reads("Show 50 more")
    tops = ["Note 230"]
    while "Note 1" not in reader.titles():
        shown = reader.titles()
        reader.press("Show 50 more")
        await eventually(lambda shown=shown: reader.titles() != shown)  # type: ignore[misc]
        assert len(reader.cards()) <= MOST_CARDS
        assert reader.titles()[0] in shown  # the windows overlap: nothing is jumped over
        tops.append(reader.titles()[0])
    assert tops == ["Note 230", "Note 230", "Note 180", "Note 130", "Note 80"]
    await reader.reads_no_more("Show 50 more")
    assert len(other.cards()) == STEP


async def test_the_way_back_leads_through_the_same_notes(
    open_page: OpenPage, database_url: str
) -> None:
    reader, other = await open_page(), await open_page()
    fill(database_url, 230)
    await reader.reads("Show 50 more")
    for top in ("Note 230", "Note 180", "Note 130"):
        reader.press("Show 50 more")
        await eventually(lambda top=top: reader.titles()[0] == top and len(reader.cards()) == 100)  # type: ignore[misc]
    for top in ("Note 180", "Note 230"):
        reader.press("Show the previous 50")
        await eventually(lambda top=top: reader.titles()[0] == top)  # type: ignore[misc]
    await reader.reads_no_more("Show the previous 50")
    assert len(other.cards()) == STEP


async def test_a_reader_far_down_is_not_moved_by_what_happens_at_the_top(
    open_page: OpenPage, database_url: str
) -> None:
    reader, other = await open_page(), await open_page()
    fill(database_url, 230)
    await reader.reads("Show 50 more")
    for _ in range(2):
        cards = reader.cards()
        reader.press("Show 50 more")
        await eventually(lambda cards=cards: reader.cards() != cards)  # type: ignore[misc]
    before = reader.cards()
    await other.add("New at the top")
    await eventually(lambda: reader.count() == "231 notes")
    assert reader.cards() == before
    reader.press("Back to the top")
    await eventually(lambda: reader.titles()[0] == "New at the top")
    assert len(reader.cards()) == STEP


async def test_a_window_whose_notes_have_all_gone_shows_the_newest(
    open_page: OpenPage, database_url: str
) -> None:
    reader, other = await open_page(), await open_page()
    fill(database_url, 160)
    await reader.reads("Show 50 more")
    for top in ("Note 160", "Note 110"):
        reader.press("Show 50 more")
        await eventually(lambda top=top: reader.titles()[0] == top and len(reader.cards()) > STEP)  # type: ignore[misc]
    with another_program(database_url) as foreign:
        foreign.execute("delete from note where id <= 110")
    await eventually(
        lambda: reader.titles() == other.titles() == [f"Note {n}" for n in range(160, 110, -1)]
    )


async def test_a_list_that_failed_halfway_is_complete_at_the_next_try(
    open_page: OpenPage, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, other = await open_page(), await open_page()
    fill(database_url, 120)
    await reader.reads("Show 50 more")
    await other.reads("Show 50 more")
    made: list[int] = []
    make = NoteCard.__init__

    def fail_once(self: NoteCard, note: NotePublic, look: Look, actions: CardActions) -> None:
        made.append(note.id)
        if len(made) == 20:
            raise RuntimeError("halfway")
        make(self, note, look, actions)

    monkeypatch.setattr(NoteCard, "__init__", fail_once)
    reader.press("Show 50 more")
    await eventually(lambda: len(made) == 20)
    await other.add("And something happens")
    expected = ["And something happens", *(f"Note {number}" for number in range(120, 21, -1))]
    await eventually(lambda: reader.titles() == expected)
    assert len(other.cards()) == STEP


async def test_a_card_opened_while_the_list_is_built_stays_in_its_place(
    open_page: OpenPage,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fill(database_url, 40)
    other = await open_page()
    await eventually(lambda: len(other.cards()) == 40)
    building: list[Reader] = []

    async def breathe(_: Broadcaster) -> None:
        await eventually(lambda: bool(building))
        if len(building[0].cards()) == CARDS_AT_A_TIME:
            building[0].click("Note 35")
            await eventually(lambda: Editor(building[0]).is_open)

    monkeypatch.setattr(Broadcaster, "breathe", breathe)
    building.append(await open_page())
    (reader,) = building
    await eventually(lambda: len(reader.cards()) == 40)
    assert reader.titles() == other.titles()
    editor = Editor(reader)
    editor.type(title="Note 35, opened early")
    editor.press("Close")
    await editor.closes()
    await eventually(lambda: other.titles()[5] == "Note 35, opened early")
    await eventually(lambda: reader.titles() == other.titles())
    assert "failed" not in caplog.text

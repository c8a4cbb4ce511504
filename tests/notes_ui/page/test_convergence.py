"""Whatever is done, by whomever, in whatever order: every page shows what its query holds."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from notes_ui.page.browse.view_state import STEP
from notes_ui.page.cards import note_card
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, Shown, eventually
from tests.notes_ui.support.simulation import simulating

T = TypeVar("T")
COLUMNS = "select title, description, done from note where "
VIEWS = (
    ("", "not trashed order by pinned desc, id desc"),
    ("?done=false&sort=title", "not trashed and not done order by pinned desc, lower(title), id"),
    ("?q=oa&sort=id", "not trashed and oats(title, description) order by pinned desc, id"),
    ("?trashed=true", "trashed order by updated_at desc, id desc"),
)
FIRST_NOTES = STEP + 3
"""more than one window of them"""
titles = st.sampled_from(["Oat milk", "oats", "Bread", "#shop", "Über", "ß & <b>", "- [ ] x"])
texts = st.sampled_from(["", "oat", "float", "two\nlines #shop", "- [ ] oat", "**b**"])
which = st.integers(min_value=0, max_value=10**6)
page = st.integers(min_value=0, max_value=len(VIEWS) - 1)
live = st.integers(min_value=0, max_value=len(VIEWS) - 2)


def oats(title: str, description: str) -> bool:
    """Whether a word of the note begins with ``oa``."""
    marks = str.maketrans(dict.fromkeys("#-[]*\n", " "))
    return any(
        word.startswith("oa") for word in f"{title} {description}".lower().translate(marks).split()
    )


class Everybody(RuleBasedStateMachine):
    """Pages with different views, a REST caller and a foreign connection to the same file."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        database = Path(self.folder.name) / "notes.db"
        self.running = simulating(database)
        self.simulation = self.run(self.running.__aenter__())
        self.rest = self.simulation.http()
        self.foreign = sqlite3.connect(database, isolation_level=None)
        self.foreign.create_function("oats", 2, oats, deterministic=True)
        self.readers: list[Reader] = []
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(note_card, "SETTLING", -1)  # nobody presses before looking here

    def run(self, awaitable: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(awaitable)

    async def act(self, act: Callable[..., None], *given: str) -> None:
        act(*given)  # on the event loop, where a browser's clicks arrive

    def changes(self) -> int:
        return int(self.foreign.execute("select max(seq) from note_change").fetchone()[0])

    def act_and_wait(self, act: Callable[..., None], *given: str) -> None:
        """Do something on a page that changes a note, and wait until it has."""
        before = self.changes()
        self.run(self.act(act, *given))
        self.run(eventually(lambda: self.changes() > before))

    @initialize(full=st.booleans())
    def open_the_pages(self, full: bool) -> None:
        if full:
            fill(self.simulation.url, FIRST_NOTES)
        self.foreign.execute("insert into note (title) values ('oats')")
        self.readers = [self.run(self.simulation.open_page(suffix)) for suffix, _ in VIEWS]

    def held(self, condition: str) -> list[Shown]:
        rows = self.foreign.execute(f"{COLUMNS} {condition} limit {STEP}")
        return [(title, description, bool(done)) for title, description, done in rows]

    def is_right(self, reader: Reader, condition: str) -> bool:
        """Whether a page has heard of all, also of a note that was replaced by one like it."""
        rows = self.foreign.execute(
            f"select version, pinned from note where {condition}"
        ).fetchall()
        heard = [(card.note.version, card.note.pinned) for card in reader.cards()]
        return heard == rows[:STEP] and reader.shown() == self.held(condition)

    def some_id(self, number: int) -> int:
        ids = [row[0] for row in self.foreign.execute("select id from note order by id")]
        return int(ids[number % len(ids)]) if ids else 0

    def some_title(self, reader: int, number: int) -> tuple[Reader, str] | None:
        shown = self.readers[reader].titles()
        return (self.readers[reader], shown[number % len(shown)]) if shown else None

    @rule(title=titles, description=texts)
    def create_over_rest(self, title: str, description: str) -> None:
        note = {"title": title, "description": description}
        assert self.run(self.rest.post("/api/notes", json=note)).status_code == 201

    @rule(number=which, done=st.booleans(), pinned=st.booleans(), title=titles)
    def change_over_rest(self, number: int, done: bool, pinned: bool, title: str) -> None:
        change = {"done": done, "title": title, "pinned": pinned}
        self.run(self.rest.patch(f"/api/notes/{self.some_id(number)}", json=change))

    @rule(number=which)
    def delete_over_rest(self, number: int) -> None:
        self.run(self.rest.delete(f"/api/notes/{self.some_id(number)}"))

    @rule(number=which)
    def restore_over_rest(self, number: int) -> None:
        self.run(self.rest.post(f"/api/notes/{self.some_id(number)}/restore"))

    @rule(number=which, title=titles)
    def replace_from_outside(self, number: int, title: str) -> None:
        self.foreign.execute(
            "insert or replace into note (id, title) values (?, ?)", [self.some_id(number), title]
        )

    @rule()
    def toggle_all_from_outside(self) -> None:
        self.foreign.execute("update note set done = not done where not trashed")

    @rule(number=which)
    def delete_from_outside(self, number: int) -> None:
        self.foreign.execute("delete from note where id = ?", [self.some_id(number)])

    @rule(number=which)
    def change_and_roll_back(self, number: int) -> None:
        self.foreign.execute("begin immediate")
        self.foreign.execute("delete from note where id <= ?", [self.some_id(number)])
        self.foreign.execute("rollback")

    @rule(reader=page, title=titles, description=texts)
    def add_on_a_page(self, reader: int, title: str, description: str) -> None:
        before = self.changes()
        self.run(self.readers[reader].add(title, description))
        self.run(eventually(lambda: self.changes() > before))

    @rule(reader=live, number=which)
    def tick_on_a_page(self, reader: int, number: int) -> None:
        if found := self.some_title(reader, number):
            self.act_and_wait(found[0].tick, found[1])

    @rule(reader=page, number=which)
    def delete_on_a_page(self, reader: int, number: int) -> None:
        """Into the trash, and out of the trash for good."""
        if found := self.some_title(reader, number):
            before = self.places()
            self.run(self.act(found[0].delete, found[1]))
            if reader == len(VIEWS) - 1:
                sure = "Delete this note for good? It can’t be brought back."
                self.run(found[0].answer(sure, "Delete for good"))
            self.run(eventually(lambda: self.places() != before))

    def places(self) -> list[tuple[int, int]]:
        """Which notes there are, and which of them are in the trash."""
        return self.foreign.execute("select id, trashed from note").fetchall()

    @rule(number=which)
    def restore_on_a_page(self, number: int) -> None:
        if found := self.some_title(len(VIEWS) - 1, number):
            trash, title = found
            self.act_and_wait(lambda: trash.press("Restore", trash.card(title)))

    @rule(reader=live, number=which)
    def pin_on_a_page(self, reader: int, number: int) -> None:
        if found := self.some_title(reader, number):
            self.run(self.act(found[0].focus, found[1]))
            self.act_and_wait(found[0].key, "p")

    @rule(reader=live, number=which, title=titles, description=texts)
    def edit_on_a_page(self, reader: int, number: int, title: str, description: str) -> None:
        if found := self.some_title(reader, number):
            self.run(self.edit(*found, title, description))

    async def edit(self, reader: Reader, old: str, title: str, description: str) -> None:
        editor = await Editor.of(reader, old)
        editor.type(title=title, description=description)
        editor.press("Close")
        await editor.closes()

    @rule(reader=page)
    def undo_on_a_page(self, reader: int) -> None:
        self.run(self.undo(self.readers[reader]))

    async def undo(self, reader: Reader) -> None:
        reader.key("u")
        await asyncio.sleep(0)
        await eventually(lambda: self.simulation.idle)

    @precondition(lambda self: self.readers)
    @invariant()
    def every_page_shows_what_its_query_holds(self) -> None:
        for reader, (_, condition) in zip(self.readers, VIEWS, strict=True):
            self.run(eventually(lambda r=reader, c=condition: self.is_right(r, c)))  # type: ignore[misc]

    def teardown(self) -> None:
        self.run(self.running.__aexit__(None, None, None))
        self.foreign.close()
        self.loop.close()
        self.patch.undo()
        self.folder.cleanup()


TestEverybody = Everybody.TestCase
TestEverybody.settings = settings(
    max_examples=8,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[
        Phase.generate
    ],  # a failing example shows itself after seconds; shrinking takes minutes
)

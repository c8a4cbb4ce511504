"""Whatever is done, by whomever, in whatever order: every page shows what the database holds."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.notes_ui.reader import Reader, Shown, eventually
from tests.notes_ui.simulation import simulating

T = TypeVar("T")
PAGES = 2
words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
titles = words.map(str.strip).filter(str.isprintable).filter(str.strip).map("#{}".format)
which = st.integers(min_value=0, max_value=10**6)
page = st.integers(min_value=0, max_value=PAGES - 1)


class Everybody(RuleBasedStateMachine):
    """Two pages, a REST caller and a foreign connection to the same file."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        database = Path(self.folder.name) / "notes.db"
        self.running = simulating(database)
        self.simulation = self.run(self.running.__aenter__())
        self.rest = self.simulation.http()
        self.foreign = sqlite3.connect(database, isolation_level=None)
        self.readers: list[Reader] = []

    def run(self, awaitable: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(awaitable)

    async def click(self, control: Callable[[str], None], title: str) -> None:
        control(title)  # on the event loop, where a browser's clicks arrive

    @initialize()
    def open_the_pages(self) -> None:
        self.readers = [self.run(self.simulation.open_page()) for _ in range(PAGES)]

    def held(self) -> list[Shown]:
        rows = self.foreign.execute("select title, description, done from note order by id desc")
        return [(title, description, bool(done)) for title, description, done in rows]

    def some_id(self, number: int) -> int:
        ids = [row[0] for row in self.foreign.execute("select id from note order by id")]
        return int(ids[number % len(ids)]) if ids else 0

    @rule(title=titles, description=words)
    def create_over_rest(self, title: str, description: str) -> None:
        note = {"title": title, "description": description}
        assert self.run(self.rest.post("/api/notes", json=note)).status_code == 201

    @rule(number=which, done=st.booleans(), title=titles)
    def change_over_rest(self, number: int, done: bool, title: str) -> None:
        change = {"done": done, "title": title}
        self.run(self.rest.patch(f"/api/notes/{self.some_id(number)}", json=change))

    @rule(number=which)
    def delete_over_rest(self, number: int) -> None:
        self.run(self.rest.delete(f"/api/notes/{self.some_id(number)}"))

    @rule(title=titles)
    def create_from_outside(self, title: str) -> None:
        self.foreign.execute("insert into note (title) values (?)", [title])

    @rule(number=which, title=titles)
    def replace_from_outside(self, number: int, title: str) -> None:
        self.foreign.execute(
            "insert or replace into note (id, title) values (?, ?)", [self.some_id(number), title]
        )

    @rule()
    def toggle_all_from_outside(self) -> None:
        self.foreign.execute("update note set done = not done")

    @rule(number=which)
    def delete_from_outside(self, number: int) -> None:
        self.foreign.execute("delete from note where id = ?", [self.some_id(number)])

    @rule(number=which)
    def change_and_roll_back(self, number: int) -> None:
        self.foreign.execute("begin immediate")
        self.foreign.execute("delete from note where id <= ?", [self.some_id(number)])
        self.foreign.execute("rollback")

    @rule(reader=page, title=titles)
    def add_on_a_page(self, reader: int, title: str) -> None:
        before = len(self.held())
        self.run(self.readers[reader].add(title))
        self.run(eventually(lambda: len(self.held()) == before + 1))

    @precondition(lambda self: self.held())
    @rule(reader=page, number=which)
    def tick_on_a_page(self, reader: int, number: int) -> None:
        before = self.held()
        shown = self.readers[reader].titles()
        self.run(self.click(self.readers[reader].tick, shown[number % len(shown)]))
        self.run(eventually(lambda: self.held() != before))

    @precondition(lambda self: self.held())
    @rule(reader=page, number=which)
    def delete_on_a_page(self, reader: int, number: int) -> None:
        before = len(self.held())
        shown = self.readers[reader].titles()
        self.run(self.click(self.readers[reader].delete, shown[number % len(shown)]))
        self.run(eventually(lambda: len(self.held()) == before - 1))

    @invariant()
    def every_page_shows_what_the_database_holds(self) -> None:
        for reader in self.readers:
            self.run(eventually(lambda reader=reader: reader.shown() == self.held()))  # type: ignore[misc]

    def teardown(self) -> None:
        self.run(self.running.__aexit__(None, None, None))
        self.foreign.close()
        self.loop.close()
        self.folder.cleanup()


TestEverybody = Everybody.TestCase
TestEverybody.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[
        Phase.generate
    ],  # a failing example shows itself after seconds; shrinking takes minutes
)

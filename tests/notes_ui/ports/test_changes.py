"""What each implementation of the page's interface promises of changes and repaints."""

from collections.abc import Collection

from notes_ui.ports.backend import PageBackend
from notes_ui.ports.notes import NoteCreate, NotePublic, NoteUpdate
from tests.support.waiting import eventually


async def test_a_change_is_announced_with_the_note(backend: PageBackend, milk: NotePublic) -> None:
    told: list[Collection[int] | None] = []
    backend.changes.on_move(told.append)
    await backend.notes.update(milk.id, NoteUpdate(done=True))
    await eventually(lambda: [milk.id] in [list(each or ()) for each in told])


async def test_a_change_repaints_each_page_that_follows(backend: PageBackend) -> None:
    repainted: list[str] = []

    async def first() -> None:
        repainted.append("first")

    async def second() -> None:
        repainted.append("second")

    backend.rounds.subscribe(first)
    backend.rounds.subscribe(second)
    assert len(backend.rounds) == 2
    backend.rounds.unsubscribe(first)
    await backend.notes.create(NoteCreate(title="Milk"))
    await eventually(lambda: "second" in repainted)
    assert "first" not in repainted


async def test_one_page_can_be_repainted_alone(backend: PageBackend) -> None:
    repainted: list[str] = []

    async def first() -> None:
        repainted.append("first")

    async def second() -> None:
        repainted.append("second")

    backend.rounds.subscribe(first)
    backend.rounds.subscribe(second)
    backend.rounds.announce_to(second)
    await eventually(lambda: bool(repainted))
    assert repainted == ["second"]

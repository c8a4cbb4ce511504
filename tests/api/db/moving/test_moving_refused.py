"""A move that is refused, fails or is interrupted leaves both databases as they were."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.db.moving.databases import movable
from api.db.moving.moving import COMMITTING, move
from api.db.sqlite.movable import MovableFile
from tests.api.db.moving.contents import DRAFT, answers, fill, moved, other_program, running
from tests.api.support.rest import add
from tests.support import postgres

STEPS = ["Copying notes", "Copying changes", "Comparing notes", COMMITTING]


def interrupt_at(step: str) -> Callable[[str, int, int], None]:
    """A progress at which somebody presses Ctrl-C."""

    def progress(doing: str, done: int, _: int) -> None:
        if doing == step and done:
            raise KeyboardInterrupt

    return progress


async def start(url: str) -> None:
    """Make the tables."""
    async with running(url):
        pass


@pytest.mark.parametrize("step", STEPS)
async def test_a_move_can_be_interrupted_and_run_again(source: str, target: str, step: str) -> None:
    async with running(source) as (_, client):
        made = await add(client, "milk #tag")
    with pytest.raises(KeyboardInterrupt):
        moved(source, target, interrupt_at(step))
    with pytest.raises(DatabaseUnusable, match=r"not written by this version|has no notes"):
        moved(target, source)
    moved(source, target)
    async with running(target) as (_, client):
        assert (await client.get("/api/notes?q=milk")).json() == [made]


async def test_an_interrupted_move_leaves_a_started_target_alone(source: str, target: str) -> None:
    await fill(source)
    async with running(target) as (backend, _):
        before = backend.feed.epoch
    with pytest.raises(KeyboardInterrupt):
        moved(source, target, interrupt_at(COMMITTING))
    async with running(target) as (backend, client):
        assert backend.feed.epoch == before
        made = await add(client, "milk #tag")
        assert (made["id"], made["version"], backend.feed.revision) == (1, 1, 1)
        assert [each["tag"] for each in (await client.get("/api/tags")).json()] == ["tag"]
        assert (await client.get("/api/notes?q=milk")).json() == [made]


async def test_a_target_with_notes_is_refused(source: str, target: str) -> None:
    await fill(source)
    moved(source, target)
    before = await answers(target)
    with pytest.raises(DatabaseUnusable, match=r"already has 8 notes.*Name a new schema or"):
        moved(source, target)
    assert await answers(target) == before


async def test_a_target_with_an_unfinished_text_is_refused(source: str, target: str) -> None:
    await fill(source)
    async with running(target) as (backend, _):
        await backend.drafts.keep("tab", DRAFT)
    with pytest.raises(DatabaseUnusable, match="already has 1 draft, "):
        moved(source, target)
    async with running(target) as (backend, _):
        assert len(await backend.drafts.of("tab")) == 1


async def test_a_target_whose_notes_are_gone_for_good_is_written(source: str, target: str) -> None:
    await fill(source)
    async with running(target) as (_, client):
        for _ in range(30):
            await add(client, "milk #tag")
        with other_program(target) as other:
            other.execute("DELETE FROM note")
    moved(source, target)
    assert await answers(target) == await answers(source)


async def test_a_database_is_not_moved_onto_itself(source: str) -> None:
    await fill(source)
    with pytest.raises(DatabaseUnusable, match="is the source and the target"):
        moved(source, source)


@pytest.mark.parametrize("which", ["source", "target"])
async def test_tables_of_another_version_are_refused(source: str, target: str, which: str) -> None:
    for url in (source, target):
        await start(url)
    with other_program(source if which == "source" else target) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="version of th"):
        moved(source, target)


async def test_a_source_that_is_not_there_is_not_made(
    source: str, target: str, tmp_path: Path
) -> None:
    await start(target)
    with pytest.raises(DatabaseUnusable, match=r"There is no file|has no notes"):
        moved(source, target)
    assert not (tmp_path / "0.db").exists()


async def test_a_locked_target_is_busy(source: str, target: str) -> None:
    for url in (source, target):
        await start(url)
    lock = "BEGIN IMMEDIATE" if target.startswith("sqlite") else "BEGIN; LOCK TABLE note"
    with other_program(target) as other:
        other.execute(lock)
        with pytest.raises(DatabaseBusy):
            moved(source, target)
        other.execute("ROLLBACK")
    moved(source, target)


class Forgetful(MovableFile):
    """A file in which somebody else changes a note before the comparison."""

    @contextmanager
    def target(self) -> Iterator[Connection]:
        """See `MovableFile.target`."""
        with super().target() as connection:
            self.writing = connection
            yield connection

    def spoil(self, step: str, done: int, total: int) -> None:
        """Change a note when all are copied."""
        if done == total and step.startswith("Copying"):
            self.writing.execute(text(self.how))

    how = ""


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ("UPDATE note SET title = 'other' WHERE id = 1", "notes"),
        ("DELETE FROM note WHERE id = 1", "notes"),
        ("DELETE FROM note_search WHERE rowid = 1", "words of searches"),
        ("UPDATE note_change SET seq = 1000 WHERE seq = 1", "changes"),
        ("UPDATE note_draft SET tab = 'other'", "drafts"),
    ],
)
async def test_a_copy_that_differs_is_not_committed(tmp_path: Path, how: str, what: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in ("source", "target"))
    async with running(source) as (backend, client):
        await add(client, "milk")
        await backend.drafts.keep("tab", DRAFT)
    spoilt = Forgetful(target, busy_timeout=0.1)
    spoilt.how = how
    with pytest.raises(DatabaseUnusable, match=rf"The {what} in .*target.db differ from"):
        move(movable(source), spoilt, spoilt.spoil)
    moved(source, target)


@pytest.mark.parametrize(
    "url",
    ["mysql://root:secret@db/notes", "notes.db", "sqlite://", "", "postgresql+x://u:secret@h"],
)
def test_a_wrong_url_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match="named as in") as refused:
        movable(url)
    assert "secret" not in str(refused.value)


async def test_a_server_that_is_away_is_named_without_password(tmp_path: Path) -> None:
    source = f"sqlite:///{tmp_path / 'notes.db'}"
    await start(source)
    if not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    with pytest.raises(DatabaseUnusable, match=r"me:\*\*\*@127.0.0.1:1/notes\?schema=s") as refused:
        moved(source, "postgresql://me:secret@127.0.0.1:1/notes?schema=s")
    assert "secret" not in str(refused.value)

"""Another file in its place: it is gone on with if it is a database, and refused if it is none."""

import shutil
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.db.sqlite.wal import log_of
from tests.api.db.sqlite.file_lost.asking import answers, post
from tests.api.support.files import content_of, move, remove, titles_in, write
from tests.api.support.opened import TUTORIAL, copies, sql
from tests.api.support.rest import NOTES, add, find
from tests.api.support.websocket_client import listening
from tests.support.live import LiveServer
from tests.support.waiting import eventually


@pytest.mark.parametrize("way", ["cp", "mv", "rm, then cp"])
@pytest.mark.parametrize("idle", [True, False], ids=["idle", "just written"])
async def test_a_backup_in_its_place_is_read_and_written_from_then_on(
    live: LiveServer, http: httpx.AsyncClient, backup: Path, way: str, idle: bool
) -> None:
    """And what belonged to the other file, in its log, does no harm to it."""
    for number in range(20):
        await add(http, f"n{number}")
    if idle:
        await eventually(lambda: log_of(live.database).stat().st_size == 0)
    if way == "mv":
        move(backup, live.database)
    else:
        if way != "cp":
            live.database.unlink()
        shutil.copyfile(backup, live.database)

    assert await post(http, "lost") == 503
    await answers(http, 200)
    assert await find(http) == ["of the backup"]
    await add(http, "after it")
    await eventually(lambda: titles_in(live.database) == ["of the backup", "after it"])


@pytest.mark.parametrize("way", ["cp", "mv"])
async def test_a_replaced_file_resets_or_closes_subscriptions(
    app: FastAPI, client: httpx.AsyncClient, database: Path, backup: Path, way: str
) -> None:
    for title in ("a", "b", "c"):
        await add(client, title)
    async with listening(app, "since=0") as one, listening(app) as other:
        await one.changes(3)
        move(backup, database) if way == "mv" else shutil.copyfile(backup, database)

        assert await one.next() == {"action": "reset", "revision": 1}
        assert (await other.message())["code"] == 1013, "it can't be told more than a change"
        await add(client, "milk")
        assert (await one.next())["note"]["title"] == "milk"
    assert (await client.get(f"{NOTES}/1")).json()["title"] == "of the backup"


@pytest.mark.parametrize("content", [b"", b"milk, oats and bread\n" * 100], ids=["empty", "text"])
async def test_a_file_that_is_no_database_is_refused_and_not_touched(
    client: httpx.AsyncClient, database: Path, backup: Path, content: bytes
) -> None:
    await add(client)
    remove(database)
    write(database, content)

    said = await answers(client, 503, "can't be opened")
    assert ("empty" if not content else "not an SQLite") in said
    assert await post(client, "milk") == 503
    assert content_of(database) == content

    move(backup, database)
    await answers(client, 200)
    assert await find(client) == ["of the backup"]


async def test_half_a_copy_is_not_opened(
    client: httpx.AsyncClient, database: Path, backup: Path
) -> None:
    await add(client)
    whole = content_of(backup)
    remove(database)
    write(database, whole[: len(whole) // 2])
    await answers(client, 503, "can't be opened")
    assert content_of(database) == whole[: len(whole) // 2]

    write(database, whole)
    await answers(client, 200)
    assert await find(client) == ["of the backup"]


async def test_a_file_of_the_tutorial_is_upgraded_as_at_the_start(
    client: httpx.AsyncClient, database: Path, tmp_path: Path
) -> None:
    await add(client)
    with sql(tmp_path / "tutorial.db") as other:
        other.execute(TUTORIAL)
        other.execute("INSERT INTO note VALUES (7, 'of the tutorial', 'x', 0)")
    (tmp_path / "tutorial.db").rename(database)

    await answers(client, 503)
    await answers(client, 200)
    assert await find(client) == ["of the tutorial"]
    assert [copy for copy in copies(database) if "before-upgrade-adoption" in copy.name]

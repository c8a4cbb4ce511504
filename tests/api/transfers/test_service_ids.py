"""Notes keep their numbers on the way from one database to another."""

import sqlite3

import httpx
import pytest

from api.notes.reading.query import HIGHEST
from api.transfers.formats import Format
from api.transfers.id_allocation import LAST, NONE_LEFT
from tests.api.support.rest import add
from tests.api.support.transfer import FORMATS, INSERT, WRITTEN, details, exported, imported, rows


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("highest", [2**53, LAST])
async def test_any_id_of_an_export_can_be_imported_again(
    client: httpx.AsyncClient,
    foreign: sqlite3.Connection,
    *,
    other: httpx.AsyncClient,
    others: sqlite3.Connection,
    written: Format,
    highest: int,
) -> None:
    foreign.execute(INSERT, (highest, "another program's", "", False, 1, *WRITTEN, False, False))
    assert (await add(client, "ours"))["id"] == highest + 1

    await imported(other, await exported(client, written), written)

    assert rows(others) == rows(foreign)
    assert (await add(other))["id"] == highest + 2


async def test_the_last_id_is_accepted_only_near_existing_ones(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, other: httpx.AsyncClient
) -> None:
    foreign.execute(INSERT, (HIGHEST, "another program's", "", False, 1, *WRITTEN, False, False))
    content = await exported(client, Format.JSON)

    for wishes in ({}, {"dry_run": True}):
        assert (await imported(client, content, Format.JSON, **wishes))["taken"]["unchanged"] == 1
        report = await imported(other, content, Format.JSON, **wishes)
        assert details(report) == [(1, NONE_LEFT)]
    assert (await add(other))["id"] == 1

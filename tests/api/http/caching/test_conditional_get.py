"""Conditional reading: what is known is not sent again, and what is another has another ETag."""

import sqlite3
from typing import Any

import httpx
import pytest

from api.backend import Backend
from api.http import response_cache
from api.notes import etags
from api.notes.etags import list_etag
from tests.api.support.rest import NOTES, add, note, problem, read, tag_of
from tests.support.foreign import replace

REPLACING = pytest.mark.sqlite_only(reason="no other engine has REPLACE INTO")


@pytest.mark.parametrize("address", [NOTES, f"{NOTES}/1", "/api/tags", f"{NOTES}/1/history"])
async def test_a_get_whose_if_match_does_not_match_is_refused(
    client: httpx.AsyncClient, address: str
) -> None:
    """RFC 9110, 13.2.2: it goes before If-None-Match."""
    await add(client, "milk #shop")
    tag = await tag_of(client, address)

    for allowed in ("*", tag, f'"other", {tag}'):
        assert (await client.get(address, headers={"If-Match": allowed})).status_code == 200
    both = {"If-Match": tag, "If-None-Match": tag}
    assert (await client.get(address, headers=both)).status_code == 304

    for other in ('"other"', f"W/{tag}", "no tag"):
        for known in ({}, {"If-None-Match": tag}, {"If-None-Match": "*"}):
            answer = await client.get(address, headers={"If-Match": other} | known)
            problem(answer, 412)
            assert answer.headers["etag"] == tag
    problem(await client.get(note(7), headers={"If-Match": "*"}), 404)


@pytest.mark.parametrize("address", [NOTES, f"{NOTES}/1", "/api/tags", f"{NOTES}/1/history"])
async def test_a_get_with_a_matching_etag_is_a_304_without_a_body(
    client: httpx.AsyncClient, address: str
) -> None:
    await add(client, "milk #shop")
    tag = await tag_of(client, address)
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = await client.get(address, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "no-cache"

    await client.patch(note(1), json={"description": "oat"})
    answer = await client.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


async def test_a_304_for_a_list_needs_no_read_of_the_database(
    client: httpx.AsyncClient, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_cache, "LONGEST_KEPT", 0)
    await add(client, "milk")
    tag = await tag_of(client, NOTES, q="milk")
    with monkeypatch.context() as unreadable:
        for reads in ("read", "snapshot", "separate_snapshot"):
            unreadable.setattr(backend.database, reads, None)
        answer = await client.get(NOTES, params={"q": "milk"}, headers={"If-None-Match": tag})
    assert answer.status_code == 304


def test_another_version_of_this_program_has_other_list_etags(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There may be more in its answers."""
    before = list_etag("epoch", b"/api/notes")
    assert list_etag("epoch", b"/api/notes") == before
    monkeypatch.setattr(etags, "__version__", "99.0")
    assert list_etag("epoch", b"/api/notes") != before


async def test_each_query_has_an_etag_of_its_own(client: httpx.AsyncClient) -> None:
    await add(client, "milk")
    queries: list[dict[str, Any]] = [{}, {"q": "milk"}, {"done": "false"}, {"limit": "1"}]
    assert len({await tag_of(client, NOTES, **query) for query in queries}) == len(queries)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET title = 'oats' WHERE trashed",
        "DELETE FROM note WHERE trashed",
        "INSERT INTO note (title, trashed) VALUES ('rice', TRUE)",
        "UPDATE note SET id = 9 WHERE trashed",
        pytest.param(
            "REPLACE INTO note (id, title, trashed) VALUES (2, 'rice', TRUE)", marks=REPLACING
        ),
    ],
)
async def test_a_change_in_the_trash_changes_the_etag_of_lists(
    client: httpx.AsyncClient, foreign: sqlite3.Connection, statement: str
) -> None:
    await add(client, "milk")
    gone = await add(client, "gone")
    await client.delete(note(gone["id"]))
    before = await tag_of(client, NOTES, trashed="true")

    foreign.execute(statement)

    answer = await client.get(NOTES, params={"trashed": "true"}, headers={"If-None-Match": before})
    assert answer.status_code == 200


async def test_a_note_that_another_program_replaces_has_another_etag(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    """It starts at version 1 again."""
    made = await add(client)
    before = await tag_of(client, note(made["id"]))
    replace(foreign, made["id"], title="oats", updated_at="2031-01-01 00:00:00.000")
    assert (await read(client, made["id"]))["version"] == 1
    assert await tag_of(client, note(made["id"])) != before

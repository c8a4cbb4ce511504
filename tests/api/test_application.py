"""The REST half as an application."""

from pathlib import Path

import httpx
import pytest

from api import __version__
from api.application import create_app
from api.db.errors import DatabaseUnusable
from api.notes.reading.query import Sort
from api.settings import Settings
from tests.api.support.rest import add, note


async def test_the_root_leads_to_the_documentation(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert answer.is_redirect
    assert (await client.get(answer.headers["location"])).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/behind/a/proxy"])
async def test_the_root_leads_home(settings: Settings, prefix: str) -> None:
    app = create_app(settings, home="/front/notes")
    transport = httpx.ASGITransport(app, root_path=prefix)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        answer = await client.get(f"{prefix}/")

    assert answer.headers["location"] == f"{prefix}/front/notes"


async def test_the_documentation_names_the_types_of_the_tutorial(
    client: httpx.AsyncClient,
) -> None:
    document = (await client.get("/openapi.json")).json()

    assert document["info"]["version"] == __version__
    assert {"NoteCreate", "NoteUpdate", "NotePublic"} <= set(document["components"]["schemas"])
    assert set(document["paths"]["/api/notes"]) == {"get", "post"}
    assert set(document["paths"]["/api/notes/{note_id}"]) == {"get", "patch", "delete"}
    assert set(document["paths"]["/api/notes/{note_id}/restore"]) == {"post"}
    assert set(document["paths"]["/api/tags"]) == {"get"}


async def test_the_documentation_says_what_may_be_asked_for(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()

    given = document["paths"]["/api/notes"]["get"]["parameters"]
    asked = [parameter for parameter in given if parameter["in"] == "query"]
    names = ["q", "done", "tag", "trashed", "sort", "pinned_first", "limit", "after"]
    assert [parameter["name"] for parameter in asked] == names
    assert all(parameter["description"] for parameter in given)
    assert document["components"]["schemas"]["Sort"]["enum"] == list(Sort)


async def test_notes_outlive_the_application(settings: Settings) -> None:
    transport = httpx.ASGITransport
    made = []
    for title in ("milk", "oats"):
        app = create_app(settings)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport(app), base_url="http://notes.test") as client,
        ):
            made.append(await add(client, title))
            await client.delete(note(made[-1]["id"]))

    assert made[0]["id"] < made[1]["id"], "not even after a restart is an id used again"


def test_an_invalid_database_url_is_refused_before_the_start() -> None:
    with pytest.raises(DatabaseUnusable):
        create_app(Settings(database_url="mysql:///notes"))


async def test_a_database_that_can_not_open_is_refused_at_the_start(tmp_path: Path) -> None:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/missing/notes.db"))

    with pytest.raises(DatabaseUnusable, match="missing"):
        async with app.router.lifespan_context(app):
            pytest.fail("it started")

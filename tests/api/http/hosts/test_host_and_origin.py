"""Nobody gets in under a name of their own, and no other site's page changes anything."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.backend import Backend
from api.settings import Settings
from tests.api.http.test_request_middleware import counted
from tests.api.support.rest import NOTES, add, note, problem, read
from tests.api.support.transfer import IMPORT
from tests.api.support.websocket_client import listening
from tests.support.live import serving

EVIL = "evil.test"
FRIEND = "https://friend.test"
FORM_TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]


@pytest.mark.parametrize("path", [NOTES, "/", "/docs", "/openapi.json", "/metrics", "/made/up"])
async def test_under_another_name_there_is_nothing(
    client: httpx.AsyncClient, backend: Backend, path: str
) -> None:
    answer = await client.get(path, headers={"host": f"{EVIL}:8000"})

    document = problem(answer, 421)
    assert "name evil.test" in document["detail"]
    assert "NOTES_ALLOWED_HOSTS" in document["detail"]
    assert document["request_id"] == answer.headers["x-request-id"]
    assert counted(backend, "GET", "other", 421) == 1


async def test_an_unknown_host_name_can_change_and_read_nothing(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    """As a page does whose name was made to lead here: to its browser it is all one site."""
    made = await add(client)
    rebound = {"host": EVIL, "origin": f"http://{EVIL}"}

    problem(await client.post(NOTES, json={"title": "oats"}, headers=rebound), 421)
    problem(await client.delete(note(made["id"]), headers=rebound), 421)
    async with listening(app, **rebound) as listener:
        assert listener.answer["type"] == "websocket.close"

    assert (await client.get(NOTES)).json() == [made]


@pytest.mark.parametrize("host", [b"a\xff", b"[", b"x" * 5000])
async def test_a_refusal_does_not_repeat_a_malformed_host_name(
    client: httpx.AsyncClient, host: bytes
) -> None:
    answer = await client.get(NOTES, headers=[(b"host", host)])

    assert "the host name of this request" in problem(answer, 421)["detail"]


async def test_a_request_without_a_host_header_is_accepted(app: FastAPI) -> None:
    """HTTP/1.0 needs none, and no browser leaves it out."""
    answers: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "GET", "path": "/healthz", "query_string": b""}
    await app(scope | {"headers": []}, receive, send)

    assert answers[0]["status"] == 200


async def test_a_server_that_starts_and_ends_it_needs_no_name(settings: Settings) -> None:
    said: list[Any] = [{"type": "lifespan.shutdown"}, {"type": "lifespan.startup"}]
    answers: list[str] = []

    async def receive() -> Any:
        return said.pop()

    async def send(message: Any) -> None:
        answers.append(message["type"])

    await create_app(settings)({"type": "lifespan", "asgi": {}, "state": {}}, receive, send)
    assert answers == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


async def test_names_that_the_settings_give_are_its_own(database_url: str) -> None:
    app = create_app(
        Settings(
            host="notes.example.org",
            allowed_hosts=["*.example.com"],
            database_url=database_url,
        )
    )
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as client:
        for name in ("notes.example.org", "a.example.com", "127.0.0.1"):
            assert (await client.get(f"http://{name}:8000{NOTES}")).status_code == 200
        problem(await client.get(f"http://example.org{NOTES}"), 421)


def test_a_real_server_has_the_pages_socket_behind_it_too(database: Path) -> None:
    with serving(database) as server:
        for path in ("/front/notes", "/front/_nicegui_ws/socket.io/?EIO=4&transport=polling"):
            evil = {"host": f"{EVIL}:{server.port}"}
            problem(httpx.get(f"{server.url}{path}", headers=evil), 421)
            assert httpx.get(f"http://localhost:{server.port}{path}").status_code == 200


@pytest.mark.parametrize("origin", [f"http://{EVIL}", "null", "http://notes.test:81", ""])
async def test_a_page_of_another_site_changes_nothing(
    client: httpx.AsyncClient, origin: str
) -> None:
    """Not even by a POST without a body, which a browser sends without asking."""
    made = await add(client)
    await client.delete(note(made["id"]))
    other = {"origin": origin}

    problem(await client.post(f"{note(made['id'])}/restore", headers=other), 403)
    problem(await client.patch(note(made["id"]), json={}, headers=other), 403)
    document = problem(await client.delete(note(made["id"]), headers=other), 403)

    assert "NOTES_CORS_ORIGINS" in document["detail"]
    assert (await client.get(NOTES, headers=other)).json() == []


async def test_a_page_of_this_site_and_a_script_change_what_they_like(
    client: httpx.AsyncClient,
) -> None:
    made = await add(client)
    await client.delete(note(made["id"]))

    own = {"origin": "http://notes.test"}
    assert (await client.post(f"{note(made['id'])}/restore", headers=own)).status_code == 200
    await client.patch(note(made["id"]), json={"done": True})
    assert (await read(client, made["id"]))["done"]


@pytest.mark.parametrize("origins", [[FRIEND], ["*"]])
async def test_a_page_of_an_allowed_site_may_change_notes(
    settings: Settings, origins: list[str]
) -> None:
    app = create_app(settings.model_copy(update={"cors_origins": origins}))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client,
    ):
        answer = await client.post(NOTES, json={"title": "milk"}, headers={"origin": FRIEND})

    assert answer.status_code == 201


@pytest.mark.parametrize("content_type", FORM_TYPES)
@pytest.mark.parametrize("origin", ["http://elsewhere.test", "null"])
async def test_another_sites_page_can_not_import_with_a_form(
    client: httpx.AsyncClient, content_type: str | None, origin: str
) -> None:
    """A browser sends such a body without asking, but it does say where it comes from."""
    headers = {"Origin": origin} | ({"Content-Type": content_type} if content_type else {})
    params = {"format": "ndjson"}

    problem(await client.post(IMPORT, content=b"{}", headers=headers, params=params), 403)
    own = headers | {"Origin": "http://notes.test"}
    assert (await client.post(IMPORT, content=b"", headers=own, params=params)).status_code == 200

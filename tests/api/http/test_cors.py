"""Pages of other sites may use the API where the settings name them, and nowhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.backend import Backend
from api.settings import Settings
from tests.api.support.rest import NOTES, add, note, problem
from tests.api.support.websocket_client import listening

FRIEND = "https://friend.test"
STRANGER = "https://stranger.test"
ALLOWED = "access-control-allow-origin"
ASKING = {"origin": FRIEND, "access-control-request-method": "PATCH"}


@asynccontextmanager
async def sharing(
    settings: Settings, *origins: str
) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    """An application that lets pages of these origins in, and somebody who speaks to it."""
    app = create_app(settings.model_copy(update={"cors_origins": list(origins)}))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client,
    ):
        yield app, client


async def test_without_the_setting_no_other_site_is_let_in(client: httpx.AsyncClient) -> None:
    answers = [
        await client.get(NOTES, headers={"origin": FRIEND}),
        await client.options(note(1), headers=ASKING),
    ]

    assert not [name for answer in answers for name in answer.headers if "control-allow" in name]
    assert answers[1].status_code == 405


async def test_an_internal_error_has_no_cors_headers_without_the_setting(
    client: httpx.AsyncClient, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> NoReturn:
        raise RuntimeError

    monkeypatch.setattr(backend.notes, "list", fail)
    answer = await client.get(NOTES, headers={"origin": FRIEND})

    assert answer.status_code == 500
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_site_that_is_named_is_let_in_and_no_other(settings: Settings) -> None:
    async with sharing(settings, FRIEND) as (_, client):
        made = await add(client)
        friend = await client.get(note(made["id"]), headers={"origin": FRIEND})
        stranger = await client.get(note(made["id"]), headers={"origin": STRANGER})

        assert friend.headers[ALLOWED] == FRIEND
        assert "Origin" in friend.headers["vary"]
        assert ALLOWED not in stranger.headers
        for name in ("access-control-allow-credentials",):
            assert name not in friend.headers


async def test_a_page_may_read_what_it_needs_of_an_answer(settings: Settings) -> None:
    async with sharing(settings, FRIEND) as (_, client):
        answer = await client.get(NOTES, headers={"origin": FRIEND})

    shown = answer.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Link", "Location", "X-Total-Count"} <= set(shown)
    assert {"Idempotency-Replayed", "Retry-After", "X-Request-ID"} <= set(shown)
    assert "Content-Disposition" in shown, "it names the file of an export"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_a_page_may_ask_before_it_changes_something(settings: Settings, method: str) -> None:
    asking = ASKING | {
        "access-control-request-method": method,
        "access-control-request-headers": "if-match, idempotency-key, content-type",
    }
    async with sharing(settings, FRIEND) as (_, client):
        friend = await client.options(note(1), headers=asking)
        stranger = await client.options(note(1), headers=asking | {"origin": STRANGER})

    assert friend.status_code == 200
    assert friend.headers[ALLOWED] == FRIEND
    assert method in friend.headers["access-control-allow-methods"]
    assert stranger.status_code == 400
    assert ALLOWED not in stranger.headers


async def test_a_page_that_asks_is_counted_and_logged_as_everybody_is(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    logging = settings.model_copy(update={"access_log": True})
    async with sharing(logging, FRIEND) as (_, client):
        with caplog.at_level("INFO", "api.access"):
            friend = await client.options(note(1), headers=ASKING | {"x-request-id": "mine"})
            stranger = await client.options(note(1), headers=ASKING | {"origin": STRANGER})
        metrics = (await client.get("/metrics")).text

    assert friend.headers["x-request-id"] == "mine"
    assert "NOTES_CORS_ORIGINS" in problem(stranger, 400)["detail"]
    for status in (200, 400):
        assert f'{{method="OPTIONS",route="other",status="{status}"}} 1.0' in metrics
        assert f'"OPTIONS /api/notes/1" {status}' in caplog.text


async def test_only_the_api_is_shared(settings: Settings) -> None:
    async with sharing(settings, FRIEND) as (_, client):
        for path in ("/", "/docs", "/metrics", "/openapi.json"):
            assert ALLOWED not in (await client.get(path, headers={"origin": FRIEND})).headers


async def test_behind_a_proxy_the_api_is_shared_too(settings: Settings) -> None:
    async with sharing(settings, FRIEND) as (app, _):
        transport = httpx.ASGITransport(app, root_path="/behind")
        async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
            answer = await client.get(f"/behind{NOTES}", headers={"origin": FRIEND})

    assert answer.headers[ALLOWED] == FRIEND


async def test_a_page_can_read_a_mistake_of_ours_too(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> NoReturn:
        raise RuntimeError

    async with sharing(settings, FRIEND) as (app, client):
        monkeypatch.setattr(app.state.backend.notes, "list", fail)
        answer = await client.get(NOTES, headers={"origin": FRIEND})

    assert answer.status_code == 500
    assert answer.headers[ALLOWED] == FRIEND
    assert "X-Request-ID" in answer.headers["access-control-expose-headers"]
    assert problem(answer, 500)["request_id"] == answer.headers["x-request-id"]


async def test_all_sites_may_be_let_in_but_never_with_credentials(settings: Settings) -> None:
    async with sharing(settings, "*") as (app, client):
        headers = {"origin": STRANGER, "cookie": "session=1"}
        answer = await client.get(NOTES, headers=headers)
        async with listening(app, origin=STRANGER) as listener:
            assert listener.answer["type"] == "websocket.accept"

    assert answer.headers[ALLOWED] == "*"
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_site_that_is_named_may_listen_and_no_other(settings: Settings) -> None:
    async with (
        sharing(settings, FRIEND) as (app, client),
        listening(app, origin=FRIEND) as friend,
        listening(app, origin="http://notes.test") as own,
        listening(app, origin=STRANGER) as stranger,
    ):
        assert stranger.answer["type"] == "websocket.close"
        made = await add(client)
        assert (await friend.next())["note"] == (await own.next())["note"] == made

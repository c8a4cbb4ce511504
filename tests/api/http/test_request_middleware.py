"""Every request has an id, is counted, and is answered whatever goes wrong."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import NoReturn

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from api.application import create_app
from api.backend import Backend
from api.http.request_middleware import RequestMiddleware
from api.http.revisions import Revisions
from api.settings import Settings
from api.telemetry.metrics import Metrics
from api.telemetry.request_ids import request_id
from tests.api.support.rest import NOTES, add, note, problem
from tests.api.support.websocket_client import listening
from tests.support.waiting import eventually

ID = "x-request-id"


def counted(backend: Backend, method: str, route: str, status: int) -> float | None:
    labels = {"method": method, "route": route, "status": str(status)}
    return backend.metrics.registry.get_sample_value("http_requests_total", labels)


async def test_each_answer_tells_the_id_of_its_request(client: httpx.AsyncClient) -> None:
    """Also answers that were kept from before, and those to what could not be taken."""
    await add(client)
    addresses = [NOTES, NOTES, note(1), note(1), note(7), "/api/other", "/docs", "/healthz"]
    answers = [await client.get(address) for address in addresses]
    answers.append(await client.get(NOTES, headers={"if-none-match": answers[0].headers["etag"]}))
    answers.append(await client.post(NOTES, json={"title": ""}))

    assert len({answer.headers[ID] for answer in answers}) == len(answers)
    assert [answer.status_code for answer in answers[4:6]] == [404, 404]
    assert (await client.get(NOTES, headers={ID: "mine-1"})).headers.get_list(ID) == ["mine-1"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", note(7), 404), ("PUT", NOTES, 405), ("POST", NOTES, 422), ("GET", "/api/x", 404)],
)
async def test_a_problem_names_the_request(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path, headers={ID: "mine-2"})

    assert problem(answer, status)["request_id"] == answer.headers[ID] == "mine-2"


async def test_an_internal_error_is_logged_under_the_callers_id(
    client: httpx.AsyncClient,
    backend: Backend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object, **__: object) -> NoReturn:
        logging.getLogger("api").warning("%s is about to fail", request_id.get())
        raise RuntimeError("secret")

    monkeypatch.setattr(backend.notes, "list", fail)
    answers = await asyncio.gather(
        *(client.get(f"{NOTES}?q={each}", headers={ID: each}) for each in ("one", "two"))
    )

    for answer, name in zip(answers, ("one", "two"), strict=True):
        assert problem(answer, 500)["request_id"] == name
        assert "secret" not in answer.text
        assert f"{name} is about to fail" in caplog.text
        assert f"GET {NOTES}?q={name} has failed" in caplog.text
    assert caplog.text.count("RuntimeError: secret") == 2
    assert counted(backend, "GET", NOTES, 500) == 2


async def test_a_request_cancelled_by_a_shutdown_is_answered_with_503(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    """Uvicorn cancels it then, and would tell a mistake of ours, here and to the caller."""
    asked = 0

    @app.get("/endless")
    async def answer() -> None:
        nonlocal asked
        asked += 1
        await asyncio.Event().wait()

    both = [asyncio.create_task(client.get("/endless", headers={ID: name})) for name in ("a", "b")]
    await eventually(lambda: asked == 2)
    for each in both:
        each.cancel("Task cancelled, timeout graceful shutdown exceeded")
    for each, name in zip(both, ("a", "b"), strict=True):
        document = problem(await each, 503)
        assert document["request_id"] == name
        assert document["detail"].startswith("The server is shutting down")


async def test_an_answer_that_fails_halfway_fails_for_the_client(app: FastAPI) -> None:
    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("cut")

    @app.get("/half")
    async def answer() -> StreamingResponse:
        return StreamingResponse(half())

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        with pytest.raises(RuntimeError, match="cut"):
            await client.get("/half")


async def test_requests_are_counted_by_the_template_of_their_route(
    client: httpx.AsyncClient, backend: Backend
) -> None:
    for _ in range(3):
        await add(client)
    for each in ("1", "2", "3", "99"):
        await client.get(note(each))
    await client.patch(note(2), json={"done": True})

    assert counted(backend, "POST", NOTES, 201) == 3
    assert counted(backend, "GET", "/api/notes/{note_id}", 200) == 3
    assert counted(backend, "GET", "/api/notes/{note_id}", 404) == 1
    assert counted(backend, "PATCH", "/api/notes/{note_id}", 200) == 1
    labels = {"method": "GET", "route": "/api/notes/{note_id}"}
    sample = backend.metrics.registry.get_sample_value
    assert sample("http_request_duration_seconds_count", labels) == 4
    assert 0 < (sample("http_request_duration_seconds_sum", labels) or 0) < 60


async def test_invented_paths_and_methods_add_no_series_to_the_metrics(
    client: httpx.AsyncClient, backend: Backend
) -> None:
    for number in range(5):
        await client.get(f"/made/up/{number}")
        await client.get(f"/static-offline-docs/{number}")
        await client.request(f"MADEUP{number}", NOTES)

    assert counted(backend, "GET", "other", 404) == 5
    assert counted(backend, "GET", "/static-offline-docs", 404) == 5
    assert counted(backend, "other", NOTES, 405) == 5


async def test_the_documentation_pages_are_counted_by_their_paths(
    app: FastAPI, backend: Backend
) -> None:
    transport = httpx.ASGITransport(app, root_path="/behind")
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        for path in ("/openapi.json", "/docs"):
            assert (await client.get(f"/behind{path}")).status_code == 200
            assert counted(backend, "GET", path, 200) == 1


async def test_behind_a_proxy_a_route_is_still_the_same(app: FastAPI, backend: Backend) -> None:
    transport = httpx.ASGITransport(app, root_path="/behind")
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        assert (await client.get(f"/behind{NOTES}")).status_code == 200

    assert counted(backend, "GET", NOTES, 200) == 1


async def test_a_stream_is_counted_when_it_begins(app: FastAPI, backend: Backend) -> None:
    seen: list[float | None] = []

    async def endless() -> AsyncIterator[bytes]:
        yield b"first"
        seen.append(counted(backend, "GET", "/endless", 200))

    @app.get("/endless")
    async def answer() -> StreamingResponse:
        return StreamingResponse(endless())

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        await client.get("/endless")
    assert seen == [1]


async def test_websockets_are_not_counted_as_requests(app: FastAPI, backend: Backend) -> None:
    async with listening(app) as one, listening(app) as two:
        assert one.answer["type"] == two.answer["type"] == "websocket.accept"
    families = {family.name: family for family in backend.metrics.registry.collect()}
    assert families["http_requests"].samples == []


@pytest.mark.parametrize("wanted", [True, False])
async def test_requests_are_logged_where_that_is_wanted(
    settings: Settings, caplog: pytest.LogCaptureFixture, wanted: bool
) -> None:
    app = create_app(settings.model_copy(update={"access_log": wanted}))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client,
    ):
        with caplog.at_level("INFO", "api.access"):
            await client.get(f"{NOTES}?q=a%0Ab")
            await client.get(note(7))

    logged = [record for record in caplog.records if record.name == "api.access"]
    assert len(logged) == (2 if wanted else 0)
    if wanted:
        assert logged[0].getMessage().startswith(f'127.0.0.1 "GET {NOTES}?q=a%0Ab" 200 ')
        assert vars(logged[1])["route"] == "/api/notes/{note_id}"
        assert (vars(logged[1])["method"], vars(logged[1])["status"]) == ("GET", 404)
        assert vars(logged[1])["milliseconds"] > 0


@pytest.mark.parametrize(("gone", "level"), [(True, "INFO"), (False, "ERROR")])
async def test_a_mistake_at_a_request_whose_caller_has_gone_is_a_line(
    caplog: pytest.LogCaptureFixture, backend: Backend, *, gone: bool, level: str
) -> None:
    async def fail(_scope: Scope, receive: Receive, _send: Send) -> NoReturn:
        raise KeyError((await receive())["type"])

    async def receive() -> Message:
        return {"type": "http.disconnect" if gone else "http.request"}

    async def send(_: Message) -> None:
        """Nobody hears it."""

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    caplog.set_level("INFO")
    around = RequestMiddleware(
        fail,
        metrics=Metrics(),
        revisions=Revisions(backend.feed),
        access_log=False,
        origins=[],
    )
    await around(scope, receive, send)

    (logged,) = caplog.records
    assert (logged.levelname, bool(logged.exc_info)) == (level, not gone)

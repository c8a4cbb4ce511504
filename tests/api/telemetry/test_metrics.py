"""Metrics of one application, apart from those of another in the same process."""

import sqlite3

import httpx
from fastapi import FastAPI
from prometheus_client import generate_latest

from api.backend import Backend
from api.telemetry.metrics import Metrics
from tests.api.support.told import Page
from tests.api.support.websocket_client import listening
from tests.support.waiting import eventually


def told(metrics: Metrics) -> list[str]:
    return generate_latest(metrics.registry).decode().splitlines()


def test_each_application_has_its_own() -> None:
    one, two = Metrics(), Metrics()
    one.answered("GET", "/api/notes", 200, 0.001)

    line = 'http_requests_total{method="GET",route="/api/notes",status="200"} 1.0'
    assert line in told(one)
    assert line not in told(two)


def test_a_note_that_is_known_falls_in_the_first_bucket() -> None:
    metrics = Metrics()
    metrics.answered("GET", "/api/notes/{note_id}", 200, 0.0001)
    metrics.answered("GET", "/api/notes/{note_id}", 200, 0.3)

    name = 'http_request_duration_seconds_bucket{le="%s",method="GET",route="/api/notes/{note_id}"}'
    assert f"{name % '0.0005'} 1.0" in told(metrics)
    assert f"{name % '0.25'} 1.0" in told(metrics)
    assert f"{name % '0.5'} 2.0" in told(metrics)


def test_a_watched_value_is_read_at_each_request_for_metrics() -> None:
    metrics, queue = Metrics(), [1]
    metrics.watch("queue", "Who waits.", lambda: len(queue))
    assert "queue 1.0" in told(metrics)

    queue += [2, 3]
    assert "queue 3.0" in told(metrics)


async def test_listeners_of_the_stream_are_counted_while_they_listen(
    app: FastAPI, backend: Backend
) -> None:
    async with listening(app):
        async with listening(app):
            assert 'notes_stream_listeners{stream="ws"} 2.0' in told(backend.metrics)
        assert 'notes_stream_listeners{stream="ws"} 1.0' in told(backend.metrics)
    assert 'notes_stream_listeners{stream="ws"} 0.0' in told(backend.metrics)


async def test_a_listener_that_is_turned_away_is_not_counted(
    app: FastAPI, backend: Backend
) -> None:
    async with listening(app, origin="http://evil.test"), listening(app) as other:
        assert other.answer["type"] == "websocket.accept"
        assert 'notes_stream_listeners{stream="ws"} 1.0' in told(backend.metrics)


async def test_a_round_is_timed_where_pages_are_open(
    client: httpx.AsyncClient, backend: Backend, foreign: sqlite3.Connection
) -> None:
    def rounds() -> float | None:
        return backend.metrics.registry.get_sample_value("notes_refresh_seconds_count")

    made = backend.broadcaster.rounds
    foreign.execute("INSERT INTO note (title) VALUES ('nobody sees it')")
    await client.get("/api/notes")
    await eventually(lambda: backend.broadcaster.rounds > made)
    assert rounds() == 0

    pages = [Page(), Page()]
    for page in pages:
        backend.broadcaster.subscribe(page.refresh)
    foreign.execute("INSERT INTO note (title) VALUES ('two see it')")
    await eventually(lambda: rounds() == 1)
    assert [page.told for page in pages] == [1, 1]

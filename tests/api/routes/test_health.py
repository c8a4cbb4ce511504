"""What whoever runs the program can ask it: whether it lives, whether it is ready, how it fares."""

import sqlite3

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.backend import Backend
from api.events.feed import ChangeFeed
from tests.api.support.rest import NOTES, problem
from tests.api.support.told import Page
from tests.support.waiting import eventually

OPENMETRICS = "application/openmetrics-text; version=1.0.0"


async def test_a_process_that_answers_is_healthy(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    """Whatever the state of the database: starting it again would not help that."""
    foreign.execute("ALTER TABLE note RENAME TO elsewhere")

    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_when_database_and_feed_work(
    client: httpx.AsyncClient, foreign: sqlite3.Connection
) -> None:
    assert (await client.get("/readyz")).status_code == 200

    foreign.execute("ALTER TABLE note RENAME TO elsewhere")
    document = problem(await client.get("/readyz"), 503)
    assert "database can't be read" in document["detail"]
    assert "feed" not in document["detail"]

    foreign.execute("ALTER TABLE elsewhere RENAME TO note")
    assert (await client.get("/readyz")).json() == {"status": "ok"}


async def test_it_is_not_ready_while_the_feed_does_not_follow(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stuck:
        stuck.setattr(ChangeFeed, "lag", 7.0)
        answer = await client.get("/readyz")
        assert problem(answer, 503)["detail"] == (
            "The feed is stalled: it last checked 7 seconds ago for changes."
        )
        assert int(answer.headers["retry-after"]) > 0

    assert (await client.get("/readyz")).status_code == 200


async def test_the_lag_is_that_of_the_looks_for_others_changes(backend: Backend) -> None:
    await eventually(lambda: backend.feed.lag < 1)


@pytest.mark.usefixtures("no_polling")
async def test_a_feed_that_has_never_looked_does_not_follow(client: httpx.AsyncClient) -> None:
    assert (await client.get(NOTES)).status_code == 200
    assert "never" in problem(await client.get("/readyz"), 503)["detail"]


async def test_metrics_are_told_in_the_format_that_is_asked_for(
    client: httpx.AsyncClient,
) -> None:
    plain = await client.get("/metrics")
    other = await client.get("/metrics", headers={"accept": OPENMETRICS})

    assert plain.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert other.headers["content-type"].startswith(OPENMETRICS)
    assert other.text.endswith("# EOF\n")
    found = {family.name for family in text_string_to_metric_families(plain.text)}
    assert {
        "http_requests",
        "http_request_duration_seconds",
        "notes_cache_bytes",
        "notes_cache_ceiling_bytes",
        "notes_open_pages",
        "notes_stream_listeners",
        "notes_feed_lag_seconds",
        "notes_feed_revision",
        "notes_refresh_seconds",
        "notes_writer_queue",
        "process_cpu_seconds",
        "process_resident_memory_bytes",
        "python_gc_collections",
    } <= found


async def test_metrics_tell_what_is_so_at_the_moment(
    client: httpx.AsyncClient, backend: Backend
) -> None:
    pages = [Page(), Page()]
    for page in pages:
        backend.broadcaster.subscribe(page.refresh)
    await client.post(NOTES, json={"title": "milk"})
    for page in pages:
        await page.hears()

    lines = (await client.get("/metrics")).text.splitlines()
    assert "notes_open_pages 2.0" in lines
    assert "notes_feed_revision 1.0" in lines
    assert "notes_writer_queue 0.0" in lines
    (ceiling,) = (line for line in lines if line.startswith("notes_cache_ceiling_bytes "))
    assert float(ceiling.split()[1]) == backend.caches.ceiling()

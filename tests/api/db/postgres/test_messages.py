"""Processes on one schema know of each other's pages, over the connection that listens."""

import psycopg

from api.application import create_app
from api.backend import Backend
from tests.api.db.postgres.test_follower import end_connections
from tests.support.waiting import eventually


async def test_processes_tell_each_other_of_their_pages(backend: Backend) -> None:
    made = create_app(backend.settings)
    async with made.router.lifespan_context(made):
        other: Backend = made.state.backend
        other.neighbours.tell(2, {7})
        await eventually(lambda: backend.neighbours.pages == 2)
        assert backend.neighbours.editing == {7}
        backend.neighbours.tell(1, ())
        await eventually(lambda: other.neighbours.pages == 1)
    await eventually(lambda: backend.neighbours.pages == 0)  # it has said that it ends


async def test_processes_find_each_other_after_a_lost_connection(
    backend: Backend, other: psycopg.Connection
) -> None:
    made = create_app(backend.settings)
    async with made.router.lifespan_context(made):
        second: Backend = made.state.backend
        end_connections(other, backend)
        second.neighbours.tell(2, {7})
        await eventually(lambda: backend.neighbours.pages == 2)

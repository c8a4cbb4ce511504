"""Peer (g): the list in Starlette and Datastar. Each open page has a stream, and a queue for it.

Requests are answered with nothing: Datastar would take JSON for new values of what is being typed.
"""

import asyncio
from collections.abc import AsyncIterator
from html import escape

from datastar_py import ServerSentEventGenerator as Events
from datastar_py.consts import ElementPatchMode
from datastar_py.sse import DatastarEvent
from datastar_py.starlette import DatastarResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.benchmarks.peers.stored import Note, Notes

PAGE = """<!doctype html>
<title>Notes</title>
<script type="module" src="/scripts/datastar.js"></script>
<main data-init="@get('/updates')">
<h1>Notes</h1>
<form data-on:submit="@post('/api/notes')">
<input data-bind:title><input data-bind:description><button>Add</button>
</form>
<ul id="notes">{items}</ul>
</main>"""
ITEM = """<li id="note-{id}" class="{state}">
<input type="checkbox" {checked}
 data-on:change="@patch('/api/notes/{id}', {{payload: {{done: el.checked}}}})">
<strong>{title}</strong>
<p>{description}</p>
<button data-on:click="@delete('/api/notes/{id}')">Delete</button>
</li>"""
notes = Notes("notes.db")
queues: set[asyncio.Queue[DatastarEvent]] = set()


def item(note: Note) -> str:
    return ITEM.format(
        id=note.id,
        state="done" if note.done else "open",
        checked="checked" if note.done else "",
        title=escape(note.title),
        description=escape(note.description),
    )


def broadcast(event: DatastarEvent) -> None:
    for queue in queues:
        queue.put_nowait(event)


async def page(_: Request) -> Response:
    return HTMLResponse(PAGE.format(items="".join(map(item, notes.newest()))))


async def updates(_: Request) -> Response:
    return DatastarResponse(events())


async def events() -> AsyncIterator[DatastarEvent]:
    queue: asyncio.Queue[DatastarEvent] = asyncio.Queue()
    queues.add(queue)
    try:
        while True:
            yield await queue.get()
    finally:
        queues.discard(queue)


async def change(request: Request) -> Response:
    wanted = await request.json()
    note = notes.change(request.path_params["note_id"], wanted.get("title"), wanted.get("done"))
    broadcast(Events.patch_elements(item(note)))
    return DatastarResponse()


async def add(request: Request) -> Response:
    new = await request.json()
    note = notes.add(new["title"], new.get("description", ""))
    broadcast(Events.patch_elements(item(note), "#notes", ElementPatchMode.PREPEND))
    return DatastarResponse()


async def delete(request: Request) -> Response:
    note_id = request.path_params["note_id"]
    notes.delete(note_id)
    broadcast(Events.remove_elements(f"#note-{note_id}"))
    return DatastarResponse()


app = Starlette(
    routes=[
        Route("/", page),
        Route("/updates", updates),
        Mount("/scripts", StaticFiles(directory="scripts", check_dir=False)),
        Route("/api/notes", add, methods=["POST"]),
        Route("/api/notes/{note_id:int}", change, methods=["PATCH"]),
        Route("/api/notes/{note_id:int}", delete, methods=["DELETE"]),
    ]
)

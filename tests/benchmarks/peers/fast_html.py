"""Peer (f): the list in FastHTML, told as its documentation does: an element sent to each socket.

Its own `setup_ws` can't be had: in 0.14.14 it fails at each connection.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from fasthtml.common import (
    H1,
    Button,
    Div,
    FastHTML,
    Form,
    Input,
    Li,
    Main,
    P,
    Script,
    Strong,
    Title,
    Ul,
)
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from tests.benchmarks.peers.stored import Note, Notes

# Its own headers lead to servers elsewhere; what is left out here would be work for the browser.
SCRIPTS = (Script(src="/scripts/htmx.js"), Script(src="/scripts/ws.js"))
app = FastHTML(htmx=False, surreal=False, hdrs=SCRIPTS)
app.mount("/scripts", StaticFiles(directory="scripts", check_dir=False))
users: dict[int, Callable[[Any], Awaitable[None]]] = {}
notes = Notes("notes.db")


def item(note: Note) -> Any:
    return Li(
        Input(
            type="checkbox",
            checked=note.done,
            hx_patch=f"/api/notes/{note.id}",
            hx_vals={"done": not note.done},
            hx_swap="none",
        ),
        Strong(note.title),
        P(note.description),
        Button("Delete", hx_delete=f"/api/notes/{note.id}", hx_swap="none"),
        id=f"note-{note.id}",
        cls="done" if note.done else "open",
    )


# Only a parameter without a type is given `send`.
async def connect(ws: WebSocket, send) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    users[id(ws)] = send


async def disconnect(ws: WebSocket) -> None:
    users.pop(id(ws), None)


@app.ws("/ws", conn=connect, disconn=disconnect)  # type: ignore[untyped-decorator]
async def hear() -> None:
    """Nothing is said over the socket: the page asks by HTTP."""


async def broadcast(element: Any) -> None:
    for send in list(users.values()):
        await send(element)


@app.get("/")  # type: ignore[untyped-decorator]
async def page() -> Any:
    return Title("Notes"), Main(
        H1("Notes"),
        Form(
            Input(name="title"),
            Input(name="description"),
            Button("Add"),
            hx_post="/api/notes",
            hx_swap="none",
        ),
        Ul(*map(item, notes.newest()), id="notes"),
        hx_ext="ws",
        ws_connect="/ws",
    )


@app.patch("/api/notes/{note_id}")  # type: ignore[untyped-decorator]
async def change(note_id: int, title: str | None = None, done: bool | None = None) -> Any:
    note = notes.change(note_id, title, done)
    await broadcast(item(note))
    return asdict(note)


@app.post("/api/notes")  # type: ignore[untyped-decorator]
async def add(title: str, description: str = "") -> Any:
    note = notes.add(title, description)
    await broadcast(Div(item(note), hx_swap_oob="afterbegin:#notes"))
    return asdict(note)


@app.delete("/api/notes/{note_id}")  # type: ignore[untyped-decorator]
async def delete(note_id: int) -> None:
    notes.delete(note_id)
    await broadcast(Li(id=f"note-{note_id}", hx_swap_oob="delete"))

"""Peer (a): the tutorial's design. Sync endpoints, a session for each request, any database.

Each write is told to a list of sockets, after its answer.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, WebSocket, WebSocketDisconnect
from sqlmodel import Field, Session, SQLModel, create_engine, select

url = os.environ.get("TUTORIAL_DATABASE_URL", "sqlite:///notes.db")
arguments = {"check_same_thread": False} if url.startswith("sqlite") else {}
engine = create_engine(url, connect_args=arguments)
sockets: list[WebSocket] = []


class NoteCreate(SQLModel):
    title: str
    description: str = ""


class Note(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    title: str
    description: str = ""
    done: bool = False


class NotePublic(SQLModel):
    id: int
    title: str
    description: str
    done: bool


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    SQLModel.metadata.create_all(engine)
    yield


def open_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


app = FastAPI(lifespan=lifespan)


@app.post("/api/notes", response_model=NotePublic)
def create_note(
    new: NoteCreate, session: Annotated[Session, Depends(open_session)], after: BackgroundTasks
) -> Note:
    note = Note.model_validate(new)
    session.add(note)
    session.commit()
    session.refresh(note)
    after.add_task(broadcast, {"action": "create", "note": note.model_dump()})
    return note


@app.get("/api/notes", response_model=list[NotePublic])
def read_notes(session: Annotated[Session, Depends(open_session)], limit: int = 100) -> Any:
    return session.exec(select(Note).limit(limit)).all()


@app.get("/api/notes/{note_id}", response_model=NotePublic)
def read_note(note_id: int, session: Annotated[Session, Depends(open_session)]) -> Any:
    note = session.get(Note, note_id)
    if note is None:
        raise HTTPException(404, "Note not found")
    return note


async def broadcast(message: dict[str, Any]) -> None:
    for socket in sockets:
        await socket.send_json(message)


@app.websocket("/ws")
async def listen(socket: WebSocket) -> None:
    await socket.accept()
    sockets.append(socket)
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sockets.remove(socket)

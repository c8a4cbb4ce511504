"""Peer (c): the naive page. One refreshable list, rebuilt for every page on every change.

Its notes are kept in memory and nothing is stored, so that only the page costs anything.
"""

from dataclasses import dataclass, field
from itertools import count

from fastapi import FastAPI
from nicegui import ui
from pydantic import BaseModel

from tests.benchmarks.data.seed import description, title

SHOWN = 50
numbers = count(1)
app = FastAPI()


class NewNote(BaseModel):
    title: str
    description: str = ""


@dataclass
class Note:
    title: str
    description: str
    done: bool = False
    id: int = field(default_factory=numbers.__next__)


notes = [Note(title(number), description(number)) for number in range(SHOWN)]


@ui.refreshable
def note_list() -> None:
    for note in notes[: -SHOWN - 1 : -1]:
        with ui.row():
            ui.checkbox(value=note.done, on_change=lambda event, note=note: tick(note, event.value))
            ui.label(note.title)
            ui.label(note.description)
            ui.button("Delete", on_click=lambda note=note: delete(note))


def tick(note: Note, done: bool) -> None:
    note.done = done
    note_list.refresh()


def delete(note: Note) -> None:
    notes.remove(note)
    note_list.refresh()


def create(new: NewNote) -> Note:
    note = Note(new.title, new.description)
    notes.append(note)
    note_list.refresh()
    return note


@app.post("/api/notes", status_code=201)
async def create_note(new: NewNote) -> int:
    return create(new).id


@ui.page("/notes")
def notes_page() -> None:
    heading = ui.input("Title")
    body = ui.input("Description")
    ui.button("Add", on_click=lambda: create(NewNote(title=heading.value, description=body.value)))
    note_list()


ui.run_with(app, mount_path="/front", show_welcome_message=False)

"""Peer (b): FastAPI routes that return a constant. Nothing that reads anything can do less."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response

app = FastAPI()
LIST = Path("list.json").read_bytes()  # what ours answers for 100 notes, to the byte
NOTE = {
    "id": 1,
    "title": "Note 000001 to be read and ticked",
    "description": "One line of a description that says a little more than the title does.",
    "done": False,
    "version": 1,
    "created_at": "2026-01-02T03:04:05.678000Z",
    "updated_at": "2026-01-02T03:04:05.678000Z",
}


@app.get("/note")
async def get_note() -> dict[str, Any]:
    return NOTE


@app.get("/notes")
async def list_notes() -> Response:
    return Response(LIST, media_type="application/json")

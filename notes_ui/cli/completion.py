"""Completes ids and tags in a shell, by asking the server."""

import re
from collections.abc import Sequence
from typing import Final

import typer

from notes_ui.cli.client.connection import Query
from notes_ui.cli.client.notes import NotesClient
from notes_ui.cli.exit_codes import Failure
from notes_ui.cli.server_url import connected

PATIENCE: Final = 1.0
"""seconds to wait after Tab was pressed"""
OFFERED: Final = 50
SHOWN: Final = 50
"""characters of a title: a longer one would wrap"""
RISKY: Final = re.compile(r"[^\w ,-]")
"""zsh evaluates completions, so titles of notes must not reach it with special characters"""
HARMLESS: Final = re.compile(r"[\w/+-]+")


def note_ids(context: typer.Context, incomplete: str) -> Sequence[tuple[str, str]]:
    """The most recently changed notes: ids and titles."""
    return _notes(context, incomplete, {})


def trashed_ids(context: typer.Context, incomplete: str) -> Sequence[tuple[str, str]]:
    """The most recently deleted notes: ids and titles."""
    return _notes(context, incomplete, {"trashed": True})


def tags(context: typer.Context, incomplete: str) -> Sequence[str]:
    """The most used tags."""
    try:
        with _connected(context) as server:
            found = server.tags()
    except Failure:
        return []  # an error message would break the line that is being typed
    return [tag for tag in found if tag.startswith(incomplete) and HARMLESS.fullmatch(tag)]


def _notes(context: typer.Context, incomplete: str, query: Query) -> list[tuple[str, str]]:
    last_changed = {"sort": "-updated_at", **query}
    try:
        with _connected(context) as server:
            notes = [note for part in server.parts(last_changed, OFFERED) for note in part.notes]
    except Failure:
        return []
    titled = ((str(note["id"]), _harmless(note["title"])) for note in notes)
    return [(note_id, title) for note_id, title in titled if note_id.startswith(incomplete)]


def _connected(context: typer.Context) -> NotesClient:
    url = context.params.get("url")
    return connected(context, url, patience=PATIENCE, attempts=1)


def _harmless(title: str) -> str:
    return " ".join(RISKY.sub(" ", title).split())[:SHOWN]

"""Notes as a server tells them."""

from notes_ui.cli.types import Note


def note(title: str = "milk", description: str = "", note_id: int = 1) -> Note:
    """A note that is open, and new."""
    return {
        "id": note_id,
        "title": title,
        "description": description,
        "done": False,
        "pinned": False,
        "trashed": False,
        "version": 1,
        "created_at": "2026-11-22T19:39:54Z",
        "updated_at": "2026-11-22T19:39:54Z",
    }

"""What an editor asks of its page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.edits import Edit, NoteConflict, NoteNotFound
from api.models import NotePublic
from notes_ui.merge import Merge

Outcome = NoteConflict | NoteNotFound | bool


@dataclass(frozen=True, slots=True)
class EditorActions:
    """Where what is done in an editor leads to."""

    save: Callable[[Edit], Awaitable[Outcome]]
    type: Callable[[Merge], None]
    """called when something was typed, so that it is kept"""
    close: Callable[[NotePublic, bool], None]
    """the note, and whether the focus goes back to its card"""
    pin: Callable[[NotePublic], Awaitable[None]]
    select: Callable[[NotePublic], Awaitable[None]]
    """select it instead, as soon as what was typed is saved"""
    tell: Callable[[str], None]
    history: Callable[[NotePublic], Awaitable[None]]
    rescue: Callable[[Merge], Awaitable[bool]]
    """bring a note back that was deleted; one that is gone for good is made anew with what was
    typed, and there is nothing left to edit: False"""
    focused: Callable[[], None]

"""What an editor asks of its page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import Edit, Edited, NotePublic
from notes_ui.rendering.card_html import Look
from notes_ui.text.merge import Merge

Written = Edited | NoteConflict | NoteNotFound | None
"""what became of an edit; None: the database has failed, and that was told"""


@dataclass(frozen=True, slots=True)
class PageSignals:
    """What the editor of a page asks of its other parts."""

    look: Callable[[], Look]
    """how a card has to look just now"""
    select: Callable[[int], None]
    """called with a note that is to be selected instead"""
    typing: Callable[[], None]
    """called when a field has got the keyboard's focus"""
    until_typing: Callable[[], Callable[[], bool]]
    """returns what tells whether no field has got the focus since"""
    history: Callable[[int], Awaitable[None]]
    """called with a note whose history is to be shown"""
    gone_elsewhere: Callable[[], bool]
    """whether somebody has just pressed, or put the focus, elsewhere on the page"""


@dataclass(frozen=True, slots=True)
class EditorActions:
    """Where what is done in an editor leads to."""

    write: Callable[[Edit], Awaitable[Written]]
    type: Callable[[Merge], None]
    """called when something was typed or stored, so that what is not stored is kept"""
    close: Callable[[Merge, bool], None]
    """all is stored; and whether the focus goes back to the card"""
    set_aside: Callable[[Merge], None]
    """close, and keep what could not be stored until the note is opened again"""
    late: Callable[[Merge], None]
    """something was stored, or could not be, behind the end"""
    discard: Callable[[Merge], Awaitable[bool]]
    """close, and take back what was typed and stored; return whether that succeeded"""
    undo: Callable[[Merge], Awaitable[Merge | None]]
    """take back what was typed and stored, and go on; None if that failed"""
    pin: Callable[[NotePublic], Awaitable[None]]
    select: Callable[[NotePublic], Awaitable[None]]
    """select it instead, as soon as what was typed is stored"""
    tell: Callable[[str], None]
    history: Callable[[NotePublic], Awaitable[None]]
    rescue: Callable[[Merge], Awaitable[bool]]
    """bring a note back that was deleted; one that is gone for good is made anew with what was
    typed, and there is nothing left to edit: False"""
    focused: Callable[[], None]
    gone_elsewhere: Callable[[], bool]
    """whether somebody has just pressed, or put the focus, elsewhere on the page"""

"""What an editor asks of its page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from notes_ui.components.focus import Arriving, FocusSignals
from notes_ui.ports.drafts import Draft
from notes_ui.ports.errors import NoteConflict, NoteNotFound
from notes_ui.ports.notes import Edit, Edited, NotePublic
from notes_ui.rendering.card_html import Look
from notes_ui.text.merge import Merge

Written = Edited | NoteConflict | NoteNotFound | None
"""the outcome of an edit; None if the database has failed, which the page has said"""


@dataclass(frozen=True, slots=True)
class PageSignals:
    """What the editor of a page asks of its other parts."""

    look: Callable[[], Look]
    """returns how cards look in the current view"""
    select: Callable[[int], None]
    """selects a note by its id"""
    focus: FocusSignals
    history: Callable[[int], Awaitable[bool]]
    """shows the history of a note by its id; returns whether it could be read"""
    until_elsewhere: Callable[[], Callable[[], bool]]
    """called at a press or a focus in a part; returns a function that tells whether somebody has
    just pressed, or put the focus, elsewhere on the page"""


@dataclass(frozen=True, slots=True)
class EditorActions:
    """The callbacks of an editor."""

    write: Callable[[Edit, Draft | None], Awaitable[Written]]
    """makes an edit; called with what is then to be kept as the draft, if that is to be written"""
    type: Callable[[Merge], None]
    """called when something was typed or stored, to keep a draft of the rest"""
    close: Callable[[Merge, bool], None]
    """called when all is stored, with whether the focus goes back to the card"""
    set_aside: Callable[[Merge], None]
    """closes the editor, and keeps what could not be stored until the note is opened again"""
    late: Callable[[Merge], None]
    """called after a store of late letters, whether or not that could store all of them"""
    discard: Callable[[Merge], Awaitable[bool]]
    """takes back what was typed and stored, and closes the editor; returns whether it did so"""
    undo: Callable[[Merge], Awaitable[Merge | None]]
    """takes back what was typed and stored; returns how to go on, or None if that failed"""
    pin: Callable[[NotePublic], Awaitable[object]]
    """pins the note, or unpins it if it is pinned"""
    select: Callable[[NotePublic], Awaitable[None]]
    """stores what was typed, closes the editor, and selects the note"""
    tell: Callable[[str], None]
    history: Callable[[NotePublic], Awaitable[None]]
    rescue: Callable[[Merge], Awaitable[Merge | None]]
    """takes a deleted note out of the trash or, if it is gone for good, makes a new one of what was
    typed; returns how to go on, in the new note if one was made; None if that failed"""
    focused: Callable[[], None]
    """called when a field or a button of the editor has got the focus"""
    leading: Callable[[Arriving], None]
    """see `FocusSignals`"""
    until_elsewhere: Callable[[], Callable[[], bool]]
    """see `PageSignals`"""

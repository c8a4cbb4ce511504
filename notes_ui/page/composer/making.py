"""Makes notes of texts that were taken out of the form; if that fails, they go back into it."""

import math
import time
from collections.abc import Awaitable, Callable
from typing import Final

from pydantic import ValidationError

from notes_ui.page.composer.form import Form
from notes_ui.page.composer.replaced import nothing
from notes_ui.ports.notes import NoteCreate
from notes_ui.text.first_line import titled

DOUBLE_CLICK: Final = 1.0
"""seconds after a note was taken, in which Add note on an empty form is the second click of a
double click"""
Create = Callable[[NoteCreate], Awaitable[object]]
"""begins to make a note, before it waits for anything, without the note's texts in the draft;
returns a value that is true if the note was made"""
Taken = tuple[NoteCreate, str, str]
"""a note, and the title and the description as they were typed"""


class Making:
    """What is taken out of the form to become a note, until it is one.

    :param refused: called when texts can't be a note, which the fields then say
    :param brought_back: called with the name of the field that has got most of a text again
    """

    def __init__(
        self,
        form: Form,
        create: Create,
        *,
        refused: Callable[[], None],
        brought_back: Callable[[str], None],
    ) -> None:
        self._form = form
        self._create = create
        self._refused = refused
        self._brought_back = brought_back
        self._taken_at = -math.inf
        self.waiting: list[Taken] = []
        """notes that are about to be made"""

    @property
    def has_just_taken(self) -> bool:
        """Whether a note was taken within `DOUBLE_CLICK`."""
        return time.monotonic() - self._taken_at < DOUBLE_CLICK

    def take(self, title: str, description: str) -> Taken | None:
        """Take the texts for a note; if they can't become a note, say so and return None."""
        names = self._form.texts
        try:
            new = NoteCreate(**dict(zip(names, titled(title, description), strict=True)))
        except ValidationError as error:
            self._form.show_errors(error)
            self._refused()
            self._form.focus("title")
            return None
        self._taken_at = time.monotonic()
        self.waiting.append(taken := (new, title, description))
        return taken

    async def make(
        self, taken: Taken | None, *, then: Callable[[], Awaitable[None]] = nothing
    ) -> None:
        """Make the note, if there is one; if that fails, bring its text back.

        :param then: called at the end, if there was a note
        """
        if taken is None:
            return
        self.waiting.remove(taken)
        new, *texts = taken
        made: object = None
        try:
            made = await self._create(new)
        finally:
            if not made:
                self._bring_back(*texts)
        await then()

    def _bring_back(self, title: str, description: str) -> None:
        """Bring texts that could not be saved back into the form, and keep what was typed since."""
        since = self._form.texts
        if any(since.values()):
            parts = (since["description"], title, description)
            self._form.description.write("\n".join(part for part in parts if part))
        else:
            self._form.write(title, description)
        self._brought_back("description")

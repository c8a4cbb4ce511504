"""What the parts of one page have in common."""

from dataclasses import dataclass
from typing import Self

from nicegui import Client

from notes_ui.components.confirmation import Confirmation
from notes_ui.i18n.language import Language
from notes_ui.page.actions.actions import Actions
from notes_ui.page.actions.delete_forever import DeleteForever
from notes_ui.page.actions.text_actions import TextActions
from notes_ui.page.actions.toggles import Toggles
from notes_ui.ports.notes import NotesGateway


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page itself, its language, and what can be done with notes."""

    client: Client
    language: Language
    home: str
    """the path of the page"""
    notes: NotesGateway
    actions: Actions
    toggles: Toggles
    texts: TextActions
    emptying: DeleteForever

    @classmethod
    def of(cls, client: Client, language: Language, home: str, notes: NotesGateway) -> Self:
        """The context of a new page."""
        actions = Actions(notes, client, language)
        texts = TextActions(notes, actions, language)
        emptying = DeleteForever(notes, actions, Confirmation(client, language))
        return cls(client, language, home, notes, actions, Toggles(actions), texts, emptying)

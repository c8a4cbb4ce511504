"""A simulated person who looks at the page: what is shown, and where it is."""

from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
from nicegui import ui

from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, language
from notes_ui.page.browse.urls import query_of_path
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.page.cards.note_card import NoteCard
from notes_ui.rendering.card_html import Look
from tests.notes_ui.support.browser import Browser
from tests.notes_ui.support.card_shown import Shown, part, shown_on
from tests.support.waiting import eventually


class Onlooker(Browser):
    """One open page, and what can be seen of it."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        idle: Callable[[], bool],
        *,
        tab: str | None = None,
        code: str = "en",
    ) -> None:
        super().__init__(http, idle, tab)
        self.language: Language = language(code)

    # What is shown

    def cards(self) -> list[NoteCard]:
        """The cards, from top to bottom."""
        children = self.list.default_slot.children
        return [card for card in children if isinstance(card, NoteCard)]

    def shown(self) -> list[Shown]:
        """Title, description and done of each card, from top to bottom, if its elements agree."""
        look = self._look()
        return [shown_on(card, look) for card in self.cards()]

    def titles(self) -> list[str]:
        return [title for title, _, _ in self.shown()]

    async def sees(self, *titles: str) -> None:
        """Wait until these are the titles, from top to bottom."""
        await eventually(lambda: self.titles() == list(titles))

    def card(self, title: str) -> NoteCard:
        return self.cards()[self.titles().index(title)]

    def html(self, title: str) -> str:
        """What the browser gets as the text of the card."""
        return str(part(self.card(title), CardBody).props["innerHTML"])

    def marked(self, attribute: str) -> list[str]:
        """The titles of the cards that have the attribute: selected, edited, pinned."""
        return [card.note.title for card in self.cards() if attribute in card.props]

    def count(self) -> str:
        """The number of notes, in words, as the page tells it."""
        return self._text_of(theme.COUNT)

    def here(self) -> str:
        """How many are here, as the page tells it."""
        return self._text_of(theme.HERE)

    def empty(self) -> str:
        """What stands where there are no notes."""
        return self._text_of(theme.EMPTY_TITLE)

    def snackbar(self) -> list[str]:
        """What has just been done, and the button beside."""
        return self.texts(self.styled(theme.SNACKBAR))

    def question(self) -> str:
        """What is asked before what can't be taken back, if anything is."""
        open_now = [one for one in self.elements() if one.props.get("role") == "alertdialog"]
        return "".join(str(one.props["aria-label"]) for one in open_now)

    def bar(self) -> list[str]:
        """What can be read on the bar that several notes are worked on with."""
        return self.texts(self.styled(theme.SELECTION))

    def away(self) -> list[str]:
        """What it says of notes that are out of reach, for as long as they are."""
        shown = [each for each in self.elements() if isinstance(each, ui.notification)]
        return [each.message for each in shown if (each.id, "dismiss") not in self.methods]

    def typed(self) -> tuple[str, str]:
        """What stands in the fields for a new note."""
        composer = self.styled(theme.COMPOSER)
        title, description = (
            self.field(text, composer) for text in (messages.TITLE, messages.DESCRIPTION)
        )
        return str(title.value), str(description.value)

    # Where things are

    @property
    def list(self) -> ui.element:
        """The list of cards."""
        elements = self.client.elements.values()
        return next(one for one in elements if one.props.get("id") == "notes")

    def styled(self, css: str) -> ui.element:
        """The one element with the class, or the classes."""
        (found,) = (one for one in self.elements() if set(css.split()) <= set(one.classes))
        return found

    def field(self, label: str, within: ui.element) -> ui.input:
        """The field with the label."""
        said = self.language.say(label)
        return next(
            one
            for one in self.elements(within)
            if isinstance(one, ui.input) and one.props.get("label") == said
        )

    def search_field(self) -> ui.input:
        """Where one searches."""
        field = self.styled(theme.SEARCH)
        assert isinstance(field, ui.input)
        return field

    def link(self, text: str) -> ui.element:
        """The one link that begins with the text."""
        (found,) = (
            one
            for one in self.elements()
            if one.tag == "a" and any(shown.startswith(text) for shown in self.texts(one))
        )
        return found

    def _text_of(self, css: str) -> str:
        found = [one for one in self.elements() if css in one.classes]
        return "".join(text for one in found for text in self.texts(one))

    def _look(self) -> Look:
        """How the cards have to look, by the address and the language."""
        query = query_of_path(self.address)
        home, marked = urlsplit(self.address).path, tuple(query.q.split())
        return Look(home, self.language.code, marked=marked, trashed=query.trashed)

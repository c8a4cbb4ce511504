"""A simulated person before the page, who reads it and waits until it is as expected."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from nicegui import ui

from api.notes.models import NotePublic
from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language, language
from notes_ui.page.browse.urls import query_of_path
from notes_ui.page.cards.note_card import CARD_KEYS, CardBody, DeleteButton, DoneCheckbox, NoteCard
from notes_ui.rendering.card_html import CardHtml, Look, _made, excerpt
from tests.notes_ui.support.browser import MOUNTED, Browser
from tests.support.waiting import eventually

__all__ = ["PAGE", "Reader", "Shown", "eventually"]

PAGE = f"{MOUNTED}/notes"
Part = TypeVar("Part", bound=ui.element)
Shown = tuple[str, str, bool]


class Reader(Browser):
    """One open page and the person before it."""

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
        return [self._shown(card, look) for card in self.cards()]

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

    async def answer(self, question: str, answer: str) -> None:
        """Wait until this is asked, and press the button that bears the answer."""
        await eventually(lambda: self.question() == question)
        self.press(answer, self.styled(theme.QUESTION))

    def bar(self) -> list[str]:
        """What can be read on the bar that several notes are worked on with."""
        return self.texts(self.styled(theme.SELECTION))

    # What is done

    async def add(self, title: str, description: str = "") -> None:
        """Type a note and press the button."""
        composer = self.styled(theme.COMPOSER)
        self.write(self.field(messages.TITLE, composer), title)
        if description:
            self.write(self.field(messages.DESCRIPTION, composer), description)
        self.press(self.language.say(messages.ADD_NOTE))
        await asyncio.sleep(0)  # the press is taken before anything else is typed

    def typed(self) -> tuple[str, str]:
        """What stands in the fields for a new note."""
        composer = self.styled(theme.COMPOSER)
        title, description = (
            self.field(text, composer) for text in (messages.TITLE, messages.DESCRIPTION)
        )
        return str(title.value), str(description.value)

    def tick(self, title: str) -> None:
        """Click on the checkbox of a note."""
        box = part(self.card(title), DoneCheckbox)
        meant = "false-value" if box.value else "true-value"
        self.send(box, "update:modelValue", box.props[meant])

    def delete(self, title: str) -> None:
        """Click on the cross of a note."""
        self.press_cross(self.card(title))

    def press_cross(self, card: NoteCard, *, again: bool = False) -> None:
        """Click on the cross of a card; perhaps again, while it still shows that it was pressed."""
        state = {"newState": "closed" if again else "open"}
        self.send(part(card, DeleteButton), "toggle.capture", state)

    def click(self, title: str, *held: str) -> None:
        """Click on the text of a note, perhaps with ``ctrlKey`` or ``shiftKey`` held."""
        keys = {key: key in held for key in ("shiftKey", "ctrlKey", "metaKey")}
        self.send(part(self.card(title), CardBody), "click.self", keys)

    def focus(self, title: str) -> None:
        """Give the keyboard's focus to a card."""
        self.send(self.card(title), "focusin", {})

    def card_key(self, title: str, key: str, *, repeat: bool = False) -> None:
        """Press a key while a card itself has the focus."""
        self.send(self.card(title), CARD_KEYS, {"key": key, "repeat": repeat})

    def key(self, key: str, *held: str, action: str = "keydown", repeat: bool = False) -> None:
        """Press a key while no field has the focus."""
        modifiers = {name: name in held for name in ("altKey", "ctrlKey", "metaKey", "shiftKey")}
        event = {"action": action, "key": key, "code": key, "location": 0, "repeat": repeat}
        keyboard = next(
            one for one in self.client.elements.values() if isinstance(one, ui.keyboard)
        )
        self.send(keyboard, "key", event | modifiers)

    def command(self, command: str) -> None:
        """Press a button within a card's text, which commands this."""
        self.send(self.list, "command", {"command": command})

    def search(self, text: str) -> None:
        """Have the search hold the text, as if it was typed."""
        self.write(self.search_field(), text)

    def search_field(self) -> ui.input:
        """Where one searches."""
        field = self.styled(theme.SEARCH)
        assert isinstance(field, ui.input)
        return field

    async def follow(self, text: str) -> None:
        """Click on the one link that begins with the text."""
        await self.navigate(str(self.link(text).props["href"]))

    def link(self, text: str) -> ui.element:
        """The one link that begins with the text."""
        (found,) = (
            one
            for one in self.elements()
            if one.tag == "a" and any(shown.startswith(text) for shown in self.texts(one))
        )
        return found

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

    def _text_of(self, css: str) -> str:
        found = [one for one in self.elements() if css in one.classes]
        return "".join(text for one in found for text in self.texts(one))

    def _look(self) -> Look:
        """How the cards have to look, by the address and the language."""
        query = query_of_path(self.address)
        home, marked = urlsplit(self.address).path, tuple(query.q.split())
        return Look(home, self.language.code, marked=marked, trashed=query.trashed)

    def _shown(self, card: NoteCard, look: Look) -> Shown:
        note, box = card.note, part(card, DoneCheckbox)
        text = made_anew(note, replace(look, opened=card._look.opened))
        has = {
            "html": part(card, CardBody).props["innerHTML"],
            "box": box.props["model-value"],
            "values": (box.props["true-value"], box.props["false-value"]),
            "names": (box.props["aria-label"], part(card, DeleteButton).props["aria-label"]),
            "pinned": "data-pinned" in card.props,
            "id": card.props["data-note-id"],
        }
        should = {
            "html": text.html,
            "box": f"{note.id} {'done' if note.done else 'open'}",
            "values": (f"{note.id} done", f"{note.id} open"),
            "names": (text.done, text.delete),
            "pinned": note.pinned,
            "id": note.id,
        }
        if has != should:
            return f"{note.title}: {has} instead of {should}", "", False
        seen = note.description if card._look.opened else excerpt(note.description)
        return note.title, seen, box.value


@lru_cache(maxsize=10_000)
def made_anew(note: NotePublic, look: Look) -> CardHtml:
    """What a card should show, without what the pages share."""
    return _made(note, look, language(look.language))


def part(card: NoteCard, kind: type[Part]) -> Part:
    """The part of a card that is of the kind."""
    return next(one for one in card if isinstance(one, kind))

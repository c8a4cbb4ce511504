"""What a card shows, if it is what its note should look like."""

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from typing import TypeVar

from nicegui import ui

from api.caches import Caches
from api.notes.models import NotePublic
from notes_ui.i18n import messages
from notes_ui.i18n.language import language
from notes_ui.page.cards.card_parts import CardBody, DeleteButton, DoneCheckbox, MoreButton
from notes_ui.page.cards.note_card import NoteCard
from notes_ui.rendering.card_html import CardHtml, CardTexts, Look, excerpt

Part = TypeVar("Part", bound=ui.element)
Shown = tuple[str, str, bool]


def part(card: NoteCard, kind: type[Part]) -> Part:
    """The part of a card that is of the kind."""
    return next(one for one in card.descendants() if isinstance(one, kind))


def is_opened(card: NoteCard, look: Look) -> bool:
    """Whether all of a long description is shown: then it can be closed."""
    less = language(look.language).say(messages.SHOW_LESS)
    return any(one.text == less for one in card.descendants() if isinstance(one, MoreButton))


def shown_on(card: NoteCard, look: Look) -> Shown:
    """Title, description and done of a card; how its elements differ, if they do not agree."""
    note, box = card.note, part(card, DoneCheckbox)
    opened = is_opened(card, look)
    text = made_anew(note, replace(look, opened=opened))
    html = str(part(card, CardBody).props["innerHTML"])
    title, rest = map(visible, html.split("</h2>", maxsplit=1))
    has = {
        "html": html,
        "title": all(word in title for word in note.title.split()),
        "cut": rest.count("…") > note.description.count("…"),
        "box": box.props["model-value"],
        "values": (box.props["true-value"], box.props["false-value"]),
        "names": (box.props["aria-label"], part(card, DeleteButton).props["aria-label"]),
        "pinned": "data-pinned" in card.props,
        "id": card.props["data-note-id"],
    }
    should = {
        "html": text.html,
        "title": True,
        "cut": text.long and not opened,
        "box": f"{note.id} {'done' if note.done else 'open'}",
        "values": (f"{note.id} done", f"{note.id} open"),
        "names": (text.done, text.delete),
        "pinned": note.pinned,
        "id": note.id,
    }
    if has != should:
        return f"{note.title}: {has} instead of {should}", "", False
    seen = note.description if opened else excerpt(note.description)
    return note.title, seen, box.value


def visible(html: str) -> str:
    """The text that a person reads; a button in it is only heard."""
    return unescape(re.sub(r"<button.*?</button>|<[^>]*>", "", html))


@lru_cache(maxsize=10_000)
def made_anew(note: NotePublic, look: Look) -> CardHtml:
    """What a card should show, without what the pages share."""
    return CardTexts(Caches(1)).text(note, look)

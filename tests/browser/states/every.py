"""All that the page can look like: each function opens it and brings it there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import httpx

from tests.browser.states.changes import (
    added,
    conflict,
    deleted,
    deleted_meanwhile,
    editing,
    no_room_for_a_tag,
    refused,
    selection,
    selection_scrolled,
    shown_to,
    told,
    too_long,
    unfinished,
)
from tests.browser.states.dialogs import asked, files, history, keyboard_help, more_tags, preview
from tests.browser.states.list import (
    a_later_window,
    emoji_and_right_to_left,
    empty,
    empty_trash,
    fifty,
    focus,
    found,
    french,
    long_description,
    long_title,
    many_tags,
    markdown,
    none_done_with_tag,
    nothing_found,
    one_note,
    out_of_reach,
    search_too_long,
    sort_menu,
    trash,
    waiting,
)
from tests.browser.states.notes import readme
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

State = Callable[[OpenPage, httpx.Client, LiveServer], None]
STATES: Final[Mapping[str, State]] = MappingProxyType(
    {
        state.__name__.replace("_", "-"): state
        for state in (
            *(readme, empty, one_note, markdown, fifty, a_later_window, long_title),
            *(long_description, emoji_and_right_to_left, found, nothing_found, refused, too_long),
            *(editing, history, files, preview, conflict, deleted_meanwhile, told),
            *(selection, selection_scrolled, no_room_for_a_tag, deleted, trash, asked, empty_trash),
            *(many_tags, more_tags, none_done_with_tag, search_too_long, unfinished),
            *(keyboard_help, sort_menu, focus, french, out_of_reach, waiting, added, shown_to),
        )
    }
)

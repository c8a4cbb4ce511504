"""The head of the page: its name, the search, who is here, and light or dark."""

from collections.abc import Callable
from typing import Final

from fastapi import Request, Response
from nicegui import app, ui
from nicegui.events import GenericEventArguments

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.components.fields import keys
from notes_ui.i18n import messages
from notes_ui.page.actions.context import PageContext
from notes_ui.runtime import answers
from notes_ui.runtime.browser_cookie import A_YEAR
from notes_ui.runtime.lean_elements import Bare

COOKIE: Final = "notes_dark"
CHOICES: Final = {"": None, "0": False, "1": True}
"""the values of the cookie: empty to follow the system, 0 for light, 1 for dark"""
REMEMBERED: Final = "/remembered"
FACES: Final = {
    None: ("◐", messages.FOLLOW_SYSTEM),
    False: ("☀", messages.LIGHT),
    True: ("☾", messages.DARK),
}


def chosen(request: Request) -> bool | None:
    """Whether this browser has chosen dark; None to follow its system."""
    return CHOICES.get(request.cookies.get(COOKIE, ""))


def add_memory() -> None:
    """Add the route that stores a browser's choice of light or dark, in a cookie for a year."""

    @app.get(REMEMBERED, include_in_schema=False)
    def remember(request: Request, dark: str = "") -> Response:
        answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
        path = request.scope.get("root_path", "") or "/"
        kept = dark if dark in CHOICES else ""
        answer.set_cookie(COOKIE, kept, max_age=A_YEAR, path=path, samesite="lax", httponly=True)
        return answer


class Header:
    """The line at the top.

    :param dark: see `chosen`
    :param query: the text in the search
    :param search: called with the text of the search when it has changed
    :param focused: called when the search has got the keyboard's focus
    """

    def __init__(
        self,
        context: PageContext,
        *,
        dark: bool | None,
        query: str,
        search: Callable[[str], None],
        focused: Callable[[], None],
    ) -> None:
        self._language = language = context.language
        self._home = context.home
        with ui.element("header").classes(theme.HEADER):
            Bare("h1", language.say(messages.NOTES))
            self._search = self._search_field(query, search)
            self._search.on("focus", focused, args=[])
            self._here = Bare("span").classes(theme.HERE)
            self._face = TextButton("", self._next_face).classes(theme.FACE)
        self._dark = ui.dark_mode(dark)
        self._memory: Bare | None = None
        self._counted = 0
        self._show_face()

    def show_here(self, count: int) -> None:
        """Show how many pages are open, if there is another one than this."""
        if count != self._counted:
            self._counted = count
            self._here.text = self._language.count(messages.HERE, count) if count > 1 else ""

    def show_search(self, query: str) -> None:
        """Show the text of a search, unless the field has the same words."""
        if " ".join((self._search.value or "").split()) != query:
            self._search.value = query

    def focus_search(self) -> None:
        """Put the keyboard's focus into the search."""
        self._search.run_method("focus")

    def _search_field(self, query: str, search: Callable[[str], None]) -> ui.input:
        label = self._language.say(messages.SEARCH)
        field = ui.input(placeholder=label, value=query)
        field.classes(theme.SEARCH).props(theme.SEARCH_FIELD)
        field.props["aria-label"] = label
        field.on_value_change(lambda event: search(event.value or ""))
        field.on("keydown.esc", lambda event: self._empty_or_leave(field, event), args=keys.KEY)
        return field

    async def _empty_or_leave(self, field: ui.input, event: GenericEventArguments) -> None:
        """Leave the search if it is empty; otherwise empty it, unless its text changes first."""
        if keys.is_of_input_method(event):
            return
        if not field.value:
            field.run_method("blur")
            return
        searched = field.value

        def empty(shown: object) -> None:
            if shown in {None, searched} and field.value == searched:
                field.value = ""

        with answers.taken_by(empty):
            await field.get_computed_prop("inputValue", timeout=answers.ANSWERED)

    def _next_face(self) -> None:
        faces = list(FACES)
        self._dark.value = faces[(faces.index(self._dark.value) + 1) % len(faces)]
        self._show_face()
        self._remember()

    def _show_face(self) -> None:
        face, said = FACES[self._dark.value]
        self._face.text = face
        name = f"{self._language.say(messages.LIGHT_OR_DARK)}: {self._language.say(said)}"
        self._face.attach("aria-label", name)
        self._face.attach("title", name)

    def _remember(self) -> None:
        """Have the browser request the route that sets the cookie, as the source of an image."""
        if self._memory is None:
            self._memory = Bare("img").classes(theme.HIDDEN).props("alt=''")
        choice = next(text for text, dark in CHOICES.items() if dark is self._dark.value)
        parent = self._home.rpartition("/")[0]
        self._memory.attach("src", f"{parent}{REMEMBERED}?dark={choice}")

"""Light or dark: the button that chooses, and the cookie by which the browser remembers it."""

from contextlib import suppress
from typing import Final

from fastapi import Request, Response
from nicegui import app, ui

from notes_ui import theme
from notes_ui.components.elements import TextButton
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


class AppearanceButton:
    """The button that goes from the system's choice to light, to dark, and back.

    :param dark: what the page starts with; see `chosen`
    """

    def __init__(self, context: PageContext, dark: bool | None) -> None:
        self._language = context.language
        self._parent = context.home.rpartition("/")[0]
        self._dark = dark
        self._button = TextButton("", self._choose_next).classes(theme.FACE)
        # Its script comes with the page: loaded later, it would hold up all messages behind it.
        self._setter: ui.dark_mode | None = ui.dark_mode(dark)
        self._has_begun = False
        context.client.on_connect(self._begin)
        self._memory: Bare | None = None
        self._show()

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._remove_setter()

    async def _choose_next(self) -> None:
        faces = list(FACES)
        self._dark = faces[(faces.index(self._dark) + 1) % len(faces)]
        self._show()
        self._remember()
        await self._apply()

    def _show(self) -> None:
        face, said = FACES[self._dark]
        self._button.text = face
        name = f"{self._language.say(messages.LIGHT_OR_DARK)}: {self._language.say(said)}"
        self._button.attach("aria-label", name)
        self._button.attach("title", name)

    def _remember(self) -> None:
        """Have the browser request the route that sets the cookie, as the source of an image."""
        if self._memory is None:
            self._memory = Bare("img").classes(theme.HIDDEN).props("alt=''")
        choice = next(text for text, dark in CHOICES.items() if dark is self._dark)
        self._memory.attach("src", f"{self._parent}{REMEMBERED}?dark={choice}")

    async def _apply(self) -> None:
        """Have the browser change, and remove the element that did it.

        While NiceGUI's element is on the page, the browser restyles the whole document at each
        update of any element: 15 ms for 50 notes.
        """
        self._remove_setter()
        self._setter = setter = ui.dark_mode(self._dark)
        with suppress(TimeoutError):
            await setter.get_computed_prop("value", timeout=answers.ANSWERED)
        if setter is self._setter:  # else another press has removed it
            self._remove_setter()

    def _remove_setter(self) -> None:
        if self._setter and not self._setter.is_deleted:
            self._setter.delete()
        self._setter = None

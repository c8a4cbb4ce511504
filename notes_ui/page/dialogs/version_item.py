"""One version of a note in its history."""

from collections.abc import Awaitable, Callable

from notes_ui import theme
from notes_ui.components.elements import TextButton
from notes_ui.i18n import messages
from notes_ui.i18n.language import Language
from notes_ui.ports.notes import Author, VersionPublic
from notes_ui.rendering.card_html import excerpt
from notes_ui.runtime.lean_elements import Bare

WROTE = {
    Author.PAGE: messages.IN_A_BROWSER,
    Author.REST: messages.OVER_REST,
    Author.OUTSIDE: messages.FROM_OUTSIDE,
}
BringBack = Callable[[VersionPublic], Awaitable[None]]


class VersionItem(Bare):
    """One version. It is not rebuilt when newer ones are added, so that its button keeps focus."""

    def __init__(self, version: VersionPublic, language: Language, bring_back: BringBack) -> None:
        super().__init__("li")
        self.version = version
        self._language = language
        say = language.say
        with self:
            self._show_meta()
            Bare("h3", version.title).props("dir=auto")
            if version.description:
                text = Bare("p", excerpt(version.description)).classes(theme.VERSION_TEXT)
                text.props("dir=auto")
            self._now = Bare("span", say(messages.AS_IT_IS_NOW)).classes(theme.VERSION_NOW)
            self._button = TextButton(say(messages.BRING_BACK), lambda: bring_back(version))

    def show(self, *, current: bool) -> None:
        """Show how long ago the version was written, and whether it is the current one."""
        self._when.text = self._language.ago(self.version.written_at)
        self._now.attach("hidden", None if current else "")
        self._button.attach("hidden", "" if current else None)

    def _show_meta(self) -> None:
        version, say = self.version, self._language.say
        with Bare("p").classes(theme.VERSION_META):
            self._when = Bare("time")
            self._when.attach("datetime", version.written_at.isoformat())
            Bare("span", say(WROTE[version.written_by]))
            for said, holds in (
                (messages.DONE, version.done),
                (messages.PINNED_NOW, version.pinned),
            ):
                if holds:
                    Bare("span", say(said))

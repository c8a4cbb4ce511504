"""Texts of the form that a draft has replaced, and that a browser may still show."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from notes_ui.ports.drafts import Draft

Texts = Mapping[str, str]
"""texts by the names of their fields"""


async def nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The texts that the form had before a draft was put into it."""

    before: Texts
    by: Draft
    added: Callable[[], Awaitable[None]]
    """called when the texts were added as a note nevertheless"""

    def is_shown(self, shown: Texts, meant: Texts) -> bool:
        """Whether the browser does not show the draft yet.

        :param shown: what the browser shows, as far as it has reported that
        :param meant: what the fields are to show
        """
        now: Texts = {"title": self.by.title, "description": self.by.description}
        changed = [name for name, text in self.before.items() if text != now[name]]
        return bool(changed) and all(shown[name] != meant[name] for name in changed)

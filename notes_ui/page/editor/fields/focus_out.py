"""Notices that the focus has left a form, and has not only moved within it."""

from collections.abc import Awaitable, Callable
from typing import Final

from nicegui import ui

from notes_ui.components.debounce import Debounce

ELSEWHERE: Final = 0.2
"""seconds after which a focus that has left a field counts as gone from the form"""


class FocusOut:
    """The keyboard's focus in a form.

    :param arrived: called when a field or a button of the form has got the focus
    :param left: called when the focus has left the form and has not come back within `ELSEWHERE`;
        its argument is what ``gone_elsewhere`` returns then
    :param gone_elsewhere: returns whether the focus is elsewhere on the page, and not in another
        window or tab
    """

    def __init__(
        self,
        form: ui.element,
        *,
        arrived: Callable[[], None],
        left: Callable[[bool], Awaitable[None]],
        gone_elsewhere: Callable[[], bool],
    ) -> None:
        self._arrived = arrived
        self._elsewhere = Debounce(form, ELSEWHERE, lambda: left(gone_elsewhere()))
        form.on("focusin", self._arrive, args=[])
        form.on("focusout", self._elsewhere.begin, args=[])

    def forget(self) -> None:
        """Do not call ``left``, if the focus has left the form just now."""
        self._elsewhere.forget()

    def _arrive(self) -> None:
        self.forget()
        self._arrived()

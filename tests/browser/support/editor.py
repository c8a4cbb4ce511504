"""The form in which a note is edited in its place, in the words of somebody who uses it."""

from typing import Final

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from notes_ui import theme
from tests.browser.support.window import Window

TITLE: Final = "Title"
DESCRIPTION: Final = "Description (Markdown)"


class Editor:
    """The editor of a page, whether or not there is one just now."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def opens(self) -> None:
        """Assert that it comes to be there, with the focus in it."""
        self._window.until(lambda: self.is_open, True)
        self._window.until(lambda: self.has_focus(TITLE) or self.has_focus(DESCRIPTION), True)

    def closes(self) -> None:
        """Assert that it comes to be gone."""
        self._window.until(lambda: self.is_open, False)

    def warns(self, words: str) -> None:
        """Assert that it comes to say something about the note."""
        self._window.until(lambda: words in self.notice, True)

    @property
    def is_open(self) -> bool:
        """Whether a note is being edited."""
        return bool(self._find(f".{theme.EDITOR}"))

    @property
    def notice(self) -> str:
        """What it says about the note; nothing as long as all is well."""
        return "".join(found.text for found in self._find(f".{theme.EDITOR_NOTICE}"))

    @property
    def texts(self) -> tuple[str, str]:
        """The title and the description as they are typed."""
        return self._text_in(TITLE), self._text_in(DESCRIPTION)

    def field(self, label: str) -> WebElement:
        """The field of this name."""
        fields = self._find(f".{theme.EDITOR} input, .{theme.EDITOR} textarea")
        named = [field for field in fields if field.accessible_name == label]
        if not named:
            raise StaleElementReferenceException(f"{label} is not there yet, or any more")
        return named[0]

    def has_focus(self, label: str) -> bool:
        """Whether typing goes to the field of this name."""
        return self.is_open and bool(self._window.focused() == self.field(label))

    def save(self) -> None:
        """Press Ctrl and Enter together."""
        self._window.press_together(Keys.CONTROL, Keys.ENTER)

    def go_to(self, label: str) -> None:
        """Click into the field of this name, and write at its end."""
        self.field(label).click()
        self._window.press_together(Keys.CONTROL, Keys.END)

    def _text_in(self, label: str) -> str:
        return self.field(label).get_property("value") or ""  # type: ignore[return-value]

    def _find(self, selector: str) -> list[WebElement]:
        found = self._window.driver.find_elements(By.CSS_SELECTOR, selector)
        return [each for each in found if each.is_displayed()]

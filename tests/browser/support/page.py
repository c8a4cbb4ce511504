"""An open page in a real browser, in the words of somebody who uses it.

Things are found by role, label, visible text and `data-note-id`: what people and their tools go by.
"""

from pathlib import Path
from typing import Final

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from notes_ui import theme
from tests.browser.support.editor import Editor
from tests.browser.support.window import PATIENCE, Window

FILE_FIELD: Final = "input[type=file]"
CARDS: Final = "[...document.querySelectorAll('li[data-note-id]')]"
TITLES: Final = f"return {CARDS}.map(card => card.querySelector('h2').textContent)"
DESCRIPTIONS: Final = f"""return {CARDS}
    .map(card => card.querySelector('h2').nextElementSibling.innerText.trim())"""
MARKED: Final = f"""return {CARDS}.filter(card => card.dataset[arguments[0]] !== undefined)
    .map(card => card.querySelector('h2').textContent)"""


class OpenPage(Window):
    """The page of the notes."""

    def __init__(self, driver: Chrome) -> None:
        super().__init__(driver)
        self.editor = Editor(self)

    def open(self, url: str) -> None:
        """Go there and wait until the page follows the notes: its number of notes has come."""
        super().open(url)
        self.until(lambda: bool(self.count()), True)

    def reload(self) -> None:
        """Load the page again, and wait as for the first time."""
        self.driver.refresh()
        self.until(lambda: bool(self.count()), True)

    # What is there

    def shows(self, *titles: str) -> None:
        """Assert that these notes, and no others, come to be listed in this order."""
        self.until(self.titles, list(titles))

    def shows_ticked(self, title: str) -> None:
        """Assert that the note comes to be shown as done."""
        self.until(lambda: self.ticked(title), True)

    def shows_selected(self, *titles: str) -> None:
        """Assert that these notes, and no others, come to be selected."""
        self.until(lambda: self.marked("selected"), list(titles))

    def warns(self, *, within: float = PATIENCE) -> None:
        """Assert that it comes to be said, in words that can be seen, that the server is away."""
        popup = self.driver.find_element(By.ID, "popup")
        self.until(lambda: self.is_away, True, within=within)
        self.until(lambda: bool(popup.text), True)

    @property
    def is_away(self) -> bool:
        """Whether it is said that the server is away."""
        popup = self.driver.find_element(By.ID, "popup")
        return popup.get_attribute("aria-hidden") == "false"

    def titles(self) -> list[str]:
        """The titles in the list, from the top."""
        titles: list[str] = self.run(TITLES)
        return titles

    def descriptions(self) -> list[str]:
        """The descriptions in the list as they can be read, from the top."""
        descriptions: list[str] = self.run(DESCRIPTIONS)
        return descriptions

    def marked(self, mark: str) -> list[str]:
        """The titles of the notes that are shown as selected, edited or pinned."""
        titles: list[str] = self.run(MARKED, mark)
        return titles

    def count(self) -> str:
        """What is said about the number of notes."""
        return self.driver.find_element(By.CLASS_NAME, theme.COUNT).text

    def snackbar(self) -> str:
        """What is said about what was done here; nothing most of the time."""
        return self.driver.find_element(By.CLASS_NAME, theme.SNACKBAR).text

    def here(self) -> str:
        """What is said about how many people are here."""
        return self.driver.find_element(By.CLASS_NAME, theme.HERE).text

    def ticked(self, title: str) -> bool:
        """Whether the note is shown as done, to people and to screen readers."""
        return self.done_checkbox(title).get_attribute("aria-checked") == "true"

    def card(self, title: str) -> WebElement:
        """The list item of the note."""
        script = f"return {CARDS}[arguments[0]]"
        card: WebElement = self.run(script, self.titles().index(title))
        return card

    def part(self, title: str, selector: str) -> WebElement:
        """What a selector finds first in the note."""
        return self.card(title).find_element(By.CSS_SELECTOR, selector)

    def done_checkbox(self, title: str) -> WebElement:
        """The note's checkbox Done."""
        return self.part(title, ":scope > [role=checkbox]")

    def delete_button(self, title: str) -> WebElement:
        """The note's button Delete."""
        buttons = self.card(title).find_elements(By.TAG_NAME, "button")
        return next(button for button in buttons if button.accessible_name.startswith("Delete"))

    def link(self, text: str) -> WebElement:
        """The first link whose text begins so."""
        return self.driver.find_element(By.PARTIAL_LINK_TEXT, text)

    def field(self, label: str) -> WebElement:
        """The field of this name in the form for a new note."""
        fields = self.driver.find_elements(
            By.CSS_SELECTOR, f".{theme.COMPOSER} input, .{theme.COMPOSER} textarea"
        )
        return next(field for field in fields if field.accessible_name == label)

    @property
    def search_field(self) -> WebElement:
        """The field for what is searched for."""
        return self.driver.find_element(By.CSS_SELECTOR, "input[type=search]")

    def downloads_to(self, folder: Path) -> None:
        """Have what is downloaded from now on lie in a folder."""
        where = {"behavior": "allow", "downloadPath": str(folder)}
        self.driver.execute_cdp_cmd("Page.setDownloadBehavior", where)

    def upload(self, file: Path) -> None:
        """Choose a file to be imported."""
        self.until(lambda: len(self.driver.find_elements(By.CSS_SELECTOR, FILE_FIELD)), 1)
        self.driver.find_element(By.CSS_SELECTOR, FILE_FIELD).send_keys(str(file))

    def text_in(self, label: str) -> str:
        """What is typed in the field for a new note."""
        return self.field(label).get_property("value") or ""  # type: ignore[return-value]

    def has_focus(self, label: str) -> bool:
        """Whether typing goes to the field of this name in the form for a new note."""
        return bool(self.focused() == self.field(label))

    def at(self, title: str) -> bool:
        """Whether the keyboard speaks to the card of this note."""
        return bool(self.focused() == self.card(title))

    def top(self, title: str) -> float:
        """How far below the top edge of the screen the note stands, in pixels."""
        return float(self.run("return arguments[0].getBoundingClientRect().top", self.card(title)))

    # What a person does

    def add(self, title: str, description: str = "") -> None:
        """Fill in the form and press Add note."""
        self._fill("Title", title)
        self._fill("Description", description)
        self.press("Add note")

    def go_to(self, label: str) -> None:
        """Click into a field of the form, which another one may just be replacing."""

        def clicked() -> bool:
            self.field(label).click()
            return True

        self.until(clicked, True)

    def _fill(self, label: str, text: str) -> None:
        """Type into a field of the form, which another one may just be replacing."""

        def typed() -> bool:
            self.field(label).send_keys(text)
            return True

        self.until(typed, True)

    def search(self, text: str) -> None:
        """Search for the text, and for nothing else."""
        self.search_field.click()
        self.press_together(Keys.CONTROL, "a")
        self.type(text or Keys.DELETE)

    def tick(self, title: str) -> None:
        """Press the note's checkbox."""
        self.done_checkbox(title).click()

    def edit(self, title: str) -> None:
        """Click on the note's text."""
        self.click(self.part(title, "h2"))
        self.editor.opens()

    def delete(self, title: str) -> None:
        """Point at the note, so that its button appears, and press Delete."""
        ActionChains(self.driver).move_to_element(self.card(title)).perform()
        self.delete_button(title).click()

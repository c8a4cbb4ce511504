"""An open page in a real browser, in the words of somebody who uses it.

Things are found by role, label, visible text and `data-note-id`: what people and their tools go by.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

T = TypeVar("T")
PATIENCE: Final = 10
"""seconds after which what has not happened counts as not happening"""
CARDS: Final = "[...document.querySelectorAll('li[data-note-id]')]"
TITLES: Final = f"{CARDS}.map(card => card.firstChild.textContent)"
DESCRIPTIONS: Final = f"{CARDS}.map(card => card.querySelector('[dir=auto]')?.textContent ?? '')"
TICKED: Final = """
    const box = arguments[0].querySelector('[role=checkbox], input[type=checkbox]');
    return box.getAttribute('aria-checked') === 'true' || box.checked === true"""


class OpenPage:
    """One browser window of its own: nothing is shared with the other one but the server."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        """Go there and wait until the page follows the notes: its number of notes has come."""
        self.driver.get(url)
        self.until(lambda: bool(self.count()), True)

    def leave(self) -> None:
        """Close the page, and forget what the console said."""
        self.driver.get("about:blank")
        self.complaints()

    def look(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """Have a screen of this size, on a system that prefers light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    # What is there

    def until(self, read: Callable[[], T], expected: T) -> None:
        """Assert that what is read becomes what is expected within the time limit."""
        seen: list[T] = []

        def met(_: Chrome) -> bool:
            seen[:] = [read()]
            return seen == [expected]

        ignored = [StaleElementReferenceException]
        try:
            WebDriverWait(self.driver, PATIENCE, 0.05, ignored).until(met)
        except TimeoutException:
            raise AssertionError(f"expected {expected!r} but {seen!r} is still shown") from None

    def shows(self, *titles: str) -> None:
        """Assert that these notes, and no others, come to be listed in this order."""
        self.until(self.titles, list(titles))

    def shows_ticked(self, title: str) -> None:
        """Assert that the note comes to be shown as done."""
        self.until(lambda: self.ticked(title), True)

    def warns(self) -> None:
        """Assert that it comes to be said, in words that can be seen, that the server is away."""
        popup = self.driver.find_element(By.ID, "popup")
        self.until(lambda: popup.get_attribute("aria-hidden") == "false", True)
        self.until(lambda: bool(popup.text), True)

    def titles(self) -> list[str]:
        """The titles in the list, from the top."""
        titles: list[str] = self.run(f"return {TITLES}")
        return titles

    def descriptions(self) -> list[str]:
        """The descriptions in the list, from the top; empty where there is none."""
        descriptions: list[str] = self.run(f"return {DESCRIPTIONS}")
        return descriptions

    def count(self) -> str:
        """What is said about the number of notes."""
        return self.driver.find_element(By.CSS_SELECTOR, "[role=status]").text

    def ticked(self, title: str) -> bool:
        """Whether the note is shown as done, to people and to screen readers."""
        return bool(self.run(TICKED, self.card(title)))

    def says(self, words: str) -> bool:
        """Whether the words can be read somewhere on the page."""
        return words in self.driver.find_element(By.TAG_NAME, "body").text

    def card(self, title: str) -> WebElement:
        """The list item of the note."""
        card: WebElement = self.run(f"return {CARDS}[arguments[0]]", self.titles().index(title))
        return card

    def delete_button(self, title: str) -> WebElement:
        """The note's button Delete."""
        buttons = self.card(title).find_elements(By.CSS_SELECTOR, "button, [role=button]")
        return next(button for button in buttons if button.accessible_name.startswith("Delete"))

    def field(self, label: str) -> WebElement:
        """The field of this name in the form for a new note."""
        fields = self.driver.find_elements(
            By.CSS_SELECTOR, "input:not([type=checkbox]):not([type=hidden]), textarea"
        )
        return next(field for field in fields if field.accessible_name == label)

    def text_in(self, label: str) -> str:
        """What is typed in the field."""
        return self.field(label).get_property("value") or ""  # type: ignore[return-value]

    def has_focus(self, label: str) -> bool:
        """Whether typing goes to the field of this name."""
        return bool(self.driver.switch_to.active_element == self.field(label))

    def top(self, title: str) -> float:
        """How far below the top edge of the screen the note stands, in pixels."""
        return float(self.run("return arguments[0].getBoundingClientRect().top", self.card(title)))

    def complaints(self) -> list[str]:
        """The errors in the browser's console since the last time it was looked at."""
        entries = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def rests(self) -> None:
        """Assert that whatever moves comes to its end."""
        self.until(lambda: self.run("return document.getAnimations().length") == 0, True)

    def run(self, script: str, *arguments: Any) -> Any:
        """Ask the browser."""
        return self.driver.execute_script(script, *arguments)

    # What a person does

    def add(self, title: str, description: str = "") -> None:
        """Fill in the form and press Add note."""
        self.field("Title").send_keys(title)
        self.field("Description").send_keys(description)
        self.press("Add note")

    def tick(self, title: str) -> None:
        """Press the note's checkbox."""
        boxes = self.card(title).find_elements(By.CSS_SELECTOR, "[role=checkbox], [type=checkbox]")
        boxes[0].click()

    def delete(self, title: str) -> None:
        """Point at the note, so that its button appears, and press Delete."""
        ActionChains(self.driver).move_to_element(self.card(title)).perform()
        self.delete_button(title).click()

    def press(self, label: str) -> None:
        """Press the first button with this text, as soon as there is one."""
        self.until(lambda: bool(self.buttons(label)), True)
        self.buttons(label)[0].click()

    def buttons(self, label: str) -> list[WebElement]:
        """The buttons with this text that can be seen."""
        path = f"//*[self::button or @role='button'][normalize-space()='{label}']"
        found = self.driver.find_elements(By.XPATH, path)
        return [button for button in found if button.is_displayed()]

    def type(self, *keys: str) -> None:
        """Type where the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def press_shift_enter(self) -> None:
        """Press Shift and Enter together where the focus is."""
        actions = ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER)
        actions.key_up(Keys.SHIFT).perform()

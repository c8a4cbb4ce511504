"""A window of a real browser: where it is, what it looks like to it, what is typed into it."""

from collections.abc import Callable
from typing import Any, Final

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE: Final = 30
"""seconds after which what has not happened counts as not happening"""
PHONE: Final = 600
"""pixels below which a screen is one of a phone"""
INTO_SIGHT: Final = "arguments[0].scrollIntoView({block: 'nearest'})"
"""which stops where nothing lies over it, as Tab does, and a person who scrolls"""
FORGET: Final = "try { sessionStorage.clear(); localStorage.clear() } catch {}"
"""which a page that could not be loaded refuses"""
MOVING: Final = """
    return document.getAnimations().filter(one => one.playState === 'running').length"""


class Window:
    """One browser window of its own: nothing is shared with the other one but the server."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    # Where it is, and on what

    def open(self, url: str) -> None:
        """Go there."""
        self.driver.get(url)

    def leave(self) -> None:
        """Close the page, and forget what it has left behind."""
        self.run(FORGET)
        self.driver.get("about:blank")
        self.command("Network.clearBrowserCookies")
        self.prefer("")
        self.complaints()

    def look(
        self,
        width: int,
        height: int = 900,
        *,
        dark: bool = False,
        still: bool = False,
        scale: float = 1,
        paper: bool = False,
    ) -> None:
        """Have a screen of this size.

        :param dark: whether the system prefers dark
        :param still: whether it prefers that nothing moves
        :param scale: how many pixels of the screen make one of the page
        :param paper: have what would be printed
        """
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if still else "no-preference",
        }
        wanted = [{"name": name, "value": value} for name, value in features.items()]
        media = "print" if paper else ""
        phone = width < PHONE
        screen = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone}
        self.command("Emulation.setEmulatedMedia", media=media, features=wanted)
        self.command("Emulation.setDeviceMetricsOverride", **screen)
        self.command("Emulation.setTouchEmulationEnabled", enabled=phone)

    def prefer(self, languages: str) -> None:
        """Ask for pages in these languages; in what the browser has for an empty text."""
        headers = {"Accept-Language": languages} if languages else {}
        self.command("Network.enable")
        self.command("Network.setExtraHTTPHeaders", headers=headers)

    def command(self, name: str, **parameters: Any) -> Any:
        """Tell the browser something that no person could (the DevTools protocol)."""
        return self.driver.execute_cdp_cmd(name, parameters)

    # What is there

    def until(
        self, read: Callable[[], object], expected: object, *, within: float = PATIENCE
    ) -> None:
        """Assert that what is read becomes what is expected within so many seconds."""
        seen: list[object] = []

        def met(_: Chrome) -> bool:
            seen[:] = [read()]
            return seen == [expected]

        ignored = [StaleElementReferenceException]
        try:
            WebDriverWait(self.driver, within, 0.05, ignored).until(met)
        except TimeoutException:
            raise AssertionError(
                f"expected {expected!r:.2000} but {seen!r:.2000} is still shown"
            ) from None

    def says(self, words: str) -> bool:
        """Whether the words can be read somewhere on the page."""
        return words in self.driver.find_element(By.TAG_NAME, "body").text

    def tells(self, words: str) -> None:
        """Assert that the words come to be read somewhere on the page."""
        self.until(lambda: self.says(words), True)

    def buttons(self, label: str) -> list[WebElement]:
        """The buttons with this text that can be seen."""
        path = f"//*[self::button or @role='button'][normalize-space()='{label}']"
        found = self.driver.find_elements(By.XPATH, path)
        return [button for button in found if button.is_displayed()]

    def focused(self) -> WebElement:
        """What the keyboard speaks to."""
        return self.driver.switch_to.active_element

    def rests(self) -> None:
        """Assert that whatever moves comes to its end."""
        self.until(lambda: self.run(MOVING), 0)

    def complaints(self) -> list[str]:
        """The errors in the browser's console since the last time it was looked at."""
        entries = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def run(self, script: str, *arguments: Any) -> Any:
        """Ask the browser."""
        return self.driver.execute_script(script, *arguments)

    # What a person does

    def type(self, *keys: str) -> None:
        """Type where the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def paste(self, text: str) -> None:
        """Have the text come in at once where the focus is."""
        self.command("Input.insertText", text=text)

    def compose(self, text: str) -> None:
        """Enter the text by an input method, letter by letter, and take what it proposes."""
        for end in range(1, len(text) + 1):
            self.composing(text[:end])
        self.take_proposed(text)

    def composing(self, text: str) -> None:
        """Have an input method show this much, which is not yet taken."""
        caret = len(text)
        self.command("Input.imeSetComposition", text=text, selectionStart=caret, selectionEnd=caret)

    def take_proposed(self, text: str) -> None:
        """Take what an input method proposes, in place of what it shows."""
        self.command("Input.insertText", text=text)

    def press_key_of_an_input_method(self, key: str) -> None:
        """Press a key that an input method has taken for itself: all that a page sees is 229."""
        self.command(
            "Input.dispatchKeyEvent",
            type="rawKeyDown",
            key=key,
            code=key,
            windowsVirtualKeyCode=229,
        )
        self.command(
            "Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=229
        )

    def press_together(self, held: str, key: str) -> None:
        """Press a key while another one is held, where the focus is."""
        ActionChains(self.driver).key_down(held).send_keys(key).key_up(held).perform()

    def touch(self, element: WebElement, *, end: str = "touchEnd") -> None:
        """Tap in the middle of an element with a finger, on a screen that knows fingers.

        :param end: how the touch ends: touchCancel if it becomes a scroll
        """
        box = "const box = arguments[0].getBoundingClientRect();"
        x, y = self.run(f"{box} return [box.x + box.width / 2, box.y + box.height / 2]", element)
        self.touch_at(x, y, end=end)

    def touch_at(self, x: float, y: float, *, end: str = "touchEnd") -> None:
        """The same at a place in the window."""
        for kind, points in (("touchStart", [{"x": x, "y": y}]), (end, [])):
            self.command("Input.dispatchTouchEvent", type=kind, touchPoints=points)

    def press(self, label: str) -> None:
        """Press the first button with this text, as soon as there is one that is free."""

        def pressed() -> bool:
            try:
                button = self.buttons(label)[0]
                self.run(INTO_SIGHT, button)
                button.click()
            except (IndexError, ElementClickInterceptedException):
                return False
            return True

        self.until(pressed, True)

    def click(self, element: WebElement, *, held: str | None = None) -> None:
        """Point at the middle of something and click, perhaps while a key is held."""
        actions = ActionChains(self.driver).move_to_element(element)
        if held:
            actions.key_down(held).click().key_up(held).perform()
        else:
            actions.click().perform()

"""Somebody who types at a person's pace, and others who write meanwhile."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from threading import Event, Thread
from typing import Final

import httpx
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.support.found import all_notes
from tests.browser.support.window import Window

GAPS: Final = (0.03, 0.25)
"""seconds from one key to the next, at least and at most"""
ARRIVED: Final = "Arrived meanwhile"
EVERY: Final = 0.3
"""seconds between two notes of others"""
WORDS: Final = ("milk", "call", "oats", "Passport", "the", "dentist", "tea", "büro", "on", "Friday")


class Typist:
    """Two hands at the keyboard of a window; each key comes a moment after the one before."""

    def __init__(self, window: Window, seed: int) -> None:
        self._window = window
        self._chance = Random(seed)

    def types(self, *keys: str) -> None:
        """Type where the focus is."""
        actions = ActionChains(self._window.driver)
        for key in "".join(keys):
            actions.send_keys(key).pause(self._chance.uniform(*GAPS))
        actions.perform()

    def composes(self, text: str) -> None:
        """Enter the text by an input method, letter by letter, and take what it proposes."""
        for end in range(1, len(text) + 1):
            self._window.composing(text[:end])
            self.rests(*GAPS)
        self._window.take_proposed(text)
        self.rests(*GAPS)

    def rests(self, least: float, most: float) -> None:
        """Think for so many seconds."""
        pause = self._chance.uniform(least, most)
        ActionChains(self._window.driver).pause(pause).perform()

    def types_titles(self, titles: Sequence[str]) -> None:
        """Type one title after the other, each with Enter, without a look at the screen."""
        for title in titles:
            self.types(title, Keys.ENTER)


def some_titles(count: int) -> list[str]:
    """Different titles, each of a number and a word."""
    chance = Random(count)
    return [f"{number} {chance.choice(WORDS)}" for number in range(count)]


@contextmanager
def others_writing(rest: httpx.Client, *, every: float = EVERY) -> Iterator[None]:
    """Have notes arrive from another program all the while."""
    over = Event()

    def write() -> None:
        while not over.wait(every):
            rest.post("/api/notes", json={"title": ARRIVED}).raise_for_status()

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def stored(rest: httpx.Client) -> list[str]:
    """The titles of the notes that were typed, in the order in which they were made."""
    return [note["title"] for note in all_notes(rest) if note["title"] != ARRIVED]

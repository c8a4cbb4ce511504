"""Somebody who writes on a page all the while, whatever the line is like, and looks now and then.

Each word is another one, so that it can be found again, or missed. Only what is typed into a field
counts: a person looks whether the focus is there. Where it has moved while a word was being typed,
also if it came back, that word is in two parts, which is told apart from a word that is lost.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from notes_ui import theme
from tests.browser.support.editor import DESCRIPTION, TITLE
from tests.browser.support.page import OpenPage
from tests.browser.support.typist import Typist

LETTERS: Final = "abcfghilmoqrstvwyz"
"""none that is a command where there is no field"""
SEEDED: Final = ("First of all", "Second of all", "Third of all")
"""notes that are edited"""
EDITOR_OPENS: Final = 6.0
"""seconds that a person waits for an editor before doing something else"""
PLACE: Final = f"""(at => [at.closest('.{theme.COMPOSER}') ? 'composer'
    : at.closest('.{theme.EDITOR}') ? 'editor' : '', at.tagName].join(' '))"""
FOCUS: Final = f"return {PLACE}(document.activeElement)"
FOCUS_MOVES: Final = f"""
    if (window.focusMoves === undefined) {{
        window.focusMoves = 0;
        window.focusPlace = {PLACE}(document.activeElement);
        document.addEventListener('focusin', event => {{
            const place = {PLACE}(event.target);
            if (place !== window.focusPlace)
                window.focusMoves++;
            window.focusPlace = place;
        }});
    }}
    return window.focusMoves"""
"""how often the focus has gone to another place; a field that is replaced is the same place"""
EDITED: Final = {TITLE: "editor INPUT", DESCRIPTION: "editor TEXTAREA"}
"""the places of an editor's fields"""
ROOM: Final = 160
"""characters of a title behind which no more is typed: one that is too long is not stored"""
GIVEN_UP: Final = (AssertionError, LookupError, StopIteration, ValueError, WebDriverException)
"""what a person meets who wants to do something where nothing is just now"""


@dataclass
class Person:
    """Types into composer and editor of a page, by real keys.

    :param escape: whether an editor is left by Escape too
    """

    page: OpenPage
    seed: int
    escape: bool = True
    typed: list[str] = field(default_factory=list)
    """the words that were typed, in order"""
    torn: list[str] = field(default_factory=list)
    """those during which the focus went somewhere else"""
    diary: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._typist = Typist(self.page, self.seed)
        self._start = time.time()
        self._number = 0

    def note(self, what: str, *, at: float | None = None) -> None:
        """Write down what happens, now or at so many seconds since the epoch."""
        self.diary.append(f"{(at or time.time()) - self._start:8.2f} {what}")

    def writes(self) -> None:
        """Do one of the things that people do when they write notes."""
        act = self._chance.choice((self.adds_titles, self.adds_titles, self.adds_both, self.edits))
        self.note(act.__name__)
        try:
            act()
        except GIVEN_UP as error:
            self.note(f"gave up: {type(error).__name__} {str(error).splitlines()[:1]}")

    def adds_titles(self) -> None:
        """Type titles one after the other."""
        self._goes_to("Title")
        for _ in range(self._chance.randint(1, 4)):
            if self._types_words("composer INPUT"):
                self.page.type(Keys.ENTER)

    def adds_both(self) -> None:
        """Fill in the form and press its button."""
        self._goes_to("Title")
        self._types_words("composer INPUT")
        self._goes_to("Description")
        self._types_words("composer TEXTAREA")
        self.page.buttons("Add note")[0].click()

    def edits(self) -> None:
        """Write on in the title or description of a note, and leave it in one way or another."""
        self._opens(self._chance.choice(SEEDED))
        label = self._chance.choice(tuple(EDITED))
        if len(self.page.editor.texts[0]) > ROOM:
            label = DESCRIPTION
        self.page.editor.go_to(label)
        typed = self._types_words(EDITED[label])
        self._chance.choice(self._ways_out(of_title=label == TITLE and typed > 0))()

    def ends(self) -> None:
        """Save what is in an editor, and add what is in the form, as somebody who goes home."""
        with suppress(*GIVEN_UP):
            if self.page.editor.is_open:
                self.page.editor.go_to(DESCRIPTION)
                self.page.editor.save()
        with suppress(*GIVEN_UP):
            self.page.buttons("Add note")[0].click()

    def _opens(self, begun: str) -> None:
        """Open the note whose title began so, unless one is open."""
        if not self.page.editor.is_open:
            title = next(title for title in self.page.titles() if title.startswith(begun))
            self.page.click(self.page.part(title, "h2"))
            self._waits(lambda: self.page.editor.is_open)

    def _ways_out(self, *, of_title: bool) -> list[Callable[[], object]]:
        """What ends an editor; in its title, which is one line, Enter does so too."""
        ways: list[Callable[[], object]] = [self.page.editor.save, self.page.search_field.click]
        if self.escape:
            ways.append(lambda: self.page.type(Keys.ESCAPE))
        if of_title:
            ways.append(lambda: self.page.type(Keys.ENTER))
        return ways

    def _goes_to(self, label: str) -> None:
        """Write on behind what stands in a field of the form: in its middle, words would part."""
        self.page.field(label).click()
        self.page.press_together(Keys.CONTROL, Keys.END)

    def _types_words(self, where: str) -> int:
        """Type some words as long as the focus is there; return how many."""
        count = 0
        for _ in range(self._chance.randint(1, 3)):
            if self.page.run(FOCUS) != where:
                self.note(f"no focus in {where}")
                break
            word = self._word()
            moves = self.page.run(FOCUS_MOVES)
            self._typist.types(" ", word)
            after = self.page.run(FOCUS)
            self.note(f"{word} in {where}")
            if after == where and self.page.run(FOCUS_MOVES) == moves:
                self.typed.append(word)
                count += 1
            else:
                self.note(f"{word} torn: the focus is in {after}")
                self.torn.append(word)
                break
        return count

    def _word(self) -> str:
        self._number += 1
        return f"{self._number:04}{''.join(self._chance.choices(LETTERS, k=4))}"

    def _waits(self, condition: Callable[[], bool]) -> None:
        with suppress(TimeoutException):
            WebDriverWait(self.page.driver, EDITOR_OPENS, 0.05).until(lambda _: condition())

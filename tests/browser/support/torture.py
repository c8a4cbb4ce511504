"""A person writes over a line in bad weather; afterwards every word must be somewhere."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Final

import httpx
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.support.found import drafted, shown, stored
from tests.browser.support.frames import frames, said
from tests.browser.support.page import OpenPage
from tests.browser.support.person import SEEDED, Person
from tests.browser.support.typist import others_writing
from tests.browser.support.window import PATIENCE
from tests.network.line import Line
from tests.network.weather import Spell, blow
from tests.support.live import LiveServer

OTHERS_EVERY: Final = 2.0
"""seconds between two notes of others"""
SETTLING: Final = 60.0
"""seconds after which a page over a sound line has told all that it will tell"""


@dataclass(frozen=True)
class Report:
    """What has become of the words of one seed.

    :param missing: words that were nowhere: over the sound line, after Save and Add, after a reload
    :param doubled: words that are stored twice
    :param torn: words during which the focus moved; what became of them is not looked at
    """

    seed: int
    typed: int
    missing: dict[str, list[str]]
    doubled: list[str]
    torn: list[str]
    diary: list[str]

    @property
    def lost(self) -> list[str]:
        """The words that are nowhere in the end."""
        return sorted({word for words in self.missing.values() for word in words})

    def __str__(self) -> str:
        missing = ", ".join(f"{len(words)} {when}" for when, words in self.missing.items())
        rest = f"{len(self.doubled)} stored twice, {len(self.torn)} torn by the focus"
        return f"seed {self.seed}: {self.typed} words; missing: {missing}; {rest}"


@dataclass
class Torture:
    """One page over one line, and what is behind it.

    :param frames: whether the diary tells what the browser's WebSockets carried, and its console
    """

    page: OpenPage
    line: Line
    server: LiveServer
    rest: httpx.Client
    frames: bool = False

    def run(self, seed: int, seconds: float, *, escape: bool = True) -> Report:
        """Write for so long; then look for every word, do what saves it, and look again."""
        self._begin()
        person = Person(self.page, seed, escape)
        weather = self._weather(seed, seconds, person)
        with others_writing(self.rest, every=OTHERS_EVERY):
            while not weather.done():
                person.writes()
        weather.result()
        missing = {"over the sound line": self._missing(person.typed, SETTLING)}
        person.ends()
        missing["after Save and Add"] = self._missing(person.typed, PATIENCE)
        # The page may not have noticed yet that its connection is dead: it has time to tell all.
        self._missing(person.typed, SETTLING, shown=lambda _: "")
        if self.frames:
            for at, told in chain(frames(self.page.driver), said(self.page.driver)):
                person.note(told, at=at)
        self._reload()
        missing["after a reload"] = self._missing(person.typed, PATIENCE)
        everywhere = stored(self.rest)
        for where, texts in (("stored", everywhere), ("drafted", self._drafted())):
            person.note(f"{where} in the end: {texts!r}")
        doubled = [word for word in person.typed if everywhere.count(word) > 1]
        return Report(seed, len(person.typed), missing, doubled, person.torn, person.diary)

    def _begin(self) -> None:
        for title in SEEDED:
            self.rest.post("/api/notes", json={"title": title}).raise_for_status()
            self.rest.patch(f"/api/notes/{SEEDED.index(title) + 1}", json={"pinned": True})
        self.page.open(f"http://127.0.0.1:{self.line.port}/front/notes")
        self.page.until(lambda: set(SEEDED) <= set(self.page.titles()), True)

    def _weather(self, seed: int, seconds: float, person: Person) -> Future[None]:
        def tell(spell: Spell) -> None:
            person.note(f"-- {spell.kind} {'/'.join(spell.directions)} for {spell.seconds:.1f} s")

        blowing = blow(self.line, seed, seconds, tell=tell)
        return asyncio.run_coroutine_threadsafe(blowing, self.line.loop)

    def _reload(self) -> None:
        self.page.reload()
        self.page.rests()

    def _drafted(self) -> str:
        return drafted(self.server.database)

    def _missing(
        self,
        words: Sequence[str],
        within: float,
        shown: Callable[[OpenPage], str] = shown,
    ) -> list[str]:
        """The words that are neither stored, drafted nor shown, and do not come to be in time."""
        nowhere: list[str] = list(words)

        def all_found() -> bool:
            union = "\n".join((stored(self.rest), self._drafted(), shown(self.page)))
            nowhere[:] = [word for word in words if word not in union]
            return not nowhere

        with suppress(TimeoutException):
            WebDriverWait(self.page.driver, within, 0.5).until(lambda _: all_found())
        return nowhere

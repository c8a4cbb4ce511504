"""Others' text comes into a field of an open editor, over a slow line or one that dies."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import comes_back
from tests.network.line import Line

BEGUN: Final = "Dear all,"


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line, where a note is being edited."""
    rest.post("/api/notes", json={"title": "Passport", "description": BEGUN})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].edit("Passport")
    windows[0].rests()
    yield windows[0]
    windows[0].leave()


def test_typed_text_survives_an_undelivered_text_of_others(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """The server does not know that the focus has moved, and writes where somebody types."""
    line.swallow()
    page.editor.go_to(DESCRIPTION)
    page.type("\nI come by train.")
    rest.patch("/api/notes/1", json={"description": f"To all\n{BEGUN}"})
    comes_back(page, line)
    both = f"To all\n{BEGUN}\nI come by train."
    page.until(lambda: page.editor.texts, ("Passport", both))
    page.until(lambda: rest.get("/api/notes/1").json()["description"], both)


def test_a_text_of_others_that_was_lost_is_shown_in_the_end(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    line.swallow()
    rest.patch("/api/notes/1", json={"description": "To all"})
    comes_back(page, line)
    page.until(lambda: page.editor.texts, ("Passport", "To all"))
    page.editor.go_to(DESCRIPTION)
    page.type(".")
    page.until(lambda: rest.get("/api/notes/1").json()["description"], "To all.")


def test_text_typed_after_an_arrived_text_of_others_is_kept(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """The server hears neither that the text has arrived, nor of what is typed behind it."""
    line.swallow("up")
    rest.patch("/api/notes/1", json={"description": "To all"})
    page.until(lambda: page.editor.texts, ("Passport", "To all"))
    page.editor.go_to(DESCRIPTION)
    page.type(", see you.")
    comes_back(page, line)
    page.until(lambda: rest.get("/api/notes/1").json()["description"], "To all, see you.")
    assert page.editor.texts == ("Passport", "To all, see you.")


def test_letters_dropped_for_a_late_text_of_others_are_kept(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """The connection is sound: the text of others only takes its time."""
    line.delay(1.0, "down")
    rest.patch("/api/notes/1", json={"description": f"To all\n{BEGUN}"})
    page.editor.go_to(DESCRIPTION)
    page.type(" ham")
    both = f"To all\n{BEGUN} ham"
    page.until(lambda: rest.get("/api/notes/1").json()["description"], both)

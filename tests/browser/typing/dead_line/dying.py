"""What is typed over a connection that dies, in the middle of it."""

from typing import Final

from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import UNNOTICED, comes_back
from tests.network.line import Line

BEGUN: Final = "Dear all,"
REST: Final = " the meeting is moved to Friday."


def dies(page: OpenPage, line: Line, begun: str) -> None:
    """Type the beginning, then have the connection carry nothing more, and say nothing of it."""
    page.type(begun)
    page.rests()
    line.swallow()


def types_on_while_the_line_dies(page: OpenPage, line: Line, label: str) -> None:
    """Type the next title, the beginning of it where a field of this name is about to be empty."""
    line.swallow("up")
    page.type("Next")
    page.until(lambda: page.text_in(label), "")
    page.type(" one")
    comes_back(page, line)
    page.until(lambda: page.text_in("Title"), "Next one", within=UNNOTICED)


def mended_after(line: Line, seconds: float) -> None:
    """Have the line be sound again so much later."""
    line.loop.call_soon_threadsafe(line.loop.call_later, seconds, line.mend)

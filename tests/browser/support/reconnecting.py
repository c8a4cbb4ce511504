"""A page over a dead line: how it comes back."""

from typing import Final

from tests.browser.support.page import OpenPage
from tests.network.line import Line

UNNOTICED: Final = 30.0
"""seconds after which a browser has noticed for sure that its connection is dead"""


def comes_back(page: OpenPage, line: Line) -> None:
    """Wait until the page has noticed, and has a connection again."""
    page.warns(within=UNNOTICED)
    line.mend()
    line.cut()  # what it has tried meanwhile
    page.until(lambda: page.is_away, False, within=UNNOTICED)

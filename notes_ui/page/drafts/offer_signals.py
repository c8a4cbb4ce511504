"""Tells the pages of a browser that what its closed tabs have left is not what it was."""

from collections.abc import Callable

Changed = Callable[[], None]


class OfferSignals:
    """The pages of each browser, which offer the same drafts."""

    def __init__(self) -> None:
        self._pages: dict[str, list[Changed]] = {}

    def subscribe(self, browser: str, page: Changed) -> None:
        """Call a function of a page from now on; several calls count as one."""
        pages = self._pages.setdefault(browser, [])
        if page not in pages:
            pages.append(page)

    def unsubscribe(self, browser: str, page: Changed) -> None:
        """Stop calling the function, if it is subscribed."""
        pages = self._pages.get(browser, [])
        if page in pages:
            pages.remove(page)
        if not pages:
            self._pages.pop(browser, None)

    def tell(self, browser: str) -> None:
        """Call the functions of all pages of the browser."""
        for page in tuple(self._pages.get(browser, ())):
            page()

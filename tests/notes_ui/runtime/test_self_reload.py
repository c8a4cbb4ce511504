"""A page that loads itself anew stays as it is, if it was only out of reach."""

import time
from collections.abc import Mapping

import httpx
import pytest

from notes_ui.runtime.browser_cookie import COOKIE
from notes_ui.runtime.self_reload import GIVEN_UP, LATE, LONGEST, NEXT, RECENT, OpenPages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader

URL = "/front/notes?q=milk"
BY_ITSELF: Mapping[str, str] = {
    "cache-control": "max-age=0",
    "sec-fetch-site": "same-origin",
    "referer": f"https://notes.example{URL}",
}
BROWSER = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def pages() -> OpenPages:
    """Those of a browser with one page, which is connected."""
    pages = OpenPages()
    pages.connect(BROWSER, "page")
    return pages


async def of_this_browser(page: Reader, rest: httpx.AsyncClient) -> httpx.AsyncClient:
    """Have requests come from the browser of a page."""
    assert page.client.request
    rest.cookies.set(COOKIE, page.client.request.scope[COOKIE])
    return rest


async def test_a_page_out_of_reach_that_loads_itself_anew_stays(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    browser = await of_this_browser(page, rest)
    page.disconnect()
    assert (await browser.get(URL, headers=BY_ITSELF)).status_code == 204


async def test_a_page_in_reach_is_loaded(open_page: OpenPage, rest: httpx.AsyncClient) -> None:
    browser = await of_this_browser(await open_page(), rest)
    assert (await browser.get(URL, headers=BY_ITSELF)).status_code == 200


@pytest.mark.parametrize(
    "but",
    [
        {"cache-control": "no-cache"},
        {"sec-fetch-site": "none"},
        {"referer": ""},
        {"referer": "https://notes.example/front/notes"},
        {"referer": f"https://notes.example/elsewhere{URL.removeprefix('/front/notes')}"},
        {"cookie": f"{COOKIE}={BROWSER}"},
    ],
)
async def test_a_reload_that_a_person_requests_is_answered_with_the_page(
    open_page: OpenPage, rest: httpx.AsyncClient, but: Mapping[str, str]
) -> None:
    page = await open_page()
    browser = await of_this_browser(page, rest)
    page.disconnect()
    if "cookie" in but:
        browser.cookies.clear()
    assert (await browser.get(URL, headers={**BY_ITSELF, **but})).status_code == 200


def test_a_browser_without_pages_is_given_one(pages: OpenPages) -> None:
    assert not pages.can_stay("another browser")
    pages.lose(BROWSER, "page")
    pages.forget(BROWSER, "page")
    assert not pages.can_stay(BROWSER)


def test_a_browser_that_has_another_page_in_reach_is_given_one(pages: OpenPages) -> None:
    pages.connect(BROWSER, "another page")
    pages.lose(BROWSER, "page")
    assert not pages.can_stay(BROWSER)


def test_a_person_who_reloads_repeatedly_gets_the_page(
    pages: OpenPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.lose(BROWSER, "page")
    assert pages.can_stay(BROWSER)
    assert pages.can_stay(BROWSER), "what was held back of several attempts comes at once"
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + LONGEST)
    assert not pages.can_stay(BROWSER)
    monkeypatch.setattr(time, "monotonic", lambda: now + NEXT + 0.5)
    assert pages.can_stay(BROWSER), "the page does it again, since the answer got lost"
    assert pages.can_stay(BROWSER), "that may come several times, too"
    monkeypatch.setattr(time, "monotonic", lambda: now + NEXT + 0.5 + LONGEST)
    assert not pages.can_stay(BROWSER)
    pages.connect(BROWSER, "page")
    pages.lose(BROWSER, "page")
    assert pages.can_stay(BROWSER), "it was in reach in between"


@pytest.mark.parametrize(("lost", "expected"), [(1.0, RECENT), (GIVEN_UP + 1.0, LATE)])
def test_a_page_that_is_back_stays_while_it_may_have_asked_before(
    pages: OpenPages, monkeypatch: pytest.MonkeyPatch, lost: float, expected: float
) -> None:
    began = time.monotonic()

    def pass_until(seconds: float) -> None:
        monkeypatch.setattr(time, "monotonic", lambda: began + seconds)

    pages.lose(BROWSER, "page")
    pass_until(lost)
    pages.connect(BROWSER, "page")
    pages.lose(BROWSER, "page")
    pages.connect(BROWSER, "page")  # a short while makes no difference
    pass_until(lost + expected + 0.5)
    assert not pages.can_stay(BROWSER)
    pass_until(lost + expected - 0.5)
    assert pages.can_stay(BROWSER)

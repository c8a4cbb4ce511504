"""Only pages of this site may open a socket; a page whose site a proxy hides is told why."""

import logging
import re
from collections.abc import Callable
from typing import Final

import httpx
import pytest

from tests.notes_ui.runtime.sockets.test_limits import POLLING, SOCKET

PAGE: Final = "/front/notes"
ELSEWHERE: Final = {"Origin": "https://notes.example"}
"""as a browser sends it that has the page from there"""
Browse = Callable[[], httpx.AsyncClient]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://{host}", 200),
        ("HTTP://{host}", 200),
        ("https://{host}", 200),  # a proxy that ends TLS, and does not tell it
        ("https://{host}:444", 400),
        ("http://other.test", 400),
        ("null", 400),
    ],
)
async def test_only_pages_of_this_site_open_a_socket(
    browse: Browse, origin: str, status: int
) -> None:
    async with browse() as http:
        own = {"Origin": origin.format(host=http.base_url.netloc.decode())}
        assert (await http.get(SOCKET, params=POLLING, headers=own)).status_code == status


async def test_a_host_with_the_default_port_is_the_same_site(browse: Browse) -> None:
    async with browse() as http:
        told = ELSEWHERE | {"X-Forwarded-Host": "notes.example:443"}
        assert (await http.get(SOCKET, params=POLLING, headers=told)).status_code == 200


async def test_a_proxy_may_tell_the_host_in_a_header_of_its_own(browse: Browse) -> None:
    async with browse() as http:
        told = ELSEWHERE | {"X-Forwarded-Host": "notes.example, inner.proxy"}
        assert (await http.get(SOCKET, params=POLLING, headers=told)).status_code == 200


async def load_and_be_refused(http: httpx.AsyncClient) -> None:
    """Load the page, and try to open its socket as a browser does behind a careless proxy."""
    page = await http.get(PAGE)
    found = re.search(r"client_id\W+([0-9a-f-]{36})", page.text)
    assert found
    query = POLLING | {"client_id": found[1]}
    assert (await http.get(SOCKET, params=query, headers=ELSEWHERE)).status_code == 400


async def test_a_page_whose_site_is_hidden_says_so_once(browse: Browse) -> None:
    async with browse() as http:
        await load_and_be_refused(http)
        said = await http.get(PAGE, headers={"Accept-Language": "fr"})
        assert said.status_code == 502
        assert "demande notes.example" in said.text
        assert f"demande pour {http.base_url.netloc.decode()}" in said.text
        assert (await http.get(PAGE)).status_code == 200


async def test_another_browser_gets_its_page(browse: Browse) -> None:
    async with browse() as refused, browse() as other:
        await load_and_be_refused(refused)
        assert (await other.get(PAGE)).status_code == 200


async def test_another_site_can_not_take_the_page_away(browse: Browse) -> None:
    """It does not know the id of the page, though the browser may send its cookie."""
    async with browse() as http:
        await http.get(PAGE)
        await http.get(SOCKET, params=POLLING, headers=ELSEWHERE)
        assert (await http.get(PAGE)).status_code == 200


async def test_a_hidden_site_is_logged_once_with_what_to_do(
    browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with browse() as http:
            for _ in range(3):
                await http.get(SOCKET, params=POLLING, headers=ELSEWHERE)
    (said,) = [each.getMessage() for each in caplog.records]
    assert "page of 'notes.example'" in said
    assert "must pass on the header Host" in said

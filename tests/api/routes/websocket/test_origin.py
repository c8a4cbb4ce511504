"""Who may listen at `/ws`: browsers let any site's page open a socket to any address."""

import pytest
from fastapi import FastAPI

from tests.api.support.websocket_client import listening


@pytest.mark.parametrize(
    "origin",
    ["http://evil.test", "null", "http://notes.test.evil.test", "http://notes.test:81", "evil", ""],
)
async def test_a_page_of_another_site_may_not_listen(app: FastAPI, origin: str) -> None:
    async with listening(app, origin=origin) as listener:
        assert listener.answer["type"] == "websocket.close"
        assert listener.answer["code"] == 1008


async def test_an_origin_that_is_no_address_may_not_listen(app: FastAPI) -> None:
    async with listening(app, origin="http://[::1") as listener:
        assert listener.answer["type"] == "websocket.close"


@pytest.mark.parametrize("headers", [{}, {"origin": "http://notes.test"}])
async def test_a_page_of_this_site_and_a_script_may_listen(
    app: FastAPI, headers: dict[str, str]
) -> None:
    async with listening(app, **headers) as listener:
        assert listener.answer["type"] == "websocket.accept"

"""Everything works under a path, whether the proxy passes that path on or removes it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import ValidationError

from api.application import create_app
from api.settings import Settings
from tests.api.support.rest import NOTES, add
from tests.api.support.websocket_client import listening

PREFIX = "/notes"
PROXIES = {"passes the path on": PREFIX, "removes the path": ""}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"root_path": PREFIX})


@pytest.fixture(params=list(PROXIES.values()), ids=list(PROXIES))
async def proxied(request: pytest.FixtureRequest, app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client behind each kind of proxy."""
    transport = httpx.ASGITransport(app)
    base = f"http://notes.test{request.param}/"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client


async def test_links_of_answers_lead_under_the_path(proxied: httpx.AsyncClient) -> None:
    first = await proxied.post(NOTES, json={"title": "milk"})
    await add(proxied)
    page = await proxied.get(NOTES, params={"limit": 1})

    assert first.headers["location"] == f"{PREFIX}{NOTES}/{first.json()['id']}"
    assert page.links["next"]["url"].startswith(f"{PREFIX}{NOTES}?")


async def test_the_first_page_redirects_under_the_path(proxied: httpx.AsyncClient) -> None:
    for path in ["", "/"]:
        assert (await proxied.get(path)).headers["location"] == f"{PREFIX}/docs"


async def test_a_request_for_the_bare_path_redirects(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        assert (await client.get(PREFIX)).headers["location"] == f"{PREFIX}/docs"


async def test_the_documentation_finds_its_files_under_the_path(
    proxied: httpx.AsyncClient,
) -> None:
    page = (await proxied.get("/docs")).text
    document = (await proxied.get("/openapi.json")).json()

    assert f"'{PREFIX}/openapi.json'" in page
    assert f'src="{PREFIX}/static-offline-docs/' in page
    assert document["servers"] == [{"url": PREFIX}]


async def test_a_stream_opens_under_the_path(app: FastAPI) -> None:
    async with listening(app, path=f"{PREFIX}/ws") as listener:
        assert listener.answer["type"] == "websocket.accept"


@pytest.mark.parametrize("path", ["", "notes", "//", "/notes//", "/a b", "/notes?x"])
def test_a_path_in_another_form_is_refused_with_words(path: str) -> None:
    with pytest.raises(ValidationError, match="begins with a slash"):
        Settings(root_path=path)


def test_a_path_of_the_server_itself_is_refused(settings: Settings) -> None:
    """A request for it could mean either."""
    app = create_app(settings)
    own = {getattr(route, "path", "/").split("/")[1] for route in app.routes} - {""}

    for name in [*own, "front"]:
        with pytest.raises(ValidationError, match="choose another"):
            Settings(root_path=f"/{name}/notes")

"""A browser that opens the page gets an id; whoever asks for anything else gets none."""

import httpx
import pytest

from notes_ui.runtime.browser_cookie import COOKIE, browser_in

KNOWN = "0123456789abcdef0123456789abcdef"


async def test_a_browser_keeps_the_id_that_it_was_given(rest: httpx.AsyncClient) -> None:
    first = await rest.get("/front/notes")
    given = first.cookies[COOKIE]
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=Lax" in first.headers["set-cookie"]
    again = await rest.get("/front/notes")
    assert again.cookies[COOKIE] == given


async def test_the_api_sets_no_cookie(rest: httpx.AsyncClient) -> None:
    assert "set-cookie" not in (await rest.get("/api/notes")).headers


@pytest.mark.parametrize(
    ("cookies", "found"),
    [
        (f"{COOKIE}={KNOWN}", KNOWN),
        (f"other=1; {COOKIE}={KNOWN}; more=2", KNOWN),
        (f"{COOKIE}=short", ""),
        (f"{COOKIE}={KNOWN.upper()}", ""),
        ("", ""),
        ("other=1", ""),
    ],
)
def test_only_an_id_of_ours_is_taken(cookies: str, found: str) -> None:
    assert browser_in(cookies) == found

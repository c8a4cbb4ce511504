"""Each answer says how far it has seen the feed, and a request is shown no less than it names."""

import httpx
import pytest

from api.application import create_app
from api.settings import Settings
from tests.api.support.rest import NOTES, add, note, problem

REVISION = "x-revision"


async def test_each_answer_tells_the_revision_that_it_includes(client: httpx.AsyncClient) -> None:
    answers = [await client.get(NOTES)]
    answers.append(await client.post(NOTES, json={"title": "Milk"}))
    answers.append(await client.patch(note(1), json={"done": True}))
    answers.append(await client.get(note(1)))
    answers.append(await client.get(note(7)))
    assert [answer.headers[REVISION] for answer in answers] == ["0", "1", "2", "2", "2"]


async def test_a_request_is_shown_no_less_than_it_was_told(
    client: httpx.AsyncClient, settings: Settings
) -> None:
    """Two processes on one database: the second one hears of a commit a moment later."""
    other = create_app(settings)
    transport = httpx.ASGITransport(other)
    async with (
        other.router.lifespan_context(other),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as second,
    ):
        for number in range(20):
            told = await client.post(NOTES, json={"title": f"note {number}"})
            shown = await second.get(NOTES, headers={REVISION: told.headers[REVISION]})
            assert shown.headers["x-total-count"] == str(number + 1)
            assert int(shown.headers[REVISION]) >= number + 1


async def test_a_revision_that_does_not_come_is_refused(client: httpx.AsyncClient) -> None:
    await add(client)
    answer = await client.get(NOTES, headers={REVISION: "7"})
    assert problem(answer, 503)["detail"].startswith("This server has not seen revision 7 yet")
    assert answer.headers["retry-after"] == "1"


@pytest.mark.parametrize("given", ["", "-1", "x", "1.0", "9" * 30])
async def test_an_invalid_revision_header_is_refused(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get(NOTES, headers={REVISION: given})
    assert "give the number" in problem(answer, 400)["detail"]

"""Bodies that can't be taken: no JSON, no object, too large."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.support.rest import NOTES, add, blamed, note, problem

JSON = {"content-type": "application/json"}
MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "mi',
        b"{'title': 'milk'}",
        b'{"title": "milk"} and more',
        b'{"title": "\xff"}',
        b"\x00\x01\x02",
        b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b'{"title": ' + b"1" * 10_000 + b"}",
        b'{"title": NaN}',
        b'{"title": Infinity}',
    ],
    ids=lambda body: body[:12].hex(),
)
async def test_a_body_that_is_not_json_is_a_problem_of_the_caller(
    client: httpx.AsyncClient, body: bytes
) -> None:
    answer = await client.post(NOTES, content=body, headers=JSON)

    assert answer.status_code in {400, 422}
    problem(answer, answer.status_code)
    assert (await client.get(NOTES)).json() == []


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"milk"', b"1", b'[{"title": "milk"}]'])
async def test_a_body_that_is_no_object_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    assert blamed(await client.post(NOTES, content=body, headers=JSON)) == ["body"]


@pytest.mark.parametrize(
    ("path", "body", "headers", "words"),
    [
        (NOTES, b'{"title": "milk"}', {}, "Send one with Content-Type: application/json."),
        (NOTES, b"[]", JSON, "This is not a JSON object."),
        (NOTES, b'{"title": "mi', JSON, "This is not valid JSON: Unterminated string"),
        (f"{NOTES}/batch", b'{"steps": [{"action": "restore"}]}', JSON, "Use one of 'create'"),
        (
            f"{NOTES}/batch",
            b'{"steps": [{}]}',
            JSON,
            "The field 'action' is required: it says what the step does.",
        ),
        (NOTES, b'{"title": "milk", "description": 7}', JSON, "description: Give a string."),
    ],
)
async def test_an_invalid_body_gets_a_message_that_says_what_to_do(
    client: httpx.AsyncClient, path: str, body: bytes, headers: dict[str, str], words: str
) -> None:
    answer = await client.post(path, content=body, headers=headers)

    assert words in problem(answer, 422)["detail"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "text/html", "application/x-www-form-urlencoded", None]
)
async def test_a_body_that_does_not_call_itself_json_is_refused(
    client: httpx.AsyncClient, content_type: str | None
) -> None:
    """A foreign site's form can send any body, but not with JSON's content type."""
    headers = {"content-type": content_type} if content_type else {}

    answer = await client.post(NOTES, content=b'{"title": "milk"}', headers=headers)

    assert answer.status_code in {415, 422}
    problem(answer, answer.status_code)


async def test_a_body_of_1_mib_is_read(client: httpx.AsyncClient) -> None:
    body = b'{"title": "milk"}'.ljust(MEBIBYTE)

    assert (await client.post(NOTES, content=body, headers=JSON)).status_code == 201


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    "announced",
    [pytest.param(True, id="content-length"), pytest.param(False, id="chunked")],
)
async def test_a_body_over_1_mib_is_a_413(
    client: httpx.AsyncClient, method: str, announced: bool
) -> None:
    made = await add(client, "milk")
    body = b'{"title": "oats"}'.ljust(MEBIBYTE + 1)

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    answer = await client.request(
        method,
        NOTES if method == "POST" else note(made["id"]),
        content=body if announced else chunks(),
        headers=JSON,
    )

    problem(answer, 413)
    assert (await client.get(NOTES)).json() == [made]

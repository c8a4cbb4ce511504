"""`/api/import` over HTTP: what may be sent, and how it is answered."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.settings import Settings
from api.transfers.formats import MEDIA_TYPES, Format
from api.transfers.report import MOST_LISTED
from tests.api.support.rest import NOTES, add, problem
from tests.api.support.transfer import FORMATS, IMPORT, details, exported, imported, ndjson, send
from tests.api.transfers.readers.test_zip import archive_of

LARGEST = 100_000
NO_FIELD = "This field is unknown. Remove it."


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, busy_timeout=0.1, largest_import=LARGEST)


async def titles(client: httpx.AsyncClient) -> list[str]:
    return [note["title"] for note in (await client.get(NOTES)).json()]


@pytest.mark.parametrize("written", FORMATS)
async def test_the_format_is_in_the_content_type_or_the_address(
    client: httpx.AsyncClient, written: Format
) -> None:
    await add(client, "milk")
    content = await exported(client, written)

    for said in (
        {"headers": {"Content-Type": f"{MEDIA_TYPES[written].upper()}; charset=utf-8"}},
        {"params": {"format": written}},
        {"params": {"format": written}, "headers": {"Content-Type": "text/plain"}},
    ):
        answer = await client.post(IMPORT, content=content, **said)
        assert answer.json()["taken"]["unchanged"] == 1


async def test_of_the_two_it_is_the_address_that_counts(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    content = ndjson({"title": "milk"})

    params = {"format": "ndjson"}
    answer = await client.post(IMPORT, content=content, headers=headers, params=params)

    assert answer.status_code == 200
    assert await titles(client) == ["milk"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "", None])
async def test_without_a_format_it_is_told_which_there_are(
    client: httpx.AsyncClient, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}

    answer = await client.post(IMPORT, content=b"[]", headers=headers)

    assert "?format=json, ndjson, markdown or csv" in problem(answer, 415)["detail"]


async def test_refused_rows_have_a_line_and_a_reason(
    client: httpx.AsyncClient,
) -> None:
    rows = [
        b'{"title": "milk"}',
        b'{"title": " "}',
        b"{broken",
        b'{"title": "bread", "colour": "red", "done": null}',
        b'{"title": "butter"}',
    ]

    report = await imported(client, b"\n".join(rows))

    assert report["taken"] == {"made": 2, "changed": 0, "unchanged": 0}
    assert report["refused"] == 3
    assert details(report) == [
        (2, "title: it is blank; give at least one visible character"),
        (3, "This is not valid JSON: unexpected character, expected a string key."),
        (4, f"done: Give true or false.; colour: {NO_FIELD}"),
    ]
    assert await titles(client) == ["milk", "butter"]


async def test_rows_of_one_line_are_told_apart(client: httpx.AsyncClient) -> None:
    """As most programs write JSON, and as `GET /api/notes` answers."""
    content = b'[{"title": "milk"}, {"title": " "}, 7]'

    report = await imported(client, content, Format.JSON)

    assert [(row["row"], row["line"], row["outcome"]) for row in report["rows"]] == [
        (1, 1, "made"),
        (2, 1, "refused"),
        (3, 1, "refused"),
    ]


async def test_of_a_zip_the_names_of_the_files_are_told(client: httpx.AsyncClient) -> None:
    content = archive_of({"a.md": b"---\ntitle: milk\n---\n", "../b.md": b"no front matter"})

    report = await imported(client, content, Format.MARKDOWN)

    assert [(row["line"], row["entry"], row["outcome"]) for row in report["rows"]] == [
        (1, "a.md", "made"),
        (2, "../b.md", "refused"),
    ]


@pytest.mark.parametrize(
    ("written", "content", "words"),
    [
        (Format.JSON, b'{"title": "milk"}', "Line 1: This is not a JSON array. Put the notes into"),
        (Format.JSON, b'[{"title": "milk"},\n{"title', "Line 2: The JSON is broken: "),
        (Format.JSON, b"", "Line 1: This is not a JSON array."),
        (Format.CSV, b"", "The first row must name the columns"),
        (Format.CSV, b'title\nmilk\n"bread', "the CSV is broken"),
        (Format.MARKDOWN, b"", "This is not a zip"),
        (Format.MARKDOWN, archive_of({"a.md": b"---\ntitle: a\n---\n"})[:50], "not a zip"),
    ],
)
async def test_a_file_that_can_not_be_read_whole_imports_nothing(
    client: httpx.AsyncClient, written: Format, content: bytes, words: str
) -> None:
    document = problem(await send(client, content, written), 422)

    assert words in document["detail"]
    assert document["detail"].endswith(" Nothing was imported.")
    assert await titles(client) == []


async def test_a_body_too_large_is_refused_announced_or_not(client: httpx.AsyncClient) -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 1000 + 1):
            yield b" " * 1000

    headers = {"Content-Type": "application/x-ndjson"}
    for content in (b" " * (LARGEST + 1), unannounced()):
        answer = await client.post(IMPORT, content=content, headers=headers)
        problem(answer, 413)

    assert (await send(client, b" " * LARGEST)).status_code == 200


async def test_a_body_that_breaks_off_leaves_nothing(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    said = [
        {"type": "http.request", "body": ndjson({"title": "milk"}), "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[Any] = []
    scope = {"type": "http", "method": "POST", "path": IMPORT, "query_string": b"format=ndjson"}

    async def receive() -> Any:
        return said.pop(0)

    async def send(message: Any) -> None:
        answered.append(message)

    await app(scope | {"headers": []}, receive, send)

    assert answered[0]["status"] == 400
    assert await titles(client) == []


async def test_a_zip_that_unpacks_to_more_is_refused_too(client: httpx.AsyncClient) -> None:
    bomb = archive_of({"a.md": bytes(LARGEST + 1)})
    assert len(bomb) < 1000

    problem(await send(client, bomb, Format.MARKDOWN), 413)


async def test_the_answer_stays_short_and_refused_rows_are_in_it(client: httpx.AsyncClient) -> None:
    rows = [{"title": "a"}] * (MOST_LISTED + 10) + [{"title": ""}] * 5

    report = await imported(client, ndjson(*rows))

    assert len(report["rows"]) == MOST_LISTED
    assert report["unlisted"] == 15
    assert [line for line, _ in details(report)] == list(range(MOST_LISTED + 11, MOST_LISTED + 16))


async def test_an_import_answered_in_lines_has_a_line_for_every_row(
    client: httpx.AsyncClient,
) -> None:
    rows = [{"title": "a"}] * (MOST_LISTED + 10) + [{"title": ""}]
    headers = {"Content-Type": "application/x-ndjson", "Accept": "application/x-ndjson"}

    answer = await client.post(IMPORT, content=ndjson(*rows), headers=headers)

    assert answer.headers["content-type"] == "application/x-ndjson"
    *lines, last = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["line"] for line in lines] == list(range(1, MOST_LISTED + 12))
    assert lines[0] == {"row": 1, "line": 1, "outcome": "made", "id": 1}
    assert lines[-1]["outcome"] == "refused"
    taken = {"made": MOST_LISTED + 10, "changed": 0, "unchanged": 0}
    assert last == {"dry_run": False, "taken": taken, "refused": 1, "conflicts": 0}


@pytest.mark.parametrize(
    "accept", ["application/x-ndjson;q=0", "application/json, application/x-ndjson;q=0.5"]
)
async def test_a_caller_who_prefers_json_to_lines_gets_json(
    client: httpx.AsyncClient, accept: str
) -> None:
    headers = {"Content-Type": "application/x-ndjson", "Accept": accept}

    answer = await client.post(IMPORT, content=ndjson({"title": "milk"}), headers=headers)

    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["taken"]["made"] == 1


async def test_all_accept_headers_of_a_request_count(client: httpx.AsyncClient) -> None:
    kinds = ("text/plain", "application/x-ndjson")
    headers = [("Content-Type", "application/x-ndjson"), *(("Accept", each) for each in kinds)]

    answer = await client.post(IMPORT, content=ndjson({"title": "milk"}), headers=headers)

    assert answer.headers["content-type"] == "application/x-ndjson"


async def test_the_documentation_names_all_formats(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    types = set(MEDIA_TYPES.values())
    assert set(paths[IMPORT]["post"]["requestBody"]["content"]) == types
    assert set(paths["/api/export"]["get"]["responses"]["200"]["content"]) == types
    answered = set(paths[IMPORT]["post"]["responses"]["200"]["content"])
    assert answered == {"application/json", "application/x-ndjson"}

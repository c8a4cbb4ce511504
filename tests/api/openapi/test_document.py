"""The OpenAPI document leaves nothing open: words, examples, errors and headers for each call."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.application import create_app
from api.settings import Settings
from tests.api.support.rest import PROBLEM
from tests.api.support.transfer import imported, ndjson

Json = dict[str, Any]
DOCUMENT: Json = create_app(Settings()).openapi()
COMPONENTS: Json = DOCUMENT["components"]
WITHOUT_ETAG = {"text/event-stream", "application/zip"}
SCHEMAS = [
    "Action",
    "AmendDraft",
    "AsideDraft",
    "Author",
    "BaseNote",
    "BaseValues",
    "Batch",
    "BatchDone",
    "CreateStep",
    "DeleteForGood",
    "DeleteStep",
    "DeletedForGood",
    "DiscardDraft",
    "Discarded",
    "EditDone",
    "EditRefused",
    "Edits",
    "EditsDone",
    "FieldProblem",
    "Format",
    "Health",
    "ImportReport",
    "KeepDraft",
    "KeptDraft",
    "MoveDraft",
    "Moved",
    "NewNote",
    "NoteCounts",
    "NoteCreate",
    "NotePublic",
    "NoteUpdate",
    "OnConflict",
    "Outcome",
    "Problem",
    "Reason",
    "Refusal",
    "Reverting",
    "RowDone",
    "SentDraft",
    "SentEdit",
    "Sort",
    "Start",
    "StepDone",
    "Tag",
    "TagCount",
    "Taken",
    "UpdateStep",
    "Values",
    "VersionPublic",
    "Versions",
    "Window",
    "WriteAlong",
]


def operations() -> Iterator[tuple[str, Json]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


CALLS = dict(operations())


def referred(part: Json) -> Json:
    """What a `$ref` stands for."""
    if "$ref" not in part:
        return part
    found: Any = DOCUMENT
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def test_the_document_is_openapi_3_1_and_describes_problems() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert "problem document" in DOCUMENT["info"]["description"]
    assert DOCUMENT["info"]["license"]["identifier"] == "MIT"


def test_each_group_of_calls_is_described() -> None:
    described = {tag["name"]: tag["description"] for tag in DOCUMENT["tags"]}

    assert described.keys() == {tag for call in CALLS.values() for tag in call["tags"]}
    assert all(described.values())


def test_each_call_has_a_name_that_a_client_can_use() -> None:
    names = [call["operationId"] for call in CALLS.values()]

    assert len(set(names)) == len(names)
    assert {"create_note", "list_notes", "get_note", "update_note", "delete_note"} <= set(names)
    assert all(name.isidentifier() and "api" not in name for name in names)


@pytest.mark.parametrize("call", CALLS)
def test_a_call_and_what_it_takes_is_described(call: str) -> None:
    operation = CALLS[call]

    assert operation["summary"]
    assert operation["description"]
    for parameter in operation["parameters"]:
        assert parameter["description"], parameter["name"]
        assert {"type": "null"} not in parameter["schema"].get("anyOf", ()), parameter["name"]


@pytest.mark.parametrize("call", CALLS)
def test_each_answer_is_described_with_its_headers(call: str) -> None:
    responses = CALLS[call]["responses"]

    assert {"421", "500"} <= responses.keys()
    assert ("403" in responses) is not call.startswith("get ")
    for code, response in responses.items():
        whole = referred(response)
        assert whole["description"], code
        assert "X-Request-ID" in whole["headers"], code
        if int(code) >= 400:
            assert list(whole["content"]) == [PROBLEM], code
            assert whole["content"][PROBLEM]["example"]["status"] == int(code)
    for headers in (referred(response)["headers"] for response in responses.values()):
        assert all(referred(header)["description"] for header in headers.values())


@pytest.mark.parametrize("call", [call for call in CALLS if "requestBody" in CALLS[call]])
def test_a_call_with_a_body_can_be_refused_for_it(call: str) -> None:
    assert {"400", "413", "422"} <= CALLS[call]["responses"].keys()


@pytest.mark.parametrize("call", [call for call in CALLS if call.startswith("post ")])
def test_each_post_may_be_sent_again(call: str) -> None:
    assert "Idempotency-Key" in [parameter["name"] for parameter in CALLS[call]["parameters"]]
    assert "Idempotency-Replayed" in next(iter(CALLS[call]["responses"].values()))["headers"]


@pytest.mark.parametrize("call", [call for call in CALLS if call.startswith("get /api/")])
def test_each_get_documents_its_etag_and_the_304(call: str) -> None:
    success = CALLS[call]["responses"]["200"]
    if success["content"].keys() & WITHOUT_ETAG:
        return  # a stream never ends, and an export is made while it is sent
    assert {"ETag", "Cache-Control"} <= success["headers"].keys()
    assert "304" in CALLS[call]["responses"]
    names = [parameter["name"] for parameter in CALLS[call]["parameters"]]
    assert names.count("If-None-Match") == 1


@pytest.mark.parametrize(
    ("call", "code", "header"),
    [
        ("post /api/notes", "201", "Location"),
        ("post /api/notes", "201", "ETag"),
        ("post /api/notes", "201", "Idempotency-Replayed"),
        ("get /api/notes", "200", "Link"),
        ("get /api/notes", "200", "X-Total-Count"),
        ("patch /api/notes/{note_id}", "200", "ETag"),
        ("patch /api/notes/{note_id}", "412", "ETag"),
        ("patch /api/notes/{note_id}", "503", "Retry-After"),
    ],
)
def test_a_header_that_callers_build_on_is_told(call: str, code: str, header: str) -> None:
    assert header in referred(CALLS[call]["responses"][code])["headers"]


def test_schemas_keep_the_names_that_clients_are_generated_with() -> None:
    assert sorted(COMPONENTS["schemas"]) == SCHEMAS


def test_each_field_is_described() -> None:
    bare = [
        f"{name}.{field}"
        for name, schema in COMPONENTS["schemas"].items()
        for field, said in schema.get("properties", {}).items()
        if "description" not in said
    ]
    assert not bare


def test_each_object_has_an_example_with_fields_that_it_has() -> None:
    for name, schema in COMPONENTS["schemas"].items():
        if schema["type"] == "object":
            (example,) = schema["examples"]
            assert set(schema.get("required", ())) <= set(example) <= set(schema["properties"]), (
                name
            )


async def test_the_descriptions_of_tags_and_of_ids_are_true(client: httpx.AsyncClient) -> None:
    schemas = COMPONENTS["schemas"]
    await imported(client, ndjson({"id": 7, "title": "#ÉTÉ-Shop"}))

    assert (await client.get("/api/tags")).json() == [{"tag": "ÉtÉ-shop", "notes": 1}]
    assert "the letters A to Z in small" in schemas["Tag"]["properties"]["tag"]["description"]
    assert "an import" in schemas["NotePublic"]["properties"]["id"]["description"]


def test_limits_are_told_to_the_last_digit() -> None:
    told = COMPONENTS["schemas"]["DeleteStep"]["properties"]["id"]

    assert (told["minimum"], told["exclusiveMaximum"]) == (-(2**63), 2**63)


async def test_the_document_is_served_unchanged(client: httpx.AsyncClient) -> None:
    """And a second time, when it is not made again."""
    for _ in range(2):
        assert (await client.get("/openapi.json")).json() == DOCUMENT

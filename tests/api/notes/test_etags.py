"""Conditional requests: what changes gets another ETag; the unseen is not overwritten."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.notes.etags import is_known, may_change, note_etag
from api.notes.models import NotePublic
from tests.api.support.rest import NOTES, add, note, problem, read, tag_of

TAG = '"3-19ab"'


@pytest.mark.parametrize(
    ("header", "allowed", "known"),
    [
        (TAG, True, True),
        (f"{TAG}, {TAG}", True, True),
        (f'"other" ,, {TAG}', True, True),
        (f"W/{TAG}", False, True),
        ("*", True, True),
        ('"other"', False, False),
        ('"3-19a"', False, False),
        ("3-19ab", False, False),
        ('""', False, False),
    ],
)
def test_changing_compares_strongly_and_reading_weakly(
    header: str, allowed: bool, known: bool
) -> None:
    assert may_change(header, TAG) is allowed
    assert is_known(header, TAG) is known


def test_a_note_made_anew_a_millisecond_later_has_another_etag() -> None:
    """INSERT OR REPLACE starts at version 1 again."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    made = NotePublic(
        id=1, title="n", description="", done=False, version=1, created_at=now, updated_at=now
    )
    anew = made.model_copy(update={"updated_at": now + timedelta(milliseconds=1)})
    assert note_etag(made) != note_etag(anew)


async def test_every_answer_with_a_note_has_the_etag_of_that_note(
    client: httpx.AsyncClient,
) -> None:
    made = await client.post(NOTES, json={"title": "milk"})
    address = note(made.json()["id"])
    assert await tag_of(client, address) == made.headers["etag"]

    changed = await client.patch(address, json={"done": True})
    assert changed.headers["etag"] != made.headers["etag"]
    assert await tag_of(client, address) == changed.headers["etag"]
    same = await client.patch(address, json={"done": True})
    assert same.headers["etag"] == changed.headers["etag"], "it is the same note"

    deleted = await client.delete(address)
    assert deleted.headers["etag"] == changed.headers["etag"], "it is the note as it was"
    restored = await client.post(f"{address}/restore")
    assert await tag_of(client, address) == restored.headers["etag"]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_an_old_etag_gets_the_current_note_and_changes_nothing(
    client: httpx.AsyncClient, method: str
) -> None:
    made = await add(client, "milk")
    address = note(made["id"])
    seen = await tag_of(client, address)
    now = (await client.patch(address, json={"title": "oats"}, headers={"If-Match": seen})).json()

    refused = await client.request(
        method, address, json={"title": "rice"}, headers={"If-Match": seen}
    )

    document = problem(refused, 412)
    assert document["note"] == now == await read(client, made["id"])
    assert "Someone has changed this note" in document["detail"]
    assert refused.headers["etag"] == await tag_of(client, address), "with it, one can go on"
    again = await client.request(
        method, address, json={}, headers={"If-Match": refused.headers["etag"]}
    )
    assert again.status_code == 200


async def test_of_two_who_have_seen_the_same_note_one_is_refused(
    client: httpx.AsyncClient,
) -> None:
    address = note((await add(client))["id"])
    headers = {"If-Match": await tag_of(client, address)}
    answers = await asyncio.gather(
        *(client.patch(address, json={"title": title}, headers=headers) for title in "abcdefgh")
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]


async def test_any_note_may_be_changed_if_it_is_there(client: httpx.AsyncClient) -> None:
    address = note((await add(client))["id"])
    for method in ("PATCH", "DELETE"):
        answer = await client.request(method, address, json={}, headers={"If-Match": "*"})
        assert answer.status_code == 200
    gone = await client.patch(address, json={"done": True}, headers={"If-Match": "*"})
    assert gone.status_code == 404


@pytest.mark.parametrize("header", ["3", "3-19ab", 'W/"a" b', '"a', "* *", '"a""b"'])
async def test_an_invalid_if_match_is_refused_with_advice(
    client: httpx.AsyncClient, header: str
) -> None:
    address = note((await add(client))["id"])
    answer = await client.patch(address, json={"done": True}, headers={"If-Match": header})
    assert "with its quotes" in problem(answer, 422)["detail"]
    assert not (await client.get(address)).json()["done"]


@pytest.mark.parametrize("call", ["restore", "revert"])
async def test_restore_and_revert_need_the_current_etag(
    client: httpx.AsyncClient, call: str
) -> None:
    address = note((await add(client))["id"])
    seen = await tag_of(client, address)
    await client.patch(address, json={"title": "oats"})
    if call == "restore":
        await client.delete(address)

    async def come_back(header: str, tag: str) -> httpx.Response:
        body = {"version": 1} if call == "revert" else None
        return await client.post(f"{address}/{call}", json=body, headers={header: tag})

    refused = await come_back("If-Match", seen)
    assert problem(refused, 412)["note"]["title"] == "oats"
    now = refused.headers["etag"]
    problem(await come_back("If-None-Match", now), 412)
    assert (await come_back("If-Match", now)).status_code == 200


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_a_change_whose_if_none_match_matches_is_refused(
    client: httpx.AsyncClient, method: str
) -> None:
    """RFC 9110, 13.1.2: so it must not be done."""
    made = await add(client)
    address = note(made["id"])
    tag = await tag_of(client, address)

    for ruled_out in ("*", tag, f"W/{tag}", f'"other", {tag}'):
        headers = {"If-None-Match": ruled_out}
        refused = await client.request(method, address, json={"done": True}, headers=headers)
        document = problem(refused, 412)
        assert document["note"] == made == await read(client, made["id"])
        assert "If-None-Match matches this note" in document["detail"]

    headers = {"If-None-Match": '"other"', "If-Match": tag}
    answer = await client.request(method, address, json={"done": True}, headers=headers)
    assert answer.status_code == 200


async def test_a_header_in_several_lines_is_one_list(client: httpx.AsyncClient) -> None:
    """RFC 9110, 5.3."""
    address = note((await add(client))["id"])
    tag = await tag_of(client, address)
    lines = ['"one"', tag, '"two"']

    known = await client.get(address, headers=[("If-None-Match", line) for line in lines])
    assert known.status_code == 304
    headers = [("If-Match", line) for line in lines]
    assert (await client.patch(address, json={"done": True}, headers=headers)).status_code == 200
    problem(await client.patch(address, json={"done": False}, headers=headers), 412)

"""After a move, everything is answered as before, and goes on from there."""

import pytest

from tests.api.db.moving.contents import answers, fill, moved, other_program, running
from tests.api.support.rest import NOTES, add, note

LARGE = 2**31 + 5


async def test_all_answers_are_the_same_to_the_byte(source: str, target: str) -> None:
    await fill(source)
    before = await answers(source)
    told = moved(source, target)
    assert await answers(target) == before
    assert await answers(source) == before
    assert told.rows["notes"] == len(before["window"][0]) + told.trashed
    assert (told.trashed, told.is_behind) == (1, False)
    assert told.rows["earlier versions"] > 50
    assert (told.rows["changes"], told.rows["drafts"], told.rows["stored answers"]) == (20, 2, 1)
    assert before["epoch"].split("-")[1] == str(told.revision)


async def test_ids_and_revisions_go_on_where_they_were(source: str, target: str) -> None:
    await fill(source)
    told = moved(source, target)
    async with running(target) as (backend, client):
        made = await add(client, "next #tag")
        assert made["id"] == 2002
        assert backend.feed.revision == told.revision + 1
        await client.patch(note(1), json={"title": "changed"})
        versions = (await client.get(f"{note(1)}/history")).json()
        assert [each["version"] for each in versions[:2]] == [55, 54]
        assert backend.feed.revision == told.revision + 2
        counted = {each["tag"]: each["notes"] for each in (await client.get("/api/tags")).json()}
        assert counted["tag"] == 2


async def test_notes_come_back_as_they_were(source: str, target: str, back: str) -> None:
    await fill(source)
    before = await answers(source)
    moved(source, target)
    moved(target, back)
    assert await answers(back) == before


async def test_versions_beyond_32_bits_are_moved_and_go_on(
    source: str, target: str, back: str
) -> None:
    await fill(source)
    with other_program(source) as other:
        other.execute(f"UPDATE note SET version = {LARGE}, title = 'oats' WHERE id = 1")
    before = await answers(source)
    moved(source, target)
    assert await answers(target) == before
    async with running(target) as (_, client):
        assert (await client.get(NOTES)).json()[0]["version"] == LARGE + 1
        changed = await client.patch(note(1), json={"done": True})
        assert (changed.status_code, changed.json()["version"]) == (200, LARGE + 2)
        found = (await client.get(f"{note(1)}/history")).json()
        assert [each["version"] for each in found[:3]] == [LARGE + 2, LARGE + 1, 54]
        reverted = await client.post(f"{note(1)}/revert", json={"version": LARGE + 1})
        assert (reverted.status_code, reverted.json()["version"]) == (200, LARGE + 3)
    before = await answers(target)
    moved(target, back)
    assert await answers(back) == before


@pytest.mark.parametrize("order", ["", "&sort=title", "&sort=-updated_at", "&done=false&sort=-id"])
async def test_a_walk_goes_on_after_the_move(source: str, target: str, order: str) -> None:
    """The cursor in a `Link` means the same place on the other engine."""
    await fill(source)
    async with running(source) as (_, client):
        whole = (await client.get(f"{NOTES}?limit=1000{order}")).json()
        first = await client.get(f"{NOTES}?limit=2{order}")
    moved(source, target)
    walked, following = first.json(), first.links["next"]["url"]
    async with running(target) as (_, client):
        while following:
            page = await client.get(following)
            walked += page.json()
            following = page.links.get("next", {}).get("url", "")
    assert [note["id"] for note in walked] == [note["id"] for note in whole]

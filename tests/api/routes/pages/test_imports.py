"""An import as a page does it: looked at before, and refused if notes have changed since."""

import httpx

from tests.api.support.rest import add, note, problem
from tests.api.support.transfer import EXPORT, imported, ndjson, send

FILE = ndjson({"id": 1, "title": "Oats"}, {"title": "Rice"})


async def test_an_import_of_what_a_dry_run_has_met_is_done(client: httpx.AsyncClient) -> None:
    await add(client, "Milk")
    met = (await imported(client, FILE, dry_run=True, on_conflict="replace"))["met"]
    report = await imported(client, FILE, on_conflict="replace", expected=met, author="page")
    assert report["taken"] == {"made": 1, "changed": 1, "unchanged": 0}
    assert "met" not in report
    history = (await client.get(f"{note(1)}/history")).json()
    assert history[0]["written_by"] == "page"


async def test_an_import_of_what_has_changed_since_is_refused(client: httpx.AsyncClient) -> None:
    await add(client, "Milk")
    met = (await imported(client, FILE, dry_run=True, on_conflict="replace"))["met"]
    await client.patch(note(1), json={"done": True})
    answer = await send(client, FILE, on_conflict="replace", expected=met)
    assert problem(answer, 412)["code"] == "moved"
    assert (await client.get(note(1))).json()["title"] == "Milk"


async def test_an_export_says_how_many_notes_it_has(client: httpx.AsyncClient) -> None:
    for title in ("Milk", "Bread"):
        await add(client, title)
    await client.delete(note(1))
    assert (await client.get(EXPORT)).headers["x-total-count"] == "2"

"""Three processes on one PostgreSQL behind a real proxy: everybody sees everything."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium.webdriver import Keys

from tests.browser.processes.follower import followers
from tests.browser.processes.proxies import proxied
from tests.browser.support.page import OpenPage
from tests.support import postgres
from tests.support.live import LiveServer
from tests.support.waiting import eventually


@pytest.fixture(params=["caddy", "nginx", "haproxy"])
def address(
    request: pytest.FixtureRequest, processes: list[LiveServer], tmp_path: Path
) -> Iterator[str]:
    with proxied(request.param, [process.port for process in processes], tmp_path) as found:
        yield found


async def write_everywhere(schema: str, urls: list[str], name: str) -> list[str]:
    """Create notes through each process, and by another program; return their titles."""
    titles = []
    async with httpx.AsyncClient() as client:
        for number in range(10):
            for place, url in enumerate(urls):
                titles.append(f"{name} {number} by {place}")
                answer = await client.post(f"{url}/api/notes", json={"title": titles[-1]})
                assert answer.status_code == 201
            titles.append(f"{name} {number} by psql")
            with postgres.connected(schema) as other:
                other.execute("INSERT INTO note (title) VALUES (%s)", [titles[-1]])
    return titles


async def test_all_clients_converge_when_a_process_is_killed(
    schema: str, processes: list[LiveServer], address: str
) -> None:
    urls = [process.url for process in processes]
    async with followers(address) as following:
        titles = await write_everywhere(schema, urls, "three")
        await eventually(lambda: all(len(each.titles) == 40 for each in following), within=30)
        processes[0].process.kill()
        titles += await write_everywhere(schema, urls[1:], "two")
        await eventually(lambda: all(len(each.titles) == 70 for each in following), within=60)
    assert all(each.revisions == list(range(1, 71)) for each in following)
    assert all(each.titles == following[0].titles for each in following)
    assert sorted(following[0].titles) == sorted(titles)


def home_of_a_page(processes: list[LiveServer]) -> LiveServer:
    """The process that has an open page."""
    told = {process.url: httpx.get(f"{process.url}/metrics").text for process in processes}
    (home,) = [each for each in processes if "notes_open_pages 1.0" in told[each.url]]
    return home


def drafts_in(schema: str) -> list[str]:
    """The titles that are typed and not added."""
    with postgres.connected(schema) as other:
        return [title for (title,) in other.execute("SELECT title FROM note_draft").fetchall()]


def test_a_window_goes_on_when_its_process_is_killed(
    schema: str, address: str, processes: list[LiveServer], windows: list[OpenPage]
) -> None:
    """Its browser comes back on another process, with what was typed."""
    one, other = windows
    one.open(f"{address}/front/notes")
    one.add("Milk")
    one.shows("Milk")
    home = home_of_a_page(processes)
    other.open(f"{address}/front/notes")
    other.shows("Milk")
    one.field("Title").send_keys("Half a tit")
    one.until(lambda: drafts_in(schema), ["Half a tit"])
    one.run("window.isOld = true")
    home.process.kill()
    one.until(lambda: one.run("return window.isOld"), None, within=30)
    one.until(lambda: (one.is_away, one.text_in("Title")), (False, "Half a tit"))
    one.field("Title").send_keys("le", Keys.ENTER)
    other.shows("Half a title", "Milk")
    other.add("Bread")
    one.shows("Bread", "Half a title", "Milk")


def test_people_on_all_processes_are_counted_until_one_is_killed(
    processes: list[LiveServer], windows: list[OpenPage]
) -> None:
    one, other = windows
    one.open(processes[0].page)
    one.add("Passport")
    other.open(processes[1].page)
    for page in (one, other):
        page.until(page.here, "2 here")
    other.shows("Passport")
    other.edit("Passport")
    one.until(lambda: one.marked("edited"), ["Passport"])
    processes[1].process.kill()
    one.until(lambda: (one.here(), one.marked("edited")), ("", []), within=30)

"""A page whose host name a careless proxy changes says in words what is wrong."""

from pathlib import Path

from tests.browser.processes.proxies import UNDER_A_PATH, proxied
from tests.browser.support.page import OpenPage
from tests.support.live import serving

HOST = "proxy_set_header Host $http_host;"
SEEN = "return getComputedStyle(document.querySelector('.notes-count'), '::before').visibility"
TEXT = "return document.body.innerText"


def test_a_page_behind_a_proxy_without_host_says_what_to_do(
    database: Path, tmp_path: Path, windows: list[OpenPage]
) -> None:
    page = windows[0]
    with (
        serving(database, NOTES_ROOT_PATH="/notes") as server,
        proxied("nginx", [server.port], tmp_path, UNDER_A_PATH, without=HOST) as address,
    ):
        page.driver.get(f"{address}/notes/front/notes")
        page.until(lambda: page.run(SEEN), "hidden")
        page.until(lambda: page.run(SEEN), "visible", within=20)  # “have not arrived yet”
        page.driver.refresh()
        page.until(lambda: "must pass on the header Host" in page.run(TEXT), True)
